"""Adjusting for the mix: by hand, against statsmodels, and each verdict."""

import numpy as np
import pytest

from avow.analysis.variation import VariationError, adjust

# Two strata at 10% and 50%; A has the hard cases, B the easy ones, C both, D does worse.
UNITS = ["A", "A", "B", "B", "C", "C", "D", "D"]
KIND = ["hard", "easy"] * 4
OVER = [90, 50, 10, 450, 50, 250, 10, 150]
SIZE = [900, 100, 100, 900, 500, 500, 500, 500]


def test_expected_and_adjusted_by_hand():
    found = adjust(UNITS, OVER, SIZE, {"kind": KIND}, per=100)
    hard, easy = 160 / 2000, 900 / 2000
    rows = {row["unit"]: row for row in found.table.to_pylist()}

    assert found.used == "strata"
    assert found.overall == pytest.approx(1060 / 4000 * 100)
    assert rows["A"]["expected"] == pytest.approx(900 * hard + 100 * easy)
    assert rows["A"]["raw"] == pytest.approx(14)
    assert rows["A"]["adjusted"] == pytest.approx(140 / rows["A"]["expected"] * 26.5)
    assert rows["A"]["low"] < rows["A"]["adjusted"] < rows["A"]["high"]
    assert sum(row["expected"] for row in rows.values()) == pytest.approx(sum(OVER))


def test_a_difference_goes_away_remains_appears_or_turns_round():
    even = [0.1, 0.5]
    units, kind, over, size = [], [], [], []

    def unit(name, sizes, shares):
        for k, n, share in zip(("hard", "easy"), sizes, shares, strict=True):
            units.append(name)
            kind.append(k)
            over.append(round(n * share))
            size.append(n)

    for i in range(8):
        unit(f"same {i}", (2000, 2000), even)
    unit("hard cases", (1800, 200), even)
    unit("does worse", (1000, 1000), (0.02, 0.3))
    unit("hidden", (200, 1800), (0.06, 0.33))
    unit("turned", (200, 1800), (0.05, 0.4))
    found = adjust(units, over, size, {"kind": kind})
    verdict = dict(zip(*(found.table[n].to_pylist() for n in ("unit", "verdict")), strict=True))

    assert verdict["hard cases"] == "goes away"
    assert verdict["does worse"] == "remains"
    assert verdict["hidden"] == "appears"
    assert verdict["turned"] == "turns round"
    assert {verdict[f"same {i}"] for i in range(8)} <= {"no difference", "appears"}
    said = dict(zip(found.table["unit"].to_pylist(), found.sentences, strict=True))
    assert "the difference goes away with the mix of cases" in said["hard cases"]
    assert "the mix of cases does not explain it" in said["does worse"]
    assert "for 1 of them the difference goes away with kind. " in found.summary


