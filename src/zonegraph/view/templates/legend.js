/* The legend counts what the page holds, and shows or hides it by kind and by status. */

const legend = document.getElementById("legend");
const kindCounts = data.kinds.map((_, number) => nodes.filter((node) => !node.members && node.group === number).length);
const relationCounts = data.relations.map((_, number) => weigh(facts.filter((fact) => fact.relation === number)));
let relationsOpen = false;
const statusCounts = data.statuses.map((_, number) => weigh(facts.filter((fact) => fact.status === number)));

function renderLegend() {
  const families = data.families
    .map((family, number) => [family, data.kinds.map((_, kind) => kind).filter((kind) => data.kinds[kind].family === number)])
    .filter(([, kinds]) => kinds.length);
  keepFocus(legend, () =>
    legend.replaceChildren(
      make("div", { class: "legend-head" }, make("h2", {}, word("legend")), makeLegendToggle(), makeShowAll()),
      makeStatuses(),
      ...[makeRanges()].filter(Boolean),
      ...families.map(([family, kinds]) => makeFamily(family, kinds)),
      ...[makeRelations()].filter(Boolean),
    ),
  );
}

/* On a small screen the legend is one row; this spreads it out. */
function makeLegendToggle() {
  const open = document.body.classList.contains("legend-open");
  return make("button", { type: "button", id: "legend-toggle", class: "filter", "aria-expanded": String(open),
    click: () => { document.body.classList.toggle("legend-open"); renderLegend(); },
  }, make("span", { class: "filter-name" }, word("legend")), makeSvg("fold-mark", "0 0 16 16", { d: open ? "M3 10l5-5 5 5" : "M3 6l5 5 5-5" }));
}

function makeFamily(family, kinds) {
  return make("section", { class: "family" },
    make("h3", {}, inLanguage(family.label)),
    make("ul", {}, ...kinds.map((kind) => make("li", { class: "kind-row" }, makeKindFilter(kind), makeKindFold(kind)))));
}

function makeKindFold(number) {
  const key = `kind:${data.kinds[number].name}`;
  if (!foldByKey.has(key)) return null;
  const folded = state.folded.has(key);
  const text = word(folded ? "unfold" : "fold", { name: inLanguage(data.kinds[number].label) });
  return make("button", {
    type: "button", id: `fold-${data.kinds[number].name}`, class: "fold", "aria-pressed": String(folded), "aria-label": text, title: text,
    click: () => { toggle(state.folded, key); leaveHidden(); commit(); },
  }, makeSvg("fold-mark", "0 0 16 16", { d: folded ? "M8 3v10M3 8h10" : "M3 8h10" }));
}

function makeRelations() {
  const items = data.relations.map((pair, number) => makeFilter(`relation-${number}`, !state.hiddenRelations.has(number), relationCounts[number],
    "", inLanguage(pair), () => toggle(state.hiddenRelations, number)));
  if (items.length < 2) return null;
  const details = make("details", { class: "family relations", toggle: (event) => { relationsOpen = event.currentTarget.open; } },
    make("summary", {}, word("relations"), " ", make("span", { class: "count" }, String(items.length))),
    make("ul", {}, ...items.map((item) => make("li", {}, item))));
  details.open = relationsOpen || state.hiddenRelations.size > 0;
  return details;
}

function makeKindFilter(number) {
  const kind = data.kinds[number];
  return makeFilter(`kind-${kind.name}`, !state.hiddenKinds.has(number), kindCounts[number],
    makeGlyph(kind), inLanguage(kind.label), () => toggle(state.hiddenKinds, number));
}

function makeStatuses() {
  const items = data.statuses
    .map((name, number) => makeFilter(`status-${name}`, !state.hiddenStatuses.has(number), statusCounts[number],
      makeLineSample(number), word(name), () => toggle(state.hiddenStatuses, number)));
  if (edges.some((edge) => edge.hub)) items.push(makeHubFilter());
  return make("section", { class: "family statuses" },
    make("h3", {}, word("statuses")), make("ul", {}, ...items.map((item) => make("li", {}, item))));
}

function makeHubFilter() {
  const count = edges.filter((edge) => edge.hub).length;
  return makeFilter("hub-ties", state.hubTies, count, makeSvg("line hub", "0 0 26 8", { d: "M1 4h24" }), word("hub_ties"), () => {
    state.hubTies = !state.hubTies;
  });
}

function makeFilter(id, pressed, count, sample, text, change) {
  return make("button", {
    type: "button", id, class: "filter", "aria-pressed": String(pressed),
    click: () => { change(); leaveHidden(); commit(); },
  }, sample, make("span", { class: "filter-name" }, text), make("span", { class: "count" }, String(count)));
}

function makeShowAll() {
  const sets = [state.hiddenKinds, state.hiddenStatuses, state.hiddenRelations, state.folded];
  const nothingHidden = sets.every((set) => !set.size) && state.hubTies && !state.confidence && !state.day && state.focus === null;
  const button = make("button", { type: "button", id: "show-all", class: "quiet", click: () => { showEverything(); commit(); } },
    word("all_kinds"));
  button.hidden = nothingHidden;
  return button;
}

function showEverything() {
  state.hiddenKinds.clear();
  state.hiddenStatuses.clear();
  state.hiddenRelations.clear();
  state.folded.clear();
  Object.assign(state, { hubTies: true, confidence: 0, day: null });
  leaveFocus();
}

function toggle(set, value) {
  if (!set.delete(value)) set.add(value);
}

/* An entity that has just been hidden is not selected any longer. */
function leaveHidden() {
  lookOver();
  if (state.selected !== null && !isShown(nodes[state.selected])) state.selected = null;
  if (state.path && !state.path.every((number) => nodes[standIn(number)].shown)) leaveRoute();
}

/* Rebuilding a part of the page leaves the keyboard where it was. */
function keepFocus(holder, rebuild) {
  const focused = holder.contains(document.activeElement) ? document.activeElement.id : "";
  rebuild();
  if (focused) document.getElementById(focused)?.focus();
}
