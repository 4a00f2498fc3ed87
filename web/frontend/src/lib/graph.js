// A network on a canvas: sigma over graphology, coloured as the page is.
import Graph from "graphology";
import Sigma from "sigma";

/** The value of a custom property of the page's style. */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** A graphology graph from {nodes: [{key, label, x, y, size, color}], edges: [{key, source, target, weight}]}. */
export function graphOf(data) {
  const graph = new Graph({ multi: true, type: data.directed ? "directed" : "undirected" });
  const most = Math.max(1, ...data.edges.map((edge) => edge.weight));
  data.nodes.forEach((node, place) => {
    const angle = (2 * Math.PI * place) / data.nodes.length;
    graph.addNode(node.key, { x: Math.cos(angle), y: Math.sin(angle), size: 5, ...node });
  });
  for (const edge of data.edges) {
    graph.addEdgeWithKey(edge.key, edge.source, edge.target, { ...edge, size: 0.6 + 4 * Math.sqrt(edge.weight / most) });
  }
  return graph;
}

/** The name of the node that is pointed at, on the page's own ground: sigma's is white, also where the page is dark. */
function hover(context, node, settings) {
  context.font = `${settings.labelSize}px ${settings.labelFont}`;
  const [left, height] = [node.x + node.size + 3, settings.labelSize + 10];
  context.fillStyle = token("--panel");
  context.strokeStyle = token("--line-strong");
  context.beginPath();
  context.arc(node.x, node.y, node.size + 3, 0, 2 * Math.PI);
  if (node.label) context.roundRect(left, node.y - height / 2, context.measureText(node.label).width + 12, height, 4);
  context.fill();
  context.stroke();
  if (!node.label) return;
  context.fillStyle = token("--ink");
  context.fillText(node.label, left + 6, node.y + settings.labelSize / 3);
}

/** Draws a graph; returns the sigma instance. */
export function draw(target, graph, options = {}) {
  return new Sigma(graph, target, {
    labelColor: { color: token("--ink") },
    labelFont: "inherit",
    labelSize: 13,
    stagePadding: 60,
    defaultDrawNodeHover: hover,
    labelRenderedSizeThreshold: 6,
    defaultEdgeColor: token("--line-strong"),
    defaultNodeColor: token("--accent"),
    enableEdgeEvents: true,
    zIndex: true,
    ...options,
  });
}
