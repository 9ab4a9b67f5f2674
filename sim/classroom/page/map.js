// The map: settled people lie on a hidden canvas; a picture copies it and draws on top only who moves and what flows.
import { Crowd } from "./crowd.js";
import { Lens } from "./lens.js";
import { drawFlows, drawHomes, drawHosts, drawMarks, drawNames, drawPlaces, startFlows } from "./map_layers.js";
import { STAGES, drawShape } from "./shapes.js";
import { t, whole } from "./texts.js";
const EASE = 300,
  SQUARES = 18000, // people from which everybody is a square
  MOST_MOVING = 8000, // people who move when the map is laid out anew
  GRAIN = 64,
  CELL = 14,
  REST = 150; // ms after which a pointer points at somebody
export class TownMap extends Lens {
  /** `onPick(member)` is called with the member that was clicked, `onHover(member)` with the one pointed at; or -1. */
  constructor(canvas, onPick, onHover = () => {}) {
    super(canvas);
    Object.assign(this, {
      onPick,
      onHover,
      moving: new Map(),
      flows: [],
      marks: [],
      places: [],
      stage: new Uint8Array(0),
      slot: new Uint32Array(0),
      grid: new Map(),
      pos: new Float32Array(0),
    });
    this.still = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.settled = document.createElement("canvas");
    this.crowd = new Crowd();
    canvas.addEventListener(
      "wheel",
      (e) => {
        e.preventDefault();
        this.zoomBy(e.deltaY < 0 ? 1.25 : 0.8, ...this.world(e.offsetX, e.offsetY));
      },
      { passive: false },
    );
    canvas.addEventListener("pointerdown", (e) => {
      this.from = [e.offsetX, e.offsetY];
      this.dragged = false;
      canvas.setPointerCapture(e.pointerId);
    });
    canvas.addEventListener("pointermove", (e) => (this.from ? this.drag(e) : this.hover(e)));
    canvas.addEventListener("pointerleave", () => this.onHover(-1));
    canvas.addEventListener("pointerup", (e) => {
      if (!this.dragged) this.onPick(this.nearest(e.offsetX, e.offsetY));
      this.from = null;
    });
    new ResizeObserver(() => this.resize()).observe(canvas);
  }
  /** Tell who is pointed at, once the pointer has rested for a moment. */
  hover(e) {
    clearTimeout(this.resting);
    if (e.pointerType !== "mouse") return;
    const { offsetX, offsetY } = e;
    this.resting = setTimeout(() => this.onHover(this.nearest(offsetX, offsetY)), REST);
  }
  /** The member nearest to a point of the page, within reach; -1 if there is none. */
  nearest(px, py) {
    const [x, y] = this.world(px, py);
    let best = -1,
      least = 144;
    for (let i = 0; i < this.stage.length; i++) {
      const d = (this.pos[2 * i] - x) ** 2 + (this.pos[2 * i + 1] - y) ** 2;
      if (d < least) {
        least = d;
        best = i;
      }
    }
    return best;
  }
  /** Take over what a frame tells. `gap` are the milliseconds until the next day. */
  take(frame, anew, gap) {
    const old = this.pos,
      who = frame.who ?? [],
      laidOut = frame.layout || anew || (frame.people && "all" in frame.people);
    if (frame.layout) {
      this.places = frame.layout.places;
      this.slots = frame.slots;
    }
    if (frame.people && "all" in frame.people) {
      this.stage = frame.stages;
      this.slot = frame.places;
    }
    if (!laidOut && !this.squares) this.lift(who);
    for (let n = 0; n < who.length; n++) {
      this.stage[who[n]] = frame.stages[n];
      this.slot[who[n]] = frame.places[n];
    }
    if (laidOut) this.layOut(old, !anew && old.length === 2 * this.stage.length);
    else for (const i of who) this.move(i);
    if (anew) this.flows = [];
    if (frame.flows && !this.still.matches) startFlows(this, frame.flows, gap);
    if (frame.hosts) this.hosts = frame.hosts;
    this.animate();
  }
  /** Take those who will move off the hidden canvas. */
  lift(who) {
    const c = this.settled.getContext("2d");
    this.place(c);
    for (const i of who) if (!this.moving.has(i)) this.moving.set(i, null);
    for (const i of who) this.erase(c, i);
  }
  move(i) {
    this.moving.set(i, [this.pos[2 * i], this.pos[2 * i + 1], performance.now()]);
    this.settle(i);
  }
  /** Put everybody in the place of a new layout; those whom one can follow with the eye move there. */
  layOut(old, follow) {
    const people = this.stage.length,
      now = performance.now();
    this.pos = new Float32Array(2 * people);
    this.grid = new Map();
    this.moving.clear();
    for (let i = 0; i < people; i++) this.settle(i);
    if (follow && people <= MOST_MOVING && !this.still.matches)
      for (let i = 0; i < people; i++) {
        const [x, y] = [old[2 * i], old[2 * i + 1]];
        if (this.stage[i] > 1 && (x !== this.pos[2 * i] || y !== this.pos[2 * i + 1])) this.moving.set(i, [x, y, now]);
      }
    this.redraw();
  }
  settle(i) {
    const s = 2 * this.slot[i],
      x = this.slots[s] / GRAIN,
      y = this.slots[s + 1] / GRAIN;
    this.grid.get(this.key(this.pos[2 * i], this.pos[2 * i + 1]))?.delete(i);
    this.pos[2 * i] = x;
    this.pos[2 * i + 1] = y;
    const key = this.key(x, y),
      here = this.grid.get(key);
    if (here) here.add(i);
    else this.grid.set(key, new Set([i]));
  }
  key(x, y) {
    return 64 * Math.floor(y / CELL) + Math.floor(x / CELL);
  }
  get squares() {
    return this.zoom < 2.2 && this.stage.length >= SQUARES;
  }
  get scale() {
    const main = this.places[0];
    const room = main && main.count > 0 ? Math.sqrt((Math.PI * main.r ** 2) / main.count) / 12.5 : 1;
    return Math.min(1.15, Math.max(0.3, room)) / Math.sqrt(this.zoom);
  }
  size() {
    return 9 * this.scale;
  }
  erase(c, i) {
    const x = this.pos[2 * i],
      y = this.pos[2 * i + 1],
      r = this.size() * 0.8,
      key = this.key(x, y);
    c.globalCompositeOperation = "destination-out";
    c.beginPath();
    c.arc(x, y, r, 0, 7);
    c.fill();
    c.globalCompositeOperation = "source-over";
    for (const near of [key - 65, key - 64, key - 63, key - 1, key, key + 1, key + 63, key + 64, key + 65])
      for (const j of this.grid.get(near) ?? []) {
        const dx = this.pos[2 * j] - x,
          dy = this.pos[2 * j + 1] - y;
        if (j !== i && dx * dx + dy * dy < 4 * r * r && !this.moving.has(j))
          this.person(c, this.stage[j], this.pos[2 * j], this.pos[2 * j + 1]);
      }
  }
  person(c, stage, x, y) {
    drawShape(c, stage, x, y, this.scale);
  }
  /** Where a member who moves is now; it has arrived when it is no longer among `moving`. */
  eased(i, [x, y, start], now) {
    const part = this.still.matches ? 1 : Math.min(1, (now - start) / EASE),
      ease = part * (2 - part);
    if (part >= 1) this.moving.delete(i);
    return [x + (this.pos[2 * i] - x) * ease, y + (this.pos[2 * i + 1] - y) * ease];
  }
  redraw() {
    if (!this.base) return;
    if (this.squares) {
      this.animate();
      return;
    }
    const c = this.settled.getContext("2d");
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.clearRect(0, 0, this.settled.width, this.settled.height);
    this.place(c);
    for (let i = 0; i < this.stage.length; i++)
      if (!this.moving.has(i)) this.person(c, this.stage[i], this.pos[2 * i], this.pos[2 * i + 1]);
    this.animate();
  }
  animate() {
    if (!this.request)
      this.request = requestAnimationFrame((now) => {
        this.request = 0;
        this.draw(now);
      });
  }
  draw(now) {
    const c = this.canvas.getContext("2d");
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.fillStyle = "#FBFAF6";
    c.fillRect(0, 0, this.canvas.width, this.canvas.height);
    if (!this.base) return;
    this.place(c);
    drawPlaces(c, this);
    if (this.squares) this.crowd.paint(this, now);
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.drawImage(this.settled, 0, 0);
    this.place(c);
    if (!this.squares) this.drawMoving(c, now);
    drawNames(c, this);
    drawHosts(c, this);
    drawFlows(c, this, now);
    drawMarks(c, this);
    drawHomes(c, this);
    if (this.moving.size || this.flows.length) this.animate();
    this.drawn = (this.drawn ?? 0) + 1;
  }
  drawMoving(c, now) {
    const hidden = this.settled.getContext("2d");
    this.place(hidden);
    for (const [i, from] of this.moving) {
      const [x, y] = this.eased(i, from, now);
      if (!this.moving.has(i)) this.person(hidden, this.stage[i], x, y);
      this.person(c, this.stage[i], x, y);
    }
  }
  mark(members) {
    this.marks = members;
    this.lit = [];
    this.homes = null;
    this.animate();
  }
  light(members) {
    this.marks = [];
    this.lit = members;
    this.animate();
  }
  /** Show where else a member belongs: `homes` are pairs of a community and the stage there. */
  showHomes(member, homes) {
    this.homes = member < 0 || homes.length < 2 ? null : { member, homes };
    this.animate();
  }
  /** Who is at each stage. */
  counts() {
    const counts = new Array(7).fill(0);
    for (const stage of this.stage) counts[stage] += 1;
    return counts;
  }
  sentence() {
    const counts = this.counts();
    const inside = counts.slice(2, 6).reduce((a, b) => a + b, 0);
    return t("map_sentence", {
      inside: whole(inside),
      list: [2, 3, 4, 5]
        .map((n) => `${whole(counts[n])} ${t(STAGES[n])}`)
        .join(document.documentElement.lang === "en" ? ", " : "、"),
      aware: whole(counts[1]),
      lapsed: whole(counts[6]),
      unaware: whole(counts[0]),
    });
  }
}
