"""What a load by a map has to say about the extract."""

from collections import Counter
from collections.abc import Sequence
from fnmatch import fnmatch
from typing import Any

from avow.analysis.feeds.mapping.chunks import Extract, header
from avow.analysis.feeds.mapping.rules import ColumnMap
from avow.analysis.feeds.mapping.staging import Tally
from avow.analysis.feeds.report import Finding, TableSummary
from avow.analysis.tables import TABLES

_WORDS = 30


def findings(
    summaries: Sequence[TableSummary],
    tally: Tally,
    unmapped: Counter[tuple[str, str, str, str]],
) -> list[Finding]:
    """Return every finding, in the order of the report."""
    return [
        *_unmapped(unmapped),
        *_not_given(summaries),
        *_passed_over(tally),
        *_blank(tally),
        *_merged(summaries),
    ]


def not_read(known: ColumnMap, extracts: Sequence[Extract]) -> list[Finding]:
    """Return the columns of the files that no table of the map reads."""
    read: dict[tuple[Extract, str, int], set[str]] = {}
    for origin in known.origins:
        for extract in extracts:
            if any(fnmatch(extract.name, pattern) for pattern in origin.files):
                place = (extract, origin.sheet, origin.skip)
                read.setdefault(place, set()).update(origin.wanted)
    rows = [
        [extract.name, sheet, name]
        for (extract, sheet, skip), wanted in read.items()
        for name in header(extract, sheet, skip)
        if name and name not in wanted
    ]
    if not rows:
        return []
    sentence = (
        f"{len(rows)} columns of the files are read for no table: leave them out, or map them."
    )
    columns = ("file", "sheet", "column")
    title = "Columns that the map does not read"
    return [Finding("not_read", title, sentence, columns=columns, rows=rows)]


def _unmapped(unmapped: Counter[tuple[str, str, str, str]]) -> list[Finding]:
    if not unmapped:
        return []
    many = Counter((table, column, source) for table, column, source, _ in unmapped)
    # A column of so many words may be the wrong one, and hold names: they are not listed.
    rows: list[list[Any]] = [
        [*where, n]
        for where, n in unmapped.most_common()
        if many[where[0], where[1], where[2]] <= _WORDS
    ]
    for place, words in sorted(many.items()):
        if words > _WORDS:
            held = sum(n for where, n in unmapped.items() if where[:3] == place)
            rows.append([*place, f"({words:,} words: is it the right column?)", held])
    columns = sorted({f"{table}.{column}" for table, column, _, _ in unmapped})
    return [
        Finding(
            "unmapped_words",
            "Words that the map does not have",
            f"{len(unmapped)} words of {', '.join(columns)} stand neither in the map nor in the "
            "contract: add them to values, or say with otherwise what they become.",
            tuple(sorted({table for table, *_ in unmapped})),
            True,
            ("table", "column", "extract's column", "word", "rows"),
            rows,
        )
    ]


def _not_given(summaries: Sequence[TableSummary]) -> list[Finding]:
    rows = [
        [summary.table, name, TABLES[summary.table].columns()[name].meaning]
        for summary in summaries
        for name, share in summary.complete.items()
        if share == 0 and summary.rows_loaded
    ]
    if not rows:
        return []
    return [
        Finding(
            "columns_not_given",
            "Columns that the extract does not fill",
            f"{len(rows)} columns of the contract are empty in every row: "
            f"{', '.join(f'{row[0]}.{row[1]}' for row in rows[:8])}"
            f"{' and more' if len(rows) > 8 else ''}.",
            tuple(dict.fromkeys(row[0] for row in rows)),
            False,
            ("table", "column", "what it would say"),
            rows,
        )
    ]


def _passed_over(tally: Tally) -> list[Finding]:
    rows: list[list[Any]] = [
        [table, n, tally.read[table]] for table, n in sorted(tally.passed_over.items()) if n
    ]
    if not rows:
        return []
    return [
        Finding(
            "passed_over",
            "Rows that are about something else",
            "Rows that the map's only and filled leave out of a table: "
            + ", ".join(f"{n:,} of {table}" for table, n, _ in rows)
            + ".",
            tuple(row[0] for row in rows),
            columns=("table", "rows left out", "rows read"),
            rows=rows,
        )
    ]


def _blank(tally: Tally) -> list[Finding]:
    rows: list[list[Any]] = [[file, n] for file, n in tally.by_file(tally.blank).items() if n]
    if not rows:
        return []
    sentence = f"{sum(row[1] for row in rows):,} rows are empty in every column that is read."
    return [Finding("blank", "Blank rows", sentence, columns=("file", "rows"), rows=rows)]


def _merged(summaries: Sequence[TableSummary]) -> list[Finding]:
    rows: list[list[Any]] = [[one.table, one.rows_merged] for one in summaries if one.rows_merged]
    if not rows:
        return []
    return [
        Finding(
            "repeated",
            "Rows that say the same again",
            "Rows with the key of another, which say the same or which the map's keep passes over: "
            + ", ".join(f"{n:,} of {table}" for table, n in rows)
            + ". Each is counted once.",
            tuple(row[0] for row in rows),
            columns=("table", "rows"),
            rows=rows,
        )
    ]
