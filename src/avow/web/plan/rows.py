"""A change as a row of a page: its words marked, its tags, and the answers that led to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from avow.analysis.revisions import Change, Kind, Span, Status, Unit
from avow.web.core.published import PublishedAnswer

LABELS = {
    Status.SAME: _("Unchanged"),
    Status.REWORDED: _("Reworded"),
    Status.MOVED: _("Moved"),
    Status.MERGED: _("Merged"),
    Status.SPLIT: _("Split"),
    Status.REGROUPED: _("Regrouped"),
    Status.ADDED: _("Added"),
    Status.DROPPED: _("Dropped"),
}
# How each is drawn as a tag; the tag's words say the same without colour.
_DRAWN = {
    Status.ADDED: "good",
    Status.DROPPED: "bad",
    Status.REWORDED: "partly",
    Status.SAME: "neutral",
}
LEVELS = {
    Kind.PILLAR: _("Pillar"),
    Kind.COMMITMENT: _("Commitment"),
    Kind.ACTION: _("Action"),
}


@dataclass(frozen=True)
class Marked:
    """A span as it is drawn: the space in front of words stays outside of what marks them."""

    same: bool
    before: str
    after: str
    gap_before: str = ""
    gap_after: str = ""

    @classmethod
    def of(cls, span: Span) -> "Marked":
        """Take the space in front off a span of words that differ."""
        if span.same:
            return cls(True, span.before, span.after)
        bare = span.before.lstrip(), span.after.lstrip()
        gaps = (text[: len(text) - len(text.lstrip())] for text in (span.before, span.after))
        return cls(False, *bare, *gaps)


@dataclass
class Row:
    """A change with what stands below it and the answers that led to it.

    ``told`` says whether it is itself wanted, or stands only above something that is.
    """

    change: Change
    place: int
    answers: list[PublishedAnswer] = field(default_factory=list)
    rows: list["Row"] = field(default_factory=list)
    moved_from: str = ""
    moved_to: str = ""
    told: bool = True

    @property
    def level(self) -> str | Promise:
        """What kind of part it is."""
        return LEVELS[self.change.kind]

    @property
    def tags(self) -> list[tuple[str | Promise, str]]:
        """What became of it, as tags: words, and how they are drawn."""
        status = self.change.status
        found: list[tuple[str | Promise, str]] = []
        if status is not Status.MOVED:
            found.append((LABELS[status], _DRAWN.get(status, "plan")))
        if self.change.moved:
            found.append((LABELS[Status.MOVED], "plan"))
        if self.change.renumbered:
            found.append((_("Renumbered"), "plan"))
        return found

    @property
    def name(self) -> str:
        """Its numbers in the newer version, or the older if it was dropped; a pillar's title."""
        return names(self.change.after or self.change.before)

    @property
    def was(self) -> str:
        """Its numbers in the older version where they differ."""
        was = names(self.change.before)
        return was if self.change.after and was != self.name else ""

    @property
    def title(self) -> str:
        """The title of a pillar or commitment, or the beginning of its text."""
        unit = (self.change.after or self.change.before)[0]
        return "" if unit.title == self.name else unit.title

    @property
    def spans(self) -> list["Marked"]:
        """Its words, marked."""
        return [Marked.of(span) for span in self.change.spans]

    @property
    def in_two(self) -> bool:
        """Whether there is anything to see in two columns: words that differ."""
        return any(not span.same for span in self.change.spans)

    @property
    def is_same(self) -> bool:
        """Whether nothing at all changed."""
        return self.change.status is Status.SAME

    def with_below(self) -> Iterator["Row"]:
        """Yield the row and every one below it, in order."""
        yield self
        for row in self.rows:
            yield from row.with_below()


def names(units: Sequence[Unit]) -> str:
    return ", ".join(unit.number or unit.title for unit in units)


def title_of(units: Sequence[Unit]) -> str:
    return ", ".join(f"{unit.number} {unit.title}".strip() for unit in units)
