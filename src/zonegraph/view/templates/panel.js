/* Beside the picture: the list of all entities, or everything known of the one selected. */

const panelBody = document.getElementById("panel-body");
const panel = document.getElementById("panel");
const names = { zh: new Intl.Collator("zh-Hans"), en: new Intl.Collator("en") };

const DEPTHS = [1, 2, 3];

function renderPanel() {
  const content = state.path ? makeRoute() : state.selected === null ? makeList() : makeDetails(nodes[state.selected]);
  panel.classList.toggle("has-selection", state.selected !== null || state.path !== null);
  panelBody.replaceChildren(...[makeNotice(), ...content].filter(Boolean));
  panelBody.scrollTop = 0;
}

/* What the reader is in the middle of, and the way out of it. */
function makeNotice() {
  if (state.start !== null) {
    return make("p", { class: "in-hand" }, make("span", {}, tell("route_pick", { name: makeName(nodes[state.start]) })), " ",
      make("button", { type: "button", class: "quiet", id: "route-cancel", click: () => { state.start = null; renderAll(); } }, word("cancel")));
  }
  if (state.focus === null) return null;
  return make("p", { class: "in-hand" }, make("span", {}, tell("focus_on", { name: makeName(nodes[state.focus]), depth: state.depth })), " ",
    make("button", { type: "button", class: "quiet", id: "focus-leave", click: () => { leaveFocus(); state.view = null; commit(); fit(); } }, word("focus_leave")));
}

function makeList() {
  const groups = data.kinds
    .map((kind, number) => [kind, nodes.filter((node) => node.group === number && isShown(node))])
    .filter(([, members]) => members.length);
  return [
    make("h2", {}, word("list")),
    overview ? make("p", { class: "folded-notice" }, word("folded_notice", data.whole)) : null,
    make("p", { class: "hint" }, word("unselected")),
    ...groups.map(([kind, members]) => makeListGroup(kind, members)),
  ];
}

function makeListGroup(kind, members) {
  members.sort((one, other) => other.size - one.size || names[state.language].compare(nameOf(one), nameOf(other)));
  return make("section", { class: "list-group" },
    make("h3", {}, makeGlyph(kind), inLanguage(kind.label), make("span", { class: "count" }, String(members.length))),
    make("ul", {}, ...members.map((node) => make("li", {}, makeListItem(node)))));
}

function makeListItem(node) {
  return make("button", { type: "button", class: "entry", click: () => select(node.id, true) },
    makeName(node), make("span", { class: "count" }, String(node.members ? node.members.length : weigh(factsOf[node.id]))));
}

function makeDetails(node) {
  const known = factsAbout(node);
  return [
    make("button", { type: "button", id: "back", class: "quiet", click: () => select(null) }, `← ${word("back")}`),
    makeIdentity(node),
    makeHeld(node),
    makeActions(node),
    node.members ? makeMembers(node) : null,
    known.length ? null : make("p", { class: "hint" }, word("no_facts")),
    ...(node.members ? [] : groupFacts(node, known).map((group) => makeFactGroup(node, group))),
  ].filter(Boolean);
}

/* What a node of an overview stands for, and where an entity has a page of its own. */
function makeHeld(node) {
  const held = node.holds === undefined ? null : make("p", { class: "held" }, word("holds", node));
  const link = node.link ? make("a", { class: "own-page", href: node.link }, word("own_page"), " →") : null;
  return held || link ? make("div", {}, held, link) : null;
}

