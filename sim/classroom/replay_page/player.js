"use strict";
// The player of a replay. Everything it shows is in this file: nothing is requested.
const WORDS = {
  en: { play: "Play", pause: "Pause", step: "Step", speed: "Days a second", day: "Day {n} of {all}", other: "中文",
    slider: "Day",
    scale: "Each mark stands for {n} people.",
    about: "A replay of {name}, random seed {seed}, {people} people. Made by the model: it shows what follows from its "
      + "assumptions, not what happened anywhere." },
  zh: { play: "播放", pause: "暂停", step: "单步", speed: "每秒天数", day: "第{n}天，共{all}天", other: "English",
    slider: "天数",
    scale: "每个记号代表{n}人。",
    about: "“{name}”的回放，随机种子{seed}，{people}人。由模型算出：它说明从假设会推出什么，不是任何地方真实发生的事。" },
};
// unaware, aware, follower, fan, core fan, cocreator, lapsed: colour, size in px, and where (share of the radius)
const COLOURS = ["#CFCCC3", "#98A2AE", "#2B8CCB", "#E08E0B", "#A8320A", "#4B1D73", "#5B626B"];
const SIZES = [3, 5, 8, 11, 12, 16, 6];
const BANDS = [[1.45, 1.7], [1.18, 1.4], [0.66, 0.98], [0.42, 0.62], [0.24, 0.38], [0.1, 0.2], [1.03, 1.13]];
const MANY = 6000, EDGE = 3;

let language = (navigator.language || "en").toLowerCase().startsWith("zh") ? "zh" : "en";
let facts, tastes, codes, places, today = 0, playing = false, last = 0, owed = 0;
const starts = [];  // where each day begins in the packed stages
let bytes;

const one = id => document.getElementById(id);
const say = (key, values = {}) => WORDS[language][key].replace(/\{(\w+)\}/g, (all, name) => values[name]);
const both = text => (text && text[language]) || "";

