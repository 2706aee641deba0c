/* Joins the parts: selection, language, theme, the address, the keyboard and paper. */

function select(number, bring = false) {
  if (number !== null && state.start !== null) { endRoute(number); return; }
  const before = state.selected;
  state.selected = number;
  leaveRoute();
  if (number !== null) reveal(nodes[number]);
  if (bring) state.view = null;
  commit();
  if (number === null) {
    if (before !== null) announce(word("list"));
    return;
  }
  const node = nodes[number];
  if (bring) bringIntoView(number);
  announce(`${nameOf(node)}, ${inLanguage(kindOf(node).label)}, ${countFacts(factsAbout(node).length)}`);
  if (panel.contains(document.activeElement) || document.activeElement === document.body) focusName();
}

/* Shows an entity's surroundings alone; asked for again, it shows all. */
function focusOn(number, depth) {
  if (state.focus === number && state.depth === depth) leaveFocus();
  else Object.assign(state, { focus: number, depth, selected: number });
  leaveRoute();
  state.view = null;
  commit();
  fit();
}

function goDeeper(number) {
  if (nodes[number].members) unfold(nodes[number]);
  else if (state.focus === number && state.depth === DEPTHS.at(-1)) focusOn(number, state.depth);
  else focusOn(number, state.focus === number ? state.depth + 1 : DEPTHS[0]);
}

function fold(key) {
  state.folded.add(key);
  state.selected = foldByKey.get(key).id;
  state.view = null;
  commit();
  fit();
}

function unfold(node) {
  state.folded.delete(node.key);
  state.selected = null;
  commit();
}

function focusName() {
  document.getElementById("entity-name").focus({ preventScroll: true });
}

function announce(text) {
  document.getElementById("announcement").textContent = text;
}

function renderAll() {
  lookOver();
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
  return overview
    ? word("summary_folded", { ...data.whole, nodes: entities })
    : word("summary", { entities, facts: facts.length, ...counts });
}

function speak(language) {
  state.language = language;
  renderWords();
  commit();
}

function switchTheme() {
  state.theme = isDark() ? "light" : "dark";
  renderTheme();
  recolour();
  write("replaceState", addressOf());
}

function renderTheme() {
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
  colours = readColours();
}

function isDark() {
  const theme = document.documentElement.dataset.theme;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function recolour() {
  colours = readColours();
  drawState();
}

/* Paper is white and has its own width: it gets the drawing that is saved, in light colours. */
function preparePaper() {
  document.documentElement.dataset.theme = "light";
  colours = { ...readColours(), paper: "#ffffff" };
  document.querySelector(".stage").append(make("div", { id: "printed" }, drawSvg()));
}

function clearPaper() {
  document.getElementById("printed")?.remove();
  renderTheme();
}

function lookAgain() {
  if (state.view) { moveTo({ x: state.view[0], y: state.view[1] }, state.view[2]); return; }
  fit();
  if (state.path) bringAllIntoView(state.path);
  else if (state.selected !== null && state.focus === null && state.selected < entities) bringIntoView(state.selected);
}

function fitAgain() {
  state.view = null;
  fit();
  write("replaceState", addressOf());
}

function reset() {
  showEverything();
  restorePlaces([]);
  state.start = null;
  state.view = null;
  select(null);
  fit();
}

function steerPicture(event) {
  const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const actions = { "+": () => zoomBy(1.25), "=": () => zoomBy(1.25), "-": () => zoomBy(0.8), 0: fitAgain, Enter: focusSelected, p: routeFromSelected, f: foldSelected };
  for (const depth of DEPTHS) actions[depth] = () => { if (state.selected !== null && state.selected < entities) focusOn(state.selected, depth); };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in directions && event.shiftKey) nudge(...directions[event.key]);
  else if (event.key in directions) step(...directions[event.key]);
  else if (event.key in actions) actions[event.key]();
  else return;
  event.preventDefault();
}

/* What a pointer drags, the keyboard pushes; a row of pushes is one step to undo. */
let nudging = 0;
function nudge(across, down) {
  if (state.selected === null) return;
  const { x, y } = network.getPosition(state.selected);
  const far = 24 / network.getScale();
  network.moveNode(state.selected, x + across * far, y + down * far);
  moved.add(state.selected);
  forgetLabels();
  clearTimeout(nudging);
  nudging = setTimeout(commit, 200);
}

function focusSelected() {
  if (state.selected !== null) focusName();
}

function routeFromSelected() {
  if (state.selected !== null && state.selected < entities) startRoute(state.selected);
}

function foldSelected() {
  const node = nodes[state.selected];
  if (node?.members) unfold(node);
  else if (node && foldByKey.has(`cluster:${node.iri}`)) fold(`cluster:${node.iri}`);
}

/* Escape takes back the last thing taken in hand. */
function escape() {
  if (state.start !== null) { state.start = null; renderAll(); }
  else if (state.path || state.selected !== null) select(null);
  else if (state.focus !== null) { leaveFocus(); state.view = null; commit(); fit(); }
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
  network.on("click", (event) => {
    const number = at(event) ?? null;
    if (event.event.srcEvent?.shiftKey && number !== null && state.selected !== null) state.start = state.selected;
    if (number !== null || state.start === null) select(number);
  });
  network.on("doubleClick", (event) => { if (at(event) !== undefined) goDeeper(at(event)); });
  network.on("dragEnd", (event) => {
    dragging = false;
    dragged = new Set();
    forgetLabels();
    network.redraw();
    for (const number of event.nodes) moved.add(number);
    if (event.nodes.length) commit();
    else keepView();
  });
  let settling = 0;
  network.on("zoom", () => {
    clearTimeout(settling);
    settling = setTimeout(() => { enlargeMarks(network.getScale()); keepView(); }, 150);
  });
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
  network.on("dragging", (event) => { if (event.nodes.length && !heavy) forgetLabels(); });
  network.on("dragStart", (event) => { dragging = true; dragged = new Set(heavy ? event.nodes : []); hideTooltip(); });
  network.on("zoom", hideTooltip);
  network.on("resize", lookAgain);
  network.on("afterDrawing", paintLabels);
  network.once("afterDrawing", () => { canvasHolder.dataset.drawn = "yes"; });
}

function listenToControls() {
  const onClick = (id, action) => document.getElementById(id).addEventListener("click", action);
  onClick("fit", fitAgain);
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
  onClick("undo", undo);
  for (const [id, action] of Object.entries({ png: savePng, svg: saveSvg, json: saveJson, link: copyLink, print: () => print() })) {
    onClick(`save-${id}`, () => { document.getElementById("save").open = false; action(); });
  }
  onClick("open-help", () => document.getElementById("help").showModal());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) escape();
    else if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && event.target !== searchBox) { event.preventDefault(); undo(); }
    else if (event.key === "?" && event.target !== searchBox) document.getElementById("help").showModal();
  });
  addEventListener("popstate", () => { past.length = 0; followAddress(); });
  addEventListener("beforeprint", preparePaper);
  addEventListener("afterprint", clearPaper);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
}

function enlargePanel(event) {
  const large = document.body.classList.toggle("panel-large");
  event.currentTarget.setAttribute("aria-expanded", String(large));
}

function start() {
  const places = readAddress();
  renderTheme();
  renderWords();
  lookOver();
  renderLegend();
  renderPanel();
  standBack();
  createNetwork();
  startSearch();
  listenToControls();
  if (places.length) restorePlaces(places);
  markUndo();
  lookAgain();
  listenToPicture();
  network.redraw();
}

start();
