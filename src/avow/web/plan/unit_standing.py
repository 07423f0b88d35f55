"""Where one unit stands with an action that several deliver."""

from dataclasses import dataclass

from avow.web.plan.models import UnitProgress


@dataclass(frozen=True)
class UnitStanding:
    """How far one unit is; without a ``report`` nobody has said.

    It ``lacks_evidence`` where it is said to be done or on track, and the action that it delivers
    has no evidence that is fresh enough.
    """

    unit: str
    report: UnitProgress | None
    lacks_evidence: bool = False

    @property
    def drawn(self) -> str:
        """How its status is drawn as a tag: nothing is drawn as good that nothing shows."""
        return "neutral" if self.report is None or self.lacks_evidence else self.report.drawn

    @property
    def percent(self) -> int:
        """How much is delivered there; nothing, while nobody has said."""
        return self.report.percent if self.report else 0
