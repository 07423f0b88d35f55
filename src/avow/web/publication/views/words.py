"""Pages of words: how it works, who can use it, how to stay safe while reading."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from avow import definitions
from avow.analysis.measures.definition import CAUTIONS


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How the gate works, what is hidden and why, and what recorded crime can and cannot say."""
    context = {
        "rules": definitions.read("disclosure", "default"),
        "caution": CAUTIONS["reported-crime"],
        "recording": CAUTIONS["recording-practice"],
        "licence": definitions.read("licences", "default"),
    }
    return render(request, "publication/about.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "publication/accessibility.html")


@require_safe
def safe_browsing(request: HttpRequest) -> HttpResponse:
    """What the quick exit does and does not do, and how to cover one's tracks."""
    return render(request, "publication/safe_browsing.html")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: the public pages."""
    lines = ["User-agent: *", "Disallow: /staff/", "Disallow: /accounts/"]
    lines.append(f"# What changes: {settings.SITE_URL}{reverse('publication:changes')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
