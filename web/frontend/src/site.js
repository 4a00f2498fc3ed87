// What every page has: suggestions while searching, copying, and the selected characters of a report.
import { el, quiet } from "./lib/dom.js";

/** Suggestions under a search box: a list that arrow keys walk through and Enter opens. */
function suggest(input) {
  const list = el("ul", { class: "suggestions", role: "listbox", id: `${input.id}-suggestions`, hidden: true });
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("autocomplete", "off");
  input.parentElement.append(list);
  let at = -1;

  const show = (items) => {
    at = -1;
    list.replaceChildren(
      ...items.map((item, place) =>
        el("li", { role: "option", id: `${list.id}-${place}`, "aria-selected": "false" },
          el("a", { href: item.url, tabindex: "-1" }, item.label, " ", el("small", {}, item.kind))),
      ),
    );
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  };
  const move = (by) => {
    const options = [...list.children];
    if (!options.length) return;
    options[at]?.setAttribute("aria-selected", "false");
    at = (at + by + options.length + (at < 0 && by < 0 ? 1 : 0)) % options.length;
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[at].id);
  };
  const look = quiet(async () => {
    const text = input.value.trim();
    if (!text) return show([]);
    const response = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`).catch(() => null);
    if (response?.ok && input.value.trim() === text) show(await response.json());
  });
  input.addEventListener("input", look);
  input.addEventListener("blur", () => setTimeout(() => show([]), 200));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") show([]);
    else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      list.children[at].querySelector("a").click();
    }
  });
}

/** Buttons that copy the text of another element, or this page's address. */
function copying(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source?.value ?? source?.textContent ?? location.href);
    const before = button.textContent;
    button.textContent = button.dataset.copied ?? "✓";
    setTimeout(() => (button.textContent = before), 1500);
  });
}

/** Links to a footnote: a click copies it in the language of the page; without a clipboard the page opens. */
function footnote(link) {
  link.setAttribute("role", "button");
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
    event.preventDefault();
    const before = link.textContent;
    try {
      const made = await (await fetch(`${link.href}&form=json`)).json();
      await navigator.clipboard.writeText(made[document.documentElement.lang.slice(0, 2)]);
      link.textContent = "✓";
      setTimeout(() => (link.textContent = before), 1500);
    } catch {
      location.href = link.href;
    }
  });
}

/** The node and offset within `root` of a code point of its text. */
function locate(root, wanted) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const points = [...node.data];
    if (seen + points.length >= wanted) return [node, points.slice(0, wanted - seen).join("").length];
    seen += points.length;
  }
  return null;
}

/** Selects the characters that `#char=120,134` names (RFC 5147) in the text of a report. */
function selectCharacters() {
  const text = document.querySelector("[data-report-text]");
  const match = /^#char=(\d+),(\d+)$/.exec(location.hash);
  if (!text || !match) return;
  const [from, to] = [locate(text, Number(match[1]) + 1), locate(text, Number(match[2]))];
  if (!from || !to) return;
  const range = document.createRange();
  range.setStart(from[0], Math.max(0, from[1] - 1));
  range.setEnd(...to);
  if (CSS.highlights) {
    CSS.highlights.set("selected", new Highlight(range));
  } else {
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  const { top } = range.getBoundingClientRect();
  scrollTo({ top: top + scrollY - innerHeight / 3 });
}

for (const input of document.querySelectorAll("[data-suggest]")) suggest(input);
for (const button of document.querySelectorAll("[data-copy]")) copying(button);
for (const link of document.querySelectorAll("[data-footnote]")) footnote(link);
for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
addEventListener("hashchange", selectCharacters);
selectCharacters();
