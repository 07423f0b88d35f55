// Choosing words of the plan to comment on: with a mouse, a finger, or the keyboard. Every commitment
// also has a form that works without this file.
let chosen = null;
let timer = 0;

const pieces = (article) => [...article.querySelectorAll("[data-av-piece]")];
const startOf = (piece) => Number(piece.dataset.start);
const endOf = (piece) => Number(piece.dataset.end);
const articleOf = (node) => (node instanceof Element ? node : node?.parentElement)?.closest("[data-av-commitment]");

function wordsOf(article, start, end) {
  return pieces(article)
    .filter((piece) => startOf(piece) < end && endOf(piece) > start)
    .map((piece) => piece.textContent.slice(Math.max(0, start - startOf(piece)), end - startOf(piece)))
    .join(" ").replace(/\s+/g, " ").trim();
}

function choose(article, start, end) {
  if (chosen && chosen.article !== article) fill(chosen.article, null);
  chosen = { article, start, end };
  fill(article, chosen);
}

function clear() {
  if (chosen) fill(chosen.article, null);
  chosen = null;
  bar().hidden = true;
}

function fill(article, choice) {
  const form = article.querySelector("form");
  if (!form) return;
  form.elements.start.value = choice ? choice.start : "";
  form.elements.end.value = choice ? choice.end : "";
  form.querySelector("[data-av-chosen]").hidden = !choice;
  form.querySelector("[data-av-quote]").textContent = choice ? wordsOf(article, choice.start, choice.end) : "";
  pieces(article).forEach((piece) => {
    const inside = Boolean(choice) && startOf(piece) < choice.end && endOf(piece) > choice.start;
    piece.setAttribute("aria-pressed", String(inside));
  });
  if (choice) {
    article.querySelector("details").open = true;
    bar().hidden = false;
    bar().querySelector("button").textContent = form.querySelector("[name=do]").textContent;
  }
}

// A bar at the foot of the screen leads to the form, as the words chosen may be far from it.
function bar() {
  let found = document.querySelector("[data-av-bar]");
  if (!found) {
    found = document.createElement("div");
    found.dataset.avBar = "";
    found.className = "av-choose-bar";
    found.hidden = true;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button";
    button.addEventListener("click", write);
    found.append(button);
    document.getElementById("main").append(found);
  }
  return found;
}

function write() {
  const text = chosen?.article.querySelector("form textarea");
  bar().hidden = true;
  text?.focus();
  text?.scrollIntoView({ block: "center" });
}

// Where a point of a selection is in the commitment's text.
function placeIn(article, node, offset, atEnd) {
  const piece = (node instanceof Element ? node : node.parentElement).closest("[data-av-piece]");
  if (piece && article.contains(piece) && node.nodeType === Node.TEXT_NODE) return startOf(piece) + offset;
  const point = document.createRange();
  point.setStart(node, offset);
  const all = pieces(article);
  const before = all.filter((one) => point.comparePoint(one, 0) < 0);
  const after = all.filter((one) => point.comparePoint(one, 0) >= 0);
  if (atEnd) return before.length ? endOf(before.at(-1)) : startOf(all[0]);
  return after.length ? startOf(after[0]) : endOf(all.at(-1));
}

function selected() {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const article = articleOf(range.startContainer) ?? articleOf(range.endContainer);
  if (!article?.querySelector("form") || article.querySelector("details")?.contains(range.startContainer)) return null;
  const start = articleOf(range.startContainer) === article
    ? placeIn(article, range.startContainer, range.startOffset, false) : 0;
  const within = articleOf(range.endContainer) === article && !article.querySelector("details").contains(range.endContainer);
  const end = within
    ? placeIn(article, range.endContainer, range.endOffset, true) : endOf(pieces(article).at(-1));
  return start < end ? { article, start, end } : null;
}

function onSelection() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const choice = selected();
    if (choice && wordsOf(choice.article, choice.start, choice.end)) choose(choice.article, choice.start, choice.end);
  }, 300);
}

function pick(piece, extend) {
  const article = articleOf(piece);
  const whole = { start: startOf(piece), end: endOf(piece) };
  if (extend && chosen?.article === article) {
    choose(article, Math.min(chosen.start, whole.start), Math.max(chosen.end, whole.end));
  } else if (chosen?.article === article && chosen.start === whole.start && chosen.end === whole.end) {
    clear();
  } else {
    choose(article, whole.start, whole.end);
  }
}

function onKey(event) {
  const piece = event.target.closest?.("[data-av-piece]");
  if (!piece) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    pick(piece, event.shiftKey);
    return;
  }
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = pieces(articleOf(piece));
  const next = all[all.indexOf(piece) + step];
  if (!next) return;
  piece.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  if (event.shiftKey) pick(next, true);
}

export function watchPlan() {
  chosen = null;
  document.querySelectorAll("[data-av-commitment]").forEach((article) => {
    if (!article.querySelector("form")) return;
    pieces(article).forEach((piece, at) => {
      piece.tabIndex = at ? -1 : 0;
      piece.setAttribute("role", "button");
      piece.setAttribute("aria-pressed", "false");
    });
    const form = article.querySelector("form");
    if (form.elements.end.value) choose(article, Number(form.elements.start.value), Number(form.elements.end.value));
  });
}

document.addEventListener("selectionchange", onSelection);
document.addEventListener("keydown", onKey);
document.addEventListener("click", (event) => {
  const piece = event.target.closest?.("[data-av-piece]");
  if (piece && articleOf(piece).querySelector("form") && window.getSelection().isCollapsed) pick(piece, event.shiftKey);
  if (event.target.closest?.("[data-av-unchoose]")) clear();
});
