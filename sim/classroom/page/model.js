// What a page knows of the run: brought up to date by frames.
const TOLD = ["run", "day", "horizon", "seed", "preset", "values", "moves", "counts", "playing", "speed", "reached"];
TOLD.push("over", "headline", "earlier", "hosts", "room", "pinned", "chart");
const GREETED = ["levers", "presets", "speeds", "lesson", "people", "main", "title"];
export class Model {
  constructor() {
    this.series = {};
    this.day = 0;
    this.run = -1;
    this.counts = [];
    this.values = {};
    this.moves = [];
    this.room = {};
    this.levers = [];
  }
  welcome(message) {
    for (const key of GREETED) this[key] = message[key];
    this.horizon = message.days;
  }
  /** The day that is shown: the present one, or one of the past. */
  get seen() {
    return this.past?.day ?? this.day;
  }
  apply(frame) {
    const anew = frame.run !== this.run;
    if (anew) this.series = {};
    for (const [name, values] of Object.entries(frame.series)) {
      const known = anew ? [] : (this.series[name] ?? []).slice(0, frame.from);
      this.series[name] = known.concat(values);
    }
    for (const key of TOLD) if (key in frame) this[key] = frame[key];
    return anew;
  }
  at(name, day = this.seen - 1, series = this.series) {
    const values = series[name];
    return values && day >= 0 && day < values.length ? values[day] : null;
  }
  sum(name, days, day = this.seen - 1, series = this.series) {
    const values = series[name];
    if (!values || day < 0 || day >= values.length) return null;
    let total = 0;
    for (let d = Math.max(0, day - days + 1); d <= day; d++) total += values[d];
    return total;
  }
  month(day = this.seen - 1, series = this.series) {
    const now = this.at("profit", day, series);
    return now === null ? null : now - (this.at("profit", day - 30, series) ?? 0);
  }
  ratio(day = this.seen - 1, series = this.series) {
    const praise = this.sum("recommendations", 30, day, series),
      warnings = this.sum("warnings", 30, day, series);
    return praise === null ? null : [praise, warnings];
  }
  lever(path) {
    return this.levers.find((one) => one.path === path);
  }
}
