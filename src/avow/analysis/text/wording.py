"""Judge one sentence by its own words: an ask, or praise, evidence, a value, a question."""

import re
from dataclasses import dataclass
from functools import lru_cache

from avow.analysis.text.criticism import IMPLIED_CUES
from avow.analysis.text.cues import ASKING_CUES, IMPLIED
from avow.analysis.text.duties import DUTY_CUES

_ENDORSES = re.compile(
    r"(?:(?:overall|however|also|in particular|firstly|first|finally|in general|broadly|whilst|"
    r"while|"
    r"although|as such|therefore|again),? )?(?!(?:to|in|please|all|by|when) )(?:[\w’'&-]+ "
    r"){1,4}?(?:(?:also|strongly|warmly|fully|broadly|"
    r"very much|particularly|really|therefore|all|note and) )*(?:welcomes?|supports?|agrees?|"
    r"commends?|"
    r"applauds?|appreciates?|shares? the view|(?:is|was|are|were) right to|endorses?|recognises?|"
    r"acknowledges?|"
    r"(?:is|are|am|['’]re|['’]m) (?:\w+ )?(?:pleased|glad|delighted|encouraged|heartened|grateful|"
    r"supportive))\b|it is (?:\w+ )?(?:welcome|encouraging|positive|good|right|great|pleasing|"
    r"heartening)"
    r"\b|(?:the|this|these|your) (?:\w+ ){0,3}(?:commitments?|recognition|inclusion|focus|plan|"
    r"strategy|"
    r"emphasis)\b[^.;]*\b(?:is|are) (?:\w+ )?(?:welcome|welcomed|important|positive|crucial|"
    r"vital)\b",
    re.IGNORECASE,
)
_GRANTED = re.compile(r"(?:while|whilst|although|though)\b", re.IGNORECASE)
_COMMA = re.compile(r",")
_TURN = re.compile(
    r"\b(?:but|however|yet|though|although|nevertheless|nonetheless|except)\b|;|"
    r",? (?:and|so) (?:we|i|it|there|this|should|must)\b|, (?:we|i)\b",
    re.IGNORECASE,
)
WOULD = re.compile(r"\b(?:would|['’]d|could|should|will|hope|ask|cannot|not)\b", re.IGNORECASE)
_ABOUT_ITSELF = re.compile(
    r"(?:(?:overall|finally),? )?(?:in|throughout|below|with|through) (?:this|our|the) (?:response|"
    r"submission|letter|section|paper|evidence|document)\b|(?:this|our|the following) (?:response|"
    r"submission|letter|paper) (?:sets|is|has|was|draws|focuses|outlines|provides|summarises|"
    r"responds)",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:review|report|inspectorate|inquiry|hmicfrs|hmic|iopc|study|research|inspection|audit|"
    r"guidance|"
    r"code|act|law|legislation|regulations|policy|commission|coroner|panel|committee|convention|"
    r"judge|"
    r"centre|bill|evaluation|regulator|rules?|condition|statute|standards?|charter|licence|court)\b"
    r"[^.;]{0,60}?\b(?:found|finds?|recommended|recommends|concluded|"
    r"said|says|"
    r"states?|stated|requires?|required|noted|notes|highlighted|called|argued|provides?|promises|"
    r"makes? "
    r"clear|"
    r"suggested|suggests|identified|shows?|showed|sets out|warned)\b(?! (?:here|above))|"
    r"\b(?:plan|leaflet|strategy|draft|commitment \d+)\b(?: \w+ly| also)? (?:says|states|promises|"
    r"expects|explains|claims|proposes|aims|intends)(?: to ensure)? that\b",
    re.IGNORECASE,
)
_OBSERVED = re.compile(
    r"(?:[\w’'-]+ ){1,8}?(?:noted|observed|recalled|explained|pointed out|heard|learn(?:ed|t)|"
    r"reported|remarked|reminded (?:\w+ ){1,2}|described|said (?:at|in|on|to) [^,;]{1,30}?) that\b|"
    r"(?:critics|readers|some|others|people|many|it (?:is|was|has been))(?: \w+){0,2} (?:say|"
    r"argue|think|"
    r"claim|said|thought|argued) that\b|[^,;.]{0,40}\b(?:was|were) told\b|(?:you|he|she|they|the "
    r"officers) (?:said|promised|told (?:us|me)|say|wrote)\b",
    re.IGNORECASE,
)
_SPEAKS_AGAIN = re.compile(
    r"[,;] (?:and )?(?:we|so)\b|[,;] (?:but|yet|however|and|it)\b|\bbut\b|\bnothing\b|\blittle\b",
    re.IGNORECASE,
)
_UNDER_LAW = re.compile(
    r"(?:under|according to|as required by|in line with|by law)\b[^,;]*(?:\b(?:act|code|law|duty|"
    r"regulations|guidance|legislation|convention)\b|law)",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"\b(?:no (?:woman|girl|one|person|victim|survivor|child)|nobody|(?:every|any) (?:woman|"
    r"girl))\b.*\bshould "
    r"(?:ever|have to|feel|be (?:afraid|scared|made))\b|\bshould(?:n['’]t| not| never) have (?:to|"
    r"had)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"(?:[;:]|,? (?:and|but|so)\b|,(?= (?:the|our|we)\b))")
_OFFER = re.compile(
    r"\bwould be (?:happy|pleased|glad|delighted) to (?:discuss|meet|provide|talk|share|help|"
    r"support)\b|"
    r"\bplease (?:do not hesitate|contact|get in touch|let us know|see|find|note)\b",
    re.IGNORECASE,
)
_MASKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\([^()]*\)",
        r"(?<=\w )\b(?:what|how|why|whether)\b(?: [\w’'-]+){0,5}? (?:should|must|needs? to|"
        r"could)\b",
        r"\b(?:it )?(?:should|must|needs to) (?:also )?be (?:noted|remembered|said|stressed|"
        r"emphasised|"
        r"borne in mind|pointed out)\b",
        r"\bshould (?:you|they|he|she|anyone|there be)\b(?=[^?]*$)",
        r"(?<!is a )(?<!is an )(?<!an urgent )(?<!a clear )(?<!a real )\b(?:the|their|this|any|no|"
        r"urgent|"
        r"clear|of|in) needs? (?:to|for)\b",
        r"\bmust\b[^.;]{0,45}?\bhave (?:been|had|felt|\w+ed)\b",
        # What the law already lays on somebody.
        r"\b(?:must|should|shall|has to|have to|needs? to),? (?:already\b|by law\b|(?:under|in "
        r"(?:accordance|line) with|as a matter of law)\b[^,;.]*)|\b(?:already|by law|legally) "
        r"(?:must|"
        r"has to|have to|need to)\b",
        # What is likely rather than asked, and what is said not to be needed.
        r"\b(?:this|that|it|these|none of (?:this|it|these))(?: in itself)? should(?:n't| not)? "
        r"(?:\w+ )??(?:(?:be|prove|come as) (?:\w+ )?(?:easy|simple|straightforward|possible|"
        r"obvious|"
        r"news|enough|familiar|no surprise|a surprise|uncontroversial|the (?:last|first|easy|"
        r"least)|"
        r"self-evident|a relief)|cost|take|surprise|worry|mean|help|come as)\b",
        r"\b(?:does|do|did)(?:n't| not) (?:need|have) to\b|\bneed not\b",
        r"(?:^|[,;] )(?:but |and )?one (?:should|must|ought to|has to|needs to) (?:not )?(?:be "
        r"(?:\w+ )?"
        r"(?:cautious|careful|wary|clear|fair)|remember|note|bear|assume|expect|ask|treat|add|"
        r"wonder)\b",
        # What the speaker asks of the speaker.
        r"\b(?:we|i)(?: \w+ly| also| all| too| ourselves| will| shall| may| would)? "
        r"(?:(?:must|should)\b|(?:need to|have to|ought to)\b(?! (?:see|know|hear|be (?:told|able|"
        r"consulted|involved|given|paid|at))))|\b(?:my|our) (?:own )?"
        r"(?:staff|premises|workers|volunteers|team|office|programme|clients?) (?:must|have to|"
        r"has to|"
        r"should|need to)\b|\bto us (?:must|have to|should)\b",
        # What is likely or legally so, and how to get in touch.
        r"\b(?:it|that|they|she|he) must (?:be|feel|seem)\b(?= (?:\w+ )?(?:hard|difficult|easy|"
        r"awful|"
        r"frightening|strange|terrible|tempting|a|so))|\bshould know better\b|\bshould tell "
        r"(?:you|us)\b",
        r"\b(?:is|are) (?:\w+ly |already |now )?required to (?:have|hold|keep|carry|attend|report|"
        r"provide|register|wear|pay)\b",
        r"^(?:journalists|media|press|enquiries|comments|queries|questions|anyone "
        r"(?:with|who|wishing)|those wishing)\b[^.;]*\b(?:should|must)\b",
        r"\b(?:responses|replies|places|bookings|entries|tickets|applications) (?:should|must) "
        r"be\b",
        r"\b(?:figures|results|findings|paper|document|appendix|data|numbers) should be (?:read|"
        r"treated|seen|"
        r"interpreted|taken)\b|\brequired by\b|\b(?:applicants?|claimants?|defendants?|(?:the|a) "
        r"court|"
        r"judges?) (?:must|may|should|shall)\b",
        r"\bshould be ashamed\b|\ball our staff have to\b",
        r"\b(?:many|she|he|they|women|lives?|i|some) could have\b",
        r"\b(?:should|must)\b(?=[^.;]*\baccording to\b)",
        r"\bcalls? for (?:evidence|views|papers|submissions)\b",
        r"\blike (?:them|it|this|that|these) (?:said|heard|known|noted|recorded)\b",
        r"\bshould (?:\w+ )?(?:be (?:\w+ )?(?:proud|commended|congratulated|praised|applauded|"
        r"thanked|"
        r"celebrated)|feel proud)\b",
        r"\b(?:when|where|if|as|than|those|time) (?:is|are|it is|they are)? ?(?:needed|"
        r"required|"
        r"necessary)\b|\b(?:when|where|if) (?:\w+ ){0,2}needs? (?:it|them|to)\b",
        r"\bit (?:is|['’]s) (?:\w+ ){0,2}(?:important|essential|vital|crucial|necessary|key) to "
        r"(?:also )?"
        r"(?:note|remember|stress|say|emphasise|acknowledge|mention|highlight|be clear|point out|"
        r"us|our)\b",
        r"\bit is (?:\w+ ){0,2}(?:important|essential|vital|crucial|right|good) that (?:the|this|"
        r"your) "
        r"(?:\w+ ){0,3}(?:plan|strategy|document|commitment|strand|pillar|section|draft) (?:\w+ly "
        r")?"
        r"(?:commits|recognises|acknowledges|includes|has|is|sets|focuses|prioritises|addresses|"
        r"mentions)\b",
        r"\bneeds? to (?:know|tell)\b(?= (?:that|if) )",
    )
)
_QUESTION = re.compile(
    r"(?:^|[,;:–—] ?)(?:(?:but|and|so|then) )?(?:where(?: is| are|['’]s)|why (?:is|are|does|do|has|"
    r"have|not|can|isn|doesn|was|were|should)(?! (?:women|she|he|they|victims|survivors|girls|"
    r"people|so "
    r"(?:many|few)|anyone|anybody)\b)|how (?:will|does|do|is|are|can)(?! (?:women|she|they|victims|"
    r"survivors|anyone)\b)|what (?:about|will|steps|is being|is the|is in|are the|has been|"
    r"happens)|what['’]s (?:in|the|being)|who (?:will|is|checks|decides)|when will|which "
    r"(?:officer|"
    r"team|body)|will (?:the|there|this|you)|is there|are there)\b",
    re.IGNORECASE,
)
_TO_THE_READER = re.compile(
    r"\b(?:do|would|are|have|did|should|if) you (?:agree|think|feel|support|know|have|want|be|"
    r"happy|believe|like|say|aware|experienced|accept)|\b(?:what|how) (?:do|would|are|did|can|well|"
    r"important|satisfied|far|should) (?:you|your|we|i)\b|\byour (?:views?|experience|opinion)\b|"
    r"\bto what extent\b|\banything else\b|\bany (?:other|further) comments\b|\bcan we\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence asks for something, the reason in words, how strongly, how surely."""

    ask: bool
    reason: str
    strength: str = ""
    confidence: float = 1.0


_ORDINAL = re.compile(
    r"(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?|finally|lastly|next|"
    r"in short|above all|in addition|additionally|furthermore|moreover), (?=\w)",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return a sentence with straight quotes, short forms spelled out, no opening marks."""
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    for short, full in (("'d ", " would "), ("'re ", " are "), ("'m ", " am ")):
        text = text.replace(short, full)
    return _ORDINAL.sub("", text.lstrip("\"' *"))


@lru_cache(maxsize=4_096)
def judge_words(text: str) -> Verdict:
    """Return the verdict on one sentence from its own words."""
    text = plain(text)
    if text.endswith("?"):
        return _question(text)
    if _OFFER.search(text):
        return Verdict(ask=False, reason="an offer or a contact")
    if _OBSERVED.match(text):
        return Verdict(ask=False, reason="reports what was noted or said")
    value = _VALUE.search(text)
    if value:
        text = "".join(_CLAUSE_END.split(text[value.start() :], maxsplit=1)[1:])
    masked = _after_praise(text)
    if masked is None:
        return Verdict(ask=False, reason="endorses what is planned")
    for mask in _MASKS:
        masked = mask.sub(" ", masked)
    for cue in (*ASKING_CUES, *DUTY_CUES, *IMPLIED_CUES):
        if found := cue.pattern.search(masked):
            return _unless_reported(masked, found.start(), Verdict(True, cue.name, cue.strength))
    told = "a value, not an instruction" if value else "describes, explains or gives evidence"
    return Verdict(ask=False, reason=told)


def _unless_reported(text: str, place: int, verdict: Verdict) -> Verdict:
    """Take back a verdict that rests on what a law, a review or this response itself says."""
    if _ABOUT_ITSELF.match(text) and "should" not in text and "must" not in text:
        return Verdict(ask=False, reason="speaks of the response itself")
    reported = _REPORTED.search(text)
    if (
        reported
        and not _SPEAKS_AGAIN.search(text[reported.end() : place])
        and reported.end() - len(reported.group().split()[-1]) <= place
    ):
        return Verdict(ask=False, reason="reports what a law, a review or others say")
    law = _UNDER_LAW.match(text)
    if law and law.end() <= place and " we " not in text:
        return Verdict(ask=False, reason="reports what a law, a review or others say")
    return verdict


def _after_praise(text: str) -> str | None:
    """Return what follows praise in a sentence, the sentence if there is none, or None."""
    praise = _ENDORSES.match(text)
    if not praise or WOULD.search(praise.group()):
        return text
    granted = _GRANTED.match(text)
    turn = (_COMMA if granted else _TURN).search(text, praise.end())
    return text[turn.start() :].lstrip(" ,;") if turn else None


def _question(text: str) -> Verdict:
    if _TO_THE_READER.search(text):
        return Verdict(ask=False, reason="a question put to the reader")
    if _QUESTION.search(text) or re.match(
        r"(?:please|could|can|would|will|should|might|may)\b|.*\bwill you\b", text, re.IGNORECASE
    ):
        return Verdict(ask=True, reason="a question the plan should answer", strength=IMPLIED)
    return Verdict(ask=False, reason="a question that asks for nothing in the plan")
