"""What is true of the invented records by construction; everything else in them is chance."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from avow.analysis.synthetic.places import City
from avow.analysis.synthetic.truths import as_month, months

TRUTHS_FILE = "truths.json"
_OUTLIER, _MIXED = "Outer West", "Inner West"
_USUAL = 0.03  # the standard deviation of what units do differently, in logarithms


@dataclass(frozen=True)
class RecordTruths:
    """All that was put into one set of records; ``texts/truths.toml`` says each in words.

    Shares and factors are plain numbers, not percent; every ``..._from`` that is a date is the
    first day of the month from which it holds.
    """

    seed: int
    offences: int
    first_day: date
    last_day: date
    charge_outlier: str
    charge_outlier_factor: float
    charge_factors: Mapping[str, float]
    mix_unit: str
    mix_factor: float
    advice_unit: str
    advice_factor: float
    night_unit: str
    night_from: date
    night_factor: float
    rare_unit: str
    rare_from: date
    rare_share: float
    rare_factor: float
    disparity_group: str
    disparity_reference: str
    disparity_ratio: float
    disparity_seen: float
    intersection: str
    intersection_ratio: float
    arrest_ratio: float
    missing_self_defined: Mapping[str, float]
    missing_when_charged: float
    gap_unit: str
    gap_from: date
    gap_missing: float
    pilot_boroughs: tuple[str, ...]
    pilot_from: date
    pilot_effect: float
    pilot_neighbours: tuple[str, ...]
    pilot_displaced: float
    pilot_neighbours_effect: float
    online_from: date
    online_before: float
    online_step: float
    online_autocorrelation: float
    online_spread: float
    training_from: float
    training_to: float
    training_unit: str
    training_lag: float
    caseload_standard: Mapping[str, float]
    caseload_borough: str
    caseload_factor: float
    without_programme: tuple[str, ...]
    repeat_share: float

    def save(self, folder: Path) -> Path:
        """Write ``truths.json`` into ``folder``: each truth with its words; return the file."""
        path = folder / TRUTHS_FILE
        text = json.dumps(self.as_dict(), indent=2, ensure_ascii=False, default=str)
        path.write_text(text + "\n", encoding="utf-8")
        return path

    def as_dict(self) -> dict[str, dict[str, Any]]:
        """Return every truth as ``{name: {"value": ..., "words": ...}}``."""
        said = words()
        return {name: {"value": value, "words": said[name]} for name, value in asdict(self).items()}


def words() -> dict[str, str]:
    """Return what each truth means, by its name."""
    text = files("avow.analysis.synthetic") / "texts" / "truths.toml"
    return tomllib.loads(text.read_text(encoding="utf-8"))


def read_truths(folder: Path) -> RecordTruths:
    """Return the truths that were written into ``folder``.

    Raises:
        FileNotFoundError: no invented records are there.
    """
    path = folder / TRUTHS_FILE
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: `avow synthetic facts {folder}` writes it.")
    found = {k: v["value"] for k, v in json.loads(path.read_text(encoding="utf-8")).items()}
    kinds = {each.name: each.type for each in fields(RecordTruths)}
    for name, value in found.items():
        if kinds[name] is date:
            found[name] = date.fromisoformat(value)
        elif isinstance(value, list):
            found[name] = tuple(value)
    return RecordTruths(**found)


def truths_for(
    invented: City,
    *,
    seed: int,
    offences: int,
    start: date,
    end: date,
    pilot: tuple[tuple[str, ...], tuple[str, ...]],
    cases: tuple[float, float],
) -> RecordTruths:
    """Return the truths of a set of records.

    ``pilot`` names the pilot's boroughs and their neighbours, ``cases`` how many offences each of
    the two has.
    """
    calendar = months(start, end)
    boroughs = sorted(invented.bcu_of)
    prevented = 0.18
    displaced = 0.3
    beside = displaced * prevented * cases[0] / cases[1]
    return RecordTruths(
        seed=seed,
        offences=offences,
        first_day=calendar[0],
        last_day=last_day(end),
        charge_outlier=_OUTLIER,
        charge_outlier_factor=0.7,
        charge_factors=_factors(invented, seed) | {_OUTLIER: 0.7, _MIXED: 1.0},
        mix_unit=_MIXED,
        mix_factor=0.3,
        advice_unit="Outer North",
        advice_factor=0.55,
        night_unit="Inner North",
        night_from=_part(calendar, 0.7),
        night_factor=1.7,
        rare_unit="Inner South",
        rare_from=_part(calendar, 0.6),
        rare_share=0.002,
        rare_factor=4.0,
        disparity_group="Black",
        disparity_reference="White",
        disparity_ratio=0.8,
        disparity_seen=0.85,
        intersection="victims who are Black and disabled",
        intersection_ratio=0.75,
        arrest_ratio=1.0,
        missing_self_defined={
            "Asian": 0.26,
            "Black": 0.34,
            "Mixed": 0.24,
            "White": 0.17,
            "Other": 0.38,
        },
        missing_when_charged=0.5,
        gap_unit="Outer South",
        gap_from=_part(calendar, 0.8),
        gap_missing=0.65,
        pilot_boroughs=pilot[0],
        pilot_from=_part(calendar, 0.5),
        pilot_effect=-prevented,
        pilot_neighbours=pilot[1],
        pilot_displaced=displaced,
        pilot_neighbours_effect=round(beside, 5),
        online_from=_part(calendar, 0.55),
        online_before=0.17,
        online_step=0.06,
        online_autocorrelation=0.55,
        online_spread=0.008,
        training_from=0.15,
        training_to=0.85,
        training_unit="Outer South West",
        training_lag=0.6,
        caseload_standard={"SOIT": 16.0, "IDVA": 25.0, "ISVA": 30.0},
        caseload_borough=next(b for b in boroughs if invented.bcu_of[b] == "Outer North East"),
        caseload_factor=1.7,
        without_programme=tuple(boroughs[3::4]),
        repeat_share=0.18,
    )


def _factors(invented: City, seed: int) -> dict[str, float]:
    """Return what each unit's own ways make of the chance of a charge."""
    rng = np.random.default_rng([seed, 71])
    found = rng.lognormal(0, _USUAL, len(invented.bcus)).round(4)
    return dict(zip(invented.bcus, found.tolist(), strict=True))


def last_day(month: date) -> date:
    """Return the last day of the month a day lies in."""
    following = as_month(month) + 1
    return date.fromordinal(date(following // 12, following % 12 + 1, 1).toordinal() - 1)


def _part(calendar: list[date], share: float) -> date:
    """Return the month that lies so far into the calendar."""
    return calendar[int(share * len(calendar))]
