/* The legend counts what the page holds, and shows or hides it by kind and by status. */

const legend = document.getElementById("legend");
const kindCounts = data.kinds.map((_, number) => nodes.filter((node) => node.group === number).length);
const statusCounts = data.statuses.map((_, number) => facts.filter((fact) => fact.status === number).length);

function renderLegend() {
  const families = data.families
    .map((family, number) => [family, data.kinds.map((_, kind) => kind).filter((kind) => data.kinds[kind].family === number)])
    .filter(([, kinds]) => kinds.length);
  keepFocus(legend, () =>
    legend.replaceChildren(
      make("div", { class: "legend-head" }, make("h2", {}, word("legend")), makeShowAll()),
      makeStatuses(),
      ...families.map(([family, kinds]) => makeFamily(family, kinds)),
    ),
  );
}

function makeFamily(family, kinds) {
  return make("section", { class: "family" },
    make("h3", {}, inLanguage(family.label)),
    make("ul", {}, ...kinds.map((kind) => make("li", {}, makeKindFilter(kind)))));
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
    click: () => { change(); leaveHidden(); renderAll(); },
  }, sample, make("span", { class: "filter-name" }, text), make("span", { class: "count" }, String(count)));
}

function makeShowAll() {
  const nothingHidden = !state.hiddenKinds.size && !state.hiddenStatuses.size && state.hubTies;
  const button = make("button", { type: "button", id: "show-all", class: "quiet", click: () => { showEverything(); renderAll(); } },
    word("all_kinds"));
  button.hidden = nothingHidden;
  return button;
}

function showEverything() {
  state.hiddenKinds.clear();
  state.hiddenStatuses.clear();
  state.hubTies = true;
}

function toggle(set, value) {
  if (!set.delete(value)) set.add(value);
}

/* An entity that has just been hidden is not selected any longer. */
function leaveHidden() {
  if (state.selected !== null && !isShown(nodes[state.selected])) select(null);
}

/* Rebuilding a part of the page leaves the keyboard where it was. */
function keepFocus(holder, rebuild) {
  const focused = holder.contains(document.activeElement) ? document.activeElement.id : "";
  rebuild();
  if (focused) document.getElementById(focused)?.focus();
}
