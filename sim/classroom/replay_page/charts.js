// Numbers and curves of a replay. A run pinned as A is dashed; a pinned day is a dashed line across.
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
    value.textContent = at(facts.series, name, today);
    card.append(label, value, ...pinnedAt(name));
    return card;
  }));
}

/** A measure on a day as text. */
function at(series, name, day) {
  const values = series[name];
  return day && values ? written(values[Math.min(day, values.length) - 1], facts.measures[name].unit) : "–";
}

/** What stands below a card: the value of A today, and that of the pinned day. */
function pinnedAt(name) {
  const texts = [];
  if (facts.pinned?.[name]) texts.push(`╌ A ${at(facts.pinned, name, today)}`);
  if (pin !== null) texts.push(`┊ ${say("pinned", { n: pin, value: at(facts.series, name, pin) })}`);
  return texts.map(text => { const small = document.createElement("small"); small.textContent = text; return small; });
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
  const ghost = facts.pinned?.[name] ?? [];
  const low = Math.min(0, ...values, ...ghost), high = Math.max(unit.includes("0 to 1") ? 1 : 0, ...values, ...ghost);
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
  dashes(pen, x, y, ghost);
  pen.beginPath(); pen.strokeStyle = "#0B5FA5"; pen.lineWidth = 4;
  values.slice(0, today).forEach((value, day) => pen.lineTo(x(day + 1), y(value)));
  pen.stroke();
}

/** The run pinned as A, and the pinned day. */
function dashes(pen, x, y, ghost) {
  pen.setLineDash([7, 5]);
  pen.beginPath(); pen.strokeStyle = "#6B7280"; pen.lineWidth = 2.6;
  ghost.slice(0, facts.days).forEach((value, day) => pen.lineTo(x(day + 1), y(value)));
  pen.stroke();
  if (pin !== null) {
    pen.beginPath(); pen.strokeStyle = "#16202B"; pen.lineWidth = 2;
    pen.moveTo(x(pin), 12); pen.lineTo(x(pin), 150); pen.stroke();
  }
  pen.setLineDash([]);
}

