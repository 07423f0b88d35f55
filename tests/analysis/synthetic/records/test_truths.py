"""What was put in can be found again with plain counting, within what chance allows."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from avow.analysis.synthetic.records import truths as module
from tests.analysis.synthetic.records.written import Written, written

pytestmark = pytest.mark.slow
OFFENCES = 500_000
MATURE = date(2025, 3, 1)  # cases recorded before have had a year
SIGMA = 3.3  # one in a thousand by chance, and there is one seed only


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(tmp_path_factory.mktemp("many"), OFFENCES)


@pytest.fixture(scope="module")
def ended(many: Written) -> pd.DataFrame:
    rows = many.table(
        "outcomes", "offence", "bcu", "recorded_on", "offence_group", "outcome_type"
    ).to_pandas()
    rows["charged"] = rows.outcome_type == 1
    return rows[rows.recorded_on < MATURE]


@pytest.fixture(scope="module")
def offences(many: Written) -> pd.DataFrame:
    rows = many.table(
        "offences", "bcu", "borough", "recorded_on", "place_kind", "channel"
    ).to_pandas()
    rows["month"] = pd.to_datetime(rows.recorded_on).dt.to_period("M")
    return rows


def close(found: float, truth: float, error: float) -> None:
    assert abs(found - truth) < SIGMA * error, (found, truth, error)


def standardised(rows: pd.DataFrame) -> pd.DataFrame:
    """Return charges for each unit, those to expect of its kinds of offence, and the ratio."""
    usual = rows.groupby("offence_group").charged.transform("mean")
    found = rows.assign(expected=usual).groupby("bcu")[["charged", "expected"]].sum()
    return found.assign(ratio=found.charged / found.expected)


def test_one_unit_charges_less_and_one_only_looks_as_if(many: Written, ended: pd.DataFrame) -> None:
    truths = many.truths
    adjusted = standardised(ended)
    factor = pd.Series(truths.charge_factors)
    assert factor[truths.charge_outlier] == truths.charge_outlier_factor
    assert factor[truths.mix_unit] == 1.0
    usual = (adjusted.ratio / factor).median()
    for unit, row in adjusted.iterrows():
        close(row.ratio / usual, factor[unit], factor[unit] / np.sqrt(row.charged))
    raw = ended.groupby("bcu").charged.mean()
    assert set(raw.nsmallest(2).index) == {truths.charge_outlier, truths.mix_unit}
    assert raw[truths.mix_unit] < 0.9 * raw.median()


def test_one_unit_seldom_asks_for_early_advice(many: Written) -> None:
    steps = many.table("steps", "bcu", "step").to_pandas()
    asked = steps[steps.step == "early-advice"].groupby("bcu").size()
    total = many.table("offences", "bcu").to_pandas().groupby("bcu").size()
    share = asked / total
    unit = many.truths.advice_unit
    factor = share[unit] / share.drop([unit]).median()
    close(factor, many.truths.advice_factor, 1.2 * factor / np.sqrt(asked[unit]))


def test_night_time_offences_jump_in_one_unit_from_its_month(
    many: Written, offences: pd.DataFrame
) -> None:
    truths = many.truths
    after = pd.to_datetime(offences.recorded_on) >= pd.Timestamp(truths.night_from)
    night = offences.place_kind == "night-time venue"
    counts = pd.crosstab(offences.bcu, [night, after])
    change = counts[(True, True)] / counts[(True, False)]
    other = counts[(False, True)] / counts[(False, False)]
    relative = (change / other)[truths.night_unit] / (change / other).drop(truths.night_unit).mean()
    least = counts.loc[truths.night_unit, [(True, True), (True, False)]].min()
    close(relative, truths.night_factor, relative * np.sqrt(2 / least))


def test_the_pilot_works_and_moves_some_of_it_next_door(
    many: Written, offences: pd.DataFrame
) -> None:
    truths = many.truths
    after = pd.to_datetime(offences.recorded_on) >= pd.Timestamp(truths.pilot_from)
    own = offences.borough.isin(truths.pilot_boroughs)
    near = offences.borough.isin(truths.pilot_neighbours)
    where = np.select([own, near], ["pilot", "near"], "rest")
    street = offences.place_kind == "street"
    plain = ~offences.place_kind.isin(["street", "night-time venue"])
    counts = pd.crosstab(where, [street.map({True: "street", False: ""}), after])["street"]
    base = pd.crosstab(where[plain], after[plain])
    change = (counts[True] / counts[False]) / (base[True] / base[False])
    for name, effect in (
        ("pilot", truths.pilot_effect),
        ("near", truths.pilot_neighbours_effect),
    ):
        error = np.sqrt((1 / counts.loc[[name, "rest"]]).sum().sum() * 1.4)
        close(change[name] / change["rest"], 1 + effect, error)
    moved = truths.pilot_neighbours_effect * counts.loc["near", False]
    prevented = -truths.pilot_effect * counts.loc["pilot", False]
    assert moved / prevented == pytest.approx(truths.pilot_displaced, rel=0.15)


def test_the_share_reported_online_steps_up_and_lingers(
    many: Written, offences: pd.DataFrame
) -> None:
    truths = many.truths
    known = offences.dropna(subset=["channel"])
    share = (known.channel == "online").groupby(known.month).mean()
    after = share.index >= pd.Period(truths.online_from, "M")
    stays = truths.online_autocorrelation
    spread = truths.online_spread / np.sqrt(1 - stays**2)
    error = spread * np.sqrt((1 + stays) / (1 - stays))
    close(share[~after].mean(), truths.online_before, error / np.sqrt((~after).sum()))
    step = share[after].mean() - share[~after].mean()
    close(step, truths.online_step, error * np.sqrt(1 / after.sum() + 1 / (~after).sum()))
    rest = np.where(after, share - share[after].mean(), share - share[~after].mean())
    close(np.corrcoef(rest[1:], rest[:-1])[0, 1], stays, 0.15)


def _charged_by_group(many: Written, ended: pd.DataFrame) -> pd.DataFrame:
    columns = ("offence", "ethnicity_self", "disabled")
    victims = many.table("victims", *columns).to_pandas()
    return victims.merge(ended[["offence", "charged"]], on="offence")


def test_disparity_lies_within_the_bounds_that_missing_groups_allow(
    many: Written, ended: pd.DataFrame
) -> None:
    truths = many.truths
    rows = _charged_by_group(many, ended)
    known = rows.groupby("ethnicity_self").charged.agg(["sum", "size"])
    own, other = known.loc[truths.disparity_group], known.loc[truths.disparity_reference]
    seen = (own["sum"] / own["size"]) / (other["sum"] / other["size"])
    missing = rows[rows.ethnicity_self.isna()].charged
    lost = (missing.sum(), len(missing))
    least = (own["sum"] / (own["size"] + lost[1])) / (
        (other["sum"] + lost[0]) / (other["size"] + lost[0])
    )
    most = ((own["sum"] + lost[0]) / (own["size"] + lost[0])) / (
        other["sum"] / (other["size"] + lost[1])
    )
    truth = truths.disparity_ratio * (1 + 0.19 * (truths.intersection_ratio - 1))
    assert least < truth < most
    # those who are known mislead: charged cases are known more often, above all in the group
    close(seen, truths.disparity_seen, 1.1 * seen / np.sqrt(own["sum"]))
    assert seen > truth + 0.04


def test_the_intersection_is_more_than_its_parts(many: Written, ended: pd.DataFrame) -> None:
    truths = many.truths
    rows = _charged_by_group(many, ended).dropna()
    rate = rows.groupby(["ethnicity_self", "disabled"]).charged.agg(["mean", "sum"])
    group, reference = truths.disparity_group, truths.disparity_reference
    own, other = rate.loc[group], rate.loc[reference]
    ratio = own["mean"] / other["mean"]
    error = np.sqrt((1 / own["sum"]).sum() + (1 / other["sum"]).sum())
    close(ratio[True] / ratio[False], truths.intersection_ratio, error)
    close(other.loc[True, "mean"] / other.loc[False, "mean"], 1.0, 1 / np.sqrt(other["sum"].min()))


def test_arrests_show_no_disparity(many: Written) -> None:
    rows = many.table(
        "suspects", "recorded_on", "ethnicity_self", "offence_group", "arrest_days"
    ).to_pandas()
    arrested = rows.arrest_days.notna().groupby(rows.ethnicity_self).agg(["mean", "sum"])
    for _, row in arrested.iterrows():
        close(
            row["mean"] / arrested["mean"].mean(), many.truths.arrest_ratio, 1 / np.sqrt(row["sum"])
        )


def test_one_unit_stops_recording_what_victims_say(many: Written) -> None:
    truths = many.truths
    rows = many.table("victims", "bcu", "recorded_on", "ethnicity_self").to_pandas()
    after = pd.to_datetime(rows.recorded_on) >= pd.Timestamp(truths.gap_from)
    missing = rows.ethnicity_self.isna().groupby([rows.bcu, after]).mean().unstack()
    assert missing.loc[truths.gap_unit, True] == pytest.approx(truths.gap_missing, abs=0.02)
    assert missing.drop(truths.gap_unit)[True].max() < 0.27
    assert missing.loc[truths.gap_unit, False] < 0.27


def test_suspects_from_the_police_grow_more_frequent_in_one_unit(many: Written) -> None:
    truths = many.truths
    rows = many.table("suspects", "bcu", "recorded_on", "police_employee").to_pandas()
    after = pd.to_datetime(rows.recorded_on) >= pd.Timestamp(truths.rare_from)
    own = rows.bcu == truths.rare_unit
    served = rows.police_employee.eq(True)
    wanted = truths.rare_share * truths.rare_factor
    count = int((own & after).sum())
    close(served[own & after].mean() / 0.98, wanted, np.sqrt(wanted / count))
    rest = int((~(own & after)).sum())
    close(served[~(own & after)].mean() / 0.98, truths.rare_share, np.sqrt(wanted / rest))


def test_training_grows_from_month_to_month_and_lags_in_one_unit(many: Written) -> None:
    truths = many.truths
    posts = many.table("workforce", "post", "bcu", "role", "as_at").to_pandas()
    posts = posts[(posts.role == "response officer") & (posts.as_at == date(2026, 2, 1))]
    courses = many.table("training", "post", "course", "completed_on", "valid_until").to_pandas()
    courses = courses[courses.course == "vawg-first-response"]
    lags = posts.bcu == truths.training_unit

    def trained(day: date) -> Any:
        held = (courses.completed_on <= day) & (courses.valid_until > day)
        return posts.post.isin(courses.post[held])

    for day, truth in (
        (truths.first_day, truths.training_from),
        (truths.last_day, truths.training_to),
    ):
        have = trained(day)
        spread = np.sqrt(truth * (1 - truth) / (~lags).sum())
        close(have[~lags].mean(), truth, spread)
        close(have[lags].mean(), truth * truths.training_lag, np.sqrt(0.25 / lags.sum()))


def test_one_borough_carries_more_cases_and_some_have_no_programme(many: Written) -> None:
    truths = many.truths
    capacity = many.table("capacity").to_pandas()
    total = capacity.groupby(["role", "borough"])[["open_cases", "filled"]].sum()
    load = (total.open_cases * 100 / total.filled).unstack("role") / pd.Series(
        truths.caseload_standard
    )
    heavy = load.loc[truths.caseload_borough, "IDVA"]
    assert heavy == pytest.approx(truths.caseload_factor, rel=0.06)
    load.loc[truths.caseload_borough, "IDVA"] = 0
    assert load.max().max() < 1.03
    services = many.table("services", "borough", "kind", "available").to_pandas()
    own = services[services.kind == "perpetrator programme"]
    assert tuple(sorted(own[~own.available].borough.unique())) == truths.without_programme


def test_repeat_victims_have_their_share_once_a_year_has_passed(many: Written) -> None:
    rows = many.table("victims", "recorded_on", "days_since_last").to_pandas()
    settled = rows[rows.recorded_on >= date(2023, 3, 1)]
    assert (settled.days_since_last <= 365).mean() == pytest.approx(
        many.truths.repeat_share, abs=0.012
    )


def test_months_and_days_of_the_week_differ(offences: pd.DataFrame) -> None:
    when = pd.to_datetime(offences.recorded_on)
    year = when.dt.year.between(2023, 2025)
    monthly = offences[year].groupby(when[year].dt.month).size()
    assert monthly[[6, 7, 8]].mean() > 1.05 * monthly[[12, 1, 2]].mean()
    weekly = when[year].dt.day_of_week.value_counts()
    assert weekly[5] > 1.1 * weekly[1]


def test_every_truth_has_its_words() -> None:
    assert list(module.words()) == list(module.RecordTruths.__dataclass_fields__)
