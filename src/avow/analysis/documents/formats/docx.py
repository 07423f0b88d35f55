"""Word documents: headings by style, lists by numbering, tables, footnotes apart.

The package is read directly, not through a library, so that only the few parts that hold words are
unpacked, each within the limits. Source: ECMA-376, part 1, WordprocessingML.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from avow.analysis.documents.building import BODY, HEADING, ITEM, Block, Draft
from avow.analysis.documents.document import DOCX, Note, UnreadableDocumentError
from avow.analysis.documents.formats.docx_styles import NS, Numbering, Styles, W, on
from avow.analysis.documents.formats.packages import Package
from avow.analysis.documents.formats.tables import row_blocks
from avow.analysis.documents.limits import Limits

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DROPPED = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}instrText",
    f"{W}delText",
    f"{W}pPr",
    f"{W}rPr",
    _FALLBACK,
}
_PLAIN = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_SPACES = re.compile(r"[ \xa0\t]+")


@dataclass(slots=True)
class _Reading:
    """What is known while the body is walked."""

    styles: Styles
    numbering: Numbering
    blocks: list[Block] = field(default_factory=list)
    page: int = 1
    paged: bool = False
    changed: bool = False


def read_docx(data: bytes, limits: Limits) -> Draft:
    """Return the blocks, footnotes and warnings of a Word document.

    Raises:
        UnreadableDocumentError: damaged, protected, too large, or without words.
    """
    package = Package(data, limits)
    root = package.xml("word/document.xml")
    body = root.find(f"{W}body")
    if body is None:
        raise UnreadableDocumentError(
            "{name} is damaged: it has no body. Save it again, or ask for it again."
        )
    reading = _Reading(Styles.of(package), Numbering.of(package))
    _walk(body, reading)
    if not reading.paged:
        for block in reading.blocks:
            for piece in block.pieces:
                piece.page = None
    draft = Draft(DOCX, blocks=reading.blocks, pages=reading.page if reading.paged else None)
    draft.notes = [note for part in ("footnotes", "endnotes") for note in _notes(package, part)]
    _warn(draft, reading, package)
    _promote_bold(draft.blocks)
    if not any(block.text.strip() for block in draft.blocks):
        raise UnreadableDocumentError(
            "{name} has no words in it; it may hold pictures of pages. Ask the sender for the "
            "document itself, or run text recognition (OCR) on it and check the result."
        )
    return draft


def _warn(draft: Draft, reading: _Reading, package: Package) -> None:
    if reading.changed:
        draft.warnings.append(
            "{name} has tracked changes. It was read as if all of them were accepted."
        )
    if "word/comments.xml" in package:
        draft.warnings.append("{name} has comments in its margin. They were not read.")


def _walk(parent: etree._Element, reading: _Reading) -> None:
    """Read paragraphs, tables and what content controls hold, in order, without recursion."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}p":
            _paragraph(element, reading)
        elif element.tag == f"{W}tbl":
            _table(element, reading)
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo"):
            waiting += reversed(element)
        elif element.tag in (f"{W}del", f"{W}moveFrom"):
            reading.changed = True


def _paragraph(element: etree._Element, reading: _Reading) -> None:
    words = _Words(reading)
    words.take(element)
    text = words.text()
    properties = element.find(f"{W}pPr")
    style = _value(properties, "w:pStyle")
    if reading.styles.is_contents(style):
        return
    block = Block.plain(BODY, text, words.page)
    block.refs = words.refs
    level = reading.styles.heading(style) or _outline_level(properties)
    numbered = _list_of(properties) or reading.styles.numbered(style)
    if text.strip() and numbered and level == 0:
        marker, depth = reading.numbering.next(*numbered)
        block.kind, block.indent = ITEM, 2 * min(depth, 5)
        block.pieces[0].text = marker + text
        block.refs = [(mark, at + len(marker)) for mark, at in words.refs]
    elif text.strip() and level:
        block.kind, block.level = HEADING, level
        if numbered:
            block.pieces[0].text = reading.numbering.next(*numbered)[0].replace("- ", "") + text
    elif text.strip() and words.all_bold:
        block.level = -1
    reading.blocks.append(block)
    for box in words.boxes:
        _walk(box, reading)


def _value(properties: etree._Element | None, path: str) -> str:
    found = properties.find(path, NS) if properties is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _outline_level(properties: etree._Element | None) -> int:
    value = _value(properties, "w:outlineLvl")
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def _list_of(properties: etree._Element | None) -> tuple[str, int] | None:
    number = _value(properties, "w:numPr/w:numId")
    level = _value(properties, "w:numPr/w:ilvl")
    if not number or number == "0":
        return None
    return number, int(level) if level.isdecimal() else 0


