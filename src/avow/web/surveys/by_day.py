"""How many answered day by day, as a picture with its table."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.web.core.components import Chart, Column, Table

_WIDE, _HIGH, _FOOT = 720, 160, 24
_MOST_DAYS = 400


def chart(counted: Sequence[tuple[date, int]]) -> Chart:
    """Return the chart of (day, answers sent), oldest first; days without any are drawn empty."""
    total = sum(n for _day, n in counted)
    busiest, most = max(counted, key=lambda pair: pair[1])
    alt = ngettext(
        "%(total)s answer from %(first)s to %(last)s; the busiest day was %(day)s with %(most)s.",
        "%(total)s answers from %(first)s to %(last)s; the busiest day was %(day)s with %(most)s.",
        total,
    ) % {
        "total": total,
        "first": f"{min(counted)[0]:%d/%m/%Y}",
        "last": f"{max(counted)[0]:%d/%m/%Y}",
        "day": f"{busiest:%d/%m/%Y}",
        "most": most,
    }
    columns = (_("Day"), Column(label=_("Answers"), numeric=True))
    rows = [(f"{day:%d/%m/%Y}", n) for day, n in counted]
    table = Table(caption=_("Answers sent by day"), columns=columns, rows=rows)
    return Chart(id="by-day", title=_("By day"), alt=alt, table=table, svg=_svg(dict(counted)))


def _svg(counted: dict[date, int]) -> str:
    first, last = min(counted), max(counted)
    days = [first + timedelta(n) for n in range(min((last - first).days + 1, _MOST_DAYS))]
    most = max(counted.values())
    step = min(_WIDE / len(days), 48)
    bars = "".join(
        f'<rect x="{place * step:.1f}" y="{_HIGH - height:.1f}" '
        f'width="{max(step - 2, 1):.1f}" height="{height:.1f}"/>'
        for place, day in enumerate(days)
        if (height := _HIGH * counted.get(day, 0) / most)
    )
    label = 'font-family="sans-serif" font-size="18" fill="#574d63"'
    end = max(step * len(days), 200)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH + _FOOT}">'
        f'<g fill="#4a1d66">{bars}</g>'
        f'<path d="M0 {_HIGH}H{_WIDE}" stroke="#857b8f"/>'
        f'<text x="0" y="{_HIGH + 20}" {label}>{first:%d/%m}</text>'
        f'<text x="{end:.0f}" y="{_HIGH + 20}" text-anchor="end" {label}>{last:%d/%m}</text></svg>'
    )
