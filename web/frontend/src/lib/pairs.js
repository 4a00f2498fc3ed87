// An answer as a network of the pairs of things in it.
import { el } from "./dom.js";
import { explore } from "./explore.js";
import { strongest } from "./lists.js";
import { labels, short } from "./results.js";
import { page } from "./table.js";

const ROWS = 2000;

/** The two columns that a network joins, the first two with IRIs; null where there are not two. */
export function pairs({ columns, rows }) {
  const first = rows.slice(0, 50);
  const iris = columns.filter((column) => first.some((row) => row[column]?.type === "uri"));
  const [source, target] = columns.length === 3 && columns[1] === "predicate" ? ["subject", "object"] : iris;
  return source && target ? { source, target } : null;
}

/**
 * Draws `answer` into `target`, unless the signal says that it is no longer wanted once its names are there. What is chosen
 * leads to its page.
 *
 * @returns what `explore` returns, or null.
 */
export async function network(target, answer, site, signal) {
  const { source, target: end } = pairs(answer);
  const used = answer.rows.filter((row) => row[source]?.type === "uri" && row[end]?.type === "uri").slice(0, ROWS);
  const keys = [...new Set(used.flatMap((row) => [row[source].value, row[end].value]))];
  const names = await labels(site.endpoint, keys, signal);
  if (signal.aborted) return null;
  const name = (key) => names.get(key) ?? short(key, site.prefixes);
  const edges = new Map();
  for (const row of used) {
    const key = `${row[source].value} ${row[end].value}`;
    edges.set(key, { key, source: row[source].value, target: row[end].value, weight: (edges.get(key)?.weight ?? 0) + 1 });
  }
  const nodes = keys.map((key) => ({ key, label: name(key), name: name(key) }));
  const { words } = site;
  const link = (key) => {
    const address = page(key, site);
    return address ? el("a", { href: address }, name(key)) : name(key);
  };
  const [canvas, chosen, list] = [el("div", { class: "canvas" }), el("p", { "aria-live": "polite" }), el("ol", { class: "columns" })];
  const tell = (...content) => chosen.replaceChildren(...content);
  target.replaceChildren(
    canvas,
    chosen,
    el("p", { class: "dim", id: "network-help" }, el("small", {}, words.help)),
    el("details", {}, el("summary", {}, words.strongest), list),
  );
  const view = explore(canvas, { nodes, edges: [...edges.values()], directed: true }, {
    words: { ...words, title: words.network },
    onNode: (key) => tell(link(key)),
    onEdge: (key) => tell(link(edges.get(key).source), " — ", link(edges.get(key).target)),
    onNone: () => tell(),
  });
  strongest(list, view.graph, view.graph.edges(), (edge) => edge.weight, view.chooseEdge);
  return view;
}
