// Turns a figure with a Vega-Lite specification into a live chart. The expression interpreter
// walks the syntax tree, so the security policy need not allow code made from text.
import embed from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";
import theme from "../../../charts/theme.json";

const COMPOSED = ["concat", "hconcat", "vconcat", "facet", "repeat", "spec"];

function fitted(spec) {
  const single = !COMPOSED.some((key) => key in spec) && !spec.encoding?.row && !spec.encoding?.column;
  return single ? { ...spec, width: "container", autosize: { type: "fit-x", contains: "padding" } } : spec;
}

export async function showChart(figure) {
  const picture = figure.querySelector(".av-figure__picture");
  const stage = figure.querySelector(".av-live-chart");
  stage.hidden = false;
  try {
    const answer = await fetch(figure.dataset.avChart);
    if (!answer.ok) throw new Error(answer.statusText);
    await embed(stage, fitted(await answer.json()), {
      mode: "vega-lite", renderer: "svg", actions: false, defaultStyle: false,
      ast: true, expr: expressionInterpreter, config: theme, tooltip: { disableDefaultStyle: true },
    });
    // The table beneath says the same; the drawing is named, and its parts are not read out.
    stage.setAttribute("role", "img");
    stage.setAttribute("aria-label", figure.dataset.avAlt);
    stage.firstElementChild?.setAttribute("aria-hidden", "true");
    if (picture) picture.hidden = true;
  } catch {
    stage.hidden = true;
  }
}
