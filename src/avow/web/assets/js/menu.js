// Folds the navigation behind a button on a narrow screen. Without JavaScript it lies open.
export function watchMenu() {
  const button = document.querySelector("[data-av-menu]");
  const nav = button && document.getElementById(button.getAttribute("aria-controls"));
  if (!nav) return;
  button.hidden = false;
  nav.hidden = true;
  nav.classList.add("av-nav--folding");
  button.addEventListener("click", () => {
    nav.hidden = !nav.hidden;
    button.setAttribute("aria-expanded", String(!nav.hidden));
  });
}
