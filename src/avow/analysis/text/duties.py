"""How English lays duties: what must, needs to or could be done, and what would be welcome."""

from avow.analysis.text.cues import EXPLICIT, Cue, cue

_NOT_BOUND = (
    r"(?:women|victims?|survivors?|they|she|he|we|i|you|people|girls?|children|families|services?|"
    r"many|men|"
    r"some|often|who|that|which|mothers?|members|workers|advisers|charities|organisations|only)\b"
)
GOOD = (
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

DUTY_CUES: tuple[Cue, ...] = (
    cue(
        "it is essential, important, imperative ... that",
        EXPLICIT,
        rf"\b(?:this|what|it) (?:is|was|will be|would be|remains|seems) (?:\w+ ){{0,2}}{GOOD}"
        r"(?:,? (?:too|also|therefore|then|however),?)? (?:that|to|for|how|all|we|the|police|"
        r"officers)\b|"
        rf"\bit(?: is|['’]s|) (?:\w+ ){{0,2}}{GOOD} (?!part|step|role|aspect|element|issue|point|"
        r"question|area|thing|way|reason|factor|work|and|but|in|as|because|feature|reading)\w",
    ),
    cue(
        "what is needed, imperative or required",
        EXPLICIT,
        r"\b(?:is|are|be) (?:\w+ly |also |therefore |still |now |long |so ){0,2}(?:imperative|"
        r"necessary|"
        r"needed|required|overdue|called for|a must)\b(?! (?:by law|under))|"
        r"\b(?:needs?|requires?|needed|required|deserves?|demands?) (?!no\b)(?:\w+ ){0,3}"
        rf"{_MORE}\b|\bthere (?:is|remains|needs|are) (?:\w+ )*?(?:an? )?(?:\w+ )?(?:needs?|room|"
        rf"scope) "
        r"(?:to|for)\b|\bthere (?:needs to|must|should|has to) be\b|\b(?:is|it['’]s) (?:high "
        r")?time "
        r"(?:to|that|for|the)\b|\bneeds? (?:urgent|proper|better|significant|much)\b",
    ),
    cue(
        "a duty laid on somebody (should, must, needs to ...)",
        EXPLICIT,
        r"\b(?:should|must|ought (?:not |never )?to|shall|needs? to|needs? (?:be|\w+ing)\b|"
        r"cannot continue|"
        r"can no longer|cannot be (?:allowed|left|ignored|forgotten|"
        r"an afterthought|optional)|there can be no)\b"
        rf"|\b(?!{_NOT_BOUND})[\w'-]+ (?:also |really |now |still )?(?:has|have) to\b(?! wait)"
        r"|\bha(?:ve|s) to be able to\b|\b(?:someone|somebody)(?:, [^,]+,)? has to\b",
    ),
    cue(
        "a suggestion (could consider, could be strengthened ...)",
        EXPLICIT,
        r"\b(?:could|might|may)(?: \w+)? (?:(?:wish|want) to )?(?:consider|usefully|be (?:\w+ly )?"
        r"(?:strengthened|improved|extended|expanded|included|clearer|better|clarified|enhanced|"
        r"widened|added|rolled)|include|go further|do (?:more|better)|look at|set out|learn|"
        r"explore|"
        r"build on)\b|\bcould have (?:been|gone|included|done|said|set)\b",
    ),
    cue(
        "what would be welcome or helpful",
        EXPLICIT,
        rf"(?<!this )(?<!that )\bwould (?:also |be |have been |\w+ly )*(?:(?:most |very |more |a )?"
        rf"(?:welcomed?\b|{_HELPFUL})|benefit from)",
    ),
    cue(
        "what would make a difference",
        EXPLICIT,
        r"\bwould be (?:far |much |a lot |so much )?(?:stronger|clearer|fairer|safer|quicker|"
        r"easier|"
        r"simpler|cheaper|kinder|more \w+)\b|\bcould (?:also |usefully )?(?:say|go|do|be|offer|"
        r"give) "
        r"(?:much |far |a lot |rather |even )?(?:more|further)\b|"
        r"\bwould (?:make an? (?:\w+ )?difference|help|be good|be great) (?:if|to have)\b",
    ),
)
