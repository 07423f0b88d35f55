"""What a hostile statistician found: each is wrong today, and says what is right.

A test that begins to pass is no longer expected to fail: take its mark away with the fix.
"""

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import typer
from typer.testing import CliRunner

from avow.analysis import disparity, measures, variation
from avow.analysis.evaluation import (
    Area,
    EvaluationError,
    Panel,
    Pilot,
    difference,
    displaced,
    displacement,
    series,
    synthetic,
)
from avow.analysis.evaluation.quotient import reading_of
from avow.analysis.evaluation.spread import spread_of
from avow.cli.disparity import app as disparity_app
from avow.cli.evaluation_file import panel_of
from avow.cli.variation_file import Rows
from avow.cli.variation_file import series as of_rows
from tests.analysis.measures.invented import in_memory, measure

MONTHS = tuple(f"{2022 + at // 12}-{at % 12 + 1:02d}" for at in range(24))


def wrong(reason: str) -> Any:
    """Mark what fails until it is put right."""
    return pytest.mark.xfail(strict=True, reason=reason)


def one_place(counts: list[int]) -> Panel:
    """Return the panel of one place by month."""
    return Panel(("A",), MONTHS[: len(counts)], np.array([counts], float))


def some_places(places: int, seed: int = 0, mean: float = 40) -> Panel:
    """Return a panel of Poisson counts."""
    drawn = np.random.default_rng(seed).poisson(mean, (places, 24)).astype(float)
    return Panel(tuple("ABCDEFGH"[:places]), MONTHS, drawn)


def pilot(start: str = MONTHS[12], **more: Any) -> Pilot:
    """Return a pilot in A."""
    return Pilot(**{"areas": ("A",), "start": start, "outcome": "offences", **more})


def day_by_day(first: date, last: date) -> list[dict[str, Any]]:
    """Return one offence a day."""
    days = ((last - first).days + 1) if last >= first else 0
    return [case(number, first + timedelta(days=number)) for number in range(days)]


def case(number: int, day: date) -> dict[str, Any]:
    """Return an offence."""
    return {
        "bcu": "North",
        "borough": "Ashvale",
        "ward": "Mill",
        "offence": number,
        "recorded_on": day,
        "offence_group": "rape",
        "domestic_abuse": number % 2 == 0,
        "place_kind": "home",
    }


def result(rows: list[dict[str, Any]], kind: str = "proportion", **more: Any) -> Any:
    """Return what stands for a measure's result."""
    asked = SimpleNamespace(kind=kind, unit="%", id="m", title="T", per=100, better="lower")
    return SimpleNamespace(definition=asked, by="bcu", table=pa.Table.from_pylist(rows), **more)


# Figures


def test_a_month_that_is_loaded_in_part_is_not_complete() -> None:
    rows = [{**each, "precursor": False} for each in day_by_day(date(2024, 1, 1), date(2024, 3, 5))]
    made = measure("rows", "count", ["offences"], parameters={})
    found = measures.run(in_memory({"offences": rows}), made, by="bcu", period="month")
    assert found.table["complete"].to_pylist() == [True, True, False]


def test_a_case_counts_once_in_each_group_of_its_victims() -> None:
    offences, victims = [], []
    for number in range(30):
        each = case(number, date(2024, 1, 1 + number % 28))
        offences.append({**each, "precursor": False})
        victims += [{**each, "victim": v, "sex": "female"} for v in range(3)]
    facts = in_memory({"offences": offences, "victims": victims})
    made = measure(
        "share",
        "proportion",
        ["offences"],
        parameters={"above": {"domestic_abuse": True}},
        groups=["victim.sex"],
    )
    found = measures.run(facts, made, by="force", period="month", group="victim.sex")
    assert found.table["denominator"].to_pylist() == [30]


# Variation


def test_a_chart_of_which_no_point_was_judged_does_not_call_them_usual() -> None:
    made = variation.control_chart([10, 12, 11, 9, 10] * 2, MONTHS[:10], phases=(MONTHS[5],))
    assert set(made.table["verdict"].to_pylist()) == {"not judged"}
    assert "usual variation" not in made.summary


def test_a_result_split_by_group_is_not_compared_by_its_last_group() -> None:
    rows = [
        {"unit": u, "bcu": u, "period_label": "2024", "complete": True, "value": v, "low": v - 5}
        | {"high": v + 5, "group": g}
        for u, female in (("A", 60.0), ("B", 20.0))
        for g, v in (("female", female), ("Not known", 1.0))
    ]
    try:
        made = variation.compare_two(result(rows, group="victim.sex"), "A", "B")
    except variation.VariationError:
        return
    assert made.table.num_rows == 2


def test_two_units_without_intervals_are_compared_without_one() -> None:
    rows = [
        {"unit": u, "bcu": u, "period_label": "2024", "complete": True, "value": 3.0 + at}
        | {"low": None, "high": None}
        for at, u in enumerate("AB")
    ]
    made = variation.compare_two(result(rows, kind="median"), "A", "B")
    assert made.table["low"].to_pylist() == [None]


