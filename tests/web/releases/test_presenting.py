"""Figures as tables: never a value without its interval, never an empty cell."""

from avow.web.core.components import Cell
from avow.web.releases.presenting import GRID_MOST, MOST_ROWS, in_latest, table_of
from tests.web.releases.test_charts import row as bare


def row(*args, **given):
    return bare(*args, **({"numerator": 40, "note": "", "numerator_status": "rounded"} | given))


def texts(cells):
    return [cell.text if isinstance(cell, Cell) else cell for cell in cells]


def test_places_by_a_few_periods_become_a_grid_with_intervals_and_counts():
    rows = [row(u, f"{y}-01-01", value=y - 2000.0) for u in "AB" for y in (2023, 2024)]
    made = table_of(rows, caption="C", unit="%")
    assert [getattr(column, "label", column) for column in made.columns] == [
        "Place",
        "2023",
        "2024",
    ]
    assert texts(made.rows[0]) == ["A", "23.0", "24.0"]
    assert made.rows[0][1].note == "22.0 to 24.0 (40)"


def test_a_grid_says_what_to_know_once():
    rows = [
        row(u, f"{y}-01-01", note="Covers 10 of 12 months." if y == 2023 else "")
        for u in "ABCD"
        for y in (2023, 2024)
    ]
    rows.append(row("E", "2023-01-01", note="No estimate."))
    made = table_of(rows, caption="C", unit="offences")
    assert made.notes[1:] == ["2023: Covers 10 of 12 months.", "E, 2023: No estimate."]
    assert made.rows[4][2] is None  # drawn as “not known”
    assert made.rows[0][1].note == "9 to 11"


def test_one_place_and_many_periods_are_a_list():
    years = range(2000, 2000 + GRID_MOST + 1)
    for rows in (
        [row(period=f"{y}-01-01") for y in years],
        [row(u, f"{y}-01-01") for y in years for u in "AB"],
    ):
        made = table_of(rows, caption="C", unit="%")
        assert len(made.rows) == len(rows)
        assert made.rows[0][-4:-2] == [10.0, "9.0 to 11.0"]


def test_what_is_hidden_and_what_is_not_there_are_told_apart():
    hidden = row("A", value=None, numerator=None, numerator_status="suppressed")
    missing = row("B", value=None, numerator=None, numerator_status="missing", note="Why.")
    made = table_of([hidden, missing], caption="C", unit="%")
    assert texts(made.rows[0]) == ["A", "hidden", "–", "hidden", "–"]
    assert texts(made.rows[1]) == ["B", "no figure", "–", "none", "Why."]


def test_a_page_holds_no_more_rows_than_it_should():
    made = table_of([row(f"W{n}") for n in range(MOST_ROWS + 5)], caption="C", unit="%")
    assert len(made.rows) == MOST_ROWS
    assert "the files hold them all" in made.notes[0]


def test_the_newest_period_comes_from_most_to_least_and_places_not_known_last():
    rows = [
        row("Not known", borough=None, value=99.0),
        row("A", value=1.0),
        row("B", value=5.0),
        row("C", value=None),
        row("A", "2020-01-01"),
    ]
    assert [r["unit"] for r in in_latest(rows)] == ["B", "A", "C", "Not known"]
