"""Decide sentence by sentence whether something is asked, and say why or why not."""

import re
from dataclasses import dataclass

from avow.analysis.documents.paragraphs import FURNITURE, HEADING, ITEM
from avow.analysis.documents.sentences import Sentence
from avow.analysis.text.cues import CUES, EXPLICIT, IMPERATIVE, IMPLIED

_LABEL = re.compile(
    r"(?:key )?(?:recommendation|ask|proposal)\s*(?:no\.? ?)?\d*[a-z]?\s*[:.)–—-]+\s*", re.I
)
_BARE_LABEL = re.compile(
    r"(?:key )?(?:recommendation|ask)\s*(?:no\.? ?)?\d+[a-z]?\s*[:.)–—-]*$", re.I
)
_ASKING_HEAD = re.compile(
    r"\b(?:recommendations?|(?:our|key) asks?|calls? to action|what (?:needs|should|must|has) to? ?"
    r"(?:change|happen|be done|done)?|what (?:we|i) (?:want|would like|need|hope|ask)|changes (?:we|"
    r"needed)|suggest(?:ed|ions?)|proposals?|what (?:more )?(?:should|could|can) (?:the|be)|"
    r"what would (?:help|make)|we are (?:asking|calling))",
    re.IGNORECASE,
)
_ASKING_LEAD = re.compile(
    r"\b(?:recommend\w*|asks?|asking|urg\w+|call(?:s|ing)? (?:on|for)|should|must|needs?|could|would|"
    r"wants?|hopes?|consider|improve|strengthen|suggest\w*|propos\w+|please|requests?|priorities for|"
    r"essential|important|encourage|includ(?:e|ing) commitments)\b",
    re.IGNORECASE,
)
_TELLING_LEAD = re.compile(
    r"\b(?:welcome|support|because|our services|we (?:have|provide|offer|run|found|deliver|work)|told us|"
    r"found that|evidence|for example|shows?|agree|pleased|reported|said|the following (?:services|"
    r"organisations|reasons)|we are (?:a|an|the))\b",
    re.IGNORECASE,
)
_ENDORSES = re.compile(
    r"(?:(?:overall|however|also|in particular|firstly|first|finally|in general|broadly|whilst|while|"
    r"although|as such|therefore|again),? )?(?!(?:to|in|please|all|by|when) )(?:[\w’'&-]+ ){1,4}?(?:(?:also|strongly|warmly|fully|broadly|"
    r"very much|particularly|really|therefore|all|note and) )*(?:welcomes?|supports?|agrees?|commends?|"
    r"applauds?|appreciates?|endorses?|recognises?|acknowledges?|"
    r"(?:is|are|am|['’]re|['’]m) (?:\w+ )?(?:pleased|glad|delighted|encouraged|heartened|grateful|"
    r"supportive))\b|it is (?:\w+ )?(?:welcome|encouraging|positive|good|right|great|pleasing|heartening)"
    r"\b|(?:the|this|these|your) (?:\w+ ){0,3}(?:commitments?|recognition|inclusion|focus|plan|strategy|"
    r"emphasis)\b[^.;]*\b(?:is|are) (?:\w+ )?(?:welcome|welcomed|important|positive|crucial|vital)\b",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"\b(?:but|however|yet|though|although|nevertheless|nonetheless|except)\b|;|"
    r",? (?:and|so) (?:we|i|it|there|this|should|must)\b|, (?:we|i)\b",
    re.IGNORECASE,
)
_WOULD = re.compile(r"\b(?:would|['’]d|could|should)\b", re.IGNORECASE)
_ABOUT_ITSELF = re.compile(
    r"(?:(?:overall|finally),? )?(?:in|throughout|below|with|through) (?:this|our|the) (?:response|"
    r"submission|letter|section|paper|evidence|document)\b|(?:this|our|the following) (?:response|"
    r"submission|letter|paper) (?:sets|is|has|was|draws|focuses|outlines|provides|summarises|responds)",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:review|report|inspectorate|inquiry|hmicfrs|hmic|iopc|study|research|inspection|audit|guidance|"
    r"code|act|law|legislation|regulations|policy|commission|coroner|panel|committee|convention|judge|"
    r"centre|bill|evaluation)\b[^.;]{0,60}?\b(?:found|finds?|recommended|recommends|concluded|said|says|"
    r"states?|stated|requires?|required|noted|notes|highlighted|called|argued|provides?|makes? clear|"
    r"suggested|suggests|identified|shows?|showed|sets out|warned)\b(?! (?:here|above))",
    re.IGNORECASE,
)
_UNDER_LAW = re.compile(
    r"(?:under|according to|as required by|in line with|by law)\b[^,;]*(?:\b(?:act|code|law|duty|"
    r"regulations|guidance|legislation|convention)\b|law)",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"\b(?:no (?:woman|girl|one|person|victim|survivor|child)|nobody|(?:every|any) (?:woman|girl))\b.*\bshould "
    r"(?:ever|have to|feel|be (?:afraid|scared|made))\b|\bshould(?:n['’]t| not| never) have (?:to|had)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\bwould be (?:happy|pleased|glad|delighted) to (?:discuss|meet|provide|talk|share|help|support)\b|"
    r"\bplease (?:do not hesitate|contact|get in touch|let us know|see|find|note)\b",
    re.IGNORECASE,
)
_MASKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\([^()]*\)",
        r"(?<=\w )\b(?:what|how|why|whether)\b(?: [\w’'-]+){0,5}? (?:should|must|needs? to|could)\b",
        r"\b(?:it )?(?:should|must|needs to) (?:also )?be (?:noted|remembered|said|stressed|emphasised|"
        r"borne in mind|pointed out)\b",
        r"\bshould (?:you|they|he|she|anyone|there be)\b(?=[^?]*$)",
        r"(?<!is a )(?<!is an )(?<!an urgent )(?<!a clear )(?<!a real )\b(?:the|their|this|any|no|urgent|"
        r"clear|of|in) needs? (?:to|for)\b",
        r"\bmust have (?:been|had|felt)\b",
        r"\b(?:when|where|if|as|than|what|those|time) (?:is|are|it is|they are)? ?(?:needed|required|"
        r"necessary)\b|\b(?:when|where|if) (?:\w+ ){0,2}needs? (?:it|them|to)\b",
        r"\bit (?:is|['’]s) (?:\w+ ){0,2}(?:important|essential|vital|crucial|necessary|key) to (?:also )?"
        r"(?:note|remember|stress|say|emphasise|acknowledge|mention|highlight|be clear|point out|us|our)\b",
        r"\bit is (?:\w+ ){0,2}(?:important|essential|vital|crucial|right|good) that (?:the|this|your) "
        r"(?:\w+ ){0,3}(?:plan|strategy|document|commitment|strand|pillar|section|draft) (?:\w+ly )?"
        r"(?:commits|recognises|acknowledges|includes|has|is|sets|focuses|prioritises|addresses|mentions)\b",
        r"\bneeds? to (?:know|tell)\b(?= (?:that|if) )",
    )
)
_QUESTION = re.compile(
    r"(?:(?:but|and|so) )?(?:where(?: is| are|['’]s)|why (?:is|are|does|do|has|have|not|isn|doesn)|"
    r"how (?:will|does|do|is|are|can)|what (?:about|will|is being|steps|are the)|who (?:will|is)|"
    r"when will|will (?:the|there|this)|is there|are there)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"(?:for (?:example|instance),?|such as|including|e\.g\.,?|and|or|in particular,?) (?:how|what|"
    r"whether|why|when|who|where)\b",
    re.IGNORECASE,
)
_GLOSS = re.compile(
    r"(?:this|that|these|which|it) (?:would )?(?:also )?(?:means?|includes?|involves?|requires?|covers?)\b",
    re.I,
)
_STRICT = re.compile(
    r"^\W*(?:please |also |and |stop |start |do not |don['’]t )*[a-z-]+ (?:(?:the|a|an|all|more|every|sure|in|"
    r"to|up|out|police|officers?|that|us|women|better|with|those|this|your|our|it|how|away|on|people|"
    r"survivors|victims|domestic|specialist|men|boys|proper|clear|real|independent)\b|\w+ing\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence asks for something, how strongly, and the reason in words."""

    ask: bool
    reason: str
    strength: str = ""


@dataclass(slots=True)
class Judge:
    """Reads a document's sentences in order, keeping the lead-in and the ask before."""

    lead: str = ""
    labelled: bool = False
    before: Verdict = Verdict(ask=False, reason="")
    before_text: str = ""
    block: int = -1
    item_asks: bool = False

    def judge(self, sentence: Sentence, *, leads: bool) -> Verdict:
        """Return the verdict on the next sentence; ``leads`` says that a list follows it."""
        verdict = self._judge(sentence, leads=leads)
        if sentence.kind != FURNITURE:
            self.before, self.before_text = verdict, sentence.text
        return verdict

    def _judge(self, sentence: Sentence, *, leads: bool) -> Verdict:
        text = _plain(sentence.text)
        if sentence.kind == FURNITURE:
            return Verdict(ask=False, reason="a page number, running head or web address")
        if _BARE_LABEL.match(text):
            self.labelled = True
            return Verdict(ask=False, reason="the label of a recommendation")
        if (mark := _LABEL.match(text)) and mark.end() < len(text):
            return Verdict(ask=True, reason="labelled as a recommendation", strength=EXPLICIT)
        if sentence.kind == HEADING:
            self.lead = ""
            return Verdict(ask=False, reason="a heading")
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


def _plain(text: str) -> str:
    return (
        text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').lstrip("\"' *")
    )


def _asks_for_a_list(lead: str, section: str) -> bool:
    if lead:
        return bool(_ASKING_LEAD.search(lead)) and not (
            _telling(lead) and not _ASKING_HEAD.search(lead)
        )
    return bool(_ASKING_HEAD.search(section))


def _telling(lead: str) -> bool:
    """Whether a lead-in introduces reasons, services or praise rather than asks."""
    return bool(_TELLING_LEAD.search(lead)) and not (
        _WOULD.search(lead) or _ASKING_HEAD.search(lead)
    )


def judge_words(text: str) -> Verdict:
    """Return the verdict on one sentence from its own words."""
    text = _plain(text)
    if text.endswith("?"):
        return _question(text)
    if _OFFER.search(text):
        return Verdict(ask=False, reason="an offer or a contact")
    if _VALUE.search(text):
        return Verdict(ask=False, reason="a value, not an instruction")
    remainder = _after_praise(text)
    if remainder is None:
        return Verdict(ask=False, reason="endorses what is planned")
    masked = remainder
    for mask in _MASKS:
        masked = mask.sub(" ", masked)
    for cue in CUES:
        if found := cue.pattern.search(masked):
            return _unless_reported(masked, found.start(), Verdict(True, cue.name, cue.strength))
    return Verdict(ask=False, reason="describes, explains or gives evidence")


def _unless_reported(text: str, place: int, verdict: Verdict) -> Verdict:
    """Take back a verdict that rests on what a law, a review or this response itself says."""
    if _ABOUT_ITSELF.match(text) and "should" not in text and "must" not in text:
        return Verdict(ask=False, reason="speaks of the response itself")
    reported = _REPORTED.search(text)
    if reported and reported.end() <= place and not re.search(r"[,;] (?:and )?(?:we|so)\b", text):
        return Verdict(ask=False, reason="reports what a law, a review or others say")
    law = _UNDER_LAW.match(text)
    if law and law.end() <= place and " we " not in text:
        return Verdict(ask=False, reason="reports what a law, a review or others say")
    return verdict


def _after_praise(text: str) -> str | None:
    """Return what follows praise in a sentence, the sentence if there is none, or None."""
    praise = _ENDORSES.match(text)
    if not praise or _WOULD.search(praise.group()):
        return text
    turn = _TURN.search(text, praise.end())
    return text[turn.start() :].lstrip(" ,;") if turn else None


def _question(text: str) -> Verdict:
    if re.search(r"\b(?:you|your|do we|we do|can we)\b", text, re.IGNORECASE) and not re.match(
        r"(?:please|could you|can you|would you|will you)", text, re.IGNORECASE
    ):
        return Verdict(ask=False, reason="a question put to the reader")
    if _QUESTION.match(text) or re.match(r"(?:could|can|would|will|should)\b", text, re.IGNORECASE):
        return Verdict(ask=True, reason="a question the plan should answer", strength=IMPLIED)
    return Verdict(ask=False, reason="a question that asks for nothing in the plan")
