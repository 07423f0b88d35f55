"""Words and their stems, the same for documents, plans and the vocabulary."""

import re
from functools import lru_cache

TOKEN = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]+)?")
_STOP = (
    "domestic abuse abusive sexual assault "
    "a about above across after again all also although always among an and any are as at be "
    "because been before being below between both but by can cannot could did do does doing "
    "done down during each either else etc even ever every few first for from further get "
    "give given go had has have having he her here hers him his how however i if in "
    "including into is it its itself just keep kind like made make makes making many may me "
    "might more most much must my need needed needs never new no nor not now of off often on "
    "once one only or other our ours out over own particular put rather really same say see "
    "seek set shall she should since so some something still such sure take taken than that "
    "the their theirs them then there therefore these they thing things this those though "
    "through thus to too towards under until up upon us use used using very want was way "
    "ways we well were what when where whether which while who whom whose why will with "
    "within without would yet you your ensure ensuring improve improving improvement better "
    "help work working welcome recommend urge commitment commitments plan strategy action "
    "section response police officer officers force women woman girl girls violence against "
    "vawg met mps london victim victims survivor survivors people best role look looking "
    "part example potential effective process understand understanding approach level area "
    "areas issue issues number include includes includes provide provided providing high "
    "mean means good right different support supporting supported service services london "
    "public increase key clear develop developing development specific additional current "
    "currently existing information order "
)
STOP_WORDS = frozenset(_STOP.split())


def listed(words: str) -> frozenset[str]:
    """Return the words of a list written as one text."""
    return frozenset(words.split())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a light stem: plural, -ing, -ed and final e removed; both sides use the same."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("s'").replace("'", "")
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if (
            word.endswith(ending)
            and len(word) - len(ending) >= 3
            and re.search("[aeiouy]", word[:-3])
        ):
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def tokens(text: str) -> list[str]:
    """Return the words of a text as written; a hyphen parts two words."""
    return TOKEN.findall(text)


def content(text: str) -> list[str]:
    """Return the stems of the words that carry meaning."""
    return [stem(word) for word in tokens(text) if word.lower() not in STOP_WORDS and len(word) > 2]
