"""Invented answers about a plan, each about one or two things, for tests and the browser."""

import random

THINGS = {
    "lighting": [
        "The street lights on my road have been broken for months",
        "Better lighting in the park would make walking home feel safer",
        "Please mend the lamps by the station, it is dark there at night",
    ],
    "buses": [
        "Night buses stop too far from where people live",
        "I wait alone at the bus stop because the last bus is late",
        "Bus drivers should know what to do when a passenger is harassed",
    ],
    "reporting": [
        "Nobody called me back after I reported it to the police",
        "Reporting should be easier, online and without a long form",
        "When I reported, the officer did not believe me",
    ],
    "schools": [
        "Teach boys about respect and consent in schools",
        "Schools need lessons on healthy relationships",
        "Teachers should know how to respond to harassment of pupils",
    ],
    "officers": [
        "Officers who harm women must be dismissed quickly",
        "Vetting of police officers has to be much stricter",
        "I do not trust the police to investigate their own officers",
    ],
}
_BEFORE = ["", "I think that ", "In my view ", "To be honest "]
_AFTER = ["", " please", " and soon", " as my neighbours say too"]
_NOTHING = ["No comment", "n/a", "Nothing to add", "???"]
CAMPAIGN = (
    "I support the night workers' charter and ask the police to fund safe rides home for every "
    "woman who works after ten at night"
)


def answers(count: int, seed: int = 1) -> list[str]:
    """Return answers: most about one thing, some about two, some a campaign's, some about none."""
    chance = random.Random(seed)
    return [_answer(chance) for _ in range(count)]


def _answer(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.05:
        return chance.choice(_NOTHING)
    if kind < 0.12:
        town = chance.choice(["Northbank", "Old Harbour", "Southgate"])
        return f"{CAMPAIGN}. I live in {town}." if kind < 0.09 else CAMPAIGN
    things = chance.sample(sorted(THINGS), 2 if chance.random() < 0.25 else 1)
    said = ". ".join(chance.choice(THINGS[thing]) for thing in things)
    return f"{chance.choice(_BEFORE)}{said}{chance.choice(_AFTER)}"
