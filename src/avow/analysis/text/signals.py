"""What tells whether a sentence asks: its wording, its shape, its place and its neighbours.

Every signal has a name that the trained weights know, and the words that gave it, so that a reader
can be told why. Nothing here decides anything.
"""

import re
from collections.abc import Mapping, Sequence

from avow.analysis.documents.paragraphs import BODY, FURNITURE, HEADING, ITEM
from avow.analysis.documents.sentences import Sentence
from avow.analysis.text.asks import ASKING_HEAD, ASKING_LEAD, Judge, telling
from avow.analysis.text.criticism import IMPLIED_CUES
from avow.analysis.text.cues import ASKING_CUES
from avow.analysis.text.duties import DUTY_CUES
from avow.analysis.text.grammar import grammar
from avow.analysis.text.imperatives import IMPERATIVE, INSTRUCTS
from avow.analysis.text.shapes import Shaped, runs, shaped
from avow.analysis.text.wording import Verdict, judge_words, plain
from avow.analysis.text.words import listed

Signals = Mapping[str, str]
_WORDS, _KINDS, _OPENING = 3, 4, 5
_PAST = re.compile(r"\b(?:was|were|had|did|\w+ed|told|said|found|took|went|came|gave|left)\b", re.I)
_PRESENT = re.compile(r"\b(?:is|are|has|have|does|do)\b", re.I)
_FIRST_PERSON = re.compile(r"\b(?:we|our|us|i|my|me)\b", re.I)


def signals(found: Sequence[Sentence]) -> tuple[list[dict[str, str]], list[Verdict], list[str]]:
    """Return, sentence by sentence, its signals, the verdict of the rules and its lead-in."""
    judge = Judge()
    verdicts, leads = [], []
    for place, sentence in enumerate(found):
        follows = next((s for s in found[place + 1 :] if s.kind != FURNITURE), None)
        verdicts.append(judge.judge(sentence, follows))
        leads.append(judge.lead)
    told = [
        _own(sentence, verdict) | _placed(sentence, lead)
        for sentence, verdict, lead in zip(found, verdicts, leads, strict=True)
    ]
    spoken = [i for i, sentence in enumerate(found) if sentence.kind in (BODY, ITEM)]
    for at, place in enumerate(spoken):
        near = {
            "before": spoken[at - 1] if at else None,
            "after": spoken[at + 1] if at + 1 < len(spoken) else None,
        }
        for side, other in near.items():
            told[place] |= _neighbour(side, found, verdicts, place, other)
    return told, verdicts, leads


def _own(sentence: Sentence, verdict: Verdict) -> dict[str, str]:
    """Return the signals of a sentence's own words."""
    text = plain(sentence.text)
    words = shaped(text)
    found = {f"rule:{verdict.reason}": "", f"rule asks:{verdict.ask}": ""}
    own = judge_words(text)
    found[f"wording:{own.reason}"] = ""
    for cue in (*ASKING_CUES, *DUTY_CUES, *IMPLIED_CUES):
        if match := cue.pattern.search(text):
            found[f"cue:{cue.name}"] = match.group()
    found |= _grams(words) | grammar(words)
    found |= _measures(text, words)
    if IMPERATIVE.match(text):
        found["opens with a plain verb"] = words[0].written if words else ""
        if INSTRUCTS.match(text):
            found["opens as an instruction"] = words[0].written if words else ""
    return found


def _grams(words: Sequence[Shaped]) -> dict[str, str]:
    found: dict[str, str] = {}
    lower, kinds = [word.lower for word in words], [word.kind for word in words]
    for name, items, longest in (("w", lower, _WORDS), ("k", kinds, _KINDS)):
        for start, end, gram in runs(items, longest):
            if all(word.open for word in words[start:end]):
                continue
            found.setdefault(f"{name}:{gram}", " ".join(w.written for w in words[start:end]))
        for end in range(1, longest + 1):
            found[f"^{name}:{' '.join(items[:end])}"] = " ".join(w.written for w in words[:end])
    for start, word in enumerate(words):
        if word.kind in _MODALS:
            ahead = " ".join(kinds[max(0, start - 3) : start])
            after = " ".join(kinds[start + 1 : start + 3])
            found[f"subject:{ahead} {word.kind}"] = word.written
            found[f"modal:{word.kind} … {after}"] = word.written
    return found | _clauses(words) | _main_verb(words)


