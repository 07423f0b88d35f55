"""Groups that a measure is split by: a column of its table, or of the people in the case.

``offence_group`` is a column of the first table; ``victim.sex`` and ``suspect.sex`` are columns of
the victims and suspects of the case, joined on force and offence: a case counts once in each group
that its people are in, however many of them. ``a*b`` is the intersection of two. Who or what is not
known is the group “Not known”.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from avow.analysis.measures.errors import MeasureError, NotCarriedError
from avow.analysis.measures.registry import RESIDENTS
from avow.analysis.tables import TABLES, Column

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from avow.analysis.engine import Facts
    from avow.analysis.measures.definition import Definition

NOT_KNOWN = "Not known"
BETWEEN = " / "
PEOPLE = {"victim": "victims", "suspect": "suspects"}
# Characteristics by which residents are counted, so that a rate can be split by them ...
COUNTED_BY = ("sex", "age_band", "ethnicity_self")
# ... and those by which they are not.
_NOT_COUNTED_BY = ("ethnicity_officer", "disabled")
# What a person says of themselves and what an officer saw: never combined.
_OF_TWO_EYES = {"ethnicity_self", "ethnicity_officer"}


@dataclass(frozen=True)
class Part:
    """One column to group by; ``person`` is victim, suspect, or empty for the table's own."""

    column: str
    person: str = ""

    @property
    def name(self) -> str:
        """How definitions and requests write it."""
        return f"{self.person}.{self.column}" if self.person else self.column

    def of_people(self, table: str) -> bool:
        """Return whether rows of ``table`` must be joined with people to have the column."""
        return bool(self.person) and PEOPLE[self.person] != table

    def contract(self, table: str) -> Column | None:
        """Return the contract's column, seen from ``table``; None where there is none."""
        home = PEOPLE[self.person] if self.person else table
        if self.of_people(table) and not {"force", "offence"} <= set(TABLES[table].columns()):
            return None
        return TABLES[home].columns().get(self.column)


Group = tuple[Part, ...]


def parse(text: str | None) -> Group:
    """Return the columns that ``text`` names: none for None, two for an intersection.

    Raises:
        MeasureError: it names no person that a case has, or more than two columns.
    """
    parts = []
    for name in (text or "").split("*") if text else ():
        person, _, column = name.strip().rpartition(".")
        if person and person not in PEOPLE:
            raise MeasureError(f"A case has no {person!r}: use {' or '.join(PEOPLE)}.")
        parts.append(Part(column, person))
    if len(parts) > 2 or len(set(parts)) < len(parts):
        raise MeasureError(
            f"{text!r}: a group is one column, or two different ones with * between."
        )
    return tuple(parts)


def require(definition: "Definition", text: str | None) -> Group:
    """Return the group that ``text`` names, if the measure may be split by it.

    Raises:
        MeasureError: it may not; says by what it may.
    """
    asked = parse(text)
    for part in asked:
        if part.name not in definition.groups:
            choice = ", ".join(definition.groups) or "nothing"
            raise MeasureError(
                f"“{definition.title}” is not split by {part.name!r}: it is split by {choice}."
            )
        if set(RESIDENTS) & set(definition.tables) and part.column in _NOT_COUNTED_BY:
            raise NotCarriedError(
                f"“{definition.title}” cannot be split by {part.name!r}: residents are counted by "
                f"{', '.join(COUNTED_BY)} only."
            )
    if len({part.person for part in asked}) == 1 and {p.column for p in asked} == _OF_TWO_EYES:
        raise MeasureError(
            "What people say of their ethnic group and what officers saw are never combined: split "
            "by one of them, then by the other."
        )
    return asked


def tables_beside(tables: Iterable[str], asked: Group) -> list[str]:
    """Return the tables that are read because of the split, besides the measure's own."""
    people = [PEOPLE[part.person] for part in asked if part.person]
    counted = any(part.column in COUNTED_BY for part in asked)
    return people + (["population_by_group"] if counted and "population" in tables else [])


def fault(name: str, tables: Iterable[str]) -> str:
    """Return what is wrong with a group of rows of ``tables``; empty if nothing is."""
    try:
        parts = parse(name)
    except MeasureError as error:
        return str(error)
    if len(parts) != 1:
        return f"{name!r} must be one column; any two of 'groups' can be crossed."
    for table in tables:
        column = parts[0].contract(table)
        if column is None:
            return f"{table!r} has no {name!r}."
        if not (pa.types.is_string(column.dtype) or pa.types.is_boolean(column.dtype)):
            return f"{name!r} is {column.dtype}; only names and yes or no make groups."
    return ""


def joined(facts: "Facts", table: str, asked: Group) -> "tuple[ir.Table, list[str]]":
    """Return the rows of ``table``, once in each group of their people, and the group's columns."""
    rows = facts.table(table)
    for person in dict.fromkeys(part.person for part in asked if part.of_people(table)):
        people = facts.table(PEOPLE[person])
        wanted = dict.fromkeys(part.column for part in asked if part.person == person)
        people = people.select(
            **{f"{person}_force": people.force, f"{person}_offence": people.offence},
            **{f"{person}_{column}": people[column] for column in wanted},
        ).distinct()
        same = [
            rows.force == people[f"{person}_force"],
            rows.offence == people[f"{person}_offence"],
        ]
        rows = rows.left_join(people, same)
    columns = [f"{p.person}_{p.column}" if p.of_people(table) else p.column for p in asked]
    return rows, columns


def label(parts: tuple[str | None, ...]) -> str:
    """Return how a group is written: its values, “Not known” for an empty one."""
    shown = {"true": "yes", "false": "no"}
    return BETWEEN.join(NOT_KNOWN if p is None else shown.get(p, p) for p in parts)


def listed(asked: Group, table: str) -> list[tuple[str, ...]]:
    """Return, for each part of the group, its values as the contract lists them."""
    columns = (part.contract(table) for part in asked)
    return [column.allowed if column else () for column in columns]


def in_order(parts: tuple[str | None, ...], listed: list[tuple[str, ...]]) -> Any:
    """Return a key that sorts groups as the contract lists them, “Not known” last."""
    return tuple(
        (p is None, listed[i].index(p) if p in listed[i] else len(listed[i]), p or "")
        for i, p in enumerate(parts)
    )


def words(asked: Group, table: str) -> str:
    """Return what a result of rows of ``table`` must say of its groups; empty without any."""
    people = dict.fromkeys(f"{part.person}s" for part in asked if part.of_people(table))
    said = ["Split by " + " and ".join(part.name for part in asked) + "."] if asked else []
    if people:
        said.append(
            f"A case counts once in each group that its {' and '.join(people)} are in, however "
            "many of them: groups can add up to more than the cases."
        )
    if asked:
        said.append(f"Where the group is not recorded it is “{NOT_KNOWN}”, and stays in the table.")
    return " ".join(said)
