"""How English asks: the wording that makes a sentence a recommendation.

Each cue is one way of asking, told from its grammar (a modal verb and its subject, a verb that asks
by being said, an impersonal judgement, a criticism that carries its remedy), never from a topic.
The first cue that matches gives the reason and the strength.
"""

import re
from dataclasses import dataclass

EXPLICIT, IMPLIED = "explicit", "implied"

_ADV = (
    r"(?:(?:also|therefore|would|strongly|further|again|respectfully|particularly|especially|do|"
    r"can|"
    r"must|are|is|am|continue to|now|and|really|just|only|all|urgently|still|thus|however|instead|"
    r"very much|wish to|want to|like to|very|so|hence|additionally|specifically|in particular|"
    r"greatly|warmly|have to|['’]d|['’]re|['’]m),? )*"
)
_WHO = (
    r"(?:\b(?:we|i|our members|our organisations?|this response|this submission)\b|"
    r"\b[A-Z][\w’'&-]+)"
)
_PLAN = (
    r"\b(?:plan|strategy|draft|document|commitments?|section|pillar|strand|proposals?|framework|"
    r"actions?|leaflet|consultation|priorit(?:y|ies)|objectives?|statement|response to)\b"
)
_NOT_BOUND = (
    r"(?:women|victims?|survivors?|they|she|he|we|i|you|people|girls?|children|families|services?|"
    r"many|"
    r"some|often|who|that|which|mothers?|members|workers|advisers|charities|organisations|only)\b"
)
_GOOD = (
    r"(?:imperative|essential|vital|crucial|critical|important|necessary|paramount|incumbent|"
    r"key|advisable|desirable|urgent)"
)
_HELPFUL = (
    r"(?:helpful|useful|beneficial|valuable|better|preferable|good|great|appropriate|sensible|wise)"
)
_MORE = (
    r"(?:detail|clarity|clarification|information|attention|investment|funding|resourcing|"
    r"resources?|"
    r"improvement|reform|strengthening|review|overhaul|recognition|focus|accountability|"
    r"transparency|explanation|thought|work|change|action|training|support|evaluation|consistency|"
    r"consideration|leadership|oversight|scrutiny|help with|guidance|safeguards?|protection)"
)
_VAGUE = (
    r"(?:does not|do not|doesn['’]t|don['’]t|did not|fails? to|failed to|makes? no|says? "
    r"(?:nothing|"
    r"little|very little)|(?:is|are) (?:largely |almost |completely |entirely )?silent|lacks?|"
    r"ignores?|omits?|overlooks?|neglects?|(?:has|have|had|contains?|gives?|offers?|sets?) "
    r"(?:out )?(?:no|little|few|nothing)\b|stops? short|falls? short|"
    r"(?:is|are|remains?|seems?|appears?|feels?) (?:\w+ )?(?:vague|unclear|weak|thin|light on|"
    r"limited|missing|absent|insufficient|inadequate)|misses|cannot be (?:measured|held))"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One way of asking: its name as a reader sees it, its strength, its wording."""

    name: str
    strength: str
    pattern: re.Pattern[str]


def _cue(name: str, strength: str, pattern: str) -> Cue:
    return Cue(name, strength, re.compile(pattern, re.IGNORECASE))


CUES: tuple[Cue, ...] = (
    Cue(
        "a verb of asking (recommend, urge, call on ...)",
        EXPLICIT,
        re.compile(
            rf"{_WHO.replace('(?:we|i|', '(?:[Ww]e|I|')},? {_ADV}"
            r"(?:recommend(?:s|ing)?|urg(?:e|es|ing)|call(?:s|ing)? (?:up)?(?:on|for)|implores?|"
            r"request(?:s|ing)?|propos(?:e|es|ing)|suggest(?:s|ing)?|advocat(?:e|es|ing) for|"
            r"(?:ask|encourag)(?:s|e|es|ing)?(?! (?:our|women|survivors|victims|members|girls|"
            r"people|"
            r"service users|respondents|anyone|everyone|them to (?:tell|report))\b))\b"
        ),
    ),
    _cue(
        "a wish put to the plan's owner (would welcome, would like to see ...)",
        EXPLICIT,
        rf"{_WHO} {_ADV}(?:(?:would|['’]d) {_ADV}(?:welcome|value|support|endorse|prefer|favour|"
        r"appreciate|advocate|hope to see|expect|be (?:keen|pleased|glad|interested) to see)\b|"
        r"(?:would |['’]d |should )(?:\w+ )?like(?! to (?:thank|take|begin|start|congratulate|"
        r"express|"
        r"acknowledge|note|highlight|emphasise|draw|stress|share|respond|submit|make|say|add)\b)|"
        r"(?:(?:would |['’]d )?wants?)(?: to (?:see|know|hear|be|have)| the| a| more| police| you|"
        r" all| every| better| our)|need to see\b|"
        r"expect(?:s)? (?:to see|the))",
    ),
    _cue(
        "a request",
        EXPLICIT,
        r"^(?:so |but )?what (?:is (?:really |now |also )?needed|we need|must change|needs to "
        r"change) "
        r"(?:now )?is\b|"
        r"\b(?:our|my|a|one|the) (?:\w+ ){0,2}(?:ask|recommendation|request|plea|suggestion) (?:is|"
        r"would be|to)\b|\b(?:is|are) (?:strongly )?(?:recommended|requested|suggested|proposed) "
        r"(?:that|to)\b|\b(?:to|can i|may we|could we) (?:urge|ask|request) (?:you|the|that)\b|"
        r"^(?:please|could you|can you|would you|can we|could we)(?! (?:see|find|contact|note|"
        r"refer|"
        r"do not hesitate|get in touch|let us know|click|read)\b)\b",
    ),
    _cue(
        "it is essential, important, imperative ... that",
        EXPLICIT,
        rf"\b(?:this|what|it) (?:is|was|will be|would be|remains|seems) (?:\w+ ){{0,2}}{_GOOD}"
        r"(?:,? (?:too|also|therefore|then|however),?)? (?:that|to|for|how|all|we|the|police|"
        r"officers)\b|"
        rf"\bit(?: is|['’]s|) (?:\w+ ){{0,2}}{_GOOD} (?!part|step|role|aspect|element|issue|point|"
        r"question|area|thing|way|reason|factor|work|and|but|in|as|because|feature|reading)\w",
    ),
    _cue(
        "what is needed, imperative or required",
        EXPLICIT,
        r"\b(?:is|are|be) (?:\w+ly |also |therefore |still |now |long |so ){0,2}(?:imperative|"
        r"necessary|"
        r"needed|required|overdue|called for|a must)\b(?! (?:by law|under))|"
        r"\b(?:needs?|requires?|needed|required|deserves?|demands?) (?:\w+ ){0,3}"
        rf"{_MORE}\b|\bthere (?:is|remains|needs|are) (?:\w+ )*?(?:an? )?(?:\w+ )?(?:needs?|room|"
        rf"scope) "
        r"(?:to|for)\b|\bthere (?:needs to|must|should|has to) be\b|\b(?:is|it['’]s) (?:high "
        r")?time "
        r"(?:to|that|for|the)\b|\bneeds? (?:urgent|proper|better|significant|much)\b",
    ),
    _cue(
        "a duty laid on somebody (should, must, needs to ...)",
        EXPLICIT,
        r"\b(?:should|must|ought to|shall|needs? to|needs? (?:be|\w+ing)\b|cannot continue|"
        r"can no longer|cannot be (?:allowed|left|ignored|forgotten|"
        r"an afterthought|optional)|there can be no)\b"
        rf"|\b(?!{_NOT_BOUND})[\w'-]+ (?:also |really |now |still )?(?:has|have) to\b(?! wait)"
        r"|\bha(?:ve|s) to be able to\b",
    ),
    _cue(
        "a suggestion (could consider, could be strengthened ...)",
        EXPLICIT,
        r"\b(?:could|might|may)(?: \w+)? (?:(?:wish|want) to )?(?:consider|usefully|be (?:\w+ly )?"
        r"(?:strengthened|improved|extended|expanded|included|clearer|better|clarified|enhanced|"
        r"widened|added|rolled)|include|go further|do (?:more|better)|look at|set out|learn|"
        r"explore|"
        r"build on)\b|\bcould have (?:been|gone|included|done|said|set)\b",
    ),
    _cue(
        "what would be welcome or helpful",
        EXPLICIT,
        rf"(?<!this )(?<!that )\bwould (?:also |be |have been |\w+ly )*(?:(?:most |very |more |a )?"
        rf"(?:welcomed?\b|{_HELPFUL})|benefit from)",
    ),
    _cue(
        "what would make a difference",
        EXPLICIT,
        r"\bwould be (?:\w+ )?(?:stronger|clearer|fairer|safer|more \w+) (?:with|if)\b|"
        r"\bwould (?:make an? (?:\w+ )?difference|help|be good|be great) (?:if|to have)\b",
    ),
    _cue(
        "a way forward that is named",
        IMPLIED,
        r"\bthe (?:\w+ ){0,3}(?:improvement|change|thing|step|priority|solution)(?: \w+){0,6} "
        r"(?:would|could) be\b|"
        r"\b(?:another|one|a (?:better|simple|practical)|the (?:best|simplest)) (?:way|step|option|"
        r"approach|solution)\b.*\b(?:would be|could be|is) (?:to|for)\b|\b(?:may|might|could|"
        r"would) be "
        r"(?:far |much )?(?:more (?:effective|appropriate|useful|helpful)|better)\b",
    ),
    _cue(
        "something that could be done",
        IMPLIED,
        r"^(?:this|it|that|these) could (?:also |easily )?be (?:copied|replicated|rolled out|"
        r"adopted|"
        r"extended|built (?:up)?on|expanded|repeated|used here|shared)\b|"
        r"^(?:\w+ly,? )?(?![^,.;]{0,60}\b(?:women|victims?|survivors?|girls?|children|people|they|"
        r"she|"
        r"he|we|this|that|it|which|who|abuse|risk|harm|lives?)\b)[^,.;]{3,60} could (?:also |"
        r"instead |"
        r"easily )?be (?:\w+ed|lent|given|sent|shown|built|made|taught|put|run|held|kept|set|"
        r"brought)\b",
    ),
    _cue(
        "a hope for what will be done",
        IMPLIED,
        r"\blook(?:s|ing)? forward to (?:seeing|hearing|reading)\b|"
        r"\bhop(?:e|es|ing) (?!(?:that )?(?:its|this|these|those|the (?:\w+ )?(?:implementation|"
        r"plan|"
        r"changes?|strategy|commitments?))\b)(?:\w+ ){1,6}?(?:will|would|can|takes?|considers?|"
        r"listens?|acts?)\b|\bhop(?:e|es|ing) to see\b",
    ),
    _cue(
        "a criticism of the plan that says what is missing",
        IMPLIED,
        rf"{_PLAN}(?:[^.;:]{{0,90}}?)\b{_VAGUE}|"
        rf"\b(?:nothing|nowhere|not a word) in (?:the|this|your) (?:\w+ )?{_PLAN}|"
        r"\b(?:overlooks|omits|leaves out|makes no)\b|"
        r"^(?:but |and |yet |however,? )?(?:it|this) (?:also |still |does,? )*(?:does not|"
        r"doesn't|fails to|"
        r"did not),? (?:however,? |yet |even |fully |clearly |properly )*(?:set out|mention|"
        r"address|includes?|"
        r"say|explain|commit|go far|name|provide|give|offer|recognise|define|cover|reflect|"
        r"consider|make)\b|"
        r"\b(?:has|have|had)(?: still)? not (?:yet )?been (?:mentioned|addressed|included|"
        r"considered|"
        r"recognised|covered|reflected|set out|consulted|acknowledged)\b|"
        r"\b(?:missing|absent|omitted|left out) from (?:the|this|your|these)\b|"
        r"\bno (?:mention|reference|commitment|detail|target|timescale|timetable|explanation|"
        r"indication|sign|plan|information|recognition|measure)s? (?:of|to|on|for|about|in|that|"
        r"as)\b|"
        r"\b(?:little|not enough|insufficient|too little) (?:detail|mention|information|attention|"
        r"recognition|focus|clarity|reference|said)\b|\black of (?:\w+ ){0,2}"
        r"(?:detail|clarity|recognition|mention|reference|commitments?|focus|ambition|"
        r"information)\b|"
        r"\b(?:not|un) ?clear (?:\w+ )?(?:how|what|whether|who|when|why|if|from)\b|"
        r"\bdisappoint(?:ed|ing) (?:\w+ )?(?:that|to see|not|(?:by|at) the (?:lack|absence|"
        r"omission))\b|"
        r"\blittle (?:is|was|has been) (?:said|offered|promised)\b|"
        r"\b(?:barely|hardly|scarcely) (?:features?|mentions?|mentioned|appears?|touch\w*)\b",
    ),
    _cue(
        "a concern that names its remedy",
        IMPLIED,
        r"\bconcern(?:ed|s)? (?:\w+ )?(?:that|about|by|at|as)\b.*\b(?:not|no|only|without|lack|"
        r"fails?|"
        r"less than|limited|insufficient|too)\b|"
        r"\b(?:can|will|could|would|may) only (?:\w+ ){1,8}(?:if|when|where|by)\b|"
        rf"{_PLAN}[^.]*\brisks? (?:\w+ ){{0,12}}(?:if|unless|without)\b|"
        r"\bwill not (?:\w+ ){1,8}(?:unless|without)\b",
    ),
    _cue(
        "an addition said to improve the plan",
        IMPLIED,
        r"\b(?:inclusion|including|reference|introduc\w+|addition|adding|increas\w+|more|greater|"
        r"clearer|stronger|having|providing|publishing|creating|investing|dedicated|regular)\b"
        r"[^.;]{0,90}\bwould (?:also |really |greatly )?(?:help|improve|strengthen|ensure|enable|"
        r"allow|"
        r"make)\b",
    ),
    _cue(
        "something said to be essential",
        IMPLIED,
        rf"^(?:\w+, )?(?:ensuring|providing|investing|funding|embedding|involving|listening|making|"
        rf"improving|increasing|securing|working|training|building|having|recruiting|addressing|"
        rf"tackling|giving) [^.;]*\b(?:is|are|will be) (?:\w+ )?{_GOOD}\b",
    ),
)

IMPERATIVE = re.compile(
    r"(?:(?:urgently|always|never|please|also|and|then|clearly|fully|routinely|properly|do not|"
    r"don['’]t|"
    r"regularly|immediately|actively|publicly|better|continue to|stop|start)[, ]+)*"
    r"(?:abolish|accept|act|adapt|add|address|adopt|allocate|allow|apologise|appoint|arrange|ask|"
    r"assess|"
    r"audit|avoid|ban|become|begin|bring|build|call|campaign|carry|change|check|clarify|"
    r"collaborate|"
    r"collect|commission|commit|communicate|complete|conduct|consider|consult|continue|co-?design|"
    r"co-?produce|co-?ordinate|create|cut|dedicate|define|deliver|deploy|design|develop|direct|"
    r"disclose|discuss|do|double|draw|educate|embed|employ|empower|enable|encourage|end|enforce|"
    r"engage|"
    r"enhance|ensure|establish|evaluate|evidence|examine|expand|explain|explore|extend|find|fix|"
    r"focus|"
    r"follow|form|fund|get|give|go|guarantee|have|help|hire|hold|identify|implement|improve|"
    r"include|"
    r"incorporate|increase|inform|integrate|introduce|invest|investigate|invite|involve|issue|join|"
    r"keep|launch|lead|learn|let|limit|link|listen|lobby|look|maintain|make|mandate|map|match|"
    r"measure|"
    r"meet|monitor|move|name|offer|open|outline|pay|pilot|place|plan|prevent|prioritise|produce|"
    r"promote|prosecute|protect|provide|publicise|publish|pursue|put|raise|recognise|record|"
    r"recruit|"
    r"redesign|reduce|refer|reform|reinstate|reject|remove|repeal|replace|report|require|resource|"
    r"respect|respond|restore|retain|review|revise|revisit|ring-?fence|roll|root|run|safeguard|"
    r"scope|"
    r"scrap|screen|scrutinise|seek|send|separate|set|share|show|simplify|speed|stand|standardise|"
    r"start|"
    r"state|step|stop|strengthen|support|suspend|tackle|take|target|teach|tell|test|track|train|"
    r"treat|trial|understand|undertake|update|uphold|use|utilise|vet|widen|withdraw|work|write)\b"
    r"(?!['’]s)",
    re.IGNORECASE,
)
