// Answers of the endpoint as rows, and the names of the things in them.

/** Asks the endpoint. Resolves to {rows, columns, boolean, triples, truncated, count, ms} or throws {problem}. */
export async function ask(endpoint, query, { graph = false, signal } = {}) {
  const begun = performance.now();
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "Content-Type": "application/sparql-query",
      Accept: graph ? "application/n-triples" : "application/sparql-results+json",
      "Accept-Language": document.documentElement.lang, // of what is said where the query is wrong
    },
    body: query,
    signal,
  });
  const text = await response.text();
  if (!response.ok) throw { problem: readProblem(text, response.status) };
  const answer = {
    ms: Math.round(performance.now() - begun),
    truncated: response.headers.has("X-Result-Truncated"),
    text,
    type: response.headers.get("Content-Type") ?? "",
  };
  if (graph) return { ...answer, ...triples(text) };
  const json = JSON.parse(text);
  if (typeof json.boolean === "boolean") return { ...answer, boolean: json.boolean, columns: [], rows: [] };
  return { ...answer, columns: json.head.vars, rows: json.results.bindings };
}

function readProblem(text, status) {
  try {
    return { status, ...JSON.parse(text) };
  } catch {
    return { status, detail: text.slice(0, 300) };
  }
}

const TERM = /<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?/g;
const ESCAPES = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** N-Triples as rows of subject, predicate, object. */
export function triples(text) {
  const columns = ["subject", "predicate", "object"];
  const rows = [];
  for (const line of text.split("\n")) {
    if (!line.trim()) continue;
    const terms = [...line.matchAll(TERM)].slice(0, 3).map(([, iri, blank, value, lang, datatype]) => {
      if (iri !== undefined) return { type: "uri", value: unescape(iri) };
      if (blank !== undefined) return { type: "bnode", value: blank };
      return { type: "literal", value: unescape(value), "xml:lang": lang, datatype };
    });
    rows.push(Object.fromEntries(columns.map((column, place) => [column, terms[place]])));
  }
  return { columns, rows };
}

function unescape(value) {
  return value.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, other) =>
    other ? (ESCAPES[other] ?? other) : String.fromCodePoint(parseInt(four ?? eight, 16)),
  );
}

const known = new Map();

/** The labels of IRIs, asked for in as few queries as the endpoint takes; those without one get none. */
export async function labels(endpoint, iris, signal) {
  const wanted = [...new Set(iris)].filter((iri) => !known.has(iri) && !/[<>"{}|^`\\\s]/.test(iri)).slice(0, 300);
  for (const some of portions(wanted)) {
    const values = some.map((iri) => `<${iri}>`).join(" ");
    const query = `PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?it ?label { VALUES ?it { ${values} } { ?it rdfs:label|skos:prefLabel ?label } UNION { GRAPH ?g { ?it rdfs:label|skos:prefLabel ?label } } }`;
    try {
      const language = document.documentElement.lang.slice(0, 2);
      const { rows } = await ask(endpoint, query, { signal });
      for (const iri of some) known.set(iri, null);
      for (const row of rows) {
        if (!known.get(row.it.value) || row.label["xml:lang"] === language) known.set(row.it.value, row.label.value);
      }
    } catch {
      // names are a comfort: without them the IRIs are shown
    }
  }
  return known;
}

/** IRIs in portions that a query of 64 KiB holds: a character has three bytes at most, but for pairs of two with four. */
function portions(iris) {
  const found = [];
  let room = 0;
  for (const iri of iris) {
    if (iri.length > room) {
      found.push([]);
      room = 20_000;
    }
    found.at(-1).push(iri);
    room -= iri.length + 3;
  }
  return found;
}

/** The end of an IRI, for where there is no label. */
export function short(iri, prefixes = {}) {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    if (iri.startsWith(namespace) && iri.length > namespace.length) return `${prefix}:${decode(iri.slice(namespace.length))}`;
  }
  return decode(iri);
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const NUMERIC = /#(integer|decimal|double|float|int|long|short|byte|gYear|(non(Positive|Negative)|positive|negative)Integer)$/;

/** The number a term stands for, or null. */
export function number(term) {
  if (!term || term.type !== "literal" || !term.datatype || !NUMERIC.test(term.datatype)) return null;
  const value = Number(term.value);
  return Number.isFinite(value) ? value : null;
}
