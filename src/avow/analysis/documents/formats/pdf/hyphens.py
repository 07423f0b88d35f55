"""Whether a hyphen at the end of a line belongs to the word or to the line break."""

import re
from collections.abc import Iterable

from avow.analysis.documents.formats.pdf.lines import Line

_TRIM = re.compile(r"^\W+|\W+$")
# Small words that long words start with: "for-ward", "under-stand".
_STARTS = frozenset(
    re.findall(
        r"\w+",
        "a an any be but can every for her here him how in may not on or our out over some the "
        "them there to under up what when where with your",
    )
)
HYPHENS = ("-", "\u2010", "\u00ad")


class Vocabulary:
    """The words that the document itself uses away from line ends."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._known: set[str] = set()
        broken = False
        for line in lines:
            # Neither half of a broken word is a word that the document uses.
            after, broken = broken, line.words[-1].text.endswith(HYPHENS)
            whole = line.words[after : len(line.words) - broken]
            self._known.update(_TRIM.sub("", word.text).casefold() for word in whole)

    def joined(self, first: str, second: str) -> str:
        """Return the two halves of a word as the document writes it.

        The document's own use decides; failing that, two known words keep the hyphen
        ("trauma-informed") and anything else loses it ("vio-lence").
        """
        stem = first.rstrip("".join(HYPHENS))
        one, two = _TRIM.sub("", stem).casefold(), _TRIM.sub("", second).casefold()
        if two in ("and", "or", "to"):
            return f"{stem}- {second}"
        if not second[:1].islower():
            return f"{stem}-{second}"
        if f"{one}-{two}" in self._known:
            return f"{stem}-{second}"
        if one + two in self._known or first.endswith("\u00ad"):
            return stem + second
        known = one not in _STARTS and one in self._known and two in self._known
        return f"{stem}-{second}" if known else stem + second
