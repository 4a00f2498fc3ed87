// The drawing as a picture to keep: what is shown, in the same colours and sizes, the whole of it at any zoom.
import { el, save } from "./dom.js";
import { baseline, font, placed } from "./names.js";
import { token } from "./theme.js";

const MARGIN = 12;
const WIDTH = 2400;
const WHOLE = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
const xml = (text) => String(text).replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
const round = (number) => Math.round(number * 100) / 100;
const low = (values) => values.reduce((a, b) => Math.min(a, b), Infinity) - MARGIN;
const high = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity) + MARGIN;

/** The nodes that are shown, the lowest first, as they stand on the screen when all is in view. */
function shown({ graph, sigma }) {
  const nodes = graph.mapNodes((key) => {
    const node = sigma.getNodeDisplayData(key);
    return { ...node, ...sigma.framedGraphToViewport(node, { cameraState: WHOLE }), key, size: sigma.scaleSize(node.size, WHOLE.ratio) };
  });
  return nodes.filter((node) => !node.hidden).sort((a, b) => a.zIndex - b.zIndex || b.size - a.size);
}

function lines({ graph, sigma }, nodes) {
  const places = new Map(nodes.map((node) => [node.key, node]));
  const edges = graph.edges().map((key) => ({ ...sigma.getEdgeDisplayData(key), ends: graph.extremities(key).map((end) => places.get(end)) }));
  return edges.filter((edge) => !edge.hidden).sort((a, b) => a.zIndex - b.zIndex).map(({ ends: [from, to], color, size }) => {
    const width = Math.max(sigma.scaleSize(size, WHOLE.ratio), sigma.getSetting("minEdgeThickness"));
    return `<line x1="${round(from.x)}" y1="${round(from.y)}" x2="${round(to.x)}" y2="${round(to.y)}" stroke="${xml(color)}" stroke-width="${round(width)}"/>`;
  });
}

/** What is drawn as SVG. */
function drawing(view) {
  const nodes = shown(view);
  const settings = view.sigma.getSettings();
  const context = el("canvas").getContext("2d");
  font(context, settings);
  const names = placed(nodes.filter(({ label }) => label), nodes, settings, (text) => context.measureText(text).width, view.sigma.getDimensions().width);
  const boxes = [...names, ...nodes.map(({ x, y, size }) => ({ left: x - size, right: x + size, top: y - size, bottom: y + size }))];
  const [left, top] = [low(boxes.map((box) => box.left)), low(boxes.map((box) => box.top))];
  const [width, height] = [high(boxes.map((box) => box.right)) - left, high(boxes.map((box) => box.bottom)) - top];
  const room = [left, top, width, height].map(round);
  const discs = nodes.map(({ x, y, size, color }) => `<circle cx="${round(x)}" cy="${round(y)}" r="${round(size)}" fill="${xml(color)}"/>`);
  const texts = names.map((box) => `<text x="${round(box.left)}" y="${round(baseline(box, settings))}">${xml(box.node.label)}</text>`);
  const [ground, ink] = [token("--panel"), token("--ink")].map(xml);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${room[2]}" height="${room[3]}" viewBox="${room.join(" ")}">`
    + `<rect x="${room[0]}" y="${room[1]}" width="${room[2]}" height="${room[3]}" fill="${ground}"/>${lines(view, nodes).join("")}${discs.join("")}`
    + `<g font-family="${xml(settings.labelFont)}" font-size="${settings.labelSize}" fill="${ink}" stroke="${ground}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${texts.join("")}</g></svg>`;
}

/**
 * Lets two buttons save what `view()` shows, under a name, as SVG and as PNG.
 *
 * @returns a function that says whether anything is shown; where nothing is, the buttons rest.
 */
export function saving(svg, png, view, name) {
  svg.addEventListener("click", () => save(`${name}.svg`, drawing(view()), "image/svg+xml"));
  png.addEventListener("click", () => {
    const image = new Image();
    image.onload = () => {
      const out = el("canvas", { width: WIDTH, height: Math.round((WIDTH * image.height) / image.width) });
      out.getContext("2d").drawImage(image, 0, 0, out.width, out.height);
      out.toBlob((blob) => save(`${name}.png`, blob));
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing(view()))}`;
  });
  return (some) => {
    svg.disabled = png.disabled = !some;
  };
}
