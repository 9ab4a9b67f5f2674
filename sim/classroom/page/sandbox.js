// A town of one's own: the lesson's sliders, a run that nobody else sees, and handing it in.
import { drawChart } from "./charts.js";
import { Model } from "./model.js";
import { $, make } from "./dom.js";
import { drawSlider, sliderBox } from "./sliders.js";
import { decimal, t, whole, yuan } from "./texts.js";
export class Sandbox {
  constructor(phone) {
    this.phone = phone;
    this.model = new Model();
    Object.assign(this.model, {
      levers: phone.model.levers,
      presets: phone.model.presets,
      speeds: phone.model.speeds,
      horizon: phone.model.horizon,
    });
    this.open = false;
    this.held = {};
  }
  own(what, more = {}) {
    this.phone.ask("own", { do: what, ...more });
  }
  take(frame) {
    if (!this.open) {
      this.open = true;
      this.phone.key = "";
    }
    this.model.apply(frame);
    this.model.pinned = this.phone.model.pinned;
  }
  show() {
    const { phone } = this;
    if (!this.open)
      return [
        make("h1", t("your_turn")),
        make("p", t("try_hint")),
        make("button", t("open_sandbox"), { className: "go primary", onclick: () => phone.ask("sandbox") }),
      ];
    const box = make("div", "", { id: "sandbox" }),
      cards = make("div", "", { className: "cards", id: "own-cards" }),
      canvas = make("canvas"),
      chart = make("div", "", { className: "box" }),
      play = make("div", "", { className: "play" });
    canvas.dataset.name = "members";
    chart.append(canvas);
    play.append(
      make("button", "", {
        id: "own-play",
        className: "primary",
        onclick: () => this.own(this.model.playing ? "pause" : "play"),
      }),
      make("button", t("again"), { onclick: () => this.own("again") }),
      make("button", "", {
        id: "own-speed",
        onclick: () => {
          const { speeds, speed } = this.model;
          this.own("speed", { v: speeds[(speeds.indexOf(speed) + 1) % speeds.length] });
        },
      }),
    );
    const agree = make("input", "", { type: "checkbox", id: "agree" }),
      label = make("label", "", { className: "agree" });
    label.append(agree, t("agree_name"));
    const hand = make("button", phone.model.room.me.handed ? t("hand_again") : t("hand_in"), {
      className: "go primary",
      onclick: () => {
        phone.ask("hand_in", { agree: agree.checked });
        phone.notice(t("handed"), 3);
      },
    });
    box.append(
      make("div", "", { className: "row", id: "own-day" }),
      cards,
      chart,
      play,
      ...this.model.levers.map((lever) => this.slider(lever)),
      label,
      hand,
    );
    return [box];
  }
  slider(lever) {
    return sliderBox(lever, "own", (value, now) => {
      if (!now) this.held[lever.path] = value;
      else {
        delete this.held[lever.path];
        this.own("move", { path: lever.path, v: value });
      }
      this.drawSlider(lever, value);
    });
  }
  drawSlider(lever, value) {
    const box = document.querySelector(`#sandbox .slider[data-path="${CSS.escape(lever.path)}"]`);
    drawSlider(box, lever, value, this.model.pinned?.values?.[lever.path]);
  }
  draw() {
    const { model } = this,
      box = $("sandbox");
    if (!box) return;
    const at = model.day - 1,
      cards = [
        [t("members"), model.at("followers", at), whole],
        [t("profit_month"), model.month(at), yuan],
        [t("trust"), model.at("trust", at), decimal],
      ];
    $("own-day").replaceChildren(make("span", t("day", { n: whole(model.day) }), { className: "day" }));
    $("own-cards").replaceChildren(
      ...cards.map(([name, value, write]) => {
        const card = make("div", "", { className: "box" });
        card.append(make("small", name), make("b", value === null ? "–" : write(value)));
        return card;
      }),
    );
    $("own-play").textContent = t(model.playing ? "pause" : "play");
    $("own-play").disabled = !model.playing && model.over;
    $("own-speed").textContent = t("per_second", { n: model.speed });
    for (const slider of box.querySelectorAll(".slider")) {
      const lever = model.lever(slider.dataset.path);
      if (!(lever.path in this.held)) this.drawSlider(lever, model.values[lever.path]);
    }
    drawChart(box.querySelector("canvas"), "members", model, true);
  }
}
