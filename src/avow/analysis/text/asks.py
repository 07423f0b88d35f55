"""Decide sentence by sentence whether something is asked, and say why or why not."""

import re
from dataclasses import dataclass, field

from avow.analysis.documents.paragraphs import FURNITURE, HEADING, ITEM
from avow.analysis.documents.sentences import Sentence
from avow.analysis.text.cues import EXPLICIT, IMPLIED
from avow.analysis.text.imperatives import IMPERATIVE, INSTRUCTS
from avow.analysis.text.wording import WOULD, Verdict, judge_words, plain

_LABEL = re.compile(
    r"(?:key )?(?:recommendation|ask|proposal)\s*(?:no\.? ?)?\d*[a-z]?\s*[:.)–—-]+\s*", re.I
)
_ACTION = re.compile(r"(?:action|agreed|resolved)(?: points?)?\s*[:–—]\s+\S", re.IGNORECASE)
_BARE_LABEL = re.compile(
    r"(?:key )?(?:recommendation|ask)\s*(?:no\.? ?)?\d+[a-z]?\s*[:.)–—-]*$", re.I
)
ASKING_HEAD = re.compile(
    r"\b(?:recommendations?|(?:our|key) asks?|calls? to action|what (?:needs|should|must|has) to? ?"
    r"(?:change|happen|be done|done)?|what (?:we|i) (?:want|would like|need|hope|ask)|changes "
    r"(?:we|"
    r"needed)|suggest(?:ed|ions?)|proposals?|what (?:more )?(?:should|could|can) (?:the|be)|"
    r"what (?:would|else|we(?:['’]d| would) (?:change|do))\b|what [\w’', ]+ (?:can|could|"
    r"should|must) do\b|demands|"
    r"how (?:could|can|should|might) (?:the|this|we|it)\b|we are "
    r"(?:asking|calling))",
    re.IGNORECASE,
)
ASKING_LEAD = re.compile(
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

_SO = re.compile(r"(?:so|instead|the answer|our answer|in short)\s*[:–—]\s*", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:who|which|that|where|when|so|as|if|because)\b[^,;]*|\([^()]*\)", re.IGNORECASE
)
_FINITE = re.compile(
    r"^(?:we|i|they|he|she|it|this|these|those|there|you|many|some|most|thank|thanks|yes|no|"
    r"nothing)"
    r"\b|\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|must|"
    r"should|need|ought|\w+n't|says?|"
    r"said|told|gave|took|went|came|made|felt|found|got|saw|knew|thought|left|kept|rose|fell|"
    r"tends?|"
    r"asked|replied|reported|welcomes?|supports?|agrees?|remains?|means|seems?|makes|takes|needs|"
    r"think|believe|know|feel|see|want)\b|\w['’](?:s been|re|ve|d|ll|m)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(r"(?:[:;]|\s[–—-]|,? so) (?=[a-z])")
_QUANTITY = re.compile(
    r"(?:much |far |a (?:bit|lot|little) )?(?:more|better|fewer|less|clearer|faster|quicker|longer|"
    r"earlier|somebody|someone|somewhere|proper|regular|real|dedicated|free|no more)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE, _SHORTEST_WANT = 5, 4


@dataclass(slots=True)
class Judge:
    """Reads a document's sentences in order, keeping the lead-in and the ask before."""

    lead: str = ""
    lead_style: str = ""
    labelled: bool = False
    before: Verdict = field(default_factory=lambda: Verdict(ask=False, reason=""))
    before_text: str = ""
    item_asks: bool = False

    def judge(self, sentence: Sentence, follows: Sentence | None) -> Verdict:
        """Return the verdict on the next sentence, given the one that follows it."""
        verdict = self._judge(sentence, follows)
        if sentence.kind != FURNITURE:
            self.before, self.before_text = verdict, sentence.text
        return verdict

    def _judge(self, sentence: Sentence, follows: Sentence | None) -> Verdict:
        text = plain(sentence.text)
        leads = follows is not None and follows.kind == ITEM
        if known := self._by_layout(sentence, text):
            return known
        if leads and text.endswith(":"):
            self.lead, self.lead_style = text, _style(sentence.marker)
            return Verdict(ask=False, reason="leads into a list")
        if self.labelled and sentence.first:
            self.labelled = False
            return Verdict(ask=True, reason="labelled as a recommendation", strength=EXPLICIT)
        if sentence.first and self.lead_style and self.lead_style == _style(sentence.marker):
            # The next numbered paragraph ends the list that the one before it led into.
            self.lead = ""
        if _heads_its_item(sentence, follows, text):
            return Verdict(ask=False, reason="the heading of an item")
        if sentence.kind == ITEM and not _is_prose(sentence, follows, self.lead):
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
        if (mark and mark.end() < len(text)) or _ACTION.match(text):
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
            commands = bool(IMPERATIVE.match(text)) and not telling(self.lead)
            if own.ask or asked or commands:
                self.item_asks = True
                reason = "an item of a list of asks" if asked else "an instruction in a list"
                return own if own.ask else Verdict(ask=True, reason=reason, strength=EXPLICIT)
            return own
        if own.ask:
            return own
        if self.item_asks and (IMPERATIVE.match(text) or _GLOSS.match(text)):
            return Verdict(ask=True, reason="spells out the ask before it", strength=EXPLICIT)
        return self._body(sentence, text)

    def _body(self, sentence: Sentence, text: str) -> Verdict:
        own = judge_words(text)
        if own.ask:
            return own
        commands = IMPERATIVE.match(text)
        if commands and (INSTRUCTS.match(text) or ASKING_HEAD.search(sentence.section)):
            return Verdict(ask=True, reason="an instruction", strength=EXPLICIT)
        if _turns_to_instruct(text):
            return Verdict(ask=True, reason="turns into an instruction", strength=EXPLICIT)
        if self.before.ask and self._continues(text):
            return Verdict(ask=True, reason="continues the ask before it", strength=IMPLIED)
        if _wants(text, sentence.section):
            return Verdict(
                ask=True, reason="names what is wanted, without a verb", strength=EXPLICIT
            )
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
        return bool(ASKING_LEAD.search(lead)) and not (
            telling(lead) and not ASKING_HEAD.search(lead)
        )
    return bool(ASKING_HEAD.search(section))


def telling(lead: str) -> bool:
    """Whether a lead-in introduces reasons, services or praise rather than asks."""
    return bool(_TELLING_LEAD.search(lead)) and not (WOULD.search(lead) or ASKING_HEAD.search(lead))


def _style(marker: str) -> str:
    """Return the sort of a list mark: number, letter or the bullet itself."""
    bare = marker.strip("(). :")
    return "number" if bare[:1].isdigit() else "letter" if bare[:1].isalpha() else marker


def _heads_its_item(sentence: Sentence, follows: Sentence | None, text: str) -> bool:
    """Whether a numbered item opens with a few words as its title ("3. Night buses. ...")."""
    return (
        sentence.kind == ITEM
        and sentence.first
        and sentence.marker[:1].isdigit()
        and len(text.split()) <= _LONGEST_TITLE
        and follows is not None
        and follows.paragraph == sentence.paragraph
        and not (IMPERATIVE.match(text) and INSTRUCTS.match(text))
    )


def _is_prose(sentence: Sentence, follows: Sentence | None, lead: str) -> bool:
    """Whether a numbered item is a paragraph of its own rather than a point under a lead-in."""
    goes_on = follows is not None and follows.paragraph == sentence.paragraph
    return not lead and sentence.marker[:1].isdigit() and (goes_on or not sentence.first)


def _turns_to_instruct(text: str) -> bool:
    """Whether an instruction follows a colon, a semicolon, a dash or "so" within a sentence."""
    return any(
        IMPERATIVE.match(rest) and INSTRUCTS.match(rest)
        for turn in _TURNS.finditer(text)
        if (rest := text[turn.end() :])
    )


def _wants(text: str, section: str) -> bool:
    """Whether a sentence without a main verb stands where asks are set out, or after "So:"."""
    turned = _SO.match(text)
    answers = section.endswith("?") and _QUANTITY.match(text)
    if not turned and not answers and not ASKING_HEAD.search(section):
        return False
    main = _RELATIVE.sub(" ", text[turned.end() :] if turned else text)
    long_enough = len(main.split()) >= _SHORTEST_WANT
    return long_enough and not text.endswith("?") and not _FINITE.search(main)
