"""Nothing of who answered, from where, or at what time of day, is left anywhere."""

import logging
import re

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from avow.web.audit.models import Event
from avow.web.surveys import gate
from avow.web.surveys.models import Answer, Concern, Response
from tests.web.surveys.answering import Somebody

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.77"
AGENT = "Telltale/9.1 (Phone of hers)"
TIME_OF_DAY = re.compile(r"\b\d{1,2}:\d{2}(:\d{2})?\b")


@pytest.fixture(autouse=True)
def easy_gate(monkeypatch):
    monkeypatch.setattr(gate, "BITS", 2)
    gate.gate.clear()


def everything():
    """Return every row of every table, as text, by table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = [repr(row) for row in cursor.fetchall()]
    return found


def answer_and_come_back(survey):
    """Go the whole way: begin, write, comment, leave, a wrong code, come back, send, withdraw."""
    somebody = Somebody(survey, ADDRESS)
    somebody.client.defaults["HTTP_USER_AGENT"] = AGENT
    somebody.client.defaults["HTTP_X_FORWARDED_FOR"] = ADDRESS
    somebody.start().press("next", **{"q-words-1": "He hits me at home.", "q-agree-1": "agree"})
    somebody.press("later")
    code = somebody.code
    somebody.get("return/").press("resume", code="111-111-111-111-111")
    somebody.get("return/").press("resume", code=code).press("send")
    return code


def test_no_row_log_or_cache_holds_address_device_or_time(ready_survey, caplog):
    before = everything()
    caplog.set_level(logging.DEBUG)
    cache.clear()
    code = answer_and_come_back(ready_survey)
    assert Response.objects.get().state == "sent"
    assert Concern.objects.exists()
    after = everything()
    new = {table: sorted(set(after[table]) - set(before[table])) for table in after}
    written = {table for table, rows in new.items() if rows}
    assert written == {"surveys_response", "surveys_answer", "surveys_concern"}
    for row in (row for rows in new.values() for row in rows):
        assert ADDRESS not in row
        assert "Telltale" not in row
        assert code not in row
        assert "hits me" not in row
        assert not TIME_OF_DAY.search(row), row
    said = [r for r in caplog.records if not r.name.startswith(("django.db", "faker", "asyncio"))]
    logged = " ".join(record.getMessage() for record in said)
    assert ADDRESS not in logged
    assert "Telltale" not in logged
    assert "hits me" not in logged
    assert list(getattr(cache, "_cache", {})) == []


def test_no_event_is_recorded_and_no_session_begun(ready_survey):
    events = Event.objects.count()
    answer_and_come_back(ready_survey)
    assert Event.objects.count() == events
    assert not apps.get_model("sessions.Session").objects.exists()


@pytest.mark.parametrize("model", [Response, Answer, Concern])
def test_what_the_public_writes_has_no_field_for_a_time(model):
    of_staff = {"read_at"}
    times = [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.DateTimeField | models.TimeField)
    ]
    assert set(times) <= of_staff


def test_no_identifier_carries_a_time(ready_survey):
    answer_and_come_back(ready_survey)
    for model in (Response, Answer, Concern):
        assert {found.pk.version for found in model.objects.all()} == {4}


def test_the_gate_holds_no_address_only_keyed_hashes_that_change_every_day(monkeypatch):
    now = [1_000_000.0]
    monkeypatch.setattr(gate.gate, "clock", lambda: now[0])
    gate.gate.starts.add(ADDRESS, now[0])
    kept = repr(gate.gate.starts.__dict__)
    assert ADDRESS not in kept
    first = set(gate.gate.starts._counts)
    now[0] += 86_400
    gate.gate.starts.add(ADDRESS, now[0])
    assert first.isdisjoint(gate.gate.starts._counts)
    assert len(gate.gate.starts._counts) == 1


def test_the_code_is_stored_as_a_slow_keyed_digest(ready_survey, settings):
    from avow.web.surveys import keys

    code = answer_and_come_back(ready_survey)
    stored = Response.objects.get().code_digest
    assert stored == keys.digest(code)
    settings.SECRET_KEY = "another" * 10
    assert stored != keys.digest(code)
    settings.SECRET_KEY_FALLBACKS = ["demo-only-" * 6]
    assert stored in keys.digests(code)


def test_nothing_answered_stands_in_an_address(ready_survey):
    somebody = Somebody(ready_survey).start()
    with CaptureQueriesContext(connection):
        somebody.press("next", **{"q-words-1": "Something only mine."})
    addresses = re.findall(r'(?:href|action|hx-post)="([^"]*)"', somebody.page)
    assert all("mine" not in a and somebody.key not in a for a in addresses)
    assert "Location" not in somebody.response.headers
