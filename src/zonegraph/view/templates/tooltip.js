/* What the pointer rests on, in a few lines. */

const tooltip = document.getElementById("tooltip");
const FACTS_TOLD = 5;

function showTooltip(content, { x, y }) {
  tooltip.replaceChildren(...content);
  tooltip.hidden = false;
  const left = Math.min(x + 14, canvasHolder.clientWidth - tooltip.offsetWidth - 8);
  const below = y + 16 + tooltip.offsetHeight < canvasHolder.clientHeight;
  tooltip.style.left = `${Math.max(8, left)}px`;
  tooltip.style.top = `${Math.max(8, below ? y + 16 : y - tooltip.offsetHeight - 12)}px`;
}

function hideTooltip() {
  tooltip.hidden = true;
}

function describeNode(node) {
  const known = factsAbout(node);
  return [
    make("p", { class: "tip-kind" }, makeGlyph(kindOf(node)), inLanguage(kindOf(node).label)),
    makeName(node, "strong"),
    make("span", { class: "tip-other", lang: HTML_LANGUAGE[otherLanguage()], dir: "auto" }, otherNameOf(node)),
    node.holds === undefined ? describeFacts(known) : make("p", {}, word("holds", node)),
  ];
}

function describeEdge(edge) {
  const known = edge.carried;
  return [make("p", { class: "tip-kind" }, countFacts(weigh(known))), describeFacts(known)];
}

function describeFacts(known) {
  const items = known.slice(0, FACTS_TOLD).map((fact) =>
    make("li", {},
      makeName(nodes[fact.subject]), " ", make("em", {}, inLanguage(data.relations[fact.relation])), " ",
      makeName(nodes[fact.object]),
      make("span", { class: "tip-evidence" }, makeLineSample(fact.status), describeEvidence(fact))),
  );
  if (known.length > FACTS_TOLD) items.push(make("li", { class: "tip-more" }, word("more_facts", { count: known.length - FACTS_TOLD })));
  return make("ul", {}, ...items);
}

function describeEvidence(fact) {
  const locators = [...new Set(fact.evidence.flatMap((piece) => piece[2]))];
  return [word(data.statuses[fact.status]), ...(overview ? [countFacts(fact.weight)] : []), ...locators.slice(0, 3).map(shortLocator)].join(" · ");
}

function shortLocator(locator) {
  return locator.split("/").pop();
}
