"""Charts of the document as SVG, each drawn once."""

from typing import Any

from avow import charts


def drawn(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the pictures of a chart, for wide screens and for phones, by their names in it."""
    wide, narrow = charts.svgs(spec)
    return {"svg": wide, "svg_narrow": narrow}
