"""Rows of a table as text."""

from collections.abc import Sequence

from avow.analysis.documents.building import BODY, Block

_LONGEST = 60


def row_blocks(cells: Sequence[str], page: int | None, *, first: bool) -> list[Block]:
    """Return a row: short cells on one line with tabs between, long ones as paragraphs."""
    held = [" ".join(cell.split()) for cell in cells]
    held = [cell for cell in held if cell]
    if not held:
        return []
    if any(len(cell) > _LONGEST for cell in held):
        return [Block.plain(BODY, cell, page) for cell in held]
    row = Block.plain(BODY, "\t".join(held), page)
    row.tight = not first
    return [row]
