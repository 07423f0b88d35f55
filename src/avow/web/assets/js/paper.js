// Typing in paper quickly: numbers choose answers, Ctrl and Enter save. Without this file the form is
// an ordinary one.
import { watchRankings } from "./ranking.js";

const form = document.querySelector("[data-av-paper]");
const groups = () => [...form.querySelectorAll("[data-av-question], .govuk-form-group")]
  .filter((group) => !group.querySelector("[data-av-question]"));
const first = (group) => group?.querySelector("input:not([type=hidden]), select:not([tabindex='-1']), textarea, button");

function next(from) {
  const all = groups();
  const at = all.findIndex((group) => group.contains(from));
  const to = all.slice(at + 1).map(first).find(Boolean);
  (to ?? form.querySelector("button:not([type])"))?.focus();
}

function onKey(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  const field = event.target;
  if (!field.matches("input[type=radio], input[type=checkbox]") || event.ctrlKey || event.altKey || event.metaKey) return;
  const beside = [...form.querySelectorAll(`[name="${CSS.escape(field.name)}"]`)];
  if (/^[1-9]$/.test(event.key) && beside[event.key - 1]) {
    event.preventDefault();
    const chosen = beside[event.key - 1];
    chosen.checked = field.type === "radio" || !chosen.checked;
    if (field.type === "radio") next(field);
    else chosen.focus();
  } else if (event.key === "0" && field.type === "radio") {
    event.preventDefault();
    beside.forEach((one) => { one.checked = false; });
    next(field);
  } else if (event.key === "Enter") {
    event.preventDefault();
    next(field);
  }
}

if (form) {
  document.querySelectorAll("[data-av-with-scripts]").forEach((part) => { part.hidden = false; });
  watchRankings(form);
  form.addEventListener("keydown", onKey);
  if (!document.querySelector(".govuk-error-summary")) first(groups()[0])?.focus();
}