def test_adjusting_says_what_it_left_out() -> None:
    made = variation.adjust(
        ["A", "A", "B", "B"], [10, None, 50, 50], [100, 900, 100, 900], {"kind": ["x", "y"] * 2}
    )
    left_out = any("empty" in said or "left out" in said for said in made.cautions)
    assert left_out or made.table["raw"][0].as_py() is None


def test_a_false_discovery_rate_lies_between_0_and_1() -> None:
    with pytest.raises(variation.VariationError):
        variation.funnel(list("ABCD"), [1, 2, 3, 4], [10] * 4, fdr=5)


@pytest.mark.parametrize("per", [-1, 0])
def test_figures_are_per_more_than_nothing(per: float) -> None:
    with pytest.raises(variation.VariationError):
        variation.funnel(list("ABCD"), [1, 2, 3, 400], [1000] * 4, per=per)


def test_people_at_occasions_have_no_chart_of_single_events() -> None:
    random = np.random.default_rng(0)
    people = [int(random.integers(5, 60)) if random.random() < 0.1 else 0 for _ in MONTHS]
    rows = [
        {"unit": "A", "bcu": "A", "period_label": month, "complete": True, "value": float(n)}
        | {"numerator": n, "denominator": None}
        for month, n in zip(MONTHS, people, strict=True)
    ]
    found = result(rows, kind="count")
    found.definition.plan = SimpleNamespace(interval="occasions")
    assert np.mean(people) < 5
    assert variation.control_charts(found)["A"].kind != "c"


def test_sums_that_count_no_cases_have_no_binomial_funnel() -> None:
    rows = [
        {"unit": u, "bcu": u, "period_label": "2024", "complete": True, "value": filled / 13}
        | {"numerator": filled, "denominator": 1300}
        for u, filled in zip("ABCDE", (1100, 1000, 900, 1200, 1300), strict=True)
    ]
    found = result(rows)
    found.definition.plan = SimpleNamespace(interval="sums")
    with pytest.raises(variation.FunnelError):
        variation.funnel_of(found, "2024")


# Disparity


def test_like_with_like_says_how_many_had_nobody_to_be_compared_with() -> None:
    rows = [("A", f"a{n % 7}", n % 3 == 0) for n in range(2000)]
    rows += [("B", f"b{n % 7}", n % 5 == 0) for n in range(2000)]
    rows += [(g, "both", n % 4 == 0) for n in range(60) for g in "AB"]
    table = pa.table(dict(zip(("g", "s", "y"), map(list, zip(*rows, strict=True)), strict=True)))
    made = disparity.compare(disparity.steps_of(table, group="g", steps=["y"], strata=["s"]))
    assert made.adjusted["left_out"].to_pylist() == [4000]
    assert "4,000" in " ".join((*made.sentences, *made.cautions))


def test_limits_around_bounds_have_the_level_asked_for() -> None:
    from dataclasses import replace

    rows = {"g": ["A"] * 200 + ["B"] * 200 + [None] * 5, "y": ([True] * 3 + [False] * 2) * 81}
    steps = disparity.steps_of(pa.table(rows), group="g", steps=["y"])
    narrow, wide = (
        disparity.compare(steps, policy=replace(disparity.rules(), level=level)).table
        for level in (0.8, 0.999)
    )
    column = "bound_limit_low"
    row = next(i for i, n in enumerate(narrow["bound_low"].to_pylist()) if n is not None)
    assert wide[column][row].as_py() < narrow[column][row].as_py()


# Evaluation


def test_numbered_periods_are_in_order_of_number() -> None:
    rows = [(unit, str(period)) for unit in "ABCD" for period in range(1, 25)]
    panel = Panel.of([r[0] for r in rows], [r[1] for r in rows], [7] * len(rows))
    assert panel.periods[:3] == ("1", "2", "3")


def test_a_start_on_the_first_of_a_month_begins_with_that_month() -> None:
    assert difference(some_places(6), pilot("2023-01-01")).before == 12


def test_a_place_in_buffer_and_control_is_refused() -> None:
    with pytest.raises(EvaluationError, match="two parts"):
        displacement(some_places(6), pilot(comparison=("B", "C", "D")), buffer=("B", "E"))


def test_an_unknown_neighbour_is_refused() -> None:
    with pytest.raises(EvaluationError, match="Bb"):
        difference(some_places(6), pilot(neighbours=("Bb",)))


def test_over_dispersion_sees_what_lasts_for_months() -> None:
    before = np.array([[20] * 6 + [40] * 6, [30] * 12], float)
    # By half-years, as whole periods are compared, it is 20.6; by months 1.9.
    both = np.column_stack([before, before])
    assert spread_of(both, {"pilot": [0], "control": [1]}, 12).dispersion > 20


