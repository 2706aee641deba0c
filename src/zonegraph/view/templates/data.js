/* The page's data, read once, and the ways to look into it. */

const data = JSON.parse(document.getElementById("data").textContent);
const HTML_LANGUAGE = { zh: "zh-Hans", en: "en" };

const state = {
  language: data.language,
  selected: null,
  hovered: null,
  hiddenKinds: new Set(),
  hiddenStatuses: new Set(),
  hubTies: true,
};

const nodes = data.nodes;
const byIri = new Map(nodes.map((node) => [node.iri, node]));
const edges = data.edges.map(readEdge);
const facts = edges.flatMap((edge) => edge.facts);
const factsOf = nodes.map(() => []);
const neighboursOf = nodes.map(() => new Set());

for (const fact of facts) {
  factsOf[fact.subject].push(fact);
  if (fact.object !== fact.subject) factsOf[fact.object].push(fact);
  neighboursOf[fact.subject].add(fact.object);
  neighboursOf[fact.object].add(fact.subject);
}

function readEdge(edge, id) {
  return { ...edge, id, facts: edge.facts.map(readFact) };
}

function readFact([subject, object, relation, status, confidence, evidence]) {
  return {
    subject, object, relation, status, confidence,
    evidence: evidence.map((number) => data.evidence[number]),
  };
}

function inLanguage(pair) {
  return pair[state.language === "zh" ? 0 : 1];
}

function word(name, values = {}) {
  return inLanguage(data.words[name]).replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

function nameOf(node) {
  return state.language === "zh" ? node.label : node.en;
}

function otherNameOf(node) {
  return state.language === "zh" ? node.en : node.label;
}

/* On the picture a long name gives way to a short form in the same script, where there is one. */
function shortNameOf(node) {
  const name = nameOf(node);
  const long = state.language === "zh" ? 8 : 26;
  if (name.length <= long) return name;
  const isChinese = (text) => /\p{Script=Han}/u.test(text);
  const shorter = node.aliases.filter((alias) => isChinese(alias) === isChinese(name) && alias.length < name.length && alias.length > 3);
  return shorter.sort((one, other) => other.length - one.length)[0] ?? name;
}

function otherLanguage() {
  return state.language === "zh" ? "en" : "zh";
}

function kindOf(node) {
  return data.kinds[node.group];
}

function isShown(node) {
  return !state.hiddenKinds.has(node.group);
}

function shownFacts(list) {
  return list.filter(
    (fact) => !state.hiddenStatuses.has(fact.status) && isShown(nodes[fact.subject]) && isShown(nodes[fact.object]),
  );
}

function isEdgeShown(edge) {
  return (state.hubTies || !edge.hub) && shownFacts(edge.facts).length > 0;
}

function bestStatus(list) {
  return Math.min(...list.map((fact) => fact.status));
}

function countFacts(count) {
  return word(count === 1 ? "fact_count_one" : "fact_count", { count });
}

/* Makes an element; text goes in as text nodes only. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/* A name in the reader's language, kept apart from the direction of the text around it. */
function makeName(node, tag = "bdi") {
  return make(tag, { lang: HTML_LANGUAGE[state.language], dir: "auto" }, nameOf(node));
}
