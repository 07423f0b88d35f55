"""What stands beside the force: advisers, services, occasions, other counts, residents."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from avow.analysis.synthetic.publisher import residents
from avow.analysis.synthetic.records.base import Source
from avow.analysis.synthetic.records.columns import Coded, Column, Maybe, table_of, taken
from avow.analysis.synthetic.records.draws import Floats, Ints, pseudonyms
from avow.analysis.synthetic.records.force import posts
from avow.analysis.synthetic.records.setting import Setting
from avow.analysis.tables import force, places, shared

OCCASION = 5  # what a pseudonym stands for
_NONE = "none"
# People it can take at once, and weeks it lasts (0: it has no length), by kind of service.
_SERVICES = {
    "perpetrator programme": (24, 26, "Turning Point"),
    "community service": (40, 0, "Women's Circle"),
    "refuge": (22, 0, "Refuge"),
    "adviser service": (110, 0, "Advice Service"),
    "helpline": (300, 0, "Helpline"),
}
# (source, figure, monthly count for every 100,000 residents, share out of how many or 0)
_OTHER = (
    ("Residents' survey", "Women who feel safe after dark", 14.0, 0.52),
    ("Residents' survey", "Women who trust the police to act", 14.0, 0.58),
    ("Domestic abuse helpline", "Calls answered", 31.0, 0.0),
    ("Ambulance service", "Calls to assaults on women", 12.0, 0.0),
    ("Hospital emergency departments", "Attendances of women after an assault", 9.0, 0.0),
)
_COMMUNITIES = ("victims", "students", "older", "faith", "girls", "deaf", "night-workers")
_SEXES = np.array([0.506, 0.49, 0.004])
_AGES = np.array([0.12, 0.1, 0.1, 0.18, 0.165, 0.125, 0.1, 0.11])


BESIDE = (
    "workforce",
    "training",
    "capacity",
    "services",
    "engagement",
    "other_sources",
    "population_by_group",
)


def beside(setting: Setting, source: Source) -> Iterator[tuple[str, pa.Table]]:
    """Yield the tables that are not about cases, by name."""
    workforce, training = posts(setting)
    yield "workforce", workforce
    yield "training", training
    for kind, columns in (
        (force.Capacity, _capacity(setting, source.by_borough)),
        (force.Services, _services(setting)),
        (force.Engagement, _engagement(setting)),
        (force.OtherSources, _other_sources(setting)),
        (force.PopulationByGroup, _residents(setting)),
    ):
        yield kind.name, table_of(kind, columns)


def ground_tables(setting: Setting) -> Iterator[tuple[str, pa.Table]]:
    """Yield the areas and residents that rates need, for a folder that no feed has filled."""
    city = setting.ground.city
    rows: list[dict[str, str | None]] = [_area("force", None)]
    rows += [_area("bcu", None, bcu=name) for name in city.bcus]
    rows += [
        _area("borough", city.borough_codes[name], bcu=bcu, borough=name)
        for name, bcu in city.bcu_of.items()
    ]
    rows += [
        _area("ward", ward.code, bcu=ward.bcu, borough=ward.borough, ward=ward.name)
        for ward in city.wards
    ]
    areas = [row | {"force": city.force} for row in rows]
    yield "areas", pa.Table.from_pylist(areas, places.Areas.schema())
    people = [
        {"force": city.force, "bcu": city.bcu_of[borough], "borough": borough}
        | {"year": year, "residents": count}
        for (borough, year), count in _estimates(setting).items()
    ]
    yield "population", pa.Table.from_pylist(people, places.Population.schema())


def _area(kind: str, code: str | None, **names: str) -> dict[str, str | None]:
    empty: dict[str, str | None] = dict.fromkeys(("bcu", "borough", "ward"))
    return {"kind": kind, "code": code} | empty | names


def _estimates(setting: Setting) -> dict[tuple[str, int], int]:
    """Return residents by borough and year, as the invented publisher has them."""
    first, last = setting.truths.first_day.year, setting.truths.last_day.year
    years = range(first - 1, max(last, first + 1))
    return residents(setting.ground.city, setting.draws.seed, years)


def _grid(setting: Setting, kinds: int) -> tuple[Ints, Ints, Ints, dict[str, Column]]:
    """Return month, borough and kind of each row, and the columns that place them."""
    shape = (len(setting.months), len(setting.ground.boroughs), kinds)
    month, borough, kind = (axis.ravel() for axis in np.indices(shape))
    return month, borough, kind, _placed(setting, borough) | {"month": setting.month_days[month]}


def _placed(setting: Setting, borough: Ints) -> dict[str, Column]:
    ground = setting.ground
    return {
        "force": Coded(np.zeros(len(borough), np.int8), [ground.city.force]),
        "bcu": Coded(ground.unit_of_borough[borough], ground.city.bcus),
        "borough": Coded(borough, ground.boroughs),
    }


def _capacity(setting: Setting, by_borough: Floats) -> dict[str, Column]:
    """Return advisers: as many as keep the standard, in every borough but one."""
    truths, rng = setting.truths, setting.draws.generator("capacity")
    month, borough, role, placed = _grid(setting, len(force.ADVISERS))
    monthly = by_borough[borough] / len(setting.months)
    share = np.array([0.09, 0.3, 0.07])[role]  # of offences become a case
    lasts = np.array([7.0, 3.0, 9.0])[role]  # months
    standard = np.array([truths.caseload_standard[name] for name in force.ADVISERS])[role]
    grown = 1 + 0.15 * month / max(len(setting.months) - 1, 1)
    needed = monthly * share * lasts / standard
    filled = np.maximum(50, np.round(needed * 100 * grown / 50) * 50)
    heavy = (borough == setting.ground.boroughs.index(truths.caseload_borough)) & (
        role == force.ADVISERS.index("IDVA")
    )
    carried = np.where(heavy, truths.caseload_factor, 1.0) * standard * filled / 100
    open_cases = rng.poisson(carried * 0.98)
    return placed | {
        "role": Coded(role, force.ADVISERS),
        "posts": filled + rng.choice([0, 0, 0, 50, 100], len(month)),
        "filled": filled,
        "open_cases": open_cases,
        "new_cases": rng.poisson(carried / lasts),
    }


def _services(setting: Setting) -> dict[str, Column]:
    rng = setting.draws.generator("services")
    _, borough, kind, placed = _grid(setting, len(force.SERVICES))
    missing = np.zeros((len(setting.ground.boroughs), len(force.SERVICES)), dtype=bool)
    without = [setting.ground.boroughs.index(b) for b in setting.truths.without_programme]
    missing[without, force.SERVICES.index("perpetrator programme")] = True
    missing[1::5, force.SERVICES.index("community service")] = True
    missing[2::6, force.SERVICES.index("refuge")] = True
    here = ~missing[borough, kind]
    size = np.array([_SERVICES[name][0] for name in force.SERVICES])
    places = np.round(size[kind] * rng.lognormal(0, 0.3, missing.shape)[borough, kind])
    length = np.array([_SERVICES[name][1] for name in force.SERVICES])[kind]
    referrals = rng.poisson(places * 0.35)
    started = rng.binomial(referrals, 0.62)
    counts = {
        "places": places,
        "referrals": referrals,
        "re_referrals": rng.binomial(referrals, 0.21),
        "started": started,
        "completed": rng.binomial(started, 0.57),
        "waiting": rng.poisson(places * 0.28),
    }
    titles = [
        f"{borough} {_SERVICES[name][2]}"
        for borough in setting.ground.boroughs
        for name in force.SERVICES
    ]
    own = borough * len(force.SERVICES) + kind
    return placed | {
        "kind": Coded(kind, force.SERVICES),
        "service": Coded(np.where(here, own, len(titles)), [*titles, _NONE]),
        "available": here,
        "weeks": Maybe(length, here & (length > 0)),
        **{name: np.where(here, found, 0) for name, found in counts.items()},
    }


def _engagement(setting: Setting) -> dict[str, Column]:
    rng = setting.draws.generator("engagement")
    ground, months = setting.ground, len(setting.months)
    counts = rng.poisson(0.55, (months, len(ground.boroughs)))
    row = np.repeat(np.arange(counts.size), counts.ravel())
    month, borough = row // len(ground.boroughs), row % len(ground.boroughs)
    size = len(row)
    of_borough = [np.flatnonzero(ground.borough_of_ward[:-1] == b) for b in range(counts.shape[1])]
    ward = np.array([own[int(u * len(own))] for own, u in _pairs(of_borough, borough, rng)], int)
    kind = rng.choice(len(force.OCCASIONS), size, p=[0.22, 0.18, 0.1, 0.16, 0.08, 0.26])
    usual = np.array([14, 9, 7, 60, 120, 26])[kind]
    wanted = 1 + rng.choice(7, size, p=[0.12, 0.1, 0.12, 0.12, 0.05, 0.09, 0.4])  # the last: all
    community = np.where(kind == force.OCCASIONS.index("victims"), 0, wanted)
    return _placed(setting, borough) | {
        "ward": Coded(
            ground.name_of_ward[np.where(rng.random(size) < 0.3, ground.wards, ward)],
            ground.ward_names,
        ),
        "occasion": pseudonyms(np.arange(size), setting.draws.seed, OCCASION),
        "held_on": setting.month_days[month] + rng.integers(0, 28, size),
        "kind": Coded(kind, force.OCCASIONS),
        "community": Coded(community, _COMMUNITIES),
        "people": np.maximum(1, rng.poisson(usual * rng.gamma(4, 0.25, size))),
    }


def _pairs(
    of_borough: list[Ints], borough: Ints, rng: np.random.Generator
) -> Iterator[tuple[Ints, float]]:
    draws = rng.random(len(borough))
    return ((of_borough[b], u) for b, u in zip(borough.tolist(), draws.tolist(), strict=True))


def _other_sources(setting: Setting) -> dict[str, Column]:
    rng = setting.draws.generator("other sources")
    _, borough, kind, placed = _grid(setting, len(_OTHER))
    people = np.array([setting.ground.city.residents[b] for b in setting.ground.boroughs])
    usual = np.array([each[2] for each in _OTHER])[kind] * people[borough] / 100_000
    share = np.array([each[3] for each in _OTHER])[kind]
    local = rng.normal(0, 0.05, len(people))[borough]
    total = rng.poisson(usual)
    sources = sorted({each[0] for each in _OTHER})
    of_kind = np.array([sources.index(each[0]) for each in _OTHER])
    asked = rng.binomial(total, np.clip(share + local, 0, 1))
    return placed | {
        "source": Coded(of_kind[kind], sources),
        "figure": Coded(kind, [each[1] for each in _OTHER]),
        "counted": np.where(share > 0, asked, total),
        "out_of": Maybe(total, share > 0),
    }


def _residents(setting: Setting) -> dict[str, Column]:
    """Return residents by group; they add up to the published residents of each borough."""
    ground, found = setting.ground, _estimates(setting)
    years = sorted({year for _, year in found})
    shares = np.einsum(
        "bg,s,a->bsag", ground.groups.shares[:-1], _SEXES / _SEXES.sum(), _AGES / _AGES.sum()
    )
    shape = (len(ground.boroughs), len(years), *shares.shape[1:])
    borough, year, sex, age, group = (axis.ravel() for axis in np.indices(shape))
    return taken(_placed(setting, np.arange(len(ground.boroughs))), borough) | {
        "year": np.array(years)[year],
        "sex": Coded(sex, shared.SEXES),
        "age_band": Coded(age, shared.AGE_BANDS),
        "ethnicity_self": Coded(group, shared.SELF_DEFINED),
        "residents": np.concatenate(
            [
                _apportioned(found[name, at], shares[place].ravel())
                for place, name in enumerate(ground.boroughs)
                for at in years
            ]
        ),
    }


def _apportioned(total: int, shares: Floats) -> Ints:
    """Return whole numbers in proportion to shares that add up to the total (Hamilton's way)."""
    exact = shares / shares.sum() * total
    found: Ints = np.floor(exact).astype(np.int64)
    order = np.argsort(found - exact, kind="stable")
    found[order[: total - int(found.sum())]] += 1
    return np.asarray(found)
