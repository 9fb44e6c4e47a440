// Runs before anything is painted, so that no page flashes in the other palette.
// The class tells the stylesheet that what needs a script may be shown.
document.documentElement.classList.add("scripted");
try {
  const chosen = localStorage.getItem("waypost:palette");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.palette = chosen;
} catch {
  // Where nothing may be stored, the system's palette it is.
}
