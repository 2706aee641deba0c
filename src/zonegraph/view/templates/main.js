/* Joins the parts: selection, language, theme, the address, the keyboard and paper. */

function select(number, bring = false) {
  const before = state.selected;
  state.selected = number;
  writeAddress(true);
  renderAll();
  if (number === null) {
    if (before !== null) announce(word("list"));
    return;
  }
  if (bring) bringIntoView(number);
  announce(`${nameOf(nodes[number])}, ${inLanguage(kindOf(nodes[number]).label)}, ${countFacts(factsOf[number].length)}`);
  if (panel.contains(document.activeElement) || document.activeElement === document.body) focusName();
}

function focusName() {
  document.getElementById("entity-name").focus({ preventScroll: true });
}

function announce(text) {
  document.getElementById("announcement").textContent = text;
}

function renderAll() {
  renderLegend();
  renderPanel();
  hideTooltip();
  drawState();
}

function renderWords() {
  document.documentElement.lang = HTML_LANGUAGE[state.language];
  document.title = inLanguage(data.title);
  document.querySelector("#title bdi").textContent = inLanguage(data.title);
  document.getElementById("summary").textContent = summary();
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-word-label]")) {
    element.setAttribute("aria-label", word(element.dataset.wordLabel));
    if (element.matches("button")) element.title = word(element.dataset.wordLabel);
  }
  searchBox.placeholder = word("search_hint");
  for (const picture of document.querySelectorAll("[data-matrix]")) picture.hidden = picture.dataset.matrix !== state.language;
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === state.language));
  }
}

function summary() {
  const counts = Object.fromEntries(data.statuses.map((name, number) => [name, statusCounts[number]]));
  return word("summary", { entities: nodes.length, facts: facts.length, ...counts });
}

function speak(language) {
  state.language = language;
  writeAddress(false);
  renderWords();
  renderAll();
}

/* The address after # holds the selected entity and the language, so that both can be sent. */
function writeAddress(newEntry) {
  const parts = new URLSearchParams();
  if (state.selected !== null) parts.set("node", nodes[state.selected].iri);
  if (state.language !== data.language) parts.set("lang", state.language);
  const hash = parts.size ? `#${parts}` : "#";
  if (hash === (location.hash || "#")) return;
  if (newEntry) history.pushState(null, "", hash);
  else history.replaceState(null, "", hash);
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const language = parts.get("lang");
  state.language = language in HTML_LANGUAGE ? language : data.language;
  state.selected = byIri.get(parts.get("node"))?.id ?? null;
  if (state.selected !== null) state.hiddenKinds.delete(nodes[state.selected].group);
}

function followAddress() {
  readAddress();
  renderWords();
  renderAll();
  if (state.selected !== null) bringIntoView(state.selected);
}

function switchTheme() {
  const root = document.documentElement;
  root.dataset.theme = isDark() ? "light" : "dark";
  recolour();
}

function isDark() {
  const theme = document.documentElement.dataset.theme;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function recolour() {
  colours = readColours();
  drawState();
}

/* Paper is white: the picture is drawn in light colours while it is printed. */
function printLight() {
  const root = document.documentElement;
  const before = root.dataset.theme;
  root.dataset.theme = "light";
  recolour();
  addEventListener("afterprint", () => {
    if (before) root.dataset.theme = before;
    else delete root.dataset.theme;
    recolour();
  }, { once: true });
}

function lookAgain() {
  fit();
  if (state.selected !== null) bringIntoView(state.selected);
}

function reset() {
  showEverything();
  drawnNodes.update(nodes.map(({ id, x, y }) => ({ id, x, y })));
  select(null);
  fit();
}

function steerPicture(event) {
  const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const actions = { "+": () => zoomBy(1.25), "=": () => zoomBy(1.25), "-": () => zoomBy(0.8), 0: fit, Enter: focusSelected };
  if (event.key in directions) step(...directions[event.key]);
  else if (event.key in actions) actions[event.key]();
  else return;
  event.preventDefault();
}

function focusSelected() {
  if (state.selected !== null) focusName();
}

/* Moves the selection to the nearest entity in a direction, straight ahead before aside. */
function step(across, down) {
  const shown = nodes.filter(isShown);
  if (!shown.length) return;
  if (state.selected === null) {
    select(shown.reduce((best, node) => (node.size > best.size ? node : best)).id, true);
    return;
  }
  const places = network.getPositions(shown.map((node) => node.id));
  const here = places[state.selected];
  const distance = (node) => {
    const [x, y] = [places[node.id].x - here.x, places[node.id].y - here.y];
    const ahead = x * across + y * down;
    return ahead <= 0 ? Infinity : ahead + 2 * Math.abs(x * down - y * across);
  };
  const next = shown.reduce((best, node) => (distance(node) < distance(best) ? node : best));
  if (distance(next) < Infinity) select(next.id, true);
}

function listenToPicture() {
  const at = ({ pointer }) => network.getNodeAt(pointer.DOM);
  network.on("click", (event) => select(at(event) ?? null));
  network.on("hoverNode", ({ node, pointer }) => {
    state.hovered = node;
    forgetLabels();
    showTooltip(describeNode(nodes[node]), pointer.DOM);
  });
  network.on("blurNode", () => { state.hovered = null; forgetLabels(); hideTooltip(); });
  network.on("hoverEdge", ({ edge, pointer }) => {
    if (state.hovered === null) showTooltip(describeEdge(edges[edge]), pointer.DOM);
  });
  network.on("blurEdge", () => { if (state.hovered === null) hideTooltip(); });
  network.on("dragging", ({ nodes: dragged }) => { if (dragged.length) forgetLabels(); });
  network.on("dragStart", hideTooltip);
  network.on("zoom", hideTooltip);
  network.on("resize", lookAgain);
  network.on("afterDrawing", paintLabels);
  network.once("afterDrawing", () => { canvasHolder.dataset.drawn = "yes"; });
}

function listenToControls() {
  const onClick = (id, action) => document.getElementById(id).addEventListener("click", action);
  onClick("fit", fit);
  onClick("reset", reset);
  onClick("zoom-in", () => zoomBy(1.35));
  onClick("zoom-out", () => zoomBy(1 / 1.35));
  onClick("theme", switchTheme);
  onClick("handle", enlargePanel);
  const matrix = document.getElementById("matrix");
  if (matrix) onClick("open-matrix", () => matrix.showModal());
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => speak(button.dataset.language));
  }
  canvasHolder.addEventListener("keydown", steerPicture);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && state.selected !== null) select(null); });
  addEventListener("popstate", followAddress);
  addEventListener("beforeprint", printLight);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
}

function enlargePanel(event) {
  const large = document.body.classList.toggle("panel-large");
  event.currentTarget.setAttribute("aria-expanded", String(large));
}

function start() {
  readAddress();
  renderWords();
  renderLegend();
  renderPanel();
  createNetwork();
  startSearch();
  listenToControls();
  lookAgain();
  listenToPicture();
  network.redraw();
}

start();
