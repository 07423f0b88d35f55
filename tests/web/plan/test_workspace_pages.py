"""The workspace: lists, filters, file, one commitment, one action, and what belongs to it."""

import csv
import io
import re

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.urls import reverse

from avow.analysis.tables import TABLES
from avow.web.core import evidence
from avow.web.core import units as core_units
from avow.web.core.evidence import Citable
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions
from avow.web.plan.models import Milestone, Progress, Proof, UnitProgress
from avow.web.plan.units import boroughs, command_units
from avow.web.plan.views import action_parts
from tests.web.plan.pages import page
from tests.web.plan.workspace import action_of, ago, document, report, today, where

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(published):
    return action_of(published)


@pytest.fixture
def told(lead, published):
    """Three actions: one late, one not evidenced, one with all it needs."""
    due = actions.Terms(due=ago(1))
    late, bare, good = (action_of(published, number) for number in ("2.1", "1.1", "3.1"))
    actions.assign_action(by=lead, action=late, post="Head of Listening", terms=due)
    report(lead, late, "at-risk")
    report(lead, bare, "on-track")
    report(lead, good, "done", owner="Head of Orders")
    document(lead, good)
    return late, bare, good


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data, follow=True).content.decode()


def listed(desk, **asked):
    rows = desk.get(reverse("plan:commitments-file"), asked).content.decode("utf-8-sig")
    return [row["Action"] for row in csv.DictReader(io.StringIO(rows))]


class TestList:
    def test_without_a_plan_it_says_so(self, desk):
        assert "No plan is published yet" in page(desk, "plan:commitments")
        assert desk.get(reverse("plan:commitments-file")).status_code == 404

    def test_late_and_unevidenced_come_first(self, desk, told):
        text = page(desk, "plan:commitments")
        head = text[text.index('id="first"') : text.index('id="commitments"')]
        assert head.index(">2.1<") < head.index(">1.1<")
        assert ">3.1<" not in head
        assert "1 action is late." in text
        assert "1 is said to be done or on track with nothing fresh to show it." in text

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({}, ["2.1", "1.1", "1.2", "3.2", "3.1"]),
            ({"late": "on"}, ["2.1"]),
            ({"unevidenced": "on"}, ["1.1"]),
            ({"status": "done"}, ["3.1"]),
            ({"status": "nonsense"}, ["2.1", "1.1", "1.2", "3.2", "3.1"]),
            ({"owner": "Head of Listening"}, ["2.1"]),
            ({"owner": "-"}, ["1.2", "3.2"]),
            ({"owner": "-", "late": "on"}, []),
            ({"mine": "on"}, ["2.1"]),
            ({"mine": "on", "unevidenced": "on"}, []),
            ({"unit": "North"}, ["3.1"]),
            ({"unit": "Elsewhere"}, []),
        ],
    )
    def test_it_is_narrowed(self, desk, lead, told, asked, found):
        for action, terms in ((told[0], {"due": ago(1)}), (told[2], {"units": ["North"]})):
            person = lead if action == told[0] else None
            post_ = {"2.1": "Head of Listening", "3.1": "Head of Orders"}[action.number]
            actions.assign_action(
                by=lead, action=action, post=post_, person=person, terms=actions.Terms(**terms)
            )
        assert listed(desk, **asked) == found
        if not found:
            text = desk.get(reverse("plan:commitments"), asked).content.decode()
            assert "No action is like that" in text

    def test_it_is_narrowed_by_pillar(self, desk, told, published):
        second = published.pillars.get(number="2")
        assert listed(desk, pillar=str(second.pk)) == ["3.2", "3.1"]
        page_ = desk.get(reverse("plan:commitments"), {"pillar": str(second.pk)}).content.decode()
        assert f'value="{second.pk}" selected' in page_

    def test_units_are_summed_up(self, desk, lead, told):
        terms = actions.Terms(units=["North", "South"])
        for action in told[1:]:
            actions.assign_action(by=lead, action=action, post="Head", terms=terms)
        reports = [actions.UnitReport("North", "done", 100)]
        for action in told[1:]:
            actions.report_units(by=lead, action=action, reports=reports)
        text = " ".join(re.sub("<[^>]*>", " ", page(desk, "plan:commitments")).split())
        assert "North 2 100% 0 1 South 2 0% 2 0" in text
        report(lead, told[1], "stopped", "No money.")
        text = " ".join(re.sub("<[^>]*>", " ", page(desk, "plan:commitments")).split())
        assert "North 1 100% 0 0 South 1 0% 1 0" in text

    def test_late_milestones_are_counted_beside_what_is_late(self, desk, lead, told):
        assert "late milestone" not in page(desk, "plan:commitments")
        for action in told[:2]:
            marker = actions.Marker("Adviser in post", ago(1))
            actions.set_milestone(by=lead, action=action, marker=marker)
        text = page(desk, "plan:commitments")
        assert "1 action is late. 1 more has a late milestone." in text

    def test_each_status_says_how_many_are_not_evidenced(self, desk, lead, told):
        report(lead, told[0], "on-track")
        text = page(desk, "plan:commitments")
        assert "<strong>2</strong> (2 not evidenced)" in text

    def test_the_file_says_all_and_names_nobody(self, desk, told, lead):
        text = desk.get(reverse("plan:commitments-file")).content.decode("utf-8-sig")
        row = next(r for r in csv.DictReader(io.StringIO(text)) if r["Action"] == "2.1")
        assert row["Post"] == "Head of Listening"
        assert (row["Late"], row["Not evidenced"]) == ("yes", "no")
        assert row["Due"] == ago(1).isoformat()
        assert lead.name not in text

    @pytest.mark.parametrize("name", ["plan:commitments", "plan:commitments-file"])
    def test_it_costs_as_many_queries_however_much_there_is(
        self, desk, told, lead, name, django_assert_max_num_queries
    ):
        for _ in range(3):
            for action in told:
                report(lead, action, "at-risk")
                document(lead, action, title="Another")
        with django_assert_max_num_queries(24):
            desk.get(reverse(name))


