"""Rows of an export as responses: every row is one, or refused with the reason."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from avow.analysis.responses.exports.columns import ANSWER, DAY, KEY, STATUS, TEXT, Asked, Column
from avow.analysis.responses.exports.own_words import discloses_as_choice, quoted
from avow.analysis.responses.exports.reading import Export

_NOT_ANSWERED = frozenset(("", "na", "n/a", "null", "none given"))
_DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y")


@dataclass(frozen=True)
class Row:
    """A response. ``key`` tells it from all others of its source, and is the same when the file is
    read again; ``digest`` changes when any of its answers does. ``choices`` and ``texts`` are by
    question key.
    """

    number: int
    key: str
    digest: str
    day: date | None
    choices: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Refused:
    """A row that was not taken: where it is wrong, and why."""

    number: int
    column: str
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Applied:
    """What an export comes to: rows and refused rows are all of it.

    ``new_options`` are values met for the first time, by question key, in the order met.
    """

    rows: tuple[Row, ...]
    refused: tuple[Refused, ...]
    new_options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class _RowError(ValueError):
    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


def apply(
    export: Export,
    columns: Mapping[str, Column],
    questions: Sequence[Asked],
    *,
    source: str = "",
    assumed: Mapping[str, str] | None = None,
) -> Applied:
    """Return what each row of the export says.

    ``assumed`` holds, by question key, what every row is taken to answer where its file does not
    ask.

    ``source`` tells files of one survey apart whose rows have no key of their own: such a row's key
    is made from its answers and how many equal rows stand above it, so that two people who answer
    the same are two, and the same file read again gives the same keys.
    """
    reader = _Reader(export, columns, questions, source, assumed or {})
    rows: list[Row] = []
    refused: list[Refused] = []
    for number, cells in zip(export.numbers, export.rows, strict=True):
        try:
            rows.append(reader.row(number, cells))
        except _RowError as error:
            refused.append(Refused(number, error.column, error.reason, cells))
    return Applied(
        tuple(rows), tuple(refused), {key: tuple(new) for key, new in reader.new_options.items()}
    )


class _Reader:
    def __init__(
        self,
        export: Export,
        columns: Mapping[str, Column],
        questions: Sequence[Asked],
        source: str,
        assumed: Mapping[str, str],
    ) -> None:
        self._export, self._source = export, source
        self._assumed = {key: (value,) for key, value in assumed.items()}
        self._asked = {asked.key: asked for asked in questions}
        self._columns = [
            (at, header, columns.get(header, Column())) for at, header in enumerate(export.headers)
        ]
        self._values = {asked.key: _lookup(asked) for asked in questions}
        # What a cell came to before: the same few values stand in most rows.
        self._known: dict[tuple[str, str], str] = {}
        self._seen_keys: set[str] = set()
        self._alike: Counter[str] = Counter()
        self._given: dict[str, Counter[str]] = {}
        self.new_options: dict[str, dict[str, None]] = {}

    def row(self, number: int, cells: Sequence[str]) -> Row:
        choices: dict[str, list[str]] = {}
        texts: dict[str, str] = {}
        key, day = "", None
        met: list[tuple[str, str]] = []
        for at, header, column in self._columns:
            cell = cells[at]
            if column.use == KEY:
                key = cell[:100]
            elif column.use == DAY and cell:
                day = _day(header, cell)
            elif column.use == STATUS:
                _check_complete(header, cell, column)
            elif column.use == ANSWER and cell.casefold() not in _NOT_ANSWERED:
                met += self._answer(header, cell, column, choices, texts)
        if not choices and not texts:
            raise _RowError("", "No question is answered in this row.")
        said = self._assumed | {
            name: tuple(dict.fromkeys(values)) for name, values in choices.items()
        }
        digest = _digest(said, texts)
        unique = self._key(key, digest)
        for asked, value in met:
            self.new_options.setdefault(asked, {})[value] = None
        return Row(number, unique, digest, day, said, texts)

    def _key(self, key: str, digest: str) -> str:
        if not key:
            self._alike[digest] += 1
            return f"{self._source}~{digest[:40]}~{self._alike[digest]}"
        if key in self._seen_keys:
            raise _RowError("", "Its key is on a row above already. Give each row its own.")
        self._seen_keys.add(key)
        return key

    def _answer(
        self,
        header: str,
        cell: str,
        column: Column,
        choices: dict[str, list[str]],
        texts: dict[str, str],
    ) -> list[tuple[str, str]]:
        """Add the cell to the row's answers; return the options it brings."""
        asked = self._asked.get(column.question)
        if asked is None:
            raise _RowError(header, "The question this column answers is not in the survey.")
        if asked.kind == TEXT:
            before = texts.get(asked.key)
            texts[asked.key] = f"{before}\n\n{cell}" if before else cell
            return []
        met = []
        for part in [column.option] if column.option else _split(cell, column.split):
            value, is_new = self._known.get((header, part)), False
            if value is None:
                value, is_new = self._value(header, part, column, asked)
                self._known[header, part] = value
            if value:
                choices.setdefault(asked.key, []).append(value)
            if value and is_new:
                met.append((asked.key, value))
        return met

    def _value(self, header: str, said: str, column: Column, asked: Asked) -> tuple[str, bool]:
        mapped = column.values.get(said, said)
        if not mapped or mapped.casefold() in _NOT_ANSWERED:
            return "", False
        found = self._values[asked.key].get(_bare(mapped))
        if found is not None:
            return found, False
        if asked.is_open:
            self._check_choice(header, said, column)
            self._values[asked.key][_bare(mapped)] = mapped
            return mapped, True
        raise _RowError(
            header,
            f"{quoted(mapped)} is none of the answers to “{asked.wording[:80]}”. "
            "Say on the mapping page what it stands for.",
        )

    def _check_choice(self, header: str, said: str, column: Column) -> None:
        if header not in self._given:
            at = self._export.headers.index(header)
            cells = (row[at] for row in self._export.rows)
            self._given[header] = Counter(p for cell in cells for p in _split(cell, column.split))
        if discloses_as_choice(said, self._given[header][said]):
            raise _RowError(
                header,
                "This reads like somebody's own words, and may disclose abuse. Say on the mapping "
                "page that the column is free text, so that a trained reader sees it first.",
            )


def _lookup(asked: Asked) -> dict[str, str]:
    return {
        _bare(words): value for value, wordings in asked.options for words in (*wordings, value)
    }


def _bare(words: str) -> str:
    return re.sub(r"\s+", " ", words.casefold().replace("’", "'")).strip()


def _split(cell: str, split: str) -> list[str]:
    return [part.strip() for part in cell.split(split) if part.strip()] if split else [cell]


def _day(header: str, cell: str) -> date:
    words = cell.partition(" ")[0] if ":" in cell else cell
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007 — a day has no zone
        except ValueError:
            continue
    raise _RowError(header, f"{quoted(cell)} is no date. Write it as day/month/year.")


def _check_complete(header: str, cell: str, column: Column) -> None:
    complete = {value.casefold() for value in column.values}
    if complete and cell and cell.casefold() not in complete:
        raise _RowError(header, f"Not complete. {quoted(cell)} is its mark.")


def _digest(choices: Mapping[str, tuple[str, ...]], texts: Mapping[str, str]) -> str:
    said = json.dumps([sorted(choices.items()), sorted(texts.items())], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()
