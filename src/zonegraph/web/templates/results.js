"use strict";
/* An answer as a table, as a network and as a chart. Text reaches the page as text only. */
const DATA = JSON.parse(document.getElementById("data").textContent);
const WORDS = DATA.words;
const MOST_ROWS = 1000;
const MOST_NODES = 250;
const MOST_BARS = 40;
const SVG = "http://www.w3.org/2000/svg";

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function shorten(iri) {
  for (const [prefix, base] of Object.entries(DATA.prefixes)) {
    if (iri.startsWith(base)) return `${prefix}:${iri.slice(base.length)}`;
  }
  return iri;
}

const nameOf = (term, names) =>
  term.type === "uri" ? names.get(term.value) || shorten(term.value) : term.value;

const isNumber = (term) =>
  Boolean(term) && term.type !== "uri" && term.value.trim() !== "" && Number.isFinite(Number(term.value));

/* Names of the entities in an answer, asked of the named question "names". */
async function readNames(rows) {
  const iris = [...new Set(rows.slice(0, MOST_ROWS).flatMap((row) => Object.values(row))
    .filter((term) => term.type === "uri" && DATA.named.some((base) => term.value.startsWith(base)))
    .map((term) => term.value))].slice(0, 400);
  const names = new Map();
  for (let start = 0; start < iris.length; start += 50) {
    const asked = new URLSearchParams(iris.slice(start, start + 50).map((iri) => ["entity", iri]));
    const response = await fetch(`${DATA.root}/questions/names?${asked}`,
      { headers: { Accept: "application/json" } });
    if (!response.ok) continue;
    for (const row of (await response.json()).results.bindings) {
      const language = (row.name["xml:lang"] || "").toLowerCase();
      if (row.preferred.value === "true" && language === DATA.language.toLowerCase()) {
        names.set(row.entity.value, row.name.value);
      }
    }
  }
  return names;
}

/* Triples as rows, from N-Triples. */
function readTriples(text) {
  const term = (token) => {
    if (token.startsWith("<")) return { type: "uri", value: token.slice(1, -1) };
    if (token.startsWith("_:")) return { type: "bnode", value: token };
    const end = token.lastIndexOf('"');
    const raw = token.slice(1, end).replace(/\\[uU]([0-9A-Fa-f]{4,8})/g,
      (_, code) => String.fromCodePoint(parseInt(code, 16)));
    const plain = raw.replace(/\\(.)/g, (_, letter) => ({ n: "\n", r: "\r", t: "\t" })[letter] || letter);
    return { type: "literal", value: plain };
  };
  const rows = [];
  for (const line of text.split("\n")) {
    const found = /^(\S+) (\S+) (.+) \.$/.exec(line);
    if (found) rows.push({ subject: term(found[1]), predicate: term(found[2]), object: term(found[3]) });
  }
  return { columns: ["subject", "predicate", "object"], rows, triples: true };
}

function tableView(answer, names) {
  const head = element("tr");
  for (const column of answer.columns) {
    const numbers = answer.rows.every((row) => !row[column] || isNumber(row[column]));
    head.append(element("th", numbers ? { scope: "col", class: "number" } : { scope: "col" },
      answer.triples ? WORDS[column] : column));
  }
  const body = element("tbody");
  for (const row of answer.rows.slice(0, MOST_ROWS)) {
    const line = element("tr");
    for (const column of answer.columns) line.append(cell(row[column], names));
    body.append(line);
  }
  const table = element("table", {}, element("thead", {}, head), body);
  const scroll = element("div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": WORDS.table }, table);
  const parts = [scroll];
  if (answer.rows.length > MOST_ROWS) {
    parts.unshift(element("p", {}, fill(WORDS.first_rows, { shown: MOST_ROWS, count: answer.rows.length })));
  }
  return parts;
}

function cell(term, names) {
  if (!term) return element("td");
  const text = nameOf(term, names);
  if (term.type === "uri" && term.value.startsWith(DATA.entities)) {
    const slug = term.value.slice(DATA.entities.length);
    const link = element("a", { href: `${DATA.root}/id/${encodeURIComponent(slug)}` }, text);
    return element("td", {}, link);
  }
  return element("td", isNumber(term) ? { class: "number" } : {}, text);
}

/* The two columns of entities between which a row is a relation. */
function endsOf(answer) {
  if (answer.triples) return ["subject", "object", "predicate"];
  const isEntity = (column) => answer.rows.some((row) => row[column]) &&
    answer.rows.every((row) => !row[column] || row[column].type !== "literal");
  const entities = answer.columns.filter(isEntity);
  return entities.length < 2 ? null : [entities[0], entities[1], null];
}

