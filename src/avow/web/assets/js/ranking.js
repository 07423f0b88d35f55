// Putting things in order with buttons, by keyboard, mouse or finger. The numbered lists beneath stay
// what is sent, and are what is seen without scripts.

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "govuk-button govuk-button--secondary av-ranking__button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function watch(list) {
  const items = [...list.querySelectorAll("[data-av-ranked]")];
  const select = (item) => item.querySelector("select");
  const placed = () => items.filter((item) => select(item).value)
    .sort((a, b) => Number(select(a).value) - Number(select(b).value));
  const status = document.createElement("p");
  status.className = "govuk-visually-hidden";
  status.setAttribute("role", "status");
  list.after(status);

  function number(order) {
    items.forEach((item) => { select(item).value = ""; });
    order.forEach((item, at) => { select(item).value = String(at + 1); });
    draw();
  }

  function move(item, step) {
    const order = placed();
    const at = order.indexOf(item);
    const to = at + step;
    if (to < 0 || to >= order.length) return;
    [order[at], order[to]] = [order[to], order[at]];
    number(order);
    tell(item);
  }

  function put(item) {
    const order = placed();
    number(order.includes(item) ? order.filter((other) => other !== item) : [...order, item]);
    tell(item);
  }

  function tell(item) {
    const words = item.querySelector("label").textContent;
    status.textContent = `${words}: ${select(item).selectedOptions[0].textContent}`;
  }

  function draw() {
    const order = placed();
    const focused = document.activeElement;
    [...order, ...items.filter((item) => !order.includes(item))].forEach((item) => list.append(item));
    items.forEach((item) => {
      const at = order.indexOf(item);
      const [up, down, toggle] = item.querySelectorAll("button");
      item.classList.toggle("av-ranking__placed", at >= 0);
      item.querySelector("[data-av-at]").textContent = at < 0 ? "" : String(at + 1);
      up.hidden = at <= 0;
      down.hidden = at < 0 || at === order.length - 1;
      toggle.textContent = at < 0 ? list.dataset.put : list.dataset.out;
    });
    if (list.contains(focused)) {
      const kept = focused.hidden ? focused.closest("li").querySelector("button:not([hidden])") : focused;
      kept?.focus();
    }
  }

  items.forEach((item) => {
    const at = document.createElement("span");
    at.dataset.avAt = "";
    at.className = "av-ranking__at";
    at.setAttribute("aria-hidden", "true");
    item.prepend(at);
    const acts = document.createElement("span");
    acts.className = "av-ranking__acts";
    acts.append(
      button(list.dataset.up, () => move(item, -1)),
      button(list.dataset.down, () => move(item, 1)),
      button("", () => put(item)),
    );
    item.append(acts);
    const words = item.querySelector("label");
    words.id ||= `${select(item).id}-words`;
    acts.querySelectorAll("button").forEach((one) => one.setAttribute("aria-describedby", words.id));
    select(item).classList.add("govuk-visually-hidden");
    select(item).tabIndex = -1;
    select(item).setAttribute("aria-hidden", "true");
  });
  list.classList.add("av-ranking--live");
  draw();
}

export function watchRankings(root) {
  root.querySelectorAll("[data-av-ranking]:not(.av-ranking--live)").forEach(watch);
}
