"""The outline of a plan document: each block with the style of its heading or list mark.

Nesting is inferred, not assumed: a style met for the first time is a child of what stands open; a
style already open closes everything below it. So "1.", "(a)" and "-" nest as they were nested.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from avow.analysis.documents.document import Mark
from avow.analysis.documents.lines import BULLET, HASHES, LETTER, NUMBER
from avow.analysis.documents.paragraphs import FURNITURE, HEADING, ITEM, Paragraph, paragraphs

GROUP_WORDS = (
    "pillar|priority|theme|strand|part|aim|goal|outcome|chapter|workstream|ambition|mission|"
    "strategic priority|strategic objective|strategic aim|strategic theme|focus area|area of focus|"
    "priority area|area|section"
)
PROMISE_WORDS = "commitment|objective|promise|pledge|undertaking|action|deliverable|step|milestone"
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_LABEL = re.compile(
    rf"(?P<label>(?:(?:draft|our|key|strategic) )?(?:{GROUP_WORDS}|"
    rf"{PROMISE_WORDS}))s?\s+(?:no\.?\s*)?"
    rf"(?P<number>[A-Z]?\d{{1,2}}(?:\.\d{{1,2}})*[a-z]?|[A-Z]|[IVX]{{1,4}}|{_WORDS})"
    r"(?=\s*$|\s*[:.)–—|-]|\s+[A-Z“\"‘'])\s*[:.)–—|-]*\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?P<label>[A-Z]{1,2})(?P<number>\d{1,2}(?:\.\d{1,2})*)\s*[:.)–—-]\s+(?P<title>.+)$"
)
_KIND = re.compile(
    rf"(?P<label>{GROUP_WORDS}|{PROMISE_WORDS})\s*[:–—]\s*(?P<title>\S.*)$", re.IGNORECASE
)
_STEP = re.compile(r"(?:action|deliverable|step|milestone)$", re.IGNORECASE)
_LEADERS = re.compile(r"\.{4,}|…{2,}|\t\s*\d{1,3}$|\s{4,}\d{1,3}$")
_MARKS = re.compile(r"\*{1,3}|__|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|`")


@dataclass(slots=True)
class Node:
    """A block of the outline: its style, number and words, and what hangs below it."""

    style: str
    number: str
    text: str
    kind: str
    children: list["Node"] = field(default_factory=list)

    def below(self) -> list["Node"]:
        """Every node under this one, in order."""
        return [node for child in self.children for node in (child, *child.below())]


def clean(text: str) -> str:
    """Return the words on one line, without marks of bold, italics or headings."""
    return " ".join(_MARKS.sub("", text).split())


def outline(text: str, known: Sequence[Mark] = ()) -> list[Node]:
    """Return the blocks of a document in order as nodes without children."""
    found = []
    for block in paragraphs(text, known):
        if block.kind == FURNITURE:
            continue
        raw = text[block.start : block.end]
        if _LEADERS.search(raw):
            continue
        if node := _node(raw, block):
            found.append(node)
    return found


def _node(raw: str, block: Paragraph) -> Node | None:
    bare = clean(HASHES.sub("", raw))
    if not re.search(r"\w", bare):
        return None
    listed = clean(BULLET.sub("", bare, count=1))
    label = _LABEL.match(bare) or _CODE.match(bare)
    if label and not _runs_on(label["title"]):
        kind = ITEM if _STEP.match(label["label"]) and label["title"] else HEADING
        return Node(f"label {label['label'].lower()}", label["number"], label["title"], kind)
    if block.kind == HEADING and (named := _KIND.match(bare)):
        return Node(f"label {named['label'].lower()}", "", named["title"], HEADING)
    if block.kind == HEADING:
        return _heading(raw, bare, block.level)
    if block.kind == ITEM:
        return _item(bare, listed, block)
    return Node("body", "", bare, block.kind)


def _runs_on(title: str) -> bool:
    """A label within running text ("Commitment 3 is about ...") is no heading."""
    return bool(title) and title[0].islower()


def _heading(raw: str, bare: str, known: int) -> Node:
    if known:
        mark = NUMBER.match(bare)
        title = bare[mark.end() :] if mark else bare
        return Node(f"# {known}", mark[1] if mark else "", title, HEADING)
    hashes = HASHES.match(raw)
    if mark := NUMBER.match(bare):
        return Node(f"number {mark[1].count('.')}", mark[1], bare[mark.end() :], HEADING)
    level = f"# {len(hashes.group().strip())}" if hashes else "heading"
    return Node(level, "", bare, HEADING)


def _item(bare: str, listed: str, block: Paragraph) -> Node:
    if mark := NUMBER.match(bare):
        return Node(f"number {mark[1].count('.')}", mark[1], bare[mark.end() :], ITEM)
    if mark := LETTER.match(bare):
        letter = mark[1] or mark[2]
        return Node(_letters(letter), letter, bare[mark.end() :], ITEM)
    return Node(f"bullet {block.marker}{block.indent // 2}", "", listed, ITEM)


def _letters(letter: str) -> str:
    roman = len(letter) > 1 or letter in "iv"
    return "roman" if roman else "letter"


def nest(nodes: list[Node]) -> Node:
    """Hang each node under the one it belongs to, and return the root."""
    root = Node("root", "", "", HEADING)
    open_nodes = [root]
    for node in nodes:
        if node.style == "roman" and _goes_on_with_letters(node, open_nodes):
            node.style = "letter"
        styles = [parent.style for parent in open_nodes]
        if node.style == "body":
            while open_nodes[-1].kind == ITEM and not open_nodes[-1].style.startswith("number"):
                open_nodes.pop()
        elif node.style in styles:
            del open_nodes[styles.index(node.style) :]
        else:
            _close_below(node, open_nodes)
        open_nodes[-1].children.append(node)
        if node.style != "body":
            open_nodes.append(node)
    return root


def _goes_on_with_letters(node: Node, open_nodes: list[Node]) -> bool:
    """Whether "(i)" follows "(h)"."""
    before = [parent for parent in open_nodes if parent.style == "letter"]
    return bool(before) and len(node.number) == 1 and ord(before[-1].number) == ord(node.number) - 1


def _close_below(node: Node, open_nodes: list[Node]) -> None:
    """Close what a new heading cannot stand under: list items, and deeper headings."""
    depth = _depth(node)
    while len(open_nodes) > 1:
        top = open_nodes[-1]
        if (node.kind == HEADING and top.kind == ITEM) or (
            top.style.split()[0] == node.style.split()[0] and _depth(top) > depth
        ):
            open_nodes.pop()
        else:
            return


def _depth(node: Node) -> int:
    head, _, rest = node.style.partition(" ")
    if head == "#":
        return int(rest)
    if head == "number":
        return int(rest)
    if head == "bullet":
        return int(rest.lstrip("-–—•*◦▪●·‣➢➤✓■□o\uf0b7") or 0)
    return 0
