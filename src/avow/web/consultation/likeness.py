"""Which asks seem to be the same: candidates until a person says that they are, or are not."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from uuid import UUID

from avow.web.consultation import asks, states
from avow.web.consultation.models import Apart, Ask, Recommendation


@dataclass(frozen=True)
class Alike:
    """Asks that seem to be the same, and why."""

    asks: tuple[Ask, ...]
    why: str

    @property
    def pairs(self) -> set[tuple[UUID, UUID]]:
        """Return every two of them, the smaller identifier first."""
        return set(combinations(sorted(ask.pk for ask in self.asks), 2))


@lru_cache(maxsize=2)
def _groups(quotes: tuple[str, ...]) -> tuple[tuple[tuple[int, ...], str], ...]:
    """Return places in ``quotes`` that ask for the same, with why.

    Kept in memory: comparing a thousand takes seconds, and putting asks together changes no quote.
    """
    from avow.analysis.text import same_asks

    return tuple((group.indexes, group.why) for group in same_asks(quotes))


def alike() -> list[Alike]:
    """Return which asks without a public answer seem to ask for the same, largest groups first.

    Every voice is compared, not the first of each ask alone. What a person kept apart is left out.
    """
    rows = list(
        Recommendation.objects.filter(state=states.ADOPTED)
        .order_by("created_at", "pk")
        .values_list("quote", "ask_id")
    )
    waiting = asks.standing().exclude(answer__published__isnull=False)
    open_asks = {ask.pk: ask for ask in asks.with_voices(waiting)}
    apart = set(Apart.objects.values_list("first", "second"))
    found = []
    for places, why in _groups(tuple(quote for quote, _ask in rows)):
        held = dict.fromkeys(rows[place][1] for place in places)
        group = Alike(tuple(open_asks[pk] for pk in held if pk in open_asks), why)
        if len(group.asks) > 1 and not group.pairs <= apart:
            found.append(group)
    return sorted(found, key=lambda group: -len(group.asks))
