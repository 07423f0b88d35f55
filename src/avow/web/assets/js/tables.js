// A wide table is scrolled with the keyboard too; one that fits need not be a stop on the way.
export function tameWideTables(root) {
  root.querySelectorAll(".av-table-wrap, .av-table-scroll").forEach((wrap) => {
    const settle = () => {
      if (wrap.scrollWidth > wrap.clientWidth) wrap.setAttribute("tabindex", "0");
      else wrap.removeAttribute("tabindex");
    };
    new ResizeObserver(settle).observe(wrap);
  });
}

export function showPrintButtons(root) {
  root.querySelectorAll("[data-av-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
}
