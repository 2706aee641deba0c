/* The picture: vis-network draws nodes and lines; this file says how each looks in each state. */

const canvasHolder = document.getElementById("network");
const FAINT = 0.16;
let colours = readColours();
const NEAR = { marks: 1, lines: 1, scale: 1 };
let far = NEAR;
let network = null;
const drawnNodes = new vis.DataSet();
const drawnEdges = new vis.DataSet();

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    families: data.families.map((family) => colour(family.name)),
    paper: colour("paper"), ink: colour("ink"), muted: colour("muted"),
    line: colour("line-drawn"), accent: colour("accent"),
  };
}

function createNetwork() {
  drawnNodes.add(nodes.map(nodeLook));
  drawnEdges.add(edges.map(edgeLook));
  network = new vis.Network(canvasHolder, { nodes: drawnNodes, edges: drawnEdges }, {
    physics: { enabled: false },
    layout: { improvedLayout: false },
    interaction: {
      hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, selectable: false,
      dragNodes: true, hideEdgesOnDrag: veryHeavy, tooltipDelay: 120, zoomSpeed: 0.6,
    },
    nodes: { labelHighlightBold: false, shadow: false },
    edges: { smooth: false, shadow: false, arrowStrikethrough: false },
  });
}

function inFocus(number) {
  return lit === null || lit.has(number);
}

function nodeLook(node) {
  const kind = kindOf(node);
  const family = colours.families[kind.family];
  const selected = node.id === state.selected || node.id === state.start;
  const background = kind.filled ? family : colours.paper;
  const border = selected ? colours.ink : kind.filled ? colours.paper : family;
  const colour = { background, border };
  return {
    id: node.id, x: node.x, y: node.y, shape: node.shape,
    shapeProperties: { borderDashes: node.members ? [4, 3] : false },
    size: radiusOf(node) * (selected ? 1.15 : 1),
    color: { ...colour, highlight: colour, hover: { background, border: colours.ink } },
    borderWidth: selected ? 3 : kind.filled && !node.members ? 1.2 : ringOf(node),
    opacity: inFocus(node.id) ? 1 : FAINT,
    hidden: !isShown(node),
  };
}

/* A small ring keeps a hole. */
function ringOf(node) {
  return Math.min(2.4, Math.max(1.1, 0.32 * radiusOf(node) * far.scale));
}

function edgeLook(edge) {
  const [from, to] = edge.ends;
  const touched = state.path ? onPath(from, to) : from === state.selected || to === state.selected;
  const opacity = touched ? 1 : lit !== null ? 0.07 : edge.hub ? 0.25 : 0.9;
  const heavy = overview && !edge.hub ? 1 + Math.log2(weigh(edge.carried) || 1) / 3 : 1;
  const colour = touched ? colours.accent : colours.line;
  const dashes = edge.carried.length ? DASHES[bestStatus(edge.carried)].map((length) => length * 1.4) : [];
  return {
    id: edge.id, from, to,
    color: { color: colour, hover: colours.accent, highlight: colour, inherit: false, opacity },
    width: (touched ? 1.8 : edge.hub ? 0.8 : 1.15) * heavy * far.lines,
    hoverWidth: 0.8,
    dashes: dashes.length ? dashes : false,
    arrows: touched && !overview ? arrowsOf(edge.carried, from, to) : "",
    hidden: !edge.carried.length,
  };
}

function arrowsOf(carried, from, to) {
  const arrow = (enabled) => ({ enabled, scaleFactor: 0.5 });
  return {
    to: arrow(carried.some((fact) => standIn(fact.object) === to)),
    from: arrow(carried.some((fact) => standIn(fact.object) === from)),
  };
}

function drawState() {
  drawnNodes.update(nodes.map((node) => withoutPlace(nodeLook(node))));
  drawnEdges.update(edges.map(edgeLook));
  forgetLabels();
  network.redraw();
}

/* A node that the reader has dragged stays where it is. */
function withoutPlace({ x, y, ...look }) {
  return look;
}

function boundsOf(list) {
  const places = network?.getPositions(list.map((node) => node.id)) ?? nodes;
  const across = list.map((node) => places[node.id].x);
  const down = list.map((node) => places[node.id].y);
  return {
    left: Math.min(...across), right: Math.max(...across),
    top: Math.min(...down), bottom: Math.max(...down),
  };
}

function fit() {
  const shown = nodes.filter(isShown);
  if (!shown.length) return;
  const view = viewOf(shown);
  moveTo(view.position, view.scale);
}

/* Where to look, and from how far, to see some nodes with a margin for their names. */
function viewOf(list) {
  const { left, right, top, bottom } = boundsOf(list);
  const wide = canvasHolder.clientWidth > 600;
  const margin = wide ? { side: 72, top: 40, bottom: 84 } : { side: 46, top: 30, bottom: 76 };
  const scale = Math.max(0.02, Math.min(
    1.5,
    (canvasHolder.clientWidth - 2 * margin.side) / (right - left || 1),
    (canvasHolder.clientHeight - margin.top - margin.bottom) / (bottom - top || 1),
  ));
  const lift = (margin.bottom - margin.top) / 2 / scale;
  return { position: { x: (left + right) / 2, y: (top + bottom) / 2 + lift }, scale };
}

/* From afar marks and lines grow, so that they can be seen and touched. */
function enlargeMarks(scale) {
  const seen = sizesAt(scale);
  const same = Math.abs(seen.marks - far.marks) < 0.05 && Math.abs(seen.lines / far.lines - 1) < 0.1;
  if (same) return;
  far = seen;
  drawState();
}

function sizesAt(scale) {
  const most = edges.length > 1200 ? 1.5 : 2.6;
  return { marks: Math.min(1.6, Math.max(1, 0.6 / scale)), lines: Math.min(most, Math.max(1, 0.85 / scale)), scale };
}

/* The sizes of the first view, before anything is drawn. */
function standBack() {
  const shown = nodes.filter(isShown);
  if (shown.length) far = sizesAt(viewOf(shown).scale);
}

function moveTo(position, scale) {
  enlargeMarks(scale);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  network.moveTo({ position, scale, animation: calm ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
}

/* Shows an entity with its neighbours; one whose neighbours are everywhere is shown by itself. */
function bringIntoView(number) {
  const around = [number, ...neighboursOf(number)].map((id) => nodes[id]).filter(isShown);
  const view = viewOf(around);
  const near = canvasHolder.clientWidth > 600 ? 0.5 : 0.32;
  if (view.scale > near) moveTo(view.position, Math.min(view.scale, 1));
  else moveTo(network.getPosition(number), Math.max(network.getScale(), 0.8));
}

function bringAllIntoView(numbers) {
  const view = viewOf([...new Set(numbers.map(standIn))].map((number) => nodes[number]));
  moveTo(view.position, Math.min(view.scale, 1));
}

function zoomBy(factor) {
  moveTo(network.getViewPosition(), Math.min(6, Math.max(0.05, network.getScale() * factor)));
  keepView();
}
