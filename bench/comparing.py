"""Time and quality of comparing two versions of a plan, beside difflib on the whole text.

    python bench/comparing.py

An invented plan of 60 commitments and 400 actions is changed by a known recipe: parts reworded,
moved, merged, split, added and dropped. What the comparison says is held against the recipe. The
peer is what a quick script would do: `difflib` on the lines, and on the words, of the whole text.
"""

import difflib
import random
import sys
import time
from dataclasses import replace

from avow.analysis.revisions import Kind, Status, Unit, compare

SYLLABLES = [a + b for a in "bcdfghjklmnprstv" for b in "ai"][:20]
COMMON = ("and", "to", "the", "of", "in", "with", "each", "for", "by", "a")
# As rare and as common as in real plans, where two different actions share few words.
WORDS = [a + b + c for a in SYLLABLES[:12] for b in SYLLABLES[4:12] for c in SYLLABLES[10:]]
OFTEN = [1 / (rank + 20) for rank in range(len(WORDS))]


def sentence(dice: random.Random) -> str:
    """Return an invented promise of 7 to 14 words that say something, and others between."""
    words = []
    for word in dice.choices(WORDS, OFTEN, k=dice.randint(7, 14)):
        words += [dice.choice(COMMON), word] if dice.random() < 0.5 else [word]
    return f"We will {' '.join(words)}."


def plan(dice: random.Random, commitments: int = 60, actions: int = 400) -> list[Unit]:
    """Return an invented plan of six pillars."""
    units = [
        Unit(f"p{p}", Kind.PILLAR, str(p), " ".join(dice.choices(WORDS, k=3)), "") for p in range(6)
    ]
    for c in range(commitments):
        where = f"p{c * 6 // commitments}"
        units.append(
            Unit(
                f"c{c}",
                Kind.COMMITMENT,
                str(c + 1),
                " ".join(dice.choices(WORDS, k=4)),
                sentence(dice),
                where,
            )
        )
        for a in range(c * actions // commitments, (c + 1) * actions // commitments):
            text = f"{sentence(dice)} {sentence(dice)}" if a % 3 == 0 else sentence(dice)
            units.append(Unit(f"a{a}", Kind.ACTION, f"{c + 1}.{a}", "", text, f"c{c}"))
    return units


def reworded(dice: random.Random, text: str, share: float) -> str:
    """Return ``text`` with about that share of its words dropped or replaced by others."""
    other = (sentence(dice) + " " + sentence(dice)).split()
    words = []
    for word in text.split():
        turn = dice.random()
        if turn < share / 2:
            words.append(dice.choice(other))
        elif turn >= share:
            words.append(word)
    return " ".join(words) or text


Truth = set[tuple[str, str]]


def changed(dice: random.Random, units: list[Unit], share: float) -> tuple[list[Unit], Truth]:
    """Return the next version, and which keys go on as which."""
    after, truth = [], set()
    waiting: Unit | None = None
    for unit in units:
        key = f"n-{unit.key}"
        parent = f"n-{unit.parent}" if unit.parent else ""
        new = replace(unit, key=key, parent=parent)
        if unit.kind is not Kind.ACTION:
            after.append(new)
            truth.add((unit.key, key))
            continue
        turn = dice.random()
        if waiting:
            after.append(
                replace(new, text=f"{waiting.text[:-1]}, and {unit.text[0].lower()}{unit.text[1:]}")
            )
            truth |= {(waiting.key, key), (unit.key, key)}
            waiting = None
        elif turn < 0.10:
            continue
        elif turn < 0.15:
            waiting = unit
        elif turn < 0.20 and unit.text.count(".") == 2:
            first, second = unit.text.split(". ")
            after += [replace(new, text=f"{first}."), replace(new, key=f"{key}b", text=second)]
            truth |= {(unit.key, key), (unit.key, f"{key}b")}
        elif turn < 0.30:
            after.append(replace(new, parent=f"n-c{dice.randrange(60)}"))
            truth.add((unit.key, key))
        elif turn < 0.40:
            after.append(replace(new, text=sentence(dice)))
        else:
            after.append(replace(new, text=reworded(dice, unit.text, share)))
            truth.add((unit.key, key))
    return after, truth


def quality(share: float, seed: int = 1) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the links between actions."""
    dice = random.Random(seed)
    before = plan(dice)
    after, truth = changed(dice, before, share)
    found = {
        (b.key, a.key)
        for change in compare(before, after).of(Kind.ACTION)
        for b in change.before
        for a in change.after
    }
    wanted = {pair for pair in truth if pair[0].startswith("a")}
    right = len(found & wanted)
    precision, recall = right / max(len(found), 1), right / max(len(wanted), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def timed(act, times: int = 5) -> float:
    """Return the best of some runs, in milliseconds."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        act()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def marked(before: list[Unit], after: list[Unit]) -> list[object]:
    """Compare, and mark every word that differs."""
    return [c.spans for c in compare(before, after).changes if c.status is not Status.SAME]


def main() -> None:
    """Print what was measured."""
    dice = random.Random(7)
    before = plan(dice)
    after, _truth = changed(dice, before, 0.3)
    start = time.perf_counter()
    found = compare(before, after)
    print(f"first comparison, imports included     {(time.perf_counter() - start) * 1000:8.0f} ms")
    texts = ["\n".join(unit.wording for unit in units) for units in (before, after)]
    lines, words = ([cut(text) for text in texts] for cut in (str.splitlines, str.split))
    for name, act, times in (
        ("avow: links and statuses", lambda: compare(before, after), 5),
        ("avow: with every word marked", lambda: marked(before, after), 5),
        ("difflib.ndiff, lines", lambda: list(difflib.ndiff(*lines)), 1),
        (
            "difflib.SequenceMatcher, words",
            lambda: difflib.SequenceMatcher(None, *words, autojunk=False).get_opcodes(),
            1,
        ),
    ):
        print(f"{name:<38} {timed(act, times):8.1f} ms")
    print({status.value: total.changes for status, total in found.totals(Kind.ACTION).items()})
    print("\nlinks between actions, by share of words changed: precision, recall, F1")
    for share in (0.0, 0.2, 0.4, 0.5, 0.6, 0.7):
        scores = [quality(share, seed) for seed in (1, 2, 3)]
        mean = [sum(column) / len(column) for column in zip(*scores, strict=True)]
        print(f"  {share:.1f}   " + "   ".join(f"{value:.3f}" for value in mean))


if __name__ == "__main__":
    sys.exit(main())
