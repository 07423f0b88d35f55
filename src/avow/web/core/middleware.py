"""What holds for every answer of the site."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

# Bytes of a form: several long answers in any script; the largest file of answers, and some more.
FROM_ANY, FROM_STAFF = 2_000_000, 250_000_000


class NothingKept:
    """Asks the browser, and all between, to keep no page.

    On the public side somebody may look through the reader's phone; on the staff side a page must
    not come back after signing out. Files that say themselves how long they hold keep their word.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class NothingTooLarge:
    """Refuses a form that is larger than any of ours, before a byte of it is kept.

    Only staff send files. Whatever a stranger sends would else be written to the disk first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.META.get("CONTENT_LENGTH") or "0"
        if sent.isdecimal() and int(sent) > self._most(request):
            said = _("This is more than the site takes. Send less at once.")
            return HttpResponse(said, status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)

    def _most(self, request: HttpRequest) -> int:
        staff = request.path_info.startswith("/staff/")
        return FROM_STAFF if staff and settings.SESSION_COOKIE_NAME in request.COOKIES else FROM_ANY
