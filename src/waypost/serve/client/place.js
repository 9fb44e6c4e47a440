// The reader's place on a page, from before a reload to after it.

const PLACE = "waypost:place:";

// Keep the place for the page at a path, which is this one or the one that takes over.
export function keepPlace(path) {
  const open = folds().map(([name, fold]) => [name, fold.open]);
  const place = { x: scrollX, y: scrollY, landmark: landmark(), open };
  sessionStorage.setItem(PLACE + path, JSON.stringify(place));
  history.scrollRestoration = "manual";
}

export function restorePlace() {
  const kept = sessionStorage.getItem(PLACE + location.pathname);
  if (!kept) return;
  sessionStorage.removeItem(PLACE + location.pathname);
  const place = JSON.parse(kept);
  const open = new Map(place.open);
  for (const [name, fold] of folds()) fold.open = open.get(name) ?? fold.open;
  let isMoved = false;
  const hands = ["wheel", "touchmove", "pointerdown", "keydown"];
  hands.forEach((hand) => addEventListener(hand, () => (isMoved = true), { once: true }));
  scrollBack(place);
  addEventListener("load", () => {
    // Styles and pictures may have come in above; whoever has moved since is left alone.
    if (!isMoved) scrollBack(place);
    // Not before the browser is done with the page: it would still scroll to a place of its own.
    setTimeout(() => (history.scrollRestoration = "auto"), 500);
  });
}

function scrollBack({ x, y, landmark }) {
  const [id, top] = landmark ?? [];
  const head = id && document.getElementById(id);
  const now = head ? scrollY + head.getBoundingClientRect().top - top : y;
  scrollTo({ left: x, top: now, behavior: "instant" });
}

// The last heading above, as what stands before it may have changed. One that sticks to the
// screen says nothing of where it stands.
function landmark() {
  const heads = [...document.querySelectorAll(":is(h1, h2, h3, h4, h5, h6)[id]")];
  const above = heads.filter((head) => head.getBoundingClientRect().top <= 8);
  const last = above.findLast((head) => getComputedStyle(head).position !== "sticky");
  return last ? [last.id, last.getBoundingClientRect().top] : null;
}

// Every fold by its title, and the number of folds before it that have the same one.
function folds() {
  const times = {};
  return [...document.querySelectorAll("details")].map((fold) => {
    const title = fold.querySelector("summary")?.textContent.trim() ?? "";
    times[title] = (times[title] ?? 0) + 1;
    return [`${title} ${times[title]}`, fold];
  });
}
