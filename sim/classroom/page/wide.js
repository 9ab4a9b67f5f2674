// A phone that is held sideways: the map, as the big screen shows it, with the numbers beside it.
import { $, make } from "./dom.js";
import { TownMap } from "./map.js";
import { STAGES, shapeCanvas } from "./shapes.js";
import { say, t, whole } from "./texts.js";
export class Wide {
  constructor(phone) {
    this.phone = phone;
    this.sideways = window.matchMedia("(orientation: landscape) and (max-height: 600px)");
    this.sideways.addEventListener("change", () => this.turned());
  }
  /** What this page wants from the server. */
  get view() {
    const asked = new URLSearchParams(location.search).get("view");
    return asked ?? (this.sideways.matches ? "map" : "numbers");
  }
  turned() {
    this.refused = false;
    this.phone.ask("view", { v: this.view });
    this.draw();
  }
  /** The server has no picture left: show numbers, as upright. */
  refuse() {
    this.refused = true;
    this.draw();
  }
  take(frame, anew) {
    if (!frame.people) return;
    const { model } = this.phone;
    this.map ??= new TownMap($("wide").querySelector("canvas"), (member) => this.pick(member));
    this.map.take(frame, anew, model.playing ? 1000 / model.speed : 600);
  }
  pick(member) {
    this.told = null;
    if (member >= 0) this.phone.ask("life", { v: member });
    this.draw();
  }
  tell(life) {
    this.told = life;
    this.map?.mark(life.chain.slice(0, 1));
    this.draw();
  }
  draw() {
    const { model, person } = this.phone,
      shown = this.sideways.matches && !this.refused && Boolean(this.map);
    $("wide").hidden = !shown;
    if (!shown) return;
    $("wide-day").textContent = t("day", { n: whole(model.day) });
    $("wide-legend").replaceChildren(
      ...[1, 2, 3, 4, 5, 6].map((n) => {
        const li = make("li");
        li.append(shapeCanvas(n, 20), t(STAGES[n]), make("b", whole(model.counts[n] ?? 0)));
        return li;
      }),
    );
    const life = this.told ?? person;
    $("wide-life").textContent = life
      ? `${t("member", { n: whole(life.member) })} ${say(life.came)} ${say(life.went)}`
      : "";
    if (!this.told && person) this.map.mark([person.member]);
  }
}
