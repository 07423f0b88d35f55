"""What a reader works out who holds every table of a measure: by month, quarter and year."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest
from scipy.optimize import LinearConstraint, milp

from avow.analysis.disclosure import adding_up, policy, protect_result
from avow.analysis.measures import SCHEMA, run
from tests.analysis.facts import facts_of, offences

RULES = policy()
NAMES = ("force", "bcu", "borough", "ward", "unit", "group", "period")
PLACED = pa.schema([SCHEMA.field(name) for name in NAMES])
PLACES = {"Ashvale": "North", "Brook": "North", "Carrow": "South", "Dene": "South"}
MONTHS = [date(2024, month, 1) for month in range(1, 13)]


def tables(counts, areas=("force", "bcu", "borough"), periods=("month", "quarter", "year")):
    """Return every protected table of the offences counted by borough and month."""
    facts = facts_of(
        offences(*((PLACES[place], place, "", day, n) for (place, day), n in counts.items()))
    )
    return {
        (by, period): protect_result(run(facts, "recorded-offences", by, period)).table.to_pylist()
        for by in areas
        for period in periods
    }


def around(shown):
    return (shown, shown) if shown == 0 else (max(shown - 2, RULES.threshold), shown + 2)


def told(counts, published):
    """Return the small counts that follow from what is shown: exactly one value is possible."""
    cells = sorted(counts)
    rows, low, high = [], [], []
    for (by, period), table in published.items():
        size = {"month": 1, "quarter": 3, "year": 12}[period]
        for row in table:
            months = range(row["period"].month, row["period"].month + size)
            mine = [
                (by == "force" or row["unit"] in (place, PLACES[place])) and day.month in months
                for place, day in cells
            ]
            # What is hidden is hardly ever nothing: a reader can take that as given.
            least, most = (1, np.inf) if row["numerator"] is None else around(row["numerator"])
            rows.append(np.array(mine, dtype=float))
            low.append(least)
            high.append(most)
    known = {
        (row["unit"], row["period"])
        for row in published["borough", "month"]
        if row["numerator"] is not None
    }
    if not rows:
        return {}
    within = LinearConstraint(np.array(rows), low, high)
    whole = np.ones(len(cells))
    found = {}
    for at, cell in enumerate(cells):
        if cell in known:
            continue
        one = np.zeros(len(cells))
        one[at] = 1
        ends = [milp(sign * one, constraints=within, integrality=whole).fun for sign in (1, -1)]
        if None not in ends and round(ends[0]) == round(-ends[1]) > 0:
            found[cell] = round(ends[0])
    # Where something follows that is not so, nobody can tell what else is.
    return found if all(counts[cell] == n for cell, n in found.items()) else {}


def test_a_quarter_does_not_tell_the_months_that_are_hidden_in_it():
    counts = {("Ashvale", day): 0 for day in MONTHS}
    counts |= {("Ashvale", MONTHS[at]): n for at, n in enumerate((1, 1, 5))}
    published = tables(counts, areas=("force",))

    shown = [row["numerator"] for row in published["force", "month"][:3]]
    assert published["force", "quarter"][0]["numerator"] == 5
    assert shown == [None, None, None]


def test_months_that_fill_a_quarter_to_the_brim_are_not_told_either():
    counts = {("Ashvale", day): 0 for day in MONTHS}
    counts |= {("Ashvale", MONTHS[at]): 4 for at in (0, 1)}
    published = tables(counts, areas=("force",))

    assert published["force", "quarter"][0]["numerator"] == 10
    assert [row["numerator"] for row in published["force", "month"][:3]] == [None, None, None]


def test_what_is_crossed_does_not_tell_what_is_hidden_by_the_group_alone():
    counts = {("street", True): 5, ("street", False): 1, ("home", True): 40, ("home", False): 40}
    rows = [
        [kind, abuse, date(2024, 3, 5), "stalking", True]
        for (kind, abuse), n in [*counts.items(), (("street", ""), 1)]
        for _ in range(n)
    ]
    columns = ["place_kind", "domestic_abuse", "recorded_on", "offence_group", "precursor"]
    rows = [[*row, at] for at, row in enumerate(rows)]
    facts = facts_of({"offences": {"columns": [*columns, "offence"], "rows": rows}})
    crossed = run(facts, "precursor-offences", "force", group="place_kind*domestic_abuse")
    alone = run(facts, "precursor-offences", "force", group="place_kind")

    (street,) = [
        row["numerator"]
        for row in protect_result(alone).table.to_pylist()
        if row["group"] == "street"
    ]
    shown = {row["group"]: row["numerator"] for row in protect_result(crossed).table.to_pylist()}
    assert street == 5
    assert shown["street / yes"] is None


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_no_small_count_follows_from_all_tables_together(seed):
    random = np.random.default_rng(seed)
    spread = {"Ashvale": 0.7, "Brook": 2.0, "Carrow": 5.0, "Dene": 1.2}
    counts = {
        (place, day): int(random.poisson(mean)) for place, mean in spread.items() for day in MONTHS
    }

    assert told(counts, tables(counts)) == {}


def of(how, period="month", group=None):
    definition = SimpleNamespace(plan=SimpleNamespace(how=how))
    return SimpleNamespace(by="borough", period=period, group=group, definition=definition)


def places(days):
    names = {"force": "F", "bcu": "U", "borough": "B", "ward": None, "unit": "B", "group": None}
    return pa.Table.from_pylist([{**names, "period": day} for day in days], schema=PLACED)


def test_posts_of_a_last_month_do_not_add_up_over_time():
    months = places(MONTHS)
    of_posts = adding_up.sums(of("last"), months)
    of_cases = adding_up.sums(of("whole"), months)

    assert {len(set(each.tolist())) for each in of_posts} == {12}
    assert {len(set(each.tolist())) for each in of_cases} >= {1, 4, 12}


def test_where_no_row_is_nothing_adds_up():
    assert list(adding_up.sums(of("whole"), places([]))) == []
