// Small things that both pages build.
import { cell, say, t } from "./texts.js";
export const $ = (id) => document.getElementById(id);
export const LETTERS = "ABCDEF";
export function make(tag, text = "", more = {}) {
  const node = document.createElement(tag);
  if (text) node.textContent = text;
  return Object.assign(node, more);
}
export function row(...cells) {
  const tr = make("tr");
  tr.append(...cells);
  return tr;
}
/** The table that compares the two sides of a lesson. */
export function setupTable(model, most = 12) {
  const { lesson, presets } = model,
    table = make("table"),
    show = (one, side) => cell(one[side], model.lever(one.path)?.show),
    names = presets.map((one, n) => make("th", `${LETTERS[n]} ${say(one.name)}`));
  const rows = lesson.setup
    .slice(0, most)
    .map((one) => row(make("td", say(one.name)), make("td", show(one, "A")), make("td", show(one, "B"))));
  table.append(row(make("th", t("setup")), ...names), ...rows);
  return table;
}
/** The code of the room as a picture. */
export function qrPicture(qr, alt) {
  const svg = (qr ?? "").replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ');
  return make("img", "", { src: `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`, alt });
}
/** A field for one line, with its button: `send(text)` is called with what was written. */
export function lineField(label, hint, send, more = {}) {
  const input = make("input", "", { type: "text", maxLength: 120, placeholder: label, ariaLabel: label, ...more }),
    button = make("button", t("send"), { className: "go" });
  const go = () => {
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    input.blur();
    send(text);
  };
  button.onclick = go;
  input.onkeydown = (e) => {
    if (e.key === "Enter") go();
  };
  return [input, make("small", hint), button];
}
/** What is said of a lesson when it is revealed: its own sentence, or that another bet holds this time. */
export function revealed(lesson, held) {
  const right = held ?? lesson.holds;
  return right === lesson.holds ? say(lesson.reveal) : t("not_this_time", { bet: say(lesson.bets[right]) });
}
/** A canvas that is as fine as the display, ready to be drawn on in pixels of the page. */
export function fitted(canvas) {
  const ratio = window.devicePixelRatio || 1,
    { clientWidth: w, clientHeight: h } = canvas;
  canvas.width = Math.round(w * ratio);
  canvas.height = Math.round(h * ratio);
  const c = canvas.getContext("2d");
  c.scale(ratio, ratio);
  return [c, w, h];
}
