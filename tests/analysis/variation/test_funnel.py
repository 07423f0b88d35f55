"""Funnels against an independent computation, published formulas and known properties."""

import math
import re
from datetime import date
from statistics import NormalDist

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, binom, chi2, poisson, t

from avow.analysis.measures import run
from avow.analysis.variation import FunnelError, VariationError, funnel, funnel_of
from avow.analysis.variation.funnel import discoveries
from avow.analysis.variation.limits import PULLED
from tests.analysis.facts import facts_of, offences

# Seven units, observed and expected, from the vignette of R's FunnelPlotR (MIT licence).
OBSERVED = [15, 40, 72, 28, 50, 66, 75]
EXPECTED = [13, 32, 75, 33, 54, 60, 72]
UNITS = list("ABCDEFG")


def by_hand(numerators, denominators, kind, about):
    """Spiegelhalter's additive model step by step, without numpy, as FunnelPlotR lays it out."""
    target = sum(numerators) / sum(denominators)
    scale = (lambda v: math.asin(math.sqrt(v))) if kind == "proportion" else math.sqrt
    z = [
        (scale(n / d) - scale(target)) * 2 * math.sqrt(d)
        for n, d in zip(numerators, denominators, strict=True)
    ]
    ordered, last = sorted(z), len(z) - 1

    def quantile(p):
        at = p * last
        below = math.floor(at)
        return ordered[below] + (at - below) * (ordered[min(below + 1, last)] - ordered[below])

    held = [min(max(v, quantile(0.1)), quantile(0.9)) for v in z]
    centre = sum(held) / len(held) if about == "own" else 0
    count = len(held) - 1 if about == "own" else len(held)
    phi = sum((v - centre) ** 2 for v in held) / count / PULLED
    weights = [4 * d for d in denominators]
    over = len(z) * phi - (len(z) - 1)
    room = sum(weights) - sum(w * w for w in weights) / sum(weights)
    return target, phi, max(0.0, over / room), z


OVER = [800, 300, 950, 420, 610, 700, 640, 560]
SIZE = [10_000, 5_000, 9_000, 7_000, 9_900, 8_000, 10_500, 9_100]
EIGHT = [str(i) for i in range(8)]


@pytest.mark.parametrize("kind", ["rate", "proportion"])
@pytest.mark.parametrize("about", ["own", "given"])
def test_spread_agrees_with_the_formulas_by_hand(kind, about):
    target, phi, tau2, z = by_hand(OVER, SIZE, kind, about)

    given_target = None if about == "own" else target
    found = funnel(EIGHT, OVER, SIZE, kind=kind, target=given_target)

    assert found.spread.target == pytest.approx(target)
    assert found.spread.phi == pytest.approx(phi)
    assert found.spread.tau2 == pytest.approx(tau2)
    assert tau2 > 0
    assert found.table["z"].to_pylist() == pytest.approx(z)
    assert found.spread.q == pytest.approx(sum(score**2 for score in z))
    assert found.spread.p == pytest.approx(chi2.sf(found.spread.q, 7 if about == "own" else 8))


def test_pulling_in_is_undone_for_a_normal():
    cut = NormalDist().inv_cdf(0.9)
    inner = 0.8 - 2 * cut * NormalDist().pdf(cut)

    assert pytest.approx(inner + 0.2 * cut**2) == PULLED


def test_additive_limits_of_large_units_are_the_transformed_normal_ones():
    size = [s * 10_000 for s in SIZE]
    found = funnel(EIGHT, [o * 10_000 for o in OVER], size, overdispersion="additive")
    wide = t.ppf(0.999, 10.5)
    weight = [4 * n for n in size]
    room = sum(weight) - sum(w * w for w in weight) / sum(weight)
    between = found.spread.tau2 + 0.5 * math.sqrt(14) / room

    for row in found.table.to_pylist():
        half = wide * math.sqrt(1 / (4 * row["denominator"]) + between)
        centre = math.asin(math.sqrt(found.spread.target))
        assert row["low_99_8"] == pytest.approx(math.sin(max(centre - half, 0)) ** 2, abs=1e-4)
        assert row["high_99_8"] == pytest.approx(math.sin(centre + half) ** 2, rel=1e-3)


