"""Each method gives what was published with it, on the same figures."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.optimize import minimize
from scipy.stats import norm, t

from avow.analysis.evaluation import (
    Area,
    Panel,
    Pilot,
    difference,
    displaced,
    segments,
    series,
    synthetic,
)
from avow.analysis.evaluation.panel import Split
from avow.analysis.evaluation.weights import simplex
from tests.analysis.evaluation import published

# Card and Krueger (1994), American Economic Review 84:772, Table 3: mean full-time equivalent
# employment, and the change in stores seen twice, with standard errors.
MEANS = {"New Jersey": (20.44, 21.03), "Pennsylvania": (23.33, 21.17)}
STORES = {"New Jersey": (0.47, 0.48, 309), "Pennsylvania": (-2.28, 1.25, 75)}


def test_card_and_krueger_1994_from_the_published_means():
    nj, pa = MEANS["New Jersey"], MEANS["Pennsylvania"]
    figures = np.array([nj, pa, pa])
    panel = Panel(("New Jersey", "Pennsylvania", "Pennsylvania again"), ("1", "2"), figures)
    pilot = Pilot(areas=("New Jersey",), start="2", outcome="employment")
    found = difference(panel, pilot, kind="value")
    assert found.effect.amount == pytest.approx(2.76, abs=0.011)  # 2.75 from rounded means


def test_card_and_krueger_1994_has_the_published_error():
    rows, names = [], []
    for state, (mean, error, count) in STORES.items():
        spread = np.linspace(-1, 1, count)
        changes = mean + (spread - spread.mean()) / spread.std(ddof=1) * error * np.sqrt(count)
        rows += [(20.0, 20.0 + change) for change in changes]
        names += [f"{state} {i}" for i in range(count)]
    treated = tuple(name for name in names if name.startswith("New Jersey"))
    pilot = Pilot(areas=treated, start="2", outcome="employment")
    found = difference(Panel(tuple(names), ("1", "2"), np.array(rows)), pilot, kind="value")
    half = (found.effect.amount_high - found.effect.amount_low) / 2
    assert found.effect.amount == pytest.approx(2.75, abs=1e-9)
    df = 1.34**4 / (0.48**4 / 308 + 1.25**4 / 74)
    assert half / t.ppf(0.975, df) == pytest.approx(1.34, abs=0.005)


def test_proposition_99_by_difference_in_differences():
    # Arkhangelsky and others (2021), American Economic Review 111:4088, Table 1: -27.3.
    found = difference(published.california()[0], published.CALIFORNIA, kind="value")
    assert found.effect.amount == pytest.approx(-27.3, abs=0.06)


@pytest.mark.slow
def test_proposition_99_by_outcomes_alone():
    # The same table gives -19.6 for a synthetic control on outcomes alone, with a slight penalty.
    found = synthetic(published.california()[0], published.CALIFORNIA, kind="value")
    assert found.effect.amount == pytest.approx(-19.6, abs=0.15)


@pytest.mark.slow
def test_proposition_99_has_the_published_weights_and_rank():
    # Abadie, Diamond and Hainmueller (2010), JASA 105:493, Tables 1 and 2.
    panel, predictors = published.california()
    found = synthetic(panel, published.CALIFORNIA, predictors=predictors, kind="value")
    weights = {row["donor"]: row["weight"] for row in found.weights.to_pylist()}
    expected = {
        "Utah": 0.334,
        "Nevada": 0.234,
        "Montana": 0.199,
        "Colorado": 0.164,
        "Connecticut": 0.069,
    }
    for state, weight in expected.items():
        assert weights[state] == pytest.approx(weight, abs=0.015)
    assert sum(weights[state] for state in expected) == pytest.approx(1, abs=1e-3)
    assert found.p == pytest.approx(1 / 39)  # "1/39 = 0.026"
    assert found.rmspe_before**2 == pytest.approx(3.1, abs=0.2)  # the published error is about 3
    by_year = {row["period"]: row["gap"] for row in found.table.to_pylist()}
    assert by_year["2000"] == pytest.approx(-26, abs=1)
    alike = {row["predictor"]: row["synthetic"] for row in found.predictors.to_pylist()}
    assert alike["1988"] == pytest.approx(91.62, abs=0.5)
    assert alike["1980"] == pytest.approx(120.43, abs=0.5)
    assert alike["1975"] == pytest.approx(126.99, abs=0.5)
    assert alike["retail_price"] == pytest.approx(89.41, abs=0.2)
    assert alike["beer"] == pytest.approx(24.20, abs=0.2)
    assert alike["log_income"] == pytest.approx(9.86, abs=0.02)


def test_the_sicilian_smoking_ban_as_published():
    # Lopez Bernal and others (2017): relative risk 0.894 with Poisson errors 0.864 to 0.925.
    found = series(
        published.sicily(), published.SICILY, slope=False, correlated=False, season="none"
    )
    step = found.changes.to_pylist()[0]
    assert 1 + step["estimate"] / 100 == pytest.approx(0.894, abs=0.0006)
    root = np.sqrt(found.diagnostics["scale"])
    half = np.log((100 + step["high"]) / (100 + step["low"])) / 2 / root
    poisson = half / t.ppf(0.975, 56) * norm.ppf(0.975)
    middle = np.log(1 + step["estimate"] / 100)
    assert np.exp([middle - poisson, middle + poisson]) == pytest.approx([0.864, 0.925], abs=0.001)


def test_the_sicilian_smoking_ban_equals_the_regression_of_statsmodels():
    panel = published.sicily()
    found = series(panel, published.SICILY, correlated=False)
    line = segments.series_of(Split.of(panel, published.SICILY), "count")
    columns = segments.design(line, "harmonics", slope=True)
    peer = sm.GLM(line.y, columns, family=sm.families.Poisson(), offset=line.offset).fit(scale="X2")
    rows = {row["change"]: row for row in found.changes.to_pylist()}
    assert np.log1p(rows["level at the start"]["estimate"] / 100) == pytest.approx(peer.params[2])
    assert np.log1p(rows["slope"]["estimate"] / 100) == pytest.approx(peer.params[3])
    assert found.diagnostics["scale"] == pytest.approx(peer.scale)
    half = np.log((100 + rows["slope"]["high"]) / (100 + rows["slope"]["low"])) / 2
    assert half / t.ppf(0.975, peer.df_resid) == pytest.approx(peer.bse[3], rel=1e-6)


def test_wheeler_and_ratcliffe_2018():
    # Crime Science 7:11: -118, a variance of 1568, z of -2.98, interval -196 to -40.
    found = displaced(
        pilot=Area(before=207, after=110),
        control=Area(before=308, after=318),
        buffer=Area(before=178, after=157),
        buffer_control=Area(before=150, after=140),
    )
    whole = found.table.to_pylist()[-1]
    assert whole["difference"] == -118
    assert whole["error"] ** 2 == pytest.approx(1568)
    assert round(whole["z"], 2) == -2.98
    assert (round(whole["low"]), round(whole["high"])) == (-196, -40)


def test_wheeler_on_periods_of_different_length():
    # Wheeler's note of January 2021: 100 and 80 in twice the time, then 50 and 20.
    found = displaced(
        pilot=Area(before=80, after=20), control=Area(before=100, after=50), periods=(2, 1)
    )
    row = found.table.to_pylist()[0]
    assert (row["difference"], row["error"] ** 2) == (-20, pytest.approx(115))


def test_wheeler_on_areas_of_different_size():
    # Wheeler's note of February 2021: the paper's counts by areas of 0.9, 1.2, 1.6 and 1.5.
    found = displaced(
        pilot=Area(before=207, after=110, weight=1.2),
        control=Area(before=308, after=318, weight=0.9),
        buffer=Area(before=178, after=157, weight=1.5),
        buffer_control=Area(before=150, after=140, weight=1.6),
    )
    assert found.table.to_pylist()[-1]["difference"] == pytest.approx(-99.69444444)


def test_simplex_weights_are_those_of_a_general_optimiser():
    random = np.random.default_rng(5)
    donors, target = random.normal(10, 2, (15, 8)), random.normal(10, 1, 15)
    mine = simplex(target, donors)
    peer = minimize(
        lambda w: ((target - donors @ w) ** 2).sum(),
        np.full(8, 1 / 8),
        bounds=[(0, 1)] * 8,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 500},
    )
    assert mine == pytest.approx(peer.x, abs=1e-4)
    assert ((target - donors @ mine) ** 2).sum() <= peer.fun + 1e-6
