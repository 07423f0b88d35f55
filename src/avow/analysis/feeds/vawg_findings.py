"""What the Metropolitan Police's VAWG files say about themselves: the quality report's findings."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from avow.analysis.feeds.cells import Bools
from avow.analysis.feeds.names import Geography
from avow.analysis.feeds.report import Finding
from avow.analysis.feeds.vawg_class_findings import class_findings
from avow.analysis.feeds.vawg_map import UNLIKELY_BEFORE, place_of
from avow.analysis.feeds.vawg_shape import DIMENSIONS, PLACE, STACKED
from avow.analysis.feeds.vawg_source import Rows

PLACEHOLDER = 1900 * 12  # January 1900: the date a system writes where it has none


def findings(rows: Rows, tables: Mapping[str, pa.Table], known: Geography) -> list[Finding]:
    """Return every finding on the files, in the order of the report."""
    return [
        *_stacked(tables),
        _months(tables),
        *_dates(rows, tables),
        *_places(rows, tables, known),
        *_ward_names(rows, tables),
        *class_findings(tables),
        *_victims_against_offences(tables),
        *_ethnic_group(tables),
    ]


def _total(table: pa.Table) -> int:
    return int(pc.sum(table[table.column_names[-1]]).as_py() or 0)


def _stacked(tables: Mapping[str, pa.Table]) -> list[Finding]:
    found = []
    for unit in ("offences", "victims"):
        own = {name: _total(t) for name, t in tables.items() if t.column_names[-1] == unit}
        if len(own) < 2:
            continue
        same = len(set(own.values())) == 1
        figures = ", ".join(f"{total:,} {name}" for name, total in own.items())
        sentence = (
            f"The source counts the same {unit} {len(own)} times over, each time "
            f"{next(iter(own.values())):,}; the tables are kept apart and never added."
            if same
            else f"Tables that should count the same {unit} do not agree: {figures}."
        )
        shown = [[name, tables[name].num_rows, total] for name, total in own.items()]
        columns = ("table", "rows", unit)
        title = f"Stacked tables of {unit}"
        found.append(
            Finding(f"stacked_{unit}", title, sentence, tuple(own), not same, columns, shown)
        )
    return found


def _months(tables: Mapping[str, pa.Table]) -> Finding:
    shown: list[list[Any]] = []
    absent: set[str] = set()
    for name, table in tables.items():
        found = {
            (day.year * 12 + day.month - 1)
            for day in pc.unique(table["month_recorded"]).to_pylist()
        }
        missing = [_month_name(m) for m in range(min(found), max(found)) if m not in found]
        absent.update(missing)
        gaps = ", ".join(missing) or None
        shown.append([name, _month_name(min(found)), _month_name(max(found)), len(found), gaps])
    first, last = min(row[1] for row in shown), max(row[2] for row in shown)
    gaps = (
        f"; missing in part or whole: {', '.join(sorted(absent))}" if absent else ", none missing"
    )
    return Finding(
        "months",
        "Months covered",
        f"Recorded from {first} to {last}{gaps}.",
        tuple(tables),
        bool(absent),
        ("table", "first", "last", "months", "missing"),
        shown,
    )


def _month_name(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}"


def _date_kinds(rows: Rows) -> tuple[tuple[str, str, Bools, str, bool], ...]:
    """Return key, title, rows, words and whether it is a fault, for each oddity of dates."""
    unlikely = (rows.committed >= 0) & (rows.committed < UNLIKELY_BEFORE)
    return (
        (
            "placeholder_dates",
            "Placeholder dates",
            rows.committed == PLACEHOLDER,
            "are dated January 1900, a placeholder; the month committed is left empty",
            True,
        ),
        (
            "unlikely_dates",
            "Other unlikely dates",
            unlikely & (rows.committed != PLACEHOLDER),
            "are dated before 1910, more than a lifetime ago; the month committed is left empty",
            True,
        ),
        ("empty_dates", "Dates not given", rows.committed < 0, "have no month committed", True),
        (
            "committed_later",
            "Committed after recorded",
            rows.committed > rows.recorded,
            "were committed in a later month than they were recorded in; loaded as given",
            False,
        ),
    )


def _dates(rows: Rows, tables: Mapping[str, pa.Table]) -> list[Finding]:
    found = []
    for key, title, where, words, fault in _date_kinds(rows):
        for unit in ("offences", "victims"):
            shown = _by_table(rows, where, tables, unit)
            if shown:
                figures = [f"{row[2]:,} of {row[3]:,} {unit}" for row in shown]
                sentence = f"{'; '.join(dict.fromkeys(figures))} {words}."
                columns = ("table", "rows", unit, "of")
                named = tuple(row[0] for row in shown)
                found.append(
                    Finding(
                        f"{key}_{unit}", f"{title}, {unit}", sentence, named, fault, columns, shown
                    )
                )
    return found


def _by_table(
    rows: Rows, where: Bools, tables: Mapping[str, pa.Table], unit: str
) -> list[list[Any]]:
    shown: list[list[Any]] = []
    for index, stacked in enumerate(STACKED):
        own = rows.sound(index) & where
        if stacked.unit == unit and own.any():
            counted = int(rows.n[own].sum())
            shown.append([stacked.table, int(own.sum()), counted, _total(tables[stacked.table])])
    return shown


def _places(rows: Rows, tables: Mapping[str, pa.Table], known: Geography) -> list[Finding]:
    found = []
    for index, stacked in enumerate(STACKED):
        if stacked.dimensions != PLACE or stacked.table not in tables:
            continue
        own = rows.sound(index)
        reasons = [_reason(rows.dimensions[code], known) for code in range(len(rows.dimensions))]
        names = sorted(set(reasons) - {""})
        codes = np.array([names.index(r) if r else -1 for r in reasons])[rows.named[own]]
        total = _total(tables[stacked.table])
        shown = [
            [reason, int((codes == code).sum()), int(rows.n[own][codes == code].sum())]
            for code, reason in enumerate(names)
            if (codes == code).any()
        ]
        table = tables[stacked.table]
        without = {
            name: total
            - int(pc.sum(table.filter(pc.is_valid(table[name]))[stacked.unit]).as_py() or 0)
            for name in ("ward", "borough")
        }
        sentence = (
            f"{without['ward']:,} of {total:,} {stacked.unit} have no ward, "
            f"{without['borough']:,} of them no borough either."
        )
        found.append(
            Finding(
                f"odd_places_{stacked.unit}",
                f"Missing and odd places of {stacked.unit}",
                sentence,
                (stacked.table,),
                bool(without["ward"]),
                ("why there is no ward", "rows", stacked.unit),
                shown,
            )
        )
    return found


def _reason(names: Sequence[str | None], known: Geography) -> str:
    _, borough, _, reason = place_of(tuple(names), known)
    if not reason:
        return ""
    return reason if borough else f"{reason}; borough given as {names[1] or 'nothing'}"


def _ward_names(rows: Rows, tables: Mapping[str, pa.Table]) -> list[Finding]:
    boroughs: dict[str, set[str]] = {}
    borough_at, ward_at = DIMENSIONS.index(PLACE[1]), DIMENSIONS.index(PLACE[2])
    for names in rows.dimensions:
        borough, ward = names[borough_at], names[ward_at]
        if borough and ward:
            boroughs.setdefault(ward, set()).add(borough)
    shared = [[ward, ", ".join(sorted(of))] for ward, of in sorted(boroughs.items()) if len(of) > 1]
    if not shared:
        return []
    return [
        Finding(
            "shared_ward_names",
            "Ward names in several boroughs",
            f"{len(shared)} ward names stand in more than one borough: a ward is known by its "
            "borough and name together.",
            tuple(name for name in tables if name.endswith("by_place")),
            columns=("ward", "boroughs"),
            rows=shared,
        )
    ]


def _victims_against_offences(tables: Mapping[str, pa.Table]) -> list[Finding]:
    offences = next((tables[n] for n in tables if n.startswith("offences")), None)
    victims = next((tables[n] for n in tables if n.startswith("victims")), None)
    if offences is None or victims is None:
        return []
    recorded, harmed = _by_year(offences), _by_year(victims)
    shown = [
        [
            year,
            recorded.get(year, 0),
            harmed.get(year, 0),
            harmed.get(year, 0) - recorded.get(year, 0),
        ]
        for year in sorted(recorded | harmed)
    ]
    more = [row[0] for row in shown if row[3] > 0]
    sentence = (
        f"Victims are fewer than offences in {sum(row[3] < 0 for row in shown)} of "
        f"{len(shown)} years and more in {len(more)} years"
        f"{' (' + ', '.join(map(str, more)) + ')' if more else ''}: the two are not counted alike."
    )
    columns = ("year recorded", "offences", "victims", "difference")
    victim_tables = tuple(name for name in tables if name.startswith("victims"))
    return [
        Finding(
            "victims_by_year",
            "Victims against offences",
            sentence,
            victim_tables,
            True,
            columns,
            shown,
        )
    ]


def _by_year(table: pa.Table) -> dict[int, int]:
    counted = pa.table(
        {"year": pc.year(table["month_recorded"]), "n": table[table.column_names[-1]]}
    )
    years = counted.group_by("year").aggregate([("n", "sum")])
    return dict(zip(years["year"].to_pylist(), years["n_sum"].to_pylist(), strict=True))


def _ethnic_group(tables: Mapping[str, pa.Table]) -> list[Finding]:
    table = tables.get("victims_by_ethnic_group")
    if table is None:
        return []
    total = _total(table)
    groups = table.group_by("ethnic_group").aggregate([("victims", "sum")]).sort_by("ethnic_group")
    shown = [[g["ethnic_group"], g["victims_sum"]] for g in groups.to_pylist()]
    unknown = dict(map(tuple, shown)).get("Unknown", 0)
    sentence = (
        f"Ethnic group is unknown for {unknown:,} of {total:,} victims "
        f"({unknown / max(total, 1):.0%}); where known, it is what an officer saw."
    )
    return [
        Finding(
            "unknown_ethnic_group",
            "Ethnic group unknown",
            sentence,
            ("victims_by_ethnic_group",),
            True,
            ("ethnic group", "victims"),
            shown,
        )
    ]
