"""Invented answers on a few themes, for the tests."""

import random

SAID = {
    "lighting": (
        "The street lights near {} are broken and it is dark",
        "Please put better lighting by {} because it is pitch dark",
        "Street lights by {} never work, it is so dark at night",
    ),
    "patrols": (
        "We never see an officer walking on patrol around {}",
        "More officers on foot patrol near {} please",
        "Put officers on patrol at {} every evening",
    ),
    "schools": (
        "Teach boys about consent at school, start with {}",
        "Schools should teach respect and consent, such as {}",
        "Lessons on consent in school near {} would change boys",
    ),
}
PLACES = ("the park", "the station", "the canal", "our estate", "the market", "the old mill")


def answers(count: int, seed: int = 1) -> tuple[list[str], list[str]]:
    """Return texts and the theme each was made from."""
    draw = random.Random(seed)
    themes = [draw.choice(list(SAID)) for _ in range(count)]
    return [draw.choice(SAID[theme]).format(draw.choice(PLACES)) for theme in themes], themes
