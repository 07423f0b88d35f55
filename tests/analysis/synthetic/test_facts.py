"""Invented facts: the publisher's shape and faults, and the signals that are built in."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from avow.analysis.synthetic import TRUTHS, City, city, write_facts
from avow.analysis.synthetic.incidents import offences
from avow.analysis.synthetic.truths import as_month, months
from avow.analysis.variation import control_chart, funnel
from tests.shared import shared

pytestmark = pytest.mark.slow  # each test waits for three years of facts to be drawn

START, END = date(2023, 3, 1), date(2026, 2, 1)


@pytest.fixture(scope="module")
def invented() -> City:
    return city()


@pytest.fixture(scope="module")
def folder(invented: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("facts")
    write_facts(invented, found, 1, START, END)
    return found


@pytest.fixture(scope="module")
def placed(folder: Path):
    rows = pq.read_table(folder / "vawg-offences.parquet")
    return rows.filter(pc.equal(rows["sheet"], "Offence count location")).to_pandas()


def sums(path: Path) -> dict[str, int]:
    rows = pq.read_table(path).group_by("sheet").aggregate([("count", "sum")]).to_pylist()
    return {row["sheet"]: row["count_sum"] for row in rows}


def lag(rows) -> np.ndarray:
    recorded, committed = rows["recorded_date_months"], rows["date_committed_from_date_months"]
    years = recorded.dt.year - committed.dt.year
    return years * 12 + recorded.dt.month - committed.dt.month


def test_stacked_tables_of_a_file_have_one_total(folder: Path) -> None:
    offence = sums(folder / "vawg-offences.parquet")
    assert set(offence) == {"Offence count classification", "Offence count location"}
    assert len(set(offence.values())) == 1
    victim = sums(folder / "vawg-victims.parquet")
    assert set(victim) == {
        "Victim count by age group",
        "Victim count by ethnic group",
        "Victim count by location",
    }
    assert len(set(victim.values())) == 1
    assert min(victim.values()) < min(offence.values())


def test_columns_and_types_are_the_publishers(folder: Path) -> None:
    for name in ("vawg-offences.parquet", "vawg-victims.parquet"):
        real = pq.read_schema(shared(f"data/mps/{name}"))
        assert pq.read_schema(folder / name).equals(real)


def test_titles_and_classes_are_among_the_publishers() -> None:
    path = shared("data/offences/mps_vawg_offence_classification.csv")
    with path.open(encoding="utf-8") as lines:
        real = {(r["crimsec_group"], r["vawg_offence"]) for r in csv.DictReader(lines)}
    assert {(o["group"], o["class"]) for o in offences()} <= real


def test_faults_of_the_source_are_there(placed) -> None:
    committed = placed["date_committed_from_date_months"]
    assert committed.isna().any()
    assert (committed.dt.year == 1900).any()
    other = placed.loc[placed["bcu_location"] == "Other", "ward_name_clean_2"]
    assert set(other.fillna("")) == {"N/K", ""}
    assert placed.loc[placed["bcu_location"] != "Other", "ward_name_clean_2"].isna().any()
    assert "Unknown" in set(placed["borough_name"])


def test_the_same_offence_stands_under_two_titles(folder: Path) -> None:
    rows = pq.read_table(folder / "vawg-offences.parquet", columns=["crimsec_offences"])
    titles = set(rows["crimsec_offences"].to_pylist())
    assert {"Harassment", "Harassment."} <= titles


def test_one_unit_stands_out_in_rate_and_in_lateness(invented: City, placed) -> None:
    people: dict[str, int] = {}
    for ward in invented.wards:
        people[ward.bcu] = people.get(ward.bcu, 0) + ward.residents
    inside = placed[placed["bcu_location"].isin(people)]
    rate = inside.groupby("bcu_location")["count"].sum() / np.array(
        [people[b] for b in sorted(people)]
    )
    assert rate.idxmax() == TRUTHS.outlier
    assert rate.max() > 1.15 * rate.drop(TRUTHS.outlier).max()
    late = inside[lag(inside) > 12].groupby("bcu_location")["count"].sum()
    share = late / inside.groupby("bcu_location")["count"].sum()
    assert share.idxmax() == TRUTHS.outlier
    assert share.drop(TRUTHS.outlier).between(0.035, 0.055).all()


def test_one_ward_rises(invented: City, placed) -> None:
    borough, ward = TRUTHS.hotspot_ward(invented)
    rows = placed[(placed["borough_name"] == borough) & (placed["ward_name_clean_2"] == ward)]
    by_year = rows.groupby(rows["recorded_date_months"] >= "2025-03-01")["count"].sum()
    assert by_year[True] > 1.4 * by_year[False] / 2


def test_one_unit_loses_its_wards_from_a_month_on(placed) -> None:
    rows = placed[placed["bcu_location"] == TRUTHS.unplaced]
    after = rows["recorded_date_months"] >= "2025-06-01"
    missing = rows["count"].where(rows["ward_name_clean_2"].isna(), 0)
    share = missing.groupby(after).sum() / rows["count"].groupby(after).sum()
    assert share[True] > 0.07
    assert share[False] < 0.01


def test_summer_is_higher_than_winter(placed) -> None:
    month = placed["recorded_date_months"].dt.month
    counts = placed["count"].groupby(month).sum()
    assert counts[[6, 7, 8]].sum() > 1.1 * counts[[12, 1, 2]].sum()


def test_every_borough_has_people_in_every_year(invented: City, folder: Path) -> None:
    lines = (folder / "borough_population.csv").read_text().splitlines()
    assert lines[0] == "borough,year,population"
    assert len(lines) == 1 + 32 * 4
    assert {line.split(",")[1] for line in lines[1:]} == {"2022", "2023", "2024", "2025"}


def test_the_same_seed_writes_the_same_bytes_and_another_seed_others(
    invented: City, tmp_path: Path
) -> None:
    span = (date(2025, 2, 1), date(2025, 2, 1))
    for name, seed in (("one", 1), ("two", 1), ("three", 2)):
        write_facts(invented, tmp_path / name, seed, *span)
    for name in ("vawg-offences.parquet", "vawg-victims.parquet", "borough_population.csv"):
        one, two, three = ((tmp_path / n / name).read_bytes() for n in ("one", "two", "three"))
        assert one == two
        assert one != three


def test_bad_rows_come_only_when_asked_for(invented: City, tmp_path: Path) -> None:
    span = (date(2026, 2, 1), END)
    write_facts(invented, tmp_path / "good", 1, *span)
    write_facts(invented, tmp_path / "bad", 1, *span, with_faults=True)
    good = pq.read_table(tmp_path / "good/vawg-offences.parquet")
    bad = pq.read_table(tmp_path / "bad/vawg-offences.parquet").slice(good.num_rows)
    assert min(good["count"].to_pylist()) == 1
    assert bad["count"].to_pylist()[0] == -3
    assert bad["recorded_date_months"].to_pylist()[1] is None
    assert bad["sheet"].to_pylist()[2] == "Notes"


def test_months_run_over_the_year_and_never_backwards() -> None:
    assert months(date(2025, 12, 9), date(2026, 2, 1)) == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
    assert as_month(date(1970, 1, 31)) == 1970 * 12
    with pytest.raises(ValueError, match="before the start"):
        months(date(2026, 2, 1), date(2026, 1, 1))


def test_the_funnels_name_the_outlier_and_nobody_else(invented: City, placed) -> None:
    units = list(invented.bcus)
    rows = placed[placed["bcu_location"].isin(units)]
    rows = rows[rows["recorded_date_months"].dt.year == 2025]
    every = rows.groupby("bcu_location")["count"].sum()[units]
    late = rows[lag(rows) > 12].groupby("bcu_location")["count"].sum()[units]
    people = [sum(w.residents for w in invented.wards if w.bcu == unit) for unit in units]
    found = funnel(units, late, every)
    verdicts = dict(zip(units, found.table["verdict"].to_pylist(), strict=True))
    assert verdicts.pop(TRUTHS.outlier) == "signal high"
    assert set(verdicts.values()) == {"chance"}
    # Rates differ between all units; among twelve the outlier stands out at 95%, not at 99.8%.
    found = funnel(units, every, people, kind="rate", limits=(0.95,))
    verdicts = dict(zip(units, found.table["verdict"].to_pylist(), strict=True))
    assert verdicts.pop(TRUTHS.outlier) == "signal high"
    assert set(verdicts.values()) == {"chance"}


def test_a_control_chart_sees_wards_go_missing(placed) -> None:
    rows = placed[placed["bcu_location"] == TRUTHS.unplaced]
    month = rows["recorded_date_months"]
    missing = rows["count"].where(rows["ward_name_clean_2"].isna(), 0).groupby(month).sum()
    share = missing / rows["count"].groupby(month).sum()
    chart = control_chart(list(share), [f"{day:%Y-%m}" for day in share.index], floor=0)
    late = [row["verdict"] for row in chart.table.to_pylist()[-TRUTHS.unplaced_months :]]
    assert late == ["signal"] * TRUTHS.unplaced_months
