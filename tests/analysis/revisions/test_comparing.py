"""Each kind of change is recognised, and every part of both versions is in exactly one."""

from dataclasses import replace

import pytest
import scipy.optimize  # noqa: F401 — loaded here, so that no test's time holds it
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.analysis.revisions import (
    MIRRORED,
    Kind,
    Origin,
    Status,
    Unit,
    as_dict,
    compare,
)
from tests.analysis.revisions.texts import DRAFT, FINAL, units

WORDS = ("we", "will", "train", "call", "handlers", "orders", "night", "bus", "figures", "every")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
NUMBERS = st.sampled_from(["", "1", "2", "1.1", "2.1"])
LINEAGES = st.sampled_from(["", "", "", "k", "l", "m"])


@st.composite
def versions(draw):
    """Draw the units of a small plan, with lineages that stand once each."""
    found, held = [], set()

    def lineage():
        name = draw(LINEAGES)
        if name in held:
            return ""
        held.add(name)
        return name

    for p in range(draw(st.integers(0, 2))):
        found.append(Unit(f"p{p}", Kind.PILLAR, draw(NUMBERS), draw(TEXTS), ""))
        for c in range(draw(st.integers(0, 3))):
            key = f"p{p}c{c}"
            found.append(
                Unit(
                    key,
                    Kind.COMMITMENT,
                    draw(NUMBERS),
                    draw(TEXTS),
                    draw(TEXTS),
                    f"p{p}",
                    lineage(),
                )
            )
            found += [
                Unit(f"{key}a{a}", Kind.ACTION, draw(NUMBERS), "", draw(TEXTS), key)
                for a in range(draw(st.integers(0, 3)))
            ]
    return tuple(found)


def found(kind=Kind.ACTION):
    changes = compare(units(DRAFT), units(FINAL)).of(kind)
    return {
        (tuple(u.number for u in c.before), tuple(u.number for u in c.after)): c for c in changes
    }


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        (("1.1",), ("1.1",), Status.REWORDED),
        (("1.2",), ("1.2",), Status.SAME),
        (("2.1",), (), Status.DROPPED),
        (("2.2", "2.3"), ("3.1",), Status.MERGED),
        (("3.1",), ("2.1",), Status.SAME),
        (("3.3",), ("2.3", "2.4"), Status.SPLIT),
        ((), ("3.2",), Status.ADDED),
    ],
)
def test_what_became_of_each_action(before, after, status):
    assert found()[before, after].status is status


def test_a_commitment_that_changed_its_pillar_moved():
    listen = found(Kind.COMMITMENT)[("2",), ("3",)]
    assert (listen.status, listen.moved, listen.renumbered) == (Status.MOVED, True, True)
    orders = found(Kind.COMMITMENT)[("3",), ("2",)]
    assert (orders.status, orders.moved, orders.renumbered) == (Status.MOVED, False, True)


def test_a_dropped_part_stands_after_what_it_followed():
    order = [c.status for c in compare(units(DRAFT), units(FINAL)).of(Kind.ACTION)]
    assert order.index(Status.DROPPED) == 2


def test_lineage_overrules_words():
    old = units(DRAFT)
    new = [replace(u, key=f"n{u.key}", parent=u.parent and f"n{u.parent}") for u in old]
    first, second = (u.key for u in old if u.kind is Kind.COMMITMENT and u.number in "12")
    swap = {first: "x", second: "y", f"n{first}": "y", f"n{second}": "x"}
    old = [replace(u, lineage=swap.get(u.key, "")) for u in old]
    new = [replace(u, lineage=swap.get(u.key, "")) for u in new]
    changes = [c for c in compare(old, new).of(Kind.COMMITMENT) if c.origin is Origin.LINEAGE]
    assert [(c.before[0].number, c.after[0].number, c.status) for c in changes] == [
        ("2", "1", Status.REWORDED),
        ("1", "2", Status.REWORDED),
    ]


def commitment(key, text, lineage, *earlier):
    return Unit(key, Kind.COMMITMENT, key, "", text, "", lineage, earlier)


def test_what_is_known_to_be_merged_is_merged_whatever_its_words():
    old = [commitment("1", "Bread.", "x"), commitment("2", "Water.", "y")]
    (change,) = compare(old, [commitment("1", "Wine.", "y", "x")]).changes
    assert change.status is Status.MERGED
    assert change.origin is Origin.LINEAGE
    assert change.lineages == {"x", "y"}


def test_what_is_known_to_be_split_is_split():
    old = [commitment("1", "Bread and water.", "x")]
    new = [commitment("1", "Wine.", "x"), commitment("2", "Cheese.", "z", "x")]
    assert [c.status for c in compare(old, new).changes] == [Status.SPLIT]


