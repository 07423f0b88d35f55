"""Where figures come from: the files that were loaded, not what a definition expects of them."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from avow.analysis import feeds
from avow.analysis.engine.layout import feeds_with


def loaded_from(tables: Sequence[str]) -> list[str]:
    """Return a line for each load behind ``tables``: its files, and the day they were loaded.

    This is published. An extract of a force's own systems is named by the title of its map: what
    somebody called the file can say more than it should.
    """
    named = dict.fromkeys(
        feed
        for table in tables
        for feed in feeds_with(settings.DATA_FOLDER, table)
        if feed in feeds.known_feeds(settings.DATA_FOLDER)
    )
    reports = [report for feed in named for report in feeds.reports(settings.DATA_FOLDER, feed)]
    return [_line(report) for report in reports]


def _line(report: feeds.Report) -> str:
    # A file of settings holds no rows; only what the figures are made of is named.
    files = [source.name for source in report.sources if source.rows]
    if report.feed not in feeds.FEEDS:
        files = [report.title or report.feed]
    day = parse_datetime(report.loaded_at)
    return _("%(files)s, loaded on %(day)s.") % {
        "files": get_text_list(files, _("and")),
        "day": date_format(day, "j F Y") if day else report.loaded_at,
    }
