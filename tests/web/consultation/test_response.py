"""The force's response as a document: gathered, checked against its rows, written, fixed."""

import io
import re
from dataclasses import replace

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from docx import Document

from avow.web.consultation import actions
from avow.web.consultation.models import ResponseDocument, Submission
from avow.web.consultation.response import content as contents
from avow.web.consultation.response import docx, files, html, pdf
from avow.web.consultation.response.checking import (
    FiguresError,
    UnwritableError,
    check_figures,
    check_written,
)
from avow.web.core import published
from avow.web.core.states import IllegalMoveError
from avow.web.releases.files import TamperedError
from tests.web.consultation.test_asks import LETTER
from tests.web.plan.pages import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    return tmp_path


@pytest.fixture
def public(lead, submission, version, answer, make_public, folder):
    """Return two public answers, of which one stands for an organisation and a person."""
    letter = actions.import_submission(
        by=lead,
        text=LETTER,
        organisation="Jane Doe",
        kind="person",
        received_on=submission.received_on,
        version=version,
    )
    row = letter.recommendations.first() or actions.add_recommendation(
        by=lead, submission=letter, passage="We recommend that all response officers"
    )
    other = actions.adopt(by=lead, recommendation=row).ask
    actions.put_together(by=lead, asks=[answer.ask, other])
    second = submission.recommendations.filter(state="candidate").first()
    ask = actions.adopt(by=lead, recommendation=second).ask
    refused = actions.write_answer(
        by=lead, ask=ask, decision="not-accepted", reason="The law does not let us: #1 *x* $y$"
    )
    return make_public(answer, refused)


def gathered():
    return contents.gather(title="Our response", introduction="Thank you.\n\nWe read it all.")


def test_figures_are_stated_from_the_register_and_listed_from_the_rows(public):
    found = {f.name: f for f in gathered().figures}
    check_figures(gathered())
    received = found["Submissions received"]
    assert (received.stated, [n for _label, n in received.parts]) == (2, [1, 1])
    answered = found["Things asked for and answered"]
    assert (answered.stated, dict(answered.parts)["accepted"]) == (2, 1)
    assert found["Recommendations behind them"].listed == 3


def test_a_total_that_does_not_add_up_stops_the_document(public):
    """The case to beat: 89 responses published as 77 organisations and 12 people, or not quite."""
    right = contents.Figure("Submissions", 89, 89, (("organisations", 77), ("people", 12)))
    whole = replace(gathered(), figures=(right,))
    check_figures(whole)
    wrong = replace(right, parts=(("organisations", 77), ("people", 11)))
    with pytest.raises(FiguresError, match=r"77 \+ 11 = 88"):
        check_figures(replace(whole, figures=(wrong,)))
    with pytest.raises(FiguresError, match="89 in the register, but the document lists 88"):
        check_figures(replace(whole, figures=(replace(right, listed=88),)))


def test_entries_that_do_not_fit_together_stop_it_too(public):
    whole = gathered()
    section = whole.sections[0]
    first = section.entries[0]

    def with_first(**changed):
        entries = (replace(first, **changed), *section.entries[1:])
        return replace(whole, sections=(replace(section, entries=entries), *whole.sections[1:]))

    for changed, told in (
        ({"number": 9}, "not numbered"),
        ({"organisations": ("Nobody Known",)}, "does not quote"),
        ({"people": 40}, "counts 4"),
        ({"decision": "perhaps"}, "counts"),
    ):
        with pytest.raises(FiguresError, match=told):
            check_figures(with_first(**changed))
    with pytest.raises(FiguresError, match="holds 1 answers, not 2"):
        check_written("response.docx", 1, whole)


def test_an_answer_lost_on_the_way_stops_the_document(lead, public, monkeypatch):
    monkeypatch.setattr(contents.public, "answers", lambda: published.answers()[:1])
    with pytest.raises(FiguresError, match="report it"):
        actions.make_response(by=lead, title="Our response")
    assert not ResponseDocument.objects.exists()


def words_of(name, data):
    if name.endswith(".docx"):
        document = Document(io.BytesIO(data))
        tables = [c.text for t in document.tables for row in t.rows for c in row.cells]
        return " ".join([p.text for p in document.paragraphs] + tables)
    if name.endswith(".pdf"):
        with pypdfium2.PdfDocument(data) as document:
            return " ".join(sheet.get_textpage().get_text_range() for sheet in document)
    return re.sub(r"<[^>]+>", " ", data.decode())


@pytest.mark.slow
@pytest.mark.parametrize("make", [html.as_html, docx.as_docx, pdf.as_pdf])
def test_every_format_says_the_same_and_names_no_person(public, make):
    name = {html.as_html: ".html", docx.as_docx: ".docx", pdf.as_pdf: ".pdf"}[make]
    said = " ".join(words_of(name, make(gathered())).replace("\ufffe", "").split())
    for words in (
        "Our response",
        "We read it all.",
        "1 organisation and 1 member of the public: Lanternside",
        "A member of the public",
        "You are right.",
        "from members of the public",
        "have no answer yet",
    ):
        assert words in said, words
    assert "Jane" not in said
    assert "#1 *x* $y$" in said


@pytest.mark.slow
def test_the_pdf_is_tagged_and_the_same_each_time(public):
    first, again = pdf.as_pdf(gathered()), pdf.as_pdf(gathered())
    assert first == again
    assert b"pdfuaid" in first
    with pypdfium2.PdfDocument(first) as document:
        assert document.is_tagged()


