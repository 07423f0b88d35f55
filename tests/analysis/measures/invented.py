"""Invented records for tests, small and awkward: gaps, unknown places and groups, people twice."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from avow.analysis.engine import Facts
from avow.analysis.measures import Definition
from avow.analysis.measures.definition import from_file
from avow.definitions import read
from tests.analysis.facts import facts_in, facts_of

WORDS = {
    name: value
    for name, value in read("measures", "share-rape").items()
    if name not in {"needs", "parameters", "commitments"}
}
BY = ["force", "bcu", "borough", "ward"]

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def measure(expression: str, kind: str, tables: list[str], **more: Any) -> Definition:
    """Return a definition made for a test."""
    said = {
        **WORDS,
        "expression": expression,
        "kind": kind,
        "tables": tables,
        "by": BY,
        "periods": ["month", "quarter", "year"],
        "per": 100 if kind == "proportion" else 1,
        "caution": "",
        **more,
    }
    return from_file("mine", said)


def as_given(rows: Rows) -> dict[str, dict[str, Any]]:
    """Return rows as ``tests.analysis.facts`` takes them."""
    return {
        table: {
            "columns": list(some[0]) if some else [],
            "rows": [["" if v is None else v for v in row.values()] for row in some],
        }
        for table, some in rows.items()
    }


def in_memory(rows: Rows) -> Facts:
    """Return facts of these rows."""
    return facts_of(as_given(rows))


def on_disk(folder: Any, rows: Rows, engine: str = "duckdb") -> Facts:
    """Return facts of these rows, written to ``folder``."""
    return facts_in(folder, as_given(rows), engine)


places = st.sampled_from(
    [
        ("North", "Ashvale", "Mill"),
        ("North", "Ashvale", None),
        ("South", "Brook", "Mill"),
        ("South", "Ashvale", "Mill"),
        (None, None, None),
    ]
)
days = st.dates(date(2023, 11, 1), date(2024, 6, 30))
maybe = st.sampled_from([True, False, None])
groups = st.sampled_from(["rape", "stalking", "outside-vawg-classes"])
kinds = st.sampled_from(["home", "street", "online", None])
few = st.one_of(st.none(), st.integers(0, 40))


@st.composite
def cases(draw: Any, most: int = 14) -> Rows:
    """Draw offences with their victims and steps."""
    found: Rows = {"offences": [], "victims": [], "steps": []}
    for number in range(draw(st.integers(1, most))):
        bcu, borough, ward = draw(places)
        case = {
            "bcu": bcu,
            "borough": borough,
            "ward": ward,
            "offence": number,
            "recorded_on": draw(days),
            "offence_group": draw(groups),
            "domestic_abuse": draw(maybe),
            "place_kind": draw(kinds),
        }
        found["offences"].append({**case, "precursor": False})
        for person in range(draw(st.integers(0, 2))):
            found["victims"].append(
                {
                    **case,
                    "victim": person,
                    "sex": draw(st.sampled_from(["female", "male", None])),
                    "age_band": draw(st.sampled_from(["10-17", "18-24", None])),
                    "disabled": draw(maybe),
                    "referral_days": draw(few),
                }
            )
        for step in draw(st.sets(st.sampled_from(["charge", "suspect-arrested"]))):
            took = draw(st.integers(0, 40))
            reached = case["recorded_on"] + timedelta(days=took)
            found["steps"].append({**case, "step": step, "reached_on": reached, "days": took})
    return found


@st.composite
def force(draw: Any) -> Rows:
    """Draw snapshots of posts, their training, and capacity."""
    found: Rows = {"workforce": [], "training": [], "capacity": []}
    months = [date(2023, 11, 1), date(2023, 12, 1), date(2024, 1, 1), date(2024, 3, 1)]
    for post in range(draw(st.integers(1, 5))):
        bcu, borough, _ = draw(places)
        for month in months:
            found["workforce"].append(
                {
                    "bcu": bcu,
                    "borough": borough,
                    "as_at": month,
                    "post": post,
                    "unit": "A team",
                    "role": draw(st.sampled_from(["supervisor", "detective"])),
                    "filled": draw(st.booleans()),
                    "sex": draw(st.sampled_from(["female", "male", None])),
                    "vetted_until": draw(st.one_of(st.none(), days)),
                }
            )
        for course in draw(st.lists(st.sampled_from(["stalking", "domestic-abuse"]), max_size=3)):
            done = draw(days)
            found["training"].append(
                {
                    "bcu": bcu,
                    "borough": borough,
                    "post": post,
                    "role": "detective",
                    "course": course,
                    "completed_on": done,
                    "valid_until": draw(st.sampled_from([None, done + timedelta(days=60)])),
                }
            )
    for month in months:
        for role in ("IDVA", "ISVA"):
            bcu, borough, _ = draw(places)
            found["capacity"].append(
                {
                    "bcu": bcu,
                    "borough": borough,
                    "month": month,
                    "role": role,
                    "posts": 500,
                    "filled": draw(st.integers(0, 500)),
                    "open_cases": draw(st.integers(0, 90)),
                    "new_cases": draw(st.integers(0, 9)),
                }
            )
    return found


def renamed(asked: Definition, name: str) -> Definition:
    """Return the definition under another identifier."""
    return replace(asked, id=name)
