"""The words of a PDF page, each with its place, size and weight, as the page's own letters say."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

# Letters up to a space; the library gives a hyphen that ends a line as the sign 2.
_RUN = re.compile("([^\\s\x02\0\u2002\u2003\u2009\u200a\u202f\u3000]+)(\x02)?")
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
    """Reads the words of one page; ``left_out`` counts those that do not stand on a level line."""

    def __init__(self, page: Any, text: Any) -> None:
        self._text = text
        self._map = _Turn(page)
        self._left, self._top = ctypes.c_double(), ctypes.c_double()
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self.left_out = 0
        self._styles: dict[tuple[int, float], tuple[float, bool]] = {}
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()

    def words(self) -> Iterator[Word]:
        """Yield the words in the order in which the page draws them; slanted ones are left out."""
        count = range(max(0, pdfium.FPDFText_CountChars(self._text)))
        letters = "".join(map(chr, map(pdfium.FPDFText_GetUnicode, repeat(self._text), count)))
        for found in _RUN.finditer(letters):
            yield from self._parts(found[1], found.start(), "-" if found[2] else "")

    def _parts(self, whole: str, start: int, hyphen: str) -> Iterator[Word]:
        """Yield a word, a raised note mark at either end of it as one of its own."""
        end = start + len(whole) - 1
        if whole.isdigit() and len(whole) <= 3 and self._is_raised(start, start):
            yield from self._word(whole, start, end, raised=True)
        elif cut := self._raised(whole, start, end):
            lead = whole[0].isdigit()
            yield from self._word(whole[:cut], start, start + cut - 1, raised=lead)
            yield from self._word(whole[cut:] + hyphen, start + cut, end, raised=not lead)
        else:
            yield from self._word(whole + hyphen, start, end)

    def _raised(self, letters: str, start: int, end: int) -> int:
        """Return where a raised note mark ends (before a word) or begins (after it), else 0."""
        if letters.isalpha():
            return 0
        found = _MARK.search(letters)
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
        if not (text.isascii() and text.isprintable()):
            text = _whole(text.translate(_NOTHING).translate(_LIGATURES))
        if not text:
            return
        left, top, right, bottom = self._edges(start)
        size, bold = self._style(start, bottom - top)
        if end > start:
            other = self._edges(end)
            if abs(other[1] - top) > 0.2 * max(4, size) and self._slanted(start, end, size):
                self.left_out += 1
                return
            left, right = min(left, other[0]), max(right, other[2])
        yield Word(text, left, right, top, bottom, self._origin(start)[1], size, bold, raised)

    def _slanted(self, start: int, end: int, size: float) -> bool:
        """Whether the last letter stands on another line than the first."""
        return abs(self._origin(end)[1] - self._origin(start)[1]) > 0.2 * max(4, size)

    def _style(self, i: int, height: float) -> tuple[float, bool]:
        """Return size and boldness; asked of the library once for each weight and height."""
        weight = pdfium.FPDFText_GetFontWeight(self._text, i)
        key = (weight, round(height, 2))
        if key in self._styles and weight > 0:
            return self._styles[key]
        found = self._styles[key] = (self._size(i), self._bold(i, weight))
        return found

    def _origin(self, i: int) -> tuple[float, float]:
        pdfium.FPDFText_GetCharOrigin(self._text, i, self._left, self._top)
        return self._map.point(self._left.value, self._top.value)

    def _edges(self, i: int) -> tuple[float, float, float, float]:
        pdfium.FPDFText_GetLooseCharBox(self._text, i, self._box)
        x, y = self._map.point(self._box.left, self._box.top)
        across, down = self._map.point(self._box.right, self._box.bottom)
        return min(x, across), min(y, down), max(x, across), max(y, down)

    def _bold(self, i: int, weight: int) -> bool:
        if weight >= 600:
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
