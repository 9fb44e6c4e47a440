// Style sheets that change without a reload.

const replaced = new WeakMap();
const leaving = new WeakSet();

// The style sheets that this page has linked, without those that are on their way out.
export function sheets() {
  const linked = [...document.querySelectorAll('link[rel~="stylesheet"][href]')];
  return linked.filter((sheet) => !leaving.has(sheet));
}

// Load a style sheet anew, maybe from another address. The old one goes when the new one is
// there, so that the page is never bare; where the new one can't be had, the old one stays.
export function swap(sheet, build, address = sheet.href) {
  const fresh = sheet.cloneNode();
  const url = new URL(address, location.href);
  url.searchParams.set("waypost", build);
  fresh.href = url.href;
  fresh.addEventListener("load", () => {
    for (let old = sheet; old; old = replaced.get(old)) old.remove();
  });
  fresh.addEventListener("error", () => {
    fresh.remove();
    leaving.delete(sheet);
  });
  replaced.set(fresh, sheet);
  leaving.add(sheet);
  sheet.after(fresh);
}
