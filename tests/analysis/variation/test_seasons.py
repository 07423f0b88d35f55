"""What the calendar explains: month lengths and seasons, against known truths and statsmodels."""

import numpy as np
import pytest

from avow.analysis.variation import VariationError, control_chart
from avow.analysis.variation.seasons import calendar, day_exposure, season_exposure

SEASON = np.array([0.8, 0.85, 0.95, 1.0, 1.05, 1.2, 1.25, 1.2, 1.0, 0.95, 0.9, 0.85])
MONTHS = [f"{2021 + i // 12}-{i % 12 + 1:02}" for i in range(48)]


def test_indices_of_a_pure_pattern_are_found_and_kept_whole():
    values = np.tile(100 * SEASON, 4)[None, :]

    index, kept = season_exposure(values, calendar(MONTHS))

    assert index[0, :12] == pytest.approx(SEASON, rel=1e-6)
    assert kept[0, 0] == pytest.approx(1)


@pytest.mark.slow
def test_indices_agree_with_statsmodels_on_a_trend():
    from statsmodels.tsa.seasonal import seasonal_decompose

    values = (100 + np.arange(48)) * np.tile(SEASON, 4)
    theirs = seasonal_decompose(values, model="multiplicative", period=12).seasonal[:12]

    index, _ = season_exposure(values[None, :], calendar(MONTHS))

    assert index[0, :12] == pytest.approx(theirs, abs=0.005)


def test_noise_without_a_season_is_pulled_to_nothing():
    rng = np.random.default_rng(3)
    index, kept = season_exposure(rng.normal(100, 10, (200, 48)), calendar(MONTHS))

    assert kept.mean() < 0.25
    assert np.abs(index - 1).mean() < 0.02


def test_quarters_have_four_seasons():
    quarters = [f"{2020 + i // 4}-Q{i % 4 + 1}" for i in range(16)]
    values = np.tile([80.0, 90, 110, 120], 4)[None, :]

    index, _ = season_exposure(values, calendar(quarters))

    assert index[0, :4] == pytest.approx([0.8, 0.9, 1.1, 1.2])
    assert day_exposure(calendar(quarters))[0] == pytest.approx(91 / 91.3125)


def test_days_are_those_of_the_month():
    when = calendar(["2024-01", "2024-02", "2024-03"])

    assert when.days.tolist() == [31, 29, 31]


def test_a_seasonal_series_is_steady_once_adjusted_and_raw_stands_beside():
    noise = np.random.default_rng(4).normal(1, 0.02, 48)
    values = 1000 * np.tile(SEASON, 4) * noise
    raw = control_chart(values, MONTHS)
    adjusted = control_chart(values, MONTHS, seasonal=True)

    assert raw.table["verdict"].to_pylist().count("signal") > 10
    assert adjusted.table["verdict"].to_pylist().count("signal") <= 4
    assert adjusted.table["raw"].to_pylist() == pytest.approx(values)
    assert "raw figures stand beside" in adjusted.method


def test_counts_are_charted_against_their_days():
    days = calendar(MONTHS).days
    chart = control_chart(days * 3, MONTHS, kind="c", days=True)

    assert chart.table["value"].to_pylist() == pytest.approx([3 * 30.4375] * 48)
    assert "length of each month" in chart.method


@pytest.mark.parametrize(
    ("periods", "choices", "said"),
    [
        (MONTHS[:20], {"seasonal": True}, "at least two whole years: 24 periods, not 20"),
        (["spring"] * 24, {"days": True}, "'spring' is no month or quarter"),
        ([*MONTHS[:10], *MONTHS[11:25]], {"days": True}, "2021-12 does not follow"),
        (MONTHS[:24], {"days": True, "kind": "g"}, "g chart takes no account of days"),
    ],
)
def test_what_the_calendar_cannot_explain_is_refused(periods, choices, said):
    with pytest.raises(VariationError, match=said):
        control_chart([5.0] * len(periods), periods, **choices)
