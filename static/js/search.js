// The search: a box that "/" and Ctrl-K open on every page, and the page /search/.
//
// Pagefind is loaded when it is first asked for something. Each year has an index of
// its own, and "pages.json" beside it says which topics every result is of.

const opener = document.querySelector("a[data-search]");
const page = document.querySelector("[data-search-here]");
const here = opener && new URL(opener.href);

const PAUSE = 120; // milliseconds after a key, before a search
const TOPICS = 10;
const GUIDES = 1.6; // how much more a hub or path counts than a post

/** Make an element with attributes and children; properties where a value is no text. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "string") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
}

/* --- The indexes ---------------------------------------------------------- */

let loading;

/** Load the engine once; try again after a failure. */
function engine() {
  loading ??= load().catch((trouble) => {
    loading = undefined;
    throw trouble;
  });
  return loading;
}

async function json(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(`${answer.status}: ${url}`);
  return answer.json();
}

async function load() {
  const at = (path) => new URL(`index/${path}`, here);
  const { first, indexes } = await json(at("indexes.json"), { cache: "no-cache" });
  const topics = new Map();
  const listed = indexes.map(async ({ name, tag }) => {
    const known = await json(at(`${name}/pages.json?${tag}`));
    for (const [id, numbers] of Object.entries(known.pages)) {
      topics.set(id, [...(topics.get(id) ?? []), ...numbers.map((n) => known.topics[n])]);
    }
  });
  const options = ({ name, tag }) => ({
    basePath: at(`${name}/`).pathname,
    baseUrl: "/",
    metaCacheTag: tag,
  });
  const guide = indexes.find(({ name }) => name === first);
  const pagefind = await import(at(`${first}/pagefind.js?${guide.tag}`).href);
  const instance = pagefind.createInstance({ ...options(guide), indexWeight: GUIDES });
  await instance.init();
  const others = indexes.filter(({ name }) => name !== first).map((index) => {
    const { basePath, ...more } = options(index);
    return instance.mergeIndex(basePath, more);
  });
  await Promise.all([...others, ...listed]);
  return { instance, topics };
}

/* --- The panel: a field, topics to choose from, results -------------------- */

/** Give the parts of an excerpt, with what was found marked. */
function excerpt(text) {
  const plain = (part) =>
    part.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  return text
    .split(/<mark>(.*?)<\/mark>/)
    .map((part, at) => (at % 2 ? make("mark", {}, plain(part)) : plain(part)));
}

function row(found) {
  const { url, kind, date, title } = found.meta;
  const parts = found.sub_results
    .filter((part) => part.anchor?.id && part.anchor.element !== "h1")
    .slice(0, 2)
    .map((part) => make("li", {}, make("a", { href: `${url}#${part.anchor.id}` }, part.title)));
  return make(
    "li",
    { class: "search-result" },
    make("p", { class: "search-facts" }, [kind, date].filter(Boolean).join(" · ")),
    make("a", { class: "search-title", href: url }, title),
    make("p", { class: "search-excerpt" }, ...excerpt(found.excerpt)),
    ...(parts.length ? [make("ul", { class: "search-parts" }, ...parts)] : []),
  );
}

