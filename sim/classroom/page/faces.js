// The faces of the screen that fill it: bets, talk, reveal, leaders, the room's code, hands, the table, help.
import { CHARTS, drawChart } from "./charts.js";
import { letterIndex } from "./controls.js";
import { STAGES } from "./shapes.js";
import { cell, decimal, lang, say, t, whole, yuan } from "./texts.js";
const $ = (id) => document.getElementById(id), face = () => $("face"), LETTERS = "ABCDEFGH";
export function make(tag, text = "", more = {}) { const node = document.createElement(tag); if (text) node.textContent = text; return Object.assign(node, more); }
function buttons(...list) { const row = make("div", "", { className: "row" }); row.append(...list.filter(Boolean).map(([text, act, primary]) => make("button", text, { onclick: act, className: primary ? "primary" : "" }))); return row; }
export class Faces {
  constructor(screen) { this.screen = screen; this.name = ""; }
  get room() { return this.screen.model.room; }
  get lesson() { return this.screen.model.lesson; }
  follow(phase) { if (["bet", "talk"].includes(phase)) this.open(phase); else if (phase === "try") this.open("leaders"); else if (phase === "explain") this.reveal(); else this.close(); }
  open(name) { this.name = name; this.key = ""; this.refresh(); face().focus(); if (name === "talk") this.count90(); }
  count90() { // ninety seconds to talk; nothing happens when they are over
    clearInterval(this.ring); const start = performance.now();
    this.ring = setInterval(() => { const left = Math.max(0, 90 - Math.floor((performance.now() - start) / 1000)), box = document.getElementById("left"); if (box) box.textContent = `${left} s`; if (!left || this.name !== "talk") clearInterval(this.ring); }, 500);
  }
  close() { this.name = ""; face().hidden = true; }
  refresh() {
    if (this.room.revealed && !this.wasRevealed) this.name = "answer";
    else if (!this.room.revealed && this.wasRevealed && this.name === "answer") this.name = "";
    this.wasRevealed = this.room.revealed;
    if (!this.name) { face().hidden = true; return; }
    const key = JSON.stringify([this.name, this.room, lang()]);
    if (this.key === key) return;
    const editing = face().contains(document.activeElement) && document.activeElement.matches("input");
    if (editing && this.name === "hands" && this.key) return;
    this.key = key;
    const content = this[`show_${this.name}`]?.() ?? [];
    face().replaceChildren(make("button", "×", { className: "close", onclick: () => this.close(), ariaLabel: t("close") }), ...content);
    face().hidden = false;
    for (const canvas of face().querySelectorAll("canvas[data-name]")) drawChart(canvas, canvas.dataset.name, this.screen.model);
  }
  setup() {
    const { presets } = this.screen.model, table = make("table"), head = make("tr");
    head.append(make("th", t("setup")), ...presets.map((one, n) => make("th", `${LETTERS[n]} ${say(one.name)}`)));
    table.append(head, ...this.lesson.setup.slice(0, 6).map((row) => { const tr = make("tr"); tr.append(make("td", say(row.name)), make("td", cell(row.A)), make("td", cell(row.B))); return tr; }));
    return table;
  }
  options(votes) {
    const list = make("ol"), { room, lesson } = this, right = room.held ?? letterIndex(lesson.holds);
    lesson.bets.forEach((bet, n) => {
      const li = make("li"), count = make("span", "", { className: "votes" });
      if (votes && room.bets) { const before = make("span", whole(room.bets.first[n])); before.title = t("first_vote"); count.append(before, "→", whole(room.bets.second[n])); }
      li.append(make("span", LETTERS[n], { className: "letter" }), make("span", say(bet)), count); li.classList.toggle("holds", Boolean(votes && room.revealed && right === n)); list.append(li);
    });
    return list;
  }
  count() { return make("p", t("voted", { n: this.room.voted ?? 0, m: this.room.present ?? 0 }), { className: "count" }); }
  phase(to) { return () => { this.screen.ask("phase", { v: to }); this.follow(to); }; }
  show_bet() {
    const columns = make("div", "", { className: "columns" }), left = make("div"), right = make("div");
    left.append(this.setup(), make("p", t("same_people")), this.count()); right.append(this.options(false)); columns.append(left, right);
    return [make("h2", say(this.lesson.question)), columns, buttons([t("talk_title"), this.phase("talk"), true], [t("phase_watch"), this.phase("watch")], [t("hands"), () => this.open("hands")])];
  }
  show_talk() { const title = make("h2", `${t("talk_title")} `); title.append(make("span", "90 s", { id: "left" })); return [title, make("p", say(this.lesson.talk) || t("talk_prompt"), { className: "wide" }), this.options(false), this.count(), buttons([t("phase_watch"), this.phase("watch"), true], [t("hands"), () => this.open("hands")])]; }
  show_lesson() {
    const { lesson, room } = this, part = ["lobby", "bet", "talk", "watch", "explain", "try"];
    return [make("h2", say(lesson.title) || lesson.name), make("p", say(lesson.question), { className: "wide" }), this.setup(), buttons(...part.map((one) => [t(`phase_${one}`), this.phase(one), one === room.phase])), ...this.notes(["watch"])];
  }
  notes(names) { return names.filter((name) => this.lesson[name]).flatMap((name) => [make("p", "").appendChild(make("b", t({ why: "why_title", leaves_out: "leaves_out", watch: "phase_watch" }[name]))).parentNode, ...[this.lesson[name]].flat().map((text) => make("p", say(text)))]); }
  reveal() { this.screen.ask("show_answer"); }
  show_answer() {
    const { lesson, room } = this, right = room.held ?? letterIndex(lesson.holds), expected = letterIndex(lesson.holds), canvas = make("canvas"); canvas.dataset.name = "members";
    const sentence = room.held === null || right === expected ? say(lesson.reveal) : t("not_this_time", { bet: say(lesson.bets[right]) });
    const held = lesson.holds_in && right === expected ? [make("p", t("held_in", { n: lesson.holds_in, m: lesson.seeds }))] : [];
    const columns = make("div", "", { className: "columns" }), left = make("div"), side = make("div");
    left.append(canvas, ...this.notes(["why"])); side.append(make("p", t("votes_both")), this.options(true), ...this.notes(["leaves_out"])); columns.append(left, side);
    return [make("h2", sentence), ...held, columns, buttons([t("your_turn"), this.phase("try"), true], [t("try_luck"), () => { this.close(); this.screen.ask("luck"); }])];
  }
  show_leaders() {
    const { room } = this, columns = make("div", "", { className: "three" });
    for (const [name, list] of Object.entries(room.leaders ?? {})) {
      const box = make("div"), ol = make("ol"); box.append(make("h2", t(`l_${name}`)), ol);
      for (const one of list) { const li = make("li"), b = make("button", room.asked === one.number ? t("asking") : t("show_this"), { onclick: () => this.screen.ask("project", { v: one.number }) }); li.append(make("span", String(list.indexOf(one) + 1), { className: "letter" }), make("span", `${one.name || t("somebody", { n: one.number })} · ${name === "profit" ? yuan(one.value) : name === "trust" ? decimal(one.value) : whole(one.value)}`), b); ol.append(li); }
      columns.append(box);
    }
    const none = room.handed ? [columns] : [make("p", t("none_handed"))];
    const lines = (room.whys ?? []).map((text, n) => make("li", text, { className: "plain", onclick: () => this.screen.ask("why", { v: n }) })), list = make("ul"); list.append(...lines);
    return [make("h2", t("leaders")), make("p", t("handed_in", { n: room.handed ?? 0 })), ...none, list];
  }
  show_join() {
    const { address, qr, code } = this.screen.model, columns = make("div", "", { className: "columns" }), left = make("div", "", { className: "qr" }), right = make("div"), picture = new Image();
    picture.src = `data:image/svg+xml;utf8,${encodeURIComponent((qr ?? "").replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))}`; picture.alt = address; left.append(picture);
    right.append(make("h2", t("join_title")), make("p", t("join_hint", { a: address })), make("p", `${t("room")} ${code}`, { className: "wide" }), make("p", t("here", { n: this.room.present ?? 0 })));
    if (address?.includes("127.0.0.1")) right.append(make("p", t("not_shared"))); else if (!this.room.present) right.append(make("p", t("no_guest")));
    columns.append(left, right); return [columns];
  }
  show_hands() {
    const inputs = [0, 1].map(() => this.lesson.bets.map(() => make("input", "", { type: "number", min: 0, max: 200, value: 0 }))), table = make("table"), head = make("tr"); head.append(make("th"), make("th", t("first_vote")), make("th", t("second_vote")));
    const rows = this.lesson.bets.map((bet, n) => { const tr = make("tr"), cells = inputs.map((column) => { const td = make("td"); td.append(column[n]); return td; }); tr.append(make("td", `${LETTERS[n]} ${say(bet)}`), ...cells); return tr; });
    table.append(head, ...rows);
    inputs.forEach((column, which) => column.forEach((input) => { input.onchange = () => this.screen.ask("hands", { which, v: column.map((one) => Math.max(0, Math.min(200, Math.round(Number(one.value) || 0)))) }); }));
    return [make("h2", t("hands")), make("p", t("hands_hint")), table, buttons([t("show_bets"), () => { this.screen.ask("bets", { v: true }); this.close(); }, true])];
  }
  show_table() {
    const { model } = this.screen, table = make("table"), head = make("tr"), days = []; head.append(make("th", t("days")), ...Object.values(CHARTS).map((chart) => make("th", t(chart.title))));
    for (let d = model.day - 1; d >= 0; d -= Math.max(1, Math.round(model.day / 24))) days.push(d);
    table.append(head, ...days.map((d) => { const tr = make("tr"); tr.append(make("td", whole(d + 1)), ...Object.entries(CHARTS).map(([name, chart]) => { const v = chart.value(model, d, model.series); return make("td", v === null ? "–" : name === "trust" ? decimal(v) : whole(v)); })); return tr; }));
    return [make("h2", t("table")), make("p", this.screen.map.sentence()), table];
  }
  show_help() { return [make("h2", t("help")), ...[1, 2, 3, 4].map((n) => make("p", t(`help_${n}`))), make("p", t("keys"))]; }
}
