// Answering a survey. The pages work without this file; with it they change in place, so that the
// browser's history holds one entry only, questions appear as they are asked, and no wait is needed.
import { watchPlan } from "./annotate.js";
import { watchRankings } from "./ranking.js";
import { solve } from "./work.js";

const solved = new Map();
const main = () => document.getElementById("main");

// Questions that hang on an answer of the same page.
function valuesOf(key) {
  const fields = document.querySelectorAll(`[name="q-${CSS.escape(key)}"]`);
  return [...fields]
    .filter((field) => !field.disabled && (field.matches("select") || field.checked))
    .map((field) => field.value);
}

function showAsked() {
  document.querySelectorAll("[data-av-depends]").forEach((question) => {
    const on = document.querySelector(`[data-av-question="${CSS.escape(question.dataset.avDepends)}"]`);
    const wanted = JSON.parse(question.dataset.avAny);
    if (!on) return;
    const asked = !on.hidden && valuesOf(question.dataset.avDepends).some((v) => wanted.includes(v));
    question.hidden = !asked;
    question.querySelector("[name=shown]").disabled = !asked;
  });
}

// The work that lets a start in is done while the page is read.
function work(form) {
  const ticket = form.querySelector("[name=ticket]");
  if (!solved.has(ticket.value)) {
    const here = () => ticket.isConnected;
    solved.set(ticket.value, solve(ticket.value, Number(ticket.dataset.avBits), here));
  }
  return solved.get(ticket.value).then((number) => {
    form.querySelector("[name=work]").value = number;
  });
}

function beforeRequest(event) {
  const form = event.target.closest("[data-av-work]");
  if (!form || form.querySelector("[name=work]").value) return;
  event.preventDefault();
  const button = event.detail.triggeringEvent?.submitter;
  const said = button?.textContent;
  if (button) button.textContent = form.dataset.moment;
  work(form).then(() => {
    if (button) button.textContent = said;
    event.detail.issueRequest();
  });
}

function tell(words) {
  document.querySelectorAll("[data-av-lost]").forEach((old) => old.remove());
  const note = document.createElement("p");
  note.dataset.avLost = "";
  note.className = "govuk-error-message";
  note.setAttribute("role", "alert");
  note.textContent = words;
  (document.activeElement?.closest("form") ?? main().querySelector("form"))?.append(note);
}

function enter() {
  const shown = main();
  document.documentElement.lang = shown.lang || document.documentElement.lang;
  document.documentElement.dir = shown.dir || document.documentElement.dir;
  prepare();
  // What was done stands somewhere on a long page: go on from there, else from the top.
  const first = shown.querySelector("[data-av-stay]") ?? shown.querySelector(".govuk-error-summary, h1");
  first?.setAttribute("tabindex", "-1");
  first?.focus();
}

function prepare() {
  showAsked();
  watchRankings(document);
  watchPlan();
  document.querySelectorAll("[data-av-with-scripts]").forEach((part) => { part.hidden = false; });
  const starting = document.querySelector("[data-av-work]");
  if (starting) work(starting);
}

prepare();
document.addEventListener("change", showAsked);
document.body.addEventListener("htmx:confirm", beforeRequest);
document.body.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "main") enter(); });
["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((name) => {
  document.body.addEventListener(name, () => tell(main().dataset.lost));
});
// A page that comes back from the browser's memory shows what was answered: load it anew, empty.
window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
