"""Invented answers for the benchmarks, by the generator of the demo."""

from avow.analysis.synthetic.responding import CAMPAIGN, responses

AREAS = ("North", "East", "South", "West")


def answers(count: int, seed: int) -> list[str]:
    """Return invented answers, the same for the same seed; a sixth of them say nothing."""
    return [text for text, _ in with_campaigns(count, seed)]


def with_campaigns(count: int, seed: int) -> list[tuple[str, str | None]]:
    """Return invented answers, and for each the name of its campaign if it is of one."""
    return [
        (response.text, " ".join(sorted(response.themes)) if response.kind == CAMPAIGN else None)
        for response in responses(count, seed=seed, areas=AREAS, commitments=0)
    ]
