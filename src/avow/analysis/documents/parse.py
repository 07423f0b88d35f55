"""Find a plan in a document: which level of its outline holds commitments, which holds actions."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from avow.analysis.documents.document import Mark
from avow.analysis.documents.outline import GROUP_WORDS, Node, nest, outline
from avow.analysis.documents.paragraphs import HEADING, ITEM
from avow.analysis.documents.plan import Action, Commitment, NotAPlanError, Pillar, Plan
from avow.analysis.documents.promises import (
    is_action,
    is_lead_in,
    is_promise,
    reads_like_a_response,
    short_form,
)
from avow.analysis.documents.reading import read_document

_NAMED = ("commitment", "pledge", "promise", "undertaking", "objective")
_GROUP = re.compile(rf"(?:{GROUP_WORDS})$")
_SUBHEADING = re.compile(
    r"(?:(?:our|key|the|specific|planned) )*(?:actions?|activities|deliverables|milestones)"
    r"(?: (?:we will take|include))?$|(?:what|how) we(?:'|’)?(?:ll| will| are going to| plan "
    r"to)\b.*|"
    r"we will$|to (?:do|achieve|deliver) this.*|why this matters.*|background$",
    re.IGNORECASE,
)
_MEASURES = re.compile(
    r"(?:how (?:we|you) (?:will|’ll|'ll) (?:know|measure|tell)|what success|(?:success "
    r")?measures?$|"
    r"measures of success|indicators?$|outcomes?$)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(?:plan|strategy|commitments|charter|framework|pledges|promises)\b", re.I)
_NONE = (
    "No plan was found in {source}: it has no numbered or headed commitments with actions beneath. "
    "Give each commitment a heading or a number (for example 'Commitment 1') and list its actions "
    "under it with dashes, then read it again."
)
_RESPONSE = (
    "{source} reads like a response to a plan, not a plan: it recommends more than it promises. "
    "Read it with 'avow consultation read FILE --plan PLAN', and give the plan itself here."
)


def read_plan(path: str | Path) -> Plan:
    """Read a plan from a document, or from the JSON or TOML that ``avow plan read`` writes.

    Raises:
        UnreadableDocumentError: the file cannot be read.
        NotAPlanError: it is no plan.
    """
    path = Path(path)
    document = read_document(path)
    text = document.text
    if path.suffix.lower() == ".toml":
        return _structured(text, path, tomllib.loads, "TOML")
    if path.suffix.lower() == ".json" or text.lstrip("\ufeff \n").startswith("{"):
        return _structured(text, path, json.loads, "JSON")
    return parse_plan(text, path.name, document.structure)


def _structured(text: str, path: Path, load: Callable[[str], object], kind: str) -> Plan:
    try:
        data = load(text.lstrip("\ufeff"))
    except ValueError as error:
        raise NotAPlanError(f"{path.name} is not valid {kind}: {error}.") from error
    if not isinstance(data, dict):
        raise NotAPlanError(f"{path.name} should hold one plan, with 'title' and 'pillars'.")
    try:
        return Plan.from_dict(data)
    except NotAPlanError as error:
        raise NotAPlanError(f"{path.name}: {error}") from error


def parse_plan(text: str, source: str = "", known: Sequence[Mark] = ()) -> Plan:
    """Return the plan that a document sets out; structure alone decides, not its wording.

    ``known`` are the headings and items that the document's format gives (``Document.structure``).

    Raises:
        NotAPlanError: nothing in it is laid out as commitments, or it is a response to a plan.
    """
    nodes = outline(text, known)
    source = source or "the text"
    named = _commitment_style(nodes)
    if named:
        nodes = _subheadings_within(nodes, named)
    root = nest(nodes)
    parents = _parents(root)
    found = [n for n in root.below() if n.style == named] if named else _by_structure(root, parents)
    found = _without_contents_list(found)
    if not named and reads_like_a_response(text):
        raise NotAPlanError(_RESPONSE.format(source=source))
    if not found or not (named or _promising(found, text)):
        raise NotAPlanError(_NONE.format(source=source))
    return Plan(_title(nodes, found), _pillars(found, parents))


def _commitment_style(nodes: list[Node]) -> str:
    """Return the label style of the commitments, where the document names them."""
    styles = Counter(node.style for node in nodes if node.style.startswith("label "))
    for word in _NAMED:
        if named := [style for style in styles if style.endswith(word)]:
            return max(named, key=lambda style: styles[style])
    coded = [s for s in styles if len(s) <= len("label xx") and styles[s] > 1]
    groups = [s for s in styles if _GROUP.search(s) and styles[s] > 1]
    if len(groups) > 1:
        first = [s for s in dict.fromkeys(n.style for n in nodes) if s in groups]
        return first[-1]
    return coded[0] if coded and not groups else ""


def _subheadings_within(nodes: list[Node], named: str) -> list[Node]:
    """Turn a plain heading inside a commitment ("Our actions", a topic) into body text."""
    places = [i for i, node in enumerate(nodes) if node.style == named]
    kept = []
    for i, node in enumerate(nodes):
        plain = node.kind == HEADING and not node.style.startswith("label")
        inside = plain and places[0] < i
        listed = i + 1 < len(nodes) and nodes[i + 1].kind == ITEM
        topic = listed and (i < places[-1] or is_promise(nodes[i + 1].text))
        if inside and (topic or is_subheading(node.text)):
            kept.append(Node("body", "", f"{node.text}:", "body"))
        else:
            kept.append(node)
    return kept


def is_subheading(text: str) -> bool:
    """Whether a heading only introduces what a commitment holds."""
    return bool(_SUBHEADING.match(text) or _MEASURES.match(text))


def _parents(root: Node) -> dict[int, Node]:
    return {id(child): node for node in [root, *root.below()] for child in node.children}


def _by_structure(root: Node, parents: dict[int, Node]) -> list[Node]:
    """Return the nodes that hold lists of actions, or failing lists, promising paragraphs."""
    holders = [node for node in root.below() if node.kind in (HEADING, ITEM)]
    holders = [n for n in holders if any(c.kind == ITEM and not c.children for c in n.children)]
    groups = [node for node in root.below() if _GROUP.search(node.style)]
    if groups and not any(_under(node, groups, parents) for node in holders):
        return groups
    if not holders:
        headed = [n for n in root.below() if n.kind == HEADING and _promising_body(n)]
        return headed or [n for n in root.children if n.kind == ITEM]
    style = Counter(node.style for node in holders).most_common(1)[0][0]
    found = [n for n in root.below() if n.style == style and (n in holders or _promising_body(n))]
    found = [node for node in found if _promises(node)] or found
    if len(found) == 1:
        return [child for child in found[0].children if child.kind == ITEM]
    return [node for node in found if not _MEASURES.match(node.text)]


def _under(node: Node, groups: list[Node], parents: dict[int, Node]) -> bool:
    ids = {id(group) for group in groups}
    above = parents.get(id(node))
    while above is not None:
        if id(above) in ids:
            return True
        above = parents.get(id(above))
    return False


def _promises(node: Node) -> bool:
    """Whether a node or anything under it promises something."""
    return any(is_promise(part.text) for part in (node, *node.below()))


def _promising_body(node: Node) -> bool:
    return any(child.style == "body" and is_promise(child.text) for child in node.children)


def _without_contents_list(found: list[Node]) -> list[Node]:
    """Where a number is met twice, keep the fuller one: the other is a table of contents."""
    best: dict[str, Node] = {}
    for node in found:
        if not node.number:
            continue
        kept = best.get(node.number)
        if kept is None or len(node.below()) > len(kept.below()):
            best[node.number] = node
    empty = [n for n in found if n.number and best[n.number] is not n and not n.below()]
    return [node for node in found if node not in empty]


def _promising(found: list[Node], text: str) -> bool:
    """Whether structure found without the word 'commitment' is a plan's, by what it promises."""
    words = [t for node in found for t in (node.text, *(n.text for n in node.below())) if t]
    units = [word for word in words if not is_lead_in(word)]
    promises = sum(map(is_promise, units))
    led = any(is_lead_in(w) and is_promise(w) for w in words) or "we will:" in text.lower()
    enough = len(found) >= 2 and bool(_TITLE.search(text) or re.search(r"\bwill\b", text))
    return enough and (led or promises >= 0.4 * max(1, len(units)))


