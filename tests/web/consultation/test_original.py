"""The document as it was sent: kept encrypted, opened at a quote, every opening traced."""

import importlib
from datetime import date

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from avow.analysis.documents import UnreadableDocumentError
from avow.web.audit.models import Event
from avow.web.consultation import actions
from avow.web.consultation.models import Original, Submission
from avow.web.core.sealing import SealError
from avow.web.core.uploads import taken_from

SOURCE = """
#set page(header: [Lanternside], footer: context [Page #counter(page).display()])
= What we ask
We welcome the draft. The force should name one officer for every victim within five days.
#footnote[See our report.]
#pagebreak()
= Openness
We recommend that the force publishes outcomes by ethnicity each quarter.
"""


@pytest.fixture(scope="module")
def pdf():
    return typst.compile(SOURCE.encode())


@pytest.fixture(scope="module")
def taken(pdf):
    return taken_from(pdf, "lanternside.pdf")


@pytest.fixture
def sent(lead, version, taken):
    return actions.import_submission(
        by=lead,
        taken=taken,
        organisation="Lanternside",
        received_on=date(2026, 3, 2),
        version=version,
    )


@pytest.fixture
def pasted(lead, version):
    return actions.import_submission(
        by=lead,
        text="The force should publish outcomes each quarter.",
        organisation="Somebody",
        received_on=date(2026, 3, 2),
        version=version,
    )


def page(desk, submission, **asked):
    response = desk.get(reverse("consultation:original", args=[submission.pk]), asked)
    return response.content.decode()


def test_the_file_is_kept_as_it_was_sent_and_not_in_clear(sent, pdf):
    held = Original.objects.get(submission=sent)
    assert (held.file(), held.kind, held.pages, held.size) == (pdf, "pdf", 2, len(pdf))
    assert pdf[100:160] not in bytes(held.sealed)
    assert b"Lanternside" not in bytes(held.places)
    assert held.document(sent.text).notes[0].text == "See our report."


def test_a_file_moved_to_another_row_does_not_open(sent):
    held = Original.objects.get(submission=sent)
    held.sealed, held.places = held.places, held.sealed
    with pytest.raises(SealError):
        held.file()
    with pytest.raises(SealError):
        held.document("")


