"""Decide sentence by sentence whether something is asked, and say why or why not."""

import re
from dataclasses import dataclass, field

from avow.analysis.documents.paragraphs import FURNITURE, HEADING, ITEM
from avow.analysis.documents.sentences import Sentence
from avow.analysis.text.cues import EXPLICIT, IMPERATIVE, IMPLIED
from avow.analysis.text.wording import WOULD, Verdict, judge_words, plain

_LABEL = re.compile(
    r"(?:key )?(?:recommendation|ask|proposal)\s*(?:no\.? ?)?\d*[a-z]?\s*[:.)–—-]+\s*", re.I
)
_BARE_LABEL = re.compile(
    r"(?:key )?(?:recommendation|ask)\s*(?:no\.? ?)?\d+[a-z]?\s*[:.)–—-]*$", re.I
)
_ASKING_HEAD = re.compile(
    r"\b(?:recommendations?|(?:our|key) asks?|calls? to action|what (?:needs|should|must|has) to? ?"
    r"(?:change|happen|be done|done)?|what (?:we|i) (?:want|would like|need|hope|ask)|changes "
    r"(?:we|"
    r"needed)|suggest(?:ed|ions?)|proposals?|what (?:more )?(?:should|could|can) (?:the|be)|"
    r"what would (?:help|make)|how (?:could|can|should|might) (?:the|this|we|it)\b|we are "
    r"(?:asking|calling))",
    re.IGNORECASE,
)
_ASKING_LEAD = re.compile(
    r"\b(?:recommend\w*|asks?|asking|urg\w+|call(?:s|ing)? (?:on|for)|should|must|needs?|could|"
    r"would|"
    r"wants?|hopes?|consider|improve|strengthen|suggest\w*|propos\w+|please|requests?|priorities "
    r"for|"
    r"essential|important|encourage|includ(?:e|ing) commitments)\b",
    re.IGNORECASE,
)
_TELLING_LEAD = re.compile(
    r"\b(?:welcome|support|because|our services|we (?:have|provide|offer|run|found|deliver|work)|"
    r"told us|"
    r"found that|evidence|for example|shows?|agree|pleased|reported|said|the following (?:services|"
    r"organisations|reasons)|we are (?:a|an|the))\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"(?:for (?:example|instance),?|such as|including|e\.g\.,?|and|or|in particular,?) (?:how|what|"
    r"whether|why|when|who|where)\b",
    re.IGNORECASE,
)
_GLOSS = re.compile(
    r"(?:this|that|these|which|it) (?:would )?(?:also )?(?:means?|includes?|involves?|requires?|"
    r"covers?)\b",
    re.I,
)
_STRICT = re.compile(
    r"^\W*(?:please |also |and |stop |start |do not |don['’]t )*[a-z-]+ (?:(?:the|a|an|all|more|"
    r"every|sure|in|"
    r"to|up|out|police|officers?|that|us|women|better|with|those|this|your|our|it|how|away|on|"
    r"people|"
    r"survivors|victims|domestic|specialist|men|boys|proper|clear|real|independent)\b|\w+ing\b)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Judge:
    """Reads a document's sentences in order, keeping the lead-in and the ask before."""

    lead: str = ""
    labelled: bool = False
    before: Verdict = field(default_factory=lambda: Verdict(ask=False, reason=""))
    before_text: str = ""
    item_asks: bool = False

    def judge(self, sentence: Sentence, *, leads: bool) -> Verdict:
        """Return the verdict on the next sentence; ``leads`` says that a list follows it."""
        verdict = self._judge(sentence, leads=leads)
        if sentence.kind != FURNITURE:
            self.before, self.before_text = verdict, sentence.text
        return verdict

    def _judge(self, sentence: Sentence, *, leads: bool) -> Verdict:
        text = plain(sentence.text)
        if known := self._by_layout(sentence, text):
            return known
        if leads and text.endswith(":"):
            self.lead = text
            return Verdict(ask=False, reason="leads into a list")
        if self.labelled and sentence.first:
            self.labelled = False
            return Verdict(ask=True, reason="labelled as a recommendation", strength=EXPLICIT)
        if sentence.kind == ITEM:
            return self._item(sentence, text)
        if sentence.first:
            self.lead = ""
        return self._body(sentence, text)

    def _by_layout(self, sentence: Sentence, text: str) -> Verdict | None:
        """Return the verdict on what its place or label decides: furniture, labels, headings."""
        mark = _LABEL.match(text)
        if sentence.kind == FURNITURE:
            return Verdict(ask=False, reason="a page number, running head or web address")
        if _BARE_LABEL.match(text):
            self.labelled = True
            return Verdict(ask=False, reason="the label of a recommendation")
        if mark and mark.end() < len(text):
            return Verdict(ask=True, reason="labelled as a recommendation", strength=EXPLICIT)
        if sentence.kind == HEADING:
            self.lead = ""
            return Verdict(ask=False, reason="a heading")
        return None

    def _item(self, sentence: Sentence, text: str) -> Verdict:
        own = judge_words(text)
        asked = _asks_for_a_list(self.lead, sentence.section)
        if sentence.first:
            self.item_asks = False
            commands = bool(IMPERATIVE.match(text)) and not _telling(self.lead)
            if own.ask or asked or commands:
                self.item_asks = True
                reason = "an item of a list of asks" if asked else "an instruction in a list"
                return own if own.ask else Verdict(ask=True, reason=reason, strength=EXPLICIT)
            return own
        if own.ask:
            return own
        if self.item_asks and (IMPERATIVE.match(text) or _GLOSS.match(text)):
            return Verdict(ask=True, reason="spells out the ask before it", strength=EXPLICIT)
        return own

    def _body(self, sentence: Sentence, text: str) -> Verdict:
        own = judge_words(text)
        if own.ask:
            return own
        commands = IMPERATIVE.match(text)
        if commands and (_STRICT.match(text) or _ASKING_HEAD.search(sentence.section)):
            return Verdict(ask=True, reason="an instruction", strength=EXPLICIT)
        if self.before.ask and self._continues(text):
            return Verdict(ask=True, reason="continues the ask before it", strength=IMPLIED)
        return own

    def _continues(self, text: str) -> bool:
        """A fragment that goes on with the ask before: "For example, how ...", "To prevention?"."""
        if _CONTINUES.match(text):
            return True
        first = text.split(maxsplit=1)[0].lower()
        asked = self.before_text.rstrip("”\"'").endswith("?")
        return asked and first in {"to", "or", "and", "for", "of", "on"}


def _asks_for_a_list(lead: str, section: str) -> bool:
    if lead:
        return bool(_ASKING_LEAD.search(lead)) and not (
            _telling(lead) and not _ASKING_HEAD.search(lead)
        )
    return bool(_ASKING_HEAD.search(section))


def _telling(lead: str) -> bool:
    """Whether a lead-in introduces reasons, services or praise rather than asks."""
    return bool(_TELLING_LEAD.search(lead)) and not (
        WOULD.search(lead) or _ASKING_HEAD.search(lead)
    )