async function unpacked(id) {
  const raw = Uint8Array.from(atob(one(id).textContent.trim()), letter => letter.charCodeAt(0));
  const stream = new Blob([raw]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function varying(at) {
  let number = 0, shift = 0, byte;
  do { byte = bytes[at++]; number |= (byte & 127) << shift; shift += 7; } while (byte > 127);
  return [number, at];
}

/** Apply the changes of a day to `codes`; returns where the next day begins. */
function applied(at) {
  let count, gap, who = 0;
  [count, at] = varying(at);
  for (; count > 0; count--) {
    [gap, at] = varying(at);
    who += gap;
    codes[who] = bytes[at++];
  }
  return at;
}

/** Find where each day begins. */
function indexed() {
  let at = facts.people, count, gap;
  for (let day = 0; day <= facts.days; day++) {
    starts.push(at);
    [count, at] = varying(at);
    for (; count > 0; count--) { [gap, at] = varying(at); at++; }
  }
}

/** Go to the end of a day; backwards, all days are applied again from the start. */
function go(day) {
  day = Math.max(0, Math.min(facts.days, day));
  let from = today + 1;
  if (day < today) { codes.fill(0); from = 0; }
  for (let next = from; next <= day; next++) applied(starts[next]);
  today = day;
  shown();
}

/** A number between 0 and 1 that is always the same for a member. */
function lot(who, which) {
  let x = Math.imul(who + 1, 2654435761) ^ Math.imul(which + 1, 40503);
  x ^= x >>> 15; x = Math.imul(x, 2246822519); x ^= x >>> 13; x = Math.imul(x, 3266489917); x ^= x >>> 16;
  return (x >>> 0) / 4294967296;
}

/** Communities as round places: area by their peak, on a ring by their taste if there are several. */
function laid(width, height) {
  const many = facts.communities.length, peak = Math.max(1, ...facts.communities.map(each => each.peak));
  const room = Math.min(width, height) / 2;
  return facts.communities.map((each, k) => {
    const size = Math.sqrt(Math.max(each.peak, peak * 0.04) / peak);
    if (many === 1) return { x: width / 2, y: height / 2, r: room / 1.75 };
    const large = each.peak === peak && many > 2, angle = 2 * Math.PI * k / Math.max(1, large ? 1 : many) + 0.4;
    const ring = many === 2 ? 0.5 : large ? 0 : 0.68;
    const r = room * (many === 2 ? 0.33 : large ? 0.4 : 0.4 * size);
    const wide = ring * room * width / height;
    return { x: width / 2 + Math.cos(angle) * wide, y: height / 2 + Math.sin(angle) * ring * room, r };
  });
}

function position(who, code) {
  const stage = code & 7, place = places[Math.min(code >> 3, places.length - 1)], [from, to] = BANDS[stage];
  const free = stage === 0;  // strangers stand round the whole map
  const angle = 2 * Math.PI * (free ? lot(who, 2) : (tastes[who] / 255 + 0.08 * (lot(who, 1) - 0.5)));
  const share = Math.sqrt(from * from + (to * to - from * from) * lot(who, 3 + stage));
  const map = one("map");
  if (!free) return [place.x + Math.cos(angle) * place.r * share, place.y + Math.sin(angle) * place.r * share];
  const edge = 0.93 + 0.06 * lot(who, 9);
  return [map.width / 2 * (1 + Math.cos(angle) * edge), map.height / 2 * (1 + Math.sin(angle) * edge)];
}

function shape(pen, stage, x, y, size) {
  const h = size / 2;
  pen.fillStyle = pen.strokeStyle = COLOURS[stage];
  pen.lineWidth = 1.6;
  pen.beginPath();
  if (stage === 0 || stage === 2) pen.arc(x, y, h, 0, 7);
  else if (stage === 1) { pen.arc(x, y, h, 0, 7); pen.stroke(); return; }
  else if (stage === 3) { pen.moveTo(x, y - h); pen.lineTo(x + h, y + h); pen.lineTo(x - h, y + h); }
  else if (stage === 4) { pen.moveTo(x, y - h); pen.lineTo(x + h, y); pen.lineTo(x, y + h); pen.lineTo(x - h, y); }
  else if (stage === 5) {
    for (let tip = 0; tip < 10; tip++) {
      const r = tip % 2 ? h * 0.45 : h, turn = Math.PI * (tip / 5 - 0.5);
      pen.lineTo(x + r * Math.cos(turn), y + r * Math.sin(turn));
    }
  } else {
    pen.moveTo(x - h, y - h); pen.lineTo(x + h, y + h); pen.moveTo(x + h, y - h); pen.lineTo(x - h, y + h);
    pen.stroke();
    return;
  }
  pen.closePath();
  pen.fill();
  if (stage === 3) { pen.strokeStyle = "#6B4200"; pen.lineWidth = 1; pen.stroke(); }
}

function drawnMap() {
  const map = one("map"), pen = map.getContext("2d"), counts = Array(7).fill(0), lit = new Set(line()[2]);
  pen.clearRect(0, 0, map.width, map.height);
  places.forEach(place => {
    pen.beginPath(); pen.arc(place.x, place.y, place.r, 0, 7);
    pen.fillStyle = "#F3F1EA"; pen.fill(); pen.strokeStyle = "#4A5562"; pen.lineWidth = 2; pen.stroke();
  });
  for (let who = 0; who < facts.people; who++) {
    const code = codes[who], stage = code & 7, [x, y] = position(who, code);
    counts[stage]++;
    if (facts.people > MANY) { pen.fillStyle = COLOURS[stage]; pen.fillRect(x - 1, y - 1, EDGE, EDGE); }
    else shape(pen, stage, x, y, SIZES[stage]);
    if (lit.has(who)) ringed(pen, x, y);
  }
  places.forEach((place, k) => named(pen, place, facts.communities[k].name));
  return counts;
}

function ringed(pen, x, y) {
  pen.beginPath(); pen.arc(x, y, 13, 0, 7); pen.strokeStyle = "#0B5FA5"; pen.lineWidth = 3; pen.stroke();
}

function named(pen, place, name) {
  pen.beginPath(); pen.arc(place.x, place.y, 7, 0, 7); pen.fillStyle = "#000"; pen.fill();
  pen.font = "600 17px system-ui, sans-serif"; pen.textAlign = "center"; pen.lineWidth = 4;
  pen.strokeStyle = "#FFFFFF"; pen.strokeText(name, place.x, place.y - 13);
  pen.fillStyle = "#16202B"; pen.fillText(name, place.x, place.y - 13);
}

function written(value, unit) {
  const money = unit.startsWith("¥"), sign = value < 0 ? "−" : "", size = Math.abs(value);
  if (unit.includes("0 to 1") || unit === "share") return value.toFixed(2);
  if (language === "zh") {
    const text = size >= 10000 ? (size / 10000).toFixed(1) + "万" : String(Math.round(size));
    return sign + text + (money ? "元" : "");
  }
  return sign + (money ? "¥" : "") + Math.round(size).toLocaleString("en");
}

const counted = number => language === "zh" ? String(number) : number.toLocaleString("en");

function cards() {
  one("cards").replaceChildren(...facts.cards.map(name => {
    const [card, label, value] = ["div", "span", "b"].map(tag => document.createElement(tag));
    card.className = "card";
    label.textContent = both(facts.measures[name].label);
    value.textContent = today ? written(facts.series[name][today - 1], facts.measures[name].unit) : "–";
    card.append(label, value);
    return card;
  }));
}

function charts() {
  one("charts").replaceChildren(...facts.charts.map(name => {
    const [figure, caption, canvas] = ["figure", "figcaption", "canvas"].map(tag => document.createElement(tag));
    caption.textContent = both(facts.measures[name].label);
    canvas.width = 560; canvas.height = 170;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", caption.textContent);
    figure.append(caption, canvas);
    curve(canvas, name);
    return figure;
  }));
}

function curve(canvas, name) {
  const pen = canvas.getContext("2d"), values = facts.series[name], unit = facts.measures[name].unit;
  const low = Math.min(0, ...values), high = Math.max(unit.includes("0 to 1") ? 1 : 0, ...values);
  const span = high - low || 1, left = 92;
  const x = day => left + day / facts.days * (canvas.width - left - 10), y = value => 150 - (value - low) / span * 135;
  pen.font = "15px system-ui, sans-serif"; pen.fillStyle = "#4A5562"; pen.textAlign = "right";
  for (const tick of new Set([low, 0, high])) {
    if (tick && Math.abs(tick) < span * 0.12) continue;  // its label would cover that of 0
    pen.fillText(written(tick, unit), left - 6, y(tick) + 5);
    pen.strokeStyle = "#D8D6CE"; pen.lineWidth = 1;
    pen.beginPath(); pen.moveTo(left, y(tick)); pen.lineTo(canvas.width - 10, y(tick)); pen.stroke();
  }
  pen.textAlign = "center";
  for (const day of [0, facts.days]) pen.fillText(day, Math.min(x(day), canvas.width - 18), 167);
  for (const [day] of facts.moves) { pen.fillStyle = "#8A6100"; pen.fillRect(x(day) - 1, 12, 2, 138); }
  pen.beginPath(); pen.strokeStyle = "#0B5FA5"; pen.lineWidth = 4;
  values.slice(0, today).forEach((value, day) => pen.lineTo(x(day + 1), y(value)));
  pen.stroke();
}

function line() { return today ? facts.lines[today - 1] : ["", "", []]; }

function legend(counts) {
  one("legend").replaceChildren(...facts.stageNames.map((name, stage) => {
    const [item, mark, text] = ["li", "canvas", "span"].map(tag => document.createElement(tag));
    mark.width = mark.height = 22;
    shape(mark.getContext("2d"), stage, 11, 11, Math.max(8, SIZES[stage]));
    text.textContent = `${both(name)} ${counted(counts[stage])}`;
    item.append(mark, text);
    return item;
  }));
  const spelled = facts.stageNames.map((name, stage) => `${both(name)} ${counts[stage]}`);
  one("map").setAttribute("aria-label", spelled.join(", "));
}

function shown() {
  one("slider").value = today;
  one("day").textContent = say("day", { n: today, all: facts.days });
  one("play").textContent = say(playing ? "pause" : "play");
  one("line").textContent = line()[language === "zh" ? 1 : 0];
  legend(drawnMap());
  cards();
  charts();
}

function spoken() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  one("title").textContent = document.title = both(facts.title);
  one("question").textContent = both(facts.question);
  one("language").textContent = say("other");
  one("step").textContent = say("step");
  one("speedName").textContent = say("speed") + " ";
  one("slider").setAttribute("aria-label", say("slider"));
  const people = counted(facts.people * facts.scale);
  const about = say("about", { name: both(facts.title), seed: facts.seed, people });
  one("about").textContent = facts.scale > 1 ? `${about} ${say("scale", { n: counted(facts.scale) })}` : about;
  shown();
}

function play(on) {
  playing = on;
  if (on && today === facts.days) go(0);
  last = performance.now(); owed = 0;
  shown();
  if (on) requestAnimationFrame(tick);
}

function tick(now) {
  if (!playing) return;
  owed += Math.min(0.25, (now - last) / 1000) * Number(one("speed").value);
  last = now;
  if (owed >= 1) { go(today + Math.floor(owed)); owed %= 1; }
  if (today === facts.days) play(false);
  else requestAnimationFrame(tick);
}

function ready() {
  one("slider").max = facts.days;
  one("slider").addEventListener("input", () => { playing = false; go(Number(one("slider").value)); });
  one("play").addEventListener("click", () => play(!playing));
  one("step").addEventListener("click", () => { playing = false; go(today + 1); });
  one("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; spoken(); });
  document.addEventListener("keydown", event => {
    if (event.target.closest("button, select, input") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " ") { event.preventDefault(); play(!playing); }
    if (event.key === "ArrowRight") go(today + 1);
    if (event.key === "ArrowLeft") go(today - 1);
    if (event.key === "l" || event.key === "L") one("language").click();
  });
}

async function begin() {
  facts = JSON.parse(new TextDecoder().decode(await unpacked("facts")));
  bytes = await unpacked("stages");
  tastes = bytes.subarray(0, facts.people);
  codes = new Uint8Array(facts.people);
  indexed();
  places = laid(one("map").width, one("map").height);
  ready();
  applied(starts[0]);
  spoken();
}

begin();
