// The projector's screen: one connection, one model, and the parts that draw it.
import { $, make } from "./dom.js";
import { Controls } from "./controls.js";
import { Faces } from "./faces.js";
import { TownMap } from "./map.js";
import { Model } from "./model.js";
import { Panels } from "./panels.js";
import { keyboard } from "./keys.js";
import { lang, say, setLang, t, translate } from "./texts.js";
import { Wire } from "./wire.js";
const stored = window.sessionStorage;
const fragment = new URLSearchParams(location.hash.slice(1));
if (fragment.get("key")) stored.setItem("key", fragment.get("key"));
const settings = linked(location.hash);
if (fragment.get("key")) history.replaceState(null, "", location.pathname + (settings ? `#run=${settings}` : ""));
/** The run that an address names, which stands last in it; "" if it names none. */
function linked(hash) {
  const run = hash.split("run=").slice(1).join("run=");
  return run.includes("=") ? run : (new URLSearchParams(`run=${run}`).get("run") ?? "");
}
const model = new Model();
class Screen {
  constructor() {
    this.model = model;
    this.view = "all";
    setLang(stored.getItem("lang") ?? (navigator.language.startsWith("zh") ? "zh" : "en"));
    this.map = new TownMap(
      document.querySelector("#map canvas"),
      (member) => this.tell(member),
      (member) => this.hover(member),
    );
    this.panels = new Panels(this);
    this.controls = new Controls(this);
    this.faces = new Faces(this);
    if (!stored.getItem("key")) {
      location.replace(`/join${location.hash}`);
      return;
    }
    this.wire = new Wire(
      () => ({ key: stored.getItem("key"), lang: lang() }),
      (message) => this.hear(message),
      (state, reason) => this.state(state, reason),
    );
    keyboard(this);
    this.language(lang());
  }
  ask(t, more = {}) {
    if (this.prepares && ["play", "step"].includes(t)) this.sayThatPlayWaits();
    this.wire.send({ t, ...more });
  }
  sayThatPlayWaits() {
    this.notice(t("play_waits"), null, 6);
  }
  state(state, reason) {
    document.body.classList.toggle("greyed", state === "lost");
    if (state === "on") this.notice("");
    else this.notice(t(state === "lost" ? "lost" : "connecting") + (reason ? ` (${t(reason)})` : ""));
  }
  notice(text, button = null, seconds = 0) {
    const box = $("notice");
    clearTimeout(this.noticed);
    box.hidden = !text;
    box.textContent = text;
    const act = () => {
      box.hidden = true;
      button[1]();
    };
    if (button) box.append(make("button", button[0], { onclick: act }));
    if (seconds)
      this.noticed = setTimeout(() => {
        box.hidden = true;
      }, 1000 * seconds);
  }
  hear(message) {
    if (message.t === "welcome") this.welcome(message);
    if (message.t === "frame") this.frame(message);
    if (message.t === "life") this.panels.story(message);
    if (message.t === "homes") this.atHome(message);
    if (message.t === "past") this.showPast(message);
    if (message.t === "preparing") this.preparing(message);
    if (message.t === "ready") this.preparing(null);
    if (message.t === "file") this.save(message);
    if (message.t === "link") this.link(message.query);
    if (message.t === "error") this.error(message);
  }
  welcome(message) {
    model.welcome(message);
    Object.assign(model, { code: message.code, address: message.address, qr: message.qr });
    this.controls.build();
    this.panels.build();
    this.faces.refresh();
    model.past = null;
    this.behind = false;
    document.body.classList.toggle("waiting", model.run === -1);
    this.preparing(message.ready ? null : message.preparing);
    if (message.back) this.notice(t("back", { n: message.back }), null, 6);
    clearTimeout(this.alone);
    if (!message.address.includes("127.0.0.1"))
      this.alone = setTimeout(() => {
        if (!model.room.present) this.notice(t("no_guest"), [t("join_title"), () => this.faces.open("join")]);
      }, 60000);
    if (settings && !this.laid) {
      this.laid = true;
      this.ask("settings", { v: settings });
    }
  }
  /** Say how far the preparation is: alone on the screen until there is a picture, then in the line of what happened. */
  preparing(told) {
    this.prepares = told;
    const text = told ? t(told.first ? "preparing" : "opening", { s: told.seconds, n: told.parts }) : "";
    $("opening").hidden = !text || model.run !== -1;
    $("opening").replaceChildren(make("h2", say(model.lesson?.question ?? model.title)), make("p", text));
    this.panels.waitsFor(text);
  }
  /** Show a day that is over, and those whom a line of the ticker is about. */
  toDay(day, line) {
    this.line = line;
    this.ask("past", { v: day });
  }
  showPast(message) {
    const bytes = (name) => Uint8Array.from(atob(message[name]), (letter) => letter.charCodeAt(0)).buffer;
    const picture = { slots: new Uint16Array(bytes("slots")), stages: new Uint8Array(bytes("stages")) };
    model.past = { day: message.day };
    this.behind = true; // until everything is sent anew
    this.faces.close();
    this.panels.close();
    this.map.take({ ...message, ...picture, places: new Uint32Array(bytes("at")), people: { all: 0 } }, true, 0);
    if (this.line?.who) this.map.light(this.line.who);
    this.panels.draw();
  }
  toNow() {
    if (!model.past) return;
    model.past = this.line = null;
    this.map.light([]);
    this.ask("now");
    this.panels.draw();
  }
  hover(member) {
    clearTimeout(this.hovering);
    this.pointed = member;
    if (!this.panels.told) this.map.showHomes(-1, []);
    if (member < 0 || model.past) this.panels.tip(-1, []);
    else this.ask("homes", { v: member });
  }
  atHome({ member, homes }) {
    if (member !== this.pointed) return;
    this.panels.tip(member, homes);
    if (!this.panels.told) this.map.showHomes(member, homes);
  }
  frame(frame) {
    document.body.classList.remove("waiting");
    $("opening").hidden = true;
    if (model.past && (frame.run !== model.run || frame.day !== model.day)) this.toNow();
    const anew = model.apply(frame),
      gap = model.playing ? 1000 / model.speed : 600;
    if (anew) {
      this.panels.forget();
      this.map.mark([]);
    }
    if (frame.people && "all" in frame.people) this.behind = false;
    if (!model.past && !this.behind) this.map.take(frame, anew, gap);
    this.panels.draw();
    this.controls.draw();
    if (frame.room || frame.chart || anew) this.faces.refresh();
    $("why").hidden = !model.room.why;
    $("why").textContent = model.room.why ? `“${model.room.why}”` : "";
    $("black").hidden = !model.room.black;
  }
  error(message) {
    if (message.code === "led") return this.notice(t("led"), [t("take_over"), () => this.ask("take_over")]);
    if (message.code === "key") {
      stored.removeItem("key");
      return this.notice(t("key"));
    }
    this.notice(t(message.code, { says: message.says ?? "" }), null, 6);
    this.controls.draw(true);
  }
  tell(member) {
    if (member < 0) this.panels.close();
    else this.ask("life", { v: member });
  }
  language(to) {
    setLang(to);
    stored.setItem("lang", to);
    $("product").innerHTML = t("product");
    $("en").setAttribute("aria-pressed", to !== "zh");
    $("zh").setAttribute("aria-pressed", to === "zh");
    translate();
    document.title = t("title");
    if (model.levers.length) {
      this.controls.build();
      this.panels.build();
      this.panels.draw();
      this.controls.draw();
    }
    if (this.prepares) this.preparing(this.prepares);
    this.faces.refresh();
    this.map.redraw();
  }
  show(view) {
    this.view = view;
    document.body.classList.remove("only-map", "only-charts", "only-numbers");
    if (view !== "all") document.body.classList.add(`only-${view}`);
    requestAnimationFrame(() => this.panels.draw(true));
  }
  big() {
    document.body.classList.toggle("big");
    requestAnimationFrame(() => this.panels.draw(true));
  }
  save(message) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([message.text], { type: message.kind }));
    link.download = message.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
  link(query) {
    const address = `${location.origin}/#run=${query}`;
    navigator.clipboard?.writeText(address).then(
      () => this.notice(t("copied"), null, 2),
      () => this.notice(address),
    );
  }
}
window.shequn = new Screen();
