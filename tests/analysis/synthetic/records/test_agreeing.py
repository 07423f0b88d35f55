"""The demo's records are the offences that its published counts count."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from avow.analysis import feeds, synthetic
from avow.analysis.engine import Facts
from avow.analysis.feeds.contract import checked
from avow.analysis.synthetic import records
from avow.analysis.synthetic.records.kinds import charged_often, kinds
from avow.analysis.tables import TABLES
from tests.analysis.synthetic.records.written import CASES, Written

pytestmark = pytest.mark.slow
START, END = date(2024, 9, 1), date(2026, 2, 1)
PLACE = ["bcu", "borough", "ward", "month_recorded"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, source = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("source")
    made = synthetic.city()
    geography = synthetic.write_city(made, source)[-1]
    published = synthetic.write_facts(made, source, seed=3, start=START, end=END)
    at = datetime(2026, 3, 2, tzinfo=UTC)
    feeds.load(folder, "mps-vawg", [*published[:2], geography], at=at)
    feeds.load(folder, "population", [published[2], geography], at=at)
    records.write_agreeing(folder, seed=3, start=START, end=END)
    return folder


def read(data: Path, name: str) -> pd.DataFrame:
    rows = Facts(data).table(name).to_pyarrow().to_pandas()
    if "recorded_on" in rows:
        when = pd.to_datetime(rows.recorded_on)
        rows["month_recorded"] = when.dt.to_period("M").dt.start_time.dt.date
    return rows


def counted(rows: pd.DataFrame, by: list[str], count: str | None = None) -> Counter[object]:
    rows = rows.astype(object).where(rows.notna(), None)
    found: Counter[object] = Counter()
    for key, number in zip(
        zip(*(rows[c] for c in by), strict=True),
        rows[count] if count else [1] * len(rows),
        strict=True,
    ):
        found[key] += number
    return found


def test_offences_and_victims_agree_by_place_and_month(data: Path) -> None:
    for one, published, count in (
        ("offences", "offences_by_place", "offences"),
        ("victims", "victims_by_place", "victims"),
    ):
        assert counted(read(data, one), PLACE) == counted(read(data, published), PLACE, count)


def test_offences_agree_by_class_month_recorded_and_month_committed(data: Path) -> None:
    own = read(data, "offences")
    own["month_committed"] = pd.to_datetime(own.committed_on).dt.to_period("M").dt.start_time
    published = read(data, "offences_by_class")
    published["month_committed"] = pd.to_datetime(published.month_committed)
    by = ["offence_group", "month_recorded", "month_committed"]
    assert counted(own, by) == counted(published, by, "offences")


def test_residents_agree(data: Path) -> None:
    groups = read(data, "population_by_group").groupby(["borough", "year"]).residents.sum()
    assert groups.eq(read(data, "population").set_index(["borough", "year"]).residents).all()


def test_they_obey_the_contract_too(data: Path) -> None:
    made = Written(data, records.read_truths(data))
    for name in (*CASES, "population_by_group"):
        checked(TABLES[name], made.table(name))


def test_the_mix_differs_in_its_unit_and_nowhere_else(data: Path) -> None:
    known = kinds()
    often = {known.groups[group] for group in known.group_of_title[charged_often(known)]}
    rows = read(data, "offences")
    share = rows.offence_group.isin(often).groupby(rows.bcu).mean()
    unit = records.read_truths(data).mix_unit
    rest = share.drop(unit)
    assert share[unit] < 0.55 * rest.mean()
    assert rest.max() - rest.min() < 0.03


def test_pilot_and_night_only_move_offences_between_places(data: Path) -> None:
    truths = records.read_truths(data)
    rows = read(data, "offences")
    after = pd.to_datetime(rows.recorded_on) >= pd.Timestamp(truths.pilot_from)
    own = rows.borough.isin(truths.pilot_boroughs)
    street = rows.place_kind.eq("street").groupby([own, after]).mean()
    change = (street[True, True] / street[True, False]) / (
        street[False, True] / street[False, False]
    )
    assert change == pytest.approx(1 + truths.pilot_effect, abs=0.06)
