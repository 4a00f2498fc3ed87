// Charts by the shape of the answer: columns over years, bars of things, small multiples of things over years, the first
// year of each thing, or none.
import { el, svg } from "./dom.js";
import { labels, number, short } from "./results.js";
import { page } from "./table.js";

const WIDTH = 760;
const [BARS, MULTIPLES] = [40, 24];
/** Numbers that are places in a text and not values. */
const PLACES = /^(start|end|offset|from|to|line|page|confidence)$/i;

/**
 * What can be drawn of an answer: {kind, names, years, values}, or null where no chart would be true.
 *
 * - `columns`: each year once. - `bars`: each thing once. - `multiples`: each thing and year once; a panel a thing.
 * - `starts`: each thing once, with the year in which something began; there is nothing to measure but the year.
 */
export function drawable({ columns, rows }) {
  if (rows.length < 2) return null;
  const first = rows.slice(0, 200);
  const shown = columns.filter((column) => !(column.endsWith("Label") && columns.includes(column.slice(0, -5))));
  const numeric = shown.filter((column) => first.some((row) => number(row[column]) !== null));
  const isYear = (row, column) => { const n = number(row[column]); return n === null || (n > 1900 && n < 2200); };
  const years = numeric.filter((column) => /year/i.test(column) && first.every((row) => isYear(row, column)));
  const values = numeric.filter((column) => !years.includes(column) && !PLACES.test(column));
  const names = shown.filter((column) => !numeric.includes(column));
  const once = (keys) => new Set(rows.map((row) => JSON.stringify(keys.map((key) => row[key]?.value)))).size === rows.length;
  if (!values.length && years.length === 1 && /^first/i.test(years[0]) && names.length && once(names.slice(0, 1)))
    return { kind: "starts", names: names.slice(0, 1), year: years[0], values: years };
  if (!values.length || years.length > 1) return null;
  if (names.some((column) => first.some((row) => (row[column]?.type === "literal" ? row[column].value.length : 0) > 60))) return null;
  const [year] = years;
  if (year && !names.length) return once([year]) ? { kind: "columns", names, year, values } : null;
  if (names.length && once(names.slice(0, 1))) return { kind: "bars", names: names.slice(0, 1), values };
  if (year && names.length < 3 && once([...names, year])) {
    const things = new Set(rows.map((row) => JSON.stringify(names.map((name) => row[name]?.value)))).size;
    // Where most things have one year only, a panel each would hold one column: they are told by thing and year instead.
    return rows.length < 1.5 * things ? { kind: "bars", names: [...names, year], values } : { kind: "multiples", names, year, values };
  }
  return !year && names.length < 3 && once(names) ? { kind: "bars", names, values } : null;
}

/** Draws `answer` into `target`, unless the signal says that it is no longer wanted once its names are there. */
export async function chart(target, answer, site, signal) {
  const shape = drawable(answer);
  const titles = site.words.columns ?? {};
  const iris = answer.rows.slice(0, 500).flatMap((row) => shape.names.filter((name) => row[name]?.type === "uri" && !row[`${name}Label`]).map((name) => row[name].value));
  const known = iris.length ? await labels(site.endpoint, iris, signal) : new Map();
  if (signal.aborted) return;
  const text = (row, name) => {
    const term = row[name];
    if (!term) return "–";
    return term.type === "uri" ? (row[`${name}Label`]?.value ?? known.get(term.value) ?? short(term.value, site.prefixes)) : term.value;
  };
  const area = el("div", {});
  const draw = (value) => {
    const rows = answer.rows.filter((row) => number(row[value]) !== null);
    if (shape.names.length > 1) rows.sort((a, b) => number(b[value]) - number(a[value]));
    const points = rows.map((row) => ({
      name: shape.names.map((name) => text(row, name)).join(" · "),
      year: shape.year ? number(row[shape.year]) : null,
      value: number(row[value]),
      href: row[shape.names[0]]?.type === "uri" ? page(row[shape.names[0]].value, site) : null,
    }));
    const title = titles[value] ?? value;
    const kinds = { bars, columns, multiples, starts };
    area.replaceChildren(kinds[shape.kind](points, title, { own: shape.names.some((name) => /unit/i.test(name)) }));
  };
  const choice = el("select", { onchange: (event) => draw(event.target.value) },
    ...shape.values.map((value) => el("option", { value }, titles[value] ?? value)));
  target.replaceChildren(shape.values.length > 1 ? el("label", { class: "choice" }, site.words.value, " ", choice) : "", area);
  draw(shape.values[0]);
}

