"""Cut an answer into what it says one after another, so that it can be in several themes."""

import re

from avow.analysis.text.duplicates import words

_CUT = re.compile(r"[.!?;:•\n\r]+|\s[-–—]\s|,?\s+\b(?:but|however|although|also)\b", re.IGNORECASE)
_FEWEST = 2  # words a part has at least


def parts(text: str) -> list[list[str]]:
    """Return the words of each part; a text that cannot be cut is one part."""
    found = [cut for piece in _CUT.split(text) if len(cut := words(piece)) >= _FEWEST]
    return found or [words(text)]
