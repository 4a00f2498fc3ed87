// The SPARQL editor: Yasgui's Yasqe, with completion from this store, and answers as table, chart, network or text.
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import { chart, drawable } from "./lib/chart.js";
import { el, given, latest, save } from "./lib/dom.js";
import { network, pairs } from "./lib/pairs.js";
import { ask } from "./lib/results.js";
import { snippets } from "./lib/snippets.js";
import { table } from "./lib/table.js";

const site = given("site");
const words = site.words;
const $ = (id) => document.getElementById(id);
const endpoint = new URL(site.endpoint, location.href).href;

/** Completion of IRIs that the store itself uses. */
function completer(name, list, fits) {
  return {
    name,
    bulk: false,
    autoShow: false,
    get: (_, token) => {
      const typed = (token?.autocompletionString ?? token?.string ?? "").replace(/^</, "").toLowerCase();
      return list.filter((iri) => iri.toLowerCase().includes(typed) || iri.toLowerCase().startsWith(typed)).slice(0, 50);
    },
    isValidCompletionPosition: fits,
    preProcessToken: (yasqe, token) => {
      const [, prefix, local] = /^([\w-]*):(.*)$/.exec(token.string) ?? [];
      const namespace = prefix === undefined ? undefined : yasqe.getPrefixesFromQuery()[prefix];
      return { ...token, autocompletionString: namespace ? namespace + local : token.string };
    },
    postProcessSuggestion: (yasqe, _, iri) => {
      const used = { ...site.prefixes, ...yasqe.getPrefixesFromQuery() };
      for (const [prefix, namespace] of Object.entries(used)) {
        const local = iri.slice(namespace.length);
        if (iri.startsWith(namespace) && /^[\w-]+$/.test(local)) {
          if (!(prefix in yasqe.getPrefixesFromQuery())) yasqe.addPrefixes({ [prefix]: namespace });
          return `${prefix}:${local}`;
        }
      }
      return `<${iri}>`;
    },
  };
}

