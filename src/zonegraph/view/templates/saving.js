/* The picture and its facts as files, and the state as a link. */

const MARGIN = 90;
const HEAD = 60;
const LEAST = 640;

function fileName(ending) {
  const name = inLanguage(data.title).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `${name || "zonegraph"}.${ending}`;
}

function save(content, ending) {
  const url = URL.createObjectURL(content);
  make("a", { href: url, download: fileName(ending) }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  announce(word("saved", { file: fileName(ending) }));
}

/* The same drawing in dots, twice as fine as it is large where a canvas can hold that. */
async function savePng() {
  const svg = drawSvg();
  const [width, height] = ["width", "height"].map((name) => Number(svg.getAttribute(name)));
  const fine = Math.min(2, 8000 / Math.max(width, height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  const paper = make("canvas", { width: String(Math.round(width * fine)), height: String(Math.round(height * fine)) });
  paper.getContext("2d").drawImage(image, 0, 0, paper.width, paper.height);
  paper.toBlob((blob) => save(blob, "png"));
}

function saveJson() {
  const shown = nodes.filter((node) => !node.members && (node.shown || standIn(node.id) !== node.id));
  const held = (node) => (overview ? { holds: node.holds, factsInside: node.inside } : {});
  const told = (node) => ({ iri: node.iri, kind: kindOf(node).name, label: { "zh-Hans": node.label, en: node.en }, ...held(node) });
  const relation = (fact) => ({ "zh-Hans": data.relations[fact.relation][0], en: data.relations[fact.relation][1] });
  const content = {
    title: { "zh-Hans": data.title[0], en: data.title[1] },
    entities: shown.map(told),
    facts: shownFacts(facts).map((fact) => ({
      subject: nodes[fact.subject].iri, relation: relation(fact), object: nodes[fact.object].iri,
      ...(overview ? { count: fact.weight, status: data.statuses[fact.status] } : {}),
      evidence: fact.evidence.map(([status, confidence, locators]) => ({ status: data.statuses[status], confidence, locators })),
    })),
  };
  save(new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }), "json");
}

function saveSvg() {
  save(new Blob([new XMLSerializer().serializeToString(drawSvg())], { type: "image/svg+xml" }), "svg");
}

/* All that is shown, whatever part of it the window shows: title above, legend below. */
function drawSvg() {
  const before = far;
  far = NEAR;
  const shown = nodes.filter(isShown);
  const places = network.getPositions(shown.map((node) => node.id));
  const { left, right, top, bottom } = shown.length ? boundsOf(shown) : { left: 0, right: 1, top: 0, bottom: 1 };
  const legendRows = legendOf(shown, Math.max(right - left + 2 * MARGIN, LEAST));
  const spare = Math.max(0, LEAST - (right - left + 2 * MARGIN)) / 2;
  const frame = {
    left: left - MARGIN - spare, top: top - MARGIN - HEAD, width: right - left + 2 * (MARGIN + spare),
    height: bottom - top + 2 * MARGIN + HEAD + legendRows.height,
  };
  const svg = part("svg", { viewBox: Object.values(frame).join(" "), width: frame.width, height: frame.height,
    lang: HTML_LANGUAGE[state.language], "font-family": FONT, "font-size": LETTER });
  svg.append(part("title", {}, inLanguage(data.title)));
  svg.append(part("rect", { x: frame.left, y: frame.top, width: frame.width, height: frame.height, fill: colours.paper }));
  for (const edge of edges.filter((each) => each.carried.length)) svg.append(svgLine(edge, places));
  for (const node of shown) svg.append(svgMark(node, places[node.id]));
  const everywhere = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
  for (const label of placeLabels(document.createElement("canvas").getContext("2d"), 1, everywhere)) svg.append(...svgLabel(label));
  svg.append(part("text", { x: frame.left + 32, y: frame.top + 40, "font-size": 22, "font-weight": 650, fill: colours.ink }, inLanguage(data.title)));
  svg.append(part("text", { x: frame.left + 32, y: frame.top + 62, fill: colours.muted }, summary()));
  legendRows.group.setAttribute("transform", `translate(${frame.left} ${bottom + MARGIN})`);
  svg.append(legendRows.group);
  far = before;
  return svg;
}

/* The kinds and statuses that are shown, in rows. */
function legendOf(shown, width) {
  const group = part("g", {});
  const kinds = data.kinds.filter((_, number) => shown.some((node) => node.group === number));
  const statuses = data.statuses.map((_, number) => number).filter((number) => facts.some((fact) => fact.shown && fact.status === number));
  const measure = document.createElement("canvas").getContext("2d");
  measure.font = fontOf(400, LETTER);
  let [x, y] = [32, 8];
  const add = (sample, text) => {
    const room = measure.measureText(text).width + 62;
    if (x + room > width - 16 && x > 32) [x, y] = [32, y + 26];
    sample.setAttribute("transform", `translate(${x} ${y})`);
    group.append(sample, part("text", { x: x + 30, y: y + 5, fill: colours.ink }, text));
    x += room;
  };
  for (const kind of kinds) add(svgSample(kind), inLanguage(kind.label));
  for (const number of statuses) {
    add(part("path", { d: "M0 0h24", stroke: colours.muted, "stroke-width": 1.6, "stroke-dasharray": DASHES[number].join(" ") || "none" }), word(data.statuses[number]));
  }
  return { group, height: y + 34 };
}

function svgSample(kind) {
  const family = colours.families[kind.family];
  const sample = part("g", {});
  const look = { fill: kind.filled ? family : "none", stroke: family, "stroke-width": kind.filled ? 0 : 1.6 };
  sample.append(part("path", { d: OUTLINES[kind.shape], transform: "translate(8 -8)", ...look }));
  return sample;
}

/* XML knows no control characters. */
function printable(text) {
  return [...text].filter((letter) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/u.test(letter)).join("");
}

function part(tag, attributes, text = null) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text !== null) element.append(printable(text));
  return element;
}

function svgLine(edge, places) {
  const [one, other] = edge.ends.map((number) => places[number]);
  const look = edgeLook(edge);
  return part("line", {
    x1: one.x, y1: one.y, x2: other.x, y2: other.y, stroke: look.color.color, "stroke-opacity": look.color.opacity,
    "stroke-width": look.width, ...(look.dashes ? { "stroke-dasharray": look.dashes.join(" ") } : {}),
  });
}

function svgMark(node, { x, y }) {
  const look = nodeLook(node);
  const scale = look.size / 5.6;
  const mark = part("path", {
    d: OUTLINES[node.shape], transform: `translate(${x} ${y}) scale(${scale}) translate(-8 -8)`, fill: look.color.background,
    stroke: look.color.border, "stroke-width": look.borderWidth / scale, opacity: look.opacity,
  });
  mark.append(part("title", {}, nameOf(node)));
  return mark;
}

function svgLabel(label) {
  return label.lines.map((line, row) => part("text", {
    x: label.x, y: label.y + (row - (label.lines.length - 1) / 2) * label.letter * LINE,
    "text-anchor": "middle", "dominant-baseline": "central", "font-size": label.letter, "font-weight": label.weight,
    fill: label.colour, stroke: colours.paper, "stroke-width": 3, "paint-order": "stroke",
  }, line));
}

async function copyLink() {
  keepView();
  try {
    await navigator.clipboard.writeText(location.href);
    announce(word("link_copied"));
  } catch {
    announce(word("link_ready"));
  }
}
