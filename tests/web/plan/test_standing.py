"""Where an action stands: reports, corrections, what is late, what nothing shows, percentages."""

from datetime import timedelta

import pytest

from avow.web.core import evidence
from avow.web.core.evidence import Piece
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions, queries
from avow.web.plan.rounds import round_of, round_on
from avow.web.plan.standing import CommitmentStanding
from avow.web.plan.standings import standings
from tests.web.plan.workspace import action_of, ago, document, report, today, where

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(published):
    return action_of(published)


def assign(by, action, **terms):
    person = terms.pop("person", None)
    return actions.assign_action(
        by=by, action=action, post="Head of Standards", person=person, terms=actions.Terms(**terms)
    )


def test_nothing_is_known_of_an_action_nobody_has_reported_on(action):
    found = where(action)
    assert (found.status, found.label, found.drawn) == ("not-started", "No report yet", "neutral")
    assert not found.is_late
    assert not found.lacks_evidence
    assert (found.post, found.due, found.percent, found.attention) == ("", None, 0, 1)


def test_on_track_without_evidence_is_not_evidenced_until_there_is_some(lead, action):
    report(lead, action)
    found = where(action)
    assert found.lacks_evidence
    assert found.drawn == "neutral"
    document(lead, action, days_old=3)
    found = where(action)
    assert not found.lacks_evidence
    assert found.drawn == "doing"
    assert found.evidenced_on == ago(3)


def test_evidence_grows_old_by_the_review_of_the_action(lead, action):
    assign(lead, action, review="month")
    report(lead, action, "done")
    document(lead, action, days_old=40)
    assert where(action).lacks_evidence
    assign(lead, action, review="quarter")
    assert not where(action).lacks_evidence


def test_a_measure_of_another_room_counts_by_its_day(lead, action, monkeypatch):
    report(lead, action)
    piece = Piece(action.lineage, "measure", "Measure", "Recorded offences", ago(5))
    monkeypatch.setitem(evidence._standing, "test", lambda: [piece])
    assert not where(action).lacks_evidence
    undated = Piece(action.lineage, "measure", "Measure", "Recorded offences", None)
    monkeypatch.setitem(evidence._standing, "test", lambda: [undated])
    assert where(action).lacks_evidence
    assert where(action).evidenced_on is None


def test_evidence_taken_away_counts_no_more_and_is_kept(lead, action):
    report(lead, action)
    proof = document(lead, action)
    actions.remove_proof(by=lead, action=action, proof=proof)
    assert where(action).lacks_evidence
    with pytest.raises(IllegalMoveError, match="taken away already"):
        actions.remove_proof(by=lead, action=action, proof=proof)


def test_an_action_is_overdue_the_day_after_its_day(lead, action):
    assign(lead, action, due=today())
    report(lead, action, "at-risk")
    assert not where(action).is_late
    later = where(action, today() + timedelta(days=1))
    assert later.is_overdue
    assert (later.label, later.drawn, later.attention) == ("Overdue", "late", 4)
    report(lead, action, "done")
    assert not where(action, today() + timedelta(days=1)).is_late


def test_a_day_that_was_put_off_is_still_known(lead, action):
    assign(lead, action)
    assert where(action).moved_from is None
    assign(lead, action, due=ago(30))
    assert where(action).moved_from is None
    assign(lead, action, due=ago(-30))
    assert where(action).moved_from == ago(30)
    assign(lead, action)
    assert (where(action).due, where(action).moved_from) == (None, ago(30))
    assign(lead, action, due=ago(40))
    assert where(action).moved_from is None


def test_reported_late_is_late_before_its_day(lead, action):
    report(lead, action, "late")
    assert where(action).is_late
    assert not where(action).is_overdue


class TestCorrecting:
    def test_a_report_taken_back_today_counts_no_more_and_stays(self, lead, action):
        report(lead, action, "at-risk")
        wrong = report(lead, action, "done")
        actions.take_back_report(by=lead, action=action, report=wrong)
        found = where(action)
        assert found.status == "at-risk"
        assert [r.kind for r in found.reports] == ["undone", "report", "report"]

    def test_a_correction_takes_the_place_of_a_report_once(self, lead, action):
        wrong = report(lead, action, "done")
        right = report(lead, action, "late", details=actions.Details(corrects=wrong))
        assert where(action).counting == (right,)
        with pytest.raises(IllegalMoveError, match="corrected already"):
            actions.take_back_report(by=lead, action=action, report=wrong)

    def test_yesterdays_report_is_not_corrected(self, lead, action):
        old = report(lead, action, reported_on=ago(1))
        with pytest.raises(IllegalMoveError, match="the day it was made"):
            actions.take_back_report(by=lead, action=action, report=old)

    def test_only_who_made_it_or_the_plan_lead_corrects(self, lead, action, person):
        owner, other = person("action-owner", 1), person("action-owner", 2)
        made = report(owner, action)
        with pytest.raises(IllegalMoveError, match="Only who made a report"):
            actions.take_back_report(by=other, action=action, report=made)
        actions.take_back_report(by=lead, action=action, report=made)

    def test_a_report_about_another_action_is_not_corrected(self, lead, published, action):
        made = report(lead, action_of(published, "2.1"))
        with pytest.raises(IllegalMoveError, match="another action"):
            actions.take_back_report(by=lead, action=action, report=made)