class TestCommitment:
    def test_it_shows_its_actions_and_what_happened(self, desk, told, lead):
        late = told[0]
        text = page(desk, "plan:workspace", late.commitment.lineage)
        assert "Overdue" in text
        assert "Head of Listening answers for it" in text
        assert "Under way, at risk" in text

    def test_an_unknown_one_is_not_found(self, desk, published, draft):
        url = reverse("plan:workspace", args=[draft.pk])
        assert desk.get(url).status_code == 404

    def test_it_costs_as_many_queries_however_much_there_is(
        self, desk, told, lead, django_assert_max_num_queries
    ):
        for _ in range(3):
            report(lead, told[1], "at-risk")
        with django_assert_max_num_queries(30):
            page(desk, "plan:workspace", told[1].commitment.lineage)


class TestAction:
    def test_what_is_not_evidenced_says_why(self, desk, told):
        text = page(desk, "plan:progress", told[1].pk)
        assert "Not evidenced" in text
        assert "nothing with a recent enough date shows that" in text

    def test_nothing_changed_is_one_click(self, desk, told):
        assert "Kept: nothing changed" in post(desk, "plan:unchanged", told[0].pk)
        assert where(told[0]).unchanged == 1
        assert "today already" in post(desk, "plan:unchanged", told[0].pk)

    def test_todays_report_is_taken_back(self, desk, told):
        made = where(told[0]).report
        assert "Take back today’s report" in page(desk, "plan:progress", told[0].pk)
        assert "Taken back" in post(desk, "plan:undo", made.pk)
        assert where(told[0]).report is None
        assert "corrected already" in post(desk, "plan:undo", made.pk)

    def test_todays_report_is_corrected_with_what_it_said(self, desk, told):
        made = where(told[0]).report
        url = reverse("plan:progress", args=[told[0].pk])
        assert "It goes on." in desk.get(url, {"correct": made.pk}).content.decode()
        data = {"status": "late", "note": "It is late.", "corrects": made.pk}
        assert "The report was added" in desk.post(url, data, follow=True).content.decode()
        found = where(told[0])
        assert found.status == "late"
        assert found.report.corrects_id == made.pk
        assert "no longer counts" in page(desk, "plan:progress", told[0].pk)

    def test_what_stands_in_the_way_is_kept(self, desk, told):
        url = reverse("plan:progress", args=[told[0].pk])
        data = {"status": "late", "note": "x", "ahead": "Hire.", "obstacle": "No money."}
        desk.post(url, data)
        text = page(desk, "plan:progress", told[0].pk)
        assert "No money." in text
        assert "Hire." in text

    def test_somebody_else_s_action_offers_no_report(self, lead, action, person, signed_in):
        mine, theirs = person("action-owner", 1), person("action-owner", 2)
        actions.assign_action(by=lead, action=action, post="Head", person=mine)
        assert "Add a report" in page(signed_in(mine), "plan:progress", action.pk)
        assert "Add a report" not in page(signed_in(theirs), "plan:progress", action.pk)
        url = reverse("plan:progress", args=[action.pk])
        data = {"status": "done", "note": "x"}
        said = signed_in(theirs).post(url, data).content.decode()
        assert "somebody else signs in" in said
        assert where(action).report is None


