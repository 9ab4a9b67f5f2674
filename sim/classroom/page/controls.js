// Decisions and transport: presets, sliders, play, speed, luck, pin, and the menu.
import { drawBets } from "./bets.js";
import { $, make, qrPicture } from "./dom.js";
import { drawSlider, sliderBox } from "./sliders.js";
import { say, t } from "./texts.js";
const ICONS = {
  play: "M4 2l12 8-12 8z",
  pause: "M4 2h4v16H4zM12 2h4v16h-4z",
  step: "M3 2l9 8-9 8zM13 2h4v16h-4z",
  again: "M10 3a7 7 0 1 1-6.6 4.7l2 .7A5 5 0 1 0 10 5v3L5 4l5-4z",
  pin: "M6 1h8v2h-1v5l3 3v2h-5v6h-2v-6H4v-2l3-3V3H6z",
};
const HEAD = 58, // px
  QUESTION = [24, 21, 19, 17, 15]; // px of the question in the head: the largest that fits
export const PHASES = ["lobby", "bet", "talk", "watch", "explain", "try", "end"];
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"),
    path = document.createElementNS(svg.namespaceURI, "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
function labelled(button, name, text) {
  if (button.dataset.is === name + text) return;
  button.dataset.is = name + text;
  button.replaceChildren(icon(name), text);
}
export class Controls {
  constructor(screen) {
    this.screen = screen;
    this.held = {};
    $("play").onclick = () => this.toggle();
    $("step").onclick = () => screen.ask("step");
    $("again").onclick = () => screen.ask("again");
    $("pin").onclick = () => this.pin();
    $("more").onclick = () => {
      $("menu").hidden = !$("menu").hidden;
      if (!$("menu").hidden) $("menu").querySelector("button").focus();
    };
    $("speed").querySelector("input").oninput = (e) => screen.ask("speed", { v: screen.model.speeds[e.target.value] });
    $("en").onclick = () => screen.language("en");
    $("zh").onclick = () => screen.language("zh");
    $("help").onclick = () => screen.faces.open("help");
    $("qr").onclick = () => screen.faces.open("join");
    $("chip").onclick = () => screen.faces.open("lesson");
    $("next").onclick = () => this.next(1);
    $("closer").onclick = () => screen.map.zoomBy(1.4);
    $("farther").onclick = () => screen.map.zoomBy(1 / 1.4);
    document.addEventListener("click", (e) => {
      if (e.detail > 0) e.target.closest("button")?.blur(); // so that the space bar plays and does not press it again
      if (!e.target.closest("#menu, #more")) $("menu").hidden = true;
    });
  }
  toggle(force = false) {
    const { model } = this.screen;
    if (model.playing) this.screen.ask("pause");
    else this.screen.ask("play", { force });
  }
  pin() {
    this.screen.ask(this.screen.model.pinned ? "unpin" : "pin");
  }
  newLuck() {
    this.screen.notice(t("sure_luck"), [t("new_luck"), () => this.screen.ask("luck")], 8);
  }
  speedBy(by) {
    const { speeds, speed } = this.screen.model,
      at = speeds.indexOf(speed) + by;
    if (speeds[at]) this.screen.ask("speed", { v: speeds[at] });
  }
  guide() {
    // what comes next while a lesson is watched: A to its end, pinned, then B, then the reveal
    const { room, lesson, preset, pinned, over, playing } = this.screen.model,
      { screen } = this;
    if (!lesson || room.phase !== "watch") return null;
    const run = (speed) => {
      screen.ask("speed", { v: speed });
      screen.ask("play");
    };
    if (pinned && over && pinned.name !== preset) return [t("reveal"), () => screen.faces.reveal()];
    if (over && preset === "A")
      return [
        t("guide_pin"),
        () => {
          screen.ask("pin");
          screen.ask("preset", { v: "B" });
        },
      ];
    if (playing) return ["", () => screen.ask("pause")];
    if (preset === "A" && !pinned) return [t("guide_run", { x: "A" }), () => run(60)];
    return preset === "B" && pinned ? [t("guide_run", { x: "B" }), () => run(15)] : null;
  }
  next(by) {
    const { room, lesson } = this.screen.model,
      guide = by > 0 ? this.guide() : null;
    if (!lesson) return;
    if (guide) {
      guide[1]();
      return;
    }
    const phase = PHASES[PHASES.indexOf(room.phase ?? "lobby") + by];
    if (phase) this.phase(phase);
  }
  phase(to) {
    this.screen.ask("phase", { v: to });
    this.screen.faces.follow(to);
  }
  build() {
    const { model } = this.screen;
    $("presets").replaceChildren(
      ...model.presets.map((one) => this.preset(one.key, say(one.name))),
      this.preset("mine", t("mine")),
    );
    $("sliders").replaceChildren(...model.levers.map((lever) => this.slider(lever)));
    $("menu").replaceChildren(...this.entries().map(([key, act]) => this.entry(key, act)));
    $("code").textContent = model.code ?? "";
    if (model.qr) $("qr").replaceChildren(qrPicture(model.qr, ""));
    labelled($("step"), "step", t("step"));
    labelled($("again"), "again", t("same_luck"));
    this.question();
  }
  entries() {
    const { screen } = this,
      lesson = [
        ["your_turn", () => this.phase("try")],
        ["finish", () => this.phase("end")],
        ["hands", () => screen.faces.open("hands")],
      ];
    return [
      ["new_luck", () => this.newLuck()],
      ["save_replay", () => this.take("replay")],
      ["save_table", () => this.take("table")],
      ["save_scenario", () => this.take("scenario")],
      ["copy_link", () => this.take("link")],
      ["leaders", () => screen.faces.open("leaders")],
      ["table", () => screen.faces.open("table")],
      ["big", () => screen.big()],
      ...(screen.model.lesson ? lesson : lesson.slice(0, 1)),
    ];
  }
  entry(key, act) {
    const button = make("button", t(key));
    button.setAttribute("role", "menuitem");
    button.onclick = () => {
      $("menu").hidden = true;
      act();
    };
    return button;
  }
  /** Move within the menu by keys, or leave it; false for any other key. */
  inMenu(key) {
    const entries = [...$("menu").children],
      by = { ArrowDown: 2, ArrowUp: -2, ArrowRight: 1, ArrowLeft: -1 }[key];
    if (key === "Escape") {
      $("menu").hidden = true;
      $("more").focus();
    } else if (by) entries[(entries.indexOf(document.activeElement) + by + entries.length) % entries.length].focus();
    return key === "Escape" || Boolean(by);
  }
  question() {
    const { lesson, title } = this.screen.model,
      box = $("question");
    box.textContent = box.title = say(lesson ? lesson.question : title);
    $("chip").hidden = $("next").hidden = !lesson;
    if (lesson) $("chip").textContent = say(lesson.title) || lesson.name;
    this.fit(box);
  }
  /** Write the question as large as the head allows. */
  fit(box) {
    for (const size of QUESTION) {
      box.style.fontSize = `${size}px`;
      if (box.scrollHeight <= HEAD) break;
    }
  }
  preset(key, text) {
    const letter = this.screen.model.lesson && key !== "mine" ? `${key} ` : "",
      button = make("button", "", { disabled: key === "mine", title: letter + text });
    button.append(make("span", letter + text));
    button.dataset.key = key;
    button.onclick = () => this.screen.ask("preset", { v: key });
    return button;
  }
  slider(lever) {
    return sliderBox(lever, "lever", (value, now) => {
      this.moved(lever, value, now);
      if (now) delete this.held[lever.path];
    });
  }
  moved(lever, value, now = false) {
    this.held[lever.path] = value;
    this.drawSlider(lever, value);
    clearTimeout(this.later);
    const send = () => {
      this.sent = performance.now();
      this.screen.ask("move", { path: lever.path, v: value });
    };
    if (now || performance.now() - (this.sent ?? 0) > 90) send();
    else this.later = setTimeout(send, 90);
  }
  nudge(steps) {
    const input = document.activeElement;
    if (input?.type !== "range" || !input.closest(".slider")) return false;
    input.value = Number(input.value) + steps * Number(input.step);
    input.oninput();
    input.onchange();
    return true;
  }
  drawSlider(lever, value) {
    const box = document.querySelector(`.slider[data-path="${CSS.escape(lever.path)}"]`);
    drawSlider(box, lever, value, this.screen.model.pinned?.values?.[lever.path]);
  }
  draw() {
    const { model } = this.screen;
    this.transport(model);
    for (const button of $("presets").children) {
      button.setAttribute("aria-pressed", button.dataset.key === model.preset);
      button.classList.toggle("pinned", model.pinned?.name === button.dataset.key);
    }
    for (const lever of model.levers) if (!(lever.path in this.held)) this.drawSlider(lever, model.values[lever.path]);
    $("present").textContent = t("here", { n: model.room.present ?? 0 });
    if (model.lesson) this.drawNext();
    drawBets($("bets"), model);
  }
  transport(model) {
    const locked = Boolean(model.lesson && ["lobby", "bet", "talk"].includes(model.room.phase)),
      what = model.playing ? "pause" : "play";
    labelled($("play"), what, t(what));
    $("play").disabled = !model.playing && model.over;
    $("play").classList.toggle("locked", locked);
    $("step").disabled = locked || model.over;
    labelled($("pin"), "pin", t(model.pinned ? "unpin" : "pin"));
    $("speed").querySelector("input").value = model.speeds.indexOf(model.speed);
    const slow = model.playing && model.reached && model.reached < 0.85 * model.speed,
      days = t("per_second", { n: slow ? Math.max(1, Math.round(model.reached)) : model.speed });
    $("speed")
      .querySelector("output")
      .replaceChildren(days, make("small", slow ? t("fastest") : ""));
  }
  drawNext() {
    const guide = this.guide(),
      phase = PHASES[PHASES.indexOf(this.screen.model.room.phase ?? "lobby") + 1];
    const text = guide ? guide[0] : phase ? t(`phase_${phase}`) : "";
    const said = text && `${t("next_phase", { p: text })} ▸`;
    if ($("next").textContent === said && $("next").hidden === !text) return;
    $("next").hidden = !text;
    $("next").textContent = said;
    this.fit($("question"));
  }
  take(what) {
    this.screen.ask("take", { v: what });
  }
}
