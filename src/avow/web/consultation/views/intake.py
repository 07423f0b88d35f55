"""Pages on which somebody who has a link writes to the force. Nobody signs in for them.

The token in the link is what a form of another site would have to know, so that no cookie is left
on a phone that others may see.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from avow.web.consultation import actions, addresses, asks, inviting, states
from avow.web.consultation.models.contact import STOPPED
from avow.web.consultation.policies import LinkExpiredError, check_in_time
from avow.web.consultation.reply_forms import ReplyForm
from avow.web.core.states import IllegalMoveError


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """Write the reply of an organisation to an answer."""
    held = inviting.find(token)
    if held is None:
        return render(request, "consultation/intake/no_link.html", status=404)
    context = {
        "reply": held,
        "written": held.state != states.INVITED or inviting.has_replied(held),
        "asked": asks.quotes_of(held.ask_id, held.organisation),
    }
    try:
        check_in_time(held, timezone.localdate())
    except LinkExpiredError as error:
        if not context["written"]:
            context["expired"] = str(error)
            return render(request, "consultation/intake/no_link.html", context, status=410)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and not context["written"] and form.is_valid():
        try:
            actions.write_reply(token=token, text=form.cleaned_data["text"])
        except IllegalMoveError as error:
            form.add_error("text", str(error))
        else:
            context["written"] = True
    context["form"] = form
    return render(request, "consultation/intake/reply.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether somebody wants no more messages; stop them when confirmed."""
    contact = addresses.contact_of(token)
    if contact is None:
        return render(request, "consultation/intake/no_link.html", status=404)
    if request.method == "POST" and contact.state != STOPPED:
        contact = actions.stop_telling(contact=contact)
    context = {"stopped": contact.state == STOPPED}
    return render(request, "consultation/intake/stop.html", context)
