"""The pages: plan, register, change, run, words, downloads; exact for staff, words for partners."""

import json
import uuid
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from avow.web.core import tried as core_tried
from avow.web.core.models import Work
from avow.web.core.tried import Tried
from avow.web.evaluations import actions, figures, kinds
from avow.web.evaluations.models import Evaluation

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"evaluations:{name}", args=args)


@pytest.fixture
def staff(analyst, signed_in):
    return signed_in(analyst)


def filled(facts, **changes):
    """Return what the form sends: parts for each place, and the rest."""
    parts = {
        f"place-{at}": kinds.PILOT
        if name in facts.pilot_boroughs
        else kinds.NEXT
        if name in facts.pilot_neighbours
        else kinds.COMPARED
        for at, name in enumerate(figures.places(kinds.BOROUGH))
    }
    return {
        "revision": "1",
        "title": "Lamps",
        "tried": "Lamps were mended.",
        "expected": "Fewer offences.",
        "starts_on": facts.pilot_from.isoformat(),
        "methods": [kinds.DID],
        **parts,
        **changes,
    }


def text(response):
    return " ".join(response.content.decode().split())


def test_an_empty_list_says_what_to_do(staff, facts):
    said = text(staff.get(page("index")))
    assert "Nothing is planned yet" in said
    assert "Plan an evaluation" in said
    assert "Nothing matches" in text(staff.get(page("index") + "?state=draft"))


def test_the_list_takes_a_few_queries_however_long(
    staff, registered, django_assert_max_num_queries
):
    for _ in range(4):
        registered()
    with django_assert_max_num_queries(9):
        said = text(staff.get(page("index")))
    assert said.count("Not run yet") == 4
    assert "Figures were in" in said


def test_a_plan_is_made_from_the_form(staff, facts):
    assert "Next to it" in text(staff.get(page("new")))
    answer = staff.post(page("new"), filled(facts))
    made = Evaluation.objects.get()
    assert answer.url == page("evaluation", made.pk)
    assert made.areas == list(facts.pilot_boroughs)
    assert set(made.neighbours) == set(facts.pilot_neighbours)
    assert not {*made.areas, *made.neighbours} & set(made.comparison)


def test_command_units_have_a_form_of_their_own(staff, facts):
    said = text(staff.get(page("new") + "?by=bcu"))
    assert figures.places(kinds.BCU)[0] in said
    assert "North Hill" not in said


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Give it a title."),
        ({"methods": []}, "Choose at least one method."),
        ({"starts_on": "2023-09-05"}, "Choose the first day of a month."),
        ({"ends_on": "2020-01-01"}, "It cannot end before it starts."),
        ({"measure": "offences-in-public-places", "place_kind": "street"}, "number of offences"),
        ({"initiative": str(uuid.uuid4())}, "no initiative that you may see"),
        ({"later": "North Park"}, "as in “North Hill 1/9/2024”"),
        ({"later": "North Park 2/9/2024"}, "the first day of a month"),
        ({"later": "West Hill 1/9/2024"}, "the places of the pilot are North Hill, North Park"),
        ({"later": "North Park 1/9/2023\nNorth Park 1/10/2023"}, "name each once"),
        ({"later": "North Park 1/7/2023"}, "after the first month in which it ran"),
        ({"later": "North Park 1/9/2023", "methods": [kinds.SERIES]}, "only the first method"),
        ({"later": "North Park 1/9/2023", "ends_on": "2024-09-01"}, "Leave it empty where"),
    ],
)
def test_what_is_wrong_in_the_form_is_said(staff, facts, changes, words):
    said = text(staff.post(page("new"), filled(facts, **changes)))
    assert words in said
    assert "<title> Error:" in said or "<title>Error:" in said
    assert not Evaluation.objects.exists()


def test_a_plan_without_a_place_is_not_saved(staff, facts):
    parts = {f"place-{at}": kinds.COMPARED for at in range(40)}
    assert "choose “Pilot”" in text(staff.post(page("new"), filled(facts, **parts)))


