// What is read: legend, day, cards, charts, the ticker, and the life of a member.
import { CHARTS, drawChart } from "./charts.js";
import { $, make } from "./dom.js";
import { STAGES, drawDisc, shapeCanvas } from "./shapes.js";
import { brief, decimal, lang, say, short, t, whole, yuan } from "./texts.js";
const ALIASES = { members: "followers", profit_month: "profit", praise_per_warning: "ratio", praise: "ratio" };
const SIGNS = {
  lapses: "✕",
  more_leave: "✕",
  first_leaver: "✕",
  warned: "!",
  more_warn: "!",
  first_warning: "!",
  founded: "◌",
  seceded: "◌",
  changed: "⚑",
  most_members: "▲",
};
const LEGEND = [1, 2, 1.5, 1.3, 1.3, 1.2, 1.8]; // how much larger than on the map a shape is in the legend
export class Panels {
  constructor(screen) {
    this.screen = screen;
    this.held = null;
  }
  forget() {
    this.held = null;
    this.close();
  }
  build() {
    $("legend").replaceChildren(
      ...[1, 2, 3, 4, 5, 6].map((n) => {
        const li = make("li"),
          count = document.createElement("b");
        count.dataset.stage = n;
        li.append(shapeCanvas(n, 20, LEGEND[n]), t(STAGES[n]), count);
        return li;
      }),
    );
    $("flows").replaceChildren(
      ...["post", "praise", "warning", "money"].map((kind) => {
        const li = make("li"),
          canvas = document.createElement("canvas"),
          ratio = window.devicePixelRatio || 1;
        canvas.width = canvas.height = 22 * ratio;
        canvas.style.width = "22px";
        const c = canvas.getContext("2d");
        c.scale(ratio, ratio);
        drawDisc(c, kind, 11, 11, 8.5);
        li.append(canvas, t(kind));
        return li;
      }),
      Object.assign(make("li"), { className: "note" }),
    );
    this.cards = (
      this.screen.model.lesson?.cards?.length
        ? this.screen.model.lesson.cards
        : ["members", "trust", "profit", "praise_per_warning"]
    )
      .slice(0, 4)
      .map((name) => ALIASES[name] ?? name);
    $("cards").replaceChildren(
      ...this.cards.map((name) => {
        const card = document.createElement("div");
        card.className = "card";
        card.dataset.name = name;
        for (const tag of ["h3", "value", "foot"]) {
          const part = document.createElement(tag === "h3" ? "h3" : "div");
          part.className = tag;
          card.append(part);
        }
        card.querySelector("h3").textContent = this.title(name);
        return card;
      }),
    );
    $("charts").replaceChildren(
      ...Object.keys(CHARTS).map((name) => {
        const box = document.createElement("div"),
          title = document.createElement("h3"),
          canvas = document.createElement("canvas");
        box.className = "chart";
        canvas.dataset.name = name;
        canvas.setAttribute("role", "img");
        title.textContent = t(CHARTS[name].title);
        canvas.setAttribute("aria-label", title.textContent);
        box.append(title, canvas);
        return box;
      }),
    );
  }
  title(name) {
    return (
      { followers: t("members"), trust: t("trust"), profit: t("profit_month"), ratio: t("ratio") }[name] ??
      t(`m_${name}`).replace(/^m_/, "").replace(/_/g, " ")
    );
  }
  draw() {
    const { model } = this.screen;
    const counts = model.past ? this.screen.map.counts() : model.counts;
    for (const one of document.querySelectorAll("#legend b")) one.textContent = brief(counts[one.dataset.stage] ?? 0);
    $("day").textContent = t("day", { n: whole(model.seen) });
    $("date").textContent = this.date();
    for (const card of $("cards").children) this.card(card, card.dataset.name);
    for (const canvas of document.querySelectorAll("#charts canvas")) drawChart(canvas, canvas.dataset.name, model);
    const note = document.querySelector("#flows .note"),
      { share } = this.screen.map;
    if (note) note.textContent = model.speed > 8 ? t("no_flows") : share > 1 ? t("shown_of", { n: share }) : "";
    this.ticker();
    if (this.told && this.toldIn !== lang()) this.story(this.told);
    document.querySelector("#map canvas").setAttribute("aria-label", t("day", { n: model.seen }));
    this.drawPast();
  }
  /** The line that says that a past day is shown, with the way back. */
  drawPast() {
    const { model } = this.screen,
      { past } = model,
      text = past ? t("past_day", { n: whole(past.day) }) : "";
    document.body.classList.toggle("past", Boolean(past));
    $("past").hidden = !past;
    if (!past || $("past").dataset.key === text + model.day) return;
    $("past").dataset.key = text + model.day;
    const back = make("button", t("back_to_now", { n: whole(model.day) }), { onclick: () => this.screen.toNow() });
    $("past").replaceChildren(make("span", text), back);
  }
  date() {
    const date = new Date(Date.UTC(2023, 0, 1 + Math.max(0, this.screen.model.seen - 1)));
    return new Intl.DateTimeFormat(lang() === "zh" ? "zh-CN" : "en-GB", {
      day: "numeric",
      month: lang() === "zh" ? "long" : "short",
      timeZone: "UTC",
    }).format(date);
  }
  card(card, name) {
    const { model } = this.screen,
      day = model.seen - 1,
      pinned = model.pinned?.series,
      value = card.querySelector(".value"),
      foot = card.querySelector(".foot");
    const read = (d, series) =>
      name === "profit"
        ? model.month(d, series)
        : name === "ratio"
          ? model.ratio(d, series)
          : model.at(name, d, series);
    const now = read(day, model.series),
      before = read(day - 30, model.series),
      ghost = pinned ? read(day, pinned) : null;
    const change = document.createElement("small"),
      left = document.createElement("span"),
      right = document.createElement("span");
    value.textContent = now === null ? "–" : this.write(name, now);
    if (now !== null && before !== null) {
      const by = name === "ratio" ? quotient(now) - quotient(before) : now - before;
      if (
        Math.abs(by) >= (name === "ratio" ? 0.05 : Math.abs(by) < 2 && !Number.isInteger(by) ? 0.005 : 1e-9) &&
        Number.isFinite(by)
      ) {
        change.textContent =
          (by > 0 ? "▲" : "▼") + (name === "ratio" || name === "profit" ? "" : this.write(name, Math.abs(by)));
        change.className = by > 0 ? "up" : "down";
        value.append(change);
      }
    }
    left.textContent = ghost === null ? "" : `╌ A ${name === "profit" ? short(ghost) : this.write(name, ghost)}`;
    right.textContent = name === "ratio" ? t("last_30") : now !== null && before !== null ? t("in_30") : "";
    foot.replaceChildren(left, right);
  }
  write(name, value) {
    if (name === "ratio") {
      const [praise, warnings] = value;
      return warnings
        ? `${decimal(praise / warnings, praise / warnings < 10 ? 1 : 0)} : 1`
        : praise
          ? `${whole(praise)} : 0`
          : "–";
    }
    if (name === "profit" || name === "treasury" || name.startsWith("income_")) return yuan(value);
    return Number.isInteger(value) ? whole(value) : decimal(value, Math.abs(value) < 10 ? 2 : 0);
  }
  /** What the line below the map says until the model is ready; "" when it is. */
  waitsFor(text) {
    this.waiting = text;
    if (this.screen.model.run !== -1) this.ticker();
  }
  ticker() {
    const { model } = this.screen,
      box = $("headline"),
      now = performance.now();
    const found = model.headline ?? null,
      stale = !this.held || now - this.since > 2500 || (found && found.score > 2 * this.held.score);
    if (found && (stale || model.playing === false)) {
      if (this.held?.day !== found.day || this.held?.kind !== found.kind) {
        this.held = found;
        this.since = now;
      }
      this.held = found;
    }
    const shown = this.held,
      text = shown ? say(shown) : this.waiting || t("nothing_yet"),
      key = text + lang();
    if (box.dataset.key !== key) {
      box.dataset.key = key;
      const sign = document.createElement("span");
      sign.className = "sign";
      sign.textContent = shown ? (SIGNS[shown.kind] ?? "") : "";
      box.replaceChildren(...(sign.textContent ? [sign] : []), text);
      box.onclick = () => this.light(shown);
    }
    const earlier = (model.earlier ?? []).slice(0, 3),
      all = JSON.stringify([earlier, lang()]);
    if ($("earlier").dataset.key === all) return;
    $("earlier").dataset.key = all;
    $("earlier").replaceChildren(
      ...earlier.map((line) => {
        const b = make("button"),
          em = document.createElement("em");
        em.textContent = `${t("day", { n: line.day + 1 })} `;
        b.append(em, say(line));
        b.onclick = () => this.screen.toDay(line.day + 1, line);
        return b;
      }),
    );
  }
  light(line) {
    if (line?.who?.length) {
      this.lit = line.who;
      this.screen.map.light(line.who);
    }
  }
  story(told) {
    const box = $("story"),
      { map } = this.screen;
    this.told = told;
    this.toldIn = lang();
    map.mark(told.chain);
    map.showHomes(told.member, told.homes);
    const title = document.createElement("h3"),
      came = document.createElement("p"),
      went = document.createElement("p"),
      links = document.createElement("p"),
      x = make("button");
    title.append(shapeCanvas(told.stage, 20), t("member", { n: whole(told.member) }));
    came.textContent = say(told.came);
    went.textContent = say(told.went);
    links.className = "links";
    x.className = "x";
    x.textContent = "×";
    x.setAttribute("aria-label", t("close"));
    x.onclick = () => this.close();
    if (told.chain.length > 1)
      told.chain.forEach((i, n) => {
        const b = make("button");
        b.textContent = whole(i);
        b.onclick = () => this.screen.tell(i);
        links.append(...(n ? [" ← "] : []), b);
      });
    const homes = told.homes.length > 1 ? [make("p", this.homesOf(told.member, told.homes))] : [];
    box.replaceChildren(title, came, went, ...homes, links, x);
    box.hidden = false;
    const [px] = map.screen(map.pos[2 * told.member], 0),
      wide = $("map").clientWidth;
    box.style.left = px > wide / 2 ? "120px" : `${wide - 276}px`;
    box.style.top = "8px";
  }
  /** Where a member belongs, in words. */
  homesOf(member, homes) {
    const { model } = this.screen,
      place = ([key, stage]) =>
        t("at_home", { place: model.hosts?.[key]?.[0] ?? t("founded"), stage: t(STAGES[stage]) });
    return t("belongs", { n: whole(member), list: homes.map(place).join(lang() === "zh" ? "、" : ", ") });
  }
  /** What is said of the member pointed at. */
  tip(member, homes) {
    const { map } = this.screen,
      box = $("tip");
    box.hidden = member < 0;
    if (member < 0) return;
    const stage = t(STAGES[map.stage[member]]),
      alone = t("only_member", { n: whole(member), stage });
    box.textContent = homes.length > 1 ? this.homesOf(member, homes) : alone;
    const [x, y] = map.screen(map.pos[2 * member], map.pos[2 * member + 1]),
      wide = $("map").clientWidth;
    box.style.left = `${Math.max(4, Math.min(wide - box.offsetWidth - 4, x + 14))}px`;
    box.style.top = `${y > 60 ? y - box.offsetHeight - 14 : y + 18}px`;
  }
  close() {
    $("story").hidden = true;
    this.told = null;
    this.screen.map?.mark([]);
  }
  next() {
    const { map } = this.screen,
      wanted = [6, 3, 5, 2][(this.turn = (this.turn ?? -1) + 1) % 4],
      who = [];
    for (let i = 0; i < map.stage.length; i++) if (map.stage[i] === wanted) who.push(i);
    if (who.length) this.screen.tell(who[Math.floor(Math.random() * who.length)]);
  }
}
function quotient([praise, warnings]) {
  return praise / Math.max(1, warnings);
}
