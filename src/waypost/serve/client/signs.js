// What the preview says in a page: signs in the corner, and the panel of a failed build.

const HOME = "/__waypost/";
const HIDDEN = "waypost:hidden";

let host = null;
let panel = null;
let shown = "";
let before = null;

// Show a sign of a kind in the corner, or take it away where the text is null. With an
// address it is a link, with a function a button.
export function say(kind, text, action = null) {
  host?.shadowRoot.querySelector(`.${kind}`)?.remove();
  if (text === null) return;
  const properties = { className: `sign ${kind}` };
  let sign = null;
  if (typeof action === "string") sign = make("a", { ...properties, href: action }, text);
  else if (action) sign = make("button", { ...properties, type: "button", onclick: action }, text);
  else sign = make("p", { ...properties, role: "status" }, text);
  stack().prepend(sign);
}

// Show what stands against a build, unless just that is shown already. Where it was hidden,
// on this page or on the one before, it stays so.
export function show(findings, more) {
  const now = JSON.stringify(findings);
  if (now === shown) return;
  shown = now;
  if (sessionStorage.getItem(HIDDEN) === now) fold(findings, more);
  else unfold(findings, more);
}

// Hide the panel, and leave a sign that brings it back.
export function hide() {
  panel?.querySelector("button").click();
}

// Take all of it away: nothing stands against the last build.
export function settle() {
  if (shown) sessionStorage.removeItem(HIDDEN);
  shown = "";
  close();
}

// Scroll a long line to what is marked in it.
export function reveal(line) {
  const mark = line.querySelector("mark");
  if (!mark) return;
  const past = mark.getBoundingClientRect().right - line.getBoundingClientRect().right;
  if (past > -32) line.scrollLeft += past + line.clientWidth / 2;
}

// --- the shadow tree, through which no styles of the site come in, and none go out ---------

function make(name, properties = {}, ...inner) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...inner);
  return node;
}

function stack() {
  if (!host?.isConnected) {
    host = make("waypost-preview");
    host.attachShadow({ mode: "open" });
    const signs = make("div", { className: "stack", hidden: true });
    const sheet = make("link", { rel: "stylesheet", href: `${HOME}client.css` });
    const ready = () => {
      signs.hidden = false;
      if (panel) attend();
    };
    sheet.addEventListener("load", ready);
    sheet.addEventListener("error", ready);
    host.shadowRoot.append(sheet, signs);
    document.documentElement.append(host);
  }
  return host.shadowRoot.querySelector(".stack");
}

// --- the panel ----------------------------------------------------------------------------

function fold(findings, more) {
  close();
  sessionStorage.setItem(HIDDEN, shown);
  say("folded", counted(findings), () => unfold(findings, more));
}

function unfold(findings, more) {
  close();
  sessionStorage.removeItem(HIDDEN);
  const title = make("h2", { id: "title" }, counted(findings));
  const note = make("p", { id: "note" }, "This page is of the last good build. ");
  note.append(make("a", { href: HOME }, "All about the builds"));
  const escape = make("kbd", {}, "Esc");
  const button = make("button", { type: "button", onclick: () => fold(findings, more) }, "Hide", escape);
  const list = make("ol", {}, ...findings.map(entry));
  if (more) list.append(make("li", {}, `And ${more} more.`));
  const properties = { className: "panel", role: "dialog", tabIndex: -1 };
  panel = make("section", properties, make("div", { className: "head" }, title, note, button), list);
  panel.setAttribute("aria-labelledby", "title");
  panel.setAttribute("aria-describedby", "note");
  before = document.activeElement;
  stack().append(panel);
  attend();
}

function attend() {
  panel.focus({ preventScroll: true });
  panel.querySelectorAll("pre").forEach(reveal);
}

function close() {
  say("folded", null);
  const isFocused = panel?.contains(host.shadowRoot.activeElement);
  panel?.remove();
  panel = null;
  if (isFocused) before?.focus?.({ preventScroll: true });
}

function counted(findings) {
  const errors = findings.filter((finding) => finding.severity === "error").length;
  const number = (count, name) => (count ? [`${count} ${name}${count === 1 ? "" : "s"}`] : []);
  const counts = [...number(errors, "error"), ...number(findings.length - errors, "warning")];
  return counts.join(", ") || "The build failed";
}

function entry(finding) {
  const { path, line, column, severity, code, message, fix, excerpt } = finding;
  const place = [path, line, line && column].filter(Boolean).join(":");
  const said = make("p", { className: "said" }, make("b", { className: severity }, severity));
  said.append(" ", make("code", {}, code), " ", sentence("span", message));
  const item = make("li", {}, make("p", { className: "place" }, place), said);
  if (excerpt.trim()) item.append(quoted(excerpt, line, column));
  if (fix) {
    const way = sentence("p", fix);
    way.className = "fix";
    way.prepend(make("b", {}, "Fix"), " ");
    item.append(way);
  }
  return item;
}

// What stands between backticks is to be typed. A name from a file keeps its case.
function sentence(name, text) {
  const begun = /^[a-z]+[ ,]/.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
  const parts = (/[.!?…]$/.test(begun) ? begun : `${begun}.`).split("`");
  return make(name, {}, ...parts.map((part, at) => (at % 2 ? make("code", {}, part) : part)));
}

// The caret is drawn below the character itself, whatever its width.
function quoted(excerpt, line, column) {
  const letters = [...excerpt.replace(/[\r\n]+$/, "")];
  const code = make("code");
  if (column) {
    const at = make("mark", {}, letters[column - 1] ?? " ");
    code.append(letters.slice(0, column - 1).join(""), at, letters.slice(column).join(""));
  } else {
    code.append(letters.join(""));
  }
  const number = make("span", { className: "number", ariaHidden: "true" }, line || "");
  return make("pre", { tabIndex: 0 }, number, code);
}
