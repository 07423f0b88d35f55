from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.web.core import published
from avow.web.publication.queries import Wanted, concerning, public_plan

PAGE = 20


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """What people asked for beside what was answered, to filter and to search."""
    every = published.answers()
    plan = public_plan()
    wanted = Wanted(
        **{name: request.GET.get(name, "").strip()[:200] for name in Wanted.__dataclass_fields__}
    )
    kept = [answer for answer in every if wanted.keeps(answer)]
    page = Paginator(kept, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "exchanges": concerning(page, plan),
        "wanted": wanted,
        "filtered": wanted != Wanted(),
        "every": len(every),
        "commitments": plan.commitments if plan else [],
        "organisations": sorted({a.organisation for a in every}),
        "decisions": sorted({(a.decision, a.decision_label) for a in every}),
        "gaps": sum(a.gap for a in every),
    }
    return render(request, "publication/answers.html", context)
