"""Draw a Vega-Lite specification in the look of the site: the same bytes on every machine."""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from avow.charts.narrow import narrow

_THEME = Path(__file__).with_name("theme.json")
# The drawing library carries this font itself; fonts of the machine would change the picture.
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_WHITE = "#ffffff"
_SHARP = 2.0

WIDTH = 720
VIOLET, VIOLET_SOFT, BRICK, TEAL, GREY = "#4a1d66", "#cdb3de", "#b4533f", "#18566b", "#857b8f"


@cache
def theme() -> dict[str, Any]:
    """Return the look of charts, which the browser uses as well."""
    look: dict[str, Any] = json.loads(_THEME.read_text(encoding="utf-8"))
    return look


def inline(values: list[dict[str, Any]]) -> Any:
    """Return rows as data that stand in the specification itself."""
    import altair as alt

    return alt.Data(values=values)  # type: ignore[no-untyped-call]


def as_spec(chart: Any) -> dict[str, Any]:
    """Return an Altair chart as Vega-Lite without a look of its own: whoever draws it gives one."""
    made: dict[str, Any] = chart.to_dict()
    made.pop("config", None)
    return made


def svg(spec: dict[str, Any]) -> str:
    """Return the chart as SVG."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec, config=_look(), allowed_base_urls=[])
    return drawn


def svgs(spec: dict[str, Any]) -> tuple[str, str]:
    """Return the chart as SVG twice, for wide screens and for phones; each is drawn once."""
    return _drawn(json.dumps(spec, sort_keys=True, default=str))


@lru_cache(maxsize=512)
def _drawn(spec: str) -> tuple[str, str]:
    wide = json.loads(spec)
    return svg(wide), svg(narrow(wide))


def png(spec: dict[str, Any]) -> bytes:
    """Return the chart as PNG on white, sharp enough to print."""
    import vl_convert

    drawn: bytes = vl_convert.vegalite_to_png(
        spec, config=_look(), scale=_SHARP, allowed_base_urls=[]
    )
    return drawn


def _look() -> dict[str, Any]:
    return {**theme(), "font": _FONT, "background": _WHITE}