class TestUnchanged:
    def test_it_repeats_the_status_with_its_own_day(self, lead, action):
        report(lead, action, "at-risk", reported_on=ago(20))
        actions.say_unchanged(by=lead, action=action)
        found = where(action)
        assert (found.status, found.report.kind) == ("at-risk", "no-change")
        assert (found.report.reported_on, found.changed_on) == (today(), ago(20))
        assert found.told.note == "It goes on."

    def test_there_must_be_something_to_leave_as_it_is(self, lead, action):
        with pytest.raises(IllegalMoveError, match="Nobody has reported"):
            actions.say_unchanged(by=lead, action=action)

    def test_it_is_said_once_a_day(self, lead, action):
        report(lead, action)
        actions.say_unchanged(by=lead, action=action)
        with pytest.raises(IllegalMoveError, match="today already"):
            actions.say_unchanged(by=lead, action=action)

    def test_three_months_in_a_row_are_told_as_such(self, lead, action):
        rounds = [round_on(today())]
        for _ in range(3):
            rounds.append(round_of(rounds[-1].month - timedelta(days=1)))
        oldest, *later = reversed(rounds)
        report(lead, action, reported_on=oldest.opens)
        for asked in later[:2]:
            actions.say_unchanged(by=lead, action=action, reported_on=asked.opens)
        assert where(action).stillness == ""
        actions.say_unchanged(by=lead, action=action, reported_on=later[2].opens)
        assert where(action).stillness == "No change for three months"
        report(lead, action)
        assert where(action).stillness == ""

    def test_saying_it_twice_in_one_month_is_one_month(self, lead, action):
        opened = round_on(today()).opens
        report(lead, action, reported_on=opened - timedelta(days=1))
        actions.say_unchanged(by=lead, action=action, reported_on=opened)
        if opened != today():
            actions.say_unchanged(by=lead, action=action)
        assert where(action).unchanged == 1


class TestReporting:
    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"status": "under-way"}, "how far"),
            ({"status": "nonsense"}, "how far"),
            ({"note": " "}, "what has been done"),
            ({"status": "stopped", "note": ""}, "why it was stopped"),
            ({"owner": " "}, "which post"),
        ],
    )
    def test_a_report_says_what_it_must(self, lead, action, given, said):
        with pytest.raises(IllegalMoveError, match=said):
            report(lead, action, **given)

    def test_no_report_is_of_a_day_to_come(self, lead, action):
        with pytest.raises(IllegalMoveError, match="future"):
            report(lead, action, reported_on=ago(-1))

    def test_where_somebody_signs_in_for_it_nobody_else_but_the_lead_reports(
        self, lead, action, person
    ):
        owner, other = person("action-owner", 1), person("action-owner", 2)
        assign(lead, action, person=owner)
        for act in (
            lambda by: report(by, action),
            lambda by: document(by, action),
            lambda by: actions.set_milestone(
                by=by, action=action, marker=actions.Marker("Signed", today())
            ),
        ):
            with pytest.raises(IllegalMoveError, match="somebody else signs in"):
                act(other)
            act(owner)
            act(lead)

    def test_post_and_day_are_as_assigned_whatever_is_given(self, lead, action):
        assign(lead, action, due=ago(-9))
        made = report(lead, action, owner="Somebody", due=ago(-99))
        assert (made.owner, made.due) == ("Head of Standards", ago(-9))

    def test_an_analyst_attaches_evidence_to_what_others_answer_for(self, lead, action, person):
        assign(lead, action, person=person("action-owner"))
        document(person("analyst"), action)
        assert where(action).pieces


class TestMilestones:
    def mark(self, lead, action, due, done=None, **more):
        marker = actions.Marker("Adviser in post", due, done, "Contract" if done else "")
        return actions.set_milestone(by=lead, action=action, marker=marker, **more)

    def test_one_is_late_the_day_after_its_day(self, lead, action):
        self.mark(lead, action, today())
        assert where(action).late_milestones == ()
        later = where(action, today() + timedelta(days=1))
        assert len(later.late_milestones) == 1
        assert later.attention == 2

    def test_a_changed_one_keeps_its_line_and_its_history(self, lead, action):
        first = self.mark(lead, action, ago(5))
        moved = self.mark(lead, action, ago(-30), milestone=first)
        assert moved.line == first.line
        assert where(action).milestones == (moved,)
        assert where(action).milestones[0].moved_from == ago(5)
        with pytest.raises(IllegalMoveError, match="Somebody else changed"):
            self.mark(lead, action, today(), milestone=first)

    def test_one_that_is_reached_says_what_shows_it(self, lead, action):
        with pytest.raises(IllegalMoveError, match="what shows"):
            actions.set_milestone(
                by=lead, action=action, marker=actions.Marker("Signed", ago(1), ago(1))
            )
        with pytest.raises(IllegalMoveError, match="future"):
            self.mark(lead, action, today(), ago(-1))
        self.mark(lead, action, ago(5), ago(1))
        assert where(action).late_milestones == ()
        assert where(action).next_milestone is None

    def test_one_that_was_taken_away_is_gone_and_kept(self, lead, action):
        first = self.mark(lead, action, ago(5))
        gone = actions.remove_milestone(by=lead, action=action, milestone=first)
        assert where(action).milestones == ()
        with pytest.raises(IllegalMoveError, match="taken away already"):
            self.mark(lead, action, today(), milestone=gone)

    def test_what_is_done_has_no_late_milestone(self, lead, action):
        self.mark(lead, action, ago(5))
        report(lead, action, "done")
        assert where(action).late_milestones == ()


