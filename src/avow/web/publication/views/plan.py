from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from avow.analysis import measures
from avow.web.core import published
from avow.web.plan.standing import RULE
from avow.web.publication.exchanges import concerning
from avow.web.publication.figures import by_measure, newest_of_each, shown
from avow.web.publication.queries import PublicCommitment, public_plan, public_versions
from avow.web.releases.models import Release
from avow.web.releases.queries import releases

# More answers than this are folded below the first ones.
FEW = 3


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The published plan: its pillars and commitments, and how far each is."""
    answers = published.answers()
    found = public_plan(answers)
    pillars = []
    if found:
        by_lineage = found.by_lineage()
        pillars = [
            (pillar, [by_lineage[c.lineage] for c in pillar.commitments.all()])
            for pillar in found.version.pillars.all()
        ]
    q = request.GET.get("q", "").strip()[:100]
    context = {
        "plan": found,
        "versions": public_versions(found.version.plan) if found else [],
        "pillars": pillars,
        "gaps": sum(answer.gap for answer in answers),
        "q": q,
        "hits": found.with_words(q) if found and q else [],
    }
    return render(request, "publication/plan.html", context)


@require_safe
def commitment(request: HttpRequest, key: str) -> HttpResponse:
    """One commitment: actions and where they stand, evidence, what was asked and answered."""
    found = public_plan(published.answers())
    here = found.find(key) if found else None
    if found is None or here is None:
        raise Http404
    if key != here.key:
        return redirect(here.url)
    answers = concerning(here.answers, found)
    place = found.commitments.index(here)
    context = {
        "plan": found,
        "here": here,
        "answers": answers[:FEW],
        "more_answers": answers[FEW:],
        "standing": here.standing,
        "rule": RULE,
        "evidence": _evidence(here),
        "before": found.commitments[place - 1] if place else None,
        "after": found.commitments[place + 1] if place + 1 < len(found.commitments) else None,
    }
    return render(request, "publication/commitment.html", context)


def _evidence(here: PublicCommitment) -> list[dict[str, object]]:
    """Return each measure attached to an action, with what was released of it."""
    attached = [(a, piece) for a in here.actions for piece in a.evidence]
    if not attached:
        return []
    released = by_measure(releases())
    titles = {known.id: known.title for known in measures.definitions()}
    found: dict[str, dict[str, object]] = {}
    for action, piece in attached:
        entry = found.setdefault(
            piece.measure,
            {
                "measure": piece.measure,
                "title": titles.get(piece.measure, piece.measure),
                "pieces": [],
                "shown": [shown(r) for r in _best(released.get(piece.measure, []), piece)],
            },
        )
        entry["pieces"].append((action.action, piece))  # type: ignore[attr-defined]
    return list(found.values())


def _best(released: list[Release], piece: published.PublishedEvidence) -> list[Release]:
    """Return the release closest to how the evidence was attached; the newest of those alike.

    The same place counts more than the same period, and figures of the whole force more than
    those of smaller places.
    """

    def distance(release: Release) -> tuple[bool, bool, bool]:
        made = release.manifest
        return made["by"] != piece.by, made["by"] != "force", made["period"] != piece.period

    return sorted(newest_of_each(released), key=distance)[:1]