@pytest.mark.parametrize("times", [1, 3])
def test_multiplicative_limits_stretch_all_units_alike_where_there_are_twenty(times):
    names = [f"{unit} {at}" for at in range(times) for unit in EIGHT]
    given = names, OVER * times, SIZE * times
    found = funnel(*given, kind="rate", overdispersion="multiplicative", target=0.07)
    plain = funnel(*given, kind="rate", overdispersion="none", target=0.07)
    spread = found.spread
    fewness = t.ppf(0.999, 1.5 * (len(names) - 1)) / NormalDist().inv_cdf(0.999)
    centre = math.sqrt(spread.target)

    assert spread.used == "multiplicative"
    assert any("nowhere narrower than additive" in said for said in found.cautions) == (times == 1)
    for narrow, broad in zip(plain.table.to_pylist(), found.table.to_pylist(), strict=True):
        stretch = math.sqrt(spread.phi)
        if times == 1:
            between = 1 + 4 * broad["denominator"] * (spread.tau2 + spread.unsure)
            stretch = max(stretch, math.sqrt(between))
        reach = (math.sqrt(narrow["high_99_8"]) - centre) * stretch * fewness
        assert math.sqrt(broad["high_99_8"]) == pytest.approx(centre + reach)
        assert broad["z_adjusted"] == pytest.approx(broad["z"] / stretch)


def test_units_that_chance_explains_get_exact_limits():
    found = funnel(UNITS, OBSERVED, EXPECTED, kind="ratio", overdispersion="none")

    assert found.spread.used == "none"
    assert found.spread.p > 0.05
    assert set(found.table["verdict"].to_pylist()) == {"chance"}
    # Spiegelhalter (2005), appendix A.1.1, for unit C by hand; the upper one moved out by one.
    for side, tail, out in (("low", 0.025, 0), ("high", 0.975, 1)):
        count = int(poisson.ppf(tail, 75))
        share = (poisson.cdf(count, 75) - tail) / poisson.pmf(count, 75)
        assert found.table[f"{side}_95"][2].as_py() == pytest.approx((count - share + out) / 75)


@given(st.floats(0.2, 60), st.sampled_from([0.95, 0.998]))
@settings(deadline=None, max_examples=50)
def test_a_count_is_a_signal_exactly_if_its_tail_is_less_likely_than_said(expected, level):
    counts = list(range(int(expected * 3) + 12))
    found = funnel(
        [str(c) for c in counts],
        counts,
        [expected] * len(counts),
        kind="ratio",
        overdispersion="none",
        limits=(level,),
    )
    tail = (1 - level) / 2

    for count, verdict in zip(counts, found.table["verdict"].to_pylist(), strict=True):
        high = poisson.sf(count - 1, expected) < tail
        low = poisson.cdf(count, expected) < tail
        assert verdict == ("signal high" if high else "signal low" if low else "chance")


def test_exact_binomial_limits_enclose_the_wanted_share():
    found = funnel(UNITS, [2, 5, 3, 4, 6, 5, 4], [50, 100, 60, 90, 100, 110, 80])
    row = found.table.to_pylist()[1]
    p = found.spread.target

    assert binom.cdf(math.ceil(row["high_95"] * 100), 100, p) >= 0.975
    assert binom.cdf(math.floor(row["low_95"] * 100) - 1, 100, p) <= 0.025
    # The Clopper-Pearson interval of a count at the upper limit just leaves the target out.
    assert beta.ppf(0.025, math.ceil(row["high_95"] * 100) + 1, 94) > p * 0.8


def test_an_outlier_is_a_signal_and_says_where_to_look_first():
    found = funnel(
        ["North", "South", "East", "West"],
        [100, 104, 98, 300],
        [1000, 1000, 1000, 1000],
        overdispersion="none",
    )

    assert found.table["verdict"].to_pylist() == [
        "chance",
        "chance",
        "chance",
        "signal high",
    ]
    assert found.sentences[3] == (
        "West is higher than chance explains; look at how cases are recorded there first."
    )


def test_usual_differences_widen_the_limits():
    over, size = [100, 160, 90, 190, 120, 150], [1000] * 6

    without = funnel(UNITS[:6], over, size, overdispersion="none").table
    with_ = funnel(UNITS[:6], over, size).table

    assert with_["high_95"][0].as_py() > without["high_95"][0].as_py()
    assert "signal high" in without["verdict"].to_pylist()
    assert set(with_["verdict"].to_pylist()) == {"chance"}


