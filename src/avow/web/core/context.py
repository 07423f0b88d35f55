"""What every page knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from avow import definitions


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the values that the base templates need."""
    return {
        "quick_exit_url": settings.QUICK_EXIT_URL,
        "site_url": settings.SITE_URL,
        "public_face": "public" in settings.FACES,
        "staff_face": "staff" in settings.FACES,
        "support_lines": definitions.read("support", "england-and-wales")["lines"],
        "demo_mode": not settings.PRODUCTION,
    }
