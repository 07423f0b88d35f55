"""The profile as one HTML file: no script, nothing fetched, ready to print."""

import base64

from django.conf import settings
from django.template.loader import render_to_string

from avow.web.profiles.document import wording
from avow.web.profiles.document.content import Content


def as_html(content: Content) -> bytes:
    """Return the document as UTF-8."""
    context = {
        "content": content,
        "title": wording.title(content),
        "subtitle": wording.subtitle(content),
        "words": wording.headings(),
        "brief": wording.brief(content),
        "leave": settings.QUICK_EXIT_URL,
    }
    return render_to_string("profiles/profile_file.html", context).encode()


def as_picture(svg: str) -> str:
    """Return an SVG as the address of a picture: as such it runs no script."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
