from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from avow.web.accounts.roles import roles
from avow.web.core.permissions import anybody_signed_in, requires
from avow.web.core.waiting import waiting


@requires(anybody_signed_in)
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, and what they can do here, by role."""
    known = roles()
    held = [known[role] for role in request.user.roles if role in known]  # type: ignore[union-attr]
    context = {"roles": held, "waiting": waiting(request.user, timezone.localdate())}
    return render(request, "accounts/home.html", context)
