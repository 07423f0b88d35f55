"""How English asks without asking: a criticism, a hope or an addition that shows its remedy."""

from avow.analysis.text.cues import IMPLIED, Cue, cue
from avow.analysis.text.duties import GOOD

_PLAN = (
    r"\b(?:plan|strategy|draft|document|commitments?|section|pillar|strand|proposals?|framework|"
    r"actions?|leaflet|consultation|priorit(?:y|ies)|objectives?|statement|response to)\b"
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

IMPLIED_CUES: tuple[Cue, ...] = (
    cue(
        "a way forward that is named",
        IMPLIED,
        r"\bthe (?:\w+ ){0,3}(?:improvement|change|thing|step|priority|solution)(?: \w+){0,6} "
        r"(?:would|could) be\b|"
        r"\b(?:another|one|a (?:better|simple|practical)|the (?:best|simplest)) (?:way|step|option|"
        r"approach|solution)\b.*\b(?:would be|could be|is) (?:to|for)\b|\b(?:may|might|could|"
        r"would) be "
        r"(?:far |much )?(?:more (?:effective|appropriate|useful|helpful)|better)\b",
    ),
    cue(
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
    cue(
        "a hope for what will be done",
        IMPLIED,
        r"\blook(?:s|ing)? forward to (?:seeing|hearing|reading)\b|"
        r"\bhop(?:e|es|ing) (?!(?:that )?(?:its|this|these|those|the (?:\w+ )?(?:implementation|"
        r"plan|"
        r"changes?|strategy|commitments?))\b)(?:\w+ ){1,6}?(?:will|would|can|takes?|considers?|"
        r"listens?|acts?)\b|\bhop(?:e|es|ing) to see\b",
    ),
    cue(
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
    cue(
        "a fault found, with what would mend it",
        IMPLIED,
        r"\bthere is nothing (?:\w+ )?(?:in|about|on|here|that|to)\b|\bno (?:\w+ )?(?:dates?|"
        r"numbers?|figures?|deadlines?|targets?|timetable|budget|funding|money|owner|named \w+|"
        r"measures?|milestones?|baseline)\b[,;: ]+(?:and |or |nor )?no\b|"
        r"\b(?:its|the|one|a|our|another|main|biggest|real|obvious|glaring|serious|striking|"
        r"notable) "
        r"(?:\w+ )?(?:weakness(?:es)?|omission|shortcoming|flaw|absence|failing|blind spot) "
        r"(?:\w+ ){0,8}(?:is|are|remains|in)\b|"
        r"\b(?:it|this|that) is (?:\w+ )?(?:regrettable|unfortunate|unacceptable|indefensible|"
        r"disappointing|a pity|a shame|wrong|not good enough|not enough|not acceptable|hard to|"
        r"difficult to) (?:that|when|see|to|understand|know|tell|square|justify|how|why)|"
        r"\b(?:hard|difficult|impossible) to (?:see|justify|understand|square|reconcile|defend|"
        r"tell|"
        r"know|judge)\b|\b(?:does|do) not (?:appear|seem) (?:to|in|anywhere)\b|\byou will (?:not "
        r"find|search in vain|look in vain)\b|\b(?:nobody|no one|no-one) (?:has|seems to have|is) "
        r"(?:ever )?(?:asked|asking|consulted|told|checking|thought|responsible)\b|"
        r"\b(?:which|and|that) (?:rules? out|shuts? out|leaves? out|excludes?|misses)\b|"
        r"\bwithout so "
        r"much as\b|\b(?:continues?|still)(?:, \w+,)? (?:to )?(?:excludes?|omits?|leaves? out|"
        r"ignores?)\b|\b(?:will|would|may) (?:miss|leave out|exclude|overlook)\b|\bno sign (?:of|"
        r"that)\b|\b(?:nothing|little|not a word|no word|silent) (?:to say )?(?:about|on)\b|"
        r"\b(?:not|never|nor) (?:once )?(?:mentioned|named|defined|explained|costed|funded|"
        r"consulted|invited)\b|\bthat no (?:\w+ )?plan can\b|\b(?:too (?:few|little|late|slow|"
        r"narrow|vague|short|thin))\b[^.]*\bto (?:be|make|do|have)\b|"
        r"\bleft (?:blank|out|to chance)\b",
    ),
    cue(
        "a condition on which the rest hangs (until ..., unless ..., without ...)",
        IMPLIED,
        r"^(?:but |and |yet )?(?:until|unless|without)\b[^.;]+?\b(?:will not|won['’]t|cannot|"
        r"can['’]t|"
        r"means? (?:nothing|little)|(?:is|are) (?:worth|no|not|just|only)|will (?:only|never|"
        r"continue|"
        r"keep|remain|go on))\b",
    ),
    cue(
        "something said to be worth little as it stands",
        IMPLIED,
        r"\bnowhere (?:does|do|is|are|in)\b|\bnot (?:yet )?(?:persuaded|convinced|satisfied|"
        r"confident|"
        r"assured) (?:that|by)\b|\b(?:is|are|remains?) (?:\w+ )?(?:unfunded|uncosted|untested|"
        r"unenforceable|"
        r"undefined|unmeasured|unexplained|unambitious|under-resourced|underfunded)\b|\bonly as "
        r"good as\b|"
        rf"\b(?:is no|are no|isn['’]t an?|aren['’]t any) [^.;]{{0,40}}\bin (?:this|the|your) "
        rf"{_PLAN}|"
        r"\bhop(?:e|es) that the (?:\w+ )?(?:plan|strategy) will (?:set|include|address|say|"
        r"contain|give|"
        r"name|commit|make)\b|"
        r"\b(?:meaningless|worthless|pointless|little use|no use|empty|hollow|useless) "
        r"(?:without|unless|"
        r"if|until)\b|\b(?:not enough|too little|so little|very little) (?:\w+ )?(?:is|are|has "
        r"been) "
        r"(?:being )?(?:done|known|spent|said)\b|"
        rf"{_PLAN}[^.;]{{0,40}}\bwould [^.;]{{0,60}}\b(?:if|for|with)\b",
    ),
    cue(
        "what a plan covers set against what it leaves out",
        IMPLIED,
        rf"{_PLAN}[^.;]*\bbut (?:\w+ )?(?:not (?:about|of|to|for|in|on|how|who|when|what|whether|"
        rf"the)|"
        r"nothing|never|says? (?:nothing|little))\b|\bnothing (?:\w+ )?(?:is|has been|was) (?:said|"
        r"offered|promised|proposed|planned)\b|\b(?:targets?|thresholds?|timescales?|timetable|"
        r"budget|"
        r"definition|measures?|commitments?|proposals?|sums?|period|wording|ambition)\b[^.;]{0,60}"
        r"\b(?:is|are|seems?|looks?|appears?) (?:\w+ ){0,2}?(?:unambitious|too \w+|arbitrary|"
        r"insufficient|inadequate|modest|deficient|unrealistic|weak|vague)\b|\bdeficient in\b|"
        r"\bis not "
        r"an? (?:\w+ )?(?:plan|strategy|promise|commitment|policy|service)\b",
    ),
    cue(
        "a worry or warning that names its remedy",
        IMPLIED,
        r"\b(?:worr(?:y|ies|ied)|caution(?:s|ed)?|warn(?:s|ed)?|fear(?:s|ed)?|concern(?:s|ed)?|"
        r"trouble[sd]|uneasy|doubt(?:s|ed)?) (?:\w+ )?(?:about|that|by|against|over)\b",
    ),
    cue(
        "an addition said to make a difference",
        IMPLIED,
        r"^(?!(?:it|this|that|these|they|which|he|she|we|i|you|none|nothing|no) )[^,;?]{3,90}? "
        r"would "
        r"(?:also |really |greatly |do much to |go (?:a )?(?:long|some) way (?:to|towards) "
        r")*(?:help|"
        r"improve|strengthen|ensure|enable|allow|reassure|give (?:us|women|victims|survivors|"
        r"people|"
        r"confidence)|make (?:a|it|this|the|us|women)|build|show|address|solve|fix|save|do more|"
        r"go a "
        r"long way|cost (?:very )?(?:little|nothing)|let us)\b(?! have)",
    ),
    cue(
        "a concern that names its remedy",
        IMPLIED,
        r"\bconcern(?:ed|s)? (?:\w+ )?(?:that|about|by|at|as)\b.*\b(?:not|no|only|without|lack|"
        r"fails?|"
        r"less than|limited|insufficient|too)\b|"
        r"\b(?:can|will|could|would|may) only (?:\w+ ){1,8}(?:if|when|where|by)\b|"
        rf"{_PLAN}[^.]*\brisks? (?:\w+ ){{0,12}}(?:if|unless|without)\b|"
        r"\bwill not (?:\w+ ){1,8}(?:unless|without)\b",
    ),
    cue(
        "an addition said to improve the plan",
        IMPLIED,
        r"\b(?:inclusion|including|reference|introduc\w+|addition|adding|increas\w+|more|greater|"
        r"clearer|stronger|having|providing|publishing|creating|investing|dedicated|regular)\b"
        r"[^.;]{0,90}\bwould (?:also |really |greatly )?(?:help|improve|strengthen|ensure|enable|"
        r"allow|"
        r"make)\b",
    ),
    cue(
        "something said to be essential",
        IMPLIED,
        rf"^(?:\w+, )?(?:ensuring|providing|investing|funding|embedding|involving|listening|making|"
        rf"improving|increasing|securing|working|training|building|having|recruiting|addressing|"
        rf"tackling|giving) [^.;]*\b(?:is|are|will be) (?:\w+ )?{GOOD}\b",
    ),
)
