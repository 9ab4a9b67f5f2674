// What a phone shows in each phase of a lesson.
import { LETTERS, lineField, make, revealed, setupTable } from "./dom.js";
import { say, t, written } from "./texts.js";
export function lobby({ model }) {
  return [make("h1", say(model.lesson?.question) || t("lobby_wait")), make("p", t("lobby_wait"))];
}
/** The bet that counts: the second, else the first, else one that came too late. */
function betOf({ model }) {
  const { bets, late } = model.room.me;
  return bets[1] ?? bets[0] ?? late;
}
function options(phone, act) {
  const { room, lesson } = phone.model,
    mine = room.vote === 0 ? (room.me.bets[0] ?? room.me.late) : betOf(phone),
    right = room.revealed ? (room.held ?? lesson.holds) : -1;
  return lesson.bets.map((bet, n) => {
    const button = make("button", "", { className: "option", disabled: !act, onclick: () => act?.(n) }),
      votes = room.bets ? ` · ${room.bets.first[n]} → ${room.bets.second[n]}` : "";
    button.append(make("span", LETTERS[n], { className: "letter" }), make("span", say(bet) + votes));
    button.setAttribute("aria-pressed", mine?.[0] === n);
    button.classList.toggle("holds", right === n);
    return button;
  });
}
function howSure(phone, mine) {
  const box = make("div", "", { className: "sure" });
  if (mine) phone.sure = mine[1];
  const choose = (n) => {
    phone.sure = n;
    if (mine) phone.bet(mine[0]);
    else phone.anew();
  };
  box.append(
    ...[0, 1, 2].map((n) => {
      const button = make("button", t(`sure${n}`), { onclick: () => choose(n) });
      button.setAttribute("aria-pressed", phone.sure === n);
      return button;
    }),
  );
  return box;
}
function vote(phone, title, more) {
  const { room } = phone.model,
    mine = room.me.bets[Math.max(0, room.vote)];
  const choices = options(phone, (n) => phone.bet(n));
  return [make("h1", title), ...more, ...choices, make("h2", t("how_sure")), howSure(phone, mine)];
}
export function bet(phone) {
  const same = make("p", t("same_people"), { className: "soft" });
  return vote(phone, say(phone.model.lesson.question), [setupTable(phone.model), same]);
}
export function talk(phone) {
  return vote(phone, t("talk_title"), [make("p", say(phone.model.lesson.talk) || t("talk_prompt"))]);
}
function ownBet(phone) {
  const { room, lesson } = phone.model,
    mine = betOf(phone);
  if (!lesson || !mine) return [];
  const box = make("div", "", { className: "box bet" }),
    right = mine[0] === (room.held ?? lesson.holds),
    waiting = mine === room.me.late ? "bet_late" : "still_open";
  box.append(
    make("span", `${t("your_bet")} ${LETTERS[mine[0]]}: ${say(lesson.bets[mine[0]])}`),
    make("b", t(!room.revealed ? waiting : right ? "holds" : "holds_not")),
  );
  return [box];
}
function chart({ model }) {
  const box = make("div", "", { className: "box" }),
    canvas = make("canvas"),
    decides = model.room.revealed && model.chart;
  canvas.dataset.name = decides ? "decides" : "members";
  box.append(make("h2", decides ? say(model.chart.title) : t("members")), canvas);
  return box;
}
function because(phone) {
  const send = (text) => {
    phone.ask("why", { v: text });
    phone.notice(t("sent"), 3);
  };
  return phone.model.room.linesOpen ? lineField(t("because"), t("because_hint"), send) : [];
}
export function watch(phone) {
  const { why } = phone.model.room;
  const mark = () => {
    phone.ask("mark");
    phone.notice(t("marked_now"), 1.5);
  };
  return [
    ...(why ? [make("p", `“${why}”`, { className: "box" })] : []),
    make("div", "", { className: "row", id: "when" }),
    ...ownBet(phone),
    make("div", "", { className: "box", id: "person" }),
    chart(phone),
    make("button", `! ${t("mark")}`, { className: "go warn", onclick: mark }),
    make("p", t("mark_hint"), { className: "soft", id: "marks" }),
    ...because(phone),
    make("p", t("turn_phone"), { className: "soft" }),
  ];
}
export function explain(phone) {
  const { room, lesson } = phone.model;
  if (!room.revealed) return watch(phone);
  return [
    make("h1", revealed(lesson, room.held)),
    ...options(phone, null),
    chart(phone),
    make("h2", t("why_title")),
    make("p", say(lesson.why)),
    make("h2", t("leaves_out")),
    make("p", say(lesson.leaves_out)),
    ...because(phone),
  ];
}
function try_(phone) {
  const parts = phone.sandbox.show();
  if (!phone.model.room.me.asked) return parts;
  const box = make("div", "", { className: "box bet" }),
    agree = (v) => () => phone.ask("agree", { v });
  box.append(
    make("span", t("asked")),
    make("button", t("yes"), { className: "primary", onclick: agree(true) }),
    make("button", t("no"), { onclick: agree(false) }),
  );
  return [box, ...parts];
}
export { try_ as try };
/** The end: the first question once more, the own settings with a link to them, and what the model leaves out. */
export function end(phone) {
  const { room, lesson } = phone.model;
  const send = (text) => {
    phone.ask("why", { v: text });
    phone.notice(t("sent"), 3);
  };
  const question = lesson ? [make("h1", t("exit_question", { q: say(lesson.question) })), ...recalled(phone)] : [];
  const left = lesson ? [make("h2", t("leaves_out")), make("p", say(lesson.leaves_out))] : [];
  return [
    ...(room.why ? [make("p", `“${room.why}”`, { className: "box" })] : []),
    ...question,
    ...(lesson ? lineField(t("exit_field"), t("exit_hint"), send) : []),
    ...settings(phone),
    ...left,
  ];
}
/** The own bets, and what came out. */
function recalled({ model }) {
  const { room, lesson } = model,
    [first, second] = room.me.bets,
    named = (n) => `${LETTERS[n]} ${say(lesson.bets[n])}`,
    text = (key, n) => make("p", `${t(key)}: ${named(n)}`);
  return [
    ...(first ? [text("before_talk", first[0])] : []),
    ...(second ? [text("after_talk", second[0])] : []),
    ...(room.revealed ? [make("p", t("came_out", { b: named(room.held ?? lesson.holds) }))] : []),
  ];
}
/** The settings of the own town, and the link to them, which is asked for once. */
function settings(phone) {
  const { model, sandbox } = phone;
  if (!model.room.me.settings)
    return [make("h2", t("my_settings")), make("p", t("no_settings"), { className: "soft" })];
  if (!phone.link && phone.linkOf !== model.room.me) {
    phone.linkOf = model.room.me;
    phone.ask("link");
  }
  const values = Object.entries(sandbox.model.values).map(([path, value]) => {
    const lever = model.lever(path);
    return make("p", `${say(lever.name)}: ${written(lever.show, value)}`);
  });
  return [
    make("h2", t("my_settings")),
    ...values,
    make("p", phone.link ?? "…", { className: "link", id: "my-link", tabIndex: 0 }),
    make("small", t("link_hint")),
  ];
}