/** Build a panel that shows some results at a time; "whole" is the page's own. */
function panel(whole) {
  const id = whole ? "search-query" : "search-box-query";
  const field = make("input", {
    id,
    type: "search",
    name: "q",
    autocomplete: "off",
    spellcheck: false,
    enterkeyhint: "search",
    placeholder: "Words, or “a phrase”",
  });
  const form = make(
    "form",
    { class: "search-form", role: "search", action: here.pathname, method: "get" },
    make("label", { for: id }, "Search posts, topics and reading paths"),
    field,
  );
  const choices = make("div", {
    class: "search-topics",
    role: "group",
    "aria-label": "Only results of a topic",
    hidden: true,
  });
  const status = make("p", { class: "search-status", role: "status" });
  const list = make("ol", { class: "search-results" });
  const more = make("a", { class: "search-more", hidden: true }, "All results");
  const root = make("div", { class: "search-panel" }, form, choices, status, list, more);

  const chosen = new Set();
  const step = whole ? 15 : 6;
  let shown = step;
  let asked = 0;
  let timer;

  function choose(label) {
    if (!chosen.delete(label)) chosen.add(label);
    shown = step;
    find().then(() => {
      const same = [...choices.children].find((button) => button.dataset.topic === label);
      (same ?? field).focus();
    });
  }

  function showTopics(results, topics) {
    const counts = new Map([...chosen].map((label) => [label, 0]));
    for (const { id: result } of results) {
      for (const label of new Set(topics.get(result))) {
        counts.set(label, (counts.get(label) ?? 0) + 1);
      }
    }
    const order = [...counts].sort(
      ([a, n], [b, m]) => chosen.has(b) - chosen.has(a) || m - n || a.localeCompare(b),
    );
    choices.replaceChildren(
      ...order.slice(0, TOPICS).map(([label, count]) =>
        make(
          "button",
          {
            type: "button",
            "aria-pressed": String(chosen.has(label)),
            "data-topic": label,
            onclick: () => choose(label),
          },
          `${label} `,
          make("span", { class: "search-count" }, String(count)),
        ),
      ),
    );
    choices.hidden = order.length === 0;
  }

  function say(count, query) {
    if (count === 0) return `Nothing found for “${query}”. Try another word, or fewer.`;
    return `${count} ${count === 1 ? "result" : "results"} for “${query}”`;
  }

  async function find() {
    const mine = ++asked;
    const query = field.value.trim();
    if (!query) {
      choices.hidden = more.hidden = true;
      status.textContent = "";
      list.replaceChildren();
      return;
    }
    try {
      if (!list.children.length) status.textContent = "Searching…";
      const { instance, topics } = await engine();
      // A phrase is one for Pagefind between straight quotes alone; phones set others.
      const { results } = await instance.search(query.replace(/[“”„«»]/g, '"'));
      const kept = results.filter(({ id: result }) => {
        const own = topics.get(result) ?? [];
        return [...chosen].every((label) => own.includes(label));
      });
      const rows = await Promise.all(kept.slice(0, shown).map((result) => result.data()));
      if (mine !== asked) return;
      showTopics(chosen.size ? kept : results, topics);
      list.replaceChildren(...rows.map(row));
      status.textContent = say(kept.length, query);
      more.hidden = kept.length <= shown;
      more.href = `${here.pathname}?q=${encodeURIComponent(query)}`;
      more.textContent = whole ? "More results" : `All ${kept.length} results`;
    } catch (trouble) {
      if (mine !== asked) return;
      console.warn("The search can't be loaded:", trouble);
      status.textContent = "The search can't be loaded. The topics and the archive lead to all posts.";
    }
    if (whole) history.replaceState(null, "", `?q=${encodeURIComponent(query)}`);
  }

  field.addEventListener("input", () => {
    shown = step;
    clearTimeout(timer);
    timer = setTimeout(find, PAUSE);
  });
  field.addEventListener("focus", () => engine().catch(() => {}), { once: true });
  form.addEventListener("submit", (event) => {
    if (!whole) return;
    event.preventDefault();
    list.querySelector("a")?.focus();
  });
  more.addEventListener("click", (event) => {
    if (!whole) return;
    event.preventDefault();
    const before = list.children.length;
    shown += step;
    find().then(() => list.children[before]?.querySelector("a")?.focus());
  });
  root.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...list.querySelectorAll(".search-title")];
    const at = stops.indexOf(document.activeElement.closest?.(".search-title, input"));
    if (!step || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  });
  return { root, field, find };
}

/* --- The page, and the box -------------------------------------------------- */

function onPage() {
  const { root, field, find } = panel(true);
  page.replaceChildren(root);
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) find();
  else field.focus();
  return () => {
    field.focus();
    field.select();
  };
}

function inBox() {
  const { root, field } = panel(false);
  const close = make("button", { type: "button", class: "search-close" }, "Close");
  const box = make("dialog", { class: "search-box", "aria-label": "Search" }, close, root);
  close.addEventListener("click", () => box.close());
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close();
  });
  document.body.append(box);
  return () => {
    if (!box.open) box.showModal();
    field.focus();
    field.select();
  };
}

function takesText(element) {
  return element.isContentEditable || /^(input|textarea|select)$/.test(element.localName);
}

if (opener) {
  let begin = page && onPage();
  const open = (event) => {
    event.preventDefault();
    begin ??= inBox();
    begin();
  };
  opener.setAttribute("aria-keyshortcuts", "/ Control+K");
  opener.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) open(event);
  });
  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const slash = event.key === "/" && plain && !takesText(event.target);
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (slash || (k && !event.shiftKey)) open(event);
  });
}