@pytest.mark.slow
def test_odd_characters_break_no_format(lead, public):
    odd = replace(gathered(), introduction="Tab\tnull\x0b bell\x07 <b>&amp; \\u0007 \\ #eval")
    for make in (html.as_html, docx.as_docx, pdf.as_pdf):
        assert make(odd)


@pytest.mark.slow
def test_a_symbol_that_no_font_has_is_named_in_the_pdf(public):
    made = pdf.as_pdf(replace(gathered(), introduction="We agree \U0001fae1\ufe0f."))
    said = words_of(".pdf", made)
    assert "saluting face" in said or "\U0001fae1" in said


@pytest.mark.slow
def test_letters_that_no_font_has_are_told(public, monkeypatch):
    cuneiform = replace(gathered(), introduction="\U00012000\U00012001")
    with pytest.raises(UnwritableError, match="fonts-noto"):
        pdf.as_pdf(cuneiform)


@pytest.fixture
def draft(lead, public):
    return actions.make_response(by=lead, title="Our response", introduction="Thank you.")


@pytest.mark.slow
def test_a_draft_is_made_anew_and_published_as_it_was_made(lead, draft):
    assert published.responses() == ()
    assert published.response_file(1, "response.pdf") is None
    again = actions.make_response(by=lead, title="Our whole response")
    assert (again.pk, again.number) == (draft.pk, 1)
    with pytest.raises(IllegalMoveError, match="made anew meanwhile"):
        actions.publish_response(by=lead, response=again, sha256=draft.sha256)
    actions.publish_response(by=lead, response=again, sha256=again.sha256)
    (told,) = published.responses()
    assert (told.title, told.sha256) == ("Our whole response", again.sha256)
    assert {f.name for f in told.files} >= {"response.html", "response.docx", "response.pdf"}
    assert published.response_file(1, "response.pdf").startswith(b"%PDF")
    assert published.response_file(1, "other") is None
    with pytest.raises(IllegalMoveError, match="is public"):
        actions.publish_response(by=lead, response=again)
    for act in (
        lambda: ResponseDocument.objects.update(title="Nicer"),
        lambda: ResponseDocument.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="published response"), transaction.atomic():
            act()
    assert actions.make_response(by=lead, title="The second").number == 2


@pytest.mark.slow
def test_what_changed_since_the_draft_stops_its_publication(lead, draft, public):
    actions.withdraw_answer(by=lead, answer=public[1])
    with pytest.raises(IllegalMoveError, match="Make it again"):
        actions.publish_response(by=lead, response=draft)


@pytest.mark.slow
def test_a_file_that_was_touched_is_not_served(lead, draft):
    actions.publish_response(by=lead, response=draft)
    (files.folder(1) / "response.html").write_text("We accept nothing.")
    with pytest.raises(TamperedError, match="changed"):
        published.response_file(1, "response.html")
    files.remove(1)
    assert not files.folder(1).exists()


@pytest.mark.slow
def test_a_draft_that_was_touched_is_not_published(lead, draft):
    (files.folder(1) / "response.pdf").write_bytes(b"%PDF nothing")
    with pytest.raises(TamperedError):
        actions.publish_response(by=lead, response=draft)


@pytest.mark.slow
def test_it_is_made_read_and_published_on_a_page(desk, public):
    assert "Make a draft" in page(desk, "consultation:responses")
    empty = desk.post("/staff/consultation/responses/", {"title": ""})
    assert "Give the document a title" in empty.content.decode()
    made = desk.post("/staff/consultation/responses/", {"title": "Ours"}, follow=True)
    assert "The draft is made" in made.content.decode()
    row = ResponseDocument.objects.get()
    assert desk.get("/staff/consultation/responses/1/response.pdf").status_code == 200
    assert desk.get("/staff/consultation/responses/1/nothing.pdf").status_code == 404
    stale = desk.post("/staff/consultation/responses/1/publish/", {"sha256": "x"}, follow=True)
    assert "made anew meanwhile" in stale.content.decode()
    done = desk.post(
        "/staff/consultation/responses/1/publish/", {"sha256": row.sha256}, follow=True
    )
    assert "The response is published" in done.content.decode()
    reader = Client()
    assert row.sha256 in reader.get("/responses/1/").content.decode()
    shown = reader.get("/responses/1/response.html")
    assert "sha256-" in shown["Content-Security-Policy"]
    assert "script-src" not in shown["Content-Security-Policy"].replace("script-src 'none'", "")


def test_figures_that_do_not_add_up_are_told_on_the_page(desk, public, monkeypatch):
    monkeypatch.setattr(contents.public, "answers", lambda: published.answers()[:1])
    told = desk.post("/staff/consultation/responses/", {"title": "Ours"})
    assert "Nothing was written" in told.content.decode()


def test_only_who_publishes_answers_makes_it(person, public):
    who = person("analyst")
    for act in ("make_response", "publish_response"):
        wanted = {"title": "x"} if act == "make_response" else {"response": None}
        with pytest.raises(PermissionDenied):
            getattr(actions, act)(by=who, **wanted)


def test_an_empty_consultation_has_a_response_too(db, folder):
    empty = gathered()
    check_figures(empty)
    assert html.entries_in(html.as_html(empty)) == 0
    assert Submission.objects.count() == 0
