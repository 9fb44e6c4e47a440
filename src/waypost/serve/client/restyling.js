// Pages that differ from what they were by the addresses of their style sheets alone.

import { sheets, swap } from "./sheets.js";

// This page as it came. The browser still has it, so that the server is not asked.
let source = text("force-cache");

async function text(cache) {
  try {
    return await (await fetch(location.href, { cache })).text();
  } catch {
    return "";
  }
}

// Take over the style sheets of this page as it is now. Gives its digest, and "" where it
// differs by more, so that it has to be loaded anew. `self` selects the client's script.
export async function restyle(self, digest, build) {
  const [before, now] = [await source, await text("no-store")].map((page) => read(page, self));
  const linked = sheets();
  const alike = before.digest === digest && before.rest === now.rest;
  if (!now.digest || !alike || linked.length !== now.sheets.length) return "";
  linked.forEach((sheet, at) => {
    if (before.sheets[at] !== now.sheets[at]) swap(sheet, build, now.sheets[at]);
  });
  source = Promise.resolve(now.page);
  return now.digest;
}

function read(page, self) {
  const parsed = new DOMParser().parseFromString(page, "text/html");
  const client = parsed.querySelector(self);
  const links = [...parsed.querySelectorAll('link[rel~="stylesheet"][href]')];
  const found = links.map((link) => link.getAttribute("href"));
  links.forEach((link) => link.removeAttribute("href"));
  client?.remove();
  const rest = parsed.documentElement.outerHTML;
  return { page, digest: client?.dataset.digest ?? "", sheets: found, rest };
}
