// Light or dark before anything is drawn: what the reader chose, else what the system prefers (that is CSS alone).
const key = "fazhi-theme";

function kept() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage switched off
  }
}

const chosen = kept();
if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;

addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("[data-toggle-theme]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem(key, root.dataset.theme);
    } catch {
      // the choice lasts for this page
    }
  });
});
