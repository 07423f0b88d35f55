"""OpenDocument texts: headings by outline level, lists, tables, footnotes apart.

Source: OpenDocument 1.3, part 3 (OASIS).
"""

from collections.abc import Callable

from lxml import etree

from avow.analysis.documents.building import BODY, HEADING, ITEM, Block, Draft
from avow.analysis.documents.document import ODT, Note, UnreadableDocumentError
from avow.analysis.documents.formats.packages import Package
from avow.analysis.documents.formats.tables import row_blocks
from avow.analysis.documents.limits import Limits

_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_DROPPED = {
    f"{_T}tracked-changes",
    f"{_T}table-of-content",
    f"{_T}alphabetical-index",
    f"{_T}sequence-decls",
    f"{_OFFICE}annotation",
    f"{_OFFICE}forms",
}
_INLINE_DROPPED = {f"{_OFFICE}annotation", f"{_T}note", f"{_T}ruby-text"}
_WITHIN = 60


def read_odt(data: bytes, limits: Limits) -> Draft:
    """Return the blocks, footnotes and warnings of an OpenDocument text.

    Raises:
        UnreadableDocumentError: damaged, protected, too large, no text document, or without words.
    """
    package = Package(data, limits)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read(
        "META-INF/manifest.xml"
    ):
        raise UnreadableDocumentError(
            "{name} is protected with a password. Ask the sender for a copy without one."
        )
    root = package.xml("content.xml")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableDocumentError(
            "{name} is an OpenDocument file, but no text. Save or export it as PDF or ODT."
        )
    walk = _Walk(_numbered_styles(root, package), _title_styles(root))
    walk.under(body)
    draft = Draft(ODT, blocks=walk.blocks, notes=walk.notes, pages=walk.pages)
    if not walk.pages:
        for block in draft.blocks:
            for piece in block.pieces:
                piece.page = None
    if root.find(f".//{_T}tracked-changes") is not None:
        draft.warnings.append(
            "{name} has tracked changes. It was read as if all of them were accepted."
        )
    if not any(block.text.strip() for block in draft.blocks):
        raise UnreadableDocumentError(
            "{name} has no words in it; it may hold pictures of pages. Ask the sender for the "
            "document itself, or run text recognition (OCR) on it and check the result."
        )
    return draft


def _numbered_styles(root: etree._Element, package: Package) -> set[tuple[str, int]]:
    """Return the list styles, each with a level, that count there rather than dot."""
    found = set()
    roots = [root]
    if "styles.xml" in package:
        roots.append(package.xml("styles.xml"))
    for one in roots:
        for level in one.iter(f"{_T}list-level-style-number"):
            depth = level.get(f"{_T}level", "1")
            if depth.isdecimal():
                found.add((level.getparent().get(f"{_STYLE}name", ""), int(depth)))
    return found


def _title_styles(root: etree._Element) -> set[str]:
    """Return the names of the styles that are, or derive from, the style of a title."""
    derived = (
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        if style.get(f"{_STYLE}parent-style-name") == "Title"
    )
    return {"Title", *derived}


