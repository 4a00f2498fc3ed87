// The page that a network is exported as: it works from a file, without a server and without a connection.
import "./theme.js";
import { el, given, linkable } from "./lib/dom.js";
import { explore } from "./lib/explore.js";
import { finder, legend, strongest } from "./lib/lists.js";
import { saving } from "./lib/picture.js";
import { WORDS } from "./lib/words.js";

const LISTED = 200;
const { nodes, edges, ...about } = given("data");
const data = {
  ...about,
  nodes: nodes.map(([name, label, category, x, y, size, color, evidence, facts], key) => ({ key: String(key), name, label, category, x, y, size, color, evidence, facts })),
  edges: edges.map(([source, target, weight, yearly, evidence], key) => ({ key: `e${key}`, source: String(source), target: String(target), weight, yearly, evidence })),
};
const heaviest = data.edges.reduce((most, edge) => Math.max(most, edge.weight), 1);
const $ = (id) => document.getElementById(id);
const savable = saving($("save-svg"), $("save-png"), () => view, "network");
let [words, view, year, least, redraw] = [null, null, null, 0, () => {}];

const weightOf = (edge) => {
  const weight = year === null ? edge.weight : edge.yearly?.[year] ?? 0;
  return weight >= least ? weight : 0;
};
const word = (text) => words.terms[text] ?? text;
/** A value of a column in words; several stand with | between them. */
function told(column, value) {
  const names = about.terms[column] ?? {};
  return value.split("|").map((one) => names[one]?.[words.place] ?? (column === "category" ? word(one) : one)).join(", ");
}
const link = (address) => linkable(address ?? "") && el("p", {}, el("a", { href: address, target: "_blank", rel: "noopener" }, words.sentences));
const facts = (rows) => el("dl", {}, rows.flatMap(([name, value]) => [el("dt", {}, word(name)), el("dd", {}, value)]));
const button = (text, onclick) => el("button", { type: "button", class: "plain", onclick }, text);

function tell(...content) {
  $("chosen").replaceChildren(...content.filter(Boolean));
}

function node(key) {
  const { name, evidence, facts: columns } = view.graph.getNodeAttributes(key);
  const own = view.graph.edges(key).map((edge) => ({ edge, weight: weightOf(view.graph.getEdgeAttributes(edge)) })).filter(({ weight }) => weight > 0);
  own.sort((a, b) => b.weight - a.weight);
  tell(
    el("h2", {}, name),
    link(evidence),
    facts(Object.entries(columns).map(([column, value]) => [column, told(column, value)])),
    el("ol", {}, own.slice(0, LISTED).map(({ edge, weight }) =>
      el("li", {}, button(view.graph.getNodeAttribute(view.graph.opposite(key, edge), "name"), () => view.chooseEdge(edge)), ` ${weight.toLocaleString()}`))),
  );
  redraw = () => node(key);
}

function edge(key) {
  const { weight, yearly, evidence } = view.graph.getEdgeAttributes(key);
  const ends = view.graph.extremities(key);
  tell(
    el("h2", {}, button(view.graph.getNodeAttribute(ends[0], "name"), () => view.choose(ends[0])), " — ", button(view.graph.getNodeAttribute(ends[1], "name"), () => view.choose(ends[1]))),
    link(evidence),
    facts([["weight", weight.toLocaleString()], ...Object.entries(yearly ?? {}).map(([when, value]) => [when, value.toLocaleString()])]),
  );
  redraw = () => edge(key);
}

function none() {
  tell(el("p", { class: "dim" }, words.click));
  redraw = none;
}

function filter() {
  const shown = view.filter(year === null && !least ? null : weightOf);
  $("counts").textContent = `${shown.nodes.toLocaleString()} ${words.nodes} · ${shown.edges.length.toLocaleString()} ${words.edges}`;
  $("year-out").textContent = year ?? words.all;
  $("weight-out").textContent = least ? `≥ ${least}` : words.all;
  strongest($("edges"), view.graph, shown.edges, weightOf, view.chooseEdge);
  savable(view.sigma && shown.nodes > 0);
  redraw();
}

/** Everything in a language, from the beginning. */
function show(language) {
  words = WORDS[language];
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words[element.dataset.word];
  for (const element of document.querySelectorAll("[data-label]")) element.ariaLabel = element.title = words[element.dataset.label];
  $("language").textContent = words.other;
  $("find").dataset.none = words.nothing;
  $("title").textContent = about.title;
  $("about").textContent = about.about;
  view?.close();
  view = explore($("canvas"), data, { words: { ...words, title: about.title }, onNode: node, onEdge: edge, onNone: none });
  legend($("legend"), { ...data, legend: about.legend.map(([name, color]) => ({ name: about.color === "community" ? `${word("community")} ${name}` : told(about.color, name), color })) }, words.rest);
  $("measure").textContent = words.measure(word(about.color), word(about.size));
  finder($("find"), data.nodes, view.find);
  none();
  filter();
  $("canvas").sigma = view.sigma; // for scripts of readers, and tests
  $("canvas").dataset.ready = "true";
}

$("year").max = about.years.length;
$("year-row").hidden = about.years.length < 2;
$("year").addEventListener("input", ({ target }) => {
  year = about.years[target.value - 1] ?? null;
  target.ariaValueText = String(year ?? words.all);
  filter();
});
$("weight").addEventListener("input", ({ target }) => {
  least = target.value === "0" ? 0 : Math.max(1, Math.round(heaviest ** (target.value / 100)));
  target.ariaValueText = String(least);
  filter();
});
$("language").addEventListener("click", () => show(document.documentElement.lang === "en" ? "zh-CN" : "en"));
show(navigator.language.startsWith("zh") ? "zh-CN" : "en");
