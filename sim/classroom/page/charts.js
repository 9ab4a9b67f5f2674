// Charts: one line, the run pinned as A as a dashed ghost, flags where sliders were moved, marks of students as bars.
import { fitted } from "./dom.js";
import { decimal, say, t, whole, written } from "./texts.js";
const INK = "#4A5562",
  RUN = "#0B5FA5",
  GHOST = "#6B7280",
  FONT = "'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', Arial, sans-serif";
export const CHARTS = {
  members: {
    title: "chart_members",
    value: (m, d, s) => m.at("followers", d, s),
    zero: true,
    write: whole,
    marks: true,
    peak: true,
  },
  profit: { title: "chart_profit", value: (m, d, s) => m.month(d, s), zero: true, write: thousands },
  trust: {
    title: "chart_trust",
    value: (m, d, s) => m.at("trust", d, s),
    zero: true,
    most: 1,
    write: (v) => decimal(v, v % 1 ? 1 : 0),
  },
};
const DECIDES = { write: (v) => (Math.abs(v) < 10 && v % 1 ? decimal(v, 1) : thousands(v)) };
function thousands(value) {
  return Math.abs(value) >= 1000 ? `${decimal(value / 1000, Math.abs(value) % 1000 ? 1 : 0)}k` : whole(value);
}
export function ticks(low, high) {
  const rough = (high - low) / 2.2,
    power = 10 ** Math.floor(Math.log10(rough || 1));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power,
    result = [];
  for (let v = Math.ceil(low / step - 1e-9) * step; v <= high + step * 1e-6; v += step)
    result.push(Math.abs(v) < step / 1e6 ? 0 : v);
  return result;
}
function values(chart, model, series, days) {
  const result = new Array(days);
  for (let d = 0; d < days; d++) result[d] = chart.value(model, d, series);
  return result;
}
/** The curves of a chart: those of this run and of the one pinned as A; at the reveal, of the lesson's B and A. */
function curves(name, model) {
  if (name === "decides") return { run: model.chart.B, ghost: model.chart.A, chart: DECIDES };
  const chart = CHARTS[name],
    pinned = model.pinned?.series;
  return {
    run: values(chart, model, model.series, model.day),
    ghost: pinned ? values(chart, model, pinned, pinned.followers.length) : [],
    chart,
  };
}
/** The range of a chart, which has 0 in it. */
function range(known, most) {
  let low = Math.min(0, ...known),
    high = most ?? Math.max(...known, low < 0 ? 0 : 10, 1);
  if (high === low) high = low + 1;
  const pad = most ? 0 : (high - low) * 0.08;
  return [low < 0 ? low - pad : low, high + pad];
}
export function drawChart(canvas, name, model, small = false) {
  if (!canvas.clientWidth || !canvas.clientHeight) return;
  const [c, w, h] = fitted(canvas),
    { run, ghost, chart } = curves(name, model),
    [low, high] = range(
      [...run, ...ghost].filter((v) => v !== null),
      chart.most,
    );
  const box = { left: small ? 46 : 52, right: w - 12, top: small ? 8 : 14, bottom: h - (small ? 20 : 22) },
    days = name === "decides" ? Math.max(run.length, ghost.length) - 1 : model.horizon;
  const X = (d) => box.left + ((box.right - box.left) * d) / days,
    Y = (v) => box.bottom - ((box.bottom - box.top) * (v - low)) / (high - low);
  axes(c, chart.most ? [0, 0.5, 1] : ticks(low, high), chart.write, model.horizon, box, Y, small);
  if (chart.marks && model.room.marks?.length) bars(c, model, X, box);
  if (name !== "decides")
    for (const [d, path, from, to] of together(model.moves ?? []))
      flag(c, X(d), box, name === "members" && !small ? model.lever(path) : null, from, to, w);
  line(c, ghost, X, Y, GHOST, 2.6, [7, 5]);
  if (ghost.length) letter(c, "A", GHOST, X(ghost.length), Y(ghost.at(-1)), box, small);
  line(c, run, X, Y, RUN, 4, []);
  if (name === "decides") letter(c, "B", RUN, X(run.length), Y(run.at(-1)) + 26, box, small);
  else if (model.day) today(c, X(model.seen - 1), Y(run[model.seen - 1]), box);
  if (chart.peak && !small && model.day) peak(c, run, X, Y, w);
}
function axes(c, marks, write, horizon, box, Y, small) {
  c.font = `${small ? 13 : 15}px ${FONT}`;
  c.textBaseline = "middle";
  c.lineWidth = 1;
  c.textAlign = "right";
  for (const v of marks) {
    c.strokeStyle = v === 0 ? "#A5ABB3" : "#E2E0D8";
    c.beginPath();
    c.moveTo(box.left, Y(v));
    c.lineTo(box.right, Y(v));
    c.stroke();
    c.fillStyle = INK;
    c.fillText(write(v), box.left - 6, Y(v));
  }
  c.textBaseline = "alphabetic";
  const parts = small ? 2 : 4;
  for (let n = 0; n <= parts; n++) {
    c.textAlign = n === parts ? "right" : n ? "center" : "left";
    const x = box.left + ((box.right - box.left) * n) / parts;
    c.fillText(Math.round((horizon * n) / parts), x + (n === parts ? 10 : 0), box.bottom + (small ? 17 : 19));
  }
}
/** The name of a curve, above its end. */
function letter(c, text, colour, x, y, box, small) {
  c.fillStyle = colour;
  c.font = `bold ${small ? 14 : 17}px ${FONT}`;
  c.textAlign = "center";
  c.fillText(text, Math.min(box.right - 4, x), Math.min(box.bottom - 2, Math.max(box.top + 4, y - 8)));
}
function today(c, x, y, box) {
  c.strokeStyle = "#16202B";
  c.lineWidth = 1.5;
  c.beginPath();
  c.moveTo(x, box.top - 4);
  c.lineTo(x, box.bottom);
  c.stroke();
  c.fillStyle = RUN;
  c.beginPath();
  c.arc(x, y, 6, 0, 7);
  c.fill();
}
function together(moves) {
  // a slider that is drawn along for some days has one flag, where it began
  const last = new Map(),
    flags = [];
  for (const [day, path, from, to] of moves) {
    const one = last.get(path);
    if (one && day - one.until <= 10) {
      one.until = day;
      one.flag[3] = to;
    } else {
      const flag = [day, path, from, to];
      flags.push(flag);
      last.set(path, { until: day, flag });
    }
  }
  return flags;
}
function line(c, points, X, Y, colour, width, dash) {
  const every = Math.max(1, Math.floor(points.length / 600));
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.lineJoin = "round";
  c.setLineDash(dash);
  c.beginPath();
  for (let d = 0; d < points.length; d++)
    if (d % every === 0 || d === points.length - 1) {
      if (points[d] !== null) c.lineTo(X(d), Y(points[d]));
    }
  c.stroke();
  c.setLineDash([]);
}
function peak(c, run, X, Y, w) {
  let at = 0;
  for (let d = 1; d < run.length; d++) if (run[d] > run[at]) at = d;
  if (run.length - at < 10 || run[run.length - 1] > 0.97 * run[at]) return;
  const text = `◂ ${t("peak", { v: whole(run[at]), d: at + 1 })}`,
    x = X(run.length - 1) + 8;
  c.font = `bold 15px ${FONT}`;
  c.fillStyle = RUN;
  c.textAlign = "left";
  if (x + c.measureText(text).width < w) c.fillText(text, x, Y(run[at]) + 5);
}
function flag(c, x, { top, bottom }, lever, from, to, w) {
  c.strokeStyle = "#0B5FA5";
  c.lineWidth = 1;
  c.setLineDash([2, 3]);
  c.beginPath();
  c.moveTo(x, top);
  c.lineTo(x, bottom);
  c.stroke();
  c.setLineDash([]);
  c.fillStyle = "#0B5FA5";
  c.beginPath();
  c.moveTo(x, top - 5);
  c.lineTo(x + 8, top - 1);
  c.lineTo(x, top + 3);
  c.fill();
  if (!lever) return;
  const text = `${say(lever.name)} ${written(lever.show, from)} → ${written(lever.show, to)}`;
  c.font = `13px ${FONT}`;
  c.textAlign = x > w / 2 ? "right" : "left";
  c.fillText(text, x + (x > w / 2 ? -6 : 11), top + 1);
}
function bars(c, model, X, { top, bottom }) {
  const width = Math.max(3, Math.ceil(model.horizon / 40)),
    bins = new Map();
  for (const [d, n] of model.room.marks) bins.set(Math.floor(d / width), (bins.get(Math.floor(d / width)) ?? 0) + n);
  const most = Math.max(...bins.values()),
    base = bottom;
  const [where, often] = [...bins].sort((a, b) => b[1] - a[1])[0];
  if (often > 2) {
    c.font = `14px ${FONT}`;
    c.fillStyle = "#6B4200";
    c.textAlign = "left";
    c.fillText(`◂ ${t("marked", { n: often })}`, X((where + 1) * width) + 6, base - 8);
  }
  for (const [bin, n] of bins) {
    const x = X(bin * width),
      high = Math.min(1, n / Math.max(5, most)) * (base - top) * 0.35;
    c.fillStyle = "#F2C14E";
    c.fillRect(x, base - high, Math.max(3, X(width) - X(0) - 1), high);
    c.strokeStyle = "#8A6100";
    c.lineWidth = 0.8;
    c.strokeRect(x, base - high, Math.max(3, X(width) - X(0) - 1), high);
  }
}