function bars(all, title) {
  const points = all.slice(0, BARS);
  const [left, row] = [270, 26];
  const most = Math.max(...points.map((point) => point.value), 0) || 1;
  const height = points.length * row + 30;
  const marks = points.map(({ name, value, href }, place) => {
    const y = 24 + place * row;
    const width = Math.max(1, (Math.max(value, 0) / most) * (WIDTH - left - 70));
    return svg(href ? "a" : "g", { href }, [
      svg("text", { x: left - 8, y: y + 15, "text-anchor": "end" }, name.length > 20 ? `${name.slice(0, 19)}…` : name),
      svg("rect", { x: left, y: y + 3, width, height: row - 8, rx: 2 }, svg("title", {}, `${name}: ${value}`)),
      svg("text", { x: left + width + 6, y: y + 15, class: "value" }, value.toLocaleString()),
    ]);
  });
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "chart", role: "group", "aria-label": title },
    svg("text", { x: left, y: 14, class: "axis" }, title), marks);
}

/** A line for each thing from the year in which it began to the last year of any, the earliest first. */
function starts(all, title) {
  const points = all.slice(0, BARS).sort((a, b) => a.value - b.value);
  const [left, row, right] = [270, 26, 40];
  const [from, to] = [Math.min(...points.map((point) => point.value)), Math.max(...points.map((point) => point.value))];
  const x = (year) => left + 20 + (to > from ? ((year - from) / (to - from)) * (WIDTH - left - 20 - right) : 0);
  const height = points.length * row + 54;
  const marks = points.map(({ name, value, href }, place) => {
    const y = 34 + place * row;
    return svg(href ? "a" : "g", { href }, [
      svg("text", { x: left - 8, y: y + 15, "text-anchor": "end" }, name.length > 20 ? `${name.slice(0, 19)}…` : name),
      svg("line", { x1: x(value), x2: WIDTH - right + 8, y1: y + 10, y2: y + 10, class: "base" }),
      svg("rect", { x: x(value) - 5, y: y + 5, width: 10, height: 10, rx: 5 }, svg("title", {}, `${name}: ${value}`)),
      svg("text", { x: x(value) + 9, y: y + 7, class: "value" }, String(value)),
    ]);
  });
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "chart", role: "group", "aria-label": title },
    svg("text", { x: left, y: 14, class: "axis" }, title), marks);
}

/** Columns over years; years without a value stay empty. */
function columns(points, title, { height = 260, width = WIDTH, most = 0, years = null, href = null } = {}) {
  const [left, bottom, top] = [12, 28, 36];
  const given = points.map((point) => point.year);
  const span = years ?? [Math.min(...given), Math.max(...given)];
  const step = (width - 2 * left) / (span[1] - span[0] + 1);
  const highest = most || Math.max(...points.map((point) => point.value), 0) || 1;
  const base = height - bottom;
  const every = Math.ceil(44 / step);
  const axis = Array.from({ length: span[1] - span[0] + 1 }, (_, place) => span[0] + place);
  const marks = points.map(({ year, value }) => {
    const tall = Math.max(1, (Math.max(value, 0) / highest) * (base - top));
    const x = left + step * (year - span[0] + 0.5);
    return svg("g", {}, [
      svg("rect", { x: x - step * 0.35, y: base - tall, width: step * 0.7, height: tall, rx: 2 }, svg("title", {}, `${year}: ${value.toLocaleString()}`)),
      step > 34 ? svg("text", { x, y: base - tall - 5, "text-anchor": "middle", class: "value" }, brief(value)) : "",
    ].filter(Boolean));
  });
  const heading = svg("text", { x: left, y: 16, class: href ? "" : "axis" }, title.length > width / 13 ? `${title.slice(0, Math.floor(width / 13) - 1)}…` : title);
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", role: "group", "aria-label": title },
    href ? svg("a", { href }, heading) : heading,
    svg("line", { x1: left, x2: width - left, y1: base, y2: base, class: "base" }), marks,
    axis.filter((_, place) => place % every === 0).map((year) => svg("text", { x: left + step * (year - span[0] + 0.5), y: height - 8, "text-anchor": "middle" }, String(year))));
}

/** A small chart for each thing, those with most first; on one scale unless their units differ. */
function multiples(points, title, { own }) {
  const things = Map.groupBy ? Map.groupBy(points, (point) => point.name) : grouped(points);
  const sum = (list) => list.reduce((total, point) => total + point.value, 0);
  const order = [...things].sort((a, b) => (own ? b[1].length - a[1].length : 0) || sum(b[1]) - sum(a[1])).slice(0, MULTIPLES);
  const given = order.flatMap(([, list]) => list.map((point) => point.year));
  const years = [Math.min(...given), Math.max(...given)];
  const most = own ? 0 : Math.max(...order.flatMap(([, list]) => list.map((point) => point.value)), 0);
  return el("div", { class: "multiples", role: "group", "aria-label": title },
    el("p", { class: "dim" }, title),
    ...order.map(([name, list]) => columns(list, name, { height: 150, width: 300, most, years, href: list[0].href })));
}

function grouped(points) {
  const found = new Map();
  for (const point of points) found.set(point.name, [...(found.get(point.name) ?? []), point]);
  return found;
}

function brief(value) {
  return value >= 10_000 ? value.toLocaleString(document.documentElement.lang, { notation: "compact", maximumFractionDigits: 1 }) : value.toLocaleString();
}
