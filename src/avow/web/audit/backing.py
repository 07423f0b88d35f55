"""What stands in the registers must stand in the trace: a row put there behind it is found.

A room registers a function when the site starts; it returns what the room shows or relies on, each
with the act that must have led to it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from avow.web.audit.models import Event


@dataclass(frozen=True)
class Claim:
    """Something that is so because of an act: the newest of ``verb`` and ``undone`` is ``verb``.

    Only acts on ``subject`` whose detail holds all of ``about`` are looked at, by ``actor`` alone
    if one is given. That act's detail holds all of ``proof`` too. ``what`` says what is so.
    """

    what: str
    verb: str
    subject: str
    undone: tuple[str, ...] = ()
    actor: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)
    proof: Mapping[str, Any] = field(default_factory=dict)

    def holds(self, acts: Iterable[Event]) -> bool:
        """Return whether the acts on the subject, oldest first, bear the claim out."""
        last = None
        for act in acts:
            if self.actor in ("", act.actor) and self.about.items() <= act.detail.items():
                last = act
        return (
            last is not None
            and last.verb == self.verb
            and (self.proof.items() <= last.detail.items())
        )


_sources: list[Callable[[], Iterable[Claim]]] = []


def register(source: Callable[[], Iterable[Claim]]) -> None:
    """Have what ``source`` returns compared with the trace."""
    _sources.append(source)


def unfounded() -> Iterator[str]:
    """Yield a sentence for everything that no act in the trace bears out."""
    claims = [claim for source in _sources for claim in source()]
    verbs = {verb for claim in claims for verb in (claim.verb, *claim.undone)}
    acts: dict[tuple[str, str], list[Event]] = {}
    for event in Event.objects.filter(verb__in=verbs).order_by("number"):
        acts.setdefault((event.verb, event.subject), []).append(event)
    for claim in claims:
        here = [a for v in (claim.verb, *claim.undone) for a in acts.get((v, claim.subject), ())]
        if not claim.holds(sorted(here, key=lambda act: act.number)):
            yield f"{claim.what}, but the trace does not say so."
