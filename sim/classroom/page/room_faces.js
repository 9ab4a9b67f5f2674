// Faces of the room: who leads, the code, hands, the table of the run, help.
import { CHARTS } from "./charts.js";
import { LETTERS, make, qrPicture, row } from "./dom.js";
import { buttons } from "./faces.js";
import { decimal, say, t, whole, yuan } from "./texts.js";
const WRITE = { followers: whole, profit: yuan, trust: decimal },
  MOST_HANDS = 200,
  TABLE_ROWS = 24;
export function leaders({ room, screen }) {
  const best = make("div", "", { className: "three" });
  for (const [name, list] of Object.entries(room.leaders ?? {})) {
    const box = make("div"),
      ol = make("ol");
    ol.append(...list.map((one, n) => leader(one, n, name, room, screen)));
    box.append(make("h2", t(`l_${name}`)), ol);
    best.append(box);
  }
  const lines = make("ul");
  lines.append(
    ...(room.whys ?? []).map((text, n) => {
      const li = make("li", "", { className: "plain" });
      li.append(make("button", text, { onclick: () => screen.ask("why", { v: n }) }));
      return li;
    }),
  );
  const none = make("p", t("none_handed"));
  return [
    make("h2", t("leaders")),
    make("p", t("handed_in", { n: room.handed ?? 0 })),
    room.handed ? best : none,
    lines,
  ];
}
function leader(one, n, name, room, screen) {
  const li = make("li"),
    ask = () => screen.ask("project", { v: one.number });
  li.append(
    make("span", String(n + 1), { className: "letter" }),
    make("span", `${one.name || t("somebody", { n: one.number })} · ${WRITE[name](one.value)}`),
    make("button", t(room.asked === one.number ? "asking" : "show_this"), { onclick: ask }),
  );
  return li;
}
export function join({ model, room }) {
  const { address, qr, code } = model,
    columns = make("div", "", { className: "columns" }),
    left = make("div", "", { className: "qr" }),
    right = make("div");
  left.append(qrPicture(qr, address));
  right.append(
    make("h2", t("join_title")),
    make("p", t("join_hint", { a: address })),
    make("p", `${t("room")} ${code}`, { className: "wide" }),
    make("p", t("here", { n: room.present ?? 0 })),
  );
  if (address?.includes("127.0.0.1")) right.append(make("p", t("not_shared")));
  else if (!room.present) right.append(make("p", t("no_guest")));
  columns.append(left, right);
  return [columns];
}
export function hands(faces) {
  const { lesson, room, screen } = faces,
    votes = [room.bets?.first, room.bets?.second],
    inputs = votes.map((known) => lesson.bets.map((_, n) => handsOf(known?.[n] ?? 0)));
  inputs.forEach((column, which) => {
    const tell = () => screen.ask("hands", { which, v: column.map(counted) });
    for (const input of column) input.onchange = tell;
  });
  const table = make("table");
  table.append(row(make("th"), make("th", t("first_vote")), make("th", t("second_vote"))));
  lesson.bets.forEach((bet, n) => {
    const cells = inputs.map((column) => {
      const td = make("td");
      td.append(column[n]);
      return td;
    });
    table.append(row(make("td", `${LETTERS[n]} ${say(bet)}`), ...cells));
  });
  const show = () => {
    screen.ask("bets", { v: true });
    faces.close();
  };
  return [make("h2", t("hands")), make("p", t("hands_hint")), table, buttons([t("show_bets"), show, true])];
}
function handsOf(value) {
  return make("input", "", { type: "number", min: 0, max: MOST_HANDS, value });
}
function counted(input) {
  return Math.max(0, Math.min(MOST_HANDS, Math.round(Number(input.value) || 0)));
}
export function table({ model, screen }) {
  const charts = Object.entries(CHARTS),
    every = Math.max(1, Math.round(model.day / TABLE_ROWS)),
    made = make("table");
  made.append(row(make("th", t("days")), ...charts.map(([, chart]) => make("th", t(chart.title)))));
  for (let day = model.day - 1; day >= 0; day -= every) {
    const cells = charts.map(([name, chart]) => {
      const value = chart.value(model, day, model.series);
      return make("td", value === null ? "–" : name === "trust" ? decimal(value) : whole(value));
    });
    made.append(row(make("td", whole(day + 1)), ...cells));
  }
  return [make("h2", t("table")), make("p", screen.map.sentence()), made];
}
export function help() {
  const texts = [1, 2, 3, 4].map((n) => make("p", t(`help_${n}`))),
    keys = make("ul", "", { className: "keys" });
  keys.append(
    ...t("keys")
      .split(" · ")
      .map((one) => make("li", one)),
  );
  return [make("h2", t("help")), ...texts, keys];
}
