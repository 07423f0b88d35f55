"""The grammar of asking: who is bound by which modal verb to what, and where a sentence instructs.

A shallow reading, clause by clause, of the shapes of words. It names what it sees ("a duty laid on
the police", "an instruction after an opening phrase"); whether that is an ask, the weights decide.
"""

from collections.abc import Iterator, Sequence

from avow.analysis.text.shapes import Shaped
from avow.analysis.text.words import listed

Words = Sequence[Shaped]
_DUTY = listed("should must ought shall need needs")
_COULD = listed("could might may can")
_WOULD = listed("would will")
_HAVE = listed("has have had")
_STOPS = frozenset([",", ";", ":", "–", "—", "(", ")", "…", "?", "!", "“", "”", '"'])
_LINKS = listed("and but so or yet then")
_UNDER = listed(
    "if when where unless until because as since that which who whose whom whether how what "
    "why than though although while whilst before after"
)
_SKIPPED = listed("not never also therefore now still all only just too even instead LY")
_PREPOSITIONS = listed(
    "of in on at by for with from into about against between through during under over within "
    "without across among to before after per via"
)
_HEADS = listed(
    "POLICE BODY TEAM PLAN PEOPLE NAME NUM THING THINGS ING DO i we you he she it they there "
    "this that these those what who which nobody none each all any some either neither both"
)
_FINITE = listed(
    "is are was were am has have had do does did will would can could may might must should "
    "shall ought cannot"
)
_VERBS_KEPT = listed(
    "make take put give get keep set ask call consider see say tell have be do let ensure "
    "support want need think know hear feel find show expect press require welcome commit use "
    "seek change please thank answer point step report review like"
)
_MAY_OPEN = listed(
    "first firstly second secondly third finally lastly next also then and but so or now "
    "please just always never LY instead therefore however again further here NUM do not stop "
    "start yes no"
)


def grammar(words: Words) -> dict[str, str]:
    """Return what the grammar of a sentence tells, with the words that tell it."""
    found: dict[str, str] = {}
    for start, end in _clauses(words):
        found |= _instruction(words, start, end)
    for place, word in enumerate(words):
        held = word.kind in _HAVE and _kind(words, place + 1) in ("to", "got")
        if held or word.kind in _DUTY | _COULD | _WOULD:
            found |= _modal(words, place)
    return found


def _kind(words: Words, place: int) -> str:
    return words[place].kind if 0 <= place < len(words) else ""


def _clauses(words: Words) -> Iterator[tuple[int, int]]:
    """Yield where each clause starts and ends: marks part clauses, so do "and", "but" and "so"."""
    start = 0
    for place, word in enumerate(words):
        parts = word.kind in _STOPS or (word.kind in _LINKS and place > start)
        if parts:
            if place > start:
                yield start, place
            start = place + (word.kind in _STOPS)
    if start < len(words):
        yield start, len(words)


def _instruction(words: Words, start: int, end: int) -> dict[str, str]:
    """Return whether a clause opens with a verb in its plain form, as an instruction does."""
    at = start
    softened = ""
    while at < end and words[at].kind in _MAY_OPEN and not _opens(words, at):
        softened = words[at].kind if words[at].kind in ("please", "not", "never") else softened
        at += 1
    if at >= end or not _opens(words, at):
        return {}
    if start == 0:
        where = "at the start"
    elif _kind(words, start - 1) == ",":
        where = f"after {_opening(words)}"
    else:
        where = f"after {_kind(words, start - 1) or words[start].kind}"
    said = " ".join(word.written for word in words[at : min(end, at + 3)])
    told = {
        f"instructs {where}": said,
        f"instructs {where}, then {_object(words, at, end)}": said,
        f"instructs: {words[at].lower}": said,
    }
    if softened:
        told[f"instructs with {softened}"] = said
    if _goes_on_as_noun(words, at, end):
        told[f"instructs {where}, or names"] = said
    return told


