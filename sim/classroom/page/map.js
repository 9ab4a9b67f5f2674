// The map: settled people lie on a hidden canvas; a picture copies it and draws on top only who moves and what flows.
import { COLOURS, STAGES, drawDisc, drawShape } from "./shapes.js";
import { t, whole } from "./texts.js";
const WIDTH = 702, HEIGHT = 536, EASE = 300, SQUARES = 6000, GRAIN = 64, CELL = 14;
const SIDES = [1.4, 1.8, 2.4, 2.4, 2.4, 2.4, 1.8], INKS = COLOURS.map((hex) => (0xff000000 | (parseInt(hex.slice(5), 16) << 16) | (parseInt(hex.slice(3, 5), 16) << 8) | parseInt(hex.slice(1, 3), 16)) >>> 0);
const LAST = { post: 900, praise: 750, warning: 750, money: 750 }, TRAIL = { praise: "#0E7A5F", warning: "#A8320A", money: "#8A6100" };
export class TownMap {
  constructor(canvas, onPick) {
    Object.assign(this, { canvas, onPick, zoom: 1, x: 0, y: 0, moving: new Map(), flows: [], marks: [], places: [], stage: new Uint8Array(0), slot: new Uint32Array(0), grid: new Map(), pos: new Float32Array(0) });
    this.still = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.settled = document.createElement("canvas");
    canvas.addEventListener("wheel", (e) => { e.preventDefault(); this.zoomBy(e.deltaY < 0 ? 1.25 : 0.8, ...this.world(e.offsetX, e.offsetY)); }, { passive: false });
    canvas.addEventListener("pointerdown", (e) => { this.from = [e.offsetX, e.offsetY]; this.dragged = false; canvas.setPointerCapture(e.pointerId); });
    canvas.addEventListener("pointermove", (e) => this.drag(e));
    canvas.addEventListener("pointerup", (e) => { if (!this.dragged) this.pick(e.offsetX, e.offsetY); this.from = null; });
    new ResizeObserver(() => this.resize()).observe(canvas);
  }
  resize() {
    const ratio = window.devicePixelRatio || 1, { clientWidth: w, clientHeight: h } = this.canvas;
    if (!w || !h) return;
    for (const one of [this.canvas, this.settled]) { one.width = w * ratio; one.height = h * ratio; }
    this.base = Math.min(w / WIDTH, h / HEIGHT) * ratio;
    this.left = (w * ratio - WIDTH * this.base) / 2; this.top = (h * ratio - HEIGHT * this.base) / 2;
    this.redraw();
  }
  place(c) { const k = this.base * this.zoom; c.setTransform(k, 0, 0, k, this.left - this.x * k, this.top - this.y * k); }
  world(px, py) { const ratio = window.devicePixelRatio || 1, k = this.base * this.zoom; return [(px * ratio - this.left) / k + this.x, (py * ratio - this.top) / k + this.y]; }
  screen(x, y) { const ratio = window.devicePixelRatio || 1, k = this.base * this.zoom; return [(this.left + (x - this.x) * k) / ratio, (this.top + (y - this.y) * k) / ratio]; }
  zoomBy(factor, x = WIDTH / 2, y = HEIGHT / 2) {
    const zoom = Math.min(8, Math.max(1, this.zoom * factor));
    this.x = x - (x - this.x) * this.zoom / zoom; this.y = y - (y - this.y) * this.zoom / zoom; this.zoom = zoom;
    this.bound(); this.redraw();
  }
  bound() { const w = WIDTH / this.zoom, h = HEIGHT / this.zoom; this.x = Math.min(WIDTH - w, Math.max(0, this.x)); this.y = Math.min(HEIGHT - h, Math.max(0, this.y)); }
  drag(e) {
    if (!this.from) return;
    const dx = e.offsetX - this.from[0], dy = e.offsetY - this.from[1];
    if (!this.dragged && Math.hypot(dx, dy) < 5) return;
    this.dragged = true; this.from = [e.offsetX, e.offsetY];
    const k = this.base * this.zoom / (window.devicePixelRatio || 1);
    this.x -= dx / k; this.y -= dy / k; this.bound(); this.redraw();
  }
  pick(px, py) {
    const [x, y] = this.world(px, py);
    let best = -1, least = 144;
    for (let i = 0; i < this.stage.length; i++) { const d = (this.pos[2 * i] - x) ** 2 + (this.pos[2 * i + 1] - y) ** 2; if (d < least) { least = d; best = i; } }
    this.onPick(best);
  }
  take(frame, anew, gap) {
    const old = this.pos;
    if (frame.layout) { this.places = frame.layout.places; this.slots = frame.slots; }
    if (frame.people && "all" in frame.people) { this.stage = frame.stages; this.slot = frame.places; }
    const who = frame.who ?? [], c = this.settled.getContext("2d");
    if (!frame.layout && !anew && !this.squares) { this.place(c); for (const i of who) if (!this.moving.has(i)) { this.moving.set(i, null); } for (const i of who) this.erase(c, i); }
    for (let n = 0; n < who.length; n++) { this.stage[who[n]] = frame.stages[n]; this.slot[who[n]] = frame.places[n]; }
    if (frame.layout || anew) {
      this.pos = new Float32Array(2 * this.stage.length); this.grid = new Map();
      for (let i = 0; i < this.stage.length; i++) this.settle(i);
      const same = !anew && old.length === this.pos.length && this.stage.length <= 8000 && !this.still.matches;
      this.moving.clear();
      if (same) for (let i = 0; i < this.stage.length; i++) if (this.stage[i] > 1 && (old[2 * i] !== this.pos[2 * i] || old[2 * i + 1] !== this.pos[2 * i + 1])) this.moving.set(i, [old[2 * i], old[2 * i + 1], performance.now()]);
      this.redraw();
    } else if (who.length) {
      for (const i of who) { this.moving.set(i, [this.pos[2 * i], this.pos[2 * i + 1], performance.now()]); this.settle(i); }
    }
    if (anew) this.flows = [];
    if (frame.flows && !this.still.matches) this.start(frame.flows, gap);
    if (frame.hosts) this.hosts = frame.hosts;
    this.animate();
  }
  settle(i) {
    const s = 2 * this.slot[i], x = this.slots[s] / GRAIN, y = this.slots[s + 1] / GRAIN;
    this.grid.get(this.key(this.pos[2 * i], this.pos[2 * i + 1]))?.delete(i);
    this.pos[2 * i] = x; this.pos[2 * i + 1] = y;
    const key = this.key(x, y), here = this.grid.get(key);
    if (here) here.add(i); else this.grid.set(key, new Set([i]));
  }
  key(x, y) { return 64 * Math.floor(y / CELL) + Math.floor(x / CELL); }
  get squares() { return this.zoom < 2.2 && this.stage.length >= 3 * SQUARES; }
  get scale() { const main = this.places[0]; const room = main && main.count > 0 ? Math.sqrt(Math.PI * main.r ** 2 / main.count) / 12.5 : 1; return Math.min(1.15, Math.max(0.3, room)) / Math.sqrt(this.zoom); }
  size() { return 9 * this.scale; }
  erase(c, i) {
    const x = this.pos[2 * i], y = this.pos[2 * i + 1], r = this.size() * 0.8, key = this.key(x, y);
    c.globalCompositeOperation = "destination-out"; c.beginPath(); c.arc(x, y, r, 0, 7); c.fill(); c.globalCompositeOperation = "source-over";
    for (const near of [key - 65, key - 64, key - 63, key - 1, key, key + 1, key + 63, key + 64, key + 65]) for (const j of this.grid.get(near) ?? []) {
      const dx = this.pos[2 * j] - x, dy = this.pos[2 * j + 1] - y;
      if (j !== i && dx * dx + dy * dy < 4 * r * r && !this.moving.has(j)) this.person(c, this.stage[j], this.pos[2 * j], this.pos[2 * j + 1]);
    }
  }
  person(c, stage, x, y) { drawShape(c, stage, x, y, this.scale); }
  // Where people are many, each is a square of pixels, and a picture writes all of them anew: that is cheaper than to mend it.
  paint(now) {
    const { width, height } = this.settled, c = this.settled.getContext("2d"), k = this.base * this.zoom;
    if (this.image?.width !== width || this.image?.height !== height) { this.image = c.createImageData(width, height); this.pixels = new Uint32Array(this.image.data.buffer); }
    this.pixels.fill(0);
    for (let i = 0; i < this.stage.length; i++) if (!this.moving.has(i)) this.square(this.stage[i], this.pos[2 * i], this.pos[2 * i + 1], k);
    for (const [i, from] of this.moving) this.square(this.stage[i], ...this.eased(i, from, now), k);
    c.putImageData(this.image, 0, 0);
  }
  square(stage, x, y, k) {
    const { width, height } = this.settled, side = Math.max(1, Math.round(SIDES[stage] * k)), ink = INKS[stage];
    const x0 = Math.round(this.left + (x - this.x) * k - side / 2), y0 = Math.round(this.top + (y - this.y) * k - side / 2);
    const right = Math.min(width, x0 + side), low = Math.min(height, y0 + side), first = Math.max(0, x0);
    for (let row = Math.max(0, y0); row < low; row++) for (let at = row * width + first; at < row * width + right; at++) this.pixels[at] = ink;
  }
  eased(i, [x0, y0, start], now) {
    const part = this.still.matches ? 1 : Math.min(1, (now - start) / EASE), ease = part * (2 - part);
    if (part >= 1) this.moving.delete(i);
    return [x0 + (this.pos[2 * i] - x0) * ease, y0 + (this.pos[2 * i + 1] - y0) * ease];
  }
  redraw() {
    if (!this.base) return;
    if (this.squares) { this.animate(); return; }
    const c = this.settled.getContext("2d");
    c.setTransform(1, 0, 0, 1, 0, 0); c.clearRect(0, 0, this.settled.width, this.settled.height); this.place(c);
    for (let i = 0; i < this.stage.length; i++) if (!this.moving.has(i)) this.person(c, this.stage[i], this.pos[2 * i], this.pos[2 * i + 1]);
    this.animate();
  }
  start(flows, gap) {
    const now = performance.now(), spread = Math.max(0, Math.min(600, gap - 300)), queue = [];
    for (const k of flows.posts) queue.push({ kind: "post", k });
    for (const [a, b] of flows.praise) queue.push({ kind: "praise", a, b });
    for (const [a, b] of flows.warning) queue.push({ kind: "warning", a, b });
    for (const [a, k] of flows.money) queue.push({ kind: "money", a, k });
    queue.forEach((one, n) => { one.start = now + spread * ((n * 0.618) % 1); });
    this.flows = this.flows.filter((one) => now < one.start + LAST[one.kind]).concat(queue).slice(-60);
    const total = Object.values(flows.of).reduce((a, b) => a + b, 0), drawn = flows.praise.length + flows.warning.length + flows.money.length;
    this.share = drawn ? Math.max(1, Math.round(total / drawn)) : 1;
  }
  discOf(k) { return this.places.find((one) => one.key === k) ?? this.places.find((one) => one.key === -1) ?? this.places[0]; }
  animate() { if (!this.request) this.request = requestAnimationFrame((now) => { this.request = 0; this.draw(now); }); }
  draw(now) {
    const c = this.canvas.getContext("2d");
    c.setTransform(1, 0, 0, 1, 0, 0); c.fillStyle = "#FBFAF6"; c.fillRect(0, 0, this.canvas.width, this.canvas.height);
    if (!this.base) return;
    this.place(c); this.drawPlaces(c);
    if (this.squares) this.paint(now);
    c.setTransform(1, 0, 0, 1, 0, 0); c.drawImage(this.settled, 0, 0); this.place(c);
    if (!this.squares) this.drawMoving(c, now);
    this.drawHosts(c); this.drawFlows(c, now); this.drawMarks(c);
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
  drawPlaces(c) {
    for (const { x, y, r, edges, wedges, founded, key } of this.places) {
      c.beginPath(); c.arc(x, y, r, 0, 7); c.fillStyle = founded ? "#F3EFF8" : "#EEF3F8"; c.fill();
      if (!founded) {
        [["#E4EDF6", 3], ["#F1F6FA", 2], ["#E1EBF5", 1]].forEach(([colour, n]) => { c.beginPath(); c.arc(x, y, edges[n], 0, 7); c.fillStyle = colour; c.fill(); });
        c.strokeStyle = "#FFFFFF"; c.lineWidth = 1.6;
        if (wedges.length > 1) for (const a of wedges) { c.beginPath(); c.moveTo(x + edges[0] * Math.cos(a), y + edges[0] * Math.sin(a)); c.lineTo(x + r * Math.cos(a), y + r * Math.sin(a)); c.stroke(); }
        c.strokeStyle = "#A9C3DC"; c.lineWidth = 1.2; for (const n of [1, 2, 3]) { c.beginPath(); c.arc(x, y, edges[n], 0, 7); c.stroke(); }
      }
      c.beginPath(); c.arc(x, y, r, 0, 7); c.setLineDash(founded ? [4, 3] : []); c.strokeStyle = founded ? "#4B1D73" : "#A9B8C8"; c.lineWidth = founded ? 1.4 : 2; c.stroke(); c.setLineDash([]);
      if (founded && r >= 21.5 && key !== -1) this.label(c, `${t("founded")} ${this.heads(key)}`, x, y + r + 11, "#4B1D73");
      if (key === -1) this.label(c, `${t("others")} ${this.places.find((one) => one.key === -1).count}`, x, y + r + 11, "#4B1D73");
    }
  }
  heads(key) { return this.places.find((one) => one.key === key).count; }
  label(c, text, x, y, colour) {
    c.font = "bold 15px 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', Arial, sans-serif"; c.textAlign = "center"; c.textBaseline = "middle";
    c.lineWidth = 4; c.strokeStyle = "rgba(251,250,246,.9)"; c.strokeText(text, x, y); c.fillStyle = colour; c.fillText(text, x, y);
  }
  drawHosts(c) {
    const own = this.places.filter((one) => !one.founded);
    for (const { key, x, y, edges, r } of own) {
      const [name, there] = this.hosts?.[key] ?? ["", true], size = Math.min(27, Math.max(9, edges[0] - 3));
      c.beginPath(); c.arc(x, y, size, 0, 7);
      if (there) { c.fillStyle = "#16202B"; c.fill(); c.lineWidth = 3; c.strokeStyle = "#FFFFFF"; c.stroke(); } else { c.fillStyle = "#FBFAF6"; c.fill(); c.setLineDash([5, 4]); c.lineWidth = 2; c.strokeStyle = "#16202B"; c.stroke(); c.setLineDash([]); }
      c.font = `bold ${Math.min(16, size * 0.62)}px 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', Arial, sans-serif`; c.textAlign = "center"; c.textBaseline = "middle"; c.fillStyle = there ? "#FFFFFF" : "#16202B";
      if (size > 14) c.fillText(there ? t("host") : t("host_left"), x, y);
      if (own.length > 1) this.label(c, name, x, y + r + 11, "#16202B");
    }
  }
  drawFlows(c, now) {
    this.flows = this.flows.filter((one) => now < one.start + LAST[one.kind]);
    for (const one of this.flows) {
      const part = (now - one.start) / LAST[one.kind];
      if (part < 0) continue;
      if (one.kind === "post") {
        const { x, y, r, edges } = this.discOf(one.k);
        c.beginPath(); c.arc(x, y, edges[0] + part * (r - edges[0]), 0, 7); c.globalAlpha = 0.7 * (1 - part); c.strokeStyle = "#0B5FA5"; c.lineWidth = 3; c.stroke(); c.globalAlpha = 1;
        continue;
      }
      const a = 2 * one.a, from = [this.pos[a], this.pos[a + 1]], disc = one.kind === "money" ? this.discOf(one.k) : null;
      const to = disc ? [disc.x, disc.y] : [this.pos[2 * one.b], this.pos[2 * one.b + 1]];
      const bend = [(from[0] + to[0]) / 2 + (to[1] - from[1]) * 0.18, (from[1] + to[1]) / 2 - (to[0] - from[0]) * 0.18];
      const at = (p) => [0, 1].map((n) => (1 - p) ** 2 * from[n] + 2 * p * (1 - p) * bend[n] + p * p * to[n]), [x, y] = at(part);
      c.beginPath(); c.moveTo(...from); for (let p = 0.1; p < part; p += 0.1) c.lineTo(...at(p)); c.lineTo(x, y);
      c.setLineDash(one.kind === "warning" ? [3, 3] : []); c.strokeStyle = TRAIL[one.kind]; c.lineWidth = 1.8; c.stroke(); c.setLineDash([]);
      drawDisc(c, one.kind, x, y, 8.5 / Math.sqrt(this.zoom));
    }
  }
  drawMarks(c) {
    for (const i of this.lit ?? []) { c.beginPath(); c.arc(this.pos[2 * i], this.pos[2 * i + 1], 9, 0, 7); c.strokeStyle = "#B8860B"; c.lineWidth = 3; c.stroke(); }
    for (const [n, i] of this.marks.entries()) {
      if (i < 0 || i >= this.stage.length) continue;
      const [x, y] = [this.pos[2 * i], this.pos[2 * i + 1]];
      c.beginPath(); c.arc(x, y, n ? 8 : 12, 0, 7); c.strokeStyle = "#16202B"; c.lineWidth = n ? 1.8 : 3; c.stroke();
      if (n) { const p = 2 * this.marks[n - 1]; c.beginPath(); c.moveTo(this.pos[p], this.pos[p + 1]); c.lineTo(x, y); c.lineWidth = 1.2; c.stroke(); }
    }
  }
  mark(members) { this.marks = members; this.lit = []; this.animate(); }
  light(members) { this.marks = []; this.lit = members; this.animate(); }
  sentence() {
    const counts = new Array(7).fill(0);
    for (const stage of this.stage) counts[stage] += 1;
    const inside = counts.slice(2, 6).reduce((a, b) => a + b, 0);
    return t("map_sentence", { inside: whole(inside), list: [2, 3, 4, 5].map((n) => `${whole(counts[n])} ${t(STAGES[n])}`).join(document.documentElement.lang === "en" ? ", " : "、"), aware: whole(counts[1]), lapsed: whole(counts[6]), unaware: whole(counts[0]) });
  }
}
