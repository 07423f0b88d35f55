"""Fill the slots of ``recommendations/frames.txt``: each way of asking becomes a few sentences.

Which words fill a slot follows from the number of the frame alone, so that the same files give the
same sentences every time.
"""

import re
from pathlib import Path

FRAMES = Path(__file__).parent / "recommendations" / "frames.txt"
SLOTS = {
    "NP": (
        "a named contact", "specialist training", "an independent review", "a second detective",
        "regular checks", "the same officer throughout", "a proper handover", "better lighting",
        "a women's night bus", "an interpreter", "a clear timetable", "one point of contact",
        "monthly figures", "an advocate in every station", "a quiet room", "trauma-informed "
        "interviewing", "a panel of survivors", "more officers on foot", "external scrutiny",
        "a separate reporting route", "the money for refuges", "a published action log",
        "early advice from prosecutors", "an audit of closed cases", "a text when he is released",
        "joint training with call handlers", "risk assessments that ask about children",
        "a duty detective at weekends", "support for witnesses", "a leaflet in Polish",
    ),
    "NPS": (
        "trained interpreters", "women detectives", "night buses", "street lamps", "advocates",
        "refuge places", "officers who listen", "translated leaflets", "checks on breaches",
    ),
    "VPING": (
        "publishing the figures", "training call handlers", "checking on every order",
        "ringing back the same day", "listening to survivors", "sharing what it knows",
        "recording ethnicity properly", "going into schools", "vetting officers again",
        "seizing his phone first", "reviewing closed cases", "working with local services",
    ),
    "VP": (
        "publish the figures every quarter", "train call handlers", "ring her back the same day",
        "check every order within a day", "vet serving officers again", "fund the advocates",
        "record ethnicity properly", "tell victims what has been decided", "seize his phone first",
        "review the cases that were closed", "set a date", "keep the same officer on the case",
        "go into schools", "mend the lights by the canal", "share the map with the council",
        "explain the decision in writing", "arrest on the first breach", "ask women where they "
        "feel unsafe", "make the form shorter", "pay survivors for their time",
        "work with specialist services", "name a lead officer", "measure what changes",
        "offer a choice of officer", "refer her to an advocate", "consult Deaf women",
        "test this with young people", "move the hearing to another force", "learn from Scotland",
        "put an officer at the station after midnight",
    ),
    "BEING": ("checking", "publishing", "explaining", "funding", "testing", "reviewing"),
    "BE2": (
        "be published", "be offered to every victim", "be checked by somebody independent",
        "be made available at night", "be put in writing",
    ),
    "BE": (
        "published", "offered to every victim", "reviewed each year", "made available at night",
        "put in writing", "checked by somebody independent", "extended to the other boroughs",
        "funded properly", "included from the start", "agreed with local services",
    ),
    "ED": (
        "closed the case", "changed the way it works", "moved the team to another building",
        "rang us back", "lost the papers", "came to the meeting", "trained forty officers",
        "reported it twice",
    ),
    "B": (
        "the Met", "the force", "the police", "officers", "each borough", "the council",
        "the Home Office", "the government", "the unit", "schools", "the commissioner",
        "the prosecution service", "local teams", "the hub", "ministers",
    ),
    "P": (
        "victims", "survivors", "women", "Deaf women", "older women", "our clients", "girls",
        "migrant women", "women who report", "mothers", "complainants", "young people",
        "disabled women", "families",
    ),
    "T": (
        "within a week", "by the spring", "every year", "from the start", "as soon as possible",
        "before the summer", "without delay", "at each stage", "this year",
    ),
    "PL": (
        "the plan", "the draft", "your plan", "this strategy", "the leaflet", "Commitment 8",
        "the document", "the section on training", "Pillar 2", "the third commitment",
    ),
    "M": (
        "older women", "online abuse", "funding", "disabled women", "police officers who abuse",
        "call handlers", "stalking", "migrant women", "so-called honour-based abuse",
        "what happens after a breach", "children at home", "spiking", "victims of economic abuse",
    ),
    "N": (
        "Harrowgate Women's Aid", "The Alliance", "Our coalition", "The Trust", "The Centre",
        "Lanternside", "The union", "The council", "The Federation",
    ),
}  # fmt: skip
_SLOT = re.compile(rf"\b(?:{'|'.join(sorted(SLOTS, key=len, reverse=True))})\b")
TIMES = 3


def filled(path: Path = FRAMES, times: int = TIMES) -> list[tuple[str, str]]:
    """Return each frame with its slots filled, so many times, as pairs of label and sentence."""
    lines = path.read_text(encoding="utf-8").splitlines()
    frames = [line.split(" ", 1) for line in lines if line[:2] in ("0 ", "1e", "1i")]
    return [
        (label, _fill(frame, number * 7 + turn * 11))
        for number, (label, frame) in enumerate(frames)
        for turn in range(times if _SLOT.search(frame) else 1)
    ]


def _fill(frame: str, step: int) -> str:
    """Fill the slots of one frame; each slot of it takes another word of its list."""
    used = 0

    def word(slot: re.Match[str]) -> str:
        nonlocal used
        used += 1
        words = SLOTS[slot.group()]
        return words[(step + 5 * used + step // len(words)) % len(words)]

    text = _SLOT.sub(word, frame)
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!" else ".")
