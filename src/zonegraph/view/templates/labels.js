/* Names on the picture, as on a map: the same size at every zoom, the important ones first, each
   only where it covers no other. They are placed anew when the zoom changes, not while panning. */

const LETTER = 12.5;
const LINE = 1.25;
const WIDEST = 122;
const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif';
const GRAIN = 48;
const GREAT = 13;
const BUTTONS = 56;
const textCache = new Map();
let placed = null;
let placedScale = 0;
let waiting = 0;
let dragged = new Set();
let dragging = false;

function forgetLabels() {
  placed = null;
}

function paintLabels(context) {
  if (dragging && veryHeavy) return;
  const scale = network.getScale();
  const zoomed = Math.abs(scale / placedScale - 1) > 0.001;
  if (placed && zoomed && heavy) placeLater();
  else if (!placed || zoomed) {
    placed = placeLabels(context, scale, viewBox(scale));
    placedScale = scale;
  }
  context.save();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const label of placed) if (!dragged.has(label.node)) paintLabel(context, label, scale);
  context.restore();
  canvasHolder.dataset.labels = placed.length;
}

function paintLabel(context, label, scale) {
  context.font = fontOf(label.weight, label.letter / scale);
  context.strokeStyle = colours.paper;
  context.lineWidth = 3.5 / scale;
  context.fillStyle = label.colour;
  const height = (label.letter * LINE) / scale;
  const first = label.y / placedScale - (height * (label.lines.length - 1)) / 2;
  label.lines.forEach((line, row) => {
    context.strokeText(line, label.x / placedScale, first + row * height);
    context.fillText(line, label.x / placedScale, first + row * height);
  });
}

/* Among many nodes the names keep their places while a zoom goes on. */
function placeLater() {
  clearTimeout(waiting);
  waiting = setTimeout(() => { forgetLabels(); network.redraw(); }, 120);
}

function fontOf(weight, size) {
  return `${weight} ${size}px ${FONT}`;
}

/* Everything below reckons in screen pixels from the picture's origin. */
function placeLabels(context, scale, view) {
  const shown = nodes.filter(isShown);
  const places = network.getPositions(shown.map((node) => node.id));
  const at = (node) => ({ x: places[node.id].x * scale, y: places[node.id].y * scale });
  const room = new Room(view);
  for (const node of shown) if (inFocus(node.id)) room.take(markBox(at(node), radiusOf(node) * scale), node);
  const labels = [];
  for (const node of byImportance(shown)) {
    const label = placeName(context, node, at(node), radiusOf(node) * scale, room);
    if (label) labels.push(label);
  }
  if (lit !== null) labels.push(...placeRelations(context, at, room));
  return labels;
}

function radiusOf(node) {
  return node.size * far.marks;
}

function viewBox(scale) {
  const { x, y } = network.getViewPosition();
  const [across, down] = [canvasHolder.clientWidth / 2 - 4, canvasHolder.clientHeight / 2 - 4];
  return { left: x * scale - across, right: x * scale + across, top: y * scale - down, bottom: y * scale + down - BUTTONS };
}

function isGreat(node) {
  return node.size > GREAT;
}

/* By clusters and zones a reader finds the way, however small they are drawn. */
function isLandmark(node) {
  return ["IndustryCluster", "HighTechZone"].includes(kindOf(node).name);
}

function markBox({ x, y }, radius) {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function byImportance(shown) {
  const rank = (node) =>
    (node.id === state.selected ? 1e6 : 0) + (state.path?.includes(node.id) ? 1e5 : 0) + (node.id === state.hovered ? 1e5 : 0) + (isLandmark(node) ? 100 : 0) + node.size;
  return shown
    .filter((node) => inFocus(node.id) || node.id === state.hovered)
    .sort((one, other) => rank(other) - rank(one) || one.id - other.id);
}

function placeName(context, node, place, radius, room) {
  const wanted = node.id === state.selected || node.id === state.hovered;
  const weight = wanted ? 700 : isGreat(node) ? 600 : 400;
  const text = wrap(context, shortNameOf(node), weight, LETTER, linesFor(node, wanted));
  const width = text.width + 4;
  const height = text.lines.length * LETTER * LINE + 2;
  const spots = room.inView(spotsAround(place, radius, width, height), width, height);
  const boxAt = ([x, y]) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });
  const spot = spots.find((each) => room.isFree(boxAt(each), node, false))
    ?? (isGreat(node) || isLandmark(node) ? spots.find((each) => room.isFree(boxAt(each), node, true)) : undefined)
    ?? (wanted ? spots.at(-1) : undefined);
  if (!spot) return null;
  room.take(boxAt(spot));
  return { node: node.id, x: spot[0], y: spot[1], lines: text.lines, weight, letter: LETTER, colour: colours.ink };
}

function linesFor(node, wanted) {
  if (wanted) return 4;
  return isGreat(node) || entities <= 60 ? 3 : 2;
}

