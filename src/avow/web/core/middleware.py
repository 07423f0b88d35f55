"""What holds for every answer of the site."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


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