class TestOwner:
    def test_it_is_assigned(self, desk, action, person, settings, tmp_path):
        settings.DATA_FOLDER = tmp_path
        owner = person("action-owner")
        data = {"post": "Head of Vetting", "person": owner.pk, "review": "month", "due": ""}
        data["delivered"] = "force"
        assert "Kept who answers" in post(desk, "plan:assign", action.pk, **data)
        found = where(action)
        assert (found.post, found.person, found.review) == ("Head of Vetting", owner, "month")
        assert owner.name in page(desk, "plan:assign", action.pk)

    @pytest.mark.parametrize(
        ("given", "units"),
        [
            ({"delivered": "force", "units": ["North"]}, []),
            ({"delivered": "bcu"}, ["Carr", "North"]),
            ({"delivered": "borough"}, ["Ayle", "Bray"]),
            ({"delivered": "some", "units": ["Ayle", "North"]}, ["North", "Ayle"]),
        ],
    )
    def test_units_that_deliver_it_are_chosen(self, desk, action, monkeypatch, given, units):
        monkeypatch.setattr(action_parts, "command_units", lambda: ["Carr", "North"])
        monkeypatch.setattr(action_parts, "boroughs", lambda: ["Ayle", "Bray"])
        data = {"post": "Head", "review": "month"}
        said = post(desk, "plan:assign", action.pk, **data, delivered="some")
        assert "Tick the units that deliver it" in said
        post(desk, "plan:assign", action.pk, **data, **given)
        assert sorted(where(action).assignment.units) == sorted(units)
        text = page(desk, "plan:assign", action.pk)
        assert re.search(rf'value="{given["delivered"]}"[^>]*checked', text)

    def test_nobody_is_offered_who_may_not_report(self, desk, action, person, settings, tmp_path):
        settings.DATA_FOLDER = tmp_path
        partner = person("partner")
        assert partner.name not in page(desk, "plan:assign", action.pk)
        said = post(desk, "plan:assign", action.pk, post="", person=partner.pk, review="month")
        assert "Say which post answers for it" in said

    def test_a_draft_s_action_is_not_assigned(self, desk, draft, settings, tmp_path):
        settings.DATA_FOLDER = tmp_path
        data = {"post": "Head", "review": "month", "delivered": "force"}
        assert "published version" in post(desk, "plan:assign", action_of(draft).pk, **data)


