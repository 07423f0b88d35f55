"""Replies of organisations to answers: invited, and decided by a person."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.consultation import actions, addresses, states
from avow.web.consultation.answering import refusal_grounds
from avow.web.consultation.models import Answer, Reply
from avow.web.consultation.models.submission import ORGANISATION
from avow.web.consultation.permissions import check_publish_answer, check_review_reply
from avow.web.consultation.views.answer import find
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError


@requires(check_review_reply)
@require_safe
def replies(request: HttpRequest) -> HttpResponse:
    """List the replies that organisations wrote, those to decide first."""
    found = (
        Reply.objects.exclude(state=states.INVITED)
        .select_related("wording", "ask", "decided_by")
        .order_by("decided_at", "written_at")
    )
    invited = Reply.objects.filter(state=states.INVITED).count()
    context = {
        "page": Paginator(found, 20).get_page(request.GET.get("page")),
        "grounds": refusal_grounds(),
        "words": dict(refusal_grounds()),
        "invited": invited,
    }
    return render(request, "consultation/replies.html", context)


@requires(check_review_reply)
@require_POST
def decide_reply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Publish a reply, or refuse it for one of the stated grounds."""
    reply = get_object_or_404(Reply, pk=pk)
    try:
        if request.POST.get("do") == "publish":
            actions.publish_reply(by=signed_in(request), reply=reply)
            messages.success(request, _("The reply is shown beside the answer."))
        else:
            ground = request.POST.get("ground", "")
            actions.refuse_reply(by=signed_in(request), reply=reply, ground=ground)
            messages.success(request, _("The reply is not shown; the public sees why."))
    except IllegalMoveError as error:
        messages.error(request, str(error))
    return redirect("consultation:replies")


@requires(check_publish_answer)
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a link for an organisation's reply; it is shown this once, to be handed over."""
    ask = find(pk)
    held = get_object_or_404(Answer, ask=ask)
    shown = actions.read_ask(by=signed_in(request), ask=ask, page="invite")
    names = sorted(
        {r.submission.organisation for r in shown.said if r.submission.kind == ORGANISATION}
    )
    context = {"ask": shown, "answer": held, "names": names}
    if request.method == "POST":
        try:
            reply, token = actions.invite_reply(
                by=signed_in(request),
                answer=held,
                organisation=request.POST.get("organisation", ""),
            )
        except IllegalMoveError as error:
            context["problem"] = str(error)
        else:
            context |= {"reply": reply, "address": addresses.to_reply(token)}
    return render(request, "consultation/invite.html", context)