def test_a_unit_between_the_limits_is_watched_not_acted_on():
    found = funnel(UNITS, [64, 50, 50, 50, 50, 50, 50], [100] * 7, overdispersion="none")

    assert found.table["verdict"][0].as_py() == "chance"
    assert "at the edge" in found.sentences[0]


def test_a_unit_with_no_cases_has_a_finite_score():
    found = funnel(UNITS[:4], [0, 30, 28, 33], [100, 100, 100, 100], overdispersion="none")

    assert np.isfinite(found.table["z"].to_pylist()).all()
    assert found.table["value"][0].as_py() == 0
    assert found.table["verdict"][0].as_py() == "signal low"


def test_a_unit_without_a_figure_is_kept_and_not_compared():
    found = funnel(
        pa.array(["A", "B", "C", "D"]), pa.array([1, 2, 3, None]), pa.array([9, 9, 9, 9])
    )

    assert found.table["verdict"][3].as_py() == "not compared"
    assert found.table["value"][3].as_py() is None
    assert found.sentences[3] == "D has no figure here, so it is not compared."


def test_limits_are_the_callers_choice_and_scaled():
    found = funnel(UNITS, OBSERVED, EXPECTED, kind="rate", limits=(0.9,), per=100)

    assert [c for c in found.table.column_names if c.startswith(("low", "high"))] == [
        "low_90",
        "high_90",
    ]
    assert found.table["value"][0].as_py() == pytest.approx(15 / 13 * 100)
    curve = found.curve([10, 1000])
    assert curve["low_90"][0].as_py() < curve["low_90"][1].as_py() < curve["target"][1].as_py()


@pytest.mark.parametrize(
    ("units", "over", "size", "said"),
    [
        (["A"], [1], [2], "at least three units; 1 can be compared"),
        (["A", "B"], [1], [2, 3], "as many numerators"),
        (["A", "B", "C"], [1, 2, -3], [9, 9, 9], "C: counts cannot be negative"),
        (["A", "B", "C"], [1, 2, 30], [9, 9, 9], "C: 30 of 9 is no proportion"),
    ],
)
def test_numbers_that_make_no_funnel_are_refused_in_words(units, over, size, said):
    with pytest.raises(FunnelError, match=said):
        funnel(units, over, size)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.integers(20, 5000).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
        min_size=3,
        max_size=15,
    ).filter(lambda rows: 0 < sum(n for n, _ in rows) < sum(d for _, d in rows))
)
def test_limits_hold_the_target_and_the_wider_hold_the_narrower(rows):
    found = funnel([str(i) for i in range(len(rows))], *zip(*rows, strict=True))

    for row in found.table.to_pylist():
        assert 0 <= row["low_99_8"] <= row["low_95"] <= row["high_95"] <= row["high_99_8"] <= 1
        assert row["low_95"] <= found.spread.target + 1 / row["denominator"]


def test_a_measure_gives_its_funnel_without_places_not_known():
    day = date(2024, 1, 1)
    facts = facts_of(
        offences(
            *((f"Unit {i}", "B", w, day, n) for i in range(4) for w, n in (("W", 90), ("", 10))),
            ("", "", "", day, 5),
        )
    )
    result = run(facts, "offences-without-ward", "bcu", "month")

    found = funnel_of(result, "2024-01")

    assert found.table["unit"].to_pylist() == [f"Unit {i}" for i in range(4)]
    assert found.table["value"].to_pylist() == pytest.approx([10.0] * 4)
    with pytest.raises(FunnelError, match="this measure is a count"):
        funnel_of(run(facts, "recorded-offences", "bcu", "month"), "2024-01")


def test_an_outlier_does_not_move_what_others_are_compared_with():
    over, size = [30, 31, 29, 30, 32, 28, 300], [1000] * 7
    found = funnel(UNITS, over, size)

    assert found.spread.target == pytest.approx(0.03)
    assert found.spread.left_out == 1
    assert found.table["verdict"].to_pylist() == ["chance"] * 6 + ["signal high"]
    assert "1 unit lies so far outside" in found.method
    assert found.summary == (
        "1 of 7 units lies outside what chance and the usual differences between units explain."
    )