/* What can be done with an entity: look at its surroundings, find a way from it, fold it. */
function makeActions(node) {
  const act = (id, text, click, pressed = null) => make("button", { type: "button", id, class: "quiet", "aria-pressed": pressed, click }, text);
  if (node.members) return make("div", { class: "actions" }, act("unfold", tell("unfold", { name: makeName(node) }), () => unfold(node)));
  const key = `cluster:${node.iri}`;
  return make("div", { class: "actions" },
    make("div", { class: "depths", role: "group", "aria-label": word("surroundings") }, make("span", { "aria-hidden": "true" }, word("surroundings")),
      ...DEPTHS.map((depth) => act(`depth-${depth}`, String(depth), () => focusOn(node.id, depth), String(state.focus === node.id && state.depth === depth)))),
    act("route", word("route_from"), () => startRoute(node.id)),
    foldByKey.has(key) ? act("fold-cluster", word("fold", { name: inLanguage(kindOf(node).label) }), () => fold(key)) : null);
}

function makeMembers(node) {
  const members = [...node.members].sort((one, other) => one.group - other.group || other.size - one.size);
  return make("section", { class: "list-group" }, make("ul", {}, ...members.map((member) => make("li", {}, makeListItem(member)))));
}

function makeIdentity(node) {
  const aliases = node.aliases.length
    ? make("p", { class: "aliases" }, `${word("also")} `, node.aliases.flatMap((alias) => [" · ", make("bdi", {}, alias)]).slice(1))
    : null;
  return make("div", { class: "identity" },
    make("p", { class: "kind" }, makeGlyph(kindOf(node)), inLanguage(kindOf(node).label)),
    make("h2", { id: "entity-name", tabindex: "-1", lang: HTML_LANGUAGE[state.language], dir: "auto" }, nameOf(node)),
    make("p", { class: "other-name", lang: HTML_LANGUAGE[otherLanguage()], dir: "auto" }, otherNameOf(node)),
    aliases,
    node.members ? null : make("p", { class: "iri" }, make("code", {}, node.iri)));
}

/* Facts of one relation and direction belong together; what the entity itself does comes first. */
function groupFacts(node, known) {
  const groups = new Map();
  for (const fact of known) {
    const outgoing = overview || fact.subject === node.id;
    const key = `${outgoing}-${fact.relation}`;
    if (!groups.has(key)) groups.set(key, { outgoing, relation: fact.relation, facts: [] });
    groups.get(key).facts.push(fact);
  }
  return [...groups.values()].sort(
    (one, other) => Number(other.outgoing) - Number(one.outgoing) || one.relation - other.relation,
  );
}

function makeFactGroup(node, { outgoing, relation, facts: list }) {
  return make("section", { class: "facts" },
    make("h3", {},
      overview ? null : make("span", { class: "direction", "aria-hidden": "true" }, outgoing ? "→" : "←"),
      inLanguage(data.relations[relation]),
      overview ? null : make("span", { class: "unseen" }, ` (${word(outgoing ? "outgoing" : "incoming")})`),
      make("span", { class: "count" }, String(weigh(list)))),
    make("ul", {}, ...list.map((fact) => makeFact(nodes[fact.subject === node.id ? fact.object : fact.subject], fact))));
}

function makeFact(other, fact) {
  return make("li", { class: "fact" },
    make("button", { type: "button", class: "neighbour", click: () => select(other.id, true) }, makeGlyph(kindOf(other)), makeName(other)),
    ...(fact.evidence.length ? fact.evidence.map(makeEvidence) : [makeCounted(fact)]));
}

function makeCounted(fact) {
  return make("div", { class: "evidence" },
    make("span", { class: "status" }, makeLineSample(fact.status), word(data.statuses[fact.status])), countFacts(fact.weight));
}

function makeEvidence([status, confidence, locators]) {
  return make("div", { class: "evidence" },
    make("span", { class: "status" }, makeLineSample(status), word(data.statuses[status])),
    make("span", { class: "confidence" }, `${word("confidence")} ${confidence.toFixed(1)}`),
    ...locators.map((locator) => make("code", { class: "locator", title: locator }, shortLocator(locator))),
    ...locators.filter((locator) => locator in data.sentences).map(makeQuotation));
}

function makeQuotation(locator) {
  return make("blockquote", { lang: "zh-Hans" }, make("bdi", {}, data.sentences[locator]));
}