class TestMilestones:
    def test_it_is_added_reached_and_taken_away(self, desk, action):
        added = post(desk, "plan:milestone-add", action.pk, title="Adviser", due=ago(-9))
        assert "The milestone was added" in added
        (held,) = where(action).milestones
        data = {"title": "Adviser", "due": ago(-9), "seen": held.pk}
        missing = post(desk, "plan:milestone", held.line, **data, done_on=today())
        assert "Say what shows" in missing
        reached = {**data, "done_on": today(), "shown_by": "Contract"}
        assert "Saved." in post(desk, "plan:milestone", held.line, **reached)
        assert where(action).reached == 1
        stale = post(desk, "plan:milestone", held.line, **data)
        assert "Somebody else changed this milestone" in stale
        newest = where(action).milestones[0]
        gone = post(desk, "plan:milestone", held.line, do="remove", seen=newest.pk)
        assert "taken away" in gone
        again = desk.get(
            reverse("plan:milestone-add", args=[action.pk]), {"again": newest.pk}
        ).content.decode()
        assert 'value="Adviser"' in again
        assert f"?again={newest.pk}" in gone
        assert Milestone.objects.count() == 3
        assert desk.get(reverse("plan:milestone", args=[held.line])).status_code == 404

    def test_one_that_never_was_is_not_found(self, desk, action):
        assert desk.get(reverse("plan:milestone", args=[action.pk])).status_code == 404

    def test_one_of_a_draft_is_refused(self, desk, draft):
        data = {"title": "Adviser", "due": today()}
        said = post(desk, "plan:milestone-add", action_of(draft).pk, **data)
        assert "published version" in said


class TestEvidence:
    def test_a_document_is_attached_and_taken_away(self, desk, action):
        data = {"what": "document", "title": "Minutes", "dated": ago(2), "shows": "The figures."}
        assert "It is evidence" in post(desk, "plan:proof-add", action.pk, **data)
        text = page(desk, "plan:progress", action.pk)
        assert "Minutes" in text
        proof = Proof.objects.get()
        assert "Take away" in page(desk, "plan:proof-add", action.pk)
        assert "no longer evidence" in post(desk, "plan:proof-remove", proof.pk)
        assert "taken away already" in post(desk, "plan:proof-remove", proof.pk)

    def test_what_was_taken_away_is_put_back(self, desk, action, monkeypatch):
        kind = evidence.Kind("Meeting held", lambda: [Citable("7", "Round table", ago(3))])
        monkeypatch.setitem(evidence._kinds, "occasion", kind)
        data = {"what": "document", "title": "Minutes", "dated": ago(2), "shows": "The figures."}
        post(desk, "plan:proof-add", action.pk, **data)
        post(desk, "plan:proof-add", action.pk, what="occasion:7", shows="They were heard.")
        url = reverse("plan:proof-add", args=[action.pk])
        for proof in Proof.objects.all():
            assert f"{url}?again={proof.pk}" in post(desk, "plan:proof-remove", proof.pk)
            form = desk.get(url, {"again": proof.pk}).context["form"]
            post(desk, "plan:proof-add", action.pk, **form.initial)
        assert {p.title for p in where(action).pieces} == {"Minutes", "Round table"}
        assert "Put it back" in page(desk, "plan:proof-add", action.pk)
        assert desk.get(url, {"again": "nonsense"}).context["form"].initial == {}

    def test_whoever_does_not_answer_for_it_is_offered_no_form(
        self, lead, action, person, signed_in
    ):
        mine, theirs = person("action-owner", 1), person("action-owner", 2)
        actions.assign_action(by=lead, action=action, post="Head", person=mine)
        for who, offered in ((mine, True), (theirs, False), (person("analyst"), True)):
            text = page(signed_in(who), "plan:progress", action.pk)
            assert ("Attach evidence" in text) is offered

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({"what": "document", "shows": "x", "title": "", "dated": "2026-01-01"}, "is called"),
            ({"what": "document", "shows": "x", "title": "x"}, "Give the date"),
            ({"what": "document", "title": "x", "dated": "2026-01-01"}, "what it shows"),
            ({"what": "document", "shows": "x", "title": "x", "dated": "2999-01-01"}, "future"),
            ({"what": "release:9", "shows": "x"}, "Select a valid choice"),
        ],
    )
    def test_what_is_missing_is_said(self, desk, action, data, said):
        assert said in post(desk, "plan:proof-add", action.pk, **data)
        assert not Proof.objects.exists()

    def test_an_address_must_be_one_a_browser_opens_safely(self, lead, action):
        unsafe = actions.Document("Minutes", today(), "javascript:alert(1)")
        with pytest.raises(IllegalMoveError, match="begins with https"):
            actions.attach_document(by=lead, action=action, document=unsafe, shows="x")

    def test_what_a_room_offers_is_cited_once_by_its_day(self, desk, action, monkeypatch):
        held = Citable("7", "Round table", ago(3))
        kind = evidence.Kind("Meeting held", lambda: [held])
        monkeypatch.setitem(evidence._kinds, "occasion", kind)
        assert "Round table" in page(desk, "plan:proof-add", action.pk)
        data = {"what": "occasion:7", "shows": "They were heard."}
        assert "It is evidence" in post(desk, "plan:proof-add", action.pk, **data)
        assert where(action).evidenced_on == ago(3)
        assert where(action).pieces[0].label == "Meeting held"
        again = post(desk, "plan:proof-add", action.pk, **data)
        assert "evidence for the action already" in again

    def test_of_an_action_that_is_gone_nothing_is_taken_away(self, desk, lead, action, published):
        proof = document(lead, action)
        draft = actions.start_draft(by=lead, plan=published.plan)
        commitment = draft.pillars.first().commitments.first()
        actions.edit_commitment(
            by=lead,
            commitment=commitment,
            revision=1,
            number="1",
            title="Other",
            text="",
            steps=[],
        )
        actions.publish_version(by=lead, version=draft)
        assert desk.post(reverse("plan:proof-remove", args=[proof.pk])).status_code == 404
        made = report_of(lead, action)
        assert "no longer in the plan" in post(desk, "plan:undo", made.pk)