def test_merged_and_split_at_once_is_regrouped_either_way_round():
    old = [commitment("1", "A.", "x"), commitment("2", "B.", "y")]
    new = [commitment("1", "C.", "y", "x"), commitment("2", "D.", "z", "y")]
    assert [c.status for c in compare(old, new).changes] == [Status.REGROUPED]
    assert [c.status for c in compare(new, old).changes] == [Status.REGROUPED]


def test_two_known_lineages_are_never_joined_by_words():
    old, new = commitment("1", "The same words.", "x"), commitment("1", "The same words.", "z")
    assert [c.status for c in compare([old], [new]).changes] == [Status.DROPPED, Status.ADDED]


def test_the_assignment_is_best_as_a_whole():
    # Taking the closest pair first would leave the second part of each version alone.
    old = [
        commitment("8", "lamps at every stop on the night route", ""),
        commitment("9", "lamps at every stop and benches", ""),
    ]
    new = [
        commitment("6", "lamps at every stop on the night route and benches", ""),
        commitment("7", "lamps at stop on the night route, mended", ""),
    ]
    pairs = {
        (c.before[0].number, c.after[0].number)
        for c in compare(old, new).changes
        if c.before and c.after
    }
    assert pairs == {("8", "7"), ("9", "6")}


def test_several_parts_that_a_long_one_holds_are_merged_into_it():
    parts = ["lamps at night bus stops", "volunteers in the parks", "wardens near each school"]
    old = [commitment(str(n), part, "") for n, part in enumerate(parts)]
    new = [commitment("9", ", ".join([*parts, "and on trains, trams and boats from now on"]), "")]
    assert [c.status for c in compare(old, new).changes] == [Status.MERGED]
    assert [c.status for c in compare(new, old).changes] == [Status.SPLIT]


def test_a_pillar_goes_where_its_commitments_go():
    old, new = units(DRAFT), units(DRAFT.replace("Pillar 1: Trust", "Pillar 1: Faith in us"))
    pillars = compare(old, new).of(Kind.PILLAR)
    assert [c.status for c in pillars] == [Status.REWORDED, Status.SAME]


def test_a_pillar_whose_commitments_join_another_is_merged():
    old = units(DRAFT)
    new = units(DRAFT.replace("Pillar 2: Safety\n", ""))
    assert [c.status for c in compare(old, new).of(Kind.PILLAR)] == [Status.MERGED]
    assert [c.status for c in compare(new, old).of(Kind.PILLAR)] == [Status.SPLIT]


def test_numbering_and_setting_are_no_change():
    new = units(DRAFT.replace("\n- We will", "\n*   We  will").replace("officers.", "officers;"))
    assert not compare(units(DRAFT), new).differs


def shape(comparison, turn=False):
    rows = []
    for c in comparison.changes:
        sides = [sorted(u.key for u in c.before), sorted(u.key for u in c.after)]
        status = MIRRORED.get(c.status, c.status) if turn else c.status
        rows.append((c.kind, status, *(sides[::-1] if turn else sides), c.moved, c.renumbered))
    return sorted(rows)


@pytest.mark.slow
@given(versions(), versions())
@settings(max_examples=60, deadline=None)
def test_every_part_is_in_one_change_and_the_totals_add_up(before, after):
    comparison = compare(before, after)
    assert sorted(u.key for c in comparison.changes for u in c.before) == sorted(
        u.key for u in before
    )
    assert sorted(u.key for c in comparison.changes for u in c.after) == sorted(
        u.key for u in after
    )
    for kind in Kind:
        totals = comparison.totals(kind).values()
        assert sum(t.before for t in totals) == sum(u.kind is kind for u in before)
        assert sum(t.after for t in totals) == sum(u.kind is kind for u in after)
        assert sum(t.changes for t in totals) == len(comparison.of(kind))


@pytest.mark.slow
@given(versions(), versions())
@settings(max_examples=60, deadline=None)
def test_the_other_way_round_is_the_mirror(before, after):
    assert shape(compare(after, before)) == shape(compare(before, after), turn=True)


@pytest.mark.slow
@given(versions())
@settings(max_examples=60, deadline=None)
def test_a_version_is_the_same_as_itself(version):
    comparison = compare(version, version)
    assert {c.status for c in comparison.changes} <= {Status.SAME}
    assert all(c.before == c.after for c in comparison.changes)


def test_plain_values_hold_everything():
    plain = as_dict(compare(units(DRAFT), units(FINAL)))
    action = plain["totals"]["action"]
    assert sum(total["before"] for total in action.values()) == 8
    assert sum(total["after"] for total in action.values()) == 8
    merged = next(c for c in plain["changes"] if c["status"] == "merged")
    assert [u["number"] for u in merged["before"]] == ["2.2", "2.3"]
    assert merged["known_by"] == "text"
    assert merged["words"]["added"] > 0
