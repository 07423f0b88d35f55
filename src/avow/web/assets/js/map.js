// Turns a map figure into a live map: shapes from one PMTiles file, colours from the figure's own
// classes. No labels are drawn, so no glyphs are needed; no address outside this site is asked.
import { Map as MapView, addProtocol, setWorkerUrl } from "maplibre-gl";
import { PMTiles, Protocol } from "pmtiles";
import { describe, styleOf } from "./map-style.js";

const protocol = new Protocol();
addProtocol("pmtiles", protocol.tile);

// A released map is about a megabyte. Read whole, it works from any server, also one that knows no byte ranges.
class WholeFile {
  constructor(key, buffer) { this.key = key; this.buffer = buffer; }
  getKey() { return this.key; }
  async getBytes(offset, length) { return { data: this.buffer.slice(offset, offset + length) }; }
}

async function register(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const tiles = new PMTiles(new WholeFile(address, await answer.arrayBuffer()));
  protocol.add(tiles);
  const { minLon, minLat, maxLon, maxLat } = await tiles.getHeader();
  return [[minLon, minLat], [maxLon, maxLat]];
}

function watchAreas(map, plan, detail) {
  let told;
  const show = (feature) => {
    if (feature?.properties[plan.name] === told) return;
    told = feature?.properties[plan.name];
    map.setFilter("chosen", ["==", ["get", plan.name], told ?? ""]);
    detail.replaceChildren(...describe(feature?.properties, plan));
  };
  const at = (point) => map.queryRenderedFeatures(point, { layers: ["areas"] })[0];
  map.on("mousemove", (event) => show(at(event.point)));
  map.on("click", (event) => show(at(event.point)));
  // With the keyboard, arrows move the map beneath a cross, and the area under the cross is told.
  map.on("moveend", () => {
    if (document.activeElement === map.getCanvas()) {
      const { clientWidth, clientHeight } = map.getContainer();
      show(at([clientWidth / 2, clientHeight / 2]));
    }
  });
}

function watchButtons(stage, map, bounds) {
  const acts = { in: () => map.zoomIn(), out: () => map.zoomOut(), all: () => map.fitBounds(bounds, { padding: 12 }) };
  stage.querySelectorAll("[data-av-zoom]").forEach((button) => {
    button.addEventListener("click", acts[button.dataset.avZoom]);
  });
}

export async function showMap(figure) {
  const plan = JSON.parse(document.getElementById(figure.dataset.avMap).textContent);
  const stage = figure.querySelector(".av-map__stage");
  const detail = figure.querySelector(".av-map__detail");
  const picture = figure.querySelector(".av-figure__picture");
  const live = [stage, detail, ...figure.querySelectorAll(".av-map__help, .av-map__skip")];
  const address = new URL(figure.dataset.avTiles, document.baseURI).href;
  try {
    const bounds = await register(address);
    setWorkerUrl(new URL(document.querySelector("script[data-avow]").dataset.mapWorker, document.baseURI).href);
    live.forEach((part) => { part.hidden = false; });
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = new MapView({
      container: stage.querySelector(".av-map__canvas"), style: styleOf(plan, address), bounds,
      fitBoundsOptions: { padding: 12 }, attributionControl: false, cooperativeGestures: true,
      dragRotate: false, pitchWithRotate: false, fadeDuration: still ? 0 : 200, locale: plan.locale,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.getCanvas().setAttribute("aria-label", plan.label);
    map.getCanvas().setAttribute("aria-describedby", `${figure.id}-help`);
    map.on("load", () => {
      map.resize();
      map.fitBounds(bounds, { padding: 12, animate: false });
      watchAreas(map, plan, detail);
      figure.dataset.avReady = "yes";
    });
    watchButtons(stage, map, bounds);
    if (picture) picture.hidden = true;
  } catch {
    live.forEach((part) => { part.hidden = true; });
    if (picture) picture.hidden = false;
  }
}
