// The drawing as a picture to keep.
import { el, save } from "./dom.js";
import { apart } from "./names.js";

const MARGIN = 60;
const FONT = 12;
const WIDTH = 2400;
const xml = (text) => String(text).replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** What is drawn as SVG, in the graph's own coordinates. */
function drawing({ graph, sigma }) {
  const seen = (key) => !sigma || !(graph.hasNode(key) ? sigma.getNodeDisplayData(key) : sigma.getEdgeDisplayData(key)).hidden;
  const nodes = graph.filterNodes(seen).map((key) => graph.getNodeAttributes(key)).sort((a, b) => b.size - a.size);
  const [xs, ys] = [nodes.map((node) => node.x), nodes.map((node) => -node.y)];
  const low = (values) => values.reduce((a, b) => Math.min(a, b), Infinity) - MARGIN;
  const high = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity) + MARGIN;
  const [left, top, width, height] = [low(xs), low(ys), high(xs) - low(xs), high(ys) - low(ys)];
  const edges = graph.filterEdges(seen).map((edge) => {
    const [from, to] = graph.extremities(edge).map((node) => graph.getNodeAttributes(node));
    return `<line x1="${from.x}" y1="${-from.y}" x2="${to.x}" y2="${-to.y}" stroke="#9aa5a8" stroke-opacity=".5" stroke-width="${graph.getEdgeAttribute(edge, "size")}"/>`;
  });
  const marks = nodes.map((node) => `<circle cx="${node.x}" cy="${-node.y}" r="${node.size}" fill="${xml(node.color)}"/>`);
  const boxes = nodes.map((node) => {
    const [half, base] = [(node.label.length * FONT) / 2, -node.y - node.size - 3];
    return { node, base, left: node.x - half, right: node.x + half, top: base - FONT, bottom: base };
  });
  const names = apart(boxes).map(({ node, base }) =>
    `<text x="${node.x}" y="${base}" text-anchor="middle" font-size="${FONT}">${xml(node.label)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}" font-family="sans-serif">${edges.join("")}${marks.join("")}${names.join("")}</svg>`;
}

/** Lets two buttons save what `view()` shows, under a name, as SVG and as PNG. */
export function saving(svg, png, view, name) {
  svg.addEventListener("click", () => view() && save(`${name}.svg`, drawing(view()), "image/svg+xml"));
  png.addEventListener("click", () => {
    if (!view()) return;
    const image = new Image();
    image.onload = () => {
      const out = el("canvas", { width: WIDTH, height: Math.round((WIDTH * image.height) / image.width) });
      const context = out.getContext("2d");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, out.width, out.height);
      context.drawImage(image, 0, 0, out.width, out.height);
      out.toBlob((blob) => save(`${name}.png`, blob));
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing(view()))}`;
  });
}
