// The colours of the page's style, for what is drawn by script.

/** The value of a custom property of the page's style. */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Calls `work` whenever the page turns light or dark; returns how to stop that. */
export function themed(work) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(work);
  system.addEventListener("change", work);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => {
    system.removeEventListener("change", work);
    chosen.disconnect();
  };
}
