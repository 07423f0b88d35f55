"""The shape of a sentence: its words with their kind, so that one example stands for many.

"The force should give every victim an adviser" and "Forces must offer each woman a key" have the
same shape: a police body, a modal verb, a plain verb, people. Small words, which carry how a
sentence asks, stay as they are; names, numbers and the nouns of the field become their kind.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from avow.analysis.text.verbs import PARTICIPLES, PLAIN_VERBS
from avow.analysis.text.words import listed

_TOKEN = re.compile(r"[£$]?\d[\d.,]*%?|[A-Za-z]+(?:['’-][A-Za-z]+)*|[?!:;,()\"“”–—…]")
_KINDS = {
    "POLICE": "police force forces met constabulary officer officers commissioner constable "
    "detective detectives inspector sergeant sergeants commander commanders bcu bcus policing pc "
    "investigator investigators handler handlers responders superintendent chief",
    "BODY": "council councils borough boroughs authority authorities government minister ministers "
    "department office mayor mayor's school schools college colleges university universities "
    "employer employers court courts cps prosecutor prosecutors parliament board boards partners "
    "agencies agency nhs trust trusts gp gps hospital hospitals landlord landlords operator "
    "operators licensees venues venue commissioners mopac tfl iopc treasury state whitehall",
    "TEAM": "team teams unit units panel panels service services staff hub hubs group groups "
    "organisation organisations charity charities sector network networks leadership command",
    "PLAN": "plan plans strategy draft leaflet document commitment commitments policy pillar "
    "section framework proposal proposals action actions consultation programme paper text",
    "PEOPLE": "woman women girl girls victim victims survivor survivors child children mother "
    "mothers daughter daughters people person residents resident students student men man boys "
    "families family members member clients client complainant complainants perpetrator "
    "perpetrators offender offenders suspect suspects anyone everybody everyone anybody nobody",
}
_KIND = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_KEPT = listed(
    "a an the this that these those such each every all any some no none both either neither "
    "other another same more most much many few fewer less least little enough own i we you "
    "he she it they me us him her them my our your his its their ours yours who whom whose "
    "which what when where why how whether is are was were be been being am isn't aren't "
    "wasn't weren't has have had having hasn't haven't hadn't do does did don't doesn't "
    "didn't doing done will would shall should can could may might must ought need needs "
    "needed needn't won't wouldn't shouldn't can't couldn't cannot mustn't not never nor and "
    "or but so yet because as if unless until though although while whilst since than then "
    "therefore however instead rather also too only just even still already now soon again to "
    "of in on at by for with from into about against between through during before after "
    "above below under over up down out off within without towards across among per via there "
    "here where's what's that's it's there's we'd we're we've i'd i'm i've you're they're "
    "please yes let let's lest lacks lack missing absent silent nothing nowhere something "
    "recommend recommends recommended recommending recommendation recommendations urge urges "
    "urged urging ask asks asked asking call calls called calling request requests requested "
    "want wants wanted wish wishes hope hopes hoped expect expects expected prefer suggest "
    "suggests suggested propose proposes proposed proposal welcome welcomes welcomed support "
    "supports supported agree agrees agreed pleased glad grateful thank thanks like likes "
    "invite invites encourage encourages demand demands insist implore press seek seeks "
    "consider considered considers commit commits said say says told tell tells think thinks "
    "believe feel feels know knows see seen heard found finds shows showed reported essential "
    "vital crucial important imperative critical necessary required requires require urgent "
    "overdue key better best good great right wrong helpful useful clear unclear "
    "disappointing disappointed concerned concern concerns worry worried fear regret vague "
    "time chance opportunity point case reason way answer step thing change difference ensure "
    "ensuring make made makes take taken put give given get keep kept set law act code duty "
    "duties guidance statute statutory legislation review inquiry evidence research study "
    "survey report year years months month week last ago example instance according deserve "
    "deserves merit merits belong belongs warrants warrant advise advises invited advised "
    "directed submit renew renews section regulations regulation convention legally imagine "
    "picture remember suppose whoever whatever somebody someone nobody"
)
OPEN = listed("DO ED ING LY THING THINGS NAME NUM POLICE BODY TEAM PLAN PEOPLE")
_CLIPPED = (
    ("can't", "can not"), ("won't", "will not"), ("shan't", "shall not"), ("n't", " not"),
    ("'ll", " will"), ("'re", " are"), ("'ve", " have"), ("'d", " would"), ("'m", " am"),
)  # fmt: skip
_IS = re.compile(r"\b(it|that|there|what|here|he|she|who|where|how)'s\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shaped:
    """One word or mark: as written, in small letters, and its kind."""

    written: str
    lower: str
    kind: str

    @property
    def open(self) -> bool:
        """Whether the word says what a sentence is about rather than how it says it."""
        return self.kind in OPEN


@lru_cache(maxsize=4_096)
def shaped(text: str) -> tuple[Shaped, ...]:
    """Return the words and marks of a sentence with their kinds."""
    text = _IS.sub(r"\1 is", text.replace("’", "'"))
    for clipped, whole in _CLIPPED:
        text = text.replace(clipped, whole)
    found: list[Shaped] = []
    for match in _TOKEN.finditer(text):
        written = match.group()
        found.append(Shaped(written, written.lower(), _kind(written, first=not found)))
    return tuple(found)


def _kind(written: str, *, first: bool) -> str:
    word = written.lower()
    if not word[0].isalpha():
        return "NUM" if word[-1].isdigit() or word[-1] == "%" or word[0] in "£$" else word
    if kind := _KIND.get(word):
        return kind
    if word in _KEPT:
        return word
    if written[0].isupper() and (not first or (written.isupper() and len(written) > 1)):
        return "NAME"
    return _by_form(word)


def _by_form(word: str) -> str:
    """Return the kind of an open-class word by its ending, or that it can open an instruction."""
    if word in PLAIN_VERBS:
        return "DO"
    if word in PARTICIPLES:
        return "ED"
    for ending, kind in (("ing", "ING"), ("ed", "ED"), ("ly", "LY")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return kind
    return "THINGS" if word.endswith("s") and not word.endswith("ss") else "THING"


def runs(items: Sequence[str], longest: int) -> Iterator[tuple[int, int, str]]:
    """Yield every run of 1 to ``longest`` items with its place: start, end, joined text."""
    for start in range(len(items)):
        for end in range(start + 1, min(len(items), start + longest) + 1):
            yield start, end, " ".join(items[start:end])
