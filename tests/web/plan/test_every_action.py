import pytest
from django.core.exceptions import PermissionDenied

from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions, queries
from avow.web.plan.models import Action, Commitment, Pillar, Plan, Progress, Version
from tests.web.plan.texts import PLAN

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
    }


def test_nobody_but_the_plan_lead_may_change_the_plan(lead, person, published):
    draft = actions.start_draft(by=lead, plan=published.plan)
    before = Event.objects.count()
    people = [person(role) for role in OTHERS]
    made = Event.objects.count()
    for name, wanted in acts(published, draft).items():
        for who in people:
            with pytest.raises(PermissionDenied):
                getattr(actions, name)(by=who, **wanted)
    assert Event.objects.count() == made > before


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


@pytest.mark.parametrize("name", ["import_plan", "report_progress", *CHANGES_TEXT])
def test_if_the_trace_fails_nothing_is_done(lead, published, monkeypatch, name):
    draft = actions.start_draft(by=lead, plan=published.plan)
    wanted = acts(published, draft)[name]
    if name == "remove_pillar":
        wanted = {"pillar": actions.add_pillar(by=lead, version=draft, number="9", title="")}

    def broken(**_):
        raise OSError("no trace")

    def rows():
        models = (Plan, Version, Pillar, Commitment, Action, Progress)
        return [list(model.objects.order_by("pk").values()) for model in models]

    before = rows()
    act = getattr(actions, name)
    monkeypatch.setitem(act.__wrapped__.__globals__, "record", broken)
    with pytest.raises(OSError, match="no trace"):
        act(by=lead, **wanted)
    assert rows() == before
