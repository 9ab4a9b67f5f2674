// How the pages say texts and write numbers, in the language chosen.
import { TEXTS } from "./words.js";
let language = "en";
export const lang = () => language;
export function setLang(to) {
  language = to === "zh" ? "zh" : "en";
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}
export function t(key, values = {}) {
  const both = TEXTS[key];
  if (!both) return key;
  let text = both[language === "zh" ? 1 : 0];
  if (language === "en" && text.includes("|") && "n" in values) text = text.split("|")[Number(values.n) === 1 ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (_, name) => (name in values ? values[name] : ""));
}
export const say = (both) => (both ? (both[language] ?? both.en ?? both.zh ?? "") : "");
export function translate(root = document) {
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-title]")) {
    node.title = t(node.dataset.title);
    node.setAttribute("aria-label", node.title);
  }
}
const MINUS = "−";
export function whole(value) {
  const text = Math.round(Math.abs(value))
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, language === "zh" ? "" : ",");
  return (Math.round(value) < 0 ? MINUS : "") + text;
}
/** A count that needs little room: 9,876, 12.3k or 1.2万. */
export function brief(value) {
  if (value < 10000) return whole(value);
  return language === "zh" ? `${(value / 10000).toFixed(1)}万` : `${(value / 1000).toFixed(1)}k`;
}
export function decimal(value, digits = 2) {
  return (value < 0 ? MINUS : "") + Math.abs(value).toFixed(digits);
}
export function yuan(value, sign = false) {
  const size = Math.abs(value),
    negative = value < -0.005;
  const text =
    size >= 100000
      ? language === "zh"
        ? `${(size / 10000).toFixed(1)}万`
        : `${(size / 1000).toFixed(size >= 1e6 ? 0 : 1)}k`
      : size < 100 && size % 1
        ? size.toFixed(2)
        : whole(size);
  return `${negative ? MINUS : sign ? "+" : ""}¥${text}`;
}
export function written(show, value) {
  if (show === "percent") return `${Math.round(100 * value)}%`;
  if (show === "yuan") return yuan(value);
  if (show === "yuan_day") return yuan(value) + (language === "zh" ? "/天" : "/day");
  if (value && Math.abs(value) < 0.01) return String(Number(value.toPrecision(2)));
  return Number.isInteger(value)
    ? whole(value)
    : decimal(value, Math.abs(value) < 0.1 ? 3 : 2)
        .replace(/(\.\d*?)0+$/, "$1")
        .replace(/\.$/, "");
}
/** A value of the table that compares both sides: a text, or a number as its slider shows it. */
export function cell(value, show = "plain") {
  if (value && typeof value === "object") return say(value);
  return typeof value === "number" ? written(show, value) : String(value ?? "–");
}
export function short(value) {
  const size = Math.abs(value);
  return size < 1000
    ? yuan(value, true)
    : `${value < 0 ? MINUS : "+"}¥${language === "zh" && size >= 10000 ? `${(size / 10000).toFixed(1)}万` : `${(size / 1000).toFixed(1)}k`}`;
}
