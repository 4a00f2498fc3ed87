// A network to walk in: point, click, search, zoom and filter, by mouse, finger and keyboard.
import { el } from "./dom.js";
import { draw, graphOf, thickness } from "./graph.js";
import { token } from "./theme.js";

/** How far from an edge, in pixels, a click still means it. */
const REACH = 6;
/** More nodes than this are drawn smaller. */
const CROWD = 400;
const total = (edge) => edge.weight;

/**
 * Draws {nodes, edges} into an element; see `graphOf`.
 *
 * @param words texts: `title`, `zoomIn`, `zoomOut`, `whole`, `undrawable`
 * @param onNode called with the key of the node that is chosen, `onEdge` with that of the edge, `onNone` when none is.
 * @returns {graph, sigma, choose, chooseEdge, find, filter, close}; without WebGL `sigma` is null and the rest works.
 */
export function explore(target, data, { words, onNode, onEdge, onNone = () => {} }) {
  const graph = graphOf(data);
  const most = data.edges.reduce((most, edge) => Math.max(most, edge.weight), 1);
  const stage = el("div", { class: "stage", role: "img", tabindex: "0", "aria-label": words.title, "aria-describedby": "network-help" });
  let [pointed, chosen, weightOf, alive, sigma] = [null, null, total, null, null];

  /** What is bright: a node with its neighbours, or an edge with its ends; null for all. */
  function focus() {
    const key = pointed ?? chosen;
    if (key === null) return null;
    const edges = graph.hasNode(key) ? graph.edges(key).filter((edge) => weightOf(graph.getEdgeAttributes(edge)) > 0) : [key];
    return { key, edges: new Set(edges), nodes: new Set([...edges.flatMap((edge) => graph.extremities(edge)), ...(graph.hasNode(key) ? [key] : [])]) };
  }

  let bright = null;
  /** Nodes are smaller where there are many, or little room. */
  const crowded = Math.max(0.4, Math.min(1, Math.sqrt(CROWD / graph.order)));
  const scale = () => crowded * Math.min(1, Math.max(0.6, Math.min(stage.clientWidth, stage.clientHeight) / 600));
  const reducers = {
    nodeReducer(node, attributes) {
      const drawn = { ...attributes, size: attributes.size * scale(), zIndex: 0 };
      if (alive && !alive.has(node)) drawn.hidden = true;
      if (!bright) return drawn;
      if (!bright.nodes.has(node)) return { ...drawn, color: token("--line"), label: "" };
      return { ...drawn, forceLabel: true, zIndex: node === bright.key ? 2 : 1, highlighted: node === chosen };
    },
    edgeReducer(edge, attributes) {
      const weight = weightOf(attributes);
      if (!(weight > 0)) return { ...attributes, hidden: true };
      const drawn = { ...attributes, size: thickness(weight, most) };
      if (!bright) return drawn;
      if (!bright.edges.has(edge)) return { ...drawn, color: token("--line"), hidden: graph.hasNode(bright.key), zIndex: 0 };
      return edge === bright.key ? { ...drawn, color: token("--accent"), size: Math.max(3, drawn.size), zIndex: 1 } : { ...drawn, zIndex: 1 };
    },
  };

  const refresh = () => {
    bright = focus();
    sigma?.refresh({ schedule: true });
  };
  const point = (key) => {
    pointed = key;
    stage.style.cursor = key === null ? "" : "pointer";
    refresh();
  };
  const choose = (key) => {
    [pointed, chosen] = [null, graph.hasNode(key) ? key : null]; // a finger that pointed is gone
    refresh();
    if (chosen === null) onNone();
    else onNode(chosen);
  };
  const chooseEdge = (key) => {
    [pointed, chosen] = [null, key];
    refresh();
    onEdge(key);
  };
  const duration = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 250;
  const camera = () => sigma.getCamera();
  const move = (state) => sigma && camera().animate(state, { duration });
  const zoom = (factor) => sigma && move({ ratio: sigma.getCamera().getBoundedRatio(camera().getState().ratio * factor) });
  const whole = () => move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });

  function go(key) {
    if (!sigma || !graph.hasNode(key)) return;
    const { x, y } = sigma.getNodeDisplayData(key);
    move({ x, y, ratio: Math.min(0.5, camera().getState().ratio) });
  }

  /** The edge nearest to a point of the canvas, within reach: edges are thin, fingers are not. */
  function nearest({ x, y }) {
    let [found, least] = [null, REACH];
    graph.forEachEdge((edge, attributes, source, end) => {
      if (sigma.getEdgeDisplayData(edge).hidden) return;
      const [a, b] = [source, end].map((node) => sigma.framedGraphToViewport(sigma.getNodeDisplayData(node)));
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const along = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
      const away = Math.hypot(a.x + along * dx - x, a.y + along * dy - y);
      if (away < least) [found, least] = [edge, away];
    });
    return found;
  }

  const keys = {
    "+": () => zoom(1 / 1.5), "=": () => zoom(1 / 1.5), "-": () => zoom(1.5), 0: whole, Escape: () => choose(null),
    ArrowLeft: () => pan(-1, 0), ArrowRight: () => pan(1, 0), ArrowUp: () => pan(0, 1), ArrowDown: () => pan(0, -1),
  };
  function pan(right, up) {
    const { x, y, ratio } = camera().getState();
    move({ x: x + right * ratio * 0.15, y: y + up * ratio * 0.15 });
  }
  stage.addEventListener("keydown", (event) => {
    if (!sigma || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  const button = (sign, label, onclick) => el("button", { type: "button", "aria-label": label, title: label, onclick }, sign);
  const buttons = el("div", { class: "zoom" },
    button("＋", words.zoomIn, () => zoom(1 / 1.5)), button("－", words.zoomOut, () => zoom(1.5)), button("⤢", words.whole, whole));
  target.replaceChildren(stage, buttons);
  try {
    sigma = draw(stage, graph, { ...reducers, minCameraRatio: 0.02, maxCameraRatio: 3 }, buttons);
  } catch {
    target.replaceChildren(el("p", { class: "note warn" }, words.undrawable)); // no WebGL: the lists tell the same
  }
  if (sigma) {
    sigma.on("enterNode", ({ node }) => point(node));
    sigma.on("leaveNode", () => point(null));
    sigma.on("enterEdge", ({ edge }) => point(edge));
    sigma.on("leaveEdge", () => point(null));
    sigma.on("clickNode", ({ node }) => choose(node));
    sigma.on("clickEdge", ({ edge }) => chooseEdge(edge));
    sigma.on("clickStage", ({ event }) => {
      const edge = nearest(event);
      if (edge) chooseEdge(edge);
      else if (chosen !== null) choose(null);
    });
  }
  return {
    graph,
    sigma,
    choose,
    chooseEdge,
    /** Chooses the first node whose name is the text, or else has it, and goes there; false where there is none. */
    find(text) {
      const wanted = text.trim();
      if (!wanted) return true;
      const is = (same) => graph.findNode((key, node) => (!alive || alive.has(key)) && [node.name, node.label].some((name) => name && same(name)));
      const key = is((name) => name === wanted) ?? is((name) => name.includes(wanted));
      if (key === undefined) return false;
      choose(key);
      go(key);
      return true;
    },
    /**
     * Shows edges by another weight, those of weight 0 not at all, and no node that is left without; null for all. What is
     * no longer shown is no longer chosen.
     */
    filter(weight) {
      weightOf = weight ?? total;
      const edges = graph.filterEdges((_, attributes) => weightOf(attributes) > 0);
      alive = weight ? new Set(edges.flatMap((edge) => graph.extremities(edge))) : null;
      const gone = (key) => key !== null && !(graph.hasNode(key) ? !alive || alive.has(key) : weightOf(graph.getEdgeAttributes(key)) > 0);
      if (gone(pointed)) point(null);
      if (gone(chosen)) choose(null);
      refresh();
      return { nodes: alive ? alive.size : graph.order, edges };
    },
    close: () => sigma?.kill(),
  };
}