def _pillars(found: list[Node], parents: dict[int, Node]) -> tuple[Pillar, ...]:
    above = [_pillar_of(node, parents) for node in found]
    headings = {id(node): node for node in above if node}
    labelled = any(node.style.startswith("label") for node in headings.values())
    if len(headings) < 2 and not labelled:
        above = [None] * len(found)
    groups: list[tuple[Node | None, list[Commitment]]] = []
    for i, (node, pillar) in enumerate(zip(found, above, strict=True)):
        if not groups or groups[-1][0] is not pillar:
            groups.append((pillar, []))
        groups[-1][1].append(_commitment(node, i + 1, last=i == len(found) - 1))
    return tuple(
        Pillar(pillar.number if pillar else "", _words(pillar), tuple(held))
        for pillar, held in groups
    )


def _words(pillar: Node | None) -> str:
    """Return a pillar's title: its own words, or the line under a bare "Pillar 1"."""
    if pillar is None:
        return ""
    under = [c.text for c in pillar.children if c.style == "body"]
    return pillar.text or (under[0] if under and len(under[0].split()) <= 12 else "")


def _pillar_of(node: Node, parents: dict[int, Node]) -> Node | None:
    """Return the labelled group above a commitment, else the heading right above it."""
    chain = []
    above = parents.get(id(node))
    while above is not None and above.style != "root":
        chain.append(above)
        above = parents.get(id(above))
    labelled = [parent for parent in chain if _GROUP.search(parent.style)]
    nearest = labelled or chain
    return nearest[0] if nearest else None


