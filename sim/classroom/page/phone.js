// A student's phone: join, bet, watch with a person of one's own, try, hand in.
import { drawChart } from "./charts.js";
import { $, LETTERS, make } from "./dom.js";
import { Model } from "./model.js";
import { drawPerson } from "./person.js";
import * as faces from "./phone_faces.js";
import { Sandbox } from "./sandbox.js";
import { lang, setLang, t, translate, whole } from "./texts.js";
import { Wide } from "./wide.js";
import { Wire } from "./wire.js";
const PHASES = ["bet", "talk", "watch", "explain", "try", "end"],
  stored = window.sessionStorage;
class Phone {
  constructor() {
    this.model = new Model();
    this.wide = new Wide(this);
    this.sure = 1;
    this.key = "";
    setLang(stored.getItem("lang") ?? (navigator.language.startsWith("zh") ? "zh" : "en"));
    const given = /^\/(\d{4})$/.exec(location.pathname)?.[1];
    if (given && given !== stored.getItem("code")) {
      stored.setItem("code", given);
      stored.removeItem("token");
    }
    this.code = given ?? stored.getItem("code");
    $("en").onclick = () => this.language("en");
    $("zh").onclick = () => this.language("zh");
    $("name").onclick = () => this.rename();
    this.language(lang());
    if (this.code) this.connect();
    else this.askCode();
  }
  connect() {
    this.wire?.close();
    $("code").textContent = this.code;
    this.wire = new Wire(
      () => ({
        code: this.code,
        token: stored.getItem("token"),
        name: stored.getItem("name"),
        lang: lang(),
        view: this.wide.view,
      }),
      (m) => this.hear(m),
      (s, reason) => this.state(s, reason),
    );
  }
  ask(t, more = {}) {
    this.wire.send({ t, ...more });
  }
  state(state) {
    document.body.classList.toggle("greyed", state === "lost");
    if (state === "lost") this.notice(t("lost"));
    else if (state === "on") this.notice("");
  }
  notice(text, seconds = 0) {
    const box = $("notice");
    clearTimeout(this.timer);
    box.hidden = !text;
    box.textContent = text;
    if (seconds)
      this.timer = setTimeout(() => {
        box.hidden = true;
      }, 1000 * seconds);
  }
  language(to) {
    setLang(to);
    stored.setItem("lang", to);
    $("en").setAttribute("aria-pressed", to !== "zh");
    $("zh").setAttribute("aria-pressed", to === "zh");
    translate();
    document.title = t("title");
    this.key = "";
    this.draw();
  }
  askCode(wrong = "") {
    const input = make("input", "", {
        type: "text",
        inputMode: "numeric",
        maxLength: 4,
        className: "big",
        ariaLabel: t("code_title"),
      }),
      go = make("button", t("join"), { className: "go primary" });
    const join = () => {
      if (/^\d{4}$/.test(input.value)) {
        this.code = input.value;
        stored.setItem("code", this.code);
        this.connect();
      }
    };
    go.onclick = join;
    input.onkeydown = (e) => {
      if (e.key === "Enter") join();
    };
    $("main").replaceChildren(make("h1", t("code_title")), make("p", wrong || t("code_hint")), input, go);
    input.focus();
  }
  rename() {
    const box = make("input", "", { type: "text", maxLength: 16, value: this.name ?? "", ariaLabel: t("your_name") }),
      go = make("button", t("send"), { className: "go primary" });
    const send = () => {
      stored.setItem("name", box.value);
      this.ask("name", { v: box.value });
      box.blur();
      this.anew();
    };
    go.onclick = send;
    box.onkeydown = (e) => {
      if (e.key === "Enter") send();
    };
    $("main").prepend(make("h2", t("your_name")), box, go);
    box.focus();
  }
  /** Build the page once more, though nothing is new. */
  anew() {
    this.key = "";
    this.draw();
  }
  hear(m) {
    if (m.t === "welcome") this.welcome(m);
    if (m.t === "frame") this.frame(m);
    if (m.t === "preparing") this.preparing(m);
    if (m.t === "ready") this.notice("");
    if (m.t === "life") this.wide.tell(m);
    if (m.t === "link") this.keep(m.query);
    if (m.t === "error") return this.error(m);
    this.draw();
  }
  welcome(m) {
    stored.setItem("token", m.token);
    this.model.welcome(m);
    this.name = m.name;
    this.sandbox = new Sandbox(this);
    this.link = this.linkOf = null;
    this.key = "";
    if (!m.ready) this.preparing(m.preparing);
  }
  frame(m) {
    const anew = this.model.apply(m);
    if ("person" in m) this.person = m.person;
    if (m.sandbox) this.sandbox.take(m.sandbox);
    this.wide.take(m, anew);
    if (!m.room?.me) return;
    this.name = m.room.me.name;
    this.resend(m.room.me);
  }
  preparing(told) {
    this.notice(t(told.first ? "preparing" : "opening", { s: told.seconds, n: told.parts }));
  }
  error(m) {
    if (m.code === "code") {
      stored.removeItem("code");
      return this.askCode(t("code"));
    }
    if (m.code === "pictures") this.wide.refuse();
    this.notice(t(m.code, { says: m.says ?? "" }), 5);
    this.draw();
  }
  /** A link to the own settings has come. */
  keep(query) {
    this.link = `${location.origin}/#run=${query}`;
    this.anew();
  }
  resend(me) {
    // a bet that this phone kept while the connection or the server was away
    const kept = JSON.parse(stored.getItem(`bet${this.code}`) ?? "null"),
      vote = this.model.room.vote;
    if (kept && vote >= 0 && kept.vote === vote && !me.bets[vote]) this.ask("bet", { v: kept.v, sure: kept.sure });
  }
  bet(v) {
    stored.setItem(`bet${this.code}`, JSON.stringify({ v, sure: this.sure, vote: this.model.room.vote }));
    this.ask("bet", { v, sure: this.sure });
  }
  draw() {
    const { room, lesson } = this.model;
    if (!room.me) return;
    $("name").textContent = this.name ?? "";
    const phase = lesson || ["try", "end"].includes(room.phase) ? room.phase : "watch";
    $("steps").replaceChildren(
      ...(lesson ? PHASES : []).map((one) => {
        const li = make("li", t(`phase_${one}`));
        if (one === phase) li.setAttribute("aria-current", "step");
        return li;
      }),
    );
    const key = JSON.stringify([
      phase,
      room.vote,
      room.me,
      room.bets,
      room.revealed,
      room.held,
      room.why,
      room.linesOpen,
      lang(),
      this.link,
      this.person?.member,
      this.person?.stage,
    ]);
    if (key !== this.key && !$("main").querySelector("input[type=text]:focus")) {
      this.key = key;
      this.bar("");
      $("main").replaceChildren(...(faces[phase] ?? faces.watch)(this));
    }
    this.refresh();
    this.wide.draw();
  }
  bar(text, bold = "") {
    $("bar").hidden = !text && !bold;
    $("bar").replaceChildren(make("b", bold ? `${bold} ` : ""), text);
  }
  refresh() {
    const { model } = this,
      { room, lesson } = model,
      when = $("when");
    if (when)
      when.replaceChildren(
        make("span", t("day", { n: whole(model.day) }), { className: "day" }),
        make("span", t("in_step"), { className: "soft" }),
      );
    if (["bet", "talk"].includes(room.phase) && lesson) {
      const mine = room.me.bets[Math.max(0, room.vote)];
      if (mine) this.bar(t("bet_change", { n: room.voted, m: room.present }), t("bet_is", { b: LETTERS[mine[0]] }));
      else if (room.vote === 1 && room.me.bets[0]) this.bar(t("bet_stays", { b: LETTERS[room.me.bets[0][0]] }));
      else this.bar(t("bet_none"));
    } else this.bar("");
    if ($("person")) drawPerson($("person"), this.person, () => this.ask("person"));
    const most = room.marks?.reduce((best, one) => (one[1] > (best?.[1] ?? 0) ? one : best), null);
    if ($("marks") && most)
      $("marks").textContent = `${t("mark_hint")} ${t("marks_hint", { n: most[1], d: most[0] }).split(/[:：]/)[0]}`;
    for (const canvas of document.querySelectorAll("main canvas[data-name]"))
      if (!canvas.closest("#sandbox")) drawChart(canvas, canvas.dataset.name, model, true);
    if (room.phase === "try") this.sandbox.draw();
  }
}
window.phone = new Phone();
