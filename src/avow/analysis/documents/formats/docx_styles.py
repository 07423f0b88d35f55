"""Styles and numbering of a Word document: which paragraphs are headings, which are list items."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from avow.analysis.documents.document import UnreadableDocumentError
from avow.analysis.documents.formats.packages import Package

NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
W = f"{{{NS['w']}}}"
_DEEPEST = 20


def on(element: etree._Element | None) -> bool:
    """Whether a switch such as ``w:b`` is set."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def _val(element: etree._Element, path: str) -> str:
    found = element.find(path, NS)
    return found.get(f"{W}val", "") if found is not None else ""


@dataclass(slots=True)
class _Style:
    name: str = ""
    base: str = ""
    level: int = 0
    number: str = ""
    depth: int = 0


@dataclass(slots=True)
class Styles:
    """Paragraph styles by identifier."""

    held: dict[str, _Style] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> "Styles":
        """Read them from a package; none where it has none."""
        if "word/styles.xml" not in package:
            return cls()
        styles = cls()
        for style in package.xml("word/styles.xml").iterfind("w:style", NS):
            outline = _val(style, "w:pPr/w:outlineLvl")
            depth = _val(style, "w:pPr/w:numPr/w:ilvl")
            styles.held[style.get(f"{W}styleId", "")] = _Style(
                _val(style, "w:name").lower(),
                _val(style, "w:basedOn"),
                int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0,
                _val(style, "w:pPr/w:numPr/w:numId"),
                int(depth) if depth.isdecimal() else 0,
            )
        return styles

    def _chain(self, style: str) -> Iterator[_Style]:
        for _ in range(_DEEPEST):
            found = self.held.get(style)
            if found is None:
                return
            yield found
            style = found.base

    def heading(self, style: str) -> int:
        """Return the heading level of a style, 1 for the title too, or 0."""
        for found in self._chain(style):
            if found.name == "title":
                return 1
            first, _, rest = found.name.partition(" ")
            if first == "heading" and rest.isdecimal():
                return min(9, int(rest))
            if found.level:
                return found.level
        return 0

    def numbered(self, style: str) -> tuple[str, int] | None:
        """Return (numbering, depth) of a list style, or None."""
        for found in self._chain(style):
            if found.number and found.number != "0":
                return found.number, found.depth
            if found.name.startswith(("list bullet", "list number")):
                return found.name, 0
        return None

    def is_contents(self, style: str) -> bool:
        """Whether a style is that of a table of contents."""
        return any(found.name.startswith("toc ") for found in self._chain(style))


@dataclass(slots=True)
class Numbering:
    """What each list counts with, and how far it is."""

    formats: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    counts: defaultdict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def of(cls, package: Package) -> "Numbering":
        """Read it from a package; none where it has none or it cannot be read."""
        numbering = cls()
        if "word/numbering.xml" not in package:
            return numbering
        try:
            root = package.xml("word/numbering.xml")
        except UnreadableDocumentError:
            return numbering
        abstract: dict[str, dict[int, tuple[str, str]]] = {}
        for one in root.iterfind("w:abstractNum", NS):
            levels: dict[int, tuple[str, str]] = {}
            for level in one.iterfind("w:lvl", NS):
                depth = level.get(f"{W}ilvl", "0")
                shape = (_val(level, "w:numFmt"), _val(level, "w:lvlText"))
                levels[int(depth) if depth.isdecimal() else 0] = shape
            abstract[one.get(f"{W}abstractNumId", "")] = levels
        for one in root.iterfind("w:num", NS):
            levels = abstract.get(_val(one, "w:abstractNumId"), {})
            for place, shape in levels.items():
                numbering.formats[one.get(f"{W}numId", ""), place] = shape
        return numbering

    def next(self, number: str, depth: int) -> tuple[str, int]:
        """Return the mark of the next item of a list, with a space behind it, and its depth."""
        kind, shape = self.formats.get((number, depth), (_default(number), f"%{depth + 1}."))
        if kind in ("bullet", "none", ""):
            return "- ", depth
        self.counts[number, depth] += 1
        for held in list(self.counts):
            if held[0] == number and held[1] > depth:
                del self.counts[held]
        for place in range(depth + 1):
            count = max(1, self.counts[number, place])
            other = self.formats.get((number, place), (kind, ""))[0]
            shape = shape.replace(f"%{place + 1}", _counted(count, other))
        return (f"{shape.strip()} " if shape.strip() else "- "), depth


def _default(number: str) -> str:
    return "decimal" if number.startswith("list number") else "bullet"


def _counted(count: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman if kind == "lowerRoman" else roman.upper()
    return str(count)


def _roman(count: int) -> str:
    signs = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    shown = ""
    for value, sign in signs:
        while count >= value and len(shown) < 12:
            shown, count = shown + sign, count - value
    return shown
