"""What a column map says: for each contract table where it comes from, for each column how."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from avow.analysis.feeds.names import Geography
from avow.analysis.tables import TABLES, Table
from avow.analysis.tables.shared import CARRIED

# Columns that hold a force's own reference: kept only as a number from a keyed hash. What is
# hashed together with it, so that a case and a person of one reference are not one number.
REFERENCES = {
    "offence": "offence",
    "victim": "person",
    "suspect": "person",
    "post": "post",
    "occasion": "occasion",
    "search": "search",
}
# Tables that a map cannot fill, and the feed that can.
NOT_MAPPED = {"areas": "boundaries", "boundaries": "boundaries"}
# Columns that are worked out where a map does not name them.
_DERIVED = {
    "steps": ("days",),
    "outcomes": ("days", "outcome_group"),
    "victims": ("days_since_last",),
    "suspects": ("days_since_last",),
}


@dataclass(frozen=True)
class Rule:
    """How one column of a contract table is filled.

    ``source`` is the column of the extract, ``label`` its name as written; ``always`` a constant;
    ``values`` maps the extract's words (folded) to the contract's; ``otherwise`` stands for words
    that are not among them (empty text means empty); ``dates`` are forms as in ``strftime``;
    ``empty`` the words that mean empty;
    ``times`` multiplies a number; ``days_after`` names a date of the row from which a date counts;
    ``age`` says that the extract gives years of age; ``classes`` maps conditions of the definition
    of offences to columns of the extract.
    """

    column: str
    source: str = ""
    label: str = ""
    always: Any = None
    values: Mapping[str, Any] = field(default_factory=dict)
    otherwise: Any = None
    dates: tuple[str, ...] = ()
    empty: frozenset[str] = frozenset()
    times: float = 1
    days_after: str = ""
    age: bool = False
    classes: Mapping[str, str] = field(default_factory=dict)

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns of the extract that the rule reads."""
        return (self.source,) if self.source else tuple(self.classes.values())


@dataclass(frozen=True)
class Origin:
    """One place a contract table is read from.

    ``files`` are patterns of file names, or ``query`` is asked of the database. ``only`` keeps the
    rows whose column holds one of some words, ``filled`` those that fill all of some columns.
    ``keep`` says which of several rows with one key stands: ("first" or "last", by which column).
    """

    table: str
    rules: Mapping[str, Rule]
    files: tuple[str, ...] = ()
    sheet: str = ""
    query: str = ""
    skip: int = 0
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    filled: tuple[str, ...] = ()
    keep: tuple[str, str] = ("", "")

    @property
    def contract(self) -> type[Table]:
        """The contract table."""
        return TABLES[self.table]

    @property
    def wanted(self) -> list[str]:
        """The columns of the extract that are read, each once."""
        named = [source for rule in self.rules.values() for source in rule.sources]
        return list(dict.fromkeys([*named, *self.only, *self.filled]))


@dataclass(frozen=True)
class ColumnMap:
    """A force's extract, described: enough to load it without any code."""

    name: str
    title: str
    force: str
    owner: str
    next_review: date
    origins: tuple[Origin, ...]
    geography: Geography | None = None
    database: str = ""
    file: str = ""
    sha256: str = ""
    size: int = 0

    @property
    def tables(self) -> tuple[str, ...]:
        """The contract tables it fills, offences first, since others take columns from them."""
        named = {origin.table for origin in self.origins}
        return tuple(name for name in TABLES if name in named)

    def of(self, table: str) -> tuple[Origin, ...]:
        """Return the origins of one table."""
        return tuple(origin for origin in self.origins if origin.table == table)


def carried(table: str, mapped: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return the columns that rows of ``table`` take from their offence."""
    if table == "offences" or "offence" not in TABLES[table].columns():
        return ()
    own = TABLES[table].columns()
    return tuple(name for name in CARRIED if name in own and name not in mapped)


def derived(table: str, mapped: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return the columns that are worked out from other columns of ``table``."""
    return tuple(name for name in _DERIVED.get(table, ()) if name not in mapped)
