"""An answer that may disclose abuse or danger: held back, read first, then shared or kept apart."""

from datetime import timedelta
from itertools import product

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import actions, gate, states
from avow.web.surveys.given import Given
from avow.web.surveys.keys import read_page_key
from avow.web.surveys.models import Answer, Concern, Response
from tests.web.conftest import make_person
from tests.web.surveys.answering import Somebody
from tests.web.test_url_matrix import STAFF_PAGES, example

pytestmark = pytest.mark.django_db

DISCLOSED = "He hits me and I am scared to go home."
HARMLESS = "More officers at the station in the evening, please."


@pytest.fixture(autouse=True)
def easy_gate(monkeypatch):
    monkeypatch.setattr(gate, "BITS", 2)
    gate.gate.clear()


@pytest.fixture
def reader(person):
    return person("trained-reader")


@pytest.fixture
def answered(ready_survey):
    """Return a function that sends a response with one free text, and gives its answer."""

    def answer(text, language=""):
        somebody = Somebody(ready_survey).start(language)
        somebody.press("next", **{"q-words-1": text})
        somebody.to_check().press("send")
        response = read_page_key(somebody.key).response
        return Answer.objects.get(response=response, question__key="words-1")

    return answer


def test_help_is_shown_on_the_next_page_without_a_word_of_why(ready_survey):
    somebody = Somebody(ready_survey).start()
    somebody.press("next", **{"q-words-1": DISCLOSED})
    care = somebody.tree.xpath("//*[contains(@class, 'av-care')]")[0].text_content()
    assert "0808 2000 247" in care
    assert "Help and support" in care
    for alarming in ("detect", "flag", "disclos", "abuse or danger", "report"):
        assert alarming not in somebody.text.replace("Rape and sexual abuse support line", "")
    somebody.press("next")
    assert not somebody.tree.xpath("//*[contains(@class, 'av-care')]")


def test_nothing_is_shown_first_after_a_harmless_answer(ready_survey):
    somebody = Somebody(ready_survey).start()
    somebody.press("next", **{"q-words-1": HARMLESS})
    assert not somebody.tree.xpath("//*[contains(@class, 'av-care')]")


def test_the_answer_is_held_back_with_a_deadline(answered):
    answer = answered(DISCLOSED)
    concern = Concern.objects.get()
    assert concern.answer == answer
    assert concern.due_on == timezone.localdate() + timedelta(days=2)
    assert [why for _start, _end, why in concern.signs] == ["violence"]
    assert not Answer.objects.readable().exists()


def test_the_rest_of_the_response_is_read_as_usual(answered):
    answered(HARMLESS)
    assert Answer.objects.readable().count() == 1


def test_nobody_reads_what_was_not_sent(ready_survey, reader, signed_in):
    Somebody(ready_survey).start().press("next", **{"q-words-1": DISCLOSED})
    assert Concern.objects.exists()
    page = signed_in(reader).get("/staff/surveys/concerns/").content.decode()
    assert "Nothing here" in page
    concern = Concern.objects.get()
    assert signed_in(reader).get(f"/staff/surveys/concerns/{concern.pk}/").status_code == 404


def test_the_reader_reads_shares_and_undoes_and_all_is_traced(answered, reader, signed_in):
    answer = answered(f"The plan is fine. {DISCLOSED}")
    desk, concern = signed_in(reader), Concern.objects.get()
    address = f"/staff/surveys/concerns/{concern.pk}/"
    page = desk.get(address).content.decode()
    assert f"<mark>{DISCLOSED}</mark>" in page
    desk.post(address, {"do": "share", "note": "Spoke to the helpline.", "seen": answer.sealed})
    concern.refresh_from_db()
    assert (concern.state, concern.read_by) == (states.SHARED, reader)
    assert concern.note == "Spoke to the helpline."
    assert "helpline" not in concern.sealed_note
    assert Answer.objects.readable().count() == 1
    desk.post(address, {"do": "keep", "note": "On second thought.", "seen": answer.sealed})
    assert not Answer.objects.readable().exists()
    verbs = Event.objects.filter(subject=str(concern.pk)).values_list("verb", flat=True)
    assert list(verbs) == ["concern.read", "concern.shared", "concern.kept"]


