"""The wording of plans: promises, lead-ins to lists, and how a response differs from a plan."""

import re

_PROMISE = re.compile(
    r"\b(?:we|i|it|they|police|force|council|service|mayor|commissioner|officers?|teams?|[A-Z]\w+)"
    r"(?:['’]ll| will| shall| commits? to| pledges? to| promises? to| are going to)\b"
    r"|^(?:will|to) [a-z]+|^we (?:commit|pledge|promise|aim|intend|plan)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"(?:achieve|adopt|agree|analyse|appoint|arrange|assess|audit|become|begin|bring|build|carry|"
    r"check|collect|commission|complete|conduct|consult|continue|co-?ordinate|create|cut|deliver|"
    r"deploy|design|develop|embed|encourage|engage|ensure|establish|evaluate|examine|expand|"
    r"explore|"
    r"extend|find|focus|fund|give|grow|help|hold|identify|implement|improve|increase|introduce|"
    r"invest|"
    r"invite|involve|launch|lead|learn|listen|make|map|maximise|measure|monitor|offer|open|pilot|"
    r"prioritise|produce|promote|protect|provide|publish|put|raise|recruit|reduce|refresh|report|"
    r"respond|review|roll|run|secure|seek|set|share|speed|start|strengthen|support|tackle|target|"
    r"test|"
    r"track|train|transform|treat|understand|update|use|work)\b",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"(?:[^.,]{1,60}, )?(?:we|i|the (?:\w+ ){1,4}?|our (?:\w+ ){1,3}?)(?:['’]ll| ?will| "
    r"?shall)\b(?! be )",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:we|they|it)(?:['’]ve| have| has| had| were| was)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:should|recommends?|urges?|would (?:also )?(?:welcome|recommend|like to see|encourage)|"
    r"calls? (?:on|for)|welcomes?|could consider|concerned)\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"\bwill\b|['’]ll\b|\bcommit(?:ted)? to\b", re.IGNORECASE)
_SENTENCE = re.compile(r".+?[.!?](?=\s+[A-Z“\"‘'(]|$)")
_LONGEST_TITLE = 160


def is_promise(text: str) -> bool:
    """Whether a statement says what will be done, rather than what was."""
    promise = _PROMISE.search(text) or _IMPERATIVE.match(text)
    past = _PAST.search(text)
    return bool(promise) and not (past and past.start() <= (promise.start() if promise else 0))


def is_action(text: str) -> bool:
    """Whether a paragraph is one action: its subject will do it, or it is an instruction."""
    return bool(_ACTION.match(text) or _IMPERATIVE.match(text))


def is_lead_in(text: str) -> bool:
    """Whether a short line only leads into a list ("We will:")."""
    return text.endswith(":") and len(text.split()) <= 12


def reads_like_a_response(text: str) -> bool:
    """Whether a document asks more than it promises, as answers to a plan do."""
    asks = len(_ASKS.findall(text))
    return asks >= 3 and asks > len(_WILL.findall(text))


def short_form(text: str) -> str:
    """Return the first sentence of a statement, cut at a word where it is very long."""
    found = _SENTENCE.match(text)
    first = found.group() if found else text
    if len(first) <= _LONGEST_TITLE:
        return first
    return first[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