_FINITE = listed(
    "is are was were am has have had do does did will would can could may might must should "
    "shall ought needs lacks says said told tells thinks feels knows sees shows showed seems "
    "makes takes want wants hope hopes welcome supports recommend urge ask think believe feel "
    "know"
)
_TURNS = listed(", ; : – — and but so then or")


def _clauses(words: Sequence[Shaped]) -> dict[str, str]:
    """Return how each clause after the first opens."""
    found = {}
    for start, word in enumerate(words[:-1]):
        if word.kind in _TURNS:
            for end in range(start + 2, min(len(words), start + 4) + 1):
                run = words[start + 1 : end]
                found[f"clause:{' '.join(w.kind for w in run)}"] = " ".join(w.written for w in run)
    return found


def _main_verb(words: Sequence[Shaped]) -> dict[str, str]:
    """Return whether a sentence lacks a finite verb, and what stands in its place."""
    kinds = [word.kind for word in words]
    if any(kind in _FINITE for kind in kinds):
        return {}
    found = {"no finite verb": "", f"no finite verb, opens:{kinds[0] if kinds else ''}": ""}
    for start, kind in enumerate(kinds[:-1]):
        if kind == "to" and kinds[start + 1] in ("DO", "be", "have", "see", "make", "give"):
            found["no finite verb, to do"] = f"to {words[start + 1].written}"
    return found


TELLING_HEADS = listed(
    "recommendation recommendations recommend ask asks asking want need needs should must "
    "would change conclusion conclusions summary introduction background about us who "
    "evidence why missing gaps like welcome support next call calling priorities concerns ? "
    "improve better could help hope wish suggestions proposals experience story"
)
_MODALS = listed(
    "should must need needs could can may might would will shall ought cannot has have"
)


def _measures(text: str, words: Sequence[Shaped]) -> dict[str, str]:
    """Return what is counted about a sentence: length, tense, numbers, quotation, first person."""
    found = {}
    for name, pattern in (("past", _PAST), ("present", _PRESENT), ("we", _FIRST_PERSON)):
        found[f"{name}:{min(3, len(pattern.findall(text)))}"] = ""
    found[f"ends:{text[-1:] if text[-1:] in '.?!:;,' else 'other'}"] = ""
    for name, present in (
        ("number", any(word.kind == "NUM" for word in words)),
        ("quote", any(mark in text for mark in '"“”')),
        ("opens in quotes", text[:1] in "“\"'"),
        ("police", any(word.kind == "POLICE" for word in words)),
        ("body", any(word.kind == "BODY" for word in words)),
        ("people", any(word.kind == "PEOPLE" for word in words)),
        ("plan", any(word.kind == "PLAN" for word in words)),
    ):
        if present:
            found[f"has:{name}"] = ""
    return found


def _placed(sentence: Sentence, lead: str) -> dict[str, str]:
    """Return the signals of where a sentence stands: kind of block, heading, lead-in, place."""
    found = {
        f"kind:{sentence.kind}": "",
        f"opens its paragraph:{sentence.first}": "",
    }
    if sentence.kind == HEADING:
        return found
    for gram in {word.lower for word in shaped(sentence.section) if word.lower in TELLING_HEADS}:
        found[f"heading:{gram}"] = sentence.section
    if ASKING_HEAD.search(sentence.section):
        found["under an asking heading"] = sentence.section
    if sentence.kind == ITEM:
        mark = sentence.marker.strip("(). :")[:1]
        style = "number" if mark.isdigit() else "letter" if mark.isalpha() else "bullet"
        found[f"item:{style}"] = ""
        if lead:
            found["under a lead-in"] = lead
            if telling(lead):
                found["under a telling lead-in"] = lead
            if ASKING_LEAD.search(lead):
                found["under an asking lead-in"] = lead
            for gram in {word.lower for word in shaped(lead) if not word.open}:
                found[f"lead:{gram}"] = lead
    return found


def _neighbour(
    side: str, found: Sequence[Sentence], verdicts: Sequence[Verdict], place: int, other: int | None
) -> dict[str, str]:
    if other is None:
        return {f"{side}:nothing": ""}
    near = found[other]
    same = near.paragraph == found[place].paragraph
    told = {
        f"{side}:{'asks' if verdicts[other].ask else 'does not ask'}, same {same}": "",
        f"{side}:{near.kind}, same {same}": "",
        f"{side} ends:{near.text[-1:] if near.text[-1:] in '?!:;' else '.'}": "",
    }
    opening = " ".join(word.kind for word in shaped(near.text)[:2])
    told[f"{side} opens:{opening}"] = ""
    return told
