// The network page: what was chosen in the form, drawn; an edge leads to the sentences behind it.
import { el, given, save } from "./lib/dom.js";
import { draw, graphOf, token } from "./lib/graph.js";

const site = given("site");
const words = site.words;
const form = document.getElementById("choice");
const canvas = document.getElementById("canvas");
const counts = document.getElementById("counts");
const evidence = document.getElementById("evidence");
let sigma = null;
let graph = null;

function address(path) {
  return `${path}?${new URLSearchParams(new FormData(form))}`;
}

async function load() {
  delete canvas.dataset.ready;
  counts.textContent = words.running;
  history.replaceState(null, "", address(location.pathname));
  for (const link of document.querySelectorAll("[data-download]")) link.href = address(link.dataset.download);
  const response = await fetch(address(site.data)).catch(() => null);
  if (!response?.ok) {
    const problem = await response?.json().catch(() => null);
    counts.textContent = problem?.detail ?? words.unreachable;
    return;
  }
  const data = await response.json();
  counts.textContent = `${data.nodes.length.toLocaleString()} ${words.nodes} · ${data.edges.length.toLocaleString()} ${words.edges}`;
  document.getElementById("part").textContent = data.part ?? "";
  document.getElementById("notes").replaceChildren(...data.notes.map((note) => el("li", {}, note)));
  document.getElementById("legend").replaceChildren(...data.legend.map(({ name, color }) => {
    const swatch = el("span", { class: "swatch" });
    swatch.style.background = color;
    return el("li", {}, swatch, name);
  }));
  list(data);
  show(data);
}

function show(data) {
  sigma?.kill();
  canvas.replaceChildren();
  if (!data.nodes.length) return;
  graph = graphOf(data);
  let near = null;
  sigma = draw(canvas, graph, {
    nodeReducer: (node, attributes) =>
      near && node !== near && !graph.areNeighbors(node, near) ? { ...attributes, color: token("--line"), label: "" } : attributes,
    edgeReducer: (edge, attributes) =>
      near && !graph.hasExtremity(edge, near) ? { ...attributes, hidden: true } : attributes,
  });
  sigma.on("enterNode", ({ node }) => ((near = node), sigma.refresh()));
  sigma.on("leaveNode", () => ((near = null), sigma.refresh()));
  sigma.on("clickEdge", ({ edge }) => sentences(graph.source(edge), graph.target(edge)));
  sigma.on("clickNode", ({ node }) => sentences(node, null));
  canvas.sigma = sigma; // for scripts of readers, and tests
  canvas.dataset.ready = "true";
}

/** The strongest edges as a list, for keyboards, screen readers and small screens. */
function list(data) {
  const names = new Map(data.nodes.map((node) => [node.key, node.name]));
  const strongest = [...data.edges].sort((a, b) => b.weight - a.weight).slice(0, 50);
  document.getElementById("edges").replaceChildren(
    ...strongest.map((edge) =>
      el("li", {},
        el("button", { type: "button", class: "plain", onclick: () => sentences(edge.source, edge.target) },
          `${names.get(edge.source)} — ${names.get(edge.target)}`),
        " ", el("span", { class: "number" }, edge.weight.toLocaleString()))),
  );
}

async function sentences(source, target) {
  const parameters = new URLSearchParams(new FormData(form));
  parameters.set("source", source);
  if (target) parameters.set("target", target);
  evidence.replaceChildren(el("p", {}, words.running));
  const response = await fetch(`${site.evidence}?${parameters}`).catch(() => null);
  if (!response?.ok) return evidence.replaceChildren(el("p", {}, words.unreachable));
  const found = await response.json();
  evidence.replaceChildren(
    el("h2", {}, found.title),
    found.thing ? el("p", {}, el("a", { href: found.thing }, words.open)) : "",
    el("p", { class: "dim" }, `${found.items.length.toLocaleString()} ${words.sentences}`),
    el("ol", { class: "sentences" },
      found.items.map((item) =>
        el("li", {},
          el("blockquote", {}, item.before, el("mark", {}, item.exact), item.after),
          el("a", { href: item.url }, item.report)))),
  );
  evidence.scrollIntoView({ block: "nearest", behavior: "smooth" });
}

/** The drawing as SVG, from the positions that are drawn. */
function drawing() {
  const nodes = graph.mapNodes((key, node) => ({ key, ...node }));
  const [xs, ys] = [nodes.map((node) => node.x), nodes.map((node) => -node.y)];
  const [left, top] = [Math.min(...xs) - 60, Math.min(...ys) - 60];
  const [width, height] = [Math.max(...xs) - left + 60, Math.max(...ys) - top + 60];
  const xml = (text) => String(text).replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const edges = graph.mapEdges((_, edge, a, b, from, to) =>
    `<line x1="${from.x}" y1="${-from.y}" x2="${to.x}" y2="${-to.y}" stroke="#9aa5a8" stroke-opacity=".5" stroke-width="${edge.size}"/>`);
  const marks = nodes.map((node) =>
    `<circle cx="${node.x}" cy="${-node.y}" r="${node.size}" fill="${xml(node.color)}"/><text x="${node.x}" y="${-node.y - node.size - 3}" text-anchor="middle" font-size="12">${xml(node.label)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}" font-family="sans-serif">${edges.join("")}${marks.join("")}</svg>`;
}

document.getElementById("save-svg").addEventListener("click", () => graph && save("network.svg", drawing(), "image/svg+xml"));
document.getElementById("save-png").addEventListener("click", () => {
  if (!graph) return;
  const image = new Image();
  image.onload = () => {
    const out = el("canvas", { width: 2400, height: Math.round((2400 * image.height) / image.width) });
    const context = out.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, out.width, out.height);
    context.drawImage(image, 0, 0, out.width, out.height);
    out.toBlob((blob) => save("network.png", blob));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing())}`;
});
form.addEventListener("change", load);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  load();
});
load();
