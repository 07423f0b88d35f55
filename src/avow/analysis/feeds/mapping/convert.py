"""Turn a column of an extract into one of the contract, reading each distinct cell once."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from avow.analysis.feeds.classes import CONDITIONS, DEFINITION, Offence, group_of
from avow.analysis.feeds.mapping.pseudonyms import Pseudonyms
from avow.analysis.feeds.mapping.rules import REFERENCES, Rule
from avow.analysis.feeds.names import Geography
from avow.analysis.tables import Column
from avow.analysis.tables.shared import AGE_BANDS

ISO = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")
MONTHS = ("%Y-%m", "%b-%y", "%b %Y", "%B %Y")
MONTHLY = ("month", "as_at", "month_recorded", "month_committed")
_YES = ("yes", "y", "true", "t", "1")
_NO = ("no", "n", "false", "f", "0")
_FIRST_AGES = (0, 10, 18, 25, 35, 45, 55, 65)
_OLDEST = 120
_OLDEST_DAY = date(1900, 1, 1)
_AHEAD = ("valid_until", "vetted_until")
_MOST_UNMAPPED = 10_000


@dataclass(frozen=True)
class Converted:
    """A column under the contract's type; ``bad`` marks the cells that could not be read."""

    cells: pa.Array
    bad: pa.Array
    why: str


