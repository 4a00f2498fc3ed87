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

/** Draws a graph; returns the sigma instance. */
export function draw(target, graph, options = {}) {
  return new Sigma(graph, target, {
    labelColor: { color: token("--ink") },
    labelFont: "inherit",
    labelSize: 12,
    labelRenderedSizeThreshold: 6,
    defaultEdgeColor: token("--line-strong"),
    defaultNodeColor: token("--accent"),
    enableEdgeEvents: true,
    zIndex: true,
    ...options,
  });
}
