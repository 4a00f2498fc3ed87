// A network on a canvas: sigma over graphology, coloured as the page is.
import Graph from "graphology";
import Sigma from "sigma";
import { names } from "./names.js";
import { themed, token } from "./theme.js";

/** How thick an edge is, by its weight and the heaviest of all; where all are light, none is thick. */
export const thickness = (weight, most) => 0.6 + Math.min(4 * Math.sqrt(weight / most), Math.sqrt(weight));

const [SMALL, USUAL, LARGE] = [2.5, 5, 18];
/** How large a node is, by the size it has in files for other programs. */
const radius = (size) => (size === undefined ? USUAL : Math.max(SMALL, Math.min(LARGE, size / 2.5)));

/** A graphology graph from {nodes: [{key, label, x, y, size, color}], edges: [{key, source, target, weight}]}. */
export function graphOf(data) {
  const graph = new Graph({ multi: true, type: data.directed ? "directed" : "undirected" });
  const most = data.edges.reduce((most, edge) => Math.max(most, edge.weight), 1);
  data.nodes.forEach((node, place) => {
    const angle = (2 * Math.PI * place) / data.nodes.length;
    graph.addNode(node.key, { x: Math.cos(angle), y: Math.sin(angle), ...node, size: radius(node.size) });
  });
  for (const edge of data.edges) {
    graph.addEdgeWithKey(edge.key, edge.source, edge.target, { ...edge, size: thickness(edge.weight, most) });
  }
  return graph;
}

/** A colour #rrggbb between two, `share` of the first: sigma mixes transparent colours with white. */
function mixed(first, second, share) {
  const parts = [first, second].map((color) => color.match(/[\da-f]{2}/gi).map((part) => parseInt(part, 16)));
  return `#${parts[0].map((part, place) => Math.round(part * share + parts[1][place] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}

/** Edges are the fainter the more there are. */
const colors = (graph) => ({
  labelColor: { color: token("--ink") },
  defaultEdgeColor: mixed(token("--line-strong"), token("--panel"), graph.size > 1000 ? 0.3 : graph.size > 200 ? 0.5 : 0.75),
  defaultNodeColor: token("--accent"),
});

/** Draws a graph, with no name under the element `above`; returns the sigma instance. `target.names` are the boxes of names. */
export function draw(target, graph, options = {}, above = null) {
  const { begin, drawLabel, drawHover, flush } = names();
  const sigma = new Sigma(graph, target, {
    ...colors(graph),
    labelFont: getComputedStyle(document.body).fontFamily, // a canvas does not know "inherit"
    labelSize: 13,
    labelGridCellSize: 40,
    labelDensity: 1,
    // Small networks name all their nodes; in large ones the small nodes get theirs when one comes nearer.
    labelRenderedSizeThreshold: Math.min(5, graph.order / 30),
    stagePadding: 36,
    minEdgeThickness: 1.2,
    defaultDrawNodeLabel: drawLabel,
    defaultDrawNodeHover: drawHover,
    enableEdgeEvents: true,
    allowInvalidContainer: true, // a window may be nothing for a moment
    zIndex: true,
    ...options,
  });
  sigma.on("beforeRender", begin);
  sigma.on("afterRender", () => {
    const { width, height } = sigma.getDimensions();
    const nodes = graph.mapNodes((key) => {
      const shown = sigma.getNodeDisplayData(key);
      return { key, hidden: shown.hidden, size: sigma.scaleSize(shown.size), ...sigma.framedGraphToViewport(shown) };
    });
    const taken = above ? [{ left: above.offsetLeft, top: above.offsetTop, right: above.offsetLeft + above.offsetWidth, bottom: above.offsetTop + above.offsetHeight }] : [];
    target.names = flush(width, nodes.filter(({ hidden, x, y }) => !hidden && x > 0 && x < width && y > 0 && y < height), taken);
  });
  sigma.on("kill", themed(() => {
    for (const [setting, value] of Object.entries(colors(graph))) sigma.setSetting(setting, value);
    sigma.refresh();
  }));
  sigma.refresh();
  return sigma;
}
