// The look of a map, from the classes that its legend shows.
function fill(plan) {
  const [first, ...rest] = plan.classes;
  const value = ["get", plan.property];
  const steps = rest.flatMap((step) => [step.from, step.colour]);
  const colour = steps.length ? ["step", ["to-number", value], first.colour, ...steps] : first.colour;
  const absent = ["any", ["!", ["has", plan.property]], ["==", value, null]];
  return ["case", absent, plan.missing, colour];
}

export function styleOf(plan, address) {
  const areas = { source: "tiles", "source-layer": plan.layer };
  return {
    version: 8,
    sources: { tiles: { type: "vector", url: `pmtiles://${address}` } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": "#fbf7f0" } },
      { id: "areas", type: "fill", ...areas, paint: { "fill-color": fill(plan) } },
      {
        id: "edges", type: "line", ...areas,
        paint: { "line-color": "#ffffff", "line-width": ["interpolate", ["linear"], ["zoom"], 8, 0.4, 12, 1.5] },
      },
      {
        id: "chosen", type: "line", ...areas, filter: ["==", ["get", plan.name], ""],
        paint: { "line-color": "#221a2c", "line-width": 3 },
      },
    ],
  };
}

function written(value, absent) {
  if (value === undefined || value === null || value === "") return absent;
  return typeof value === "number" ? value.toLocaleString(document.documentElement.lang) : String(value);
}

// Nodes that tell of one area: its name, then each detail that the figure lists.
export function describe(properties, plan) {
  if (!properties) return [plan.prompt];
  const name = document.createElement("strong");
  name.textContent = written(properties[plan.name], plan.absent);
  const told = plan.details.map(({ property, label }) => `${label}: ${written(properties[property], plan.absent)}`);
  return [name, told.join(" · ")];
}
