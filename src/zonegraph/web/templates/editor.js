"use strict";
/* The editor: asks the endpoint that serves this page, and shows what it answers. */
const byId = (id) => document.getElementById(id);
const FORMS = "application/sparql-results+json, application/n-triples;q=0.9";
const START = "SELECT ?firm ?cluster WHERE {\n  ?firm zg:anchors ?cluster .\n}\nLIMIT 50\n";
let answer = null;
let names = new Map();
let view = "table";
let asking = null;

function show() {
  if (!answer) return;
  for (const button of document.querySelectorAll("[data-view]")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }
  byId("view").replaceChildren(...(answer.rows.length ? VIEWS[view](answer, names)
    : [element("p", {}, WORDS.empty)]));
}

function say(text, failed = false) {
  byId("status").textContent = failed ? "" : text;
  byId("failure").textContent = failed ? text : "";
  byId("failure").hidden = !failed;
}

function wait(waiting) {
  byId("stop").hidden = !waiting;
  byId("run").disabled = waiting;
  if (waiting) say(WORDS.running);
}

async function run() {
  if (asking) asking.abort();
  const mine = asking = new AbortController();
  const text = byId("query").value;
  const began = performance.now();
  wait(true);
  try {
    const response = await fetch(`${DATA.root}/sparql`, {
      method: "POST", body: text, signal: mine.signal,
      headers: { "Content-Type": "application/sparql-query", Accept: FORMS },
    });
    const body = await response.text();
    if (response.ok) await receive(body, response.headers.get("Content-Type"), text, began);
    else fail(body.trim());
  } catch (error) {
    if (error.name === "AbortError") say("");
    else fail(WORDS.failed);
  } finally {
    if (asking === mine) { asking = null; wait(false); }
  }
}

function fail(message) {
  byId("results").hidden = byId("downloads").hidden = true;
  say(message, true);
}

async function receive(body, type, text, began) {
  const graph = type.startsWith("application/n-triples");
  const content = graph ? readTriples(body) : readRows(JSON.parse(body));
  const ms = Math.round(performance.now() - began);
  names = await readNames(content.rows);
  answer = content;
  offer(text, graph);
  byId("results").hidden = false;
  show();
  say(fill(WORDS.rows, { count: content.rows.length, ms }));
}

function readRows(content) {
  if ("boolean" in content) {
    const value = content.boolean ? WORDS.yes : WORDS.no;
    return { columns: [WORDS.answer], rows: [{ [WORDS.answer]: { type: "literal", value } }] };
  }
  return { columns: content.head.vars, rows: content.results.bindings };
}

function offer(text, graph) {
  byId("downloads").hidden = text.length > 6000;
  for (const link of document.querySelectorAll("[data-form]")) {
    link.hidden = (link.dataset.for === "graph") !== graph;
    link.href = `${DATA.root}/sparql?${new URLSearchParams({ query: text, format: link.dataset.form })}`;
  }
}

byId("editor").addEventListener("submit", (event) => { event.preventDefault(); run(); });
byId("stop").addEventListener("click", () => asking && asking.abort());
byId("example").addEventListener("change", (event) => {
  byId("query").value = DATA.examples[event.target.value] || START;
});
byId("query").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
});
for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => { view = button.dataset.view; show(); });
}
const asked = new URLSearchParams(location.hash.slice(1)).get("query");
byId("query").value = asked || START;
document.body.dataset.ready = "yes";