class _Walk:
    """Takes in the body, element by element."""

    def __init__(self, numbered: set[tuple[str, int]], titles: set[str]) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self.page = 1
        self._turned = False
        self._numbered, self._titles = numbered, titles
        self._depth = 0
        self._lists = 0
        self._marker = self._style = ""
        self._take: dict[str, Callable[[etree._Element], None]] = {
            f"{_T}h": self._heading,
            f"{_T}p": self._paragraph,
            f"{_T}list": self._list,
            f"{_TABLE}table": self._table,
            f"{_T}soft-page-break": self.turn,
        }

    @property
    def pages(self) -> int | None:
        """How many pages the file says it had when last saved, if it says so."""
        return self.page if self._turned else None

    def under(self, parent: etree._Element) -> None:
        """Read what stands under an element; too deep a nesting is read as plain words."""
        self._depth += 1
        for element in parent:
            if element.tag in _DROPPED or not isinstance(element.tag, str):
                continue
            if take := self._take.get(element.tag):
                take(element)
            elif self._depth < _WITHIN:
                self.under(element)
            else:
                self._add(BODY, "".join(map(str, element.itertext())))
        self._depth -= 1

    def turn(self, _element: etree._Element) -> None:
        self.page += 1
        self._turned = True

    def _add(self, kind: str, text: str, level: int = 0, indent: int = 0) -> None:
        self.blocks.append(Block.plain(kind, text, self.page, level=level, indent=indent))

    def _heading(self, element: etree._Element) -> None:
        level = element.get(f"{_T}outline-level", "1")
        self._words(element, HEADING, level=int(level) if level.isdecimal() else 1)

    def _paragraph(self, element: etree._Element) -> None:
        marker, self._marker = self._marker, ""
        title = element.get(f"{_T}style-name", "") in self._titles
        kind = ITEM if marker else HEADING if title else BODY
        self._words(element, kind, marker, level=1 if title else 0)
        for frame in element.iter(f"{_DRAW}text-box"):
            self.under(frame)

    def _words(self, element: etree._Element, kind: str, marker: str = "", level: int = 0) -> None:
        page = self.page
        words = _Words(self)
        words.take(element)
        block = Block.plain(kind, marker + words.text, page, level=level)
        block.indent = 2 * min(5, self._lists - 1) if kind == ITEM else 0
        block.refs = [(mark, at + len(marker)) for mark, at in words.refs]
        if words.text.strip():
            self.blocks.append(block)

    def _list(self, element: etree._Element) -> None:
        if self._depth >= _WITHIN:
            self._add(BODY, "".join(map(str, element.itertext())))
            return
        self._lists += 1
        outer, self._style = self._style, element.get(f"{_T}style-name", self._style)
        for count, item in enumerate(element.iterfind(f"{_T}list-item"), 1):
            self._marker = f"{count}. " if (self._style, self._lists) in self._numbered else "- "
            self.under(item)
        self._marker, self._style = "", outer
        self._lists -= 1

    def _table(self, table: etree._Element) -> None:
        first = True
        for row in table.iter(f"{_TABLE}table-row"):
            cells = []
            for cell in row.iterfind(f"{_TABLE}table-cell"):
                words = _Words(self)
                for paragraph in cell.iter(f"{_T}p", f"{_T}h"):
                    words.take(paragraph)
                    words.parts.append(" ")
                cells.append(words.text)
            found = row_blocks(cells, self.page, first=first)
            self.blocks += found
            first = first and not found


class _Words:
    """The words of one paragraph, its notes set apart."""

    def __init__(self, walk: _Walk) -> None:
        self._walk = walk
        self.parts: list[str] = []
        self.refs: list[tuple[str, int]] = []

    @property
    def text(self) -> str:
        """The words so far."""
        return "".join(self.parts).rstrip()

    def take(self, paragraph: etree._Element) -> None:
        """Walk a paragraph; white space in the markup counts as one space."""
        skipped: etree._Element | None = None
        for event, element in etree.iterwalk(paragraph, events=("start", "end")):
            if skipped is None and event == "start":
                if element.tag in _INLINE_DROPPED or element.tag == f"{_DRAW}frame":
                    self._note(element)
                    skipped = element
                else:
                    self._start(element)
            elif event == "end" and skipped in (None, element):
                skipped = None
                if element is not paragraph:
                    self._add(element.tail)

    def _start(self, element: etree._Element) -> None:
        if element.tag == f"{_T}s":
            self.parts.append(" ")
        elif element.tag == f"{_T}tab":
            self.parts.append("\t")
        elif element.tag == f"{_T}line-break":
            self.parts.append("\n")
        elif element.tag == f"{_T}soft-page-break":
            self._walk.turn(element)
        self._add(element.text)

    def _add(self, text: str | None) -> None:
        if text:
            even = " ".join(text.replace("\n", " ").split(" "))
            self.parts.append(even if self.parts else even.lstrip())

    def _note(self, element: etree._Element) -> None:
        if element.tag != f"{_T}note":
            return
        citation = element.findtext(f"{_T}note-citation", "")
        body = element.find(f"{_T}note-body")
        words = " ".join("".join(map(str, body.itertext())).split()) if body is not None else ""
        if words:
            self.refs.append((citation, len("".join(self.parts))))
            self._walk.notes.append(Note(citation, words, self._walk.page))
