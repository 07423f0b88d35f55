"""Where a passage stands in a text: exact quotes only, white space forgiven."""

import re


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
    words = passage.split()
    if not words:
        raise NotInTextError
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    found = [match.span() for match in pattern.finditer(text)]
    if not found:
        raise NotInTextError
    return min(found, key=lambda span: abs(span[0] - near))


def excerpt(text: str, start: int, end: int, around: int = 600) -> tuple[str, str]:
    """Return the text before and after a passage, cut at a space, at most ``around`` each."""
    before, after = text[max(0, start - around) : start], text[end : end + around]
    if start > around and " " in before:
        before = "… " + before.split(" ", 1)[1]
    if end + around < len(text) and " " in after:
        after = after.rsplit(" ", 1)[0] + " …"
    return before, after
