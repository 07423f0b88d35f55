"""Counting rows by group and by steps reached."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.disparity import DisparityError, Variable, compare, steps_of, variable
from avow.analysis.disparity.tally import tally

ROWS = pa.table(
    {
        "ethnicity_self": ["White", "Black", None, "White", "not stated", "Black"],
        "ethnicity_officer": ["White - North European"] * 6,
        "sex": ["female", "male", "female", None, "female", "female"],
        "file": ["yes", "no", "Yes", "1", "", "0"],
        "charged": pa.array([True, False, True, None, False, True]),
        "count": [1, 2, 3, 4, 5, 6],
    }
)


def counted(rows, **options):
    table = steps_of(rows, group="ethnicity_self", **options).table
    return {(r["group"], r["reached"]): r["people"] for r in table.to_pylist()}


def test_rows_are_counted_by_group_and_pattern_of_steps():
    assert counted(ROWS, steps=["file", "charged"]) == {
        ("White", 0b11): 1,
        ("White", 0b01): 1,
        ("Black", 0b00): 1,
        ("Black", 0b10): 1,
        (None, 0b11): 1,
        (None, 0b00): 1,
    }


def test_an_empty_cell_is_a_step_not_reached_and_is_told():
    found = steps_of(ROWS, group="ethnicity_self", steps=["charged"])

    assert found.cautions == (
        "'charged' is empty in 1 of 6 rows; they are counted as not having reached it.",
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"steps": ["convicted"]}, "no column 'convicted'"),
        ({"steps": []}, "1 to 30 steps"),
        ({"steps": ["file", "file"]}, "each once"),
        ({"steps": ["count"]}, "row 2: 2 does not say"),
        ({"steps": ["file"], "strata": ["nothing"]}, "no column 'nothing'"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_the_reason(options, said):
    with pytest.raises(DisparityError, match=said):
        steps_of(ROWS, group="ethnicity_self", **options)


def test_self_defined_and_officer_defined_ethnicity_are_never_combined():
    with pytest.raises(DisparityError, match="Run each alone and show both"):
        steps_of(ROWS, group="ethnicity_self", second="ethnicity_officer", steps=["file"])
    with pytest.raises(DisparityError, match="choose one"):
        steps_of(ROWS, group="sex", second="sex", steps=["file"])


def test_who_defined_a_variable_is_known_by_its_name():
    assert variable("victim.ethnicity_self").defined_by == "self"
    assert variable("IC_code").defined_by == "officer"
    assert variable("favourite colour").defined_by == "record"


def test_two_characteristics_are_crossed_and_a_half_known_person_is_not_known():
    found = counted(ROWS, second="sex", steps=["file"])

    assert found == {
        ("White, female", 1): 1,
        ("Black, male", 0): 1,
        ("Black, female", 0): 1,
        (None, 0): 1,
        (None, 1): 2,
    }


def test_a_variable_of_ones_own_has_labels_and_an_order():
    own = Variable("charged", order=("no", "yes"), labels={"true": "yes", "false": "no"})
    found = steps_of(ROWS, group=own, steps=["file"])

    assert tally(found).groups == ("no", "yes", "Not known")


def test_dictionary_columns_and_chunks_are_read_alike():
    encoded = ROWS.set_column(0, "ethnicity_self", ROWS["ethnicity_self"].dictionary_encode())
    chunks = pa.concat_tables([encoded.slice(0, 2), encoded.slice(2)])

    assert counted(chunks, steps=["file"]) == counted(ROWS, steps=["file"])
    plain = pa.concat_tables([ROWS.slice(0, 2), ROWS.slice(2)])
    assert counted(plain, steps=["file", "charged"]) == counted(ROWS, steps=["file", "charged"])
    holed = ROWS["ethnicity_self"].dictionary_encode(null_encoding="encode")
    holed = ROWS.set_column(
        0, "ethnicity_self", pa.chunked_array([*holed.chunks, *holed.chunks]).slice(0, 6)
    )
    assert counted(holed, steps=["file"]) == counted(ROWS, steps=["file"])


def test_strata_join_their_columns():
    found = steps_of(ROWS, group="ethnicity_self", steps=["file"], strata=["sex", "count"])

    assert set(found.table["stratum"].to_pylist()) >= {"female, 1", "Not known, 4"}


def test_no_known_group_is_an_error():
    rows = pa.table({"sex": ["unknown", None], "charged": [True, False]})
    with pytest.raises(DisparityError, match="No row says which group"):
        compare(steps_of(rows, group="sex", steps=["charged"]))


def test_no_rows_are_an_error():
    rows = pa.table({"sex": pa.array([], pa.string()), "charged": pa.array([], pa.bool_())})
    with pytest.raises(DisparityError, match="Nobody is counted"):
        compare(steps_of(rows, group="sex", steps=["charged"]))


people = st.lists(
    st.tuples(st.sampled_from(["a", "b", None]), st.booleans(), st.booleans(), st.integers(0, 9)),
    min_size=1,
    max_size=40,
)


@pytest.mark.slow
@given(people)
def test_counts_are_those_of_counting_one_by_one(rows):
    names = ("group", "one", "two", "layer")
    table = pa.table(
        {
            n: pa.array([r[i] for r in rows], pa.string() if i == 0 else None)
            for i, n in enumerate(names)
        }
    )
    if all(r[0] is None for r in rows):
        return
    found = tally(steps_of(table, group="group", steps=["one", "two"], strata=["layer"]))
    reached, of = found.reached.sum(axis=1), found.of.sum(axis=1)

    for place, name in enumerate(found.groups):
        mine = [r for r in rows if (r[0] or "Not known") == name]
        assert of[:, place].tolist() == [len(mine), len(mine), sum(r[1] for r in mine)]
        assert reached[:, place].tolist() == [
            sum(r[1] for r in mine),
            sum(r[2] for r in mine),
            sum(r[1] and r[2] for r in mine),
        ]
    assert found.skipped == (0, sum(r[2] and not r[1] for r in rows))
