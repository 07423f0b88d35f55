// What every page loads: quick exit, menu, GOV.UK components, htmx, and the way to charts and maps.
import {
  Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner,
  PasswordInput, Radios, SkipLink, Tabs, createAll,
} from "govuk-frontend";
import htmx from "htmx.org/dist/htmx.esm.js";
import { watchMenu } from "./menu.js";
import { watchQuickExit } from "./quick-exit.js";
import { showPrintButtons, tameWideTables } from "./tables.js";

const COMPONENTS = [
  Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner,
  PasswordInput, Radios, SkipLink, Tabs,
];
const self = document.querySelector("script[data-avow]");

// Heavy parts come only to pages that hold a chart or a map.
function loadWhenPresent(root, selector, source, start) {
  const found = [...root.querySelectorAll(selector)];
  if (found.length && source) {
    import(source)
      // Whoever left quickly while it came has emptied the page: then there is nothing to start.
      .then((part) => found.filter((node) => node.isConnected).forEach(part[start]))
      .catch(() => {
        // The picture and the table are already on the page; nothing is lost.
      });
  }
}

function enhance(root) {
  COMPONENTS.forEach((component) => createAll(component, undefined, root));
  tameWideTables(root);
  showPrintButtons(root);
  loadWhenPresent(root, "[data-av-chart]", self?.dataset.chart, "showChart");
  loadWhenPresent(root, "[data-av-map]", self?.dataset.map, "showMap");
}

watchQuickExit();
watchMenu();
enhance(document);

Object.assign(htmx.config, {
  allowEval: false, allowScriptTags: false, includeIndicatorStyles: false, selfRequestsOnly: true,
  // Not "style": a style attribute that is copied breaks the content security policy.
  attributesToSettle: ["class", "width", "height"],
});
window.htmx = htmx;
document.body.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) enhance(event.target);
});
