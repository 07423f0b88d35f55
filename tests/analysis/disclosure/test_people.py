"""What is published of people who came together is no surer than what is known inside."""

import numpy as np
import pyarrow as pa
import pytest

from avow.analysis.disclosure.rates import Rate
from avow.analysis.measures.intervals import wilson

RATE = Rate("value", "numerator", "denominator", "proportion", 100, "low", "high")


def table(above, below, effect):
    low, high = wilson(above / effect, below / effect)
    return pa.table(
        {
            "value": [100 * above / below],
            "low": [100 * float(low)],
            "high": [100 * float(high)],
            "numerator": [above],
            "denominator": [below],
        }
    )


@pytest.mark.parametrize("above", [0, 13, 60, 117, 120])
@pytest.mark.parametrize(("effect", "told"), [(1.0, 1.0), (1.3, 1.3), (1.52, 1.6)])
def test_intervals_made_anew_keep_the_design_effect(above, effect, told):
    shown = [5.0 * round(above / 5)]
    made = RATE.figures(table(above, 120, effect), np.array(shown), np.array([120.0]))
    low, high = wilson(shown[0] / told, 120 / told)
    assert (made["low"][0], made["high"][0]) == pytest.approx((100 * float(low), 100 * float(high)))


def test_what_was_made_anew_is_found_again_by_the_check():
    given = table(60, 120, 1.6)
    above, below = (given[n].to_numpy().astype(float) for n in ("numerator", "denominator"))
    made = RATE.figures(given, above, below)
    assert made["high"][0] == pytest.approx(given["high"][0].as_py())
