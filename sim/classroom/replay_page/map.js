// The map of a replay: communities as round places, members by their stage.
// unaware, aware, follower, fan, core fan, cocreator, lapsed: colour, size in px, and where (share of the radius)
const COLOURS = ["#CFCCC3", "#98A2AE", "#2B8CCB", "#E08E0B", "#A8320A", "#4B1D73", "#5A616A"];
const SIZES = [3, 5, 8, 11, 12, 16, 6];
const BANDS = [[1.45, 1.7], [1.18, 1.4], [0.66, 0.98], [0.42, 0.62], [0.24, 0.38], [0.1, 0.2], [1.03, 1.13]];
const MANY = 6000, EDGE = 3;

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
    if (lit.has(who) || who === chosen) ringed(pen, x, y, who === chosen ? "#16202B" : "#0B5FA5");
  }
  places.forEach((place, k) => named(pen, place, facts.communities[k].name));
  return counts;
}

function ringed(pen, x, y, colour) {
  pen.beginPath(); pen.arc(x, y, 13, 0, 7); pen.strokeStyle = colour; pen.lineWidth = 3; pen.stroke();
}

/** The member nearest to a point of the map, within reach of a finger; −1 if there is none. */
function nearest(x, y) {
  let best = -1, least = 20 * 20;
  for (let who = 0; who < facts.people; who++) {
    const [px, py] = position(who, codes[who]), away = (px - x) ** 2 + (py - y) ** 2;
    if (away < least) { least = away; best = who; }
  }
  return best;
}

function named(pen, place, name) {
  pen.beginPath(); pen.arc(place.x, place.y, 7, 0, 7); pen.fillStyle = "#000"; pen.fill();
  pen.font = "600 17px system-ui, sans-serif"; pen.textAlign = "center"; pen.lineWidth = 4;
  pen.strokeStyle = "#FFFFFF"; pen.strokeText(name, place.x, place.y - 13);
  pen.fillStyle = "#16202B"; pen.fillText(name, place.x, place.y - 13);
}

