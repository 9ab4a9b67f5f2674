// A slider: its name, its value, its track with a mark at the value of the run pinned as A, and what it does.
import { make } from "./dom.js";
import { say, t, written } from "./texts.js";
/** `moved(value, now)` is called while the knob is drawn, and with `now` when it is let go. */
export function sliderBox(lever, prefix, moved) {
  const box = make("div", "", { className: "slider" }),
    top = make("div", "", { className: "top" }),
    track = make("div", "", { className: "track" }),
    says = say(lever.says) + (lever.live ? "" : ` (${t("new_run_only")})`);
  const input = make("input", "", { type: "range", id: `${prefix}-${lever.path}` });
  Object.assign(input, { min: lever.low, max: lever.high, step: lever.step });
  input.oninput = () => moved(Number(input.value), false);
  input.onchange = () => moved(Number(input.value), true);
  box.dataset.path = lever.path;
  top.append(make("label", say(lever.name), { htmlFor: input.id, title: say(lever.name) }), make("output"));
  track.append(input, make("span", "", { className: "tick", hidden: true }));
  box.append(top, track, make("p", says, { title: says }));
  return box;
}
export function drawSlider(box, lever, value, pinned) {
  const input = box.querySelector("input"),
    tick = box.querySelector(".tick"),
    text = written(lever.show, value),
    part = (v) => (100 * (v - lever.low)) / (lever.high - lever.low || 1);
  input.value = value;
  input.style.setProperty("--at", `${part(value)}%`);
  input.setAttribute("aria-valuetext", text);
  box.querySelector("output").textContent = text;
  tick.hidden = pinned === undefined;
  if (pinned !== undefined) tick.style.left = `calc(${part(pinned)}% + ${8 - 0.16 * part(pinned)}px)`;
}
