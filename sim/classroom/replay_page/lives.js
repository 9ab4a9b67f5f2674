"use strict";
// Lives of single members, read from the packed days: what each did up to today.
const LIVES = {
  en: { member: "Member {n}", close: "Close", start: "Was there from the start", friend: "Heard of it from member {friend} on day {day}",
    outside: "Heard of it from outside on day {day}", heard: "Heard of it on day {day}", nothing: "Has not heard of it yet", followed: "followed on day {day}",
    fan: "a fan since day {day}", core: "a core fan since day {day}", cocreator: "a cocreator since day {day}",
    left: "left on day {day}", never: "Never bought", bought: "Bought {n} times", once: "Bought once",
    short: "{n} fell short", kept: "nothing fell short", praised: "recommended it on {n} days",
    warned: "warned others on {n} days", comma: ", ", stop: "." },
  zh: { member: "成员{n}号", close: "关闭", start: "一开始就在", friend: "第{day}天听{friend}号说起", outside: "第{day}天从外部得知", heard: "第{day}天得知",
    nothing: "还没听说", followed: "第{day}天开始关注", fan: "第{day}天成为粉丝", core: "第{day}天成为铁粉",
    cocreator: "第{day}天成为共创者", left: "第{day}天离开", never: "没买过", bought: "买过{n}次", once: "买过1次",
    short: "{n}次不及预期", kept: "没有一次不及预期", praised: "有{n}天向人推荐", warned: "有{n}天向人劝退", comma: "，", stop: "。" },
};
const HEARD = 0, ORDERED = 1, FELL_SHORT = 2, PRAISED = 3, WARNED = 4, LEFT = 6;
const STEPS = [, , "followed", "fan", "core", "cocreator", "left"];

/** A whole number in packed bytes, and where the next one begins. */
function varying(packed, at) {
  let number = 0, shift = 0, byte;
  do { byte = packed[at++]; number |= (byte & 127) << shift; shift += 7; } while (byte > 127);
  return [number, at];
}

/** What a member did up to a day: who told it and when, how often it did the rest. */
function deedsOf(deeds, member, until) {
  const found = { heard: null, counts: [0, 0, 0, 0, 0] };
  for (let day = 1, at = 0; day <= until && at < deeds.length; day++) {
    let count, gap, kind, friend, who = 0;
    [count, at] = varying(deeds, at);
    for (; count > 0; count--) {
      [gap, at] = varying(deeds, at);
      who += gap;
      kind = deeds[at++];
      if (kind === HEARD) [friend, at] = varying(deeds, at);
      if (who !== member) continue;
      found.counts[kind]++;
      if (kind === HEARD && !found.heard) found.heard = { day, friend: friend - 1 };
    }
  }
  return found;
}

/** The changes of stage of a member up to a day: [day, stage] each. */
function stagesOf(packed, starts, member, until) {
  const found = [];
  for (let day = 0; day <= until; day++) {
    let count, gap, at = starts[day], who = 0;
    [count, at] = varying(packed, at);
    for (; count > 0; count--) {
      [gap, at] = varying(packed, at);
      who += gap;
      if (who === member) found.push([day, packed[at] & 7]);
      at++;
    }
  }
  return found;
}

/** The two sentences of a life: how it came, and how it went. */
function lifeOf(stages, deeds, language) {
  const words = LIVES[language], fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name]);
  const sentence = parts => parts.join(words.comma) + words.stop;
  if (!stages.length) return [words.nothing + words.stop, words.never + words.stop];
  const [first] = stages[0], { heard } = deeds;
  const came = [first === 0 ? words.start : !heard ? fill(words.heard, { day: first })
    : fill(heard.friend < 0 ? words.outside : words.friend, heard)];
  const followed = stages.find(([day, stage]) => day > 0 && stage >= 2 && stage < LEFT), [day, stage] = stages.at(-1);
  if (followed) came.push(fill(words.followed, { day: followed[0] }));
  if (stage > 2 && day > 0) came.push(fill(words[STEPS[stage]], { day }));
  const [, bought, short, praised, warned] = deeds.counts;
  const went = [bought > 1 ? fill(words.bought, { n: bought }) : bought ? words.once : words.never];
  if (bought) went.push(short ? fill(words.short, { n: short }) : words.kept);
  if (praised) went.push(fill(words.praised, { n: praised }));
  if (warned) went.push(fill(words.warned, { n: warned }));
  return [sentence(came), sentence(went)];
}

