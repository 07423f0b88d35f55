"""The fixed words of the response and its small sentences, the same in every format."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.web.consultation.response.content import Content, Entry


def headings() -> dict[str, str]:
    """Return the headings and labels that every format uses."""
    return {
        "contents": _("Contents"),
        "numbers": _("In numbers"),
        "who": _("Who wrote to us"),
        "asked": _("What was asked, and our answer"),
        "asked_by": _("Asked for by"),
        "answer": _("Our answer"),
        "changes": _("What changes"),
        "why_not": _("Why no words of the plan change"),
        "waiting": _("What still waits for an answer"),
        "figure": _("Figure"),
        "number": _("Number"),
        "organisation": _("Organisation"),
        "submissions": _("Submissions"),
    }


def day(content: Content) -> str:
    """Return the day of the document in words."""
    return date_format(date.fromisoformat(content.day), "j F Y")


def asked_by(entry: Entry) -> str:
    """Return who asked: “7 organisations and 3 members of the public (A, B, …)”."""
    parts = []
    if entry.organisations:
        n = len(entry.organisations)
        parts.append(ngettext("%(n)s organisation", "%(n)s organisations", n) % {"n": n})
    if entry.people:
        parts.append(
            ngettext("%(n)s member of the public", "%(n)s members of the public", entry.people)
            % {"n": entry.people}
        )
    named = f": {', '.join(entry.organisations)}" if entry.organisations else ""
    return _(" and ").join(parts) + named


def changed_in(entry: Entry) -> str:
    """Return the heading over the parts that changed."""
    return _("Changed in version %(n)s of the plan") % {"n": entry.version}


def people(content: Content) -> str:
    """Return how many members of the public wrote; they are not named."""
    n = content.people
    if not n:
        return _("No member of the public wrote a submission.")
    said = ngettext(
        "%(n)s member of the public wrote too.", "%(n)s members of the public wrote too.", n
    )
    return said % {"n": n} + " " + _("They are counted and never named.")


def waiting(content: Content) -> str:
    """Return how much waits for an answer, and how much of it is late."""
    said = ngettext(
        "%(n)s thing asked for has no answer yet; %(late)s of these late.",
        "%(n)s things asked for have no answer yet; %(late)s of these late.",
        content.waiting,
    )
    return said % {"n": content.waiting, "late": content.late}
