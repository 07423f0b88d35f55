from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from avow.web.core import published
from avow.web.core.published import OpenAsk, PublishedAnswer
from avow.web.core.spreadsheets import as_csv
from avow.web.publication.exchanges import (
    Exchange,
    Wanted,
    concerning,
    organisations,
    waiting,
)
from avow.web.publication.queries import public_plan

PAGE = 10
_COLUMNS = (
    "published_on",
    "organisation",
    "other_organisations",
    "people",
    "submission",
    "received_on",
    "section",
    "asked",
    "commitments",
    "no_commitment_covers_it",
    "decision",
    "reason",
    "change",
    "plan_version",
    "why_no_change",
    "replies",
    "address",
)


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Everything asked beside what was answered, to filter and to search."""
    every, pending = published.answers(), published.open_asks()
    plan, wanted, today = public_plan(), _wanted(request), timezone.localdate()
    kept: list[PublishedAnswer | OpenAsk] = [a for a in every if wanted.keeps(a)]
    kept += [ask for ask in pending if wanted.keeps_open(ask, today)]
    page = Paginator(kept, PAGE).get_page(request.GET.get("page"))
    shown: Sequence[PublishedAnswer | OpenAsk] = list(page)
    asked = [item.voices for item in every] + [item.voices for item in pending]
    names = {name for voices in asked for name in voices.organisations}
    context = {
        "page": page,
        "exchanges": concerning([i for i in shown if isinstance(i, PublishedAnswer)], plan),
        "waiting": waiting([i for i in shown if isinstance(i, OpenAsk)], plan, today),
        "wanted": wanted,
        "filtered": wanted != Wanted(),
        "narrowed": bool(
            wanted.commitment or wanted.organisation or wanted.decision or wanted.state
        ),
        "every": len(every) + len(pending),
        "late": sum(ask.is_late(today) for ask in pending),
        "pending": len(pending),
        "commitments": plan.commitments if plan else [],
        "organisations": sorted(names | {a.organisation for a in every}, key=str.casefold),
        "decisions": sorted({(a.decision, a.decision_label) for a in every}),
        "gaps": sum(a.gap for a in every),
        "responses": published.responses(),
        "any_results": bool(published.results()),
    }
    return render(request, "publication/answers.html", context)


@require_safe
def answers_file(request: HttpRequest) -> HttpResponse:
    """The published answers as CSV, all of them or those that the same filters keep."""
    wanted, plan = _wanted(request), public_plan()
    kept = [answer for answer in published.answers() if wanted.keeps(answer)]
    rows = [_row(exchange) for exchange in concerning(kept, plan)]
    response = HttpResponse(as_csv(_COLUMNS, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="answers.csv"'
    return response


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Every organisation that asked, with how much is answered, open and late."""
    q = request.GET.get("q", "").strip()[:100]
    found = _organisations()
    kept = [one for one in found if q.casefold() in one.name.casefold()]
    context = {
        "page": Paginator(kept, 40).get_page(request.GET.get("page")),
        "q": q,
        "every": len(found),
    }
    return render(request, "publication/organisations.html", context)


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """What one organisation asked for, and what became of it."""
    here = next((one for one in _organisations() if one.slug == slug), None)
    if here is None:
        raise Http404
    plan, today = public_plan(), timezone.localdate()
    page = Paginator(here.answers, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "here": here,
        "page": page,
        "exchanges": concerning(page, plan),
        "waiting": waiting(here.open, plan, today),
    }
    return render(request, "publication/organisation.html", context)


def _organisations() -> Any:
    return organisations(published.answers(), published.open_asks(), timezone.localdate())


def _wanted(request: HttpRequest) -> Wanted:
    longest = {"answer": 1000}
    return Wanted(
        **{
            name: request.GET.get(name, "").strip()[: longest.get(name, 200)]
            for name in Wanted.__dataclass_fields__
        }
    )


def _row(exchange: Exchange) -> list[str]:
    answer = exchange.answer
    others = [name for name in answer.voices.organisations if name != answer.organisation]
    return [
        timezone.localdate(answer.published_at).isoformat(),
        answer.organisation,
        "; ".join(others),
        str(answer.voices.people),
        answer.submission_title,
        answer.received_on.isoformat(),
        answer.section,
        answer.quote,
        "; ".join(c.commitment.number for c in exchange.concerned),
        "yes" if answer.gap else "no",
        str(answer.decision_label),
        answer.reason,
        answer.change,
        str(answer.version_number or ""),
        answer.no_change,
        "; ".join(f"{r.organisation}: {r.text or r.refused_for}" for r in answer.replies),
        f"{settings.SITE_URL}{reverse('publication:answers')}?answer={answer.id}",
    ]
