from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from avow.web.audit.models import Event
from avow.web.consultation import actions, asks
from avow.web.consultation.models import (
    Answer,
    AnswerRevision,
    Ask,
    Link,
    Recommendation,
    Submission,
)
from avow.web.plan import queries as plan_queries

pytestmark = pytest.mark.django_db
OTHERS = ["analyst", "approver", "auditor", "partner", ""]


def acts(version, submission, adopted, candidate, answer, ready):
    commitment = plan_queries.commitments_of(version)[1]
    asked = {"recommendation": candidate}
    return {
        "import_submission": {
            "text": "We recommend more.",
            "organisation": "X",
            "received_on": date(2026, 1, 1),
            "version": version,
        },
        "read_submission": {"submission": submission},
        "list_asks": {"wanted": asks.Wanted()},
        "describe_submission": {
            "submission": submission,
            "organisation": "Other",
            "kind": "person",
            "title": "x",
            "received_on": date(2026, 1, 1),
        },
        "adopt": asked,
        "reject": asked,
        "undo_decision": {"recommendation": adopted},
        "mark_gap": asked,
        "set_links": asked | {"commitments": [commitment]},
        "correct_quote": asked | {"passage": "welcome the plan"},
        "add_recommendation": {"submission": submission, "passage": "for thirty years"},
        "read_ask": {"ask": adopted.ask, "page": "x"},
        "write_answer": {"ask": adopted.ask, "decision": "partly", "reason": "x"},
        "hand_in": {"answer": answer},
        "publish_answer": {"answer": ready},
        "publish_answers": {"answers": [ready]},
        "put_together": {"asks": [adopted.ask, ready.ask]},
    }


@pytest.fixture
def everything(lead, version, submission, adopted, answer, sign):
    candidate, other = submission.recommendations.filter(state="candidate")[:2]
    ask = actions.adopt(by=lead, recommendation=other).ask
    ready = sign(actions.write_answer(by=lead, ask=ask, decision="not-accepted", reason="The law."))
    return acts(version, submission, adopted, candidate, answer, ready)


def test_nobody_but_the_plan_lead_may_do_any_of_it(person, everything):
    people = [person(role) for role in OTHERS]
    made = Event.objects.count()
    answer = everything["publish_answer"]["answer"]
    for name, wanted in {**everything, "withdraw_answer": {"answer": answer}}.items():
        for who in people:
            with pytest.raises(PermissionDenied):
                getattr(actions, name)(by=who, **wanted)
    assert Event.objects.count() == made


def rows():
    models = (Submission, Recommendation, Ask, Link, AnswerRevision, Answer)
    return [list(model.objects.order_by("pk").values()) for model in models]


NAMES = [
    "describe_submission",
    "import_submission",
    "read_submission",
    "list_asks",
    "read_ask",
    "hand_in",
    "adopt",
    "reject",
    "undo_decision",
    "mark_gap",
    "set_links",
    "correct_quote",
    "add_recommendation",
    "write_answer",
    "publish_answer",
    "put_together",
]
MODULES = {
    "mark_gap": "set_links",
    "reject": "decide",
    "undo_decision": "decide",
    "adopt": "decide",
    "hand_in": "sign_off",
}


@pytest.mark.parametrize("name", NAMES)
def test_if_the_trace_fails_nothing_is_done(lead, everything, monkeypatch, name):
    from importlib import import_module

    def broken(**_):
        raise OSError("no trace")

    before = rows()
    module = import_module(f"avow.web.consultation.actions.{MODULES.get(name, name)}")
    monkeypatch.setattr(module, "record", broken)
    with pytest.raises(OSError, match="no trace"):
        getattr(actions, name)(by=lead, **everything[name])
    assert rows() == before
