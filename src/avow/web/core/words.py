"""Words that people send in, without characters that nobody can see."""

import re

# Control characters but tab and line feed; surrogates; marks that turn the direction of what
# follows or take no width, by which a name can pass for another.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff]"
)


def seen(text: str) -> str:
    """Return ``text`` without what cannot be seen; lines stay."""
    return _UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """Return ``text`` as one line without what cannot be seen: a name, a title."""
    return " ".join(seen(text).split())
