// A table of results: labels before IRIs, sortable by every column, a hundred rows at a time.
import { el, linkable } from "./dom.js";
import { labels, number, short } from "./results.js";

const PAGE = 100;

/** Draws `answer` into `target`. `site` has endpoint, base, root, prefixes and words. */
export function table(target, answer, site) {
  let rows = answer.rows;
  let page = 0;
  let sorted = null;
  // ?act and ?actLabel are one column: the thing by its name.
  const columns = answer.columns.filter((column) => !(column.endsWith("Label") && answer.columns.includes(column.slice(0, -5))));

  function draw() {
    const shown = rows.slice(page * PAGE, (page + 1) * PAGE);
    const head = columns.map((column) =>
      el(
        "th",
        { scope: "col", "aria-sort": sorted?.column === column ? (sorted.up ? "ascending" : "descending") : null },
        el("button", { type: "button", class: "plain", onclick: () => sort(column) }, ...heading(column, site.words.columns ?? {})),
      ),
    );
    const body = shown.map((row) => el("tr", {}, columns.map((column) => cell(row[column], site, row[`${column}Label`]?.value))));
    target.replaceChildren(
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": site.words.results },
        el("table", { class: "data" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, body)),
      ),
      pager(),
    );
    name(shown);
  }

  function pager() {
    const pages = Math.ceil(rows.length / PAGE);
    if (pages < 2) return "";
    const step = (by, text) =>
      el("button", { type: "button", disabled: page + by < 0 || page + by >= pages, onclick: () => ((page += by), draw()) }, text);
    return el("p", { class: "pager" }, step(-1, "←"), ` ${page + 1} / ${pages} `, step(1, "→"));
  }

  async function name(shown) {
    const iris = shown.flatMap((row) => columns.filter((column) => row[column]?.type === "uri" && !row[`${column}Label`]).map((column) => row[column].value));
    if (!iris.length) return;
    const names = await labels(site.endpoint, iris);
    for (const link of target.querySelectorAll("[data-iri]")) {
      const label = names.get(link.dataset.iri);
      if (label) link.textContent = label;
    }
  }

  function sort(column) {
    sorted = { column, up: sorted?.column === column ? !sorted.up : true };
    const sign = sorted.up ? 1 : -1;
    rows = [...rows].sort((a, b) => sign * compare(a[column], b[column]));
    page = 0;
    draw();
  }

  draw();
}

function compare(a, b) {
  if (!a || !b) return a ? 1 : b ? -1 : 0;
  const [x, y] = [number(a), number(b)];
  return x !== null && y !== null ? x - y : a.value.localeCompare(b.value, "zh");
}

/** A variable as a heading: what it is called in the reader's language, and its name, which the definitions use. */
function heading(column, named) {
  const said = named[column];
  return said && said.toLowerCase() !== column.toLowerCase() ? [said, " ", el("small", { class: "dim" }, column)] : [column];
}

function cell(term, site, label) {
  if (!term) return el("td", { class: "none" });
  if (term.type === "uri") return el("td", {}, iri(term.value, site, label));
  if (term.type === "bnode") return el("td", { class: "dim" }, `_:${term.value}`);
  const numeric = number(term) !== null;
  return el("td", { class: numeric ? "number" : term.value.length > 24 ? "long" : null, lang: term["xml:lang"] }, term.value);
}

/** An IRI as a link: to its page here where it is one of ours, else to itself if it is a web address. */
export function iri(value, site, label) {
  const text = label ?? short(value, site.prefixes);
  const named = label === undefined ? value : null;
  const local = page(value, site);
  if (local) return el("a", { href: local, title: value, "data-iri": named }, text);
  if (linkable(value)) return el("a", { href: value, rel: "noreferrer", title: value, "data-iri": named }, text);
  return el("span", { title: value, "data-iri": named }, text);
}

/** The address of a thing's page on this site. */
export function page(value, site) {
  return value.startsWith(site.base) ? site.root + "id/" + encodeURI(decodeURI(safe(value.slice(site.base.length)))) : null;
}

function safe(text) {
  try {
    decodeURI(text);
    return text;
  } catch {
    return encodeURI(text);
  }
}
