"""The days that those from outside the force may ask for: whole years, and nothing between.

Windows of a reader's choice slide: where two of them differ by a month, so do their counts, and
enough of them tell the month exactly, however each is rounded. Whole years differ by whole years.
"""

from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from avow.analysis.disparity import DisparityError
from avow.web.initiatives import comparing
from avow.web.initiatives.comparing import Asked

YEAR, ALL = "year", "all"


def narrowed(asked: Asked) -> Asked:
    """Return what is asked for, of one whole year or, where no days are named, of all of them.

    A year is whole where it is loaded to its last day and every case of it has had the time in
    which what was reached counts: otherwise the end would move with that time.

    Raises:
        DisparityError: other days are asked for, or no year is whole; the text says which are.
        NoFactsError: no records of cases are loaded.
    """
    years = _years(asked)
    if not years:
        raise DisparityError(
            _("No calendar year is loaded whole with that long to follow: choose a shorter time.")
        )
    first, last = _span(years[0])[0], _span(years[-1])[1]
    days = (asked.start or first, asked.end or last)
    if days not in [(first, last), *map(_span, years)]:
        raise DisparityError(
            _("Choose one whole calendar year (%(years)s) or leave both days empty for all of "
              "them: other days could give people away.")
            % {"years": ", ".join(map(str, years))}
        )  # fmt: skip
    return replace(asked, start=days[0], end=days[1])


def period_of(asked: Asked) -> str:
    """Return the period that what was ``narrowed`` covers, as the disclosure policy calls it."""
    one = asked.start and asked.end and asked.start.year == asked.end.year
    return YEAR if one else ALL


def _years(asked: Asked) -> range:
    oldest, newest = comparing.loaded_days(asked.of)
    followed = newest - timedelta(days=asked.within_days or 0)
    first = oldest.year if oldest.month == 1 else oldest.year + 1
    after = followed + timedelta(days=1)
    return range(first, after.year)


def _span(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