const afterType = (yasqe) => {
  const { line } = yasqe.getDoc().getCursor();
  const before = yasqe.getPreviousNonWsToken(line, yasqe.getCompleteToken());
  return before.string === "a" || before.string === "rdf:type";
};
const anyTerm = (yasqe) => !/^[?$"#]/.test(yasqe.getCompleteToken().string) && !afterType(yasqe);

Yasqe.defaults.autocompleters = [];
const [classes, properties] = [[], []];
Yasqe.registerAutocompleter(completer("class", classes, afterType), true);
Yasqe.registerAutocompleter(completer("property", properties, anyTerm), true);
Yasqe.registerAutocompleter(Yasqe.Autocompleters.variables, true);

/** What the store uses; it comes when it is counted, and nobody waits for it. */
async function learn() {
  const found = await fetch(site.vocabulary).then((response) => response.json()).catch(() => ({}));
  classes.push(...(found.classes ?? []));
  properties.push(...(found.properties ?? []));
}
learn();

const textarea = $("query");
const yasqe = new Yasqe($("editor"), {
  value: textarea.value,
  persistenceId: null,
  consumeShareLink: null,
  createShareableLink: null,
  showQueryButton: false,
  resizeable: false,
  editorHeight: "auto",
  collapsePrefixesOnLoad: false,
  viewportMargin: Infinity,
  screenReaderLabel: words.editor,
  extraKeys: {
    "Ctrl-Enter": () => run(),
    "Cmd-Enter": () => run(),
    "Ctrl-Space": () => yasqe.autocomplete(),
    "Ctrl-/": () => yasqe.commentLines(),
    // Tab leaves the editor: nobody shall be caught in it.
    Tab: false,
    "Shift-Tab": false,
  },
});
textarea.hidden = true;
yasqe.on("change", () => (textarea.value = yasqe.getValue()));
yasqe.refresh();

let view = site.view ?? "table";
let answer = null;
let drawing = null;
const [asking, showing] = [latest(), latest()];

/** Asks, shows the answer, and puts the query into the page's address. */
async function run() {
  const query = yasqe.getValue();
  const signal = asking();
  status(words.running);
  for (const mark of yasqe.getAllMarks()) mark.clear();
  const graph = ["CONSTRUCT", "DESCRIBE"].includes(yasqe.getQueryType());
  try {
    answer = await ask(endpoint, query, { graph, signal });
  } catch (error) {
    if (error.name !== "AbortError") fail(error.problem ?? { detail: words.unreachable });
    return;
  }
  $("problem").hidden = true;
  history.replaceState(null, "", permalink(query));
  show();
}

function permalink(query) {
  return `${site.root}ask?query=${encodeURIComponent(query)}${view === "table" ? "" : `&view=${view}`}`;
}

function status(text) {
  $("status").textContent = text;
}

/** A problem in words, with the place in the query marked. */
function fail(problem) {
  status("");
  const box = $("problem");
  const place = { line: problem.line, column: problem.column ?? 1 };
  const where = problem.line ? words.place.replace(/\[(\w+)\]/g, (_, name) => place[name]) : "";
  const told = problem.detail ?? problem.title ?? "";
  box.replaceChildren(el("strong", {}, where || words.refused), " ", told.startsWith(where) ? told.slice(where.length).replace(/^[:：]\s*/, "") : told);
  box.hidden = false;
  if (problem.line) {
    const line = Math.min(problem.line - 1, yasqe.getDoc().lastLine());
    const { length } = yasqe.getDoc().getLine(line);
    const from = { line, ch: Math.max(0, Math.min((problem.column ?? 1) - 1, length - 1)) };
    yasqe.getDoc().markText(from, { line, ch: length }, { className: "wrong" });
    yasqe.getDoc().setCursor(from);
  }
}

/** The answer in the view that is chosen, if it can be drawn so. */
async function show() {
  const signal = showing();
  drawing?.close();
  drawing = null;
  const target = $("answer");
  const can = {
    table: true,
    chart: answer.boolean === undefined && Boolean(drawable(answer)),
    network: answer.boolean === undefined && Boolean(pairs(answer)),
    text: true,
  };
  for (const button of document.querySelectorAll("[data-view]")) {
    button.disabled = !can[button.dataset.view];
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }
  $("results").hidden = false;
  $("truncated").hidden = !answer.truncated;
  const count = answer.boolean === undefined ? `${answer.rows.length.toLocaleString()} ${answer.rows.length === 1 ? words.row : words.rows}` : "";
  status(`${count} · ${answer.ms} ms`);
  const drawn = can[view] ? view : "table";
  if (answer.boolean !== undefined && drawn === "table") {
    target.replaceChildren(el("p", { class: "boolean" }, answer.boolean ? words.yes : words.no));
  } else if (drawn === "table") table(target, answer, site);
  else if (drawn === "chart") await chart(target, answer, site, signal);
  else if (drawn === "text") target.replaceChildren(el("pre", { tabindex: "0" }, answer.text.slice(0, 200_000)));
  else drawing = (await network(target, answer, site, signal)) ?? drawing;
}

$("run").addEventListener("click", (event) => {
  event.preventDefault();
  run();
});
for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => {
    view = button.dataset.view;
    if (answer) {
      history.replaceState(null, "", permalink(yasqe.getValue()));
      show();
    }
  });
}
for (const button of document.querySelectorAll("[data-snippet]")) {
  button.addEventListener("click", () => {
    $("snippet").textContent = snippets[button.dataset.snippet](endpoint, yasqe.getValue());
    $("snippet").hidden = false;
  });
}
$("permalink").addEventListener("click", async () => {
  const address = new URL(permalink(yasqe.getValue()), location.href).href;
  history.replaceState(null, "", address);
  await navigator.clipboard?.writeText(address).catch(() => {});
  status(words.copied);
});
$("save-svg")?.addEventListener("click", () => {
  const drawing = $("answer").querySelector("svg.chart");
  if (drawing) save("chart.svg", new XMLSerializer().serializeToString(drawing), "image/svg+xml");
});
if (site.run && textarea.value.trim()) run();
