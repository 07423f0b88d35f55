"""The text that members of a group share, and what each made of it."""

from collections.abc import Sequence
from functools import lru_cache

from avow.analysis.text.duplicates.group import GAP, Edit
from avow.analysis.text.duplicates.normal import words

_SHARED = 2 / 3  # of the people: what they keep is the template, the rest a gap

Block = tuple[int, int, int]  # where in the one, where in the other, how many words


class Written:
    """A text as written, cut at spaces, with the words each piece stands for."""

    def __init__(self, text: str) -> None:
        pieces = [(piece, _key(piece)) for piece in text.split()]
        self.shown = [piece for piece, key in pieces if key]
        self.keys = [key for _, key in pieces if key]


@lru_cache(maxsize=50_000)
def _key(piece: str) -> str:
    return " ".join(words(piece))


def shared(base: Written, others: Sequence[Written], people: Sequence[int]) -> list[str]:
    """Return the pieces of the base that two thirds of the people keep, and gaps between.

    ``people`` counts who sent the base, then each of the others.
    """
    kept = [people[0]] * len(base.keys)
    added = [0] * (len(base.keys) + 1)
    for other, count in zip(others, people[1:], strict=True):
        blocks = _blocks(base.keys, other.keys)
        for start, _, length in blocks:
            for place in range(start, start + length):
                kept[place] += count
        for place in _insertions(blocks, len(base.keys), len(other.keys)):
            added[place] += count
    enough = _SHARED * sum(people)
    pieces: list[str] = []
    for place, piece in enumerate([*base.shown, ""]):
        keeps = place < len(kept) and kept[place] >= enough
        gap = added[place] > sum(people) - enough or (piece and not keeps)
        if gap and pieces[-1:] != [GAP]:
            pieces.append(GAP)
        if keeps:
            pieces.append(piece)
    return pieces


def edits(template: Sequence[str], member: Written) -> tuple[Edit, ...]:
    """Return what one text made of a template's pieces, gaps included, in order."""
    fixed = [place for place, piece in enumerate(template) if piece != GAP]
    keys = [_key(template[place]) for place in fixed]
    found: list[Edit] = []
    here = there = 0
    for start, over, length in [*_blocks(keys, member.keys), (len(keys), len(member.keys), 0)]:
        first = fixed[here - 1] + 1 if here else 0
        last = fixed[start] if start < len(fixed) else len(template)
        was, now = " ".join(template[first:last]), " ".join(member.shown[there:over])
        if was != now and (now or was != GAP):
            found.append(Edit(here, was, now))
        here, there = start + length, over + length
    return tuple(found)


def _blocks(left: Sequence[str], right: Sequence[str]) -> list[Block]:
    """Return runs of words in common; one word alone between two changes counts as changed."""
    from rapidfuzz.distance import LCSseq

    found = [
        (op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in LCSseq.opcodes(left, right)
        if op.tag == "equal"
    ]
    for place in range(len(found) - 1):
        found[place : place + 2] = _slid(left, right, found[place], found[place + 1])
    ends = {(0, 0), (len(left) - 1, len(right) - 1)}
    return [block for block in found if block[2] > 1 or (block[2] and block[:2] in ends)]


def _slid(
    left: Sequence[str], right: Sequence[str], before: Block, after: Block
) -> tuple[Block, Block]:
    """Move the last words of a run to the front of the next where they fit as well.

    In "My name is Ann. I am ..." it is the second I that the template's "I am" stands for.
    """
    (start, over, length), (next_start, next_over, run) = before, after
    while (
        length
        and length <= run
        and next_start == start + length
        and right[next_over - 1] == left[next_start - 1]
    ):
        length, run = length - 1, run + 1
        next_start, next_over = next_start - 1, next_over - 1
    return (start, over, length), (next_start, next_over, run)


def _insertions(blocks: Sequence[Block], length: int, other: int) -> list[int]:
    """Return the places before which the other text adds words and replaces none."""
    places = []
    here = there = 0
    for start, over, run in [*blocks, (length, other, 0)]:
        if over > there and start == here:
            places.append(here)
        here, there = start + run, over + run
    return places
