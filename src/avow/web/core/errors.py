"""The pages shown when something goes wrong: calm, and with a way on."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def _page(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show the page for a request that could not be understood."""
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show the page for somebody whose role does not reach here."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show the page for an address that leads nowhere."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Show the page for a fault of ours, without anything that could fail again."""
    page = render_to_string("500.html", {"quick_exit_url": settings.QUICK_EXIT_URL})
    return HttpResponse(page, status=500)
