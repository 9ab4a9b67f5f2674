// The member that a student follows: how far it has come, its life in two sentences, its trust.
import { fitted, make } from "./dom.js";
import { STAGES, shapeCanvas } from "./shapes.js";
import { decimal, say, t, whole } from "./texts.js";
const STEPS = ["heard_s", "follows_s", "fan_s", "core_s", "creates_s"],
  LEFT = 6;
export function drawPerson(box, person, another) {
  if (!person) return box.replaceChildren(make("p", t("connecting")));
  const trust = make("div", "", { className: "row" }),
    canvas = make("canvas", "", { className: "spark" });
  trust.append(
    make("span", t("trust_host"), { className: "soft" }),
    canvas,
    make("b", decimal(person.curve.at(-1) ?? 0), { className: "day" }),
  );
  box.replaceChildren(
    make("h2", t("your_person", { n: whole(person.member) })),
    ladder(STAGES.indexOf(person.stage)),
    make("p", say(person.came)),
    make("p", say(person.went)),
    trust,
    make("button", t("another"), { className: "go", onclick: another }),
  );
  requestAnimationFrame(() => spark(canvas, person.curve));
}
/** The five steps, with the one that the member stands on; who has left stands on the first one, crossed. */
function ladder(stage) {
  const steps = make("div", "", { className: "ladder" });
  steps.append(
    ...STEPS.map((name, n) => {
      const left = n === 0 && stage === LEFT,
        step = make("div");
      step.append(shapeCanvas(left ? LEFT : n + 1, 30, 1.5), make("span", t(left ? "left_s" : name)));
      step.classList.toggle("here", left || stage === n + 1);
      return step;
    }),
  );
  return steps;
}
function spark(canvas, curve) {
  const [c, w, h] = fitted(canvas);
  c.strokeStyle = "#0B5FA5";
  c.lineWidth = 3;
  c.beginPath();
  curve.forEach((v, n) => c.lineTo(4 + ((w - 10) * n) / Math.max(1, curve.length - 1), h - 4 - (h - 8) * v));
  c.stroke();
}
