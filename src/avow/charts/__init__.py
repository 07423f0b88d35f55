"""Every chart of the site: Vega-Lite made with Altair, drawn as SVG and PNG without a network."""

from avow.charts.comparing import of_two
from avow.charts.control import of_control_chart
from avow.charts.disparity import of_disparity
from avow.charts.drawing import png, svg, svgs
from avow.charts.evaluation import of_evaluation
from avow.charts.funnels import of_funnel
from avow.charts.pairs import of_adjusted, of_shrunk
from avow.charts.series import headline, of_groups, of_rows

__all__ = [
    "headline",
    "of_adjusted",
    "of_control_chart",
    "of_disparity",
    "of_evaluation",
    "of_funnel",
    "of_groups",
    "of_rows",
    "of_shrunk",
    "of_two",
    "png",
    "svg",
    "svgs",
]