class _Words:
    """The words of one paragraph, with its note marks, page breaks and text boxes."""

    def __init__(self, reading: _Reading) -> None:
        self._reading = reading
        self._parts: list[str] = []
        self.page = reading.page
        self.refs: list[tuple[str, int]] = []
        self.boxes: list[etree._Element] = []
        self._bold: set[bool] = set()

    @property
    def all_bold(self) -> bool:
        """Whether every run with letters is bold."""
        return self._bold == {True}

    def text(self) -> str:
        """Return the words; a mark's place counts in this text."""
        return "".join(self._parts).rstrip()

    def take(self, paragraph: etree._Element) -> None:
        """Walk the runs of a paragraph, those that tracked changes deleted left out."""
        waiting = list(reversed(paragraph))
        while waiting:
            element = waiting.pop()
            if element.tag in (f"{W}del", f"{W}ins"):
                self._reading.changed = True
            if element.tag in _DROPPED:
                continue
            if element.tag == f"{W}txbxContent":
                self.boxes.append(element)
                continue
            self._one(element)
            waiting += reversed(element)

    def _one(self, element: etree._Element) -> None:
        if element.tag == f"{W}t":
            self._add(element.text or "")
            if (element.text or "").strip():
                self._bold.add(on(element.getparent().find("w:rPr/w:b", NS)))
        elif element.tag == f"{W}br":
            self._break(element.get(f"{W}type", ""))
        elif element.tag == f"{W}lastRenderedPageBreak":
            self._turn()
        elif element.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            self.refs.append((element.get(f"{W}id", ""), len("".join(self._parts))))
        elif element.tag in _PLAIN:
            self._add(_PLAIN[element.tag])

    def _add(self, text: str) -> None:
        text = _SPACES.sub(" ", text) if "\t" not in text else text
        self._parts.append(text if self._parts else text.lstrip())

    def _break(self, kind: str) -> None:
        if kind != "page":
            self._add("\n" if kind == "" else " ")

    def _turn(self) -> None:
        """Word's own note of where a page began when the file was last saved."""
        self._reading.page += 1
        self._reading.paged = True
        if not self._parts:
            self.page = self._reading.page


def _table(table: etree._Element, reading: _Reading) -> None:
    """Read a table row by row; tables within cells are read as words of their cell."""
    first = True
    for row in table.iterfind("w:tr", NS):
        cells = []
        for cell in row.iterfind("w:tc", NS):
            inner = _Reading(reading.styles, reading.numbering, page=reading.page)
            for paragraph in cell.iter(f"{W}p"):
                _paragraph(paragraph, inner)
            reading.page, reading.paged = inner.page, reading.paged or inner.paged
            reading.changed = reading.changed or inner.changed
            cells.append(inner.blocks)
        found = _row(cells, reading.page, first=first)
        reading.blocks += found
        first = first and not found


def _row(cells: list[list[Block]], page: int, *, first: bool) -> list[Block]:
    """A cell of several paragraphs or items keeps them; other rows become one line."""
    held = [[block for block in cell if block.text.strip()] for cell in cells]
    if any(len(cell) > 1 for cell in held):
        return [block for cell in held for block in cell]
    return row_blocks([cell[0].text if cell else "" for cell in held], page, first=first)


def _promote_bold(blocks: list[Block]) -> None:
    """Where no heading style is used, take short bold paragraphs for headings."""
    styled = any(block.kind == HEADING for block in blocks)
    for block in blocks:
        if block.level < 0:
            short = len(block.text.split()) <= 16 and not re.search(r"[.;,:]$", block.text.strip())
            block.kind = HEADING if short and not styled else BODY
            block.level = 2 if block.kind == HEADING else 0


def _notes(package: Package, part: str) -> Iterator[Note]:
    """Yield footnotes or endnotes by their number in the file."""
    if f"word/{part}.xml" not in package:
        return
    tag = f"{W}{part[:-1]}"
    for note in package.xml(f"word/{part}.xml").iterfind(tag):
        if note.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        inner = _Reading(Styles(), Numbering())
        for paragraph in note.iter(f"{W}p"):
            _paragraph(paragraph, inner)
        text = " ".join(" ".join(block.text.split()) for block in inner.blocks).strip()
        if text:
            yield Note(note.get(f"{W}id", ""), text)
