"""The fixed words of the document, the same on the page, in the HTML and in the PDF."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.web.profiles.document.content import Change, Content, Said, Words

# So many signals are told at the top of a profile.
_FIRST = 3


def headings() -> dict[str, str]:
    """Return the headings and labels that every format uses."""
    return {
        "contents": _("Contents"),
        "brief": _("In one minute"),
        "signals": _("All signals"),
        "caution": _("Before you read"),
        "words": _("What the analyst says"),
        "replies": _("What the unit’s commander replies"),
        "definitions": _("Definitions and faults"),
        "table": _("The same as a table"),
        "numerator": _("Counted"),
        "denominator": _("Counted against"),
        "source": _("Source"),
        "method": _("Method"),
        "sources": _("What this is made of"),
        "answered_for": _("Whoever fixed this edition answers for this"),
        "leave": _("Leave this page now"),
        "page": _("Page"),
    }


def title(content: Content) -> str:
    """Return the document's title."""
    return _("Problem profile of %(unit)s, %(period)s") % {
        "unit": content.unit,
        "period": content.period,
    }


def subtitle(content: Content) -> str:
    """Return the force, the edition and its day in words."""
    said = _("Edition %(n)s, %(day)s") % {"n": content.number, "day": in_words(content.day)}
    return f"{content.force}. {said}" if content.force else said


def brief(content: Content) -> list[str]:
    """Return what to know of a unit in a minute: what to look at first, and how much there is."""
    good = sum(signal.reads == "better" for signal in content.signals)
    look = [signal.sentence for signal in content.signals if signal.reads != "better"]
    if not content.signals:
        return [_("Nothing about this unit stands out from chance and the usual differences.")]
    more = len(look) - len(look[:_FIRST])
    rest = []
    if more:
        rest.append(ngettext("%(n)d more signal", "%(n)d more signals", more) % {"n": more})
    if good:
        rest.append(ngettext("%(n)d that is good", "%(n)d that are good", good) % {"n": good})
    besides = _("Besides: %(rest)s. ") % {"rest": _(" and ").join(rest)} if rest else ""
    first = look[:_FIRST] or [_("No signal of this unit needs a look.")]
    return [*first, besides + _("What no signal names lies within chance.")]


def in_words(day: str) -> str:
    """Return an ISO day in words."""
    return date_format(date.fromisoformat(day), "j F Y")


def written(words: Words) -> str:
    """Return when words were written, and against which figures."""
    return _("Written on %(day)s against the figures of %(period)s.") % {
        "day": in_words(words.day),
        "period": words.covering,
    }


def changed(change: Change) -> str:
    """Return how a figure changed since words were written: both figures, with their periods."""
    if not change.now_period:
        return _(
            "%(label)s: written when the figure was %(then)s (%(period)s); there is none now."
        ) % {"label": change.label, "then": change.then, "period": change.then_period}
    return _(
        "%(label)s: written when the figure was %(then)s (%(before)s); it is now %(now)s "
        "(%(after)s)."
    ) % {
        "label": change.label,
        "then": change.then,
        "before": change.then_period,
        "now": change.now,
        "after": change.now_period,
    }


def by_whom(said: Said) -> str:
    """Return who replied when, by post, and whether it was worded before."""
    text = _("%(who)s, %(day)s") % {"who": said.who, "day": in_words(said.day)}
    if said.number > 1:
        text += ", " + _("wording %(n)s") % {"n": said.number}
    return text