def _commitment(node: Node, place: int, *, last: bool) -> Commitment:
    number = node.number or str(place)
    stated, promised, after = _statement(node, last=last)
    items = [n for n in _items(node) if n.text]
    actions = [
        Action(item.number or f"{number}.{i}", item.text) for i, item in enumerate(items, 1)
    ] or [Action(f"{number}.{i}", text) for i, text in enumerate(promised, 1)]
    if items:
        stated += promised
    text = " ".join(stated + after) or node.text
    return Commitment(number, node.text or short_form(text), text, tuple(actions))


def _items(node: Node) -> list[Node]:
    """Return the list items under a commitment, those under its measures of success left out."""
    found: list[Node] = []
    measuring = False
    for child in node.children:
        if child.kind == HEADING or child.style == "body":
            measuring = bool(_MEASURES.match(child.text))
        if measuring:
            continue
        if child.kind == ITEM:
            found.append(child)
        found += [n for n in child.below() if n.kind == ITEM]
    return found


def _statement(node: Node, *, last: bool) -> tuple[list[str], list[str], list[str]]:
    """Return the paragraphs that state a commitment, those that promise actions, those after.

    Text under the last commitment's list is left out: nothing shows that it still belongs there.
    """
    stated: list[str] = []
    promised: list[str] = []
    after: list[str] = []
    listed = False
    for child in node.children:
        listed = listed or child.kind == ITEM
        if child.style != "body" or is_lead_in(child.text):
            continue
        if listed:
            after += [] if last else [child.text]
        elif (stated or promised or node.text) and is_action(child.text):
            promised.append(child.text)
        else:
            stated.append(child.text)
    return stated, promised, after


def _title(nodes: list[Node], found: list[Node]) -> str:
    """Return the title: an early short line that names a plan, else the first heading."""
    first = nodes.index(found[0]) if found[0] in nodes else len(nodes)
    early = [
        n.text
        for n in nodes[:first]
        if len(n.text.split()) <= 16 and n.text[-1:] not in ".:" and n.text
    ]
    named = [text for text in early[:15] if _TITLE.search(text)]
    return (named or early or [""])[0]