class TestUnits:
    def test_percent_is_the_average_with_silent_units_as_nothing(self, lead, action):
        assign(lead, action, units=["North", "South", "East"])
        told = [actions.UnitReport("North", "done", 100), actions.UnitReport("South", "late", 50)]
        actions.report_units(by=lead, action=action, reports=told)
        found = where(action)
        assert found.percent == 50
        assert [(u.unit, u.percent) for u in found.units] == [
            ("North", 100),
            ("South", 50),
            ("East", 0),
        ]
        again = [actions.UnitReport("South", "on-track", 80, "Nearly.")]
        actions.report_units(by=lead, action=action, reports=again)
        assert where(action).percent == 60

    def test_what_a_unit_claims_needs_evidence_too(self, lead, action):
        assign(lead, action, units=["North", "South", "East"], review="month")
        told = [actions.UnitReport("North", "done", 100), actions.UnitReport("South", "late", 50)]
        actions.report_units(by=lead, action=action, reports=told)
        assert [u.lacks_evidence for u in where(action).units] == [True, False, False]
        assert [u.drawn for u in where(action).units] == ["neutral", "late", "neutral"]
        document(lead, action, days_old=40)
        assert where(action).units[0].lacks_evidence
        document(lead, action, days_old=2)
        assert not where(action).units[0].lacks_evidence
        assert where(action).units[0].drawn == "good"

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            (actions.UnitReport("West", "done", 100), "not delivered by West"),
            (actions.UnitReport("North", "on-track", 101), "from 0 to 100"),
            (actions.UnitReport("North", "on-track", 100), "what is done is at 100%"),
            (actions.UnitReport("North", "done", 99), "what is done is at 100%"),
            (actions.UnitReport("North", "under-way", 9), "how far North"),
        ],
    )
    def test_a_report_that_does_not_fit_is_refused(self, lead, action, told, said):
        assign(lead, action, units=["North"])
        with pytest.raises(IllegalMoveError, match=said):
            actions.report_units(by=lead, action=action, reports=[told])


class TestPercent:
    def test_of_an_action_by_its_milestones_then_by_being_done(self, lead, action):
        for days, done in ((9, ago(9)), (5, None), (-5, None), (-9, None)):
            marker = actions.Marker("Step", ago(days), done, "Shown" if done else "")
            actions.set_milestone(by=lead, action=action, marker=marker)
        assert where(action).percent == 25
        report(lead, action, "done")
        # Nothing shows that it is done, so it counts as before.
        assert (where(action).percent, where(action).is_done) == (25, False)
        document(lead, action)
        assert (where(action).percent, where(action).is_done) == (100, True)
        report(lead, action, "stopped", "No money.")
        assert where(action).percent is None

    def test_of_a_commitment_is_the_average_without_what_was_stopped(self, lead, published):
        version = queries.published_version()
        report(lead, action_of(published, "1.1"), "done")
        (first, *_rest) = standings(version, today())
        assert (first.percent, first.done) == (0, 0)
        document(lead, action_of(published, "1.1"))
        (first, *_rest) = standings(version, today())
        assert first.percent == 50
        report(lead, action_of(published, "1.2"), "stopped", "No money.")
        (first, *_rest) = standings(version, today())
        assert (first.percent, first.done, first.late, first.lacking) == (100, 1, 0, 0)
        assert first.updated_on == today()
        assert CommitmentStanding(first.commitment, ()).percent is None


def test_what_needs_attention_comes_first(lead, published):
    report(lead, action_of(published, "1.1"), "not-started")
    report(lead, action_of(published, "1.2"), "on-track")
    (first, *_rest) = standings(queries.published_version(), today())
    assert [a.action.number for a in first.by_attention] == ["1.2", "1.1"]


def test_an_owner_must_be_able_to_report(lead, action, person):
    with pytest.raises(IllegalMoveError, match="may not report progress"):
        assign(lead, action, person=person("partner"))


def test_terms_that_make_no_sense_are_refused(lead, action):
    with pytest.raises(IllegalMoveError, match="how often"):
        assign(lead, action, review="never")
    with pytest.raises(IllegalMoveError, match="future"):
        assign(lead, action, since=ago(-1))


def test_an_action_is_assigned_to_a_post(lead, action):
    with pytest.raises(IllegalMoveError, match="which post"):
        actions.assign_action(by=lead, action=action, post=" ")
