// Faces of a lesson: the lesson itself, the bet, the talk, the reveal, the end.
import { $, LETTERS, make, revealed, setupTable } from "./dom.js";
import { PHASES } from "./controls.js";
import { buttons } from "./faces.js";
import { say, t, whole } from "./texts.js";
const ROWS = 6; // of the table that compares both sides
function columns(left, right) {
  const box = make("div", "", { className: "columns" }),
    sides = [left, right].map((content) => {
      const side = make("div");
      side.append(...content);
      return side;
    });
  box.append(...sides);
  return box;
}
function options({ room, lesson }, votes) {
  const list = make("ol");
  list.append(
    ...lesson.bets.map((bet, n) => {
      const li = make("li"),
        count = make("span", "", { className: "votes" });
      if (votes && room.bets) {
        const before = make("span", whole(room.bets.first[n]), { title: t("first_vote") });
        count.append(before, "→", whole(room.bets.second[n]));
      }
      li.append(make("span", LETTERS[n], { className: "letter" }), make("span", say(bet)), count);
      li.classList.toggle("holds", Boolean(votes && room.revealed && (room.held ?? lesson.holds) === n));
      return li;
    }),
  );
  return list;
}
function voted({ room }) {
  return make("p", t("voted", { n: room.voted ?? 0, m: room.present ?? 0 }), { className: "count" });
}
/** A heading in bold, and texts below it. */
function note(heading, ...texts) {
  const title = make("p");
  title.append(make("b", t(heading)));
  return texts.some(Boolean) ? [title, ...texts.map((text) => make("p", text))] : [];
}
export function lesson(faces) {
  const { lesson, room, model } = faces;
  return [
    make("h2", say(lesson.title) || lesson.name),
    make("p", say(lesson.question), { className: "wide" }),
    setupTable(model, ROWS),
    buttons(...PHASES.map((one) => [t(`phase_${one}`), faces.phase(one), one === room.phase])),
    ...note("phase_watch", ...lesson.watch.map(say)),
  ];
}
export function bet(faces) {
  const left = [setupTable(faces.model, ROWS), make("p", t("same_people")), voted(faces)];
  return [
    make("h2", say(faces.lesson.question)),
    columns(left, [options(faces, false)]),
    buttons(
      [t("talk_title"), faces.phase("talk"), true],
      [t("phase_watch"), faces.phase("watch")],
      [t("hands"), () => faces.open("hands")],
    ),
  ];
}
export function talk(faces) {
  const title = make("h2", `${t("talk_title")} `);
  title.append(make("span", $("left")?.textContent ?? "90 s", { id: "left" }));
  return [
    title,
    make("p", say(faces.lesson.talk) || t("talk_prompt"), { className: "wide" }),
    options(faces, false),
    voted(faces),
    buttons([t("phase_watch"), faces.phase("watch"), true], [t("hands"), () => faces.open("hands")]),
  ];
}
export function answer(faces) {
  const { lesson, room, model } = faces,
    asTried = lesson.holds_in && (room.held ?? lesson.holds) === lesson.holds,
    canvas = make("canvas");
  canvas.dataset.name = model.chart ? "decides" : "members";
  const left = [
    make("p", model.chart ? say(model.chart.title) : t("chart_members")),
    canvas,
    ...note("why_title", say(lesson.why)),
  ];
  const right = [make("p", t("votes_both")), options(faces, true), ...note("leaves_out", say(lesson.leaves_out))];
  return [
    make("h2", revealed(lesson, room.held)),
    ...(asTried ? [make("p", t("held_in", { n: lesson.holds_in, m: lesson.seeds }))] : []),
    columns(left, right),
    buttons([t("your_turn"), faces.phase("try"), true], [t("try_luck"), () => otherLuck(faces)]),
  ];
}
function otherLuck(faces) {
  faces.close();
  faces.screen.ask("luck");
}
export function end(faces) {
  const { lesson, room, screen } = faces;
  if (!lesson) return [make("h2", t("exit_title"))];
  const lines = make("ul");
  lines.append(
    ...(room.exits ?? []).map((text, n) => {
      const li = make("li", "", { className: "plain" });
      li.append(make("button", text, { onclick: () => screen.ask("why", { v: n, of: "exits" }) }));
      return li;
    }),
  );
  const left = [
    make("p", t("exit_question", { q: say(lesson.question) })),
    make("p", t("exit_hint")),
    make("p", t("answers", { n: (room.exits ?? []).length }), { className: "count" }),
    lines,
  ];
  const right = [...note("leaves_out", say(lesson.leaves_out)), ...note("transfer", say(lesson.transfer))];
  const shown = room.why ? [make("p", `“${room.why}”`, { className: "wide" })] : [];
  return [
    make("h2", t("exit_title")),
    ...shown,
    columns(left, right),
    buttons([t("leaders"), () => faces.open("leaders")]),
  ];
}
