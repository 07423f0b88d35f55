"""Records obey the contract at any size, are the same for a seed, and hang together."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avow.analysis import synthetic
from avow.analysis.engine import Facts, layout
from avow.analysis.feeds.contract import checked
from avow.analysis.synthetic import records
from avow.analysis.synthetic.records import writing
from avow.analysis.tables import TABLES
from avow.analysis.tables.shared import CARRIED
from avow.definitions import read
from tests.analysis.synthetic.records.written import CASES, END, START, Written, written

pytestmark = pytest.mark.slow
RECORDS = (*CASES, *writing.BESIDE, "areas", "population")
SMALL = 4_000


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(tmp_path_factory.mktemp("small"), SMALL)


@pytest.mark.parametrize("name", RECORDS)
def test_every_table_obeys_its_contract(small: Written, name: str) -> None:
    rows = small.table(name)
    assert rows.num_rows > 0
    assert rows.schema.remove_metadata().equals(TABLES[name].schema())
    checked(TABLES[name], rows)


def test_every_table_of_records_is_written_where_the_engine_looks(small: Written) -> None:
    assert set(records.rows(small.folder)) == set(RECORDS)
    assert records.rows(small.folder)["offences"] == SMALL
    assert Facts(small.folder).table("outcomes").count().to_pyarrow().as_py() == SMALL
    assert not list(small.folder.rglob("*.part"))


def test_truths_are_read_back_as_they_were_put_in(small: Written) -> None:
    assert records.read_truths(small.folder) == small.truths
    told = small.truths.as_dict()
    assert all(about["words"].endswith(".") for about in told.values())
    with pytest.raises(FileNotFoundError, match="avow synthetic facts"):
        records.read_truths(small.folder / "nowhere")


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(1, 900), st.integers(0, 2**31), st.integers(0, 30))
def test_any_size_seed_and_span_obeys(
    tmp_path_factory: pytest.TempPathFactory, offences: int, seed: int, span: int
) -> None:
    folder = tmp_path_factory.mktemp("any")
    end = date(2021 + span // 12, span % 12 + 1, 15)
    truths = records.write(
        folder, offences=offences, seed=seed, start=date(2021, 1, 9), end=end, chunk=257
    )
    made = Written(folder, truths)
    for name in RECORDS:
        checked(TABLES[name], made.table(name))
    when = made.column("offences", "recorded_on")
    assert truths.first_day == date(2021, 1, 1)
    assert when.min() >= np.datetime64(truths.first_day)
    assert when.max() <= np.datetime64(truths.last_day)
    assert len(when) == offences


def test_chunks_change_no_row_and_the_same_seed_no_byte(
    small: Written, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = written(tmp_path_factory.mktemp("again"), SMALL)
    cut = written(tmp_path_factory.mktemp("cut"), SMALL, chunk=777)
    other = written(tmp_path_factory.mktemp("other"), SMALL, seed=2)
    for name in RECORDS:
        path = Path("facts") / name / "invented.parquet"
        assert (small.folder / path).read_bytes() == (again.folder / path).read_bytes()
        assert small.table(name).equals(cut.table(name)), name
    assert not small.table("offences").equals(other.table("offences"))


@pytest.mark.parametrize("name", CASES[1:])
def test_every_row_belongs_to_an_offence_and_carries_its_columns(small: Written, name: str) -> None:
    offences = small.table("offences").take(pa.array(small.rows_of(name)))
    rows = small.table(name)
    for column in ("force", *CARRIED):
        assert rows[column].equals(offences[column]), column


@pytest.mark.parametrize(("table", "person"), [("victims", "victim"), ("suspects", "suspect")])
def test_days_since_last_are_those_since_the_same_person_was_recorded(
    small: Written, table: str, person: str
) -> None:
    rows = small.table(table)
    last: dict[int, date] = {}
    seen = 0
    for who, when, since in zip(
        rows[person].to_pylist(),
        rows["recorded_on"].to_pylist(),
        rows["days_since_last"].to_pylist(),
        strict=True,
    ):
        assert since == ((when - last[who]).days if who in last else None)
        seen += who in last
        last[who] = when
    assert seen > 0.1 * rows.num_rows


def test_people_are_the_same_person_in_every_case(small: Written) -> None:
    rows = small.table("victims").to_pandas()
    for column in ("sex", "ethnicity_self", "disabled", "borough"):
        kinds = rows.dropna(subset=[column]).groupby("victim")[column].nunique()
        assert kinds.max() == 1, column


def test_nothing_is_known_beyond_the_last_day_and_days_count_from_recording(
    small: Written,
) -> None:
    last = small.truths.last_day
    for table, when in (("steps", "reached_on"), ("outcomes", "outcome_on")):
        rows = small.table(table)
        assert pc.max(rows[when]).as_py() <= last
        days = pc.days_between(rows["recorded_on"], rows[when]).cast(pa.int32())
        assert days.equals(rows["days"])
    for table, days in (
        ("victims", "referral_days"),
        ("victims", "first_contact_days"),
        ("suspects", "arrest_days"),
    ):
        rows = small.table(table)
        left = pc.days_between(rows["recorded_on"], pa.scalar(last))
        assert pc.all(pc.less_equal(rows[days], left)).as_py()
    committed = small.table("offences")
    assert pc.all(pc.less_equal(committed["committed_on"], committed["recorded_on"])).as_py()


def test_steps_and_outcomes_tell_one_story(small: Written) -> None:
    steps, outcomes = small.table("steps").to_pandas(), small.table("outcomes").to_pandas()
    days = steps.pivot_table(index="offence", columns="step", values="days")
    charged = outcomes[outcomes.outcome_type == 1].set_index("offence").days
    assert days["charge"].dropna().sort_index().eq(charged.sort_index()).all()
    both = days.dropna(subset=["charge"])
    assert (both["charge"] >= both["prosecutor-decision"]).all()
    assert (both["prosecutor-decision"] >= both["file-to-prosecutor"]).all()
    back = days.dropna(subset=["forensics-returned"])
    assert (back["forensics-returned"] >= back["forensics-submitted"]).all()
    assert (outcomes.outcome_type.eq(0) == outcomes.days.isna()).all()
    named = set(small.column("suspects", "offence").tolist())
    assert set(charged.index) <= named


def test_recent_cases_are_open_more_often(small: Written) -> None:
    rows = small.table("outcomes").to_pandas()
    recent = rows.recorded_on >= date(2026, 1, 1)
    assert rows[recent].outcome_type.eq(0).mean() > 0.3
    assert rows[rows.recorded_on < date(2025, 1, 1)].outcome_type.eq(0).mean() < 0.03


def test_posts_and_services_hang_together(small: Written) -> None:
    posts = small.table("workforce").to_pandas()
    training = small.table("training").to_pandas()
    assert set(training.post) <= set(posts.post)
    assert posts.groupby("post")[["role", "borough", "unit"]].nunique().max().max() == 1
    assert posts.groupby("as_at").post.nunique().nunique() == 1
    assert (training.valid_until > training.completed_on).all()
    empty = posts[~posts.filled]
    assert empty[["sex", "ethnicity_self", "vetted_until"]].isna().all().all()
    services = small.table("services").to_pandas()
    assert (services.available == (services.service != "none")).all()
    assert services.loc[~services.available, ["places", "referrals", "waiting"]].eq(0).all().all()
    assert (services.completed <= services.started).all()
    assert (services.started <= services.referrals).all()


def test_occasions_are_for_communities_that_are_defined(small: Written) -> None:
    held = small.table("engagement").to_pandas()
    assert set(held.community.dropna()) <= set(read("communities", "default")["communities"])
    assert set(held.community[held.kind == "victims"]) == {"victims"}
    wards = small.table("areas").to_pandas()
    known = set(zip(wards.borough, wards.ward, strict=True))
    placed = held.dropna(subset=["ward"])
    assert set(zip(placed.borough, placed.ward, strict=True)) <= known


def test_another_city_obeys_too(tmp_path: Path) -> None:
    truths = records.write(
        tmp_path, offences=300, seed=1, start=START, end=END, areas=synthetic.city(2)
    )
    made = Written(tmp_path, truths)
    for name in RECORDS:
        checked(TABLES[name], made.table(name))


def test_residents_by_group_add_up_to_the_residents(small: Written) -> None:
    groups = small.table("population_by_group").to_pandas()
    total = small.table("population").to_pandas().set_index(["borough", "year"]).residents
    assert groups.groupby(["borough", "year"]).residents.sum().eq(total).all()


def test_a_child_is_a_child_where_the_offence_says_so(small: Written) -> None:
    offences = small.table("offences").to_pandas().set_index("offence")
    victims = small.table("victims").to_pandas()
    code = offences.offence_code.reindex(victims.offence).to_numpy()
    age = victims.age_band
    assert set(age[np.isin(code, ["19D", "22B"])].dropna()) == {"10-17"}
    assert set(age[np.isin(code, ["19E", "20B"])].dropna()) == {"0-9", "10-17"}


def test_invented_records_are_never_added_to_loaded_facts(tmp_path: Path) -> None:
    load = tmp_path / "facts" / "some-feed"
    load.mkdir(parents=True)
    (load / layout.CURRENT).write_text('{"tables": {"offences": "a"}}')
    for attempt in (
        lambda: records.write(tmp_path, offences=10, seed=1, start=START, end=END),
        lambda: records.write_agreeing(tmp_path, seed=1, start=START, end=END),
    ):
        with pytest.raises(records.LoadedFactsError, match="some-feed: invented records"):
            attempt()
    assert not (tmp_path / "facts" / "offences").exists()


@pytest.mark.parametrize(
    ("offences", "end", "message"),
    [(0, END, "must be 1 or more"), (10, date(2020, 1, 1), "lies before the start")],
)
def test_what_cannot_be_invented_is_refused(
    tmp_path: Path, offences: int, end: date, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        records.write(tmp_path, offences=offences, seed=1, start=START, end=end)


def test_an_interrupted_write_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.write(tmp_path, offences=50, seed=1, start=START, end=END)
    before = (tmp_path / "facts" / "offences" / "invented.parquet").read_bytes()

    def stop(done: int) -> None:
        if done > 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        records.write(tmp_path, offences=500, seed=2, start=START, end=END, chunk=64, told=stop)
    assert (tmp_path / "facts" / "offences" / "invented.parquet").read_bytes() == before
    assert not list(tmp_path.rglob("*.part"))
    assert records.read_truths(tmp_path).seed == 1
