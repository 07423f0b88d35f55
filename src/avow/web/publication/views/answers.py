from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from avow.web.core import published
from avow.web.core.published import PublishedAnswer
from avow.web.core.spreadsheets import as_csv
from avow.web.publication.queries import PublicCommitment, Wanted, concerning, public_plan

PAGE = 10
_COLUMNS = (
    "published_on",
    "organisation",
    "submission",
    "received_on",
    "section",
    "asked",
    "commitments",
    "no_commitment_covers_it",
    "decision",
    "reason",
    "change",
    "address",
)


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """What people asked for beside what was answered, to filter and to search."""
    every = published.answers()
    plan = public_plan()
    wanted = _wanted(request)
    kept = [answer for answer in every if wanted.keeps(answer)]
    page = Paginator(kept, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "exchanges": concerning(page, plan),
        "wanted": wanted,
        "filtered": wanted != Wanted(),
        "narrowed": bool(wanted.commitment or wanted.organisation or wanted.decision),
        "every": len(every),
        "commitments": plan.commitments if plan else [],
        "organisations": sorted({a.organisation for a in every}),
        "decisions": sorted({(a.decision, a.decision_label) for a in every}),
        "gaps": sum(a.gap for a in every),
    }
    return render(request, "publication/answers.html", context)


@require_safe
def answers_file(request: HttpRequest) -> HttpResponse:
    """The published answers as CSV, all of them or those that the same filters keep."""
    wanted, plan = _wanted(request), public_plan()
    kept = [answer for answer in published.answers() if wanted.keeps(answer)]
    rows = [_row(answer, concerned) for answer, concerned in concerning(kept, plan)]
    response = HttpResponse(as_csv(_COLUMNS, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="answers.csv"'
    return response


def _wanted(request: HttpRequest) -> Wanted:
    return Wanted(
        **{name: request.GET.get(name, "").strip()[:200] for name in Wanted.__dataclass_fields__}
    )


def _row(answer: PublishedAnswer, concerned: list[PublicCommitment]) -> list[str]:
    return [
        timezone.localdate(answer.published_at).isoformat(),
        answer.organisation,
        answer.submission_title,
        answer.received_on.isoformat(),
        answer.section,
        answer.quote,
        "; ".join(c.commitment.number for c in concerned),
        "yes" if answer.gap else "no",
        str(answer.decision_label),
        answer.reason,
        answer.change,
        f"{settings.SITE_URL}{reverse('publication:answers')}?answer={answer.id}",
    ]
