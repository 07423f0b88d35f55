"""The words of a PDF page, each with its place, size and weight, as the page's own letters say."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_HYPHEN = "\x02"
_SPACE = frozenset(" \t\r\n\f\v\xa0\u2002\u2003\u2009\u200a\u202f\u3000\0")
_NOTHING = dict.fromkeys(
    [*range(32), 127, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF, *range(0x80, 0xA0)]
)
_BOLD = re.compile(rb"bold|black|heavy|demi|[-,]B(?:d|old)?\b", re.I)
_LIGATURES = str.maketrans(
    {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_FINE = 64
_MARK = re.compile(r"[\d*†‡§]{1,3}[,.;:]?$")


@dataclass(slots=True)
class Word:
    """A run of letters without a space. Places in points from the upper left; ``base`` is its line.

    ``raised``: digits above the line, as the mark of a note is.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    raised: bool = False


class PageWords:
    """Reads the words of one page; keeps what the calls into the library need."""

    def __init__(self, page: Any, text: Any) -> None:
        self._text = text
        self._map = _Turn(page)
        self._left, self._top = ctypes.c_double(), ctypes.c_double()
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()

    def words(self) -> Iterator[Word]:
        """Yield the words in the order in which the page draws them; slanted ones are left out."""
        start: int | None = None
        letters: list[str] = []
        for i in range(pdfium.FPDFText_CountChars(self._text)):
            letter = chr(pdfium.FPDFText_GetUnicode(self._text, i))
            if letter not in _SPACE and letter != _HYPHEN:
                start = i if start is None else start
                letters.append(letter)
                continue
            if start is not None:
                yield from self._parts(letters, start, i - 1, "-" if letter == _HYPHEN else "")
                start, letters = None, []
        if start is not None:
            end = start + len(letters) - 1
            yield from self._parts(letters, start, end, "")

    def _parts(self, letters: list[str], start: int, end: int, hyphen: str) -> Iterator[Word]:
        """Yield a word, a raised note mark at either end of it as one of its own."""
        whole = "".join(letters)
        if whole.isdigit() and len(whole) <= 3 and self._is_raised(start, start):
            yield from self._word(whole, start, end, raised=True)
        elif cut := self._raised(letters, start, end):
            lead = whole[0].isdigit()
            yield from self._word(whole[:cut], start, start + cut - 1, raised=lead)
            yield from self._word(whole[cut:] + hyphen, start + cut, end, raised=not lead)
        else:
            yield from self._word(whole + hyphen, start, end)

    def _raised(self, letters: list[str], start: int, end: int) -> int:
        """Return where a raised note mark ends (before a word) or begins (after it), else 0."""
        if len(letters) < 2 or len(letters) != end - start + 1:
            return 0
        found = _MARK.search("".join(letters))
        if found and found.start() and self._is_raised(start + found.start(), start):
            return found.start()
        lead = 0
        while lead < len(letters) - 1 and letters[lead].isdigit():
            lead += 1
        return lead if lead and self._is_raised(start, end) else 0

    def _is_raised(self, i: int, full: int) -> bool:
        """Whether a letter stands well above the line of another."""
        size = self._size(full)
        tight = [ctypes.c_double() for _ in range(4)]
        pdfium.FPDFText_GetCharBox(self._text, i, *tight)
        _, bottom = self._map.point(tight[0].value, tight[2].value)
        return self._origin(full)[1] - bottom > 0.2 * size

    def _size(self, i: int) -> float:
        size = pdfium.FPDFText_GetFontSize(self._text, i)
        pdfium.FPDFText_GetMatrix(self._text, i, self._matrix)
        return float(size * math.hypot(self._matrix.c, self._matrix.d) * self._map.scale)

    def _word(self, text: str, start: int, end: int, *, raised: bool = False) -> Iterator[Word]:
        text = _whole(text.translate(_NOTHING).translate(_LIGATURES))
        if not text:
            return
        base = self._origin(start)[1]
        if end > start and abs(self._origin(end)[1] - base) > 0.2 * max(4, self._size(start)):
            return
        left, top, right, bottom = self._edges(start)
        if end > start:
            other = self._edges(end)
            left, right = min(left, other[0]), max(right, other[2])
        yield Word(
            text, left, right, top, bottom, base, self._size(start), self._bold(start), raised
        )

    def _origin(self, i: int) -> tuple[float, float]:
        pdfium.FPDFText_GetCharOrigin(self._text, i, self._left, self._top)
        return self._map.point(self._left.value, self._top.value)

    def _edges(self, i: int) -> tuple[float, float, float, float]:
        pdfium.FPDFText_GetLooseCharBox(self._text, i, self._box)
        one = self._map.point(self._box.left, self._box.top)
        two = self._map.point(self._box.right, self._box.bottom)
        return (
            min(one[0], two[0]),
            min(one[1], two[1]),
            max(one[0], two[0]),
            max(one[1], two[1]),
        )

    def _bold(self, i: int) -> bool:
        if pdfium.FPDFText_GetFontWeight(self._text, i) >= 600:
            return True
        pdfium.FPDFText_GetFontInfo(self._text, i, self._name, 128, self._flags)
        return bool(_BOLD.search(self._name.value))


def _whole(text: str) -> str:
    """Put surrogate halves, as the library gives letters beyond the first 65,536, together."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


class _Turn:
    """From a page's own axes to points from the upper left corner as it is shown, turned or not."""

    def __init__(self, page: Any) -> None:
        self.width = float(pdfium.FPDF_GetPageWidthF(page))
        self.height = float(pdfium.FPDF_GetPageHeightF(page))
        self._page = page
        self._zero = self._fine(0, 0)
        right, up = self._fine(1000, 0), self._fine(0, 1000)
        self._across = tuple((a - b) / 1000 for a, b in zip(right, self._zero, strict=True))
        self._along = tuple((a - b) / 1000 for a, b in zip(up, self._zero, strict=True))
        self.scale = math.hypot(*self._across)

    def _fine(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = (int(self.width * _FINE), int(self.height * _FINE))
        pdfium.FPDF_PageToDevice(self._page, 0, 0, *size, 0, x, y, across, down)
        return across.value / _FINE, down.value / _FINE

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page's own axes is shown."""
        return (
            self._zero[0] + x * self._across[0] + y * self._along[0],
            self._zero[1] + x * self._across[1] + y * self._along[1],
        )