@dataclass(frozen=True)
class Reader:
    """What converting needs besides the cells.

    ``unmapped`` counts words that no map has, ``strange`` places that the geography has not, by
    table, column, the extract's column and word; ``on`` is the day of the load.
    """

    pseudonyms: Pseudonyms
    geography: Geography | None
    unmapped: Counter[tuple[str, str, str, str]]
    strange: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    on: date = date.max

    def column(self, table: str, rule: Rule, column: Column, rows: pa.Table) -> Converted:
        """Return one column of the contract for the rows of an extract."""
        kind = pa.date32() if rule.days_after else column.dtype
        if rule.always is not None:
            cells = pa.repeat(pa.scalar(rule.always, kind), rows.num_rows)
            return Converted(cells, _none(rows.num_rows), "")
        if rule.classes:
            return _classified(rule, rows)
        return self._read(table, rule, column, rows[rule.source].combine_chunks())

    def _read(self, table: str, rule: Rule, column: Column, given: pa.Array) -> Converted:
        kind = pa.date32() if rule.days_after else column.dtype
        text, codes = _distinct(given)
        blank = _blank(text, rule)
        text = pc.if_else(blank, None, text)
        if rule.column in REFERENCES:
            found = self.pseudonyms.numbers(REFERENCES[rule.column], text)
            why = ""
        elif rule.values or column.allowed or pa.types.is_boolean(kind):
            found, why = self._words(table, rule, column, text, pc.value_counts(codes))
        elif pa.types.is_date(kind):
            found, why = _dates(text, rule), f"is no date in the form {_forms(rule)}"
        elif pa.types.is_integer(kind):
            found, why = _whole(text, rule, kind), "is no whole number"
        else:
            found, why = self._names(rule, text), ""
            self._count_strange(table, rule, found, pc.value_counts(codes))
        emptied = rule.otherwise == "" or rule.column in ("bcu", "borough", "ward")
        bad = _none(len(text)) if emptied else pc.and_(pc.is_valid(text), pc.is_null(found))
        return Converted(found.take(codes), bad.take(codes), f"{_named(rule)} {why}")

    def _names(self, rule: Rule, text: pa.Array) -> pa.Array:
        """Return tidy text; places under their one spelling, empty where a word means no place."""
        tidy = pc.replace_substring_regex(text, r"\s+", " ")
        known = self.geography
        if known is None or rule.column not in ("bcu", "borough", "ward"):
            return tidy
        spelled: Callable[[str], str] = {"bcu": known.bcu, "borough": known.borough}.get(
            rule.column, str
        )
        return pa.array(
            [
                None if name is None or known.is_no_place(name) else spelled(name)
                for name in tidy.to_pylist()
            ],
            pa.string(),
        )

    def _count_strange(self, table: str, rule: Rule, found: pa.Array, counts: pa.Array) -> None:
        """Count the boroughs and command units that the geography has not."""
        if self.geography is None or rule.column not in ("bcu", "borough"):
            return
        own = self.geography
        known = {*own.boroughs} if rule.column == "bcu" else {*own.spellings.values()}
        number = dict(zip(*(counts.field(i).to_pylist() for i in (0, 1)), strict=True))
        for code, name in enumerate(found.to_pylist()):
            if name is not None and name not in known and number.get(code):
                self.strange[table, rule.column, rule.label, name] += number[code]

    def impossible(self, column: str, cells: pa.Array) -> tuple[str, pa.Array]:
        """Return why some days of a column cannot be, and which.

        What has happened lies before the load; only what is valid until a day may end after it.
        """
        if column in _AHEAD or not pa.types.is_date(cells.type):
            return "", _none(len(cells))
        # The month of a snapshot or return may be the one that is about to begin.
        slack = timedelta(days=31 if column in MONTHLY else 1)
        newest = self.on if self.on == date.max else self.on + slack
        odd = pc.or_(pc.greater(cells, newest), pc.less(cells, _OLDEST_DAY))
        return f"lies after the day of the load, or before {_OLDEST_DAY.year}", pc.fill_null(
            odd, False
        )

    def _words(
        self, table: str, rule: Rule, column: Column, text: pa.Array, counts: pa.Array
    ) -> tuple[pa.Array, str]:
        """Return the contract's words for the extract's, by the map or as they stand."""
        known = _vocabulary(rule, column)
        number = dict(zip(*(counts.field(i).to_pylist() for i in (0, 1)), strict=True))
        found = []
        for code, word in enumerate(text.to_pylist()):
            folded = None if word is None else " ".join(word.split()).casefold()
            value = known.get(folded) if folded is not None else None
            if folded is not None and value is None and rule.age:
                value = _age_band(folded)
            if folded is not None and value is None and folded not in known:
                value = self._otherwise(rule, column, word)
                self._count((table, rule.column, rule.label, word), number.get(code, 0))
            found.append(None if value == "" else value)
        return pa.array(
            found, column.dtype
        ), "holds a word that the map and the contract do not have"

    def _count(self, word: tuple[str, str, str, str], rows: int) -> None:
        """Count a word that no map has, while they can be told one by one."""
        if word in self.unmapped or len(self.unmapped) < _MOST_UNMAPPED:
            self.unmapped[word] += rows

    @staticmethod
    def _otherwise(rule: Rule, column: Column, word: str) -> Any:
        if rule.otherwise is not None:
            return rule.otherwise
        free = pa.types.is_string(column.dtype) and not column.allowed
        return " ".join(word.split()) if free else None


def _vocabulary(rule: Rule, column: Column) -> Mapping[str, Any]:
    own: dict[str, Any] = {word.casefold(): word for word in column.allowed}
    if pa.types.is_boolean(column.dtype):
        own = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
    return own | dict(rule.values)


