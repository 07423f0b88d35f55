"""The chart of a comparison: what stands in it."""

import pyarrow as pa
import pytest

from avow.analysis.disparity import compare, steps_of
from avow.charts import of_disparity, svg


def found(strata=()):
    rows = pa.table(
        {
            "ethnicity_self": ["White"] * 100 + ["Black"] * 40 + ["Mixed"] * 4 + [None] * 30,
            "arrest": [i % 2 == 0 for i in range(174)],
            "charge": [i % 4 == 0 and i < 140 for i in range(174)],
            "kind": ["rape", "other", "other"] * 58,
        }
    )
    counts = steps_of(rows, group="ethnicity_self", steps=["arrest", "charge"], strata=strata)
    return compare(counts)


def rows_of(spec):
    return spec["spec"]["data"]["values"] if "data" in spec["spec"] else spec["data"]["values"]


def test_a_panel_a_stage_and_a_line_a_group_that_was_compared():
    rows = rows_of(of_disparity(found()))

    assert list(dict.fromkeys(row["stage"] for row in rows)) == [
        "Arrest, counted from the start",
        "A charge, counted from the start",
        "A charge, counted from arrest",
    ]
    assert {row["group"] for row in rows} == {"Black", "Not known"}


def test_ratios_beyond_the_scale_are_drawn_at_its_edge():
    rows = rows_of(of_disparity(found(["kind"])))
    missing = next(
        r for r in rows if r["stage"].startswith("A charge") and r["group"] == "Not known"
    )
    black = next(r for r in rows if r["stage"].startswith("A charge") and r["group"] == "Black")

    assert missing["ratio"] == 0.05
    assert missing["bound_low"] is None
    assert black["bound_low"] < black["ratio"] < black["bound_high"]
    assert 0.05 < black["adjusted"] < 20


@pytest.mark.slow
def test_it_is_drawn():
    assert "Times as often as White" in svg(of_disparity(found()))
