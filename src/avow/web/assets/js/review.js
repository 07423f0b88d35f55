// The review page: shortcuts, marks that follow the cards, and adding what is selected in the text.
// The page works without this file: every step is also a form or a link.

const OFF = "avow-shortcuts-off";
const page = document.querySelector("[data-av-review]");
const text = document.querySelector("[data-av-text]");
const help = document.querySelector("[data-av-shortcuts]");
let lastDecided = "";
let advance = false;
let pressed = "";
let pressedFrom = "";

const cards = () => [...document.querySelectorAll("[data-av-card]")];
const cardOf = (id) => document.getElementById(`r-${id}`);
const currentId = () => document.activeElement?.closest("[data-av-card]")?.dataset.avCard ?? shownId;
const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
let shownId = "";

function marksOf(id) {
  return [...text.querySelectorAll("[data-av-marks]")].filter((mark) =>
    mark.dataset.avMarks.split(" ").includes(id));
}

function show(id, { focus = false } = {}) {
  text.querySelectorAll(".av-mark--current").forEach((mark) => mark.classList.remove("av-mark--current"));
  const marks = marksOf(id);
  marks.forEach((mark) => mark.classList.add("av-mark--current"));
  shownId = id;
  if (!focus) return;
  scrollWithin(marks[0]);
  cardOf(id)?.focus({ preventScroll: true });
  cardOf(id)?.scrollIntoView({ block: "nearest", behavior: motion() });
}

// Moves the text under its own heading, and not the page, when the text scrolls by itself.
function scrollWithin(mark) {
  const box = text.closest(".av-review__text");
  if (!mark || !box || box.scrollHeight <= box.clientHeight) return;
  const away = mark.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTo({ top: box.scrollTop + away - box.clientHeight / 3, behavior: motion() });
}

function step(by, wanted = () => true) {
  const all = cards();
  const at = all.findIndex((card) => card.dataset.avCard === currentId());
  const from = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
  for (let i = from; i >= 0 && i < all.length; i += by) {
    if (wanted(all[i])) return show(all[i].dataset.avCard, { focus: true });
  }
  return undefined;
}

function press(id, action) {
  const button = cardOf(id)?.querySelector(`button[name="do"][value="${action}"]`);
  if (!button) return;
  advance = action === "adopt" || action === "reject";
  pressed = id;
  pressedFrom = document.activeElement?.closest("[data-av-card]")?.dataset.avCard ?? "";
  button.click();
}

function open(id, what) {
  cardOf(id)?.querySelector(`a[data-av-do="${what}"]`)?.click();
}

function selected() {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || !text.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const piece = range.startContainer.parentElement?.closest("[data-at]");
  const passage = wordsOf(range);
  if (!passage) return null;
  return { passage, near: piece ? Number(piece.dataset.at) + range.startOffset : 0 };
}

// The words in a range as they stand in the document, without the numbers shown among them.
function wordsOf(range) {
  const part = range.cloneContents();
  part.querySelectorAll(".av-mark-number").forEach((number) => number.remove());
  return part.textContent.replace(/\s+/g, " ").trim();
}

function fill(form, choice) {
  form.querySelector("[name=passage]").value = choice.passage;
  form.querySelector("[name=near]").value = choice.near;
}

function addSelected() {
  const form = document.querySelector("[data-av-add]");
  const choice = selected();
  if (!form) return;
  if (choice) fill(form, choice);
  form.querySelector("[name=passage]").focus();
  form.scrollIntoView({ block: "nearest", behavior: motion() });
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press(currentId(), "adopt"),
  r: () => press(currentId(), "reject"),
  g: () => press(currentId(), "gap"),
  e: () => open(currentId(), "quote"),
  l: () => open(currentId(), "links"),
  m: addSelected,
  u: () => press(cardOf(currentId())?.dataset.state === "candidate" ? lastDecided : currentId(), "undo"),
  "?": () => { help.open = true; help.querySelector("summary").focus(); },
};

