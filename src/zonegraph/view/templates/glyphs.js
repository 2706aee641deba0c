/* Small drawings of the marks in the picture, for the legend, the list and the panel. */

const SVG = "http://www.w3.org/2000/svg";

const OUTLINES = {
  dot: "M8 2.4a5.6 5.6 0 1 1 0 11.2A5.6 5.6 0 1 1 8 2.4z",
  square: "M3 3h10v10H3z",
  diamond: "M8 1.5 14.5 8 8 14.5 1.5 8z",
  triangle: "M8 2 14.5 13.5h-13z",
  triangleDown: "M8 14 1.5 2.5h13z",
  hexagon: "M4.8 2.4h6.4L14.5 8l-3.3 5.6H4.8L1.5 8z",
  star: "m8 1 2 4.8 5.1.4-3.9 3.4 1.2 5L8 11.9l-4.4 2.7 1.2-5L.9 6.2 6 5.8z",
};
const DASHES = [[], [5, 3.5], [1.4, 2.8]];

function makeSvg(className, box, attributes) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("viewBox", box);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  for (const [name, value] of Object.entries(attributes)) path.setAttribute(name, value);
  svg.append(path);
  return svg;
}

function makeGlyph(kind) {
  const fill = kind.filled ? "filled" : "hollow";
  const family = data.families[kind.family].name;
  return makeSvg(`glyph ${fill} family-${family}`, "0 0 16 16", { d: OUTLINES[kind.shape] });
}

function makeLineSample(status) {
  return makeSvg("line", "0 0 26 8", { d: "M1 4h24", "stroke-dasharray": DASHES[status].join(" ") });
}
