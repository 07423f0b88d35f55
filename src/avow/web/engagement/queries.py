"""Reads that cross engagement and surveys: whom and where the consultation has reached."""

from collections import Counter
from dataclasses import dataclass

import pyarrow.compute as pc
from django.conf import settings
from django.db.models import Count, QuerySet, Sum

from avow.analysis.disclosure import policy
from avow.analysis.engine import Facts, NoFactsError
from avow.analysis.responses import Reach, reach
from avow.web.engagement import states
from avow.web.engagement.communities import communities
from avow.web.engagement.models import Group, Occasion
from avow.web.surveys.models import Answer
from avow.web.surveys.models.question import AREA
from avow.web.surveys.results import protected


@dataclass(frozen=True)
class Community:
    """How far a community was reached: occasions planned for it and held with it, and people."""

    key: str
    name: str
    planned: int
    held: int
    people: int

    @property
    def is_gap(self) -> bool:
        """Return whether nobody of it was met, and nothing is planned."""
        return not self.held and not self.planned


@dataclass(frozen=True)
class Borough:
    """How far a borough was reached, by the survey (protected: None is not shown) and in person."""

    reach: Reach
    answers: int | None
    occasions: int
    met: int


def occasions(*, state: str = "", kind: str = "", borough: str = "") -> QuerySet[Occasion]:
    """Return the occasions, with how much was asked at each, the filters applied."""
    found = Occasion.objects.annotate(asked=Count("points")).order_by("day", "title", "id")
    wanted = {"state": state, "kind": kind, "borough": borough}
    return found.filter(**{name: value for name, value in wanted.items() if value})


def by_community() -> list[Community]:
    """Return every community of the list, also those that nobody met."""
    planned: Counter[str] = Counter()
    for wanted in Occasion.objects.filter(state=states.PLANNED).values_list("wanted", flat=True):
        planned.update(wanted)
    met = {
        community: (held, people)
        for community, held, people in Group.objects.filter(occasion__state=states.HELD)
        .values_list("community")
        .annotate(held=Count("occasion"), people=Sum("people"))
        .order_by()
    }
    return [
        Community(key, name, planned[key], *met.get(key, (0, 0)))
        for key, name in communities().items()
    ]


def by_borough() -> list[Borough]:
    """Return every borough with its residents, who answered for it and who was met there."""
    residents = _residents()
    answers = _answers_by_area(residents)
    local = Occasion.objects.filter(state=states.HELD).exclude(borough="")
    held = Counter(local.values_list("borough", flat=True))
    met = dict(local.values_list("borough").annotate(people=Sum("groups__people")).order_by())
    areas = sorted({*residents, *answers, *met})
    counts = protected([answers[area] for area in areas]) if areas else []
    shown = dict(zip(areas, counts, strict=True))
    # What is not shown counts as the middle of what it may be, so that no verdict gives it away.
    hidden = policy().threshold // 2
    heard = {
        area: (hidden if count is None else count) + (met.get(area) or 0)
        for area, count in shown.items()
    }
    return [
        Borough(one, shown[one.area], held[one.area], met.get(one.area) or 0)
        for one in reach(heard, residents)
    ]


def _residents() -> dict[str, int]:
    """Return residents by borough in the newest year; none where no facts are loaded."""
    try:
        table = Facts(settings.DATA_FOLDER).table("population")
    except NoFactsError:
        return {}
    rows = table.select("borough", "year", "residents").to_pyarrow()
    newest = rows.filter(pc.equal(rows["year"], pc.max(rows["year"])))
    return dict(zip(newest["borough"].to_pylist(), newest["residents"].to_pylist(), strict=True))


def _answers_by_area(known: dict[str, int]) -> Counter[str]:
    found: Counter[str] = Counter()
    given = Answer.objects.readable().filter(question__kind=AREA)
    for row in given.values("choices").annotate(n=Count("id")).order_by():
        for area in row["choices"]:
            if area in known:
                found[area] += row["n"]
    return found
