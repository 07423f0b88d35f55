"""What the pages read: the reports of loads, and what was counted at each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from avow.analysis import feeds
from avow.analysis.feeds import Change, History, Report

# What a load finds that makes figures wrong, and not merely coarse.
_GRAVE = ("days_without_rows", "not_given", "strange_places")


@dataclass(frozen=True)
class FeedLine:
    """A feed as the list shows it; ``loaded_at`` is None where it was never loaded."""

    name: str
    title: str
    takes: tuple[str, ...]
    loaded_at: datetime | None
    newest: str
    rows: int
    quarantined: int
    loads: int
    problems: tuple[str, ...]


def lines() -> list[FeedLine]:
    """Return every feed, those with something wrong first, those never loaded last."""
    found = [_line(name) for name in feeds.known_feeds(settings.DATA_FOLDER)]
    return sorted(found, key=lambda one: (one.loaded_at is None, not one.problems, one.name))


def _line(name: str) -> FeedLine:
    known = feeds.FEEDS.get(name)
    history = feeds.history(settings.DATA_FOLDER, name)
    latest = history.reports[-1] if history.reports else None
    newest = max((loads[-1].newest for loads in history.tables.values()), default="")
    return FeedLine(
        name=name,
        title=title(name, latest),
        takes=known.takes if known else (),
        loaded_at=datetime.fromisoformat(latest.loaded_at) if latest else None,
        newest=newest,
        rows=sum(table.rows_loaded for table in latest.tables) if latest else 0,
        quarantined=latest.rows_quarantined if latest else 0,
        loads=len(history.reports),
        problems=tuple(problems(history)),
    )


def title(name: str, report: Report | None) -> str:
    """Return what a feed is called: by itself, or by the column map that brought it in."""
    known = feeds.FEEDS.get(name)
    return known.title if known else (report and report.title) or name


def problems(history: History) -> list[str]:
    """Return what is wrong with the newest load of a feed, in words, the gravest first."""
    if not history.reports:
        return []
    latest = history.reports[-1]
    said = [
        _("%(table)s does not add up: rows or counts were lost. Do not use it.")
        % {"table": table.table}
        for table in latest.tables
        if not table.reconciled
    ]
    said += [change.sentence for change in history.latest()]
    said += [one.sentence for one in latest.findings if one.key in _GRAVE]
    if latest.rows_quarantined:
        read = sum(table.rows_read for table in latest.tables)
        said.append(
            _("%(n)s of %(all)s rows are in quarantine.")
            % {"n": f"{latest.rows_quarantined:,}", "all": f"{read:,}"}
        )
    return said


def loads(name: str) -> tuple[History, Report] | None:
    """Return the history of a feed and its newest report; None where it was never loaded."""
    if name not in feeds.known_feeds(settings.DATA_FOLDER):
        return None
    history = feeds.history(settings.DATA_FOLDER, name)
    return (history, history.reports[-1]) if history.reports else None


def earlier(history: History) -> Sequence[Change]:
    """Return what changed at loads before the newest, newest first."""
    latest = history.latest()
    return [change for change in reversed(history.changes) if change not in latest]
