"""Loads of a feed over time, so that a silent change at the source is seen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from avow.analysis.feeds.changes import LIMITS, Change, Limits, changes_between
from avow.analysis.feeds.report import Profile, Report
from avow.analysis.tables.shared import CARRIED


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
    folder = Path(data) / "reports" / feed
    found = [
        Report.from_dict(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.json"))
    ]
    found.sort(key=lambda report: (report.loaded_at, report.load_id))
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
        changes += _said_once(own)
    return History(feed, found, tables, changes)


def _said_once(changes: Sequence[Change]) -> list[Change]:
    """Leave out what other tables only carry from the offences, where it is said of these."""
    known = {(c.column, c.kind) for c in changes if c.table == "offences" and c.column in CARRIED}
    return [c for c in changes if c.table == "offences" or (c.column, c.kind) not in known]


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
