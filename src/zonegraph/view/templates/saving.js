/* The picture and its facts as files, and the state as a link. */

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

function savePng() {
  const drawn = canvasHolder.querySelector("canvas");
  const paper = make("canvas", { width: String(drawn.width), height: String(drawn.height) });
  const context = paper.getContext("2d");
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, paper.width, paper.height);
  context.drawImage(drawn, 0, 0);
  paper.toBlob((blob) => save(blob, "png"));
}

function saveJson() {
  const shown = data.nodes.filter((node) => !node.members && (node.shown || standIn(node.id) !== node.id));
  const told = (node) => ({ iri: node.iri, kind: kindOf(node).name, label: { "zh-Hans": node.label, en: node.en } });
  const relation = (fact) => ({ "zh-Hans": data.relations[fact.relation][0], en: data.relations[fact.relation][1] });
  const content = {
    title: { "zh-Hans": data.title[0], en: data.title[1] },
    entities: shown.map(told),
    facts: shownFacts(facts).map((fact) => ({
      subject: nodes[fact.subject].iri, relation: relation(fact), object: nodes[fact.object].iri,
      evidence: fact.evidence.map(([status, confidence, locators]) => ({ status: data.statuses[status], confidence, locators })),
    })),
  };
  save(new Blob([JSON.stringify(content, null, 1)], { type: "application/json" }), "json");
}

function saveSvg() {
  save(new Blob([new XMLSerializer().serializeToString(drawSvg())], { type: "image/svg+xml" }), "svg");
}

function drawSvg() {
  const shown = nodes.filter(isShown);
  const places = network.getPositions(shown.map((node) => node.id));
  const { left, right, top, bottom } = shown.length ? boundsOf(shown) : { left: 0, right: 1, top: 0, bottom: 1 };
  const margin = 110;
  const box = [left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin];
  const svg = part("svg", { viewBox: box.join(" "), width: box[2], height: box[3], "font-family": FONT, "font-size": LETTER });
  svg.append(part("title", {}, inLanguage(data.title)));
  svg.append(part("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: colours.paper }));
  for (const edge of edges.filter((each) => each.carried.length)) svg.append(svgLine(edge, places));
  for (const node of shown) svg.append(svgMark(node, places[node.id]));
  for (const label of placed ?? []) svg.append(...svgLabel(label));
  return svg;
}

function part(tag, attributes, text = null) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text !== null) element.append(text);
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
  const scale = placedScale;
  return label.lines.map((line, row) => part("text", {
    x: label.x / scale, y: label.y / scale + ((row - (label.lines.length - 1) / 2) * label.letter * LINE) / scale,
    "text-anchor": "middle", "dominant-baseline": "central", "font-size": label.letter / scale, "font-weight": label.weight,
    fill: label.colour, stroke: colours.paper, "stroke-width": 3 / scale, "paint-order": "stroke",
  }, line));
}

async function copyLink() {
  const { x, y } = network.getViewPosition();
  const view = [Math.round(x), Math.round(y), Number(network.getScale().toFixed(3))];
  write("replaceState", addressOf(view));
  try {
    await navigator.clipboard.writeText(location.href);
    announce(word("link_copied"));
  } catch {
    announce(word("link_ready"));
  }
}
