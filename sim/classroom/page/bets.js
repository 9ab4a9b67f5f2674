// The bets of the class, which stay in sight at the left: now, and before the talk (dashed).
import { LETTERS, make } from "./dom.js";
import { lang, say, t } from "./texts.js";
const WIDEST = 44;
export function drawBets(box, { lesson, room }) {
  if (!lesson?.bets?.length) return box.replaceChildren();
  const key = JSON.stringify([room.bets, room.voted, room.present, room.revealed, room.held, lang()]);
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  const list = make("ul"),
    most = Math.max(1, ...(room.bets ? [...room.bets.first, ...room.bets.second] : []));
  list.append(...lesson.bets.map((bet, n) => option(bet, n, lesson, room, most)));
  const stop = lang() === "zh" ? "。" : ". ",
    hint = room.bets ? "" : t("voted", { n: room.voted ?? 0, m: room.present ?? 0 }) + stop + t("bets_hidden");
  box.replaceChildren(make("h3", t("your_bets")), list, make("small", hint));
}
function option(bet, n, lesson, room, most) {
  const li = make("li"),
    bar = make("span", "", { className: "bar" });
  for (const [name, votes] of room.bets
    ? [
        ["now", room.bets.second[n]],
        ["before", room.bets.first[n]],
      ]
    : []) {
    const piece = make("span", "", { className: name });
    piece.style.width = `${(WIDEST * votes) / most}px`;
    if (votes) bar.append(piece);
  }
  li.classList.toggle("holds", room.revealed && (room.held ?? lesson.holds) === n);
  const count = make("b", room.bets ? String(room.bets.second[n]) : "");
  li.append(make("b", LETTERS[n]), bar, count, make("small", say(bet), { title: say(bet) }));
  return li;
}
