// The network page: what was chosen in the form, drawn; an edge leads to the sentences behind it.
import { el, given, latest } from "./lib/dom.js";
import { explore } from "./lib/explore.js";
import { finder, legend, strongest } from "./lib/lists.js";
import { saving } from "./lib/picture.js";

const site = given("site");
const words = site.words;
const $ = (id) => document.getElementById(id);
const form = $("choice");
const canvas = $("canvas");
const evidence = $("evidence");
const [loading, reading] = [latest(), latest()];
const savable = saving($("save-svg"), $("save-png"), () => view, "network");
let view = null;
let asked = null; // for the network that is drawn

async function load() {
  const signal = loading();
  const parameters = new URLSearchParams(new FormData(form));
  const address = (path) => `${path}?${parameters}`;
  delete canvas.dataset.ready;
  forget();
  $("counts").textContent = words.running;
  history.replaceState(null, "", address(location.pathname));
  const name = form.elements.view.value;
  $("lead").textContent = site.about[name];
  for (const link of document.querySelectorAll("[data-download]")) link.href = address(link.dataset.download.replace("VIEW", name));
  const response = await fetch(address(site.data), { signal }).catch(() => null);
  const data = await response?.json().catch(() => null);
  if (signal.aborted) return; // something else has been chosen since
  clear();
  if (!response?.ok || !data) {
    $("counts").textContent = data?.detail ?? words.unreachable;
    return;
  }
  asked = parameters;
  show(data);
}

/** Takes away what is drawn and what is said of it. */
function clear() {
  view?.close();
  view = canvas.sigma = null;
  forget();
  for (const id of ["canvas", "legend", "edges", "notes", "part"]) $(id).replaceChildren();
  finder($("find"), [], () => false);
  savable(false);
}

function show(data) {
  $("counts").textContent = `${data.nodes.length.toLocaleString()} ${words.nodes} · ${data.edges.length.toLocaleString()} ${words.edges}`;
  $("part").textContent = data.part ?? "";
  $("notes").replaceChildren(...data.notes.map((note) => el("li", {}, note)));
  const title = form.elements.view.selectedOptions[0].text;
  view = explore(canvas, data, {
    words: { ...words, title: `${title}: ${$("counts").textContent}` },
    onNode: (node) => sentences(node, null),
    onEdge: (edge) => sentences(...view.graph.extremities(edge)),
    onNone: forget,
  });
  legend($("legend"), data, words.other);
  strongest($("edges"), view.graph, view.graph.edges(), (edge) => edge.weight, view.chooseEdge);
  finder($("find"), data.nodes, view.find);
  savable(view.sigma && data.nodes.length > 0);
  canvas.sigma = view.sigma; // for scripts of readers, and tests
  canvas.dataset.ready = "true";
}

function forget() {
  reading();
  evidence.replaceChildren(el("p", { class: "dim" }, words.click));
}

async function sentences(source, target) {
  const signal = reading();
  const parameters = new URLSearchParams(asked);
  parameters.set("source", source);
  if (target) parameters.set("target", target);
  evidence.replaceChildren(el("p", {}, words.running));
  const response = await fetch(`${site.evidence}?${parameters}`, { signal }).catch(() => null);
  const found = response?.ok ? await response.json().catch(() => null) : null;
  if (signal.aborted) return; // something else has been chosen since
  if (!found) return evidence.replaceChildren(el("p", {}, words.unreachable));
  evidence.replaceChildren(
    el("h2", {}, found.title),
    found.thing ? el("p", {}, el("a", { href: found.thing }, words.open)) : "",
    el("p", { class: "dim" }, found.lead),
    el("ol", { class: "sentences" },
      found.items.map((item) =>
        el("li", {},
          el("blockquote", {}, item.before, el("mark", {}, item.exact), item.after),
          el("a", { href: item.url }, item.report)))),
  );
  evidence.scrollIntoView({ block: "nearest", behavior: "smooth" });
}

form.addEventListener("change", load);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  load();
});
load();
