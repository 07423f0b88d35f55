"""Answers that hold no theme: set apart with the reason, never dropped.

Only answers that say nothing else are set apart: "Nothing, the staff were kind" stays. The
phrases are English; an answer in another language is set apart only when it holds no words.
"""

import re

from avow.analysis.text.duplicates import normal_form

NO_COMMENT, NOT_AN_ANSWER = "no comment", "not an answer"
TOO_SHORT, NOT_IN_WORDS = "too short", "not in words"

_SHORTEST = 3  # letters of an answer in the Latin alphabet
_NOTHING = (
    r"(?:i have |i've |i have got |there is |there's )?nothing"
    r"|no|nope|none|nil|null|na|n a|nada|nowt|blank|not applicable|ditto|same|pass|skip"
    r"|skipped|refused|left blank|idk|dunno|unsure|no idea|no thanks|no thank you|not answered"
    r"|not that (?:i|we) (?:can|could) think(?: of)?|not that i am aware(?: of)?"
)
_NOTHING_OF_A_KIND = (
    r"(?:(?:i|we) )?(?:have |had |got |have got )?(?:no|not any)"
    r" (?:(?:other|further|more|additional|real|particular) )*"
    r"(?:comments?|answers?|views?|opinions?|suggestions?|ideas?|thoughts?|remarks?|responses?"
    r"|reply|improvements?|complaints?|feedback|concerns?)(?: (?:given|needed|required))?"
)
_WOULD_NOT = (
    r"(?:(?:i|we) )?(?:(?:did|do|does|would|will) ?(?:n'?t|not)|declined?|prefer not|rather not"
    r"|would rather not|i'd rather not)(?: (?:want|wish))?(?: to)?"
    r" (?:answer|say|comment)"
)
_DO_NOT_KNOW = (
    r"(?:i )?(?:do ?n'?t|do not|am not|i'm not|not|can'?t|cannot|can not|could ?n'?t|could not)"
    r" (?:really )?(?:know|sure|certain|say|comment|think of (?:anything|any|one))"
)
_AFTER = (
    r"(?:at all|really|much|else|more|further|specific|in particular|particularly|especially"
    r"|i|of|to (?:add|say|report|declare|comment|mention|suggest|improve|change|make)"
    r"|(?:comes|springs) to mind|(?:that )?(?:i|we) (?:can|could) think(?: of)?|for (?:me|now|us)"
    r"|at (?:this|the) (?:time|moment|stage)|thanks?|thank you|sorry|please|yet)"
)
_NO_COMMENT = re.compile(
    rf"(?:(?:{_NOTHING_OF_A_KIND}|{_WOULD_NOT}|{_DO_NOT_KNOW}|{_NOTHING})(?: {_AFTER})*(?: |$))+"
)
_NOT_AN_ANSWER = re.compile(
    r"(?:test(?:ing)?(?: (?:test(?:ing)?|only|answer|\d+))*|asdf\w*|qwerty\w*|x{2,}(?: x+)*"
    r"|lorem ipsum.*|blah(?: blah)*|yes|yeah|yep|maybe|perhaps|https?\b.*|www\b.*"
    r"|same as (?:above|before)|(?:see|as) (?:above|before|below|previous(?:ly)?"
    r"|(?:my )?(?:previous|last|earlier) (?:answer|comment|response)s?))"
)
_LETTER = re.compile(r"[^\W\d_]")


def reason_to_set_apart(text: str, question: str = "") -> str | None:
    """Return why a text holds no theme, or None when it may hold one.

    A text that only repeats the ``question`` is no answer.
    """
    if not text.strip():
        return NO_COMMENT
    return reason_for_form(normal_form(text), normal_form(question))


def reason_for_form(form: str, question: str = "") -> str | None:
    """Return the reason for a text that is in its normal form already."""
    if not _LETTER.search(form):
        return NOT_IN_WORDS
    if _NO_COMMENT.fullmatch(form):
        return NO_COMMENT
    if _NOT_AN_ANSWER.fullmatch(form) or form == question:
        return NOT_AN_ANSWER
    return TOO_SHORT if form.isascii() and len(form) < _SHORTEST else None