def test_what_changed_while_it_was_read_is_not_settled(answered, reader, signed_in):
    answer = answered(DISCLOSED)
    concern = Concern.objects.get()
    with pytest.raises(IllegalMoveError, match="Read it again"):
        actions.settle_concern(
            by=reader, concern=concern, state=states.SHARED, note="", sealed=answer.sealed + "x"
        )


def test_a_text_changed_after_it_was_read_is_read_again(answered, reader):
    answer = answered(DISCLOSED)
    actions.settle_concern(by=reader, concern=answer.concern, state=states.SHARED, note="")
    actions.save_section(
        response=answer.response,
        questions=[answer.question],
        given={"words-1": _given(HARMLESS)},
        now=timezone.now(),
    )
    assert Concern.objects.get().state == states.OPEN
    assert not Answer.objects.readable().exists()


def test_a_text_unread_and_made_harmless_waits_no_more(answered):
    answer = answered(DISCLOSED)
    actions.save_section(
        response=answer.response,
        questions=[answer.question],
        given={"words-1": _given(HARMLESS)},
        now=timezone.now(),
    )
    assert not Concern.objects.exists()


def _given(text):
    return Given(text=text)


def test_a_text_in_another_language_waits_for_a_reader(answered):
    answered("Waxaan ka baqayaa ninkayga, wuu i garaacaa habeen kasta.")
    assert Concern.objects.get().signs[0][2] == "language"
    assert not Answer.objects.readable().exists()


def test_withdrawing_erases_the_concern_too(answered):
    answer = answered(DISCLOSED)
    actions.withdraw(response=answer.response, now=timezone.now())
    assert not Concern.objects.exists()
    assert Response.objects.get().state == "withdrawn"


def test_a_late_one_comes_first_and_the_lead_sees_a_count_only(
    answered, reader, lead, signed_in, ready_survey
):
    answered(DISCLOSED)
    answered(f"My husband threatened to kill me. {DISCLOSED}")
    late = Concern.objects.order_by("id").last()
    Concern.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    queue = signed_in(reader).get("/staff/surveys/concerns/").context["page"].object_list
    assert next(iter(queue)).pk == late.pk
    page = signed_in(lead).get(f"/staff/surveys/{ready_survey.pk}/responses/").content.decode()
    assert "2 answers wait for a trained reader" in page
    assert "1 is overdue" in page
    assert "hits me" not in page
    assert str(late.pk) not in page


@pytest.mark.slow
def test_no_staff_page_shows_a_held_answer(answered, lead, signed_in, ready_survey, person):
    """Walk every page of surveys as everybody but the trained reader."""
    word = "xylophonically"
    answer = answered(f"He hits me {word}.")
    keys = {"survey": ready_survey.pk, "question": answer.question_id}
    for role in ("plan-lead", "analyst", "data-entry"):
        desk = signed_in(person(role, 7))
        for name, pattern in STAFF_PAGES:
            if not name.startswith("surveys:"):
                continue
            for pk in (*keys.values(), answer.pk, answer.response_id, answer.concern.pk):
                kwargs = {**example(pattern)}
                kwargs |= {k: pk for k in kwargs if k in ("pk", "survey", "question")}
                try:
                    address = reverse(name, kwargs=kwargs)
                except NoReverseMatch:
                    continue
                assert word not in _body(desk.get(address)), (role, name)


def _body(response):
    if response.streaming:
        return b"".join(response.streaming_content).decode(errors="replace")
    return response.content.decode(errors="replace")


@pytest.mark.parametrize("decided", list(product(("none", "open", "shared", "kept"), repeat=2)))
def test_staff_read_exactly_what_no_reader_holds(decided, answered, reader):
    made = [answered(HARMLESS if fate == "none" else DISCLOSED) for fate in decided]
    for answer, fate in zip(made, decided, strict=True):
        if fate in (states.SHARED, states.KEPT):
            actions.settle_concern(by=reader, concern=answer.concern, state=fate, note="")
    free = {a.pk for a, fate in zip(made, decided, strict=True) if fate in ("none", "shared")}
    assert {answer.pk for answer in Answer.objects.readable()} == free
    question = made[0].question
    texts = actions.read_answers(by=reader_of_all(), question=question, answers=made)
    assert len(texts) == len(free)


def reader_of_all():
    return make_person("analyst", 9)
