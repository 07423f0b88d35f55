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
    r"\b(?!(?:he|she|they|it|men|funders|some|many|who|that|which|to|not|you|people|critics)\b)"
    r"[A-Z][\w’'&-]+)"
)
_SPEAKERS_SAY = (
    r"\b(?:panel|members?|committee|group|forum|board|residents?|respondents|participants|"
    r"attendees|delegates|students|trustees|councillors|coalition|alliance|network|union|"
    r"organisations?|charity|charities|survivors?|women|girls|people|victims|parents|members|"
    r"contributors|one|several|many|some|others|all|most|both)"
    r"(?: (?:we|i) (?:\w+ ){1,2}(?:to|with))?,?"
)
_BODY = (
    r"(?:police|force|forces|met|constabulary|commissioner|officers|inspectors?|constable|teams?|"
    r"councils?|boroughs?|authority|authorities|government|ministers?|department|home office|mayor|"
    r"schools?|colleges?|universit(?:y|ies)|employers?|courts?|cps|prosecutors?|parliament|board|"
    r"partners|agencies|nhs|trusts?|gps|hospitals?|landlords|operators?|licensees|venues|"
    r"commanders?|"
    r"commands?|sergeants?|commissioners|plan|strategy|leaflet|policy|hub|detectives|"
    r"neighbourhoods?|bcus?)"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One way of asking: its name as a reader sees it, its strength, its wording."""

    name: str
    strength: str
    pattern: re.Pattern[str]


def cue(name: str, strength: str, pattern: str) -> Cue:
    return Cue(name, strength, re.compile(pattern, re.IGNORECASE))


ASKING_CUES: tuple[Cue, ...] = (
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
    cue(
        "a wish put to the plan's owner (would welcome, would like to see ...)",
        EXPLICIT,
        rf"{_WHO} {_ADV}(?:(?:would|['’]d) {_ADV}(?:welcome|value|support|endorse|prefer|favour|"
        r"appreciate|advocate|hope to see|expect|be (?:keen|pleased|glad|interested) to see)\b|"
        r"(?:would |['’]d |should )(?:\w+ )?like(?: to (?:see|know|hear|have|be|ask|suggest|"
        r"recommend|urge|request|propose|understand|receive|meet|work|encourage|invite|call)\b|"
        r"(?! to\b))|"
        r"(?:(?:would |['’]d )?wants?)(?: to (?:see|know|hear|be|have)| the| a| more| police| you|"
        r" all| every| better| our)|need to see\b|"
        r"expect(?:s)? (?:to see|the))",
    ),
    cue(
        "what those who answer asked for, as reported",
        EXPLICIT,
        rf"{_SPEAKERS_SAY} {_ADV}(?:ask(?:ed|s|ing)? (?:for|that|if|whether|how|to (?:see|have|be|"
        r"know)|the|it)|want(?:s|ed)? (?!to (?:thank|say|stress|know (?:who|why) ))|wish(?:es|ed)? "
        r"to (?:see|know|have|be)|(?:would|['’]d) (?:\w+ )?(?:prefer|like|rather|welcome|value|"
        r"favour)|prefer(?:red)? |press(?:es|ed)? for|call(?:s|ed)? (?:for|on)|request(?:s|ed)|"
        r"suggest(?:s|ed)|propos(?:es|ed)|recommend(?:s|ed)|urg(?:es|ed)|(?:is|are|was|were) "
        r"(?:also "
        r")?(?:keen|anxious|clear) (?:to see|that|for)|favour(?:s|ed)?|argu(?:es|ed) for|"
        r"insist(?:s|ed)?|demand(?:s|ed)?|hope(?:s|d)? (?:to see|for|that)|push(?:es|ed)? for|"
        r"look(?:s|ed)? for)\b(?![^.]*\b(?:in|since) (?:19|20)\d\d)",
    ),
    cue(
        "something asked for, sought or insisted on",
        EXPLICIT,
        r"\b(?:we|i) (?:\w+ly |also |would |do |are |am |therefore |now |further "
        r"){0,3}(?:seek(?:ing)?|"
        r"invit(?:e|ing)|demand(?:ing)?|insist(?:ing)?|press(?:ing)? (?:for|the|you)|beg(?:ging)?|"
        r"plead(?:ing)?|argu(?:e|ing) (?:for|strongly for)|look(?:ing)? (?:for (?!ward)|to "
        r"(?:the|you|"
        r"ministers|government))|rather see|challeng(?:e|ing) (?:the|you)|favour(?:ing)?|"
        r"ask(?:ing)? (?:for|that|you))\b(?! our)|"
        r"\bfor that,? we need\b|\b(?:we|i) need (?:you|the (?:police|force|government|council|"
        r"plan))\b|\blet(?:['’]s| us) (?!be (?:clear|honest)|know\b|not forget|start by)|"
        r"\blet (?:there|it|them|her|women|survivors|victims|us)\b|"
        r"\b(?:would|['’]d) do well to\b|\bhad better\b|\bwhy not\b",
    ),
    cue(
        "something to be done, put as a wish (that it be done)",
        EXPLICIT,
        r"\bthat (?:(?!(?:will|would|can|could|may|might|should|must|to|shall|cannot|is|are|was|"
        r"were|"
        r"has|have|had|that|used)\b)[\w’',-]+ ){1,12}?(?:not )?be (?:\w+ly )?(?:made |kept |left )?"
        r"(?:\w+(?:ed|en|ght|ld|de|wn|nt|lt|ut|ept|et|un)|available|told|able|open|allowed|part|"
        r"independent|consistent|clear)\b",
    ),
    cue(
        "a body asked, invited or called upon",
        EXPLICIT,
        r"\b(?<!we )(?:is|are|be) (?:\w+ly |also |therefore |again ){0,2}(?:invited|asked|"
        r"requested|"
        r"urged|encouraged|advised|recommended|called (?:up)?on|well advised) (?:to|that)\b|"
        r"\b(?:assurances?|clarification|confirmation|clarity|details?|information|commitments?|"
        r"views|"
        r"undertaking) (?:\w+ )?(?:is|are) (?:\w+ )?(?:sought|requested|awaited)\b|"
        r"(?<!we )(?<!i )\b(?:is|are|has|have|today|week) (?:again |today |also |now |repeatedly "
        r"|jointly )*"
        r"(?:call(?:ed|ing) (?:up)?(?:on|for)|urg(?:ed|ing) (?:the|ministers|all|for)|ask(?:ed|"
        r"ing) "
        r"(?:for|that|the|ministers)|demand(?:ed|ing)|press(?:ed|ing) for|appeal(?:ed|ing) (?:to|"
        r"for)|seek(?:ing)? (?:an?|the|further|urgent))\b|\b(?:asking|urging|calling on|inviting|"
        r"requesting|pressing) (?:[\w’'-]+ ){1,6}to\b|\b(?:asks?|calls?|appeals?|pleads?|begs?) "
        r"(?:that|for (?:an?|the|more|better|clear\w*))\b|\b(?:calls|call) (?:up)?on (?:the|all|"
        r"every|"
        r"ministers|government|police|councils)\b|\bseeks? (?:an? |the |further |urgent |early "
        r"){0,2}"
        r"(?:assurances?|clarification|confirmation|commitments?|clarity|undertaking|reassurance|"
        r"detail|sight|change)\b|\b(?:urges|implores|demands|insists) (?:the|that|an|a)\b|"
        r"^(?:strongly )?(?:recommend|suggest|propose|request|urge)\b|\bplease[.!]?$",
    ),
    cue(
        "what the writer wants to see",
        EXPLICIT,
        r"(?<!they )(?<!he )(?<!she )(?<!funders )(?<!men )\b(?:wish|love|like|hope|want|wants|"
        r"need|prefer|keen|hoping|wanting) to (?:also )?see\b|"
        r"\b(?:would|['’]d) rather (?:have|see|the|you|be|that)\b|\bwould (?:\w+ )?be (?:\w+ )?"
        r"(?:grateful|obliged|reassured|thankful) (?:for|if|to (?:see|know|have|receive|hear))\b|"
        r"\b(?:we|i|london|the (?:city|county|region|sector|country)) needs? (?:an?|the|our|every|"
        r"all|more|better|clear|ministers|police|courts?|someone|somebody|you|this|that|its?)\b|"
        r"\bwhat (?:we|i|women|survivors|victims|people|girls|children|men) (?:\w+ )?(?:want|"
        r"need|ask|"
        r"would like)\b[^.]*\b(?:is|are)\b|\b(?:our|my) (?:\w+ )?(?:preference|wish|hope|view|"
        r"position|demand|message|proposal) (?:\w+ ){0,4}is (?:that|for|to|simple)\b|\b(?:women|"
        r"survivors|victims|girls|people|members) (?:all |simply |only |just )?want to be\b|"
        r"\b(?:we|i) would (?:start|begin) (?:with|by)\b|\bthings? would (?:change|help|make)\b",
    ),
    cue(
        "what would change the writer's mind, or should not happen",
        EXPLICIT,
        r"\b(?:no|any) (?:good )?reason\b|\bcould do with\b|"
        r"\b(?:is|are|has|have|with) (?:now )?(?:an?|the|every) (?:\w+ )?(?:opportunity|chance) "
        r"to\b|\b(?:is|"
        r"would be|was) a mistake (?:to|not to)\b|\bif [^.;,]{1,40} serious about\b|\bcannot "
        r"wait\b|\bwants? (?:\w+ )?"
        r"(?:changes?|action|answers|assurances?|commitments?)\b|\blooks? to (?:the|[A-Z]\w+) "
        r"[^.;]{0,40}?"
        r"\bto\b|\b(?:scheme|plan|strategy|policy|hub|force|police|met|council|government|system|"
        r"programme|draft|commitment|law|definition|wording) needs? (?!no\b|not\b)\w+\b|"
        r"\bwhat is (?:absent|missing|lacking|needed|required|left out)\b|\bwhat (?:[\w’'-]+ ){1,6}"
        r"(?:lacks?|needs?|misses|requires?) is\b|"
        r"\b(?:would not|could not|will not|can ?not) (?:\w+ )?(?:support|accept|welcome|wish|"
        r"want|favour|"
        r"endorse|agree "
        r"to)\b|\bif (?:i|we|you) (?:could|can|do|change|had)(?: \w+)? (?:ask|one|only|change)\b|"
        r"\b(?:provided|on (?:the )?condition) (?:that )?(?!by\b|for\b|to\b|with\b|in\b|at\b|a\b|"
        r"an\b)"
        r"(?:the|they|it|this|we|there|women|survivors|victims|officers|you)\b|\b(?:we|i) wish "
        r"(?:the|it|"
        r"you|they|somebody|someone|there)\b|\b(?:we|i) trust (?:that )?(?:this|the|you|it)\b|"
        r"\bcannot be "
        r"right\b|\b(?:strategy|plan|government|ministers|police|force|met|council|this|country|"
        r"system) "
        r"(?:cannot|can['’]t|can not) (?!be (?:found|seen|read|said))\w+\b|\b(?:has|have|holds?) "
        r"the "
        r"power to\b|\b(?:the|my|our) (?:first|second|third|next|last|other|simplest) (?:\w+ "
        r")?is (?:to|"
        r"that|for)\b",
    ),
    cue(
        "something that merits doing",
        EXPLICIT,
        r"\b(?:merits|warrants|deserves?) (?:an?|the|more|further|closer|proper|better|\w+ing|"
        r"\w+tion|to)\b|\bwants? (?!to\b)\w+ing\b|\bwould be (?:\w+ly |much |greatly )?(?:improved|"
        r"strengthened|enhanced|helped|better (?:if|served))\b|\b(?:appropriate|right|proper|"
        r"better|"
        r"best|obvious|sensible|fair|first|minimum) (?:\w+ )?(?:course|approach|thing|step|place|"
        r"test|"
        r"answer|response) (?:\w+ ){0,4}is (?:for|to)\b|\bis the (?:very )?(?:least|minimum)\b|"
        r"\bin their (?:gift|power) to\b|\b(?:they|you|he|ministers|government) will (?:all "
        r")?(?:have|need) to\b|\b(?:it|that) would help (?:if|to|us|me|women|a)\b|\bwhat about\b",
    ),
    cue(
        "a need named as a thing (needs a ..., need more ...)",
        EXPLICIT,
        r"(?<!who )(?<!which )(?<!that )(?<!if )(?<!what )(?<!when )(?<!whoever )"
        r"\b(?!(?:who|which|that|if|what|when|whoever|she|he|they|you|i|no|any|anyone|"
        r"it|may|might|will|would|can|often|to|not|did|sometimes|don't|then) )[\w’'-]+ "
        r"(?:also |still |now |really |urgently |all |badly |just )*needs? (?:an? (?!warrant|"
        r"badge|licence|permit|ticket)|the same|more|"
        r"better|fewer|access|sight|time|clear|proper|real|the (?:power|powers|time|tools|money|"
        r"means|right)|powers|funding|money|its own|their own|one|two|at least|"
        r"urgent|dedicated|specialist|independent|conditions|"
        r"reform|rewriting|\w+ing)\b",
    ),
    cue(
        "a body said to be able to do something (the council could ...)",
        EXPLICIT,
        rf"\b{_BODY}(?:, [^,]{{1,40}},)? (?:could|might|may wish to|can)(?:, [^,]{{1,40}},)? "
        rf"(?:also |usefully |"
        rf"easily |"
        r"at least |instead |now |do more to )*(?!(?:be|not|only|never|have|no|feel|seem|see|find|"
        r"happen|mean|come|get)\b)[a-z]+\b",
    ),
    cue(
        "an action set down for somebody",
        EXPLICIT,
        r"^(?:(?!\b(?:is|are|was|were|has|have|had|seems?|appears?|likely|needs?|ought|going|due|"
        r"said|meant|used|able|wants?|wanted|hopes?|that|who|which|would|"
        r"should|could|will|must|can|may|might|do|does|did|how)\b|['’](?:s|d|re|ll|"
        r"ve)\b)[^.;:?]){2,70}? to be "
        r"(?:\w+ly )?\w+(?:ed|en|ght|ld|de|wn|nt|lt|ut|ept|et)\b",
    ),
    cue(
        "a case made for a step (there is a case for ..., the answer is to ...)",
        EXPLICIT,
        r"\bthere (?:is|would be|may be) (?:\w+ ){0,3}(?:case|scope|room for (?:more|better|"
        r"improvement|a|further)|room to|merit|value|opportunity|appetite|reason) "
        r"(?:for|to|in)\b|\b(?:the|our|one) (?:\w+ )?(?:answer|remedy|solution|way forward|next "
        r"step|first step|priority|least) (?:\w+ ){0,4}(?:is|would be|must be|will be) (?:to|"
        r"for)\b|\b(?:is|are|remains?) (?:a |the )?(?:precondition|prerequisite|"
        r"necessity|long overdue|overdue|non-negotiable|not optional|missed opportunity)\b|"
        r"\b(?:it|that|this) (?:would|will) (?:cost|take) (?:very )?(?:little|nothing) to\b|"
        r"\bthe time has come\b|\b(?:is|it['’]s|be) (?:\w+ )?time (?:that|to|for|the)\b",
    ),
    cue(
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
)
