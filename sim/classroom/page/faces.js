// The faces of the screen that fill it. One is open at a time, or none.
import { drawChart } from "./charts.js";
import { $, make } from "./dom.js";
import * as lessonFaces from "./lesson_faces.js";
import * as roomFaces from "./room_faces.js";
import { lang, t } from "./texts.js";
const FACES = { ...lessonFaces, ...roomFaces };
const TALK = 90; // seconds
/** A row of buttons: [text, what it does, whether it is the one to press]. */
export function buttons(...list) {
  const row = make("div", "", { className: "row" });
  row.append(
    ...list.map(([text, act, primary]) => make("button", text, { onclick: act, className: primary ? "primary" : "" })),
  );
  return row;
}
export class Faces {
  constructor(screen) {
    this.screen = screen;
    this.name = "";
  }
  get model() {
    return this.screen.model;
  }
  get room() {
    return this.screen.model.room;
  }
  get lesson() {
    return this.screen.model.lesson;
  }
  /** Show what belongs to a phase of the lesson. */
  follow(phase) {
    if (["bet", "talk", "end"].includes(phase)) this.open(phase);
    else if (phase === "try") this.open("leaders");
    else if (phase === "explain") this.reveal();
    else this.close();
  }
  open(name) {
    this.name = name;
    this.key = "";
    this.refresh();
    $("face").focus();
    if (name === "talk") this.countDown();
  }
  /** Count the seconds of the talk; nothing happens when they are over. */
  countDown() {
    clearInterval(this.clock);
    const start = performance.now();
    this.clock = setInterval(() => {
      const left = Math.max(0, TALK - Math.floor((performance.now() - start) / 1000)),
        box = $("left");
      if (box) box.textContent = `${left} s`;
      if (!left || this.name !== "talk") clearInterval(this.clock);
    }, 500);
  }
  close() {
    this.name = "";
    $("face").hidden = true;
  }
  refresh() {
    if (this.room.revealed && !this.wasRevealed) this.name = "answer";
    else if (!this.room.revealed && this.wasRevealed && this.name === "answer") this.name = "";
    this.wasRevealed = this.room.revealed;
    if (!this.name) {
      $("face").hidden = true;
      return;
    }
    const key = JSON.stringify([this.name, this.room, this.model.chart?.title, lang()]);
    if (this.key === key || (this.editing() && this.key)) return;
    this.key = key;
    this.build();
  }
  editing() {
    return (
      this.name === "hands" && $("face").contains(document.activeElement) && document.activeElement.matches("input")
    );
  }
  build() {
    const close = make("button", "×", { className: "close", onclick: () => this.close(), ariaLabel: t("close") });
    const focused = [...$("face").querySelectorAll("button")].indexOf(document.activeElement);
    $("face").replaceChildren(close, ...FACES[this.name](this));
    $("face").hidden = false;
    $("face").dataset.face = this.name;
    $("face").querySelectorAll("button")[focused]?.focus(); // the keyboard stays where it was
    for (const canvas of $("face").querySelectorAll("canvas[data-name]"))
      drawChart(canvas, canvas.dataset.name, this.model);
  }
  /** What a button does that goes to a phase. */
  phase(to) {
    return () => this.screen.controls.phase(to);
  }
  reveal() {
    this.screen.ask("show_answer");
  }
}
