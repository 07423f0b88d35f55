"""What a disclosure check found, in sentences."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["block", "change", "note"]


@dataclass(frozen=True)
class Finding:
    """One finding: a ``block`` stays, a ``change`` is what protecting does, a ``note`` informs."""

    severity: Severity
    sentence: str
    column: str = ""


@dataclass(frozen=True)
class Report:
    """All findings on one table, in the order in which they were looked for."""

    findings: tuple[Finding, ...]

    @property
    def passes(self) -> bool:
        """Whether the table may go on to the people who approve it, as it is."""
        return all(finding.severity == "note" for finding in self.findings)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The findings as text."""
        return tuple(finding.sentence for finding in self.findings)
