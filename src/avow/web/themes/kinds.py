"""The kinds of long work that this room asks for."""

PROPOSE = "themes.propose"
LEARN = "themes.learn"
SPLIT = "themes.split"
ALL = (PROPOSE, LEARN, SPLIT)
