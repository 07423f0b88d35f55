"""Every chart of the site: Vega-Lite made with Altair, drawn as SVG and PNG without a network."""

from avow.web.releases.charts.control import of_control_chart
from avow.web.releases.charts.drawing import png, svg
from avow.web.releases.charts.funnels import of_funnel
from avow.web.releases.charts.series import headline, of_rows

__all__ = ["headline", "of_control_chart", "of_funnel", "of_rows", "png", "svg"]
