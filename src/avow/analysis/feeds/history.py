"""Loads of a feed over time, so that a silent change at the source is seen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from avow.analysis.feeds.changes import LIMITS, Change, Limits, changes_between
from avow.analysis.feeds.report import Profile, Report
from avow.analysis.tables import TABLES
from avow.analysis.tables.shared import CARRIED

_BY_MONTH = ("months", "revised", "thin")


@dataclass(frozen=True)
class LoadOfTable:
    """What one load made of one table; ``total`` is what its months add up to.

    ``profile`` is None for a load from before profiles were kept.
    """

    load_id: str
    loaded_at: str
    rows: int
    quarantined: int
    total: int
    newest: str
    filled: Mapping[str, float]
    profile: Profile | None


@dataclass(frozen=True)
class History:
    """Every kept load of one feed, oldest first, by table, and what changed between them."""

    feed: str
    reports: Sequence[Report]
    tables: Mapping[str, Sequence[LoadOfTable]]
    changes: Sequence[Change]

    def latest(self) -> list[Change]:
        """Return what changed at the newest load."""
        newest = self.reports[-1].loaded_at if self.reports else ""
        return [change for change in self.changes if change.loaded_at == newest]


def history(data: str | Path, feed: str, limits: Limits = LIMITS) -> History:
    """Return the loads of a feed that a report was kept of, and what the rules find in them."""
    return _history(feed, _kept(Path(data) / "reports" / feed), limits)


def would_change(data: str | Path, report: Report, limits: Limits = LIMITS) -> list[Change]:
    """Return what a load that has not been made would change, against the newest that was."""
    kept = _kept(Path(data) / "reports" / report.feed)
    return _history(report.feed, [*kept, report], limits).latest() if kept else []


def _kept(folder: Path) -> list[Report]:
    found = [
        Report.from_dict(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.json"))
    ]
    return sorted(found, key=lambda report: (report.loaded_at, report.load_id))


def _history(feed: str, found: Sequence[Report], limits: Limits) -> History:
    tables: dict[str, list[LoadOfTable]] = {}
    changes: list[Change] = []
    for report in found:
        own: list[Change] = []
        for one in _tables(report):
            before = tables.setdefault(one[0], [])
            if before and before[-1].profile and one[1].profile:
                pair = (before[-1].profile, one[1].profile)
                own += changes_between(*pair, report.loaded_at, limits)
                own += _refused_more(one[0], before[-1], one[1], limits)
            before.append(one[1])
        changes += [*_said_once(own), *_left_out(tables, report)]
    return History(feed, found, tables, changes)


def _said_once(changes: Sequence[Change]) -> list[Change]:
    """Leave out what other tables only repeat of the offences, and name them where it is said.

    They take the carried columns from their offence, and so its month too.
    """
    known = {
        (c.column, c.kind)
        for c in changes
        if c.table == "offences" and (c.column in CARRIED or c.kind in _BY_MONTH)
    }
    again: dict[tuple[str, str], list[str]] = {}
    kept = []
    for change in changes:
        key = (change.column, change.kind)
        if change.table == "offences" or key not in known or not _is_about_offences(change.table):
            kept.append(change)
        elif change.kind in _BY_MONTH:
            again.setdefault(key, []).append(change.table)
    return [_with(change, again.get((change.column, change.kind), ())) for change in kept]


def _is_about_offences(table: str) -> bool:
    return "offence" in TABLES[table].columns()


def _with(change: Change, tables: Sequence[str]) -> Change:
    if change.table != "offences" or not tables:
        return change
    also = f" So it is with {', '.join(dict.fromkeys(tables))}."
    return replace(change, sentence=change.sentence + also)


def _left_out(tables: Mapping[str, Sequence[LoadOfTable]], report: Report) -> list[Change]:
    """Return the tables that an earlier load filled, and this one does not: they stay as they were.

    A load by a map says so itself, of each part of the map.
    """
    here = {summary.table for summary in report.tables}
    here |= {name for one in report.findings if one.key == "not_given" for name in one.tables}
    return [
        Change(
            report.loaded_at,
            table,
            "",
            "left out",
            f"{table} is not in this load: its {loads[-1].rows:,} rows are still those of "
            f"{loads[-1].loaded_at[:10]}. Load the whole extract at once.",
        )
        for table, loads in tables.items()
        if table not in here
    ]


def _tables(report: Report) -> list[tuple[str, LoadOfTable]]:
    profiles = {profile.table: profile for profile in report.profiles}
    found = []
    for summary in report.tables:
        profile = profiles.get(summary.table)
        months = profile.months if profile else {}
        found.append(
            (
                summary.table,
                LoadOfTable(
                    load_id=report.load_id,
                    loaded_at=report.loaded_at,
                    rows=summary.rows_loaded,
                    quarantined=summary.rows_quarantined,
                    total=sum(months.values()) or summary.total_loaded or summary.rows_loaded,
                    newest=max(months, default=""),
                    filled=profile.filled if profile else summary.complete,
                    profile=profile,
                ),
            )
        )
    return found


def _refused_more(
    table: str, before: LoadOfTable, after: LoadOfTable, limits: Limits
) -> list[Change]:
    """Return that much more of a table is in quarantine than at the load before."""
    shares = [one.quarantined / max(one.rows + one.quarantined, 1) for one in (before, after)]
    if shares[1] - shares[0] < limits.quarantine:
        return []
    sentence = (
        f"{after.quarantined:,} rows of {table} ({shares[1]:.1%}) are in quarantine; at the load "
        f"before it was {before.quarantined:,} ({shares[0]:.1%}). Look at the reasons: the source "
        "may write something in another way."
    )
    return [Change(after.loaded_at, table, "", "quarantine", sentence)]
