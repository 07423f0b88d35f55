"""Invented answers to "What would make you feel safer?", as many as asked for, from a seed.

One in twelve says nothing, one in ten repeats a short answer, one in eight sends a campaign's text
with or without changes; the rest put together what they say of one to three themes.
"""

import random

_PLACES = (
    "on the night bus", "near the station", "in the park", "on our estate", "outside the school",
    "along the canal", "on the high street", "at the bus stop", "in the underpass", "by the pub",
    "in the car park", "on the towpath", "around the market", "on my road", "behind the library",
)  # fmt: skip
_WHEN = (
    "after dark", "in the evening", "every weekend", "in winter", "late at night",
    "at closing time", "on Friday nights", "early in the morning", "after school",
    "when the shops shut",
)  # fmt: skip
_WHO = (
    "my daughter", "my sister", "a friend", "my neighbour", "a colleague", "my mum", "my flatmate",
    "a young woman I know", "my niece", "several women here", "my partner", "a girl in my class",
)  # fmt: skip
_THEMES = {
    "lighting": (
        "The street lights {place} have been broken for months and it is pitch dark {when}.",
        "Better lighting {place} would help, {who} will not walk there {when}.",
        "Please fix the lamps {place}, nobody can see anything {when}.",
    ),
    "patrols": (
        "We never see an officer on foot {place}, there should be patrols {when}.",
        "More visible police {place} {when} would make {who} feel safe.",
        "Officers drive past but do not stop {place}, walk the beat {when} instead.",
    ),
    "belief": (
        "When {who} reported it the officer did not believe her and asked what she was wearing.",
        "Listen to women when they report, {who} was made to feel it was her fault.",
        "Take reports seriously the first time, {who} had to ring four times {when}.",
    ),
    "updates": (
        "{who} waited eleven months and heard nothing about the case, not one phone call.",
        "Keep victims informed, {who} only learnt the case was closed from a letter.",
        "A named contact who rings back would help, {who} never got an update.",
    ),
    "transport": (
        "Bus drivers should be trained to step in when men harass women {place} {when}.",
        "Put staff back on trains and platforms {when}, {who} was followed off the train.",
        "Harassment on buses is constant {when} and nobody does anything {place}.",
    ),
    "schools": (
        "Teach boys about consent in every school, it starts there and not {place}.",
        "Schools should have lessons on respect, {who} is groped in the corridor.",
        "Young people need to learn what a healthy relationship is before it goes wrong.",
    ),
    "courts": (
        "Trials take years, {who} gave up because the court date kept moving.",
        "Sentences are far too short and the men are back {place} within weeks.",
        "Charge more rapists, the conviction rate tells men that they will get away with it.",
    ),
    "culture": (
        "Sack officers who abuse women, trust is gone until the force cleans itself up.",
        "Vet every officer properly, {who} no longer trusts anyone in uniform.",
        "There is misogyny in the police and it has to be rooted out from the top.",
    ),
    "support": (
        "Fund refuges and helplines, {who} was told there was no bed anywhere in London.",
        "Specialist support workers made all the difference to {who}, pay for more of them.",
        "Counselling has a waiting list of a year, {who} needed it straight away.",
    ),
    "online": (
        "Abuse online is ignored, {who} gets threats on her phone {when}.",
        "Somebody shared pictures of {who} and the police said it was not a crime.",
        "Make the platforms take down abuse, {who} has left social media.",
    ),
}  # fmt: skip
_SHORT = ("More police", "Better lighting", "Listen to women", "Street lights.", "more patrols!")
_NOTHING = (
    "No comment", "n/a", "Nothing", "nothing to add", "None", "Don't know", "-", "no", "N/A",
    "not sure", "No answer", "see above", "test", "...", "Nothing really", "no thanks",
)  # fmt: skip
_CAMPAIGNS = (
    "I support the Night Safe campaign. Every bus route in the city should run all night, every "
    "stop should be lit, and every driver should be trained to help a woman who is being followed.",
    "As a resident I ask the force to publish, every month, how many reports of rape it received, "
    "how many led to a charge, and how long each victim waited. Nothing else will win back trust.",
    "Please fund our local refuge. Last year it turned away two women in three because it had no "
    "room, and every one of them went back to a home where she was in danger.",
)
_OPENINGS = ("Very important to me. ", "Dear all, ", "I am a nurse and see this daily. ", "Hello. ")
_ENDINGS = (" Thank you.", " This happened to {who}.", " Please act now.", " {who} agrees.")


def answers(count: int, seed: int) -> list[str]:
    """Return invented answers, the same for the same seed."""
    return [text for text, _ in with_campaigns(count, seed)]


def with_campaigns(count: int, seed: int) -> list[tuple[str, int | None]]:
    """Return invented answers, and for each the number of its campaign if it is of one."""
    draw = random.Random(seed)
    found: list[tuple[str, int | None]] = []
    for _ in range(count):
        campaign = draw.randrange(len(_CAMPAIGNS)) if draw.random() < 1 / 8 else None
        text = _answer(draw) if campaign is None else _campaign(draw, _CAMPAIGNS[campaign])
        found.append((text, campaign))
    return found


def _answer(draw: random.Random) -> str:
    kind = draw.random()
    if kind < 1 / 12:
        return draw.choice(_NOTHING)
    if kind < 1 / 12 + 1 / 10:
        return draw.choice(_SHORT)
    themes = draw.sample(list(_THEMES), draw.choice((1, 1, 1, 2, 2, 3)))
    return " ".join(_filled(draw, draw.choice(_THEMES[theme])) for theme in themes)


def _campaign(draw: random.Random, text: str) -> str:
    if draw.random() < 0.4:
        return text
    if draw.random() < 0.5:
        text = draw.choice(_OPENINGS) + text
    if draw.random() < 0.5:
        text += _filled(draw, draw.choice(_ENDINGS))
    if draw.random() < 0.4:
        words = text.split()
        words.pop(draw.randrange(len(words)))
        text = " ".join(words)
    return text


def _filled(draw: random.Random, text: str) -> str:
    filled = text.format(place=draw.choice(_PLACES), when=draw.choice(_WHEN), who=draw.choice(_WHO))
    return filled[0].upper() + filled[1:]
