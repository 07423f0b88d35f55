"""Signals of one unit, and two units compared, on results of measures."""

from dataclasses import replace
from types import SimpleNamespace

import pyarrow as pa
import pytest

from avow.analysis.measures.definition import definition
from avow.analysis.measures.intervals import wilson
from avow.analysis.variation import (
    FunnelError,
    VariationError,
    compare_two,
    control_charts,
    funnel_of,
    newest_funnel,
    newest_mature,
    signals,
    signals_of,
)

MONTHS = [f"{2022 + i // 12}-{i % 12 + 1:02}" for i in range(30)]


def result(figures, measure="recorded-late-share", kind="proportion", **changes):
    """Return what a measure gives back, of numerators and denominators by unit and month."""
    asked = replace(definition(measure), kind=kind, **changes)
    rows = []
    for unit, months in figures.items():
        for label, cell in zip(MONTHS, months, strict=False):
            above, below = cell if cell else (None, None)
            row = {"unit": unit, "bcu": unit if unit != "Not known" else None}
            row |= {"period_label": label, "complete": True, "numerator": above}
            row |= {"denominator": below, "value": None, "low": None, "high": None}
            if cell:
                low, high = wilson([above], [below])
                row |= {"value": above / below * asked.per}
                row |= {"low": low[0] * asked.per, "high": high[0] * asked.per}
            rows.append(row)
    return SimpleNamespace(
        definition=asked, by="bcu", period="month", table=pa.Table.from_pylist(rows)
    )


def steady(share, length=30, size=1000):
    return [(round(size * share) + (i % 3 - 1) * 4, size) for i in range(length)]


FIGURES = {
    "North": steady(0.05),
    "South": steady(0.05)[:24] + steady(0.12)[:6],
    "East": steady(0.05),
    "West": steady(0.051),
    "Centre": steady(0.049),
    "Quay": steady(0.05),
    "Not known": steady(0.4),
}


def test_the_unit_that_moved_has_signals_of_both_sorts_strongest_first():
    given = result(FIGURES, better="lower")
    found = signals("South", [given], [newest_funnel(given)])

    assert {each.where for each in found} == {"between units", "over time"}
    assert [each.strength for each in found] == sorted((e.strength for e in found), reverse=True)
    over_time = next(each for each in found if each.where == "over time")
    assert over_time.since == "2024-01"
    assert over_time.rule == "above"
    assert over_time.measure == "recorded-late-share"
    assert over_time.direction == "higher"
    assert over_time.reads == "worse"
    assert (
        "South was higher than its own past explains from 2024-01 to 2024-0" in over_time.sentence
    )
    between = next(each for each in found if each.where == "between units")
    assert between.since == "2024-06"
    assert "South is higher than chance" in between.sentence
    assert "99.8% limits" in between.rule


def test_a_steady_unit_has_none_and_an_old_signal_is_past():
    assert signals("East", [result(FIGURES)], [newest_funnel(result(FIGURES)), None]) == ()
    spike = {"East": [*steady(0.05)[:10], (70, 1000), *steady(0.05)[:19]]}
    assert signals("East", [result(spike)]) == ()
    assert signals("nowhere", [result(FIGURES)]) == ()


def test_where_to_look_and_which_way_is_good_come_from_the_measure():
    given = result(FIGURES, better="higher")
    found = signals(
        "South", [given], [newest_funnel(given)], look_at={given.definition.id: "who records late"}
    )

    assert all(each.sentence.endswith("look at who records late.") for each in found)
    assert {each.reads for each in found} == {"better"}
    neither = signals("South", [result(FIGURES, better="neither")])
    assert neither[0].reads == "neither"


def test_a_level_point_that_never_varied_is_as_strange_as_can_be():
    flat = {"East": [(50, 1000)] * 29 + [(90, 1000)]}
    found = signals("East", [result(flat)])

    assert found[0].strength > 5


def test_the_newest_mature_period_is_the_last_with_figures():
    figures = {unit: [*months[:29], None] for unit, months in FIGURES.items()}

    assert newest_mature(result(figures)) == "2024-05"
    assert newest_funnel(result(figures)).period == "2024-05"
    assert newest_funnel(result({"North": steady(0.1)})) is None
    assert newest_funnel(result(FIGURES, kind="median")) is None


