"""Protection: what a reader of the protected table can and cannot find out."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis.disclosure import Policy, Rate, check, policy, protect, protect_result
from avow.analysis.measures import run
from tests.analysis.facts import facts_of, offences

RULES = policy()
SHARE = Rate("value", "late", "all", "proportion", 100, "low", "high")


def table(**columns):
    return pa.table({name: pa.array(values) for name, values in columns.items()})


def counted(counts):
    names = [f"ward {i:02}" for i in range(len(counts))]
    return pa.table({"ward": names, "n": pa.array(counts, pa.int64())})


def safe(given_table, **options):
    return protect(given_table, counts=("n",), by="ward", period="year", **options)


def shares(pairs):
    return pa.table(
        {
            "ward": [f"ward {i:02}" for i in range(len(pairs))],
            "late": pa.array([a for a, _ in pairs], pa.int64()),
            "all": pa.array([b for _, b in pairs], pa.int64()),
            "value": pa.array([100 * a / b if b else None for a, b in pairs], pa.float64()),
            "low": pa.array([0.0] * len(pairs), pa.float64()),
            "high": pa.array([1.0] * len(pairs), pa.float64()),
        }
    )


counts = st.lists(st.one_of(st.none(), st.integers(0, 12), st.integers(0, 5000)), max_size=12)
pairs = st.lists(
    st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=10
)
policies = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(
    lambda p: Policy(*p, RULES.total_labels, (), RULES.forbidden_columns, RULES.finest)
)


def test_counts_are_suppressed_rounded_or_zero_and_say_which():
    done = safe(counted([0, 3, 4, 5, 7, 8, None, 122]))

    assert done.table["n"].to_pylist() == [0, None, None, 5, 5, 10, None, 120]
    assert done.table["n_status"].to_pylist() == [
        "published",
        "suppressed",
        "suppressed",
        "rounded",
        "rounded",
        "rounded",
        "missing",
        "rounded",
    ]
    assert done.report.passes
    assert done.report.sentences[0].startswith("2 counts are suppressed: ")


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(counts, policies)
def test_no_published_count_is_small_or_off_the_base(values, rules):
    done = safe(counted(values), rules=rules).table

    for shown, status, exact in zip(
        done["n"].to_pylist(), done["n_status"].to_pylist(), values, strict=True
    ):
        if shown is not None:
            assert not 0 < shown < rules.threshold
            assert shown % rules.base == 0
            assert (shown == 0) == (exact == 0)
        assert (status == "missing") == (exact is None)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(counts, policies, st.booleans())
def test_protecting_twice_changes_nothing(values, rules, grouped):
    options = {"rules": rules, "groups": [()] if grouped else ()}
    once = safe(counted(values), **options)
    twice = safe(once.table, **options)

    assert twice.table.equals(once.table)
    assert once.report.passes


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(counts.flatmap(lambda v: st.tuples(st.just(v), st.permutations(range(len(v))))))
def test_the_order_of_the_rows_is_no_matter(values_and_order):
    values, order = values_and_order
    given_table = counted(values)

    straight = safe(given_table, groups=[()]).table.take(pa.array(order, pa.int64()))
    shuffled = safe(given_table.take(pa.array(order, pa.int64())), groups=[()]).table

    assert straight.equals(shuffled)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(pairs)
def test_a_rate_gives_nothing_away_that_the_counts_do_not(given_pairs):
    done = protect(
        shares(given_pairs), counts=("late", "all"), by="ward", period="year", rates=(SHARE,)
    )

    assert done.report.passes
    for row, (late, everyone) in zip(done.table.to_pylist(), given_pairs, strict=True):
        if row["late"] is None or row["all"] is None:
            assert row["value"] is row["low"] is row["high"] is None
        elif row["all"]:
            assert row["value"] * row["all"] / 100 == pytest.approx(row["late"])
            assert row["low"] <= row["value"] <= row["high"]
        if 0 < everyone - late < 5:
            assert row["late"] is None


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 30), min_size=2, max_size=8), st.integers(1, 4), st.integers(5, 30))
def test_many_true_tables_lie_behind_a_hidden_cell(values, small, big):
    """No hidden count can be told from the rest of its line: another table looks the same."""
    values = [*values, small, big]
    done = safe(counted(values), groups=[()]).table

    hidden = [i for i, s in enumerate(done["n_status"].to_pylist()) if s == "suppressed"]
    assert len(hidden) >= 2


@pytest.mark.parametrize(
    ("values", "hidden"),
    [
        ([3, 60, 8, 40], [0, 2]),  # the next smallest goes with it
        ([3, 0, 0], [0, 1]),  # beside zeros a zero goes, the first by name
        ([3, 2, 50], [0, 1]),  # two hide each other
        ([3], [0]),  # one part alone is its total, treated alike elsewhere
    ],
)
def test_a_lone_suppressed_cell_gets_company(values, hidden):
    done = safe(counted(values), groups=[()])

    status = done.table["n_status"].to_pylist()
    assert [i for i, s in enumerate(status) if s == "suppressed"] == hidden
    assert done.report.passes


def test_a_total_row_in_the_table_is_recognised():
    given_table = table(
        borough=["Ashvale", "Ashvale", "Ashvale", "Brook", "Brook", "Brook"],
        ward=["Mill", "Quay", "Total", "Mill", "Quay", "All"],
        n=[3, 40, 43, 20, 30, 50],
    )

    done = safe(given_table)

    assert done.table["n"].to_pylist() == [None, None, 45, 20, 30, 50]


def test_a_total_with_one_part_is_hidden_with_it():
    done = safe(table(ward=["Mill", "Total"], n=[3, 40]))

    assert done.table["n"].to_pylist() == [None, None]


def test_a_total_column_is_recognised_by_its_sums_or_its_name():
    wide = table(ward=["Mill", "Quay"], rape=[3, 10], stalking=[20, 0], everything=[23, 10])
    done = protect(wide, counts=("rape", "stalking", "everything"), by="ward", period="year")

    assert done.table["rape"].to_pylist() == [None, 10]
    assert done.table["stalking"].to_pylist() == [None, 0]
    assert done.table["everything"].to_pylist() == [25, 10]
    named = table(ward=["Mill"], rape=[3], stalking=[20], total=[99])
    hidden = protect(named, counts=("rape", "stalking", "total"), by="ward", period="year").table
    assert hidden["stalking"].to_pylist() == [None]
    odd = table(ward=["Mill"], rape=[3], stalking=[20], other=[99])
    kept = protect(odd, counts=("rape", "stalking", "other"), by="ward", period="year").table
    assert kept["stalking"].to_pylist() == [20]


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (["a"], "holds string, not counts"),
        ([1.5], "holds 1.5, which is no count"),
        ([-1], "no count"),
    ],
)
def test_what_is_no_count_is_refused(column, said):
    with pytest.raises(ValueError, match=said):
        safe(table(n=column))


def test_a_count_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="no column 'n'"):
        safe(table(ward=["Mill"]))


def month(year, number, *rows):
    return [("North", b, w, date(year, number, 1), n) for b, w, n in rows]


YEARS = offences(
    *(
        r
        for y in (2022, 2023)
        for m in range(1, 13)
        for r in month(y, m, ("Ashvale", "Mill", 5), ("Ashvale", "Quay", 3))
    ),
    *month(2022, 1, ("Ashvale", "Lock", 2), ("Brook", "Mill", 30)),
    *month(2023, 1, ("Ashvale", "Lock", 20), ("Brook", "Mill", 30)),
    *month(2024, 1, ("Brook", "Mill", 3)),
)


def test_a_hidden_count_is_hidden_as_the_year_before_too():
    done = protect_result(run(facts_of(YEARS), "change-on-year-before", "ward")).table

    shown = {(r["unit"], r["period_label"]): r for r in done.to_pylist()}
    assert shown["Lock (Ashvale)", "2022"]["numerator"] is None
    assert shown["Lock (Ashvale)", "2023"]["denominator"] is None
    assert shown["Lock (Ashvale)", "2023"]["value"] is None
    # Quay is the next smallest of 2022, so it is hidden now and as the year before.
    assert shown["Quay (Ashvale)", "2022"]["numerator_status"] == "suppressed"
    assert shown["Quay (Ashvale)", "2023"]["denominator_status"] == "suppressed"


def test_a_ward_passes_only_over_twelve_months():
    result = run(facts_of(YEARS), "recorded-offences", "ward")
    done = protect_result(result)

    assert done.report.passes
    assert set(done.table["period_label"].to_pylist()) == {"2022", "2023"}
    refused = protect_result(run(facts_of(YEARS), "recorded-offences", "ward", "month"))
    assert not refused.report.passes
    assert refused.report.sentences[0] == (
        "Figures by ward and month may not pass: the finest is ward by year."
    )


@pytest.mark.parametrize("by", ["force", "bcu", "borough"])
@pytest.mark.parametrize(
    "measure", ["recorded-offences", "recorded-late-share", "offences-without-ward"]
)
def test_a_protected_measure_passes_and_stays_the_same(measure, by):
    result = run(facts_of(YEARS), measure, by)
    once = protect_result(result)
    twice = protect_result(replace(result, table=once.table))

    assert twice.table.equals(once.table)
    again = check(
        once.table,
        counts=("numerator",) if measure == "recorded-offences" else ("numerator", "denominator"),
        by=by,
        period="year",
        rates=(
            Rate(
                "value",
                "numerator",
                "denominator",
                result.definition.kind,
                100 if "share" in measure or "without" in measure else 1,
                "low",
                "high",
            ),
        ),
    )

    assert once.report.passes
    assert again.passes


def test_residents_are_public_and_rates_come_from_rounded_counts():
    facts = facts_of(
        YEARS
        | {
            "population": {
                "columns": ["bcu", "borough", "year", "residents"],
                "rows": [["North", "Ashvale", 2022, 1003], ["North", "Brook", 2022, 997]],
            }
        }
    )
    done = protect_result(run(facts, "recorded-offences-per-1000", "borough")).table.to_pylist()

    assert (done[0]["numerator"], done[0]["denominator"]) == (100, 1003)  # 98 before
    assert done[0]["value"] == pytest.approx(100 / 1003 * 1000)


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=24, max_size=24))
def test_changes_stay_safe_whatever_the_counts(values):
    rows = [
        ("N", "A", f"W{i % 4}", date(2020 + i // 12, 1 + i // 4 % 3, 1), v)
        for i, v in enumerate(values)
    ]
    result = run(facts_of(offences(*rows)), "change-on-year-before", "borough", "month")

    done = protect_result(result)

    assert done.report.passes
    exact = np.array(result.table["numerator"].to_pylist(), dtype=float)
    shown = np.array(done.table["numerator"].to_pylist(), dtype=float)
    assert not np.any((exact > 0) & (exact < 5) & ~np.isnan(shown))


def test_a_lone_figure_among_missing_ones_is_its_own_total():
    done = safe(counted([None, 3]), groups=[()])

    assert done.table["n_status"].to_pylist() == ["missing", "suppressed"]
    assert done.report.passes


def test_a_count_with_its_interval_needs_no_denominator():
    given_table = counted([12, 40]).append_column("value", pa.array([12.0, 40.0]))
    done = safe(given_table, rates=(Rate("value", "n", "", "count"),))

    assert done.table["value"].to_pylist() == [10.0, 40.0]
    assert done.report.passes


def test_a_total_row_is_no_part_of_its_group():
    given_table = table(year=["2024"] * 3, ward=["Mill", "Quay", "Total"], n=[3, 40, 43])

    done = safe(given_table, groups=[("year",)])

    assert done.table["n"].to_pylist() == [None, None, 45]
