from datetime import date

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date

from avow.web.audit.chain import verify
from avow.web.audit.models import Event, Head
from avow.web.audit.permissions import check_read_audit
from avow.web.core.permissions import requires
from avow.web.core.words import one_line


@requires(check_read_audit)
def events(request: HttpRequest) -> HttpResponse:
    """List the events, newest first, filtered by what, who and when; verify on request."""
    wanted = {
        key: one_line(request.GET.get(key, "")) for key in ("verb", "subject", "actor", "day")
    }
    found = Event.objects.order_by("-number")
    if wanted["verb"]:
        found = found.filter(verb__startswith=wanted["verb"])
    if wanted["subject"]:
        found = found.filter(Q(subject=wanted["subject"]) | Q(subject_kind=wanted["subject"]))
    if wanted["actor"]:
        found = found.filter(actor=wanted["actor"])
    if day := _day(wanted["day"]):
        found = found.filter(at__date=day)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    verdict = verify() if request.GET.get("verify") else None
    context = {
        "page": page,
        "wanted": wanted,
        "verbs": Event.objects.order_by("verb").values_list("verb", flat=True).distinct(),
        "verdict": verdict,
        "head": Head.objects.first(),
    }
    return render(request, "audit/events.html", context)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
