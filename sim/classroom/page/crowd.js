// Where people are many, each is a square of pixels, and a picture writes all of them anew: that is cheaper than to mend
// the canvas square by square.
import { COLOURS } from "./shapes.js";
const SIDES = [1.4, 1.8, 2.4, 2.4, 2.4, 2.4, 1.8]; // of the squares of each stage, in points of the map
const INKS = COLOURS.map((hex) => {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
});
export class Crowd {
  /** Write everybody of a map to its hidden canvas, those who move on their way. */
  paint(map, now) {
    const { width, height } = map.settled,
      c = map.settled.getContext("2d");
    if (this.image?.width !== width || this.image?.height !== height) {
      this.image = c.createImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }
    this.pixels.fill(0);
    for (let i = 0; i < map.stage.length; i++)
      if (!map.moving.has(i)) this.square(map, map.stage[i], map.pos[2 * i], map.pos[2 * i + 1]);
    for (const [i, from] of map.moving) this.square(map, map.stage[i], ...map.eased(i, from, now));
    c.putImageData(this.image, 0, 0);
  }
  square(map, stage, x, y) {
    const { width, height } = this.image,
      k = map.base * map.zoom,
      side = Math.max(1, Math.round(SIDES[stage] * k)),
      left = Math.round(map.left + (x - map.x) * k - side / 2),
      top = Math.round(map.top + (y - map.y) * k - side / 2);
    const first = Math.max(0, left),
      right = Math.min(width, left + side),
      last = Math.min(height, top + side);
    for (let row = Math.max(0, top); row < last; row++)
      this.pixels.fill(INKS[stage], row * width + first, row * width + right);
  }
}
