"""What the public may be told of a question's themes: words for portions, protected figures."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from avow.analysis.disclosure import policy
from avow.analysis.responses import portion
from avow.web.surveys.models.question import AGREEMENT
from avow.web.themes import counting, looks, queries, tabulating
from avow.web.themes.models import Frame, Theme

# What points at a person even where no name does: e-mail, long numbers, postcodes, handles.
_POINTS_AT = re.compile(
    r"\S+@\S+|@\w{2,}|https?://|(?:\d[\s-]?){6,}"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b",
    re.IGNORECASE,
)


def points_at_somebody(quote: str) -> bool:
    """Return whether a quote holds an address, a number or a handle that leads to a person."""
    return bool(_POINTS_AT.search(quote))


def content(frame: Frame, quotes: Mapping[UUID, Sequence[str]]) -> dict[str, Any]:
    """Return what would be published, with these quotes of each theme."""
    where = looks.where(frame, counting.PEOPLE)
    spoke = where.total - where.apart
    themes = sorted(queries.adopted(frame), key=lambda t: -counting.of_theme(t, counting.PEOPLE))
    return {
        "survey": str(frame.question.survey),
        "question": str(frame.question),
        "answers": policy().words(spoke),
        "themes": [_theme(theme, spoke, quotes.get(theme.pk, ())) for theme in themes],
        "table": _table(frame),
    }


def sha256(told: Mapping[str, Any]) -> str:
    """Return the hash of a content."""
    canonical = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _theme(theme: Theme, spoke: int, quotes: Sequence[str]) -> dict[str, Any]:
    count = min(counting.of_theme(theme, counting.PEOPLE), spoke)
    word = portion(count, spoke) if spoke else "number"
    return {
        "label": theme.label,
        "description": theme.description,
        "portion": policy().words(count) if word == "number" else looks.proportion(count, spoke),
        "quotes": list(quotes),
    }


def _table(frame: Frame) -> dict[str, Any] | None:
    """Return the themes by how far people agree with what the page asked about, protected."""
    offered = tabulating.groupings(frame.question.survey)
    scales = [q for q in offered if q.kind == AGREEMENT]
    by = next((q for q in scales if q.section_id == frame.question.section_id), None)
    if by is None:
        return None
    tab = tabulating.tabulate(frame, by, texts_only=False, weighted=False, people_only=False)
    rows: dict[str, list[str]] = {}
    for row in tab.rows(exact=False):
        share = row["share"]
        said = _("withheld") if share is None else f"{share:.0%}"
        rows.setdefault(row["label"], []).append(said)
    return {
        "by": str(by),
        "groups": list(tab.groups.values()),
        "rows": [[label, *cells] for label, cells in rows.items()],
    }
