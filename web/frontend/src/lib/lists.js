// What stands around a drawn network: its legend, its strongest edges, the names to search for.
import { el } from "./dom.js";

const LISTED = 50;
const NAMES = 3000;

/** The colours and what they stand for; nodes of a colour that stands for nothing get a line of their own. */
export function legend(target, data, other) {
  const known = new Set(data.legend.map(({ color }) => color));
  const rest = data.nodes.find(({ color }) => !known.has(color));
  const all = rest ? [...data.legend, { name: other, color: rest.color }] : data.legend;
  target.replaceChildren(...all.map(({ name, color }) => {
    const swatch = el("span", { class: "swatch" });
    swatch.style.background = color;
    return el("li", {}, swatch, name);
  }));
}

/** The strongest edges as a list, for keyboards, screen readers and small screens. */
export function strongest(target, graph, edges, weightOf, choose) {
  const name = (key) => graph.getNodeAttribute(key, "name") ?? graph.getNodeAttribute(key, "label");
  const weight = (edge) => weightOf(graph.getEdgeAttributes(edge));
  const order = [...edges].sort((a, b) => weight(b) - weight(a)).slice(0, LISTED);
  target.replaceChildren(...order.map((edge) =>
    el("li", {},
      el("button", { type: "button", class: "plain", onclick: () => choose(edge) }, graph.extremities(edge).map(name).join(" — ")),
      " ", el("span", { class: "number" }, weight(edge).toLocaleString()))));
}

/** The names of the nodes in a search field's list, and what is chosen or typed there handed on. */
export function finder(input, nodes, find) {
  input.list.replaceChildren(...nodes.slice(0, NAMES).map(({ name, label }) => el("option", { value: name ?? label })));
  input.oninput = () => input.setCustomValidity("");
  input.onchange = () => {
    input.setCustomValidity(find(input.value) ? "" : input.dataset.none);
    input.reportValidity();
  };
}