function networkView(answer, names) {
  const ends = endsOf(answer);
  const nodes = new Map();
  const edges = [];
  let left = false;
  const node = (term) => {
    if (nodes.has(term.value)) return true;
    if (nodes.size >= MOST_NODES) { left = true; return false; }
    nodes.set(term.value, { id: term.value, label: wrap(nameOf(term, names)), group: "entity" });
    return true;
  };
  for (const row of ends ? answer.rows : []) {
    const [from, to, label] = ends.map((column) => column && row[column]);
    if (!from || !to || to.type === "literal" || from.type === "literal") continue;
    if (node(from) && node(to)) {
      edges.push({ from: from.value, to: to.value, label: label ? nameOf(label, names) : undefined });
    }
  }
  if (!edges.length) return [element("p", {}, WORDS.network_needs)];
  const label = fill(WORDS.network_of, { nodes: nodes.size, edges: edges.length });
  const place = element("div", { id: "network", role: "img", "aria-label": label });
  const note = left ? `${label}. ${fill(WORDS.network_first, { shown: MOST_NODES })}` : label;
  requestAnimationFrame(() => drawNetwork(place, [...nodes.values()], edges));
  return [place, element("p", {}, note)];
}

const wrap = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

function drawNetwork(place, nodes, edges) {
  const style = getComputedStyle(document.documentElement);
  const [ink, quiet, mark] = ["--ink", "--quiet", "--mark"].map((name) => style.getPropertyValue(name));
  const network = new vis.Network(place, { nodes, edges }, {
    layout: { randomSeed: 7 },
    nodes: { shape: "dot", size: 10, color: mark, font: { color: ink }, widthConstraint: { maximum: 180 } },
    edges: { arrows: "to", color: { color: quiet }, font: { color: ink, strokeWidth: 0, size: 11 }, smooth: false },
    interaction: { hideEdgesOnDrag: true, navigationButtons: false, keyboard: false },
    physics: { barnesHut: { springLength: 190, gravitationalConstant: -4000, avoidOverlap: 0.3 }, stabilization: { iterations: 150 } },
  });
  network.once("stabilizationIterationsDone", () => {
    network.setOptions({ physics: { enabled: false } });
    network.fit();
    place.dataset.drawn = "yes";
  });
}

function chartView(answer, names) {
  const filled = (column) => answer.rows.some((row) => row[column]);
  const value = answer.columns.find((column) => filled(column) &&
    answer.rows.every((row) => !row[column] || isNumber(row[column])));
  const name = answer.columns.find((column) => column !== value && filled(column));
  if (!value || !name) return [element("p", {}, WORDS.chart_needs)];
  const bars = answer.rows.filter((row) => row[value] && row[name]).slice(0, MOST_BARS)
    .map((row) => ({ label: nameOf(row[name], names), amount: Number(row[value].value) }));
  const title = fill(WORDS.chart_of, { value, name });
  const parts = [element("h2", {}, title), drawBars(bars, title)];
  if (answer.rows.length > MOST_BARS) {
    parts.push(element("p", {}, fill(WORDS.first_rows, { shown: bars.length, count: answer.rows.length })));
  }
  return parts;
}

function shape(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/* Horizontal bars from a common zero, each with its name above it and its value at its end. */
function drawBars(bars, title) {
  const width = Math.max(320, Math.min(900, document.getElementById("view").clientWidth));
  const amounts = bars.map((bar) => bar.amount);
  const [low, high] = [Math.min(0, ...amounts), Math.max(0, ...amounts)];
  const scale = (amount) => ((amount - low) / (high - low || 1)) * (width - 110);
  const height = bars.length * 40 + 6;
  const chart = shape("svg", { id: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title });
  const short = (text) => (text.length * 8 > width ? `${text.slice(0, Math.floor(width / 9))}…` : text);
  bars.forEach((bar, place) => {
    const [left, right] = [scale(Math.min(0, bar.amount)), scale(Math.max(0, bar.amount))];
    const top = place * 40;
    chart.append(shape("text", { x: 0, y: top + 14 }, short(bar.label)));
    chart.append(shape("rect", { x: left, y: top + 19, width: Math.max(1, right - left), height: 14 }));
    chart.append(shape("text", { x: right + 6, y: top + 31 }, bar.amount.toLocaleString(DATA.language)));
  });
  chart.style.maxWidth = `${width}px`;
  return chart;
}

const VIEWS = { table: tableView, network: networkView, chart: chartView };
