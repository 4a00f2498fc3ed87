// A bar or line chart of the first column of names and the first column of numbers.
import { svg } from "./dom.js";
import { labels, number, short } from "./results.js";
import { page } from "./table.js";

const WIDTH = 760;

/** The columns to draw: names and numbers, or null where there are none. */
export function drawable(answer) {
  const first = answer.rows.slice(0, 50);
  const numeric = answer.columns.filter((column) => first.some((row) => number(row[column]) !== null));
  const years = numeric.find((column) => /year/i.test(column));
  const values = numeric.find((column) => column !== years);
  const names = years ?? answer.columns.find((column) => !numeric.includes(column));
  return values && names && answer.rows.length > 1 ? { names, values, line: names === years } : null;
}

export async function chart(target, answer, site) {
  const { names, values, line } = drawable(answer);
  const rows = answer.rows.filter((row) => number(row[values]) !== null).slice(0, line ? 200 : 40);
  const iris = rows.filter((row) => row[names]?.type === "uri" && !row[`${names}Label`]).map((row) => row[names].value);
  const known = iris.length ? await labels(site.endpoint, iris) : new Map();
  const points = rows.map((row) => {
    const term = row[names];
    const name = !term ? "–" : term.type === "uri" ? (row[`${names}Label`]?.value ?? known.get(term.value) ?? short(term.value, site.prefixes)) : term.value;
    return { name, value: number(row[values]), href: term?.type === "uri" ? page(term.value, site) : null };
  });
  target.replaceChildren(line ? lines(points, site.words.columns?.[values] ?? values) : bars(points, site.words.columns?.[values] ?? values));
}

function bars(points, title) {
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

function lines(points, title) {
  const sorted = [...points].sort((a, b) => a.name.localeCompare(b.name));
  const [height, left, bottom] = [320, 60, 30];
  const most = Math.max(...sorted.map((point) => point.value), 0) || 1;
  const x = (place) => left + (sorted.length > 1 ? (place / (sorted.length - 1)) * (WIDTH - left - 40) : 0);
  const y = (value) => height - bottom - (value / most) * (height - bottom - 30);
  const path = sorted.map((point, place) => `${place ? "L" : "M"}${x(place)} ${y(point.value)}`).join("");
  const every = Math.ceil(sorted.length / 14);
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "chart", role: "img", "aria-label": title },
    svg("text", { x: left, y: 14, class: "axis" }, title),
    svg("line", { x1: left, x2: WIDTH - 40, y1: height - bottom, y2: height - bottom, class: "base" }),
    svg("path", { d: path, class: "line" }),
    sorted.flatMap((point, place) => [
      svg("circle", { cx: x(place), cy: y(point.value), r: 4 }, svg("title", {}, `${point.name}: ${point.value}`)),
      place % every ? "" : svg("text", { x: x(place), y: height - 8, "text-anchor": "middle" }, point.name),
      place % every ? "" : svg("text", { x: x(place), y: y(point.value) - 10, "text-anchor": "middle", class: "value" }, point.value.toLocaleString()),
    ].filter(Boolean)));
}
