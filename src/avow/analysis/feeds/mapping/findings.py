"""What a load by a map has to say about the extract."""

from collections import Counter
from collections.abc import Sequence
from fnmatch import fnmatch
from typing import Any

from avow.analysis.feeds.mapping.chunks import Extract, header
from avow.analysis.feeds.mapping.rules import ColumnMap, Origin
from avow.analysis.feeds.mapping.staging import Tally
from avow.analysis.feeds.report import Finding, TableSummary
from avow.analysis.tables import TABLES

_WORDS, _FEW = 30, 5
_HEADS = ("table", "column", "extract's column", "word", "rows")
_Words = Counter[tuple[str, str, str, str]]


def findings(
    summaries: Sequence[TableSummary], tally: Tally, unmapped: _Words, strange: _Words
) -> list[Finding]:
    """Return every finding, in the order of the report; words are counted by ``_HEADS``."""
    return [
        *_unmapped(unmapped),
        *_strange(strange),
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
            if _takes(origin, extract.name):
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


def not_given(known: ColumnMap, extracts: Sequence[Extract]) -> list[Finding]:
    """Return the parts of the map for which no file is there."""
    names = [extract.name for extract in extracts]
    rows: list[list[Any]] = []
    for table in known.tables:
        filled = [bool(o.query) or any(_takes(o, name) for name in names) for o in known.of(table)]
        what = "keeps the rows of an earlier load" if not any(filled) else "lacks these rows"
        rows += [
            [table, ", ".join(origin.files), what]
            for origin, here in zip(known.of(table), filled, strict=True)
            if not here
        ]
    if not rows:
        return []
    told = ", ".join(f"{table} ({files}) {what}" for table, files, what in rows)
    sentence = f"No file was given for a part of the map: {told}. Load the whole extract at once."
    tables = tuple(dict.fromkeys(row[0] for row in rows))
    title = "Files that the map names and that were not given"
    return [Finding("not_given", title, sentence, tables, True, ("table", "files", "so it"), rows)]


def _takes(origin: Origin, name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in origin.files)


def _listed(words: _Words) -> list[list[Any]]:
    """Return words with their rows, the commonest first.

    A column of many words may be the wrong one, and hold names: they are not listed. Nor is a word
    of few rows, which can be somebody's: the extract has it.
    """
    many = Counter((table, column, source) for table, column, source, _ in words)
    few = Counter(where[:3] for where, n in words.items() if n < _FEW)
    rows: list[list[Any]] = [
        [*where, n]
        for where, n in words.most_common()
        if many[where[0], where[1], where[2]] <= _WORDS and n >= _FEW
    ]
    for place, number in sorted(few.items()):
        if many[place] <= _WORDS:
            held = sum(n for where, n in words.items() if where[:3] == place and n < _FEW)
            said = f"{number:,} words of fewer than {_FEW} rows each"
            one = f"1 word of fewer than {_FEW} rows"
            rows.append([*place, f"({said if number > 1 else one})", held])
    for place, number in sorted(many.items()):
        if number > _WORDS:
            held = sum(n for where, n in words.items() if where[:3] == place)
            rows.append([*place, f"({number:,} words: is it the right column?)", held])
    return rows


def _strange(strange: _Words) -> list[Finding]:
    if not strange:
        return []
    rows, number = _listed(strange), sum(strange.values())
    return [
        Finding(
            "strange_places",
            "Places that the geography does not have",
            f"{number:,} row{'s name' if number > 1 else ' names'} a place that the geography does "
            "not have. They count for no command unit, or for one that does not exist: correct the "
            "word at the source, or add the place to the geography.",
            tuple(sorted({table for table, *_ in strange})),
            True,
            _HEADS,
            rows,
        )
    ]


def _unmapped(unmapped: _Words) -> list[Finding]:
    if not unmapped:
        return []
    rows = _listed(unmapped)
    columns = sorted({f"{table}.{column}" for table, column, _, _ in unmapped})
    return [
        Finding(
            "unmapped_words",
            "Words that the map does not have",
            f"{len(unmapped)} words of {', '.join(columns)} stand neither in the map nor in the "
            "contract: add them to values, or say with otherwise what they become.",
            tuple(sorted({table for table, *_ in unmapped})),
            True,
            _HEADS,
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
