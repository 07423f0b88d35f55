"""Making and publishing the force's response."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.consultation import actions
from avow.web.consultation.models import ResponseDocument
from avow.web.consultation.permissions import check_publish_answer
from avow.web.consultation.reply_forms import ResponseForm
from avow.web.consultation.response import files
from avow.web.consultation.response.checking import FiguresError, UnwritableError
from avow.web.core.permissions import requires
from avow.web.core.states import IllegalMoveError
from avow.web.releases.files import TamperedError


@requires(check_publish_answer)
@require_http_methods(["GET", "POST"])
def responses(request: HttpRequest) -> HttpResponse:
    """Show the draft and what was published; make the draft, anew if there is one."""
    rows = list(ResponseDocument.objects.select_related("made_by", "published_by"))
    draft = next((row for row in rows if row.published_at is None), None)
    told = {"title": draft.title, "introduction": draft.introduction} if draft else {}
    form = ResponseForm(
        request.POST or None,
        initial=told or {"title": _("What you said, and what we do: our response")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_response(by=signed_in(request), **form.cleaned_data)
        except (FiguresError, UnwritableError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The draft is made. Read it, then publish it."))
            return redirect("consultation:responses")
    context = {
        "form": form,
        "draft": draft,
        "published": [row for row in rows if row.published_at],
    }
    return render(request, "consultation/responses.html", context)


@requires(check_publish_answer)
@require_POST
def publish_response(request: HttpRequest, number: int) -> HttpResponse:
    """Publish the draft that was read."""
    row = get_object_or_404(ResponseDocument, number=number)
    try:
        actions.publish_response(
            by=signed_in(request), response=row, sha256=request.POST.get("sha256", "")
        )
    except (IllegalMoveError, TamperedError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The response is published."))
    return redirect("consultation:responses")


@requires(check_publish_answer)
@require_safe
def response_file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Give a file of a response, drafts too, to be read before it is published."""
    row = get_object_or_404(ResponseDocument, number=number)
    try:
        content = files.read(number, name, row.manifest)
    except (KeyError, TamperedError) as error:
        raise Http404 from error
    answer = HttpResponse(content, content_type=row.manifest["files"][name]["type"])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
