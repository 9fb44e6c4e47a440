// The preview's part in a page: it follows the builds, and reloads what has changed. The
// server alone adds it; no published page has it.

import { keepPlace, restorePlace } from "./place.js";
import { restyle } from "./restyling.js";
import { sheets, swap } from "./sheets.js";
import { hide, reveal, say, settle, show } from "./signs.js";

const HOME = "/__waypost/";
const SELF = `script[src="${HOME}client.js"]`;
const SEEN = "waypost:seen";
const own = document.querySelector(SELF).dataset;
const isDesk = own.page === "__waypost/";

let build = Math.max(Number(own.build), seen());
let failure = 0;
let stream = null;
let waiting = 0;
let fails = 0;

// --- what a build changes in this page ------------------------------------------------

// A page that came from the browser's cache may be marked with an older build than this
// tab has seen; all that it shows was asked for again since then.
function seen() {
  const [token, number] = (sessionStorage.getItem(SEEN) ?? "").split(" ");
  return token === own.token ? Number(number) : 0;
}

function built(news) {
  if (!news.number) return;
  const before = build;
  build = news.number;
  sessionStorage.setItem(SEEN, `${own.token} ${build}`);
  if (build > failure) settle();
  if (isDesk) {
    if (build > Number(own.report)) reload();
    return;
  }
  const target = movedTo(news.moved);
  if (target) leaveFor(target);
  else if (news.all) compare();
  else if (build > before) take(news.changed);
}

function failed(news) {
  failure = news.number;
  if (!isDesk) show(news.diagnostics, news.more ?? 0);
  else if (failure > Number(own.report)) reload();
}

function take(changed) {
  const outputs = ownOutputs();
  const used = performance.getEntriesByType("resource").map((entry) => outputOf(entry.name));
  const shown = changed.filter((path) => path && used.includes(path));
  const old = sheets().filter((sheet) => shown.includes(outputOf(sheet.href)));
  const names = old.map((sheet) => outputOf(sheet.href));
  if (changed.some((path) => outputs.includes(path))) renew();
  else if (shown.some((path) => !names.includes(path))) reload();
  else old.forEach((sheet) => swap(sheet, build));
}

// Where the server can't tell what has changed, the page itself does.
async function compare() {
  const now = await look();
  if (!now) return;
  if (["page", "badge"].some((name) => now[name] !== own[name])) reload();
  else if (now.digest !== own.digest) renew();
  else sheets().forEach((sheet) => swap(sheet, build));
}

// Published style sheets have a digest in their names: a page that differs by these alone
// need not be loaded anew.
async function renew() {
  const digest = await restyle(SELF, own.digest, build);
  if (digest) own.digest = digest;
  else reload();
}

// Ask for this page, and give what its client would be told; null where it has none.
async function look() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector(SELF)?.dataset ?? null;
  } catch {
    return null;
  }
}

function reload() {
  keepPlace(location.pathname);
  stop();
  location.reload();
}

function leaveFor(target) {
  keepPlace(new URL(target, location.href).pathname);
  stop();
  location.replace(target + location.search + location.hash);
}

// --- addresses --------------------------------------------------------------------------

// The output path that an address of this site may have; "" for one elsewhere.
function outputOf(address) {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin || !url.pathname.startsWith(`${own.root}/`)) return "";
  try {
    return decodeURIComponent(url.pathname.slice(own.root.length + 1));
  } catch {
    return "";
  }
}

function ownOutputs() {
  const path = outputOf(location.href).replace(/\/$/, "");
  return [own.page, path, path ? `${path}/index.html` : "index.html"];
}

// Where the page of this address has gone; "" where it has not.
function movedTo(moved) {
  const path = `/${outputOf(location.href)}`;
  const target = moved[path] ?? moved[`${path}/`];
  return target ? own.root + target.split("/").map(encodeURIComponent).join("/") : "";
}

// --- the stream of builds ---------------------------------------------------------------

function start() {
  if (stream || document.hidden) return;
  clearTimeout(waiting);
  const query = new URLSearchParams({ token: own.token, since: build });
  stream = new EventSource(`${HOME}events?${query}`);
  stream.addEventListener("built", (event) => built(JSON.parse(event.data)));
  stream.addEventListener("failed", (event) => failed(JSON.parse(event.data)));
  stream.addEventListener("open", () => {
    fails = 0;
    say("lost", null);
  });
  stream.addEventListener("error", () => {
    stop();
    again();
  });
}

// A hidden tab listens to nothing: browsers have six connections for all tabs of a host.
// Once it is seen, it is told of all that it has missed.
function stop() {
  clearTimeout(waiting);
  stream?.close();
  stream = null;
}

function again() {
  fails += 1;
  waiting = setTimeout(findAgain, Math.min(250 * fails, 2000));
}

async function findAgain() {
  const now = await look();
  if (document.hidden || stream) return;
  if (!now) {
    if (fails > 3) say("lost", "The preview is not running. This page shows its last build.");
    again();
  } else if (now.token !== own.token && isDesk) {
    reload();
  } else {
    if (now.token !== own.token) follow(now.token);
    start();
  }
}

// Another process has taken over, which counts its builds anew. Whether its page differs
// is found out when it has one.
function follow(token) {
  own.token = token;
  build = failure = 0;
}

// --- beginning --------------------------------------------------------------------------

performance.setResourceTimingBufferSize(2000);
restorePlace();
if (isDesk) document.querySelectorAll("pre").forEach(reveal);
if (own.badge) say("badge", own.badge, `${HOME}#waiting`);
addEventListener("keydown", (event) => event.key === "Escape" && hide());
document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
addEventListener("pagehide", stop);
addEventListener("pageshow", start);
start();