def test_ratios_of_two_counts_have_no_funnel():
    with pytest.raises(FunnelError, match="this measure is a median"):
        funnel_of(result(FIGURES, kind="median"), "2024-01")


def test_small_counts_get_the_chart_of_their_kind():
    few = {"North": [(i % 3, 40) for i in range(30)], "South": steady(0.05)}

    charts = control_charts(result(few))

    assert (charts["North"].kind, charts["South"].kind) == ("p", "xmr")
    assert control_charts(result(few), kind="p-laney")["South"].kind == "p-laney"
    assert control_charts(result(few, kind="median"))["North"].kind == "xmr"
    assert control_charts(result(few, kind="count"))["North"].kind == "c"


def test_the_difference_of_two_shares_is_newcombes():
    # Newcombe (1998), method 10: 56 of 70 less 48 of 80 is 0.20, from 0.0524 to 0.3339.
    made = compare_two(result({"A": [(56, 70)], "B": [(48, 80)]}, per=1), "A", "B")
    row = made.table.to_pylist()[0]

    assert row["difference"] == pytest.approx(0.2)
    assert (row["low"], row["high"]) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert row["verdict"] == "differ"
    assert "clearly above 1 times" in made.summary


def test_two_units_over_time_in_words():
    made = compare_two(result({**FIGURES, "East": [*steady(0.05)[:29], None]}), "South", "East")

    assert made.table.num_rows == 30
    assert made.sentences[0].endswith("chance alone could make such a difference.")
    assert made.sentences[-1] == "2024-06: one of the two has no figure."
    assert "clearly above 5 times and clearly below 0 times" in made.summary
    assert "clearly above" in made._repr_html_()


def test_two_units_that_do_not_differ():
    made = compare_two(result(FIGURES), "North", "East")

    assert "In none of 30 periods do they differ" in made.summary
    nothing = compare_two(result({"A": [(1, 9)], "B": [None]}, kind="count"), "A", "B")
    assert nothing.summary == "A and B have no period with figures for both."
    assert any("Compare a rate instead" in said for said in nothing.cautions)


@pytest.mark.parametrize(
    ("pair", "said"),
    [(("A", "A"), "A was named twice"), (("North", "Z"), "There are no figures for Z")],
)
def test_two_units_must_be_two_and_there(pair, said):
    with pytest.raises(VariationError, match=said):
        compare_two(result(FIGURES), *pair)


def split(**more):
    """Return a result in which each unit has a figure for women and one for men."""
    made = result({"North": steady(0.05), "South": steady(0.06), "East": steady(0.05)}, **more)
    parts = [
        made.table.append_column("group", pa.array([group] * made.table.num_rows, pa.string()))
        for group in ("female", "male")
    ]
    made.table = pa.concat_tables(parts)
    return made


@pytest.mark.parametrize(
    "ask",
    [
        control_charts,
        lambda given, **group: funnel_of(given, "2024-01", **group),
        lambda given, **group: compare_two(given, "North", "South", **group),
    ],
)
def test_a_result_split_by_group_is_judged_for_one_group(ask):
    with pytest.raises(VariationError, match=r"split by group.*female, male"):
        ask(split())
    with pytest.raises(VariationError, match="no group other; there are female, male"):
        ask(split(), group="other")
    with pytest.raises(VariationError, match="no group male; it is not split"):
        ask(result(FIGURES), group="male")
    assert ask(split(), group="female")


def test_a_period_without_an_interval_is_compared_without_one():
    given = result({"A": [(1, 9), (3, 9)], "B": [(2, 9), (3, 9)]})
    rows = [row | {"low": None, "high": None} for row in given.table.to_pylist()]
    given.table = pa.Table.from_pylist(rows, schema=given.table.schema)
    made = compare_two(given, "A", "B")

    assert made.table["verdict"].to_pylist() == ["no interval"] * 2
    assert "cannot be said whether chance alone" in made.summary


def test_the_upper_limit_of_a_share_is_not_above_all():
    high = {"A": [(995 + (i % 2) * 5, 1000) for i in range(20)]}

    assert control_charts(result(high))["A"].high == 100


def test_signals_of_all_units_are_those_of_each():
    made = result(FIGURES)
    funnel = newest_funnel(made)

    every = signals_of(["North", "South"], [made], [funnel])

    assert every == {unit: signals(unit, [made], [funnel]) for unit in ("North", "South")}
    assert every["South"]