@pytest.mark.parametrize(
    "change",
    ["UPDATE consultation_original SET name = 'x'", "DELETE FROM consultation_original"],
)
def test_the_database_refuses_to_change_or_drop_it(sent, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(change)


def test_an_empty_file_cannot_be_kept(sent):
    row = Original(submission=sent, name="a", kind="pdf", size=0, sealed=b"", places=b"")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()


def test_each_quote_links_to_its_page_and_line(desk, sent):
    text = desk.get(reverse("consultation:review", args=[sent.pk])).content.decode()
    rows = list(sent.recommendations.order_by("start"))
    assert "page 1, line 2" in text
    assert "page 2, line 2" in text
    assert f"/original/?quote={rows[0].pk}" in text


@pytest.mark.slow
def test_a_quote_opens_its_page_with_the_words_boxed_and_the_text_beside(desk, sent):
    row = sent.recommendations.order_by("start").last()
    text = page(desk, sent, quote=row.pk)
    assert "Page 2 of 2" in text
    assert 'href="data:image/png;base64,' in text
    assert text.count("<rect") == 1
    assert '<mark class="av-mark av-mark--current" id="quote">We recommend' in text
    assert "name one officer" not in text
    assert "Left out of the text" in text


@pytest.mark.slow
def test_a_page_is_opened_by_number_and_shows_its_footnotes(desk, sent):
    text = page(desk, sent, page=1)
    assert "See our report." in text
    assert "<rect" not in text
    assert "Page 2 of 2" in page(desk, sent, page="99")
    assert "Page 1 of 2" in page(desk, sent, page="x", quote="nonsense")


@pytest.mark.slow
def test_each_opening_and_each_download_is_traced(desk, lead, sent, pdf):
    row = sent.recommendations.order_by("start").last()
    page(desk, sent, quote=row.pk)
    response = desk.get(reverse("consultation:original-file", args=[sent.pk]))
    assert response.content == pdf
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="lanternside.pdf"'
    seen = Event.objects.filter(verb__startswith="original.").order_by("number")
    assert [event.verb for event in seen] == ["original.opened", "original.downloaded"]
    assert seen[0].detail == {"page": 2}
    assert seen[0].actor == str(lead.pk)


def test_what_was_pasted_has_no_original(desk, pasted):
    for name in ("original", "original-file"):
        address = reverse(f"consultation:{name}", args=[pasted.pk])
        assert desk.get(address).status_code == 404
    text = desk.get(reverse("consultation:review", args=[pasted.pk])).content.decode()
    assert "/original/" not in text


@pytest.mark.slow
def test_other_formats_open_as_text_with_the_line_marked(desk, lead, version):
    lines = [f"Line {n} of the letter says little." for n in range(1, 700)]
    lines[500] = "The force should answer every woman within five days."
    sent = actions.import_submission(
        by=lead,
        taken=taken_from("\n\n".join(lines).encode(), "letter.txt"),
        organisation="Somebody",
        received_on=date(2026, 3, 2),
        version=version,
    )
    row = sent.recommendations.get()
    text = page(desk, sent, quote=row.pk)
    assert '<li value="1001"><mark' in text
    assert "Line 1 of the letter" not in text
    assert "Earlier lines" in text
    assert "Later lines" not in text
    assert "Later lines" in page(desk, sent)


def test_a_page_that_cannot_be_drawn_still_shows_its_words(desk, sent, monkeypatch):
    def refuse(*_):
        raise UnreadableDocumentError("lanternside.pdf has no page 1 that can be shown.")

    monkeypatch.setattr(
        importlib.import_module("avow.web.consultation.views.original"), "page_image", refuse
    )
    text = page(desk, sent, page=1)
    assert "has no page 1 that can be shown. Its words are below." in text
    assert "name one officer" in text


@pytest.mark.slow
def test_a_document_comes_in_through_the_form_with_what_to_know_of_it(desk, version, pdf):
    data = {
        "organisation": "Lanternside",
        "kind": "organisation",
        "received_on": "2026-03-02",
        "version": version.pk,
        "document": SimpleUploadedFile("letter.docx", pdf),
    }
    text = desk.post(reverse("consultation:import"), data, follow=True).content.decode()
    assert "letter.docx is a PDF, whatever its name ends in" in text
    assert Submission.objects.get().original.name == "letter.docx"


@pytest.mark.slow
def test_what_cannot_be_read_leaves_nothing_behind(desk, version):
    before = Event.objects.count()
    blank = typst.compile(b"#rect()")
    data = {
        "organisation": "Lanternside",
        "kind": "organisation",
        "received_on": "2026-03-02",
        "version": version.pk,
        "document": SimpleUploadedFile("scan.pdf", blank),
    }
    text = desk.post(reverse("consultation:import"), data).content.decode()
    assert "scan.pdf has no text in it" in text
    assert not Submission.objects.exists()
    assert not Original.objects.exists()
    assert Event.objects.count() == before


@pytest.mark.slow
def test_what_is_read_is_shown_before_anything_is_kept(desk, version, pdf):
    address = reverse("consultation:import")
    files = {"do": "check", "document": SimpleUploadedFile("lanternside.pdf", pdf)}
    text = desk.post(address, files).content.decode()
    assert "2 pages" in text
    assert "1 footnote, kept apart" in text
    assert "name one officer for every victim" in text
    assert "Say who sent it" not in text
    bad = {"do": "check", "document": SimpleUploadedFile("a.pdf", b"%PDF-1.7 broken")}
    assert "a.pdf is damaged" in desk.post(address, bad).content.decode()
    assert "Choose a file, or paste" in desk.post(address, {"do": "check"}).content.decode()
    assert not Submission.objects.exists()
