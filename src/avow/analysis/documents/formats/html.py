"""Web pages: headings, paragraphs, lists and tables; scripts, menus and page furniture left out."""

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree

from avow.analysis.documents.building import BODY, HEADING, ITEM, Block, Draft
from avow.analysis.documents.decoding import plain_lines
from avow.analysis.documents.document import HTML, UnreadableDocumentError
from avow.analysis.documents.formats.tables import row_blocks

_LEFT_OUT = re.compile(
    "script|style|nav|aside|form|button|select|template|noscript|svg|math|iframe|object|canvas|"
    "video|audio|head|title|input|textarea|dialog"
)
_ROLES = ("navigation", "banner", "contentinfo", "search", "complementary", "dialog")
_BLOCK = re.compile(
    "p|div|section|article|main|header|footer|h[1-6r]|[uod]l|li|d[td]|table|thead|tbody|tfoot|tr|"
    "t[dh]|blockquote|pre|figure|figcaption|address|html|body|caption|details|summary|fieldset|"
    "center"
)
_COOKIE = re.compile(r"\bcookie|\bconsent-|skip-?link|breadcrumb", re.I)
_CODE = re.compile(r"<(script|style)\b.*?</\1\s*>", re.I | re.S)
_TAGS = re.compile(r"(?:<[^<>]*>\s*)+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]{2,40})", re.I
)


def read_html(data: bytes) -> Draft:
    """Return the blocks of a web page.

    Raises:
        UnreadableDocumentError: no words in it.
    """
    draft = Draft(HTML)
    text = to_text(data)
    root, whole = parse(text)
    if root is not None and whole:
        draft.blocks = blocks_of(root)
    elif not whole:
        draft.blocks = _flat(text)
        draft.warnings.append(
            "{name} nests its parts far deeper than a page does. It was read as plain words."
        )
    if not any(block.text.strip() for block in draft.blocks):
        raise UnreadableDocumentError(
            "{name} is a web page without words of its own: what it shows may be loaded by a "
            "script. Print the page to PDF and choose that."
        )
    return draft


def to_text(data: bytes) -> str:
    """Return a page's text in the encoding that it declares, else UTF-8, else Windows-1252."""
    declared = _CHARSET.search(data[:2048])
    tries = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig"]
    if declared:
        tries.append(declared[1].decode("ascii"))
    for encoding in [*tries, "cp1252"]:
        try:
            return plain_lines(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    return plain_lines(data.decode("latin-1"))


def parse(text: str) -> tuple[etree._Element | None, bool]:
    """Return the page's root, and whether all of it could be taken in.

    Whatever is wrong with the markup is forgiven; nesting without end is not followed.
    """
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text, parser)
    except etree.LxmlError:
        return None, not _too_deep(parser)
    main = root.find(".//main") if root is not None else None
    return main if main is not None else root, not _too_deep(parser)


def _too_deep(parser: etree.HTMLParser) -> bool:
    return any("depth" in entry.message for entry in parser.error_log)


def _flat(text: str) -> list[Block]:
    """Return the words between the tags, one block for each run of tags."""
    bare = _CODE.sub(" ", text)
    parts = (" ".join(unescape(part).split()) for part in _TAGS.split(bare))
    return [Block.plain(BODY, part) for part in parts if part]


def blocks_of(root: etree._Element) -> list[Block]:
    """Return the blocks under an element, in order."""
    walk = _Walk()
    for event, element in _events(root):
        if event == "start":
            walk.start(element)
        else:
            walk.end(element)
    walk.flush()
    return walk.blocks


def _events(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield start and end of each element that is shown, without recursion."""
    steps = etree.iterwalk(root, events=("start", "end"))
    skipped: etree._Element | None = None
    for event, element in steps:
        if skipped is not None:
            if element is skipped:
                skipped = None
            continue
        if event == "start" and not _shown(element):
            skipped = element
            continue
        yield event, element


def _shown(element: etree._Element) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or _LEFT_OUT.fullmatch(tag):
        return False
    if "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return False
    named = f"{element.get('class', '')} {element.get('id', '')}"
    around = element.getparent()
    outer = around is None or around.tag in ("body", "html", "div")
    furniture = tag in ("header", "footer") and outer and element.find(".//h1") is None
    return not (
        furniture
        or element.get("role") in _ROLES
        or _COOKIE.search(named)
        or _HIDDEN.search(element.get("style", ""))
    )


class _Walk:
    """Gathers words until a block ends; knows the lists and the row it is in."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._kind, self._level = BODY, 0
        self._lists: list[list[object]] = []
        self._marker = ""
        self._cells: list[str] | None = None
        self._rows = 0

    def start(self, element: etree._Element) -> None:
        """Open an element and take in the text before its first child."""
        tag = str(element.tag)
        block = _BLOCK.fullmatch(tag)
        if block and (self._cells is None or tag in ("td", "th")):
            self.flush()
            self._open(tag)
        elif block or tag == "br":
            self._words.append(" " if self._cells is not None or tag != "br" else "\n")
        if element.text:
            self._words.append(_even(element.text, tag))

    def end(self, element: etree._Element) -> None:
        """Close an element and take in the text behind it."""
        tag = str(element.tag)
        if tag == "tr" and self._cells is not None:
            self._end_row()
        elif tag in ("td", "th") and self._cells is not None:
            self._cells.append("".join(self._words))
            self._words = []
        elif _BLOCK.fullmatch(tag) and self._cells is None:
            self.flush()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
        if element.tail:
            self._words.append(_even(element.tail, ""))

    def _open(self, tag: str) -> None:
        if re.fullmatch("h[1-6]", tag):
            self._kind, self._level = HEADING, int(tag[1])
        elif tag in ("ul", "ol"):
            self._lists.append([tag, 0])
        elif tag == "li":
            self._marker = self._next_marker()
            self._kind = ITEM
        elif tag == "tr":
            self._cells = []
        elif tag == "table":
            self._rows = 0

    def _next_marker(self) -> str:
        if not self._lists or self._lists[-1][0] == "ul":
            return "- "
        self._lists[-1][1] = int(str(self._lists[-1][1])) + 1
        return f"{self._lists[-1][1]}. "

    def _end_row(self) -> None:
        cells = [*(self._cells or []), "".join(self._words)]
        self._cells, self._words = None, []
        self.blocks += row_blocks(cells, None, first=self._rows == 0)
        self._rows += 1

    def flush(self) -> None:
        """End the block whose words were gathered."""
        text = re.sub(r" *\n *", "\n", re.sub(r"[ \t]+", " ", "".join(self._words))).strip()
        self._words = []
        if not text:
            return
        if self._kind == ITEM:
            indent = 2 * max(0, min(5, len(self._lists)) - 1)
            text = self._marker + text if self._marker else text
            self.blocks.append(Block.plain(ITEM if self._marker else BODY, text, indent=indent))
            self._marker = ""
        else:
            self.blocks.append(Block.plain(self._kind, text, level=self._level))
        if self._kind == HEADING:
            self._kind, self._level = BODY, 0


def _even(text: str, tag: str) -> str:
    """Return running text with its line ends as spaces; preformatted text as it is."""
    return text if tag == "pre" else re.sub(r"\s+", " ", text)
