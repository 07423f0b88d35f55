"""Send an immutable file whole, in part (HTTP Range), or not at all if the reader has it (ETag)."""

import re

from django.http import HttpRequest, HttpResponse

_RANGE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")


def send(request: HttpRequest, content: bytes, *, media_type: str, sha256: str) -> HttpResponse:
    """Return ``content``, which will never change, as the request asks for it.

    One range is served as 206; several at once, or a range in another unit, as the whole file,
    which RFC 9110 (14.2) allows; a range outside the file as 416.
    """
    etag = f'"{sha256}"'
    if _holds(request.headers.get("If-None-Match", ""), etag):
        return _marked(HttpResponse(status=304), etag)
    asked = _RANGE.match(request.headers.get("Range", "").replace(" ", ""))
    if asked is None or asked.groups() == ("", "") or not _still(request, etag):
        return _marked(HttpResponse(content, content_type=media_type), etag)
    span = _span(asked[1], asked[2], len(content))
    if span is None:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{len(content)}"
        return _marked(response, etag)
    first, last = span
    response = HttpResponse(content[first : last + 1], status=206, content_type=media_type)
    response["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return _marked(response, etag)


def _span(first: str, last: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte asked for; None if the file has none of them."""
    if not first:
        length = min(int(last), size)
        return (size - length, size - 1) if length else None
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end else None


def _still(request: HttpRequest, etag: str) -> bool:
    """Return whether the part asked for is of this very file (If-Range)."""
    condition = request.headers.get("If-Range", "")
    return not condition or condition == etag


def _holds(tags: str, etag: str) -> bool:
    known = [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    return etag in known or "*" in known


def _marked(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Access-Control-Allow-Origin"] = "*"
    return response
