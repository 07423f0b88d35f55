import pytest
from django.core.exceptions import PermissionDenied

from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions, queries
from avow.web.plan.models import (
    Action,
    Assignment,
    Commitment,
    Milestone,
    Pillar,
    Plan,
    Progress,
    Proof,
    UnitProgress,
    Version,
)
from tests.web.plan.texts import PLAN
from tests.web.plan.workspace import ago, today

pytestmark = pytest.mark.django_db
OTHERS = ["analyst", "approver", "auditor", "partner", ""]


def first(version):
    return queries.commitments_of(version)[0]


def acts(version, draft):
    commitment, pillar = first(draft), draft.pillars.first()
    action = first(version).actions.first()
    part = {"number": "1", "title": "x"}
    return {
        "import_plan": {"text": PLAN},
        "start_draft": {"plan": version.plan},
        "publish_version": {"version": draft},
        "discard_draft": {"version": draft},
        "edit_commitment": {
            "commitment": commitment,
            "revision": 1,
            "text": "",
            "steps": [],
            **part,
        },
        "edit_pillar": {"pillar": pillar, "revision": 1, **part},
        "add_pillar": {"version": draft, **part},
        "remove_pillar": {"pillar": pillar},
        "add_commitment": {"pillar": pillar, **part},
        "move_commitment": {"commitment": commitment, "up": True},
        "remove_commitment": {"commitment": commitment},
        "set_origins": {"part": commitment, "origins": []},
        "report_progress": {"action": action, "status": "done", "owner": "x", "note": "x"},
        **on_actions(version, action),
    }


def on_actions(version, action):
    """What is done about the actions of a published version, with rows made behind the trace."""
    who, line = version.created_by, {"action_lineage": action.lineage}
    told = {**line, "status": "at-risk", "reported_by": who, "note": "x"}
    made, day = Progress.objects.create(**told), today()
    proof = {**line, "title": "x", "dated": day, "shows": "x", "attached_by": who}
    step = Milestone.objects.create(**line, title="x", due=day, set_by=who)
    Assignment.objects.create(**line, post="x", units=["North"], since=ago(200), assigned_by=who)
    return {
        "say_unchanged": {"action": action},
        "take_back_report": {"action": action, "report": made},
        "assign_action": {"action": action, "post": "x"},
        "set_milestone": {"action": action, "marker": actions.Marker("x", day)},
        "remove_milestone": {"action": action, "milestone": step},
        "attach_document": {
            "action": action,
            "document": actions.Document("x", day),
            "shows": "x",
        },
        "remove_proof": {"action": action, "proof": Proof.objects.create(**proof)},
        "report_units": {
            "action": action,
            "reports": [actions.UnitReport("North", "late", 5)],
        },
    }


def test_nobody_but_the_plan_lead_may_change_the_plan(lead, person, published):
    draft = actions.start_draft(by=lead, plan=published.plan)
    before = Event.objects.count()
    people = [person(role) for role in OTHERS]
    wanted_of = acts(published, draft)
    made = Event.objects.count()
    for name, wanted in wanted_of.items():
        for who in people:
            if name in FOR_ANALYSTS and who.may("evidence.attach"):
                continue
            with pytest.raises(PermissionDenied):
                getattr(actions, name)(by=who, **wanted)
    assert Event.objects.count() == made > before


FOR_ANALYSTS = {"attach_document", "remove_proof"}
ON_ACTIONS = [
    "say_unchanged",
    "take_back_report",
    "assign_action",
    "set_milestone",
    "remove_milestone",
    "attach_document",
    "remove_proof",
    "report_units",
]
CHANGES_TEXT = [
    "publish_version",
    "discard_draft",
    "edit_commitment",
    "edit_pillar",
    "add_pillar",
    "remove_pillar",
    "add_commitment",
    "move_commitment",
    "remove_commitment",
    "set_origins",
]


@pytest.mark.parametrize("name", CHANGES_TEXT)
def test_published_text_is_refused_any_change(lead, published, name):
    with pytest.raises(IllegalMoveError):
        getattr(actions, name)(by=lead, **acts(published, published)[name])


@pytest.mark.parametrize("name", ["import_plan", "report_progress", *ON_ACTIONS, *CHANGES_TEXT])
def test_if_the_trace_fails_nothing_is_done(lead, published, monkeypatch, name):
    draft = actions.start_draft(by=lead, plan=published.plan)
    wanted = acts(published, draft)[name]
    if name == "remove_pillar":
        wanted = {"pillar": actions.add_pillar(by=lead, version=draft, number="9", title="")}

    def broken(**_):
        raise OSError("no trace")

    def rows():
        models = (
            *(Plan, Version, Pillar, Commitment, Action),
            *(Progress, Assignment, Milestone, Proof, UnitProgress),
        )
        return [list(model.objects.order_by("pk").values()) for model in models]

    before = rows()
    act = getattr(actions, name)
    monkeypatch.setitem(act.__wrapped__.__globals__, "record", broken)
    with pytest.raises(OSError, match="no trace"):
        act(by=lead, **wanted)
    assert rows() == before