def test_no_more_than_a_fifth_is_left_out():
    over, size = [10, 500, 900, 30, 700, 5, 300], [1000] * 7

    assert funnel(UNITS, over, size, overdispersion="none").spread.left_out == 1


def test_a_ratio_is_compared_with_one_and_zero_counts_have_limits():
    found = funnel(UNITS[:4], [0, 5, 9, 30], [4.5, 4.8, 8.0, 30.1], kind="ratio")

    assert found.spread.target == 1
    assert found.table["low_99_8"][0].as_py() == 0
    assert found.table["verdict"][0].as_py() == "chance"
    assert np.isfinite(found.table["p"].to_pylist()).all()
    far = funnel(
        UNITS[:4], [0, 5, 9, 30], [20.0, 4.8, 8.0, 30.1], kind="ratio", overdispersion="none"
    )
    assert far.table["verdict"][0].as_py() == "signal low"


def test_discoveries_are_those_of_benjamini_and_hochberg():
    # Benjamini and Hochberg (1995), section 4.1: four of fifteen are discoveries at 5%.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    p += [0.4262, 0.5719, 0.6528, 0.7590, 1.0]

    assert discoveries(np.array(p), 0.05).sum() == 4
    found = funnel(UNITS, [30, 31, 29, 30, 32, 28, 300], [1000] * 7, fdr=0.05)
    assert found.table["discovery"].to_pylist() == [False] * 6 + [True]
    assert any("Benjamini" in said for said in found.cautions)


def test_far_out_a_probability_is_still_a_number():
    found = funnel(EIGHT, [5, 900_000, 10, 8, 7, 6, 5, 9], [10**6] * 8, overdispersion="additive")

    assert 0 <= found.table["p"][1].as_py() < 1


@pytest.mark.parametrize(
    ("choices", "said"),
    [({"limits": (95,)}, "between 0 and 1"), ({"target": 1.5}, "A target of 1.5 is no proportion")],
)
def test_choices_that_make_no_sense_are_refused(choices, said):
    with pytest.raises(FunnelError, match=said):
        funnel(UNITS, OBSERVED, [1000] * 7, **choices)


def test_where_to_look_is_the_callers():
    found = funnel(UNITS, [30, 31, 29, 30, 32, 28, 300], [1000] * 7, look_at="who signs off")

    assert found.sentences[6].startswith("G is higher than chance and the usual differences")
    assert found.sentences[6].endswith("; look at who signs off.")
    assert "who signs off" in found._repr_html_()


def test_the_summary_tells_of_units_at_the_edge():
    units, rest = [*"abcdefgh"], [30, 31, 29, 30, 32, 28]
    one = funnel([*units[:6], "x"], [*rest, 46], [1000] * 7, overdispersion="none")
    assert one.summary == (
        "None of 7 units lies outside what chance explains; 1 lies at its edge: watch, do not act "
        "yet."
    )
    both = funnel([*units[:6], "x", "y"], [*rest, 46, 300], [1000] * 8, overdispersion="none")
    assert both.summary.startswith("1 of 8 units lies outside what chance explains. 1 lies at its")


@pytest.mark.parametrize(
    ("figures", "more", "said"),
    [
        ([1, "x", 3], {}, "Figure 2 is 'x': that is no number"),
        ([1, 2, [3]], {}, "Figure 3 is [3]"),
        ([1, 2, 3], {"kind": "prop"}, "kind is one of proportion, rate, ratio; not 'prop'"),
        ([1, 2, 3], {"overdispersion": "yes"}, "overdispersion is one of auto, none"),
    ],
)
def test_what_is_no_figure_or_choice_is_told(figures, more, said):
    with pytest.raises(VariationError, match=re.escape(said)):
        funnel(["a", "b", "c"], figures, [10, 10, 10], **more)


def test_figures_may_be_text_and_arrays():
    plain = funnel([*"abc"], [1, 2, 3], [10, 10, 10])
    assert funnel([*"abc"], ["1", "2", "3"], [10.0] * 3).table.equals(plain.table)
    assert funnel([*"abc"], np.array([1, 2, 3]), np.array([10, 10, 10])).table.equals(plain.table)
