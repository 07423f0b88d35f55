"""Runs on the facts of the site: what is found, what is refused, what stays."""

import json

import pytest

from avow.web.core.models import Work
from avow.web.evaluations import actions, figures, kinds, queries, running
from avow.web.evaluations.models import Evaluation, Finding

pytestmark = pytest.mark.django_db

ALL = (kinds.DID, kinds.SERIES, kinds.SYNTHETIC, kinds.DISPLACEMENT)


def finding(evaluation, method=kinds.DID):
    return evaluation.findings.get(method=method)


def test_a_run_keeps_result_chart_loads_and_version(run):
    found = finding(run())
    content = found.content
    assert "than to be expected without the pilot" in content["result"]["summary"]
    assert content["chart"]["layer"]
    assert content["plan_revision"] == 1
    assert content["facts"]
    assert content["outcome"] == "recorded offences"
    assert len(found.sha256) == 64
    assert json.loads(json.dumps(content)) == content
    assert Work.objects.get().state == "done"


@pytest.mark.slow
def test_every_method_runs_on_the_site_s_facts(run):
    made = run(methods=ALL)
    assert {f.method for f in made.findings.all()} == set(ALL)
    assert len({f.run for f in made.findings.all()}) == 1
    assert not [f for f in made.findings.all() if "refused" in f.content]
    assert [f.method for f in queries.runs_of(made)[0].findings] == list(ALL)


def test_counts_are_those_of_the_records(registered, facts):
    made = registered(place_kind="street")
    panel = figures.panel_of(made)
    table = figures.facts().table("offences").to_pyarrow().to_pylist()
    mine = [
        row
        for row in table
        if row["borough"] == "North Hill"
        and row["place_kind"] == "street"
        and f"{row['recorded_on']:%Y-%m}" == "2023-10"
    ]
    at = panel.units.index("North Hill"), panel.periods.index("2023-10")
    assert panel.values[at] == len(mine)
    assert len(panel.periods) == 36
    assert panel.exposure is None
    assert figures.outcome_of(made).words == "recorded offences (street)"


def test_a_measure_brings_what_it_is_a_rate_of(registered):
    made = registered(measure="offences-in-public-places")
    panel = figures.panel_of(made)
    assert panel.exposure is not None
    assert (panel.values <= panel.exposure).all()
    assert figures.outcome_of(made).words == "offences in public places"


def test_command_units_are_areas_too(registered):
    units = figures.places(kinds.BCU)
    made = registered(
        by=kinds.BCU, areas=units[:1], neighbours=(), comparison=units[1:], methods=(kinds.DID,)
    )
    assert set(figures.panel_of(made).units) == set(units)


def test_displacement_of_a_rate_is_refused_in_words(run):
    made = run(measure="offences-in-public-places", methods=(kinds.DID, kinds.DISPLACEMENT))
    assert "choose a count" in finding(made, kinds.DISPLACEMENT).content["refused"]
    assert "lower" in finding(made).content["result"]["summary"] or (
        "higher" in finding(made).content["result"]["summary"]
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"measure": "recorded-offences"}, "has not been loaded yet"),
        ({"areas": ("Nowhere",)}, "No figures for Nowhere"),
        ({"comparison": ("West Hill",)}, "1 place to compare with"),
    ],
)
def test_what_cannot_be_answered_is_kept_as_the_reason(run, changes, words):
    assert words in finding(run(**changes)).content["refused"]


def test_a_new_run_stands_beside_the_old_one(analyst, run, django_capture_on_commit_callbacks):
    made = run()
    with django_capture_on_commit_callbacks(execute=True):
        actions.ask_run(by=analyst, evaluation=made)
    runs = queries.runs_of(made)
    assert len(runs) == 2
    assert runs[0].newest.created_at > runs[1].newest.created_at
    assert Finding.objects.count() == 2


def test_words_outlive_a_new_run(analyst, run, django_capture_on_commit_callbacks):
    made = run()
    actions.write_reading(by=analyst, evaluation=made, text="First words.")
    with django_capture_on_commit_callbacks(execute=True):
        actions.ask_run(by=analyst, evaluation=made)
    actions.write_reading(by=analyst, evaluation=made, text="Second words.")
    assert [r.text for r in made.readings.all()] == ["Second words.", "First words."]


def test_months_that_are_not_complete_at_either_end_are_left_out():
    rows = [
        (unit, f"2024-0{month}", value, None)
        for unit, values in (("A", (None, 2, 3, None)), ("B", (4, 5, 6, 7)))
        for month, value in enumerate(values, start=1)
    ]
    panel = figures._panel(rows)
    assert panel.periods == ("2024-02", "2024-03")
    with pytest.raises(figures.EvaluationError, match="No month is complete"):
        figures._panel([("A", "2024-01", None, None)])


def test_no_number_becomes_nothing():
    assert running._finite({"a": [float("nan"), 1.0, (float("inf"),)]}) == {
        "a": [None, 1.0, [None]]
    }


def test_without_facts_there_are_no_places_and_no_newest_month(tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    assert figures.places(kinds.BOROUGH) == []
    assert figures.newest_month(Evaluation()) is None
