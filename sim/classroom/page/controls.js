// Decisions and transport: presets, sliders, play, speed, luck, pin, and the menu.
import { lang, say, t, written } from "./texts.js";
const $ = (id) => document.getElementById(id);
const ICONS = { play: "M4 2l12 8-12 8z", pause: "M4 2h4v16H4zM12 2h4v16h-4z", step: "M3 2l9 8-9 8zM13 2h4v16h-4z",
  again: "M10 3a7 7 0 1 1-6.6 4.7l2 .7A5 5 0 1 0 10 5v3L5 4l5-4z", pin: "M6 1h8v2h-1v5l3 3v2h-5v6h-2v-6H4v-2l3-3V3H6z" };
const PHASES = ["lobby", "bet", "talk", "watch", "explain", "try"];
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS(svg.namespaceURI, "path");
  svg.setAttribute("viewBox", "0 0 20 20"); svg.setAttribute("aria-hidden", "true"); path.setAttribute("d", ICONS[name]); svg.append(path);
  return svg;
}
function labelled(button, name, text) { if (button.dataset.is === name + text) return; button.dataset.is = name + text; button.replaceChildren(icon(name), text); }
export class Controls {
  constructor(screen) {
    this.screen = screen; this.held = {};
    $("play").onclick = () => this.toggle(); $("step").onclick = () => screen.ask("step");
    $("again").onclick = () => screen.ask("again"); $("pin").onclick = () => this.pin();
    $("more").onclick = () => { $("menu").hidden = !$("menu").hidden; if (!$("menu").hidden) $("menu").querySelector("button").focus(); };
    $("speed").querySelector("input").oninput = (e) => screen.ask("speed", { v: screen.model.speeds[e.target.value] });
    $("en").onclick = () => screen.language("en"); $("zh").onclick = () => screen.language("zh");
    $("help").onclick = () => screen.faces.open("help"); $("qr").onclick = () => screen.faces.open("join");
    $("chip").onclick = () => screen.faces.open("lesson"); $("next").onclick = () => this.next(1);
    $("closer").onclick = () => screen.map.zoomBy(1.4); $("farther").onclick = () => screen.map.zoomBy(1 / 1.4);
    document.addEventListener("click", (e) => {
      if (e.detail > 0) e.target.closest("button")?.blur(); // so that the space bar plays and does not press it again
      if (!e.target.closest("#menu, #more")) $("menu").hidden = true; });
  }
  toggle(force = false) { const { model } = this.screen; if (model.playing) this.screen.ask("pause"); else this.screen.ask("play", { force }); }
  pin() { this.screen.ask(this.screen.model.pinned ? "unpin" : "pin"); }
  newLuck() { this.screen.notice(t("sure_luck"), [t("new_luck"), () => this.screen.ask("luck")], 8); }
  speedBy(by) { const { speeds, speed } = this.screen.model, at = speeds.indexOf(speed) + by; if (speeds[at]) this.screen.ask("speed", { v: speeds[at] }); }
  guide() { // what comes next while a lesson is watched: A to its end, pinned, then B, then the reveal
    const { room, lesson, preset, pinned, over, playing } = this.screen.model, { screen } = this;
    if (!lesson || room.phase !== "watch") return null;
    const run = (speed) => { screen.ask("speed", { v: speed }); screen.ask("play"); };
    if (pinned && over && pinned.name !== preset) return [t("reveal"), () => screen.faces.reveal()];
    if (over && preset === "A") return [t("guide_pin"), () => { screen.ask("pin"); screen.ask("preset", { v: "B" }); }];
    if (playing) return ["", () => screen.ask("pause")];
    if (preset === "A" && !pinned) return [t("guide_run", { x: "A" }), () => run(60)];
    return preset === "B" && pinned ? [t("guide_run", { x: "B" }), () => run(15)] : null;
  }
  next(by) {
    const { room, lesson } = this.screen.model, guide = by > 0 ? this.guide() : null;
    if (!lesson) return;
    if (guide) { guide[1](); return; }
    const phase = PHASES[PHASES.indexOf(room.phase ?? "lobby") + by];
    if (phase) { this.screen.ask("phase", { v: phase }); this.screen.faces.follow(phase); }
  }
  build() {
    const { model } = this.screen;
    $("presets").replaceChildren(...model.presets.map((one) => this.preset(one.key, say(one.name))), this.preset("mine", t("mine")));
    $("sliders").replaceChildren(...model.levers.map((lever) => this.slider(lever)));
    $("menu").replaceChildren(...[["new_luck", () => this.newLuck()], ["save_replay", () => this.take("replay")], ["save_table", () => this.take("table")], ["save_scenario", () => this.take("scenario")],
      ["copy_link", () => this.take("link")], ["leaders", () => this.screen.faces.open("leaders")], ["your_turn", () => this.screen.ask("phase", { v: "try" })], ["table", () => this.screen.faces.open("table")],
      ["hands", () => this.screen.faces.open("hands")], ["big", () => this.screen.big()]].filter(([key]) => model.lesson || key !== "hands").map(([key, act]) => {
        const b = document.createElement("button"); b.setAttribute("role", "menuitem"); b.textContent = t(key); b.onclick = () => { $("menu").hidden = true; act(); }; return b;
      }));
    $("code").textContent = model.code ?? "";
    if (model.qr) { const picture = new Image(); picture.src = `data:image/svg+xml;utf8,${encodeURIComponent(model.qr.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))}`; picture.alt = ""; $("qr").replaceChildren(picture); }
    labelled($("step"), "step", t("step")); labelled($("again"), "again", t("same_luck"));
    this.question();
  }
  question() {
    const { lesson, title } = this.screen.model, text = say(lesson ? lesson.question : title);
    $("question").textContent = text; $("question").classList.toggle("long", text.length > (lang() === "zh" ? 22 : 44));
    $("chip").hidden = $("next").hidden = !lesson;
    if (lesson) $("chip").textContent = say(lesson.title) || lesson.name;
  }
  preset(key, text) {
    const b = document.createElement("button"); b.dataset.key = key; b.textContent = text;
    if (key === "mine") b.disabled = true; else b.onclick = () => this.screen.ask("preset", { v: key });
    return b;
  }
  slider(lever) {
    const box = document.createElement("div"), id = `lever-${lever.path}`; box.className = "slider"; box.dataset.path = lever.path;
    const top = document.createElement("div"); top.className = "top";
    const label = document.createElement("label"); label.htmlFor = id; label.textContent = say(lever.name);
    const output = document.createElement("output"); output.htmlFor = id; top.append(label, output);
    const track = document.createElement("div"), input = document.createElement("input"), tick = document.createElement("span"); track.className = "track"; tick.className = "tick"; tick.hidden = true;
    Object.assign(input, { type: "range", id, min: lever.low, max: lever.high, step: lever.step });
    input.oninput = () => this.moved(lever, Number(input.value)); input.onchange = () => { this.moved(lever, Number(input.value), true); delete this.held[lever.path]; };
    const says = document.createElement("p"); says.textContent = say(lever.says) + (lever.live ? "" : ` (${t("new_run_only")})`); says.title = says.textContent;
    track.append(input, tick); box.append(top, track, says);
    return box;
  }
  moved(lever, value, now = false) {
    this.held[lever.path] = value; this.drawSlider(lever, value);
    clearTimeout(this.later);
    const send = () => { this.sent = performance.now(); this.screen.ask("move", { path: lever.path, v: value }); };
    if (now || performance.now() - (this.sent ?? 0) > 90) send(); else this.later = setTimeout(send, 90);
  }
  nudge(steps) {
    const input = document.activeElement;
    if (input?.type !== "range" || !input.closest(".slider")) return false;
    input.value = Number(input.value) + steps * Number(input.step); input.oninput(); input.onchange();
    return true;
  }
  drawSlider(lever, value) {
    const box = document.querySelector(`.slider[data-path="${CSS.escape(lever.path)}"]`), input = box.querySelector("input"), part = (v) => 100 * (v - lever.low) / (lever.high - lever.low || 1);
    input.value = value; input.style.setProperty("--at", `${part(value)}%`);
    box.querySelector("output").textContent = written(lever.show, value); input.setAttribute("aria-valuetext", written(lever.show, value));
    const pinned = this.screen.model.pinned?.values?.[lever.path], tick = box.querySelector(".tick");
    tick.hidden = pinned === undefined; if (pinned !== undefined) tick.style.left = `calc(${part(pinned)}% + ${8 - 0.16 * part(pinned)}px)`;
  }
  draw() {
    const { model } = this.screen, { room } = model;
    labelled($("play"), model.playing ? "pause" : "play", t(model.playing ? "pause" : "play"));
    $("play").disabled = !model.playing && model.over;
    const locked = model.lesson && ["lobby", "bet", "talk"].includes(room.phase);
    $("step").disabled = locked || model.over; $("play").classList.toggle("locked", Boolean(locked));
    labelled($("pin"), "pin", t(model.pinned ? "unpin" : "pin"));
    const speed = $("speed"), slow = model.playing && model.reached && model.reached < 0.85 * model.speed;
    speed.querySelector("input").value = model.speeds.indexOf(model.speed);
    speed.querySelector("output").textContent = slow ? t("as_fast", { n: Math.max(1, Math.round(model.reached)) }) : t("per_second", { n: model.speed });
    for (const b of $("presets").children) { b.setAttribute("aria-pressed", b.dataset.key === model.preset); b.classList.toggle("pinned", model.pinned?.name === b.dataset.key); }
    for (const lever of model.levers) if (!(lever.path in this.held)) this.drawSlider(lever, model.values[lever.path]);
    $("present").textContent = t("here", { n: room.present ?? 0 });
    const phase = PHASES[PHASES.indexOf(room.phase ?? "lobby") + 1];
    const guide = this.guide(), text = guide ? guide[0] : phase ? t(`phase_${phase}`) : "";
    if (model.lesson) { $("next").hidden = !text; $("next").textContent = `${t("next_phase", { p: text })} ▸`; }
    this.bets();
  }
  bets() {
    const { lesson, room } = this.screen.model, box = $("bets");
    if (!lesson?.bets?.length) return box.replaceChildren();
    const key = JSON.stringify([room.bets, room.voted, room.present, room.revealed, room.held, lang()]);
    if (box.dataset.key === key) return;
    box.dataset.key = key;
    const title = document.createElement("h3"), list = document.createElement("ul"); title.textContent = t("your_bets");
    const most = Math.max(1, ...(room.bets ? [...room.bets.first, ...room.bets.second] : [1]));
    lesson.bets.forEach((bet, n) => {
      const row = document.createElement("li"), bar = document.createElement("span"), small = document.createElement("small"), count = document.createElement("b"), letter = document.createElement("b");
      letter.textContent = "ABCDEFGH"[n]; bar.className = "bar"; small.textContent = say(bet); small.title = say(bet); count.textContent = room.bets ? room.bets.second[n] : "";
      if (room.bets) for (const [name, value] of [["now", room.bets.second[n]], ["before", room.bets.first[n]]]) { const piece = document.createElement("span"); piece.className = name; piece.style.width = `${44 * value / most}px`; if (value) bar.append(piece); }
      row.classList.toggle("holds", room.revealed && (room.held ?? letterIndex(lesson.holds)) === n);
      row.append(letter, bar, count, small); list.append(row);
    });
    const hint = document.createElement("small"); hint.textContent = room.bets ? "" : `${t("voted", { n: room.voted ?? 0, m: room.present ?? 0 })}. ${t("bets_hidden")}`;
    box.replaceChildren(title, list, hint);
  }
  take(what) { this.screen.ask("take", { v: what }); }
}
export function letterIndex(letter) { return typeof letter === "number" ? letter : "ABCDEFGH".indexOf(letter); }
