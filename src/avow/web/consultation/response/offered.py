"""What the public pages are offered of the responses: those published, and their files."""

from avow.web.consultation.models import ResponseDocument
from avow.web.consultation.response import files
from avow.web.core import published


def responses() -> tuple[published.PublishedResponse, ...]:
    """Return every published response, newest first, with its files."""
    found = ResponseDocument.objects.filter(published_at__isnull=False)
    return tuple(
        published.PublishedResponse(
            number=row.number,
            title=row.title,
            published_at=row.published_at,
            sha256=row.sha256,
            files=tuple(
                published.ResponseFile(name, held["type"], held["bytes"], held["sha256"])
                for name, held in row.manifest["files"].items()
            ),
        )
        for row in found
        if row.published_at
    )


def response_file(number: int, name: str) -> bytes | None:
    """Return a file of a published response, as it was published; None if there is none."""
    row = ResponseDocument.objects.filter(number=number, published_at__isnull=False).first()
    if row is None or name not in row.manifest["files"]:
        return None
    return files.read(number, name, row.manifest)
