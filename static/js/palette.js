// Runs before anything is painted, so that no page flashes in the other palette.
// The class tells the stylesheet that what needs a script may be shown.
document.documentElement.classList.add("scripted");
try {
  const chosen = localStorage.getItem("waypost:palette");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.palette = chosen;
} catch {
  // Where nothing may be stored, the system's palette it is.
}

// A picture's dark variant goes by the palette too, of which its media query knows nothing.
{
  const root = document.documentElement;
  const system = "(prefers-color-scheme: dark)";
  const chosen = { light: "not all", dark: "all" };
  const suit = () => {
    for (const source of document.querySelectorAll(`source[media="${system}"], source[data-dark]`)) {
      source.dataset.dark = "";
      source.media = chosen[root.dataset.palette] ?? system;
    }
  };
  if (root.dataset.palette) {
    const arriving = new MutationObserver(suit);
    arriving.observe(root, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", () => arriving.disconnect());
  }
  new MutationObserver(suit).observe(root, { attributeFilter: ["data-palette"] });
}
