// Leaves at once: clears what is seen, forgets the title, and puts the neutral page in this page's
// place in the history. Without JavaScript the link still works as a link.
const PRESSES = 3;
const WITHIN_MS = 1500;

function leave(address) {
  document.title = "\u200b";
  document.querySelectorAll("link[rel~=icon]").forEach((icon) => icon.remove());
  document.documentElement.classList.add("av-gone");
  document.body.replaceChildren();
  window.location.replace(address);
}

export function watchQuickExit() {
  const link = document.querySelector("[data-av-quick-exit]");
  if (!link) return;
  const address = link.href;
  let presses = [];

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(address);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
    if (presses.length >= PRESSES) leave(address);
  }, { capture: true });
}
