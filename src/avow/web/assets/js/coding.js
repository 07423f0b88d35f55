// Coding by keyboard: 1 to 9 tick a theme, Enter saves. Off in fields where such keys write.
const OFF = "avow-coding-keys-off";
const page = document.querySelector("[data-av-coding]");
const form = page?.querySelector("[data-av-vote]");
const help = page?.querySelector("[data-av-keys]");

function writes(target) {
  return target.closest("select, textarea, input:not([type=checkbox]):not([type=radio])");
}

function acts(target) {
  return target.closest("a, button, summary, [role=button]");
}

function onKey(event) {
  if (localStorage.getItem(OFF) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (writes(event.target)) return;
  const box = form.querySelector(`[data-av-key="${event.key}"]`);
  if (box) {
    event.preventDefault();
    box.click();
    return;
  }
  if (event.key !== "Enter" || acts(event.target)) return;
  event.preventDefault();
  const next = page.querySelector("[data-av-next]");
  if (next) next.click();
  else form.requestSubmit();
}

if (form && help) {
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
  page.querySelector("[data-av-next]")?.focus();
}
