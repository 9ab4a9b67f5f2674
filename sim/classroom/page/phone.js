// A student's phone: join, bet, watch with a person of one's own, try, hand in.
import { drawChart } from "./charts.js";
import { Model } from "./model.js";
import { Sandbox } from "./sandbox.js";
import { shapeCanvas, STAGES } from "./shapes.js";
import { cell, decimal, lang, say, setLang, t, translate, whole } from "./texts.js";
import { Wire } from "./wire.js";
const $ = (id) => document.getElementById(id), LETTERS = "ABCDEF", PHASES = ["bet", "talk", "watch", "explain", "try"], stored = window.sessionStorage;
export function make(tag, text = "", more = {}) { const node = document.createElement(tag); if (text) node.textContent = text; return Object.assign(node, more); }
class Phone {
  constructor() {
    this.model = new Model(); this.sure = 1; this.key = "";
    setLang(stored.getItem("lang") ?? (navigator.language.startsWith("zh") ? "zh" : "en"));
    const given = /^\/(\d{4})$/.exec(location.pathname)?.[1];
    if (given && given !== stored.getItem("code")) { stored.setItem("code", given); stored.removeItem("token"); }
    this.code = given ?? stored.getItem("code");
    $("en").onclick = () => this.language("en"); $("zh").onclick = () => this.language("zh"); $("name").onclick = () => this.rename();
    this.language(lang());
    if (this.code) this.connect(); else this.askCode();
  }
  connect() { this.wire?.close(); $("code").textContent = this.code; this.wire = new Wire(() => ({ code: this.code, token: stored.getItem("token"), name: stored.getItem("name"), lang: lang(), view: new URLSearchParams(location.search).get("view") ?? "numbers" }), (m) => this.hear(m), (s, reason) => this.state(s, reason)); }
  ask(t, more = {}) { this.wire.send({ t, ...more }); }
  state(state) { document.body.classList.toggle("greyed", state === "lost"); if (state === "lost") this.notice(t("lost")); else if (state === "on") this.notice(""); }
  notice(text, seconds = 0) { const box = $("notice"); clearTimeout(this.timer); box.hidden = !text; box.textContent = text; if (seconds) this.timer = setTimeout(() => { box.hidden = true; }, 1000 * seconds); }
  language(to) { setLang(to); stored.setItem("lang", to); $("en").setAttribute("aria-pressed", to !== "zh"); $("zh").setAttribute("aria-pressed", to === "zh"); translate(); this.key = ""; this.draw(); }
  askCode(wrong = "") {
    const input = make("input", "", { type: "text", inputMode: "numeric", maxLength: 4, className: "big", ariaLabel: t("code_title") }), go = make("button", t("join"), { className: "go primary" });
    const join = () => { if (/^\d{4}$/.test(input.value)) { this.code = input.value; stored.setItem("code", this.code); this.connect(); } };
    go.onclick = join; input.onkeydown = (e) => { if (e.key === "Enter") join(); };
    $("main").replaceChildren(make("h1", t("code_title")), make("p", wrong || t("code_hint")), input, go); input.focus();
  }
  rename() { const box = make("input", "", { type: "text", maxLength: 16, value: this.name ?? "", ariaLabel: t("your_name") }), go = make("button", t("send"), { className: "go primary" }); const send = () => { stored.setItem("name", box.value); this.ask("name", { v: box.value }); this.key = ""; this.draw(); }; go.onclick = send; box.onkeydown = (e) => { if (e.key === "Enter") send(); }; $("main").prepend(make("h2", t("your_name")), box, go); box.focus(); }
  hear(m) {
    if (m.t === "welcome") { stored.setItem("token", m.token); this.model.welcome(m); this.name = m.name; this.sandbox = new Sandbox(this); this.key = ""; }
    if (m.t === "frame") { this.model.apply(m); if ("person" in m) this.person = m.person; if (m.sandbox) this.sandbox.take(m.sandbox); if (m.room?.me) { this.name = m.room.me.name; this.resend(m.room.me); } }
    if (m.t === "error") { if (m.code === "code") { stored.removeItem("code"); return this.askCode(t("code")); } this.notice(t(m.code, { says: m.says ?? "" }), 5); }
    this.draw();
  }
  resend(me) { // a bet that this phone kept while the connection or the server was away
    const kept = JSON.parse(stored.getItem(`bet${this.code}`) ?? "null"), vote = this.model.room.vote;
    if (kept && vote >= 0 && kept.vote === vote && !me.bets[vote]) this.ask("bet", { v: kept.v, sure: kept.sure });
  }
  bet(v) { stored.setItem(`bet${this.code}`, JSON.stringify({ v, sure: this.sure, vote: this.model.room.vote })); this.ask("bet", { v, sure: this.sure }); }
  draw() {
    const { room, lesson } = this.model;
    if (!room.me) return;
    $("name").textContent = this.name ?? "";
    const phase = lesson || room.phase === "try" ? room.phase : "watch";
    $("steps").replaceChildren(...(lesson ? PHASES : []).map((one) => { const li = make("li", t(`phase_${one}`)); if (one === phase) li.setAttribute("aria-current", "step"); return li; }));
    const key = JSON.stringify([phase, room.vote, room.me, room.bets, room.revealed, room.held, room.why, room.linesOpen, lang(), this.person?.member, this.person?.stage]);
    if (key !== this.key && !$("main").querySelector("input[type=text]:focus")) { this.key = key; this.bar(""); $("main").replaceChildren(...(this[`show_${phase}`] ?? this.show_watch).call(this)); }
    this.refresh();
  }
  bar(text, bold = "") { $("bar").hidden = !text && !bold; $("bar").replaceChildren(make("b", bold ? `${bold} ` : ""), text); }
  show_lobby() { return [make("h1", say(this.model.lesson?.question) || t("lobby_wait")), make("p", t("lobby_wait"))]; }
  setup() {
    const { lesson, presets } = this.model, table = make("table"), head = make("tr"); head.append(make("th", t("setup")), ...presets.map((one, n) => make("th", `${LETTERS[n]} ${say(one.name)}`)));
    table.append(head, ...lesson.setup.map((row) => { const tr = make("tr"); tr.append(make("td", say(row.name)), make("td", cell(row.A)), make("td", cell(row.B))); return tr; })); return table;
  }
  options(act) {
    const { room, lesson } = this.model, mine = (room.vote === 0 ? room.me.bets[0] : room.me.bets[1] ?? room.me.bets[0]) ?? room.me.late, right = room.revealed ? room.held ?? lesson.holds : -1;
    return lesson.bets.map((bet, n) => { const b = make("button", "", { className: "option", disabled: !act, onclick: () => act?.(n) }); b.append(make("span", LETTERS[n], { className: "letter" }), make("span", say(bet) + (room.bets ? ` · ${room.bets.first[n]} → ${room.bets.second[n]}` : ""))); b.setAttribute("aria-pressed", mine?.[0] === n); b.classList.toggle("holds", right === n); return b; });
  }
  show_bet(title = say(this.model.lesson.question), more = [this.setup(), make("p", t("same_people"), { className: "soft" })]) {
    const { room } = this.model, mine = room.me.bets[Math.max(0, room.vote)], sure = make("div", "", { className: "sure" });
    if (mine) this.sure = mine[1];
    sure.append(...[0, 1, 2].map((n) => { const b = make("button", t(`sure${n}`), { onclick: () => { this.sure = n; if (mine) this.bet(mine[0]); else { this.key = ""; this.draw(); } } }); b.setAttribute("aria-pressed", this.sure === n); return b; }));
    return [make("h1", title), ...more, ...this.options((n) => this.bet(n)), make("h2", t("how_sure")), sure];
  }
  show_talk() { return this.show_bet(t("talk_title"), [make("p", say(this.model.lesson.talk) || t("talk_prompt"))]); }
  show_watch() {
    const { room, lesson } = this.model, parts = [make("div", "", { className: "row", id: "when" })], mine = room.me.bets[1] ?? room.me.bets[0] ?? room.me.late;
    if (lesson && mine) { const box = make("div", "", { className: "box bet" }), right = room.held ?? lesson.holds; box.append(make("span", `${t("your_bet")} ${LETTERS[mine[0]]}: ${say(lesson.bets[mine[0]])}`), make("b", room.revealed ? t(mine[0] === right ? "holds" : "holds_not") : t(mine === room.me.late ? "bet_late" : "still_open"))); parts.push(box); }
    parts.push(make("div", "", { className: "box", id: "person" }), this.chart(), make("button", `! ${t("mark")}`, { className: "go warn", onclick: () => { this.ask("mark"); this.notice(t("marked_now"), 1.5); } }), make("p", t("mark_hint"), { className: "soft", id: "marks" }));
    if (room.why) parts.unshift(make("p", `“${room.why}”`, { className: "box" }));
    if (room.linesOpen) { const input = make("input", "", { type: "text", maxLength: 120, placeholder: t("because"), ariaLabel: t("because") }), send = make("button", t("send"), { className: "go" }); const go = () => { if (input.value.trim()) { this.ask("why", { v: input.value }); input.value = ""; input.blur(); this.notice(t("sent"), 3); } }; send.onclick = go; input.onkeydown = (e) => { if (e.key === "Enter") go(); }; parts.push(input, make("small", t("because_hint")), send); }
    return parts;
  }
  chart() { const box = make("div", "", { className: "box" }), canvas = make("canvas"); canvas.dataset.name = "members"; box.append(make("h2", t("members")), canvas); return box; }
  show_explain() {
    const { room, lesson } = this.model, right = room.held ?? lesson.holds;
    if (!room.revealed) return this.show_watch();
    return [make("h1", right === lesson.holds ? say(lesson.reveal) : t("not_this_time", { bet: say(lesson.bets[right]) })), ...this.options(null), this.chart(), make("h2", t("why_title")), make("p", say(lesson.why)), make("h2", t("leaves_out")), make("p", say(lesson.leaves_out)), ...this.show_watch().slice(-3)];
  }
  show_try() { const parts = this.sandbox.show(); if (this.model.room.me.asked) { const box = make("div", "", { className: "box bet" }); box.append(make("span", t("asked")), make("button", t("yes"), { className: "primary", onclick: () => this.ask("agree", { v: true }) }), make("button", t("no"), { onclick: () => this.ask("agree", { v: false }) })); parts.unshift(box); } return parts; }
  refresh() {
    const { model } = this, { room, lesson } = model, when = $("when");
    if (when) when.replaceChildren(make("span", t("day", { n: whole(model.day) }), { className: "day" }), make("span", t("in_step"), { className: "soft" }));
    if (["bet", "talk"].includes(room.phase) && lesson) { const mine = room.me.bets[Math.max(0, room.vote)]; if (mine) this.bar(t("bet_change", { n: room.voted, m: room.present }), t("bet_is", { b: LETTERS[mine[0]] })); else this.bar(t("bet_none")); } else this.bar("");
    if ($("person")) this.drawPerson($("person"));
    const most = room.marks?.reduce((best, one) => one[1] > (best?.[1] ?? 0) ? one : best, null);
    if ($("marks") && most) $("marks").textContent = `${t("mark_hint")} ${t("marks_hint", { n: most[1], d: most[0] }).split(/[:：]/)[0]}`;
    for (const canvas of document.querySelectorAll("main canvas[data-name]")) if (!canvas.closest("#sandbox")) drawChart(canvas, canvas.dataset.name, model, true);
    if (room.phase === "try") this.sandbox.draw();
  }
  drawPerson(box) {
    const { person } = this;
    if (!person) return box.replaceChildren(make("p", t("connecting")));
    const ladder = make("div", "", { className: "ladder" }), at = STAGES.indexOf(person.stage === "unaware" ? "aware" : person.stage);
    [1, 2, 3, 4, 5].forEach((n) => { const step = make("div"); step.append(shapeCanvas(n === 1 && at === 6 ? 6 : n, 30, 1.5), make("span", t(n === 1 && at === 6 ? "left_s" : ["heard_s", "follows_s", "fan_s", "core_s", "creates_s"][n - 1]))); step.classList.toggle("here", n === at || (at === 6 && n === 1)); ladder.append(step); });
    const row = make("div", "", { className: "row" }), canvas = make("canvas", "", { className: "spark" }), value = person.curve.at(-1) ?? 0;
    row.append(make("span", t("trust_host"), { className: "soft" }), canvas, make("b", decimal(value), { className: "day" }));
    box.replaceChildren(make("h2", t("your_person", { n: whole(person.member) })), ladder, make("p", say(person.came)), make("p", say(person.went)), row, make("button", t("another"), { className: "go", onclick: () => this.ask("person") }));
    requestAnimationFrame(() => this.spark(canvas, person.curve));
  }
  spark(canvas, curve) {
    const ratio = window.devicePixelRatio || 1, w = canvas.clientWidth, h = canvas.clientHeight, c = canvas.getContext("2d"); canvas.width = w * ratio; canvas.height = h * ratio; c.scale(ratio, ratio);
    c.strokeStyle = "#0B5FA5"; c.lineWidth = 3; c.beginPath(); curve.forEach((v, n) => c.lineTo(4 + (w - 10) * n / Math.max(1, curve.length - 1), h - 4 - (h - 8) * v)); c.stroke();
  }
}
window.phone = new Phone();

