"""Words that people send in, without characters that nobody can see, or that no font holds."""

import re
import unicodedata

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


_SYMBOLS, _MODIFIERS = {"So"}, {"Cf", "Mn", "Sk"}


def with_named_symbols(text: str) -> str:
    """Return ``text`` with each symbol (an emoji, say) as its name, and without its modifiers."""
    return "".join(
        f"[{unicodedata.name(c, 'symbol').lower()}]"
        if unicodedata.category(c) in _SYMBOLS
        else ("" if unicodedata.category(c) in _MODIFIERS else c)
        for c in text
    )
