"""What a passage is about: the thing asked, apart from who asks it, of whom, and what for."""

import re

from avow.analysis.text.vocabulary import Mention

MATRIX_SHARE, HANGING_SHARE, AGENT_SHARE = 0.2, 0.6, 0.35
_SHORTEST_MAIN = 45
_MATRIX = re.compile(
    r"(?:[^.;:]{0,90}?)\b(?:(?:ask|urge|recommend|suggest|propose|request|believe|feel|felt|"
    r"consider|hope|view (?:was|is)|insist|argue|agree|minuted)\w*|(?:it|this) (?:is|was|seems) "
    r"(?:\w+ ){1,3})\s*that\b|[^.;:]{0,60}?\b(?:ask(?:s|ed|ing)? for|call(?:s|ed|ing)? for|would "
    r"(?:\w+ )?(?:like|welcome|prefer|value)|wants?|wish(?:ed|es)? to (?:see|know))\b",
    re.IGNORECASE,
)
_HANGS_ON = re.compile(
    r"\b(?:which|who|so that|so|because|as this|that|since|given|in order to|rather than|instead "
    r"of|"
    r"to (?:ensure|help|support|improve|understand|better|reduce|keep|make|protect|prevent|rebuild|"
    r"build|enable|allow|give|look|show|explain|instil|bring|address|avoid|increase))\b",
    re.IGNORECASE,
)
_AGENT = re.compile(
    r"(?:teams?|officers?|commanders?|units?|panels?|detectives?|sergeants?|handlers?|boards?|"
    r"committees?|leads?|staff|organisations?|services?|charities|groups?|networks?|partners|"
    r"members|police|policing|neighbourhoods?)$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:should|must|needs? to|ought to|could|have to|has to|to|will)\b", re.IGNORECASE
)


def by_clause(text: str) -> tuple[tuple[str, float], ...]:
    """Return the parts of a passage with their shares: who asks, what is asked, what for."""
    matrix = _MATRIX.match(text)
    start = matrix.end() if matrix else 0
    parts = [(text[:start], MATRIX_SHARE)] if start else []
    turn = _HANGS_ON.search(text, min(len(text), start + _SHORTEST_MAIN))
    if not turn:
        return (*parts, (text[start:], 1.0))
    return (*parts, (text[start : turn.start()], 1.0), (text[turn.start() :], HANGING_SHARE))


def share_of(mention: Mention, text: str) -> float:
    """Return how much a mention counts: less where it names who is to act, not what is done."""
    if not _AGENT.search(mention.words):
        return 1.0
    bound = _BOUND.search(text)
    if not bound:
        return 1.0
    head = " ".join(re.findall(r"[\w’']+", text[: bound.start()])).lower()
    return AGENT_SHARE if mention.words.lower() in head else 1.0
