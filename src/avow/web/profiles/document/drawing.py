"""Charts of the document as SVG, each drawn once."""

import json
from functools import lru_cache
from typing import Any

from avow import charts
from avow.web.releases.files import as_json


def drawn(spec: dict[str, Any]) -> str:
    """Return the chart as SVG; the same chart is drawn once."""
    return _drawn(as_json(spec))


@lru_cache(maxsize=256)
def _drawn(spec: bytes) -> str:
    return charts.svg(json.loads(spec))
