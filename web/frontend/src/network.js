// The network page: what was chosen in the form, drawn; an edge leads to the sentences behind it.
import { el, given } from "./lib/dom.js";
import { explore } from "./lib/explore.js";
import { finder, legend, strongest } from "./lib/lists.js";
import { saving } from "./lib/picture.js";

const site = given("site");
const words = site.words;
const $ = (id) => document.getElementById(id);
const form = $("choice");
const canvas = $("canvas");
const evidence = $("evidence");
let view = null;
let turn = 0;

function address(path) {
  return `${path}?${new URLSearchParams(new FormData(form))}`;
}

async function load() {
  delete canvas.dataset.ready;
  $("counts").textContent = words.running;
  history.replaceState(null, "", address(location.pathname));
  const name = form.elements.view.value;
  $("lead").textContent = site.about[name];
  for (const link of document.querySelectorAll("[data-download]")) link.href = address(link.dataset.download.replace("VIEW", name));
  const response = await fetch(address(site.data)).catch(() => null);
  if (!response?.ok) {
    const problem = await response?.json().catch(() => null);
    $("counts").textContent = problem?.detail ?? words.unreachable;
    return;
  }
  const data = await response.json();
  $("counts").textContent = `${data.nodes.length.toLocaleString()} ${words.nodes} · ${data.edges.length.toLocaleString()} ${words.edges}`;
  $("part").textContent = data.part ?? "";
  $("notes").replaceChildren(...data.notes.map((note) => el("li", {}, note)));
  show(data);
}

function show(data) {
  view?.close();
  const title = form.elements.view.selectedOptions[0].text;
  view = explore(canvas, data, {
    words: { ...words, title: `${title}: ${$("counts").textContent}` },
    onNode: (node) => sentences(node, null),
    onEdge: (edge) => sentences(...view.graph.extremities(edge)),
    onNone: () => {
      turn++;
      evidence.replaceChildren(el("p", { class: "dim" }, words.click));
    },
  });
  legend($("legend"), data, words.other);
  strongest($("edges"), view.graph, view.graph.edges(), (edge) => edge.weight, view.chooseEdge);
  finder($("find"), data.nodes, view.find);
  canvas.sigma = view.sigma; // for scripts of readers, and tests
  canvas.dataset.ready = "true";
}

async function sentences(source, target) {
  const parameters = new URLSearchParams(new FormData(form));
  parameters.set("source", source);
  if (target) parameters.set("target", target);
  evidence.replaceChildren(el("p", {}, words.running));
  const mine = ++turn;
  const response = await fetch(`${site.evidence}?${parameters}`).catch(() => null);
  const found = response?.ok ? await response.json() : null;
  if (mine !== turn) return; // something else has been chosen since
  if (!found) return evidence.replaceChildren(el("p", {}, words.unreachable));
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

saving($("save-svg"), $("save-png"), () => view, "network");
form.addEventListener("change", load);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  load();
});
load();
