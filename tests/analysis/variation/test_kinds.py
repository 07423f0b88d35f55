"""Each kind of control chart against published examples and formulas."""

import numpy as np
import pytest
from scipy.stats import expon, geom, poisson

from avow.analysis.variation import VariationError, charts_of, control_chart

# NIST/SEMATECH e-Handbook 6.3.3.1: particles on 25 wafers.
WAFERS = [16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14, 16, 15, 13, 14, 16, 11, 20, 11, 19]
WAFERS += [16, 31, 13]
# NIST 6.3.3.2 and Montgomery (2013), table 7.1 (the same counts): defective of 50, 30 samples.
JUICE = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9]
JUICE += [12, 7, 13, 9, 6]
# Montgomery (2013), 7.3.1: shipping errors in 20 weeks of 50 shipments.
ERRORS = [2, 3, 8, 1, 1, 4, 1, 4, 5, 1, 8, 2, 4, 3, 4, 1, 8, 3, 7, 4]
# Montgomery (2013), table 7.10: defects in dyed cloth, inspection units of 50 square metres.
CLOTH = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23]
ROLLS = [10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5]
# Montgomery (2013), table 7.14: hours between failures of a valve.
VALVE = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214]
VALVE += [2831, 96]


def beyond(chart):
    return [i + 1 for i, rules in enumerate(chart.table["rules"].to_pylist()) if rules]


def only_limits(values, sizes=None, **choices):
    return control_chart(values, range(1, len(values) + 1), sizes, rules="limits", **choices)


def test_c_chart_of_the_handbook():
    chart = only_limits(WAFERS, kind="c")

    assert (chart.mean, chart.low, chart.high) == pytest.approx((16, 4, 28))
    assert beyond(chart) == [24]


def test_p_chart_of_montgomery_and_the_handbook():
    chart = only_limits(JUICE, [50] * 30, kind="p")

    assert chart.mean == pytest.approx(0.2313, abs=5e-5)
    assert (chart.low, chart.high) == pytest.approx((0.0524, 0.4102), abs=5e-5)
    assert beyond(chart) == [15, 23]


def test_u_chart_of_montgomery():
    chart = only_limits(ERRORS, [50] * 20, kind="u", limits="sigma")

    assert (chart.mean, chart.low, chart.high) == pytest.approx((0.0740, 0, 0.1894), abs=5e-5)
    assert beyond(chart) == []


def test_u_chart_of_rolls_of_different_size():
    chart = only_limits(CLOTH, ROLLS, kind="u", limits="sigma")
    first = chart.table.to_pylist()[0]

    assert first["centre"] == pytest.approx(1.42, abs=5e-3)
    assert (first["low"], first["high"]) == pytest.approx((0.29, 2.55), abs=6e-3)


def test_t_chart_of_montgomery():
    chart = only_limits(VALVE, kind="t")
    power = [hours**0.2777 for hours in VALVE]

    # Table 7.14 gives 4.80986, 6.70903 for the first two on the transformed scale.
    assert power[:2] == pytest.approx([4.80986, 6.70903], abs=1e-4)
    assert chart.mean == pytest.approx(np.mean(power) ** 3.6, rel=1e-2)
    assert beyond(chart) == []
    assert chart.low == 0


def test_t_chart_by_the_exponential_distribution():
    chart = only_limits(VALVE, kind="t", limits="exact")
    model = expon(scale=np.mean(VALVE))

    assert chart.mean == pytest.approx(model.median())
    assert chart.high == pytest.approx(model.isf(0.00135), rel=1e-4)
    assert "exponential" in chart.method


def test_a_long_gap_means_events_further_apart():
    days = [30, 20, 41, 22, 35, 28, 31, 19, 26, 33, 24, 30, 900, 25]
    chart = only_limits(days, kind="t")

    assert beyond(chart) == [13]
    assert "(events further apart)" in chart.sentences[12]