function onKey(event) {
  const busy = event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented;
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (busy || typing || localStorage.getItem(OFF) || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
}

// Whether somebody went to another card while the server was answering.
function movedOn(id) {
  const now = document.activeElement?.closest("[data-av-card]")?.dataset.avCard;
  return Boolean(now) && now !== id && now !== pressedFrom;
}

// A card came back from the server: colour its marks as it is now, and put the focus where it was,
// but never take it from where somebody went meanwhile.
function onSwap(event) {
  const card = event.target.closest?.("[data-av-card]");
  if (!card) return;
  const id = card.dataset.avCard;
  const edit = card.querySelector("[data-av-edit]");
  if (edit) return edit.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  recolour();
  if (card.dataset.state !== "candidate") lastDecided = id;
  if (movedOn(id)) {
    show(shownId);
  } else if (pressed === id && advance && card.dataset.state !== "candidate") {
    step(1, (next) => next.dataset.state === "candidate");
  } else {
    show(id);
    card.focus({ preventScroll: true });
  }
  advance = false;
  pressed = pressedFrom = "";
  return undefined;
}

// The innermost recommendation that is not rejected gives a mark its colour, as on the server.
function recolour() {
  const looks = new Map(cards().map((card) => [card.dataset.avCard, card.dataset.look]));
  const sizes = new Map();
  const all = [...text.querySelectorAll("[data-av-marks]")];
  for (const mark of all) {
    for (const id of mark.dataset.avMarks.trim().split(" ")) {
      sizes.set(id, (sizes.get(id) ?? 0) + mark.textContent.length);
    }
  }
  for (const mark of all) {
    const ids = mark.dataset.avMarks.trim().split(" ");
    if (!ids.every((id) => looks.has(id))) continue;
    const kept = ids.filter((id) => looks.get(id) !== "rejected");
    const [first] = (kept.length ? kept : ids).sort((a, b) => sizes.get(a) - sizes.get(b));
    mark.className = `av-mark av-mark--${looks.get(first)}`;
  }
}

function watchSelection() {
  const form = document.querySelector("[data-av-add]");
  document.addEventListener("selectionchange", () => {
    const choice = selected();
    if (!choice) return;
    const target = document.querySelector('[data-av-edit="quote"]') ?? form;
    if (target && !target.contains(document.activeElement)) fill(target, choice);
  });
}

function watchShortcuts() {
  const toggle = help.querySelector("[data-av-toggle]");
  const name = () => {
    toggle.textContent = localStorage.getItem(OFF) ? toggle.dataset.on : toggle.dataset.off;
  };
  help.hidden = false;
  name();
  toggle.addEventListener("click", () => {
    if (localStorage.getItem(OFF)) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    name();
  });
  document.addEventListener("keydown", onKey);
}

if (page && text && help) {
  watchShortcuts();
  watchSelection();
  document.body.addEventListener("htmx:afterSettle", onSwap);
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-av-card]");
    if (card && card.dataset.avCard !== shownId) show(card.dataset.avCard);
  });
  document.addEventListener("click", (event) => {
    const cancel = event.target.closest("[data-av-cancel]");
    const card = cancel?.closest("[data-av-card]");
    if (card) {
      event.preventDefault();
      cancel.closest("[data-av-edit]").remove();
      card.focus();
    }
    const link = event.target.closest("[data-av-show], .av-mark-number");
    const id = link?.hash.slice(3);
    if (!link || !cardOf(id)) return;
    event.preventDefault();
    const towardsText = link.matches("[data-av-show]");
    show(id, { focus: !towardsText });
    scrollWithin(marksOf(id)[0]);
    if (towardsText) document.getElementById(`m-${id}`)?.focus({ preventScroll: true });
  });
  const target = cardOf(location.hash.slice(3));
  if (target) show(target.dataset.avCard, { focus: true });
}
