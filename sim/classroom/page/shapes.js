// The shape and colour of each stage. Six shapes and six colours, so that neither alone has to tell them apart.
export const STAGES = ["unaware", "aware", "follower", "fan", "core", "cocreator", "lapsed"];
export const COLOURS = ["#CFCCC3", "#98A2AE", "#2B8CCB", "#E08E0B", "#A8320A", "#4B1D73", "#5A616A"];
const SIZES = [3, 5, 8, 11, 12, 16, 6];
export function drawShape(c, stage, x, y, scale = 1) {
  const r = (SIZES[stage] * scale) / 2;
  c.fillStyle = c.strokeStyle = COLOURS[stage];
  c.beginPath();
  if (stage === 0 || stage === 2) {
    c.arc(x, y, r, 0, 7);
    c.fill();
  }
  if (stage === 1) {
    c.lineWidth = 1.1 * scale;
    c.arc(x, y, r, 0, 7);
    c.stroke();
  }
  if (stage === 3) {
    polygon(c, [
      [x, y - r],
      [x + r, y + 0.8 * r],
      [x - r, y + 0.8 * r],
    ]);
    c.fill();
    c.strokeStyle = "#6B4200";
    c.lineWidth = 0.9 * scale;
    c.stroke();
  }
  if (stage === 4) {
    polygon(c, [
      [x, y - r],
      [x + 0.8 * r, y],
      [x, y + r],
      [x - 0.8 * r, y],
    ]);
    c.fill();
  }
  if (stage === 5) {
    const points = [];
    for (let n = 0; n < 10; n++) {
      const far = n % 2 ? 0.45 * r : r,
        a = -Math.PI / 2 + (n * Math.PI) / 5;
      points.push([x + far * Math.cos(a), y + far * Math.sin(a)]);
    }
    polygon(c, points);
    c.fill();
  }
  if (stage === 6) {
    c.lineWidth = 1.6 * scale;
    c.moveTo(x - r, y - r);
    c.lineTo(x + r, y + r);
    c.moveTo(x + r, y - r);
    c.lineTo(x - r, y + r);
    c.stroke();
  }
}
function polygon(c, points) {
  c.beginPath();
  points.forEach(([x, y], n) => (n ? c.lineTo(x, y) : c.moveTo(x, y)));
  c.closePath();
}
export function shapeCanvas(stage, size = 20, scale = 1) {
  const canvas = document.createElement("canvas"),
    ratio = window.devicePixelRatio || 1;
  canvas.width = canvas.height = size * ratio;
  canvas.style.width = canvas.style.height = `${size}px`;
  const c = canvas.getContext("2d");
  c.scale(ratio, ratio);
  drawShape(c, stage, size / 2, size / 2, scale);
  canvas.setAttribute("aria-hidden", "true");
  return canvas;
}
const DISCS = {
  post: ["#FFFFFF", "#0B5FA5", ""],
  praise: ["#0E7A5F", "#FFFFFF", "+"],
  warning: ["#A8320A", "#FFFFFF", "!"],
  money: ["#F2C14E", "#5A3F00", "¥"],
};
export function drawDisc(c, kind, x, y, r = 8) {
  const [ground, ink, sign] = DISCS[kind];
  c.beginPath();
  c.arc(x, y, r, 0, 7);
  c.fillStyle = ground;
  c.fill();
  c.lineWidth = kind === "post" ? 2.5 : 1;
  c.strokeStyle = kind === "post" ? ink : kind === "money" ? "#8A6100" : "#FFFFFF";
  c.stroke();
  if (sign) {
    c.fillStyle = ink;
    c.font = `bold ${Math.round(1.6 * r)}px Arial, sans-serif`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.fillText(sign, x, y + 0.5);
  }
}
