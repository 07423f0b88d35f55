"""Which commitment or action of a new text continues which one of the version before."""

from collections.abc import Sequence

from rapidfuzz import fuzz

# How alike two texts must be (0 to 100), and how much less will do where the number is the same.
_ALIKE = 65
_SAME_NUMBER = 20


def continued(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]
) -> dict[int, int]:
    """Return, for places in ``after``, the place in ``before`` that each continues.

    Both hold (number, text). Closest pairs are taken first; each place is used once, and what is
    like nothing before is absent. Likeness is rapidfuzz's token-set ratio.
    """
    scored = []
    for new, (number, text) in enumerate(after):
        for old, (old_number, old_text) in enumerate(before):
            likeness = fuzz.token_set_ratio(text.lower(), old_text.lower())
            likeness += _SAME_NUMBER if number == old_number else 0
            if likeness >= _ALIKE:
                scored.append((-likeness, abs(new - old), new, old))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _likeness, _distance, new, old in sorted(scored):
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return found