/* Below, above, beside, then the corners; a wanted label comes back to "below" whatever is there. */
function spotsAround({ x, y }, radius, width, height) {
  const down = radius + 3 + height / 2;
  const aside = radius + 4 + width / 2;
  const corner = [0.75 * radius + 2 + width / 2, 0.75 * radius + 1 + height / 2];
  const corners = [[1, 1], [-1, 1], [1, -1], [-1, -1]].map(([dx, dy]) => [x + dx * corner[0], y + dy * corner[1]]);
  return [[x, y + down], [x, y - down], [x + aside, y], [x - aside, y], ...corners, [x, y + down]];
}

function placeRelations(context, at, room) {
  const touches = ([from, to]) => state.path ? onPath(from, to) : from === state.selected || to === state.selected;
  const touching = edges.filter((edge) => edge.carried.length && edge.ends[0] !== edge.ends[1] && touches(edge.ends));
  if (touching.length > 24) return [];
  return touching.map((edge) => placeRelation(context, edge, at, room)).filter(Boolean);
}

function placeRelation(context, edge, at, room) {
  const names = [...new Set(edge.carried.map((fact) => inLanguage(data.relations[fact.relation])))];
  const more = names.length > 1 ? ` +${names.length - 1}` : "";
  const letter = LETTER - 1.5;
  const text = wrap(context, names[0] + more, 400, letter, 1);
  const [one, other] = [at(nodes[edge.ends[0]]), at(nodes[edge.ends[1]])];
  const [x, y] = [(one.x + other.x) / 2, (one.y + other.y) / 2];
  const box = { left: x - text.width / 2, right: x + text.width / 2, top: y - 8, bottom: y + 8 };
  if (!room.isFree(box)) return null;
  room.take(box);
  return { x, y, lines: text.lines, weight: 400, letter, colour: colours.accent };
}

/* Breaks a name between words into lines as even as they can be. */
function wrap(context, name, weight, letter, most) {
  const key = [state.language, weight, letter, most, name].join("\n");
  if (!textCache.has(key)) {
    context.save();
    context.font = fontOf(weight, letter);
    textCache.set(key, evenLines(context, name, most));
    context.restore();
  }
  return textCache.get(key);
}

function evenLines(context, name, most) {
  const words = breakableParts(name);
  const measure = (text) => context.measureText(text).width;
  let lines = breakInto(words, WIDEST, measure);
  for (let limit = WIDEST * 0.9; limit > WIDEST * 0.4; limit -= 8) {
    const narrower = breakInto(words, limit, measure);
    if (narrower.length > lines.length) break;
    lines = narrower;
  }
  if (lines.length > most) lines = [...lines.slice(0, most - 1), `${lines[most - 1]}…`];
  return { lines, width: Math.max(...lines.map(measure)) };
}

/* Chinese breaks between words, other text after spaces. */
function breakableParts(name) {
  if (!/\p{Script=Han}/u.test(name)) return name.split(/(?<=\s)/u);
  const parts = [...new Intl.Segmenter("zh", { granularity: "word" }).segment(name)].map((part) => part.segment);
  return parts.reduce((joined, part) => {
    if (joined.length && /^[\p{P}\d]/u.test(part)) joined[joined.length - 1] += part;
    else joined.push(part);
    return joined;
  }, []);
}

function breakInto(words, limit, measure) {
  const lines = [""];
  for (const part of words) {
    const longer = lines[lines.length - 1] + part;
    if (lines[lines.length - 1] && measure(longer.trim()) > limit && part.trim()) lines.push(part);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => line.trim());
}

/* Which parts of the plane are taken, by coarse squares. */
class Room {
  constructor(view) {
    this.squares = new Map();
    this.view = view;
  }

  /* The spots where a name would be seen whole: half a name says less than none. */
  inView(spots, width, height) {
    const { left, right, top, bottom } = this.view;
    const inside = ([x, y]) =>
      x - width / 2 > left && x + width / 2 < right && y - height / 2 > top && y + height / 2 < bottom;
    return spots.filter(inside);
  }

  /* Where there is no better place, a name may cover marks much smaller than its own; never a name. */
  isFree(box, node, covering) {
    const inTheWay = ({ box: taken, mark }) =>
      !(mark && node && (mark === node || (covering && mark.size < node.size * (isLandmark(node) ? 1 : 0.62)))) && overlap(taken, box);
    return squaresOf(box).every((square) => !(this.squares.get(square) || []).some(inTheWay));
  }

  take(box, mark = null) {
    for (const square of squaresOf(box)) {
      if (!this.squares.has(square)) this.squares.set(square, []);
      this.squares.get(square).push({ box, mark });
    }
  }
}

function squaresOf({ left, right, top, bottom }) {
  const squares = [];
  for (let column = Math.floor(left / GRAIN); column <= right / GRAIN; column += 1) {
    for (let row = Math.floor(top / GRAIN); row <= bottom / GRAIN; row += 1) squares.push(`${column},${row}`);
  }
  return squares;
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
