// What a browser adds to pages that are complete without it. Words come from the page:
// from its elements, or from this script's own data attributes.
{
  const said = document.currentScript.dataset;
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const worded = (words, ...values) => values.reduce((text, value) => text.replace("{}", value), words);

  // Storage may be full, or forbidden: then nothing is remembered, and all else works.
  const recall = (key) => {
    try {
      return localStorage.getItem(`waypost:${key}`);
    } catch {
      return null;
    }
  };
  const remember = (key, value) => {
    try {
      if (value === null) localStorage.removeItem(`waypost:${key}`);
      else localStorage.setItem(`waypost:${key}`, value);
    } catch {
      // See above.
    }
  };

  // --- palette ----------------------------------------------------------------

  // A choice that is what the system says anyway is forgotten: the system is followed again.
  function palette(button) {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const name = (dark) => (dark ? "dark" : "light");
    const shown = () => root.dataset.palette ?? name(system.matches);
    const show = () => button.setAttribute("aria-pressed", String(shown() === "dark"));
    const choose = (wanted) => {
      if (wanted === "light" || wanted === "dark") root.dataset.palette = wanted;
      else delete root.dataset.palette;
      show();
    };
    button.addEventListener("click", () => {
      const wanted = name(shown() !== "dark");
      const chosen = wanted === name(system.matches) ? null : wanted;
      remember("palette", chosen);
      choose(chosen);
    });
    system.addEventListener("change", show);
    addEventListener("storage", ({ key, newValue }) => {
      if (key === "waypost:palette") choose(newValue);
    });
    show();
  }

  // --- contents that follow ------------------------------------------------------

  function follow(rail) {
    const links = all("a[href^='#']", rail);
    const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    let marked;
    const mark = () => {
      // What a link has led to, while it is in sight; else the last heading above the upper
      // third, or at the end of the page the last of all.
      const tops = targets.map((target) => target?.getBoundingClientRect().top ?? Infinity);
      const atEnd = scrollY && innerHeight + scrollY >= root.scrollHeight - 2;
      const line = atEnd ? innerHeight : innerHeight / 3;
      const aimed = links.findIndex(({ hash }, at) => hash === location.hash && tops[at] >= 0 && tops[at] <= line);
      const above = atEnd ? links.length - 1 : tops.filter((top) => top <= line).length - 1;
      const current = links[aimed < 0 ? above : aimed];
      if (current === marked) return;
      marked?.removeAttribute("aria-current");
      current?.setAttribute("aria-current", "true");
      marked = current;
      const list = current?.closest("ol");
      if (!list) return;
      // Within its own box alone: the page stays where it is.
      const [box, at] = [list.getBoundingClientRect(), current.getBoundingClientRect()];
      if (at.left < box.left || at.right > box.right) list.scrollLeft += at.left - box.left - 24;
      if (at.top < box.top || at.bottom > box.bottom) rail.scrollTop += at.top - box.top - 24;
    };
    let waiting = false;
    const soon = () => {
      if (!waiting) requestAnimationFrame(() => { waiting = false; mark(); });
      waiting = true;
    };
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    // A link whose heading is in its place already moves nothing.
    addEventListener("hashchange", soon);
    mark();
  }

  // --- filter -----------------------------------------------------------------

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function filter(form) {
    const scope = form.parentElement;
    const rows = all(form.dataset.filter, scope).map((row) => [row, plain(row.textContent)]);
    const [input, status, none] = [one("input", form), one("[role=status]", scope), one(".empty", scope)];
    const whole = status.textContent;
    form.addEventListener("submit", (event) => event.preventDefault());
    input.addEventListener("input", () => {
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      let left = 0;
      for (const [row, text] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        left += !row.hidden;
      }
      for (const group of all(".group", scope)) {
        group.hidden = !one(`${form.dataset.filter}:not([hidden])`, group);
      }
      status.textContent = words.length ? worded(status.dataset.part, left) : whole;
      none.hidden = left > 0;
    });
  }

  // --- copying code ---------------------------------------------------------------

  // What would be typed: of a session neither prompts nor answers, of a diff what it leads to.
  function source(code) {
    const typed = code.cloneNode(true);
    for (const part of all(".diff-sign, del", typed)) part.remove();
    const prompts = all(".gp", typed);
    if (!prompts.length) return typed.textContent;
    for (const prompt of prompts) prompt.textContent = "\0";
    let more = false;
    return typed.textContent.split("\n").filter((line) => {
      const own = more || line.includes("\0");
      more = own && line.endsWith("\\");
      return own && line.replace("\0", "").trim();
    }).map((line) => line.slice(line.lastIndexOf("\0") + 1)).join("\n").concat("\n");
  }

  function copying(box) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.setAttribute("aria-live", "polite");
    button.textContent = said.copy;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source(one("code", box)));
        button.textContent = said.copied;
      } catch {
        getSelection().selectAllChildren(one("code", box));
      }
      setTimeout(() => { button.textContent = said.copy; }, 2000);
    });
    box.append(button);
  }

  // --- progress on reading paths ----------------------------------------------------

  // Kept in this browser alone. `read` has the URLs of posts that were read to the end;
  // `paths` what is known of each path: its title, its number of steps, its steps that
  // were read, the next one, and when it was followed last.
  const key = `progress:${said.root}`;
  const progress = { read: [], paths: {} };
  try {
    Object.assign(progress, JSON.parse(recall(key) ?? "{}"));
  } catch {
    // Something else has written there: begin anew.
  }
  const save = () => remember(key, JSON.stringify(progress));
  const known = (path) => (progress.paths[path] ??= { title: "", count: 0, read: [], next: null, at: 0 });
  // Crawlers take a link that leads nowhere for a fault, so pages have none before it is known.
  const anchor = (box) => one("a", box) ?? box.appendChild(document.createElement("a"));
  const linked = (link) => link && { url: link.getAttribute("href"), title: link.textContent.trim() };

  // A post on paths counts as read where its text ends in sight.
  function reading(bars, end) {
    const here = location.pathname;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      if (!progress.read.includes(here)) progress.read.push(here);
      for (const bar of bars) {
        const path = known(bar.dataset.path);
        const next = linked(one("[rel=next]", bar));
        if (!path.read.includes(here)) path.read.push(here);
        Object.assign(path, { title: bar.dataset.title, count: Number(bar.dataset.steps) });
        path.next = next && !progress.read.includes(next.url) ? next : path.next;
        if (path.next?.url === here) path.next = null;
      }
      save();
    });
    seen.observe(end);
  }

  // A path is followed by whoever takes a step on it, not by whoever reads one of its posts.
  function following(links, path, title, count) {
    for (const link of links) {
      link.addEventListener("click", () => {
        Object.assign(known(path), { title, count, next: linked(link), at: Date.now() });
        save();
      });
    }
  }

  function onPath(box) {
    const path = location.pathname;
    const steps = all(".step").map((step) => ({ step, link: one(".entry-title", step) }));
    const title = one("h1").textContent.trim();
    following(steps.map(({ link }) => link), path, title, steps.length);
    const show = () => {
      const isRead = ({ link }) => progress.read.includes(link.getAttribute("href"));
      const read = steps.filter(isRead);
      const after = steps.slice(steps.findLastIndex(isRead) + 1);
      const next = after.find((step) => !isRead(step)) ?? steps.find((step) => !isRead(step));
      for (const row of steps) {
        row.step.classList.toggle("walked", isRead(row));
        one(".step-read", row.step).hidden = !isRead(row);
      }
      box.hidden = !read.length;
      if (!read.length) return;
      const minutes = steps.filter((row) => !isRead(row)).map(({ step }) => Number(step.dataset.minutes));
      one("[data-read]", box).textContent = read.length;
      one("[data-minutes]", box).textContent = minutes.reduce((sum, more) => sum + more, 0);
      one("progress", box).value = read.length;
      one("[data-going]", box).hidden = !next;
      one("[data-done]", box).hidden = Boolean(next);
      const entry = known(path);
      const urls = read.map(({ link }) => link.getAttribute("href"));
      Object.assign(entry, { title, count: steps.length, read: urls, next: linked(next?.link) ?? null });
      if (next) {
        const onward = anchor(one("[data-next]", box));
        onward.setAttribute("href", entry.next.url);
        onward.textContent = entry.next.title;
      }
      save();
    };
    one("[data-next]", box).addEventListener("click", () => {
      known(path).at = Date.now();
      save();
    });
    one("button", box).addEventListener("click", () => {
      const urls = steps.map(({ link }) => link.getAttribute("href"));
      progress.read = progress.read.filter((url) => !urls.includes(url));
      delete progress.paths[path];
      save();
      show();
      one("main").focus({ preventScroll: true });
    });
    show();
  }

  function onTile(tile) {
    const entry = progress.paths[one("a", tile).getAttribute("href")];
    if (!entry?.read.length) return;
    const fact = document.createElement("span");
    fact.textContent = worded(said.stepsRead, entry.read.length, entry.count);
    one(".facts", tile).append(" ", fact);
  }

  function resume(box) {
    const open = Object.entries(progress.paths).filter(([, path]) => path.at && path.next);
    const [last] = open.sort(([, one], [, other]) => other.at - one.at);
    if (!last) return;
    const [url, { title, next }] = last;
    const [path, step] = all("span", box).map(anchor);
    path.setAttribute("href", url);
    path.textContent = title;
    step.setAttribute("href", next.url);
    step.textContent = next.title;
    following([step], url, title, last[1].count);
    box.hidden = false;
  }

  // --- films ------------------------------------------------------------------

  // Nothing is asked of another site before this.
  function playing(link) {
    link.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const frame = document.createElement("iframe");
      frame.src = link.dataset.embed;
      frame.title = link.dataset.title;
      frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
      link.parentNode.replaceWith(frame);
      frame.focus();
    });
  }

  // --- all of it --------------------------------------------------------------

  all(".palette").forEach(palette);
  all(".contents, .rail").forEach(follow);
  all("[data-filter]").forEach(filter);
  if (navigator.clipboard) all(".highlight").forEach(copying);
  const bars = all("[data-path]");
  for (const bar of bars) {
    const { path, title, steps } = bar.dataset;
    following(all("[rel=next], [rel=prev]", bar), path, title, Number(steps));
  }
  const end = one(".post-footer");
  if (bars.length && end) reading(bars, end);
  all(".path-progress").forEach(onPath);
  all(".tile-path, .index-path").forEach(onTile);
  all(".resume").forEach(resume);
  all("[data-embed]").forEach(playing);
}
