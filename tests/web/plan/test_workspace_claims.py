"""What is told of actions stands in the trace; a row put in behind it is found."""

import pytest

from avow.web.audit.backing import unfounded
from avow.web.plan import actions
from avow.web.plan.models import Assignment, Milestone, Progress, Proof, Reminder, UnitProgress
from tests.web.plan.workspace import action_of, document, report, today

pytestmark = pytest.mark.django_db


def test_everything_that_was_done_is_in_the_trace(lead, published):
    action = action_of(published)
    terms = actions.Terms(due=today(), units=["North"])
    actions.assign_action(by=lead, action=action, post="Head", person=lead, terms=terms)
    wrong = report(lead, action, "done")
    report(lead, action, details=actions.Details(corrects=wrong))
    again = report(lead, action)
    actions.take_back_report(by=lead, action=action, report=again)
    actions.say_unchanged(by=lead, action=action)
    step = actions.set_milestone(by=lead, action=action, marker=actions.Marker("x", today()))
    actions.remove_milestone(by=lead, action=action, milestone=step)
    document(lead, action)
    gone = document(lead, action, title="Other")
    actions.remove_proof(by=lead, action=action, proof=gone)
    told = [actions.UnitReport("North", "late", 5)]
    actions.report_units(by=lead, action=action, reports=told)
    assert list(unfounded()) == []


@pytest.mark.parametrize("kind", ["report", "person", "milestone", "proof", "unit", "reminder"])
def test_a_row_put_in_behind_the_trace_is_found(lead, published, kind):
    line = {"action_lineage": action_of(published).lineage}
    make = {
        "report": lambda: Progress.objects.create(
            **line, kind="no-change", status="done", reported_by=lead
        ),
        "person": lambda: Assignment.objects.create(
            **line, post="x", person=lead, assigned_by=lead
        ),
        "milestone": lambda: Milestone.objects.create(**line, title="x", due=today(), set_by=lead),
        "proof": lambda: Proof.objects.create(
            **line, title="x", dated=today(), shows="x", attached_by=lead
        ),
        "unit": lambda: UnitProgress.objects.create(
            **line, unit="North", status="late", percent=5, reported_by=lead
        ),
        "reminder": lambda: Reminder.objects.create(person=lead, month=today(), kind="opened"),
    }
    made = make[kind]()
    (found,) = unfounded()
    assert str(made.pk) in found