def report_of(lead, action):
    return Progress.objects.create(
        action_lineage=action.lineage, status="done", owner="x", note="x", reported_by=lead
    )


class TestUnits:
    @pytest.fixture
    def by_unit(self, lead, action):
        terms = actions.Terms(units=["North", "South"])
        actions.assign_action(by=lead, action=action, post="Head", terms=terms)
        return action

    def test_only_what_changed_is_reported(self, desk, by_unit):
        data = {"u1-status": "at-risk", "u1-percent": "40", "u2-status": "", "u2-percent": ""}
        assert "Kept what changed" in post(desk, "plan:units", by_unit.pk, **data)
        post(desk, "plan:units", by_unit.pk, **data)
        assert UnitProgress.objects.count() == 1
        text = page(desk, "plan:progress", by_unit.pk)
        assert "Unit by unit" in text
        assert "40%" in text
        assert where(by_unit).percent == 20

    def test_what_is_done_is_a_hundred(self, desk, by_unit):
        post(desk, "plan:units", by_unit.pk, **{"u1-status": "done"})
        assert UnitProgress.objects.get().percent == 100

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({"u1-percent": "40"}, "North: choose a status"),
            ({"u1-status": "late"}, "North: give a percentage"),
            ({"u1-status": "late", "u1-percent": "100"}, "what is done is at 100%"),
            ({"u1-status": "late", "u1-percent": "101"}, "less than or equal to 100"),
        ],
    )
    def test_what_does_not_fit_is_said_at_its_field(self, desk, by_unit, data, said):
        assert said in post(desk, "plan:units", by_unit.pk, **data)
        assert not UnitProgress.objects.exists()

    def test_nothing_changed_is_one_click(self, desk, by_unit):
        assert "Nothing changed" not in page(desk, "plan:units", by_unit.pk)
        post(desk, "plan:units", by_unit.pk, **{"u1-status": "late", "u1-percent": "40"})
        assert "Nothing changed" in page(desk, "plan:units", by_unit.pk)
        assert "Kept: nothing changed." in post(desk, "plan:units", by_unit.pk, unchanged="1")
        told = UnitProgress.objects.values_list("unit", "status", "percent")
        assert list(told) == [("North", "late", 40)] * 2

    def test_a_commander_reports_on_the_own_unit_alone(
        self, by_unit, person, signed_in, monkeypatch
    ):
        commander = person("unit-commander")
        monkeypatch.setitem(core_units._commands, "test", lambda _: ["South"])
        theirs = signed_in(commander)
        text = page(theirs, "plan:units", by_unit.pk)
        assert "South" in text
        assert "North" not in text
        assert "Report on the units" in page(theirs, "plan:progress", by_unit.pk)
        data = {"u1-status": "done", "u2-status": "late", "u2-percent": "40"}
        assert "Kept what changed" in post(theirs, "plan:units", by_unit.pk, **data)
        assert [u.unit for u in UnitProgress.objects.all()] == ["South"]
        told = [actions.UnitReport("North", "late", 5)]
        with pytest.raises(IllegalMoveError, match="North is not yours"):
            actions.report_units(by=commander, action=by_unit, reports=told)

    def test_a_unit_s_page_shows_what_it_delivers(self, lead, by_unit, person, signed_in):
        assert [b.text for b in core_units.beside(lead, "North")] == ["No report yet."]
        told = [actions.UnitReport("North", "late", 5, "Slow.")]
        actions.report_units(by=lead, action=by_unit, reports=told)
        (found,) = core_units.beside(lead, "North")
        assert found.text == "Under way, late, 5%. Slow."
        assert found.url == reverse("plan:progress", args=[by_unit.pk])
        told = [actions.UnitReport("North", "done", 100)]
        actions.report_units(by=lead, action=by_unit, reports=told)
        (found,) = core_units.beside(lead, "North")
        assert found.text == "Done (not evidenced), 100%."
        assert "Not evidenced" in page(signed_in(lead), "plan:progress", by_unit.pk)
        assert "North (not evidenced)" in page(signed_in(lead), "plan:progress", by_unit.pk)
        assert core_units.beside(lead, "Elsewhere") == []
        assert core_units.beside(person("data-entry"), "North") == []

    def test_an_action_of_the_whole_force_has_none(self, desk, action):
        assert "not delivered unit by unit" in page(desk, "plan:units", action.pk)

    def test_somebody_else_s_are_refused(self, lead, by_unit, person, signed_in):
        terms = actions.Terms(units=["North", "South"])
        mine = person("action-owner", 1)
        actions.assign_action(by=lead, action=by_unit, post="Head", person=mine, terms=terms)
        other = signed_in(person("action-owner", 2))
        data = {"u1-status": "late", "u1-percent": "40"}
        assert "somebody else signs in" in post(other, "plan:units", by_unit.pk, **data)


@pytest.mark.slow  # starts the engine
def test_the_units_are_those_whose_areas_are_loaded(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    assert boroughs() == command_units() == []
    areas = [("North", "Ayle"), ("North", "Bray"), ("Carr", "Carr"), (None, "Dale")]
    rows = [
        {"kind": "borough", "force": "Riverside", "bcu": bcu, "borough": borough, "ward": None}
        for bcu, borough in areas
    ]
    (tmp_path / "facts" / "areas").mkdir(parents=True)
    schema = TABLES["areas"].schema()
    given = pa.Table.from_pylist(
        [{name: row.get(name) for name in schema.names} for row in rows], schema=schema
    )
    pq.write_table(given, tmp_path / "facts" / "areas" / "made.parquet")
    assert command_units() == ["Carr", "North"]
    assert boroughs() == ["Ayle", "Bray", "Carr", "Dale"]
