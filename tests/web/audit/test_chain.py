import importlib

import pytest
from django.db import DatabaseError, connection, transaction

from avow.web.audit.actions.record import NoTransactionError, record
from avow.web.audit.chain import verify
from avow.web.audit.models import Event, Head
from tests.web.database import drop

pytestmark = pytest.mark.django_db


def untie(table: str = "audit_event") -> None:
    """Take the triggers away, as somebody with the database in hand could."""
    drop(f"{table}_no_change", f"{table}_no_delete")


@pytest.fixture
def chain(person):
    who = person("auditor")
    for n in range(5):
        record(by=who, verb="thing.seen", on=who, n=n)
    assert verify().faults == ()
    return Event.objects.last()


def test_a_whole_chain_has_no_faults_and_counts_every_event(chain):
    verdict = verify()
    assert verdict.events == Event.objects.count() == chain.number
    assert verdict.head == f"{chain.number}:{chain.hash}"


@pytest.mark.parametrize("sql", ["UPDATE audit_event SET verb='x'", "DELETE FROM audit_event"])
def test_the_database_refuses_to_change_the_trace(chain, sql):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_a_changed_event_is_found(chain):
    untie()
    Event.objects.filter(number=4).update(detail={"n": 99})
    assert verify().faults == ("Event 4 was changed after it was written.",)


def test_a_removed_event_is_found(chain):
    untie()
    Event.objects.filter(number=3).delete()
    assert "Events 3 to 3 are missing." in verify().faults


def test_a_cut_off_end_is_found(chain):
    untie()
    Event.objects.filter(number=chain.number).delete()
    assert any("its head says" in fault for fault in verify().faults)


def test_a_head_rewritten_without_its_key_is_found(chain):
    untie()
    Event.objects.filter(number=chain.number).delete()
    last = Event.objects.last()
    Head.objects.update(number=last.number, hash=last.hash)
    assert "The head of the chain was changed without its key." in verify().faults


def test_a_chain_rewritten_whole_is_found_by_the_head_held_outside(chain, settings):
    held = verify().head
    untie()
    Event.objects.all().delete()
    Head.objects.all().delete()
    assert all(fault.startswith("Person") for fault in verify().faults)
    assert verify(held).faults


def test_a_text_that_is_no_head_is_said_to_be_none(chain):
    assert "is no head" in verify("abc:def").faults[-1]


def test_no_event_without_the_transaction_of_its_act(person, monkeypatch):
    who = person("auditor")

    class Outside:
        in_atomic_block = False

    monkeypatch.setattr(transaction, "get_connection", Outside)
    with pytest.raises(NoTransactionError):
        record(by=who, verb="thing.done", on=who)


def test_if_the_trace_fails_so_does_the_act(person, monkeypatch):
    from avow.web.accounts.actions import grant_role

    who = person("auditor")

    def broken(**_):
        raise OSError("no trace")

    module = importlib.import_module("avow.web.accounts.actions.grant_role")
    monkeypatch.setattr(module, "record", broken)
    with pytest.raises(OSError, match="no trace"):
        grant_role(by=None, person=who, role="analyst")
    assert who.roles == ["auditor"]
