"""What a load found, kept beside the facts it brought in."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Source:
    """One file that was read: ``rows`` are its data rows, ``sha256`` the hash of its bytes."""

    name: str
    sha256: str
    bytes: int
    rows: int


@dataclass(frozen=True)
class TableSummary:
    """How the rows of one source table reached one contract table.

    ``rows_read`` = ``rows_loaded`` + ``rows_merged`` + ``rows_quarantined`` + ``rows_superseded``,
    and where the table counts something ``total_read`` = ``total_loaded`` + ``total_quarantined`` +
    ``total_superseded``. Merged rows became one row with another once placeholders were emptied;
    their counts were added. Superseded rows are told again by a newer file, which counts instead.
    ``complete`` is the share of loaded rows that fill a column which may be empty.
    """

    table: str
    rows_read: int
    rows_loaded: int
    rows_merged: int
    rows_quarantined: int
    unit: str = ""
    total_read: int = 0
    total_loaded: int = 0
    total_quarantined: int = 0
    complete: Mapping[str, float] = field(default_factory=dict)
    rows_superseded: int = 0
    total_superseded: int = 0

    @property
    def reconciled(self) -> bool:
        """Whether nothing was lost and nothing counted twice."""
        rows = self.rows_loaded + self.rows_merged + self.rows_quarantined + self.rows_superseded
        total = self.total_loaded + self.total_quarantined + self.total_superseded
        return self.rows_read == rows and self.total_read == total


@dataclass(frozen=True)
class Finding:
    """One thing a load has to say about its source, with the rows that show it.

    ``sentence`` can stand alone beside a figure. ``tables`` are the contract tables that it
    concerns; ``is_fault`` says whether figures made from them must carry it.
    """

    key: str
    title: str
    sentence: str
    tables: tuple[str, ...] = ()
    is_fault: bool = False
    columns: tuple[str, ...] = ()
    rows: Sequence[Sequence[Any]] = ()


@dataclass(frozen=True)
class Profile:
    """What one load made of one table, kept so that later loads can be held against it.

    ``filled`` is the share of each column that is filled (of offences, where the table counts
    them); ``months`` what each month holds; ``words`` how often each word of a column stands.
    """

    table: str
    rows: int
    filled: Mapping[str, float]
    months: Mapping[str, int]
    words: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Report:
    """The quality report of one load. Only ``loaded_at`` depends on when the load ran.

    Reports of loads before profiles were kept have none. ``title`` is a column map's.
    """

    feed: str
    version: str
    load_id: str
    loaded_at: str
    sources: Sequence[Source]
    tables: Sequence[TableSummary]
    quarantined: Sequence[Mapping[str, Any]]
    findings: Sequence[Finding]
    profiles: Sequence[Profile] = field(default_factory=list)
    title: str = ""

    @property
    def rows_quarantined(self) -> int:
        """Rows kept out of the facts."""
        return sum(reason["rows"] for reason in self.quarantined)

    def faults(self, table: str) -> list[str]:
        """Return the sentences that figures made from ``table`` must carry."""
        return [f.sentence for f in self.findings if f.is_fault and table in f.tables]

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data for JSON."""
        tables = [asdict(t) | {"reconciled": t.reconciled} for t in self.tables]
        return asdict(self) | {"tables": tables}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Report":
        """Rebuild a report from what ``to_dict`` gave."""
        tables = [{k: v for k, v in t.items() if k != "reconciled"} for t in data["tables"]]
        return cls(
            **{k: data[k] for k in ("feed", "version", "load_id", "loaded_at", "quarantined")},
            sources=[Source(**s) for s in data["sources"]],
            tables=[TableSummary(**t) for t in tables],
            findings=[
                Finding(**f | {"tables": tuple(f["tables"]), "columns": tuple(f["columns"])})
                for f in data["findings"]
            ],
            profiles=[Profile(**one) for one in data.get("profiles", ())],
            title=data.get("title", ""),
        )

    def to_text(self, width: int = 100, limit: int = 12) -> str:
        """Return the report as text for people; lists longer than ``limit`` rows are cut."""
        from avow.analysis.feeds.report_text import render

        return render(self, width, limit)


@dataclass(frozen=True)
class Loaded:
    """What a load did. ``changed`` is false where the same files were loaded before."""

    report: Report
    changed: bool
