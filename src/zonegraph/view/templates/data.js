/* The page's data, read once, and the ways to look into it. */

const data = JSON.parse(document.getElementById("data").textContent);
const HTML_LANGUAGE = { zh: "zh-Hans", en: "en" };

const state = {
  language: data.language,
  selected: null,
  hovered: null,
  hiddenKinds: new Set(),
  hiddenStatuses: new Set(),
  hiddenRelations: new Set(),
  folded: new Set(),
  confidence: 0,
  hubTies: true,
  day: null,
  focus: null,
  depth: 0,
  start: null,
  path: null,
  view: null,
  theme: null,
};

const nodes = data.nodes.map((node, id) => ({ label: "", en: "", aliases: [], pinyin: "", ...node, id, shape: data.kinds[node.group].shape }));
const heavy = nodes.length > 400;
const veryHeavy = nodes.length > 1200;
const overview = data.whole.entities !== undefined;
const entities = nodes.length;
const byIri = new Map(nodes.map((node) => [node.iri, node]));
const edges = data.edges.map(readEdge);
const facts = edges.flatMap((edge) => edge.facts);
const factsOf = nodes.map(() => []);

for (const fact of facts) {
  factsOf[fact.subject].push(fact);
  if (fact.object !== fact.subject) factsOf[fact.object].push(fact);
}

function readEdge({ facts: rows, hub = 0 }, id) {
  const [from, to] = rows[0];
  return { id, from, to, hub, facts: rows.map(readFact) };
}

/* In an overview one fact stands for as many as it weighs. */
function readFact([subject, object, relation, status, confidence, evidence, weight = 1]) {
  const pieces = evidence.map((number) => data.evidence[number]);
  return { subject, object, relation, status, confidence, evidence: pieces, weight, day: firstDay(pieces), shown: true };
}

function weigh(list) {
  return list.reduce((sum, fact) => sum + fact.weight, 0);
}

/* The first day on which a source said it; none where no source is dated. */
function firstDay(pieces) {
  const days = pieces.map(([, , locators]) => locators.map((locator) => data.days[locator.split("/")[0]]));
  const known = days.filter((list) => list.length && list.every(Boolean)).map((list) => list.sort().at(-1));
  return known.length === pieces.length ? known.sort()[0] : undefined;
}

function inLanguage(pair) {
  return pair[state.language === "zh" ? 0 : 1];
}

/* Where only text can stand, a name among words is kept apart from their direction. */
function word(name, values = {}) {
  const isolated = (value) => (typeof value === "string" ? `\u2068${value}\u2069` : value.toLocaleString("en"));
  return inLanguage(data.words[name]).replace(/\{(\w+)\}/g, (_, key) => isolated(values[key]));
}

/* The same as nodes, names among them as elements. */
function tell(name, values) {
  return inLanguage(data.words[name]).split(/\{(\w+)\}/).map((piece, place) => (place % 2 ? values[piece] : piece));
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
  return node.shown;
}

function shownFacts(list) {
  return list.filter((fact) => fact.shown);
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
  element.append(...children.flat().filter((child) => child !== null).map((child) => (typeof child === "number" ? String(child) : child)));
  return element;
}

/* A name in the reader's language, kept apart from the direction of the text around it. */
function makeName(node, tag = "bdi") {
  return make(tag, { lang: HTML_LANGUAGE[state.language], dir: "auto" }, nameOf(node));
}
