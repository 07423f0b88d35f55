import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from avow.web.audit.models import Event
from avow.web.core import published
from avow.web.core.states import IllegalMoveError
from avow.web.measures.actions import attach_evidence, remove_evidence
from avow.web.measures.models import Evidence
from avow.web.measures.policies import NoEvidenceError

pytestmark = pytest.mark.django_db


@pytest.fixture
def attach(action, analyst):
    def make(**asked):
        wanted = {
            "by": analyst,
            "lineage": action.lineage,
            "measure": "share-rape",
            "area": "force",
            "period": "year",
            "note": "Read it beside surveys.",
        }
        return attach_evidence(**(wanted | asked))

    return make


def test_evidence_is_attached_traced_and_offered_to_the_public(attach, action):
    piece = attach()
    event = Event.objects.last()
    assert (event.verb, event.subject) == ("evidence.attached", str(piece.pk))
    assert published.evidence() == (
        published.PublishedEvidence(
            action.lineage, "share-rape", "force", "year", "Read it beside surveys."
        ),
    )


@pytest.mark.parametrize("role", ["approver", "auditor", "partner", ""])
def test_who_may_not_attach(attach, person, role):
    with pytest.raises(PermissionDenied):
        attach(by=person(role, 5))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"measure": "no-such-thing"}, "No measure is called"),
        ({"area": "ward"}, "not by ward"),
        ({"period": "fortnight"}, "not by fortnight"),
        ({"lineage": uuid.uuid4()}, "No published version"),
    ],
)
def test_what_is_no_evidence(attach, asked, said):
    with pytest.raises(NoEvidenceError, match=said):
        attach(**asked)


def test_the_same_evidence_stands_once(attach):
    attach()
    with pytest.raises(NoEvidenceError, match="already"):
        attach()
    twin = Evidence.objects.get()
    twin.pk = uuid.uuid4()
    with pytest.raises(IntegrityError, match=r"(?i)unique constraint"), transaction.atomic():
        twin.save(force_insert=True)


def test_taken_away_it_stays_as_history_and_can_come_back(attach, analyst):
    piece = remove_evidence(by=analyst, evidence=attach())
    assert piece.removed_by == analyst
    assert Event.objects.last().verb == "evidence.removed"
    assert published.evidence() == ()
    with pytest.raises(IllegalMoveError, match="already"):
        remove_evidence(by=analyst, evidence=piece)
    attach()
    assert Evidence.objects.count() == 2


def test_who_may_not_take_away(attach, person):
    with pytest.raises(PermissionDenied):
        remove_evidence(by=person("approver"), evidence=attach())


@pytest.mark.parametrize(
    "sql", ["UPDATE measures_evidence SET note = 'x'", "DELETE FROM measures_evidence"]
)
def test_the_database_lets_nothing_else_change(attach, sql):
    attach()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_nothing_is_taken_away_by_nobody(attach):
    from django.utils import timezone

    attach()
    with pytest.raises(IntegrityError, match="removed_by_somebody"), transaction.atomic():
        Evidence.objects.update(removed_at=timezone.now())
