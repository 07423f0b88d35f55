"""The same chart for a phone: as wide as its screen, its letters as large as on a wide one."""

import textwrap
from copy import deepcopy
from typing import Any

WIDTH = 340
# Names beside an axis leave most of the width to what is drawn.
_LABEL = 120
# So many letters of a title fit on a line.
_LETTERS = 40


def narrow(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a specification drawn for phones; one of several panels keeps its width."""
    made = deepcopy(spec)
    if "width" not in made:
        return made
    made |= {"width": WIDTH, "autosize": {"type": "fit-x", "contains": "padding"}}
    _fit(made)
    return made


def _fit(part: Any) -> None:
    """Shorten names, break titles into lines and stack the keys of a part, and of those in it."""
    if isinstance(part, list):
        for each in part:
            _fit(each)
    if not isinstance(part, dict):
        return
    if isinstance(part.get("title"), str):
        lines = textwrap.wrap(part["title"], _LETTERS)
        part["title"] = lines if len(lines) > 1 else part["title"]
    if isinstance(part.get("legend"), dict):
        part["legend"]["columns"] = 1
    if "labelLimit" in part and part["labelLimit"] > _LABEL:
        part["labelLimit"] = _LABEL
    for name, each in part.items():
        if name not in ("data", "datasets"):
            _fit(each)
