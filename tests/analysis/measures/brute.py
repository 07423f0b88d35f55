"""The same figures, row by row in plain Python: slow, short, and unlike the code it checks."""

from collections import defaultdict
from datetime import date, timedelta
from statistics import median
from typing import Any

from avow.analysis.measures import Definition
from tests.analysis.measures.invented import Row, Rows

WHEN = {"workforce": "as_at", "capacity": "month", "training": "completed_on"}
AREA = {
    "force": lambda row: ("F",),
    "bcu": lambda row: (row["bcu"],),
    "borough": lambda row: (row["borough"],),
    "ward": lambda row: (row["borough"], row.get("ward")),
}


def meets(row: Row, where: dict[str, Any]) -> bool:
    return all(one(row, row[column], asked) for column, asked in where.items())


def one(row: Row, cell: Any, asked: Any) -> bool:
    if isinstance(asked, list):
        return cell in asked
    if isinstance(asked, bool):
        return cell is asked
    return all(worded(row, cell, word, value) for word, value in asked.items())


def worded(row: Row, cell: Any, word: str, value: Any) -> bool:
    if word == "empty":
        return (cell is None) is value
    other = row[value] if word == "before" else value
    if cell is None or other is None:
        return False
    return {
        "at_most": lambda: cell <= other,
        "at_least": lambda: cell >= other,
        "before": lambda: cell < other,
        "none_of": lambda: cell not in other,
    }[word]()


def labelled(day: date, period: str) -> str:
    month = f"{day.year}-{day.month:02}"
    return {"month": month, "quarter": f"{day.year}-Q{(day.month + 2) // 3}", "year": month[:4]}[
        period
    ]


class Brute:
    """Numerators and denominators (or values, for a median) by area, group and period."""

    def __init__(self, asked: Definition, rows: Rows, by: str, period: str, group: str | None):
        self.asked, self.facts, self.by, self.period, self.group = asked, rows, by, period, group
        self.p = asked.parameters
        self.above: dict[Any, int] = defaultdict(int)
        self.below: dict[Any, int] = defaultdict(int)
        self.values: dict[Any, list[int]] = defaultdict(list)
        getattr(self, asked.expression)()

    def split(self, table: str, row: Row) -> list[str | None]:
        """Return the group of a row: several where the case has several people."""
        if self.group is None:
            return [None]
        names = [name.rpartition(".") for name in self.group.split("*")]
        people: list[Row | None] = [None]
        if any(person and f"{person}s" != table for person, *_ in names):
            case = row["offence"]
            people = [p for p in self.facts["victims"] if p["offence"] == case] or [{}]
        found = [
            [
                (row if not person or f"{person}s" == table else who or {}).get(column)
                for person, _, column in names
            ]
            for who in people
        ]
        shown = {None: "Not known", True: "yes", False: "no"}
        named = [" / ".join(shown.get(v, v) for v in values) for values in found]
        # A case with three victims of one group is one case of that group.
        return list(dict.fromkeys(named))

    def cells(self, table: str, row: Row) -> list[Any]:
        label = labelled(row[WHEN.get(table, "recorded_on")], self.period)
        return [(AREA[self.by](row), g, label) for g in self.split(table, row)]

    def count(self, into: dict[Any, int], table: str, where: Any, of: Any = lambda row: 1) -> None:
        for row in self.facts[table]:
            if meets(row, where):
                for cell in self.cells(table, row):
                    into[cell] += of(row)

    def last(self, table: str) -> list[Row]:
        """Return the rows of the last snapshot of each period."""
        when = WHEN[table]
        ends: dict[str, date] = {}
        for row in self.facts[table]:
            label = labelled(row[when], self.period)
            ends[label] = max(ends.get(label, row[when]), row[when])
        return [r for r in self.facts[table] if r[when] == ends[labelled(r[when], self.period)]]

    def only_last(self, table: str) -> None:
        self.facts = {**self.facts, table: self.last(table)}

    def where(self, name: str = "where") -> Any:
        return self.p.get(name, {})

    def share(self) -> None:
        table = self.asked.tables[0]
        self.count(self.below, table, self.where())
        for row in self.facts[table]:
            if meets(row, self.where()) and meets(row, self.where("above")):
                for cell in self.cells(table, row):
                    self.above[cell] += 1

    def snapshot_share(self) -> None:
        self.only_last(self.asked.tables[0])
        self.share()

    def rows(self) -> None:
        self.count(self.above, self.asked.tables[0], self.where())

    def rows_over(self) -> None:
        self.count(self.above, self.asked.tables[0], self.where())
        self.count(self.below, self.asked.tables[1], self.where("where_below"))

    def share_reaching(self) -> None:
        days = self.p.get("within_days", 10**6)
        reached = {
            r["offence"]
            for r in self.facts["steps"]
            if r["step"] == self.p["step"] and r["days"] <= days
        }
        self.count(self.below, "offences", self.where())
        self.count(self.above, "offences", self.where(), lambda row: row["offence"] in reached)

    def sums(self) -> None:
        columns = [self.p["add"]] if isinstance(self.p["add"], str) else self.p["add"]
        self.count(
            self.above, self.asked.tables[0], self.where(), lambda row: sum(row[c] for c in columns)
        )

    def sums_over(self) -> None:
        table = self.asked.tables[0]
        self.count(self.above, table, self.where(), lambda row: row[self.p["above"]])
        self.count(self.below, table, self.where(), lambda row: row[self.p["below"]])

    def snapshot_sums_over(self) -> None:
        self.only_last(self.asked.tables[0])
        self.sums_over()

    def median_of(self) -> None:
        table, column = self.asked.tables[0], self.p["column"]
        for row in self.facts[table]:
            if meets(row, self.where()) and row[column] is not None:
                for cell in self.cells(table, row):
                    self.values[cell].append(row[column])

    def people_trained(self) -> None:
        self.only_last("workforce")
        filled = {**self.where(), "filled": True}
        self.count(self.below, "workforce", filled)
        self.count(self.above, "workforce", filled, self.trained)

    def trained(self, post: Row) -> bool:
        return any(
            done["post"] == post["post"]
            and done["course"] in self.p["courses"]
            and done["completed_on"] <= post["as_at"]
            and (done["valid_until"] is None or done["valid_until"] > post["as_at"])
            for done in self.facts["training"]
        )

    def loaded(self, tables: list[str]) -> set[str]:
        """Return the periods of which some month has rows of every table."""
        common: set[int] | None = None
        for table in tables:
            when = WHEN.get(table, "recorded_on")
            months = {r[when].year * 12 + r[when].month - 1 for r in self.facts[table]}
            if table == "steps" and months:
                months = set(range(min(months), max(months) + 1))
            common = months if common is None else common & months
        return {labelled(date(m // 12, m % 12 + 1, 1), self.period) for m in common or ()}

    def figure(self, cell: Any) -> tuple[int | None, int | None, float | None]:
        """Return numerator, denominator and value of a loaded cell."""
        if self.asked.expression == "median_of":
            found = self.values[cell]
            return None, len(found), median(found) if found else None
        above, below = self.above[cell], self.below[cell]
        if self.asked.kind == "count":
            return above, None, float(above)
        return above, below, above / below * self.asked.per if below else None


def newest(rows: Rows, tables: list[str]) -> date:
    return max(r[WHEN.get(t, "recorded_on")] for t in tables for r in rows[t])


def end_of(start: date, period: str) -> date:
    later = start + timedelta(days={"month": 31, "quarter": 92, "year": 366}[period])
    return later.replace(day=1) - timedelta(days=1)
