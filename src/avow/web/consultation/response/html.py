"""The response as one HTML file: no script, nothing fetched, ready to print."""

from django.conf import settings
from django.template.loader import render_to_string

from avow.web.consultation.response import wording
from avow.web.consultation.response.content import Content


def as_html(content: Content) -> bytes:
    """Return the document as UTF-8."""
    sections = [
        (
            section,
            [
                (entry, wording.asked_by(entry), wording.changed_in(entry))
                for entry in section.entries
            ],
        )
        for section in content.sections
    ]
    context = {
        "content": content,
        "leave": settings.QUICK_EXIT_URL,
        "words": wording.headings(),
        "day": wording.day(content),
        "sections": sections,
        "people": wording.people(content),
        "waiting": wording.waiting(content),
    }
    return render_to_string("consultation/response_file.html", context).encode()


def entries_in(html: bytes) -> int:
    """Return how many answers an HTML file holds."""
    return html.count(b"<article ")
