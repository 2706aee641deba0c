/* The shortest way between two entities: not through a wall, where there is another. */

function findRoute(start, end) {
  return shortest(start, end, (number) => !nodes[number].wall) ?? shortest(start, end, () => true);
}

function shortest(start, end, mayPass) {
  const cameFrom = new Map([[start, null]]);
  let front = [start];
  while (front.length && !cameFrom.has(end)) {
    const next = [];
    for (const number of front) {
      if (number !== start && !mayPass(number)) continue;
      for (const other of neighboursByNumber(number)) {
        if (!cameFrom.has(other)) { cameFrom.set(other, number); next.push(other); }
      }
    }
    front = next;
  }
  if (!cameFrom.has(end)) return null;
  const route = [];
  for (let number = end; number !== null; number = cameFrom.get(number)) route.unshift(number);
  return route;
}

function neighboursByNumber(number) {
  const others = factsOf[number].filter(counts).map((fact) => (fact.subject === number ? fact.object : fact.subject));
  return [...new Set(others)].filter((other) => !state.hiddenKinds.has(nodes[other].group)).sort((one, other) => one - other);
}

/* The next entity that is chosen ends the way from this one. */
function startRoute(number) {
  state.start = number;
  renderAll();
  announce(word("route_pick", { name: nameOf(nodes[number]) }));
}

function endRoute(end) {
  const start = state.start;
  state.start = null;
  state.view = null;
  if (start === end) { renderAll(); return; }
  showRoute(start, end);
  commit();
  if (state.path) bringAllIntoView(state.path);
  else announce(word("route_none"));
}

function showRoute(start, end) {
  state.path = findRoute(start, end);
  if (!state.path) return;
  for (const number of state.path) reveal(nodes[number]);
  state.selected = null;
}

function leaveRoute() {
  state.path = null;
  state.start = null;
}

function onPath(from, to) {
  return state.path.some((number, place) => {
    const next = state.path[place + 1];
    if (next === undefined) return false;
    const [one, other] = [standIn(number), standIn(next)];
    return (one === from && other === to) || (one === to && other === from);
  });
}

function makeRoute() {
  const hops = state.path.slice(1).map((number, place) => {
    const [one, other] = [state.path[place], number];
    const between = factsOf[one].filter((fact) => counts(fact) && (fact.subject === other || fact.object === other));
    return make("section", { class: "facts" },
      make("h3", {}, make("span", { class: "direction" }, String(place + 1)), makeName(nodes[one]), " – ", makeName(nodes[other])),
      make("ul", {}, ...between.map((fact) => makeHop(fact))));
  });
  return [
    make("button", { type: "button", id: "back", class: "quiet", click: () => { leaveRoute(); commit(); } }, `← ${word("back")}`),
    make("h2", { id: "entity-name", tabindex: "-1" }, tell("route_title", {
      one: makeName(nodes[state.path[0]]), other: makeName(nodes[state.path.at(-1)]), count: state.path.length - 1,
    })),
    ...hops,
  ];
}

function makeHop(fact) {
  return make("li", { class: "fact" },
    make("p", { class: "told" }, makeName(nodes[fact.subject]), " ", make("em", {}, inLanguage(data.relations[fact.relation])), " ", makeName(nodes[fact.object])),
    ...(fact.evidence.length ? fact.evidence.map(makeEvidence) : [makeCounted(fact)]));
}
