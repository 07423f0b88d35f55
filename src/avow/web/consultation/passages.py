"""Where a passage stands in a text: exact quotes only, white space forgiven."""

import re

_SPACE = re.compile(r"\s+")
_RUN = re.compile(r"\s+|\S+")


class NotInTextError(ValueError):
    """The passage does not occur in the document."""

    def __init__(self) -> None:
        super().__init__(
            "These words are not in the document as written here. Copy them from the text exactly."
        )


def locate(text: str, passage: str, near: int = 0) -> tuple[int, int]:
    """Return (start, end) of the occurrence of ``passage`` that begins closest to ``near``.

    White space may differ (a copied line break, a doubled space); nothing else may.

    Raises:
        NotInTextError: it does not occur.
    """
    wanted = " ".join(passage.split())
    if not wanted:
        raise NotInTextError
    plain, places = _with_single_spaces(text)
    found, at = [], plain.find(wanted)
    while at >= 0:
        found.append((places[at], places[at + len(wanted) - 1] + 1))
        at = plain.find(wanted, at + len(wanted))
    if not found:
        raise NotInTextError
    return min(found, key=lambda span: abs(span[0] - near))


def _with_single_spaces(text: str) -> tuple[str, list[int]]:
    """Return ``text`` with every run of white space as one space, and where each character stood.

    A search in it takes time in proportion to the text; one pattern with ``\\s+`` between the words
    can take minutes on a text made for that.
    """
    places: list[int] = []
    for run in _RUN.finditer(text):
        places += [run.start()] if run[0].isspace() else range(*run.span())
    return _SPACE.sub(" ", text), places


def excerpt(text: str, start: int, end: int, around: int = 600) -> tuple[str, str]:
    """Return the text before and after a passage, cut at a space, at most ``around`` each."""
    before, after = text[max(0, start - around) : start], text[end : end + around]
    if start > around and " " in before:
        before = "… " + before.split(" ", 1)[1]
    if end + around < len(text) and " " in after:
        after = after.rsplit(" ", 1)[0] + " …"
    return before, after
