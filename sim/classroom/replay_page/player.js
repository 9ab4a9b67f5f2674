// The player of a replay. Everything it shows is in this file: nothing is requested.
const WORDS = {
  en: { play: "Play", pause: "Pause", step: "Step", speed: "Days a second", day: "Day {n} of {all}", other: "中文",
    slider: "Day", pin: "Pin this day", unpin: "Unpin day {n}", pinned: "day {n}: {value}",
    scale: "Each mark stands for {n} people.",
    about: "A replay of {name}, random seed {seed}, {people} people. Made by the model: it shows what follows from its "
      + "assumptions, not what happened anywhere." },
  zh: { play: "播放", pause: "暂停", step: "单步", speed: "每秒天数", day: "第{n}天，共{all}天", other: "English",
    slider: "天数", pin: "钉住这一天", unpin: "取下第{n}天", pinned: "第{n}天：{value}",
    scale: "每个记号代表{n}人。",
    about: "“{name}”的回放，随机种子{seed}，{people}人。由模型算出：它说明从假设会推出什么，不是任何地方真实发生的事。" },
};
let language = (navigator.language || "en").toLowerCase().startsWith("zh") ? "zh" : "en";
let facts, tastes, codes, places, deeds, today = 0, playing = false, last = 0, owed = 0;
let pin = null, chosen = -1;  // the pinned day, and the member whose life is shown
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

/** Apply the changes of a day to `codes`; returns where the next day begins. */
function applied(at) {
  let count, gap, who = 0;
  [count, at] = varying(bytes, at);
  for (; count > 0; count--) {
    [gap, at] = varying(bytes, at);
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
    [count, at] = varying(bytes, at);
    for (; count > 0; count--) { [gap, at] = varying(bytes, at); at++; }
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
  one("pin").textContent = pin === null ? say("pin") : say("unpin", { n: pin });
  story();
  one("line").textContent = line()[language === "zh" ? 1 : 0];
  legend(drawnMap());
  cards();
  charts();
}

/** The life of the chosen member up to today. */
function story() {
  one("story").hidden = chosen < 0;
  if (chosen < 0) return;
  const words = LIVES[language], texts = lifeOf(stagesOf(bytes, starts, chosen, today), deedsOf(deeds, chosen, today),
                                                language);
  one("who").textContent = words.member.replace("{n}", counted(chosen));
  one("came").textContent = texts[0];
  one("went").textContent = facts.lives ? texts[1] : "";
  one("close").setAttribute("aria-label", words.close);
}

/** Tell the life of a member, or of nobody. */
function choose(member) {
  chosen = member;
  shown();
}

/** Choose the next member at the same stage, so that lives can be read without a mouse. */
function chooseNext() {
  const stage = chosen < 0 ? 3 : codes[chosen] & 7;
  for (let step = 1; step <= facts.people; step++) {
    const who = (chosen + step + facts.people) % facts.people;
    if ((codes[who] & 7) === stage) return choose(who);
  }
  choose((chosen + 1) % facts.people);
}

function pinned() {
  pin = pin === null ? today : null;
  shown();
}

function clicked(event) {
  const map = one("map"), box = map.getBoundingClientRect();
  choose(nearest((event.clientX - box.left) * map.width / box.width, (event.clientY - box.top) * map.height / box.height));
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
  one("pin").addEventListener("click", pinned);
  one("map").addEventListener("click", clicked);
  one("close").addEventListener("click", () => choose(-1));
  one("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; spoken(); });
  document.addEventListener("keydown", event => {
    if (event.target.closest("select, input") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target.closest("button")) return;
    if (event.key === " ") { event.preventDefault(); play(!playing); }
    if (event.key === "ArrowRight") go(today + 1);
    if (event.key === "ArrowLeft") go(today - 1);
    if (event.key === "p" || event.key === "P") pinned();
    if (event.key === "m" || event.key === "M") chooseNext();
    if (event.key === "Escape") choose(-1);
    if (event.key === "l" || event.key === "L") one("language").click();
  });
}

async function begin() {
  facts = JSON.parse(new TextDecoder().decode(await unpacked("facts")));
  bytes = await unpacked("stages");
  deeds = await unpacked("deeds");
  tastes = bytes.subarray(0, facts.people);
  codes = new Uint8Array(facts.people);
  indexed();
  places = laid(one("map").width, one("map").height);
  ready();
  applied(starts[0]);
  spoken();
}

begin();
