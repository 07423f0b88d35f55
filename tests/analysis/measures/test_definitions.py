"""Definition files: what they must say, and that they hold together with contract and docs."""

from datetime import date

import pytest

from avow.analysis.measures import (
    NotCarriedError,
    UnknownMeasureError,
    definition,
    definitions,
)
from avow.analysis.measures.crossings import AREA_COLUMNS, require_carried
from avow.analysis.measures.definition import from_file
from avow.analysis.measures.intervals import METHODS
from avow.analysis.measures.periods import MONTHS_IN
from avow.analysis.measures.reference import one
from avow.analysis.measures.registry import EXPRESSIONS
from avow.analysis.tables import AREA_KINDS, TABLES
from avow.definitions import DefinitionError, read

GOOD = dict(read("measures", "share-rape"))
ALL = pytest.mark.parametrize("measure", definitions(), ids=lambda d: d.id)


@ALL
def test_a_definition_names_what_exists(measure):
    assert measure.expression in EXPRESSIONS
    assert set(measure.tables) <= set(TABLES)
    assert set(measure.periods) <= set(MONTHS_IN)
    assert measure.kind in METHODS
    assert set(measure.needs) <= set(TABLES[measure.tables[0]].columns())


@ALL
def test_a_definition_allows_only_areas_that_the_source_carries(measure):
    for by in measure.by:
        for table in measure.tables:
            assert set(AREA_COLUMNS[by]) <= set(TABLES[table].columns())


@ALL
def test_a_definition_speaks_in_sentences(measure):
    for text in (measure.what, measure.why, measure.numerator, *measure.caveats):
        assert text.endswith(".")
        assert text[0].isupper()
    assert bool(measure.denominator) == (measure.kind != "count")


@ALL
def test_recorded_crime_is_never_said_to_be_better_low(measure):
    if measure.caution == "reported-crime":
        assert measure.better == "neither"
        assert "trust the police" in measure.caution_text


def test_an_unknown_measure_is_named_with_those_called_alike():
    with pytest.raises(UnknownMeasureError, match=r"'share-rapes'.* Is it share-rape\b"):
        definition("share-rapes")
    with pytest.raises(UnknownMeasureError, match=r"'nothing-such'\. `avow measure list`"):
        definition("nothing-such")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "guess"}, "'kind' must be one of"),
        ({"better": "bigger"}, "'better' must be one of"),
        ({"caution": "none"}, "'caution' must be one of"),
        ({"colour": "red"}, "not understood colour"),
        ({"why": None}, "missing why"),
    ],
)
def test_a_faulty_file_is_refused_with_its_name(change, said):
    data = {k: v for k, v in {**GOOD, **change}.items() if v is not None}

    with pytest.raises(DefinitionError, match=f"definitions/measures/mine.toml: .*{said}"):
        from_file("mine", data)


def test_age_is_never_crossed_with_ethnic_group():
    both = from_file(
        "mine",
        {
            **GOOD,
            "tables": ["victims_by_age"],
            "needs": ["age_group", "ethnic_group"],
            "expression": "share_missing",
            "parameters": {"column": "age_group"},
        },
    )

    with pytest.raises(
        NotCarriedError, match="never crosses age with place, nor with ethnic group"
    ):
        require_carried(both, "force", "year")


@pytest.mark.parametrize(
    ("measure", "by", "reason"),
    [
        ("share-rape", "borough", "The source counts offences by class for the whole force only"),
        ("victims-aged-10-to-19", "bcu", "never crosses age with place"),
        ("victims-ethnic-group-unknown", "ward", "never crosses ethnic group with place"),
        ("recorded-offences-per-1000", "ward", "the source has none by ward"),
    ],
)
def test_a_crossing_that_the_source_lacks_is_refused_with_the_reason(measure, by, reason):
    with pytest.raises(NotCarriedError, match=reason):
        require_carried(definition(measure), by, "year")


def test_dates_are_dates():
    assert all(isinstance(d.valid_from, date) and d.valid_to is None for d in definitions())
    assert all(set(d.by) <= set(AREA_KINDS) for d in definitions())


def test_a_measure_may_need_no_caution():
    page = one(from_file("mine", {**GOOD, "caution": "", "verified": True}))

    assert "Caution" not in page
    assert ", verified;" in page