def alone(model, own):
    """Return a unit that does worse, with so many of its cases of a kind that only it has."""
    units, kind, over, size = [], [], [], []
    for at in range(6):
        units += [f"unit {at}"] * 2
        kind += ["a", "b"]
        over += [100, 200]
        size += [1000, 1000]
    units += ["special"] * 3
    kind += ["a", "b", "its own"]
    over += [200, 300, own // 2]
    size += [1000, 1000, own]
    return adjust(units, over, size, {"kind": kind}, model=model)


@pytest.mark.parametrize("model", ["strata", "regression"])
def test_a_kind_that_no_other_unit_has_explains_no_difference(model):
    row = next(r for r in alone(model, 1500).table.to_pylist() if r["unit"] == "special")
    # With the kind in it, what is expected there is what is seen: 750 of 750.
    assert row["left_out"] == pytest.approx(1500 / 3500)
    assert row["expected"] == pytest.approx(800 / 7 + 1500 / 7)
    assert row["verdict"] == "remains"
    assert row["adjusted"] == pytest.approx(500 / row["expected"] * (2300 + 750) / 15500)

    found = alone(model, 2500)
    row = next(r for r in found.table.to_pylist() if r["unit"] == "special")
    assert row["verdict"] == "not comparable"
    assert row["adjusted"] is None
    assert any("56% of its cases are of kinds that hardly any" in said for said in found.sentences)
    assert "1 cannot be adjusted" in found.summary
    assert any("left out of the adjusted figure" in said for said in found.cautions)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_the_regression_agrees_with_statsmodels_case_by_case(kind):
    import statsmodels.api as sm

    rng = np.random.default_rng(8)
    n, cases = 120, rng.integers(1, 4, 120).astype(float)
    a, b, unit = rng.integers(0, 5, n), rng.integers(0, 4, n), rng.integers(0, 6, n)
    share = 1 / (1 + np.exp(1 - 0.3 * a + 0.2 * b))
    over = rng.binomial(cases.astype(int), share).astype(float)
    found = adjust(
        [str(u) for u in unit], over, cases, {"a": a.tolist(), "b": b.tolist()}, kind=kind
    )
    terms = np.column_stack(
        [np.ones(n), *(a == v for v in range(1, 5)), *(b == v for v in range(1, 4))]
    ).astype(float)
    if kind == "proportion":
        every = np.repeat(np.arange(n), cases.astype(int))
        done = np.concatenate(
            [[1.0] * int(k) + [0.0] * int(m - k) for k, m in zip(over, cases, strict=True)]
        )
        fit = sm.Logit(done, terms[every]).fit(disp=0)
        rate = fit.predict(terms)
    else:
        rate = sm.GLM(over, terms, family=sm.families.Poisson(), exposure=cases).fit().mu / cases

    assert found.used == "regression"
    expected = np.bincount(unit, rate * cases)
    assert found.table["expected"].to_pylist() == pytest.approx(expected, rel=1e-4)
    assert ("logistic" if kind == "proportion" else "Poisson model") in found.method


@pytest.mark.slow
def test_a_stratum_that_counts_none_does_not_break_the_regression():
    found = adjust(UNITS, [0, 50, 0, 450, 0, 250, 0, 150], SIZE, {"kind": KIND}, model="regression")

    assert found.table["expected"].to_pylist() == pytest.approx([45, 405, 225, 225], rel=1e-3)


def test_unknown_strata_are_a_stratum_and_a_unit_without_a_numerator_is_left_out_in_words():
    found = adjust(
        ["A", "A", "B", "C", "D"],
        [5, None, 6, 0, 7],
        [50, 9, 50, 0, 50],
        {"kind": ["x", "x", None, "x", "x"]},
    )
    rows = found.table.to_pylist()

    assert rows[0]["denominator"] is None
    assert "A has no figure: of some of its cases the numerator is empty." in found.sentences
    assert any("Left out altogether" in said for said in found.cautions)
    assert found.overall == pytest.approx(13 / 100)
    # Nobody else has cases of a kind that is not known: nothing shows what to expect of B's.
    assert (rows[1]["verdict"], rows[1]["expected"]) == ("not comparable", 0)
    assert found.sentences[1].startswith("B cannot be adjusted: 100% of its cases are of kinds")
    assert rows[2]["raw"] is None
    assert found.sentences[2] == "C has no figure, or nothing is expected of it."


def test_rates_have_poisson_intervals_and_two_columns_are_named():
    found = adjust(
        UNITS, OVER, [n / 10 for n in SIZE], {"kind": KIND, "place": ["home"] * 8}, kind="rate"
    )

    assert "exact Poisson" in found.method
    assert "kind and place" in found.method
    assert len(found.cautions) == 3
    assert "units differ from all together" in found._repr_html_()


@pytest.mark.parametrize(
    ("given", "strata", "said"),
    [
        ((["A"], [1], [2]), {}, "at least one stratum column"),
        ((["A"], [1], [2]), {"kind": ["x", "y"]}, "kind has 2 rows where units have 1"),
        ((["A"], [1, 2], [2]), {"kind": ["x"]}, "as many numerators"),
        ((["A"], [-1], [2]), {"kind": ["x"]}, "A: counts cannot be negative"),
        ((["A"], [3], [2]), {"kind": ["x"]}, "A: 3 of 2 is no proportion"),
        ((["A"], [0], [0]), {"kind": ["x"]}, "every denominator is empty or zero"),
        ((["A"], [None], [9]), {"kind": ["x"]}, "every unit lacks a numerator"),
    ],
)
def test_what_cannot_be_adjusted_is_refused(given, strata, said):
    with pytest.raises(VariationError, match=said):
        adjust(*given, strata)
