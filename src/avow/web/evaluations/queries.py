"""Reads of evaluations and their findings."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Max, QuerySet

from avow.web.evaluations.models import Evaluation, Finding


@dataclass(frozen=True)
class Run:
    """The findings of one run, in the order of the plan's methods."""

    findings: list[Finding]

    @property
    def newest(self) -> Finding:
        """Return one of them, for the day and the person of all."""
        return self.findings[0]


def evaluations(state: str = "") -> QuerySet[Evaluation]:
    """Return the evaluations, newest start first, with how often each was run and when last."""
    found = Evaluation.objects.select_related("registered_by").annotate(
        runs=Count("findings__run", distinct=True), last_run=Max("findings__created_at")
    )
    # Grouping loses the order of the model.
    found = found.order_by("-starts_on", "title", "id")
    return found.filter(state=state) if state else found


def runs_of(evaluation: Evaluation) -> list[Run]:
    """Return the runs of an evaluation, newest first."""
    order = {method: at for at, method in enumerate(evaluation.methods)}
    found = list(evaluation.findings.select_related("run_by"))
    found.sort(key=lambda f: (f.created_at, f.run), reverse=True)
    runs = [list(part) for _run, part in groupby(found, key=lambda f: f.run)]
    return [Run(sorted(part, key=lambda f: order.get(f.method, 9))) for part in runs]