def test_events_closer_together_are_a_run():
    chart = control_chart(
        [60, 90, 75, 88, 64, 95, 70, 80, 9, 12, 7, 11, 8, 13, 10, 9], range(16), kind="t"
    )

    assert "(events closer together)" in chart.sentences[-1]


def test_g_chart_as_benneyan_gives_it():
    between = [3, 7, 0, 12, 5, 9, 2, 30, 1, 4]
    mean = np.mean(between)
    sigma = only_limits(between, kind="g", limits="sigma")
    exact = only_limits(between, kind="g")

    assert sigma.mean == pytest.approx(mean)
    assert sigma.high == pytest.approx(mean + 3 * np.sqrt(mean * (mean + 1)))
    assert geom(1 / (mean + 1), loc=-1).sf(np.ceil(exact.high) - 1) < 0.00135
    assert exact.low == 0


def test_laney_is_xmr_where_sizes_are_alike_and_p_where_only_chance_moves():
    laney = only_limits(JUICE, [50] * 30, kind="p-laney")
    xmr = only_limits([k / 50 for k in JUICE], kind="xmr", floor=0)

    assert (laney.mean, laney.high) == pytest.approx((xmr.mean, xmr.high), rel=1e-3)
    rate = only_limits(WAFERS, [1] * 25, kind="u-laney")
    assert rate.high == pytest.approx(only_limits(WAFERS).high, rel=1e-3)


def test_small_counts_get_exact_limits():
    counts = [1, 0, 2, 0, 1, 1, 0, 3, 0, 1, 0, 2]
    chart = only_limits(counts, kind="c")
    mean = np.mean(counts)

    assert "exact limits" in chart.method
    first = int(np.floor(chart.high)) + 1
    assert poisson.sf(first - 1, mean) < 0.00135 <= poisson.sf(first - 2, mean)
    assert "three standard" in only_limits(counts, kind="c", limits="sigma").method


def test_sizes_of_zero_are_gaps():
    chart = only_limits(
        [1, 2, 0, 3, 1, 2, 1, 2], [20, 20, 0, 20, 20, 20, 20, 20], kind="p", per=100
    )

    assert chart.table["verdict"][2].as_py() == "no figure"
    assert chart.table["value"][0].as_py() == 5


@pytest.mark.parametrize(
    ("values", "sizes", "kind", "said"),
    [
        ([1, 2], None, "p", "p chart needs sizes"),
        ([1, 2], [3], "u", r"as many sizes \(1\) as values \(2\)"),
        ([1, -2], None, "c", "2: a figure cannot be below zero"),
        ([1, 5], [3, 4], "p", "2: a figure cannot count more than its size"),
        ([1, 5], [3, -4], "u", "2: a figure cannot have a size below zero"),
    ],
)
def test_what_no_chart_can_be_made_of_is_refused(values, sizes, kind, said):
    with pytest.raises(VariationError, match=said):
        only_limits(values, sizes, kind=kind)


def test_many_units_give_what_each_gives_alone():
    rng = np.random.default_rng(5)
    values = rng.poisson([[4], [30], [0.5]], (3, 24))
    many = charts_of("ABC", range(24), values, kind="c")

    assert list(many) == ["A", "B", "C"]
    assert len(many) == 3
    for row, unit in enumerate("ABC"):
        alone = control_chart(values[row], range(24), kind="c")
        assert many[unit].table.equals(alone.table)
        assert many[unit].summary == alone.summary
    assert many.table.num_rows == 72
    assert many.table["unit"][24].as_py() == "B"


def test_rows_of_different_length_are_refused():
    with pytest.raises(VariationError, match="for every period"):
        charts_of("AB", range(2), [[1, 2], [1]])


def test_a_notebook_shows_words_and_figures():
    shown = only_limits(WAFERS, kind="c")._repr_html_()

    assert "1 of 25 points is a signal" in shown
    assert "ask what changed" in shown
