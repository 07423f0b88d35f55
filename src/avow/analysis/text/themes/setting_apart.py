"""Answers that hold no theme: set apart with the reason, never dropped."""

import re

from avow.analysis.text.duplicates import normal_form

NO_COMMENT, NOT_AN_ANSWER = "no comment", "not an answer"
TOO_SHORT, NOT_IN_WORDS = "too short", "not in words"

_FILLER = (
    r"(?:at all|really|much|to (?:add|say|report|declare|comment|mention|suggest|improve|change)"
    r"|else|more|further|specific|in particular|particularly|comes to mind|springs to mind"
    r"|that i (?:can|could) think of|i (?:can|could) think of|for (?:me|now)|at (?:this|the)"
    r" (?:time|moment|stage)|thanks?|thank you|sorry|please|yet|everything|everything is fine)"
)
_NO_COMMENT = re.compile(
    r"(?:(?:no|nope|none|nothing|nil|null|na|n a|not applicable|nada|blank|no thanks)(?: "
    rf"{_FILLER})*"
    r"|(?:(?:i|we) )?(?:have )?(?:got )?(?:no|any|not any) (?:other |further |more |additional )?"
    r"(?:comments?|answers?|views?|opinions?|suggestions?|ideas?|thoughts?|remarks?|response|reply"
    r"|improvements?|complaints?|feedback|concerns?)"
    rf"(?: {_FILLER})*"
    r"|(?:(?:did|do|does|would|will|i (?:do|did|would)) ?(?:n'?t|not)|declined to|prefer not to"
    r"|rather not|i'?d rather not|i prefer not to) (?:want to |wish to )?"
    r"(?:answer|say|comment|respond|reply)"
    r"|not answered|no (?:answer|response|reply)(?: given)?|left blank|skipped?|refused|pass"
    r"|(?:i )?(?:(?:do|am) ?(?:n'?t|not)|dont|don't|am not|not|can'?t|cannot|can not|i'?m not)"
    rf" (?:know|sure|certain|say|comment|think of (?:anything|any))(?: {_FILLER})*"
    r"|dunno|no idea|unsure|idk|nowt|same|ditto)"
)
_NOT_AN_ANSWER = re.compile(
    r"(?:test(?:ing)?(?: (?:test(?:ing)?|only|answer|\d+))*|asdf\w*|qwerty\w*|x{2,}(?: x+)*"
    r"|lorem ipsum.*|(?:blah ?)+|(?:see|as) (?:above|before|below|previous(?:ly)?"
    r"|(?:my )?(?:previous|last|earlier) (?:answer|comment|response)s?)|same as (?:above|before)"
    r"|(?:https?|www)\b\S*(?: \S+){0,8})"
)


def reason_to_set_apart(text: str, question: str = "") -> str | None:
    """Return why a text holds no theme, or None when it may hold one."""
    return reason_for_form(normal_form(text), normal_form(question))


def reason_for_form(form: str, question: str = "") -> str | None:
    """Return the reason for a text already in its normal form."""
    if not re.search(r"[^\W\d_]", form):
        return NOT_IN_WORDS
    if _NO_COMMENT.fullmatch(form):
        return NO_COMMENT
    if _NOT_AN_ANSWER.fullmatch(form) or form == question:
        return NOT_AN_ANSWER
    if len(form) < 3:
        return TOO_SHORT
    return None