@pytest.mark.parametrize(("middle", "low", "high"), [(-1.2, -2.5, -0.3), (1.2, 0.3, 4.0)])
def test_a_quotient_is_not_read_further_than_its_interval(
    middle: float, low: float, high: float
) -> None:
    said = reading_of(True, middle, low, high)
    assert "worse than nothing" not in said
    assert "spread wide" not in said


def test_the_error_allows_for_how_the_control_changed() -> None:
    made = displaced(
        pilot=Area(before=200, after=400), control=Area(before=200, after=400), scaled=True
    )
    # after - before * ratio, the ratio 2 learned from the control: 400 + 4 * 200 on both sides.
    assert made.table["error"][0].as_py() == pytest.approx(np.sqrt(2 * (400 + 4 * 200)))


def test_an_80_percent_interval_is_not_called_clear() -> None:
    random = np.random.default_rng(5)
    values = 100 + random.normal(0, 2, (5, 24))
    values[0, 12:] -= 20
    made = synthetic(Panel(tuple("ABCDE"), MONTHS, values), pilot())
    assert made.p == pytest.approx(0.2)
    assert "Chance alone is an unlikely reason" not in made.summary


def test_a_mix_that_fits_exactly_is_a_caution() -> None:
    random = np.random.default_rng(0)
    values = 100 + 10 * random.normal(size=(13, 1)) + random.normal(0, 3, (13, 8))
    panel = Panel(tuple("ABCDEFGHIJKLM"), MONTHS[:8], values)
    made = synthetic(panel, pilot(MONTHS[5]), kind="value")
    assert made.rmspe_before < 1e-6
    assert any("exact" in said for said in made.cautions)


def test_a_series_that_falls_to_none_is_refused_or_told() -> None:
    try:
        made = series(one_place([8] * 12 + [0] * 12), pilot(), season="none")
    except EvaluationError:
        return
    assert made.effect.high > made.effect.low + 1


def test_a_sparse_series_gives_a_figure_or_a_reason() -> None:
    drawn = [1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1]
    try:
        made = series(one_place(drawn), pilot(), kind="count", season="none")
    except EvaluationError:
        return
    assert made.effect.low >= -100


def test_a_series_of_no_case_tells_nothing() -> None:
    try:
        made = series(one_place([0] * 24), pilot(), kind="count")
    except EvaluationError:
        return
    assert made.effect.low == pytest.approx(-100)


def test_the_level_of_an_interval_is_written_as_it_is() -> None:
    assert "100% interval" not in difference(some_places(6), pilot(), level=0.999).summary


def test_no_change_is_said_in_a_sentence() -> None:
    flat = Panel(tuple("ABCDEF"), MONTHS, np.full((6, 24), 10.0))
    assert "no change offences than" not in difference(flat, pilot()).summary


# Files


def test_a_decimal_comma_is_no_thousands_separator(tmp_path: Path) -> None:
    rows = Rows(file_of(tmp_path, "unit,numerator", 'A,"12,5"'), ("unit", "numerator"))
    with pytest.raises(typer.Exit):
        rows.numbers("numerator")


def test_months_without_a_leading_zero_are_in_order_or_refused(tmp_path: Path) -> None:
    file = file_of(tmp_path, "month,offences", *(f"2024-{month},5" for month in range(1, 13)))
    try:
        made = series_of_file(file)
    except typer.Exit:
        return
    assert made[1].endswith("2")


def test_a_month_that_is_not_in_the_file_is_a_gap_or_refused(tmp_path: Path) -> None:
    months = [month for month in range(1, 13) if month not in (6, 7, 8)]
    file = file_of(tmp_path, "month,offences", *(f"2024-{month:02d},5" for month in months))
    try:
        made = series_of_file(file)
    except typer.Exit:
        return
    assert len(made) == 12


def test_adding_up_names_the_cell_that_is_wrong() -> None:
    rows = pa.table({"unit": ["a"], "month": ["2024-01"], "offences": ["x"], "people": ["100"]})
    with pytest.raises(EvaluationError, match="“x”"):
        panel_of(
            rows, unit="unit", period="month", outcome="offences", exposure="people", add_up=True
        )


def test_a_word_that_is_neither_yes_nor_no_is_found_in_the_file(tmp_path: Path) -> None:
    file = file_of(tmp_path, "g,charged", "A,yes", "B,maybe")
    found = CliRunner().invoke(disparity_app, [str(file), "--group", "g", "--outcome", "charged"])
    assert found.exit_code == 2
    assert f"{file.name}, row 3" in found.output


def file_of(folder: Path, *lines: str) -> Path:
    """Write a file of these lines."""
    file = folder / "given.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def series_of_file(file: Path) -> list[str]:
    """Return the periods of the one series of a file."""
    rows = Rows(file, ("month", "offences"))
    return of_rows(rows, "", "month", "offences", "", add_up=False)["All"][0]
