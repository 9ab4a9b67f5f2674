// Layers of the map: places below the members; above them hosts, flows, who is lit, and the homes of one member.
import { drawDisc, drawShape } from "./shapes.js";
import { t } from "./texts.js";
const FONT = "'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', Arial, sans-serif",
  INK = "#16202B",
  OTHERS = -1, // key of the place of all further communities
  BANDS = [
    ["#E4EDF6", 3],
    ["#F1F6FA", 2],
    ["#E1EBF5", 1],
  ],
  TRAIL = { praise: "#0E7A5F", warning: "#A8320A", money: "#8A6100" };
const MOST_FLOWS = 60, // on the map at once
  LAST = { post: 900, praise: 750, warning: 750, money: 750 }; // ms
function circle(c, x, y, r) {
  c.beginPath();
  c.arc(x, y, r, 0, 7);
}
function stroke(c, colour, width, dash = []) {
  c.setLineDash(dash);
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.stroke();
  c.setLineDash([]);
}
function fill(c, colour) {
  c.fillStyle = colour;
  c.fill();
}
function label(c, text, x, y, colour) {
  c.font = `bold 15px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.lineWidth = 4;
  c.strokeStyle = "rgba(251,250,246,.9)";
  c.strokeText(text, x, y);
  c.fillStyle = colour;
  c.fillText(text, x, y);
}
export function drawPlaces(c, { places }) {
  for (const place of places) {
    const { x, y, r, founded } = place;
    circle(c, x, y, r);
    fill(c, founded ? "#F3EFF8" : "#EEF3F8");
    if (!founded) drawBands(c, place);
    circle(c, x, y, r);
    if (founded) stroke(c, "#4B1D73", 1.4, [4, 3]);
    else stroke(c, "#A9B8C8", 2);
  }
}
function drawBands(c, { x, y, r, edges, wedges }) {
  for (const [colour, n] of BANDS) {
    circle(c, x, y, edges[n]);
    fill(c, colour);
  }
  for (const angle of wedges.length > 1 ? wedges : []) {
    c.beginPath();
    c.moveTo(x + edges[0] * Math.cos(angle), y + edges[0] * Math.sin(angle));
    c.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
    stroke(c, "#FFFFFF", 1.6);
  }
  for (const n of [1, 2, 3]) {
    circle(c, x, y, edges[n]);
    stroke(c, "#A9C3DC", 1.2);
  }
}
/** The names of places that members founded, above the crowd. */
export function drawNames(c, { places }) {
  for (const { x, y, r, founded, key, count } of places) {
    if (key === OTHERS) label(c, `${t("others")} ${count}`, x, y + r + 11, "#4B1D73");
    else if (founded && r >= 21.5) label(c, `${t("founded")} ${count}`, x, y + r + 11, "#4B1D73");
  }
}
export function drawHosts(c, map) {
  const own = map.places.filter((one) => !one.founded);
  for (const { key, x, y, edges, r } of own) {
    const [name, there] = map.hosts?.[key] ?? ["", true],
      size = Math.min(27, Math.max(9, edges[0] - 3));
    circle(c, x, y, size);
    fill(c, there ? INK : "#FBFAF6");
    if (there) stroke(c, "#FFFFFF", 3);
    else stroke(c, INK, 2, [5, 4]);
    c.font = `bold ${Math.min(16, size * 0.62)}px ${FONT}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.fillStyle = there ? "#FFFFFF" : INK;
    if (size > 14) c.fillText(t(there ? "host" : "host_left"), x, y);
    if (own.length > 1) label(c, name, x, y + r + 11, INK);
  }
}
function discOf(places, key) {
  return places.find((one) => one.key === key) ?? places.find((one) => one.key === OTHERS) ?? places[0];
}
/** Let the flows of a day begin, spread over the milliseconds until the next one. */
export function startFlows(map, flows, gap) {
  const now = performance.now(),
    spread = Math.max(0, Math.min(600, gap - 300));
  const queue = [
    ...flows.posts.map((k) => ({ kind: "post", k })),
    ...flows.praise.map(([a, b]) => ({ kind: "praise", a, b })),
    ...flows.warning.map(([a, b]) => ({ kind: "warning", a, b })),
    ...flows.money.map(([a, k]) => ({ kind: "money", a, k })),
  ];
  queue.forEach((one, n) => {
    one.start = now + spread * ((n * 0.618) % 1);
  });
  const still = map.flows.filter((one) => now < one.start + LAST[one.kind]);
  map.flows = still.concat(queue).slice(-MOST_FLOWS);
  const total = Object.values(flows.of).reduce((sum, n) => sum + n, 0),
    drawn = queue.length - flows.posts.length;
  map.share = drawn ? Math.max(1, Math.round(total / drawn)) : 1;
}
export function drawFlows(c, map, now) {
  map.flows = map.flows.filter((one) => now < one.start + LAST[one.kind]);
  for (const one of map.flows) {
    const part = (now - one.start) / LAST[one.kind];
    if (part < 0) continue;
    if (one.kind === "post") drawPost(c, discOf(map.places, one.k), part);
    else drawFlow(c, map, one, part);
  }
}
function drawPost(c, { x, y, r, edges }, part) {
  circle(c, x, y, edges[0] + part * (r - edges[0]));
  c.globalAlpha = 0.7 * (1 - part);
  stroke(c, "#0B5FA5", 3);
  c.globalAlpha = 1;
}
/** A disc on a bent path from a speaker to a listener, or from a buyer to the till. */
function drawFlow(c, map, one, part) {
  const point = (i) => [map.pos[2 * i], map.pos[2 * i + 1]],
    disc = one.kind === "money" ? discOf(map.places, one.k) : null,
    from = point(one.a),
    to = disc ? [disc.x, disc.y] : point(one.b);
  const bend = [(from[0] + to[0]) / 2 + (to[1] - from[1]) * 0.18, (from[1] + to[1]) / 2 - (to[0] - from[0]) * 0.18];
  const at = (p) => [0, 1].map((n) => (1 - p) ** 2 * from[n] + 2 * p * (1 - p) * bend[n] + p * p * to[n]),
    [x, y] = at(part);
  c.beginPath();
  c.moveTo(...from);
  for (let p = 0.1; p < part; p += 0.1) c.lineTo(...at(p));
  c.lineTo(x, y);
  stroke(c, TRAIL[one.kind], 1.8, one.kind === "warning" ? [3, 3] : []);
  drawDisc(c, one.kind, x, y, 8.5 / Math.sqrt(map.zoom));
}
/** Rings round those whom a line of the ticker is about, and round a member and those who brought it. */
export function drawMarks(c, map) {
  const point = (i) => [map.pos[2 * i], map.pos[2 * i + 1]];
  for (const i of map.lit ?? []) {
    circle(c, ...point(i), 9);
    stroke(c, "#B8860B", 3);
  }
  map.marks.forEach((i, n) => {
    if (i < 0 || i >= map.stage.length) return;
    circle(c, ...point(i), n ? 8 : 12);
    stroke(c, INK, n ? 1.8 : 3);
    if (!n) return;
    c.beginPath();
    c.moveTo(...point(map.marks[n - 1]));
    c.lineTo(...point(i));
    stroke(c, INK, 1.2);
  });
}
/** The other homes of a member of several communities: a dashed line to each, and its stage there. */
export function drawHomes(c, map) {
  if (!map.homes) return;
  const { member, homes } = map.homes,
    [x, y] = [map.pos[2 * member], map.pos[2 * member + 1]];
  circle(c, x, y, 12);
  stroke(c, INK, 3);
  for (const [key, stage] of homes) {
    const disc = discOf(map.places, key),
      away = Math.hypot(disc.x - x, disc.y - y);
    if (away <= disc.r) continue; // it is drawn here
    const edge = 1 - (0.75 * disc.r) / away,
      to = [x + (disc.x - x) * edge, y + (disc.y - y) * edge];
    c.beginPath();
    c.moveTo(x, y);
    c.lineTo(...to);
    stroke(c, INK, 2.4, [6, 4]);
    circle(c, disc.x, disc.y, disc.r + 3);
    stroke(c, INK, 3, [6, 4]);
    circle(c, ...to, 12);
    fill(c, "#FFFFFF");
    stroke(c, INK, 2);
    drawShape(c, stage, ...to, 1);
  }
}