def test_without_places_the_form_says_what_to_load(staff, tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    assert "No places are loaded yet" in text(staff.get(page("new")))


def test_a_draft_is_changed_and_registered(staff, draft, facts):
    made = draft()
    assert "This is a draft" in text(staff.get(page("evaluation", made.pk)))
    assert "Lighting" in text(staff.get(page("change", made.pk)))
    staff.post(page("change", made.pk), filled(facts))
    stale = staff.post(page("change", made.pk), filled(facts, title="Other"))
    assert "Somebody else changed this" in text(stale)
    staff.post(page("register", made.pk), {"revision": "1"})
    made.refresh_from_db()
    assert not made.is_registered
    said = text(staff.post(page("register", made.pk), {"revision": "2"}, follow=True))
    assert "Changes from now on need a reason" in said
    assert "Whoever wrote the plan may have seen them" in said
    assert "It has not been run yet" in said


def test_a_registered_plan_asks_for_a_reason(staff, registered, facts):
    made = registered()
    assert "Why the registered plan is changed" in text(staff.get(page("change", made.pk)))
    refused = text(staff.post(page("change", made.pk), filled(facts)))
    assert "Say why." in refused
    staff.post(page("change", made.pk), filled(facts, reason="A better title."))
    said = text(staff.get(page("evaluation", made.pk)))
    assert "A better title." in said
    assert "After figures were in" in said
    assert "Title: Lighting and patrols in three boroughs → Lamps" in said


def test_a_run_is_asked_for_and_shown_with_all_that_goes_with_it(
    staff, registered, django_capture_on_commit_callbacks
):
    made = registered()
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(page("run", made.pk))
    said = text(staff.get(page("evaluation", made.pk)))
    assert "Difference in differences: recorded offences" in said
    assert "<svg" in said
    assert "What could be wrong" in said
    assert "Figures cannot tell" in said
    assert "In numbers" in said
    assert "on version 1 of the plan" in said
    assert "Run it again" in said
    assert "Nobody has written anything yet." in said


def test_a_run_that_goes_on_is_watched_and_not_asked_twice(staff, analyst, registered):
    made = registered()
    Work.objects.create(
        kind=kinds.EVALUATE, subject=made.pk, asked_by=analyst.pk, heartbeat=timezone.now()
    )
    said = text(staff.get(page("evaluation", made.pk)))
    assert "The figures are being run." in said
    assert "Run it" not in said.replace("The figures are being run.", "")
    watched = staff.get(page("work", made.pk))
    assert "HX-Refresh" not in watched
    assert "going on already" in text(staff.post(page("run", made.pk), follow=True))
    Work.objects.update(state="done", ended_at=timezone.now())
    assert staff.get(page("work", made.pk))["HX-Refresh"] == "true"


def test_a_draft_is_not_run(staff, draft):
    made = draft()
    assert "Register the plan first" in text(staff.post(page("run", made.pk), follow=True))
    assert "Register the plan first" in text(
        staff.post(page("words", made.pk), {"text": "Well."}, follow=True)
    )


@pytest.fixture
def initiative(monkeypatch):
    """Return an initiative as another room offers it."""
    known = Tried(uuid.uuid4(), "Lamps first", date(2023, 7, 1), "/staff/initiatives/lamps/")
    monkeypatch.setitem(core_tried._sources, "initiatives", lambda person: [known])
    return known


def test_a_plan_names_its_initiative_and_leads_there(staff, facts, initiative):
    assert "Lamps first, 2023" in text(staff.get(page("new")))
    staff.post(page("new"), filled(facts, initiative=str(initiative.id)))
    made = Evaluation.objects.get()
    assert made.initiative == initiative.id
    said = text(staff.get(page("evaluation", made.pk)))
    assert ">Initiative</dt>" in said
    assert '<a class="govuk-link" href="/staff/initiatives/lamps/">Lamps first</a>' in said


def test_an_initiative_is_told_of_its_evaluations(person, analyst, draft, run, initiative):
    plan = draft(initiative=initiative.id)
    draft(initiative=uuid.uuid4())
    assert core_tried.looks(analyst, initiative.id) == [
        core_tried.Look(plan.title, "Draft", page("evaluation", plan.pk))
    ]
    ran = run(initiative=initiative.id, title="Lamps, run")
    found = core_tried.looks(analyst, initiative.id)
    assert {look.title for look in found} == {plan.title, "Lamps, run"}
    assert [look.state for look in found if look.url == page("evaluation", ran.pk)] == [
        f"Run on {date_format(timezone.localdate(), 'j F Y')}"
    ]
    assert core_tried.looks(person("action-owner"), initiative.id) == []


def test_an_initiative_out_of_sight_is_kept_and_not_named(staff, draft, facts):
    made = draft(initiative=uuid.uuid4())
    assert ">Initiative</dt>" not in text(staff.get(page("evaluation", made.pk)))
    assert "One that you may not see" in text(staff.get(page("change", made.pk)))
    staff.post(page("change", made.pk), filled(facts, initiative=str(made.initiative)))
    again = Evaluation.objects.get()
    assert (again.initiative, again.title) == (made.initiative, "Lamps")


def test_places_that_began_later_are_read_shown_and_changed(staff, facts):
    staff.post(page("new"), filled(facts, later="North Park: 1/10/2023\n\nNorth Side 2024-01-01"))
    made = Evaluation.objects.get()
    assert made.later == {"North Park": "2023-10-01", "North Side": "2024-01-01"}
    assert "North Park: from October 2023" in text(staff.get(page("evaluation", made.pk)))
    form = staff.get(page("change", made.pk)).content.decode()
    assert "North Park 1/10/2023\nNorth Side 1/1/2024" in form


def test_a_method_that_found_nothing_says_why(staff, run):
    made = run(areas=("Nowhere",))
    said = text(staff.get(page("evaluation", made.pk)))
    assert "No figures for Nowhere" in said
    assert "What could be wrong" not in said


def test_words_are_kept_and_empty_ones_refused(staff, run):
    made = run()
    assert staff.post(page("words", made.pk), {"text": " "}).status_code == 422
    for said in ("First words.", "Second words."):
        staff.post(page("words", made.pk), {"text": said})
    shown = text(staff.get(page("evaluation", made.pk)))
    assert shown.index("Second words.") < shown.index("Earlier words") < shown.index("First words.")


def test_findings_are_taken_away(staff, run):
    found = run().findings.get()
    table = staff.get(page("download", found.pk, "csv"))
    assert table.content.decode("utf-8-sig").splitlines()[0] == "period,gap,low,high,after"
    told = json.loads(staff.get(page("download", found.pk, "json")).content)
    assert told["result"]["summary"] == found.content["result"]["summary"]
    assert staff.get(page("download", found.pk, "xml")).status_code == 404
    assert staff.get(page("download", uuid.uuid4(), "csv")).status_code == 404


def test_changed_plans_and_facts_are_said(staff, run, facts, analyst, planned):
    made = run()
    assert "Facts or plan have changed since" not in text(staff.get(page("evaluation", made.pk)))
    actions.amend_plan(
        by=analyst, evaluation=made, revision=1, planned=planned(title="New"), reason="?"
    )
    assert "Facts or plan have changed since" in text(staff.get(page("evaluation", made.pk)))


def test_earlier_runs_stay_on_the_page(staff, analyst, run, django_capture_on_commit_callbacks):
    made = run()
    with django_capture_on_commit_callbacks(execute=True):
        actions.ask_run(by=analyst, evaluation=made)
    assert "Earlier runs" in text(staff.get(page("evaluation", made.pk)))


def test_partners_see_words_and_no_counts(person, signed_in, run):
    made = run(methods=(kinds.DID, kinds.DISPLACEMENT))
    partner = signed_in(person("partner"))
    said = text(partner.get(page("evaluation", made.pk)))
    assert "than to be expected without the pilot" in said
    assert said.count("<table") == 1  # the overview, in percent
    assert "The same as a table" not in said
    assert "Quotient" in said
    assert "against control" not in said
    assert "In numbers" not in said
    assert "Counts by month are for those who may see exact figures" in said
    found = made.findings.first()
    assert partner.get(page("download", found.pk, "csv")).status_code == 403
    assert partner.get(page("change", made.pk)).status_code == 403


def test_a_unit_commander_reads_what_was_found(person, signed_in, run):
    said = text(signed_in(person("unit-commander")).get(page("evaluation", run().pk)))
    assert "than to be expected without the pilot" in said
    assert "What could be wrong" in said


def test_partners_see_nothing_of_small_counts(person, signed_in, run):
    made = run(place_kind="school or college", areas=("North Hill",))
    said = text(signed_in(person("partner")).get(page("evaluation", made.pk)))
    assert made.findings.get().content["least"] < 5
    assert "too small to be shown outside the force" in said
    assert "than to be expected" not in said


@pytest.mark.slow
def test_every_method_is_shown_with_its_tables(staff, run):
    made = run(methods=tuple(dict(kinds.METHODS)))
    said = text(staff.get(page("evaluation", made.pk)))
    for part in (
        "The mix, in percent",
        "What changed at the start",
        "Offences counted",
        "Invented starts before the true one",
        "Difference to what was to be expected without the pilot",
    ):
        assert part in said
    assert said.count("Ask the unit.") == 1
    assert "(Synthetic control)" in said
    assert said.count("<svg") >= 4
