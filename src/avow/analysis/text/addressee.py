"""Whom a passage asks: a body other than the plan's owner makes a commitment a poor carrier."""

import re
from collections import Counter

from avow.analysis.documents.plan import Plan
from avow.analysis.text.vocabulary import Vocabulary

_BODIES, _FORCE = "agencies", "mps"
_NAMES_OF_FORCE = frozenset({"met", "force", "constabulary", "police", "mps", "police service"})
_ENOUGH = 3
_OPENING = 700
_NOT_FOR_POLICE = frozenset({"universities", "employers", "landlords"})
_POLICE = re.compile(
    r"\b(?:police|policing|officers?|constabulary|detectives?|force|forces|met|patrols?|"
    r"commissioner|constable|bcu)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:urge|ask|call (?:up)?on|calls (?:up)?on|encourage|recommend|want|like|request|"
    r"invite)s?\s+"
    r"(?:that )?(?P<body>(?:[\w'’-]+ ){1,6}?)(?:to|should|must|takes?|works?|includes?|commits?)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?P<body>(?:[\w'’-]+ ){1,6}?)(?:also )?(?:should|must|needs?|ought to|could|can|has to|have "
    r"to)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?P<body>(?:[\w'’-]+ ){1,5}?)(?:\w+ing|to)\b", re.IGNORECASE)


def owner(plan: Plan, vocabulary: Vocabulary) -> str:
    """Return the concept of the body whose plan it is: the one clearly named most, else ''."""
    texts = [(plan.title, 3)]
    for commitment in plan.commitments:
        texts.append((f"{commitment.title} {commitment.text}", 2))
        texts += [(action.text, 1) for action in commitment.actions]
    named: Counter[str] = Counter()
    for text, weight in texts:
        for mention in vocabulary.mentions(text):
            force = mention.concept == _FORCE and mention.words.lower() in _NAMES_OF_FORCE
            if force or _is_body(mention.concept, vocabulary):
                named[mention.concept] += weight
    ranked = [*named.most_common(2), ("", 0), ("", 0)]
    clear = ranked[0][1] >= _ENOUGH and ranked[0][1] >= 2 * ranked[1][1]
    return ranked[0][0] if clear else ""


def asks_another(text: str, owned_by: str, vocabulary: Vocabulary, *, listed: bool = False) -> bool:
    """Whether a passage lays its ask on a body that neither owns the plan nor is the police."""
    if not owned_by:
        return False
    found = _TOLD.search(text) or _BOUND.search(text)
    if found is None and listed:
        found = _LISTED.match(text)
    if found is None or _POLICE.search(text[: found.start()]):
        return False
    named = {mention.concept for mention in vocabulary.mentions(found["body"])}
    if named & {owned_by, _FORCE}:
        return False
    return any(_is_body(concept, vocabulary) for concept in named)


def bodies_asked(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the bodies that a passage lays its ask on, the police as one; none where unsaid."""
    found = _TOLD.search(text) or _BOUND.search(text)
    if found is None:
        return frozenset()
    named = {mention.concept for mention in vocabulary.mentions(found["body"])}
    bodies = {concept for concept in named if _is_body(concept, vocabulary)}
    if _FORCE in named or _POLICE.search(found["body"]):
        bodies.add(_FORCE)
    return frozenset(bodies)


def names_another(text: str, owned_by: str, vocabulary: Vocabulary) -> bool:
    """Whether a passage names a public body other than the police and the plan's known owner."""
    return bool(owned_by) and any(
        mention.concept != owned_by and _is_body(mention.concept, vocabulary)
        for mention in vocabulary.mentions(text)
    )


def names_police(text: str, owned_by: str, vocabulary: Vocabulary) -> bool:
    """Whether a passage names the police, or the plan's owner, in any way."""
    return bool(_POLICE.search(text)) or any(
        mention.concept in {owned_by, _FORCE} for mention in vocabulary.mentions(text)
    )


def speaks_to_police(document: str, owned_by: str, vocabulary: Vocabulary) -> bool:
    """Whether a submission is addressed to a force, or to somebody who answers for forces.

    The opening of the document tells: its title, its address and its first lines. A university, an
    employer, a council or a landlord named there, and no force, is another addressee.
    """
    opening = document[:_OPENING]
    named = {mention.concept for mention in vocabulary.mentions(opening)}
    return (
        not owned_by or not (named & _NOT_FOR_POLICE) or names_police(opening, owned_by, vocabulary)
    )


def _is_body(concept: str, vocabulary: Vocabulary) -> bool:
    return concept == _BODIES or (
        concept != "multi-agency" and _BODIES in vocabulary.concepts[concept].broader
    )