def _distinct(given: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Return the distinct cells as trimmed text, and for every row which of them it holds."""
    if pa.types.is_dictionary(given.type):
        given = given.dictionary_decode()
    if pa.types.is_floating(given.type):
        given = pc.if_else(pc.is_nan(given), None, given)
        whole = pc.all(pc.equal(pc.floor(given), given)).as_py()
        given = given.cast(pa.int64()) if whole else given
    if pa.types.is_timestamp(given.type) or pa.types.is_date(given.type):
        given = _days(given)
    if pa.types.is_null(given.type) or not pa.types.is_string(given.type):
        given = given.cast(pa.string())
    encoded = pc.dictionary_encode(given, null_encoding="encode")
    return pc.utf8_trim_whitespace(encoded.dictionary), encoded.indices


def _days(times: pa.Array) -> pa.Array:
    """Return the day of each time; a time with a zone counts in the time of the United Kingdom."""
    if pa.types.is_timestamp(times.type) and times.type.tz:
        times = pc.local_timestamp(times.cast(pa.timestamp(times.type.unit, "Europe/London")))
    return times.cast(pa.date32(), safe=False)


def _blank(text: pa.Array, rule: Rule) -> pa.Array:
    blank = pc.fill_null(pc.equal(pc.utf8_length(text), 0), True)
    if not rule.empty:
        return blank
    folded = pc.utf8_lower(pc.replace_substring_regex(text, r"\s+", " "))
    return pc.or_(blank, pc.is_in(folded, pa.array(sorted(rule.empty), pa.string())))


def _dates(text: pa.Array, rule: Rule) -> pa.Array:
    """Return text as dates; the first form that fits, and gives the text back, is taken."""
    monthly = rule.column in MONTHLY
    text = pc.replace_substring_regex(text, r"(:\d\d)\.\d+$", r"\1")
    found = pa.nulls(len(text), pa.date32())
    # Cells that hold dates, of workbooks and databases, arrive as year, month, day.
    for form in (*rule.dates, *ISO, *(MONTHS if monthly and not rule.dates else ())):
        read = pc.strptime(text, format=form, unit="s", error_is_null=True)
        # strptime takes 31 February for 2 March: a date that does not give its text back is none.
        same = pc.equal(_plain(pc.strftime(read, format=form)), _plain(text))
        read = pc.if_else(pc.fill_null(same, False), read.cast(pa.date32(), safe=False), None)
        found = pc.coalesce(found, read)
    if monthly:
        found = pc.floor_temporal(found.cast(pa.timestamp("s")), unit="month")
    return found.cast(pa.date32())


def _plain(text: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(pc.utf8_lower(text), r"\b0(\d)", r"\1")


def _forms(rule: Rule) -> str:
    return " or ".join(rule.dates or ("2024-03-31",))


def _whole(text: pa.Array, rule: Rule, kind: pa.DataType) -> pa.Array:
    plain = pc.replace_substring_regex(pc.replace_substring(text, ",", ""), r"\.0+$", "")
    pattern = r"^[+-]?\d{1,12}(\.\d{1,6})?$" if rule.times != 1 else r"^[+-]?\d{1,9}$"
    plain = pc.if_else(pc.match_substring_regex(plain, pattern), plain, None)
    if rule.times == 1:
        return pc.replace_substring(plain, "+", "").cast(kind)
    return pc.round(pc.multiply(plain.cast(pa.float64()), rule.times)).cast(kind)


def _age_band(word: str) -> str | None:
    age = int(word) if word.isdecimal() else -1
    if not 0 <= age <= _OLDEST:
        return None
    return AGE_BANDS[sum(age >= first for first in _FIRST_AGES) - 1]


def _classified(rule: Rule, rows: pa.Table) -> Converted:
    """Return the group of each row in the versioned definition of offences."""
    columns = {
        condition: pc.fill_null(rows[source].cast(pa.string()), "")
        for condition, source in rule.classes.items()
    }
    given = pa.table(columns).append_column("row", pa.array(np.arange(rows.num_rows)))
    distinct = given.group_by(list(columns)).aggregate([("row", "count")]).drop(["row_count"])
    groups = [_group(row) for row in distinct.to_pylist()]
    joined = given.join(distinct.append_column("group", pa.array(groups)), list(columns))
    cells = joined.sort_by("row")["group"].combine_chunks()
    return Converted(cells, _none(rows.num_rows), "")


def _group(named: Mapping[str, str]) -> str:
    told = {condition: " ".join(text.split()) for condition, text in named.items()}
    return group_of(Offence(**dict.fromkeys(CONDITIONS, "") | told), DEFINITION).id


def _named(rule: Rule) -> str:
    return f"{rule.column}: the extract's column {rule.label!r}"


def _none(rows: int) -> pa.Array:
    return pa.repeat(pa.scalar(False), rows)
