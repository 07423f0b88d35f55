from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from avow.web.accounts.signed_in import signed_in
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import queries
from avow.web.surveys.models import Survey


def whole(pk: UUID) -> Survey:
    """Return a survey with its sections and questions, or a page that says it is not there."""
    return get_object_or_404(queries.with_parts(Survey.objects.all()), pk=pk)


def to_survey(survey_id: UUID, anchor: str = "") -> HttpResponse:
    """Go to the page of a survey."""
    return redirect(reverse("surveys:survey", args=[survey_id]) + anchor)


def may(request: HttpRequest) -> dict[str, bool]:
    """Return what the person may do here, so that no page offers what would be refused."""
    person = signed_in(request)
    capabilities = {
        "edit": "survey.edit",
        "open": "survey.open",
        "responses": "response.read",
        "paper": "response.enter",
        "import": "response.import",
        "concerns": "concern.read",
        "themes": "theme.read",
    }
    return {f"perms_{name}": person.may(needed) for name, needed in capabilities.items()}


def attempt(request: HttpRequest, done: str, act: Callable[..., Any], **wanted: Any) -> bool:
    """Do something for whoever asks, and tell them what came of it. Return whether it was done."""
    try:
        act(by=signed_in(request), **wanted)
    except IllegalMoveError as error:
        messages.error(request, str(error))
        return False
    if done:
        messages.success(request, done)
    return True
