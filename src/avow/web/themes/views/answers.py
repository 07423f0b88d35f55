from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.themes import actions, counting, looks, queries, refreshing, states
from avow.web.themes.campaigns import member
from avow.web.themes.looking import MARK
from avow.web.themes.models import Family
from avow.web.themes.permissions import check_read_themes
from avow.web.themes.views.finding import frame_of
from avow.web.themes.views.themes import after


@requires(check_read_themes)
@require_safe
def answers(request: HttpRequest, pk: UUID, place: str) -> HttpResponse:
    """List the answers that stand in a place, with what machine and people said of each."""
    if place not in dict(states.PLACES):
        raise Http404
    frame = frame_of(pk)
    way, reason = looks.way(request), request.GET.get("reason", "")
    rows = queries.in_place(frame, place, reason)
    page = queries.standings(rows, after(request), texts_only=way == counting.TEXTS)
    found = actions.read_answers(
        by=signed_in(request),
        on=frame.question,
        answers=[row.answer_id for row in page.rows],
        page=place,
    )
    context = {
        "question": frame.question,
        "frame": frame,
        "place": place,
        "places": states.PLACES,
        "label": dict(states.PLACES)[place],
        "reason": reason,
        "where": looks.where(frame, way),
        "said": looks.said(page.rows, found, queries.themes_of(frame, page.rows)),
        "next": page.after,
        "way": way,
        "may_code": signed_in(request).may("theme.code"),
        "may_publish": signed_in(request).may("answer.publish"),
    }
    return render(request, "themes/answers.html", context)


@requires(check_read_themes)
@require_safe
def campaigns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """List the texts that many sent, largest first, with the template of each."""
    frame = frame_of(pk)
    refreshing.refresh(frame)
    page = Paginator(frame.families.all(), 20).get_page(request.GET.get("page"))
    still = refreshing.said_still(page.object_list)
    page.object_list = [family for family in page.object_list if family.pk in still]
    actions.read_answers(
        by=signed_in(request),
        on=frame.question,
        answers=[],
        page="campaigns",
        templates=len(page.object_list),
    )
    context = {
        "question": frame.question,
        "frame": frame,
        "page": page,
        "may_code": signed_in(request).may("theme.code"),
        "may_publish": signed_in(request).may("answer.publish"),
    }
    return render(request, "themes/campaigns.html", context)


@requires(check_read_themes)
@require_safe
def campaign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one campaign: its template, and what each person changed."""
    family = get_object_or_404(
        Family.objects.select_related("frame__question__survey", "frame__question__section"), pk=pk
    )
    if not refreshing.said_still([family]):
        raise Http404
    page = queries.standings(family.members.all(), after(request), texts_only=True)
    found = actions.read_answers(
        by=signed_in(request),
        on=family,
        answers=[row.answer_id for row in page.rows],
        page="campaign",
    )
    themes = queries.themes_of(family.frame, page.rows)
    context = {
        "family": family,
        "frame": family.frame,
        "question": family.frame.question,
        "members": [
            (one, member(family.template, one.standing.changes))
            for one in looks.said(page.rows, found, themes)
            # What somebody changed since, the machine has yet to compare with the template.
            if one.standing.mark == found[one.standing.answer_id].sealed[:MARK]
        ],
        "next": page.after,
        "may_code": signed_in(request).may("theme.code"),
        "may_publish": signed_in(request).may("answer.publish"),
    }
    return render(request, "themes/campaign.html", context)
