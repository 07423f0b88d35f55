"""The check: what blocks, what must change first, and that a raw table never passes unseen."""

import pyarrow as pa
import pytest

from avow.analysis.disclosure import Rate, check, policy
from avow.definitions import DefinitionError


def checked(
    kind="counts", by="borough", period="year", counts=("n",), rates=(), groups=(), **columns
):
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    return check(table, counts=counts, by=by, period=period, kind=kind, rates=rates, groups=groups)


SAFE = {"borough": ["Ashvale", "Brook"], "n": [10, 0], "n_status": ["rounded", "published"]}


def test_a_protected_table_passes():
    report = checked(**SAFE)

    assert report.passes
    assert report.findings == ()


@pytest.mark.parametrize(
    ("kind", "by", "period", "passes"),
    [
        ("counts", "borough", "month", True),
        ("counts", "ward", "year", True),
        ("counts", "ward", "all", True),
        ("counts", "ward", "quarter", False),
        ("counts", "lsoa", "year", False),
        ("records", "borough", "year", True),
        ("records", "borough", "quarter", False),
        ("records", "ward", "year", False),
    ],
)
def test_nothing_finer_than_the_policy_passes(kind, by, period, passes):
    assert (policy().refusal(kind, by, period) == "") == passes


@pytest.mark.parametrize(
    ("kind", "period", "said"),
    [("maps", "year", "No kind of table"), ("counts", "week", "No period")],
)
def test_a_kind_that_is_not_known_is_refused(kind, period, said):
    with pytest.raises(ValueError, match=said):
        policy().refusal(kind, "borough", period)


def test_a_policy_that_is_not_there_is_named():
    with pytest.raises(DefinitionError, match="'nothing-such'"):
        policy("nothing-such")


def test_a_raw_table_must_change_first():
    report = checked(borough=["A", "B", "C"], n=[3, 12, 10])

    assert not report.passes
    assert [f.severity for f in report.findings] == ["change"] * 3
    assert report.sentences == (
        "1 counts from 1 to 4 in 'n' must be suppressed.",
        "1 counts in 'n' must be rounded to the nearest 5.",
        "'n' has no status column to tell zero, missing and suppressed apart.",
    )


def test_a_count_marked_as_suppressed_must_not_be_there():
    report = checked(borough=["A", "B"], n=[3, 2], n_status=["suppressed", "suppressed"])

    assert report.sentences == ("2 counts in 'n' are marked as suppressed but still shown.",)


@pytest.mark.parametrize(
    "name", ["Victim_Surname", "home_postcode", "date_of_birth", "crime_id", "longitude"]
)
def test_columns_that_may_point_at_a_person_block(name):
    report = checked(**SAFE, **{name: ["x", "y"]})

    assert report.sentences == (f"Column {name!r} may never be published: take it out.",)


def test_numbers_that_nobody_declared_block():
    report = checked(**SAFE, exact=[11, 0], year=[2024, 2024])

    assert len(report.findings) == 1
    assert report.findings[0].column == "exact"
    assert report.findings[0].severity == "block"


def test_one_hidden_cell_beside_a_published_total_blocks():
    report = checked(
        borough=["Ashvale", "Brook", "Total"],
        n=[None, 20, 25],
        n_status=["suppressed", "rounded", "rounded"],
    )

    assert report.findings[0].severity == "block"
    assert (
        "one suppressed cell in a row with a published total can be recovered"
        in report.sentences[0]
    )


def test_one_hidden_cell_in_a_group_with_a_total_elsewhere_blocks():
    columns = {
        "borough": ["A", "B"],
        "year": [2024, 2024],
        "n": [None, 20],
        "n_status": ["suppressed", "rounded"],
    }

    assert not checked(**columns, groups=[("year",)]).passes
    assert checked(**columns).passes


def test_rates_must_come_from_the_counts_as_shown():
    rate = Rate("value", "n", "residents", "rate", 1000)

    assert checked(**SAFE, residents=[1000, 900], value=[10.0, 0.0], rates=(rate,)).passes
    report = checked(**SAFE, residents=[1000, 900], value=[11.0, 0.0], rates=(rate,))
    assert "worked out again from the protected counts" in report.sentences[0]


def test_a_proportion_that_leaves_out_a_few_must_change():
    rate = Rate("value", "n", "m", "proportion", 100)
    report = checked(counts=("n", "m"), rates=(rate,), borough=["A"], n=[97], m=[100], value=[97.0])

    assert any("leave out so few" in sentence for sentence in report.sentences)


def test_wards_with_less_than_a_year_block():
    report = checked(by="ward", ward=["Mill"], n=[5], n_status=["rounded"], complete=[False])

    assert report.sentences == ("1 rows by ward cover fewer than 12 months: take them out.",)


def test_records_pass_only_where_no_one_stands_alone():
    shared = {"borough": ["A"] * 10, "sex": ["F"] * 5 + ["M"] * 5}

    assert checked(kind="records", counts=(), **shared).passes
    report = checked(kind="records", counts=(), borough=["A"] * 6, sex=["F"] * 5 + ["M"])
    assert report.sentences[0].startswith("1 combinations of values are shared by fewer than 5")
