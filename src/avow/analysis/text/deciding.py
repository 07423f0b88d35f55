"""Decide from the signals of a sentence whether it asks, and say in words what told.

The weights are those of a logistic regression trained on invented, labelled documents (the folder
``training``); they are read from the package, so that nothing is trained where Avow runs.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from avow.analysis.text.cues import EXPLICIT, IMPLIED
from avow.analysis.text.wording import Verdict
from avow.analysis.text.words import listed

ASKS_FROM = 0.5
_MOST_SAID = 3
_QUOTED = ("w:", "k:", "^w:", "^k:", "clause:", "subject:", "modal:", "instructs", "duty", "could",
           "need", "would", "should", "must")  # fmt: skip
_ASKING_WORDS = listed(
    "should must need needs ought shall could might may can would will cannot have has had to not "
    "never no nothing please recommend recommends urge ask asks asked call calls want wants like "
    "hope hopes welcome suggest propose request expect prefer wish consider ensure require "
    "required essential important vital law act said told was were been lacks missing unclear why "
    "how more better let do don't stop if until without by"
)
_PLACES = {
    "under an asking heading": "under the heading",
    "under an asking lead-in": "in a list under",
}


@dataclass(frozen=True, slots=True)
class Weights:
    """One trained decision: a weight per signal; signals it has not met count nothing."""

    intercept: float
    weights: Mapping[str, float]

    def weigh(self, features: Mapping[str, float]) -> float:
        """Return the weighted sum of features that have a size."""
        return self.intercept + sum(
            self.weights[name] * size for name, size in features.items() if name in self.weights
        )

    def probability(self, signals: Mapping[str, str]) -> float:
        """Return the probability, from 0 to 1, of what the weights decide."""
        total = self.intercept + sum(self.weights.get(name, 0.0) for name in signals)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def strongest(self, signals: Mapping[str, str], *, against: bool = False) -> list[str]:
        """Return the names of the signals that speak most for it, or most against."""
        sign = -1 if against else 1
        told = [(sign * self.weights.get(name, 0.0), name) for name in signals]
        return [name for weight, name in sorted(told, key=lambda x: (-x[0], x[1])) if weight > 0]


@cache
def load(name: str) -> Mapping[str, Weights]:
    """Return the trained decisions of one file in ``weights``."""
    text = (files("avow.analysis.text") / "weights" / f"{name}.json").read_text(encoding="utf-8")
    return {
        key: Weights(model["intercept"], model["weights"])
        for key, model in json.loads(text).items()
        if isinstance(model, dict)
    }


def decide(signals: Mapping[str, str], rule: Verdict) -> Verdict:
    """Return the verdict on a sentence from its signals; ``rule`` words the reason where it agrees.

    The reason names the strongest signals, with the words of the sentence that gave them.
    """
    models = load("asks")
    probability = models["asks"].probability(signals)
    asks = probability >= ASKS_FROM
    said = [rule.reason] if rule.ask == asks else []
    for name in models["asks"].strongest(signals, against=not asks):
        words = _in_words(name, signals[name])
        if words and not any(_inside(words, other) for other in said):
            said.append(words)
        if len(said) == _MOST_SAID:
            break
    reason = "; ".join(said) or "its wording as a whole"
    if not asks:
        return Verdict(ask=False, reason=reason, confidence=round(1 - probability, 3))
    implied = models["implied"].probability(signals) >= ASKS_FROM
    return Verdict(True, reason, IMPLIED if implied else EXPLICIT, round(probability, 3))


def _in_words(name: str, said: str) -> str:
    """Return a signal as a reader would have it, or nothing where it can only be counted."""
    if name.startswith("cue:"):
        return name.removeprefix("cue:")
    if name in _PLACES:
        return f"{_PLACES[name]} “{said[:60]}”"
    if name.startswith(_QUOTED) and _tells(said):
        kind = "an instruction" if name.startswith("instructs") else "the wording"
        return f"{kind} “{said}”"
    if name.startswith(("before:asks", "after:asks")):
        return "next to a sentence that asks"
    return "no main verb" if name == "no finite verb" else ""


def _tells(said: str) -> bool:
    """Whether a run of words is long enough, and says enough about asking, to be quoted."""
    words = said.lower().split()
    return len(words) > 1 and any(word in _ASKING_WORDS for word in words)


def _inside(words: str, other: str) -> bool:
    """Whether the words quoted in one reason stand in another, or the other way round."""
    if words == other:
        return True
    if "“" not in words or "“" not in other:
        return False
    one, two = words.split("“")[1].rstrip("”"), other.split("“")[1].rstrip("”")
    return one in two or two in one
