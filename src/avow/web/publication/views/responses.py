"""The force's response to a consultation, as it was published."""

import base64
import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.web.core import published
from avow.web.core.published import PublishedResponse


@require_safe
def response(request: HttpRequest, number: int) -> HttpResponse:
    """A published response: its files with their hashes."""
    return render(request, "publication/response.html", {"here": _find(number)})


@require_safe
def response_file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A file of a published response, checked against its hash before it is served."""
    known = next((file for file in _find(number).files if file.name == name), None)
    content = published.response_file(number, name) if known else None
    if known is None or content is None:
        raise Http404
    answer = HttpResponse(content, content_type=known.media_type)
    kind = "inline" if name.endswith((".html", ".pdf")) else "attachment"
    answer["Content-Disposition"] = f'{kind}; filename="{name}"'
    if name.endswith(".html"):
        _allow_its_style(answer, content)
    return answer


def _allow_its_style(answer: HttpResponse, content: bytes) -> None:
    """Let the browser use the style inside the file, and nothing else: the rule names its hash."""
    style = content.partition(b"<style>")[2].partition(b"</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    answer._csp_replace = {  # type: ignore[attr-defined]  # noqa: SLF001 — how django-csp is told
        "default-src": ["'none'"],
        "script-src": ["'none'"],
        "style-src": [f"'sha256-{digest}'"],
    }


def _find(number: int) -> PublishedResponse:
    found = next((one for one in published.responses() if one.number == number), None)
    if found is None:
        raise Http404
    return found