def _opens(words: Words, at: int) -> bool:
    word = words[at]
    plain = word.kind == "DO" or word.lower in _VERBS_KEPT
    return plain and not (word.lower in ("do",) and _kind(words, at + 1) not in ("not", "THING"))


def _opening(words: Words) -> str:
    """Return the kind of phrase before a comma: how the sentence opens, or that a clause did."""
    first = words[0].kind
    return f"an opening {first}" if first in _PREPOSITIONS | _UNDER else "a comma"


def _object(words: Words, at: int, end: int) -> str:
    """Return the kind of what follows the verb."""
    kind = words[at + 1].kind if at + 1 < end else "nothing"
    if kind in _PREPOSITIONS or kind in ("up", "out", "off", "down", "back"):
        return "a particle"
    if kind in _FINITE:
        return "a finite verb"
    if kind in ("THING", "THINGS", "ED", "ING", "LY", "NAME", "NUM", "PEOPLE", "POLICE", "BODY"):
        return kind
    return "a word" if kind != "nothing" else kind


def _goes_on_as_noun(words: Words, at: int, end: int) -> bool:
    """Whether a finite verb follows in the clause itself, so that the first word may be a noun."""
    for place in range(at + 1, end):
        if words[place].kind in _UNDER:
            return False
        if words[place].kind in _FINITE:
            return True
    return False


def _modal(words: Words, place: int) -> dict[str, str]:
    """Return who is bound by a modal verb, to what, and under which word the clause stands."""
    subject, under = _subject(words, place)
    modal = words[place].kind
    strength = "duty" if modal in _DUTY | _HAVE else "could" if modal in _COULD else "would"
    if modal in ("need", "needs") and _kind(words, place + 1) not in ("to", "not"):
        strength = "need"
    follow = _follow(words, place)
    said = " ".join(w.written for w in words[max(0, place - 2) : place + 3])
    told = {
        f"{strength} of {subject}": said,
        f"{strength} of {subject} to {follow}": said,
        f"{strength} to {follow}": said,
        f"{modal} of {subject}": said,
        f"{modal} to {follow}": said,
        f"{strength} under {under}": said,
    }
    if under == "nothing":
        told[f"{strength} of {subject} in the main clause"] = said
    return told


def _subject(words: Words, place: int) -> tuple[str, str]:
    """Return the kind of the subject's head before a verb, and what the clause hangs on."""
    start = place
    while start > 0 and words[start - 1].kind not in _STOPS:
        start -= 1
    under, from_ = "nothing", start
    for at in range(place - 1, start - 1, -1):
        if words[at].kind in _UNDER:
            under, from_ = f"{_kind(words, at - 1) if at else 'nothing'} {words[at].kind}", at + 1
            break
    if from_ == place and from_ > start:
        return words[from_ - 1].kind, under.split()[-1]
    head = "nothing"
    for at in range(from_, place):
        kind = words[at].kind
        if kind in _PREPOSITIONS and head != "nothing":
            break
        if kind in _HEADS:
            head = kind
    return head, under.split()[-1]


def _follow(words: Words, place: int) -> str:
    """Return what a modal verb is followed by: be done, have done, do, be so."""
    at = place + 1
    while at < len(words) and (words[at].kind in _SKIPPED or words[at].kind in ("to", "got")):
        at += 1
    kind = _kind(words, at)
    if kind == "be":
        after = at + 1
        while after < len(words) and words[after].kind in _SKIPPED:
            after += 1
        kept = _kind(words, after)
        return f"be {kept if kept in ('ED', 'ING', 'able', 'a', 'an', 'the') else 'so'}"
    if kind == "have":
        return "have done" if _kind(words, at + 1) in ("ED", "been", "had") else "have"
    negated = any(words[i].kind in ("not", "never") for i in range(place + 1, at))
    return f"not {kind}" if negated else kind
