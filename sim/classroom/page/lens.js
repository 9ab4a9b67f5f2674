// What part of the map a canvas shows: the plane of 702 by 536 points, zoomed and moved.
const WIDTH = 702,
  HEIGHT = 536,
  CLOSEST = 8;
export class Lens {
  constructor(canvas) {
    Object.assign(this, { canvas, zoom: 1, x: 0, y: 0 });
  }
  resize() {
    const ratio = window.devicePixelRatio || 1,
      { clientWidth: w, clientHeight: h } = this.canvas;
    if (!w || !h) return;
    for (const one of [this.canvas, this.settled]) {
      one.width = w * ratio;
      one.height = h * ratio;
    }
    this.base = Math.min(w / WIDTH, h / HEIGHT) * ratio;
    this.left = (w * ratio - WIDTH * this.base) / 2;
    this.top = (h * ratio - HEIGHT * this.base) / 2;
    this.redraw();
  }
  place(c) {
    const k = this.base * this.zoom;
    c.setTransform(k, 0, 0, k, this.left - this.x * k, this.top - this.y * k);
  }
  world(px, py) {
    const ratio = window.devicePixelRatio || 1,
      k = this.base * this.zoom;
    return [(px * ratio - this.left) / k + this.x, (py * ratio - this.top) / k + this.y];
  }
  screen(x, y) {
    const ratio = window.devicePixelRatio || 1,
      k = this.base * this.zoom;
    return [(this.left + (x - this.x) * k) / ratio, (this.top + (y - this.y) * k) / ratio];
  }
  zoomBy(factor, x = WIDTH / 2, y = HEIGHT / 2) {
    const zoom = Math.min(8, Math.max(1, this.zoom * factor));
    this.x = x - ((x - this.x) * this.zoom) / zoom;
    this.y = y - ((y - this.y) * this.zoom) / zoom;
    this.zoom = zoom;
    this.bound();
    this.redraw();
  }
  bound() {
    const w = WIDTH / this.zoom,
      h = HEIGHT / this.zoom;
    this.x = Math.min(WIDTH - w, Math.max(0, this.x));
    this.y = Math.min(HEIGHT - h, Math.max(0, this.y));
  }
  drag(e) {
    const dx = e.offsetX - this.from[0],
      dy = e.offsetY - this.from[1];
    if (!this.dragged && Math.hypot(dx, dy) < 5) return;
    this.dragged = true;
    this.from = [e.offsetX, e.offsetY];
    const k = (this.base * this.zoom) / (window.devicePixelRatio || 1);
    this.x -= dx / k;
    this.y -= dy / k;
    this.bound();
    this.redraw();
  }
}
