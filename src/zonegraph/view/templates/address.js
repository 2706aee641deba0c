/* The address after # holds the whole state, so that it can be sent, and undone step by step. */

const SETS = { off: "hiddenKinds", status: "hiddenStatuses", rel: "hiddenRelations" };
const NAMES = {
  hiddenKinds: data.kinds.map((kind) => kind.name),
  hiddenStatuses: data.statuses,
  hiddenRelations: data.relations.map((pair) => pair[1]),
};
const moved = new Set();
const past = [];

function addressOf() {
  const parts = new URLSearchParams();
  const iri = (number) => nodes[number].iri;
  if (state.selected !== null) parts.set("node", iri(state.selected));
  for (const [key, field] of Object.entries(SETS)) {
    if (state[field].size) parts.set(key, [...state[field]].map((number) => NAMES[field][number]).sort().join("|"));
  }
  if (state.confidence) parts.set("conf", state.confidence);
  if (!state.hubTies) parts.set("hubs", "0");
  if (state.day) parts.set("day", state.day);
  if (state.focus !== null) parts.set("focus", `${state.depth}|${iri(state.focus)}`);
  if (state.path) parts.set("path", `${iri(state.path[0])}|${iri(state.path.at(-1))}`);
  if (state.folded.size) parts.set("fold", [...state.folded].sort().join("|"));
  if (moved.size) parts.set("at", placesOf([...moved].sort((one, other) => one - other)));
  if (state.language !== data.language) parts.set("lang", state.language);
  if (state.theme) parts.set("theme", state.theme);
  if (state.view) parts.set("view", state.view.join(","));
  return parts.size ? `#${parts}` : "#";
}

function placesOf(numbers) {
  const places = network.getPositions(numbers);
  return numbers.map((number) => `${nodes[number].iri},${Math.round(places[number].x)},${Math.round(places[number].y)}`).join("|");
}

/* After a change: one step more to go back, and everything drawn anew. */
function commit() {
  const before = location.hash || "#";
  renderAll();
  const after = addressOf();
  if (after === before) return;
  past.push(before);
  write("pushState", after);
  markUndo();
}

/* The whole address is given, since a page in a frame has another base than itself. */
function write(how, hash) {
  history[how](null, "", `${location.href.split("#")[0]}${hash}`);
}

/* Where the reader has moved the picture to, or how near, belongs to the address, but is no step to undo. */
function keepView() {
  const { x, y } = network.getViewPosition();
  state.view = [Math.round(x), Math.round(y), Number(network.getScale().toFixed(3))];
  write("replaceState", addressOf());
}

function undo() {
  if (!past.length) return;
  write("replaceState", past.pop());
  followAddress();
}

function markUndo() {
  document.getElementById("undo").disabled = !past.length;
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const list = (key) => (parts.get(key) ?? "").split("|").filter(Boolean);
  const number = (iri) => byIri.get(iri)?.id ?? foldByKey.get(iri)?.id ?? null;
  state.language = Object.hasOwn(HTML_LANGUAGE, parts.get("lang") ?? "") ? parts.get("lang") : data.language;
  for (const [key, field] of Object.entries(SETS)) {
    state[field] = new Set(list(key).map((name) => NAMES[field].indexOf(name)).filter((place) => place >= 0));
  }
  const confidence = Number(parts.get("conf"));
  state.confidence = confidence > 0 && confidence <= 1 ? confidence : 0;
  state.theme = ["light", "dark"].includes(parts.get("theme")) ? parts.get("theme") : null;
  const view = (parts.get("view") ?? "").split(",").map(Number);
  state.view = view.length === 3 && view.every(Number.isFinite) && view[2] > 0 ? view : null;
  state.hubTies = parts.get("hubs") !== "0";
  state.day = days.includes(parts.get("day")) ? parts.get("day") : null;
  state.folded = new Set(list("fold").filter((key) => foldByKey.has(key)));
  const [depth, focus] = list("focus");
  leaveFocus();
  if (number(focus) !== null && number(focus) < entities && DEPTHS.includes(Number(depth))) {
    Object.assign(state, { focus: number(focus), depth: Number(depth) });
  }
  state.selected = number(parts.get("node"));
  leaveRoute();
  const ends = list("path").map((iri) => byIri.get(iri)?.id);
  if (ends.length === 2 && ends.every((end) => end !== undefined) && ends[0] !== ends[1]) showRoute(...ends);
  if (state.selected !== null) reveal(nodes[state.selected]);
  return list("at");
}

/* Puts what was dragged where the address says, and all else where it belongs. */
function restorePlaces(places) {
  moved.clear();
  const wanted = new Map();
  for (const entry of places) {
    const [, iri, x, y] = entry.match(/^(.*),(-?\d+),(-?\d+)$/) ?? [];
    const id = byIri.get(iri)?.id ?? foldByKey.get(iri)?.id;
    if (id !== undefined) wanted.set(id, { x: Number(x), y: Number(y) });
  }
  for (const id of wanted.keys()) moved.add(id);
  drawnNodes.update(nodes.map(({ id, x, y }) => ({ id, ...(wanted.get(id) ?? { x, y }) })));
}

function followAddress() {
  const places = readAddress();
  renderTheme();
  renderWords();
  renderAll();
  restorePlaces(places);
  markUndo();
  lookAgain();
}
