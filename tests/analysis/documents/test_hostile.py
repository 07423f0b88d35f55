"""Broken and hostile files: a message that says what, where and what to do; never a crash."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import docx
import pytest

from avow.analysis.documents import (
    LIMITS,
    UnreadableDocumentError,
    page_image,
    read_document,
)
from avow.analysis.documents import confined as room
from avow.analysis.documents.formats.packages import Package
from tests.analysis.documents.made import BODY, docx_bytes, message, odt, pdf, read, repacked

SMALL = pdf(f"#set page(width: 12cm, height: 12cm)\n{BODY}")
WORD = docx_bytes(docx.Document())
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document>&c;</w:document>'
)


def zipped(**parts):
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return held.getvalue()


def lying(data, declared):
    """Return a package that declares another size for its first part than it has."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        size = package.infolist()[0].file_size
    return data.replace(size.to_bytes(4, "little"), declared.to_bytes(4, "little"))


REFUSED = {
    "nothing": (b"", "a.x is empty"),
    "white space": (b" \n\t\r\n", "a.x is empty"),
    "a cut PDF": (SMALL[: len(SMALL) // 3], "a.x is damaged: it starts as a PDF"),
    "a PDF in name": (b"%PDF-1.7\nnothing of one", "a.x is damaged"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"old Word file \(\.doc\)"),
    "locked Word": (
        b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "protected with a password",
    ),
    "RTF": (rb"{\rtf1 words}", "an RTF file"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(40), "a picture"),
    "a program": (b"\x7fELF" + bytes(40), "a program"),
    "gzip": (b"\x1f\x8b\x08" + bytes(40), "compressed file"),
    "zip without a document": (zipped(a="b"), "zip file without a document"),
    "a spreadsheet": (zipped(xl__workbook_xml="x"), "a spreadsheet"),
    "slides": (zipped(ppt__presentation_xml="x"), "slides"),
    "a cut package": (WORD[: len(WORD) // 2], "a.x is damaged"),
    "XML that is none": (repacked(WORD, word__document="<w:document"), "part word/document.xml"),
    "no body": (repacked(WORD, word__document="<document/>"), "it has no body"),
    "no words in Word": (WORD, "no words in it"),
    "no words in ODT": (odt(""), "no words in it"),
    "a drawing": (odt("").replace(b"office:text", b"office:draw"), "a.x"),
    "a locked ODT": (odt("<text:p>x</text:p>", manifest="encryption-data"), "with a password"),
    "laughs in Word": (repacked(WORD, word__document=LAUGHS), "declares entities of its own"),
    "laughs in styles": (repacked(WORD, word__styles=LAUGHS), "entities of its own"),
    "no words in mail": (message("\n"), "message without words"),
    "no words on a page": (b"<!doctype html><title>x</title>", "without words of its own"),
    "nulls": (b"words\0\0words", "not a text file"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do(data, words):
    with pytest.raises(UnreadableDocumentError, match=words) as refused:
        read_document(data, "a.x")
    said = str(refused.value)
    assert said.startswith("a.x ")
    assert "{" not in said
    assert re.search(r"[Ss]ave|[Cc]hoose|[Aa]sk|Unpack|Print", said)


def test_a_pdf_with_a_password_is_refused():
    # Standard security handler, revision 2, with a user password: the check of it fails.
    locked = SMALL.replace(b"trailer\n<<", b"trailer\n<<\n/Encrypt << /Filter /Standard /V 1 /R 2 "
        b"/O (" + b"a" * 32 + b") /U (" + b"b" * 32 + b") /P -4 >>\n/ID [(x) (x)]\n")  # fmt: skip
    if b"/Encrypt" not in locked:
        locked = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages" \
            b"/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R/ID[(x)(x)]/Encrypt<</Filter/Standard" \
            b"/V 1/R 2/O(" + b"a" * 32 + b")/U(" + b"b" * 32 + b")/P -4>>>>\n%%EOF"  # fmt: skip
    with pytest.raises(UnreadableDocumentError, match="protected with a password"):
        read(locked, "pdf")


def test_a_wrong_ending_is_recognised_by_content():
    found = read_document(SMALL, "letter.docx")
    assert found.kind == "pdf"
    assert found.warnings == (
        "letter.docx is a PDF, whatever its name ends in, and was read as such.",
    )


def test_a_bomb_is_refused_by_what_it_declares_and_by_what_it_is():
    bomb = zipped(word__document_xml=b"0" * 3_000_000)
    small = replace(LIMITS, unpacked=1_000_000, part=500_000)
    with pytest.raises(UnreadableDocumentError, match="unpacks to more than 1 MB"):
        Package(bomb, small)
    hidden = Package(lying(bomb, 90_000), small)
    with pytest.raises(UnreadableDocumentError, match=r"unpacks to more|is damaged"):
        hidden.read("word/document.xml")
    part = Package(bomb, replace(LIMITS, part=500_000))
    with pytest.raises(UnreadableDocumentError, match="unpacks to more"):
        part.read("word/document.xml")


def test_a_package_of_too_many_parts_is_refused():
    many = zipped(**{f"part{n}": "" for n in range(20)})
    with pytest.raises(UnreadableDocumentError, match="20 parts; a document has at most 10"):
        Package(many, replace(LIMITS, entries=10))


def test_a_part_that_is_locked_or_packed_in_an_unknown_way_is_named():
    data = bytearray(zipped(word__document_xml="x" * 100))
    where = data.index(b"PK\x01\x02")
    data[where + 8] |= 1
    data[6] |= 1
    with pytest.raises(UnreadableDocumentError, match="with a password"):
        Package(bytes(data), LIMITS).read("word/document.xml")


def test_too_large_too_long_too_many_pages():
    with pytest.raises(UnreadableDocumentError, match="larger than 0 MB"):
        read_document(b"words", "a.txt", replace(LIMITS, file=4))
    with pytest.raises(UnreadableDocumentError, match=r"a\.txt holds more than 3 letters"):
        read_document(b"words", "a.txt", replace(LIMITS, characters=3))
    pages = pdf("#set page(width: 4cm, height: 4cm)\na\n#pagebreak()\nb\n#pagebreak()\nc")
    with pytest.raises(UnreadableDocumentError, match="has 3 pages; at most 2 are read"):
        read_document(pages, "a.pdf", replace(LIMITS, pages=2))
    with pytest.raises(UnreadableDocumentError, match="more than 2 letters, by page 3"):
        read_document(pages, "a.pdf", replace(LIMITS, characters=2))
    page = f"<!doctype html><p>{BODY}</p>".encode()
    with pytest.raises(UnreadableDocumentError, match="more than 20 letters"):
        read_document(page, "a.html", replace(LIMITS, characters=20))


@pytest.mark.slow
def test_deep_nesting_is_read_or_refused_but_never_crashes():
    page = b"<!doctype html>" + b"<div>" * 60_000 + b"words" + b"</div>" * 60_000
    assert "words" in read_document(page, "a.html").text
    lists = b"<!doctype html>" + b"<ul><li>" * 20_000 + b"words"
    assert "words" in read_document(lists, "a.html").text
    deep = "<text:section>" * 5_000 + "<text:p>words</text:p>" + "</text:section>" * 5_000
    try:
        assert "words" in read_document(odt(deep), "a.odt").text
    except UnreadableDocumentError as error:
        assert "is damaged" in str(error)  # noqa: PT017 - either is right
    lists = "<text:list><text:list-item>" * 90 + "<text:p>words</text:p>"
    lists += "</text:list-item></text:list>" * 90
    assert "words" in read_document(odt(lists), "a.odt").text


def test_a_reader_that_hangs_is_given_up(monkeypatch):
    monkeypatch.setattr(room.sys, "executable", "/bin/sleep")
    monkeypatch.setattr(room, "_COMMAND", ["60"])
    with pytest.raises(UnreadableDocumentError, match=r"took longer than 0\.05 seconds"):
        room.read_confined(b"", "pdf", "a", replace(LIMITS, seconds=0.05))


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kill -SEGV $$", "made the reader stop"),
        ("kill -XCPU $$", "took longer than 60 seconds"),
        ("exit 3", "made the reader stop"),
        ("echo '{'", "made the reader stop"),
        ("echo '[]'", "made the reader stop"),
        ("""echo '{"memory": true}'""", "1,500 MB of memory"),
        ("""echo '{"refused": "{name} is odd."}'""", "{name} is odd."),
    ],
)
def test_a_reader_that_dies_takes_nothing_with_it(monkeypatch, command, words):
    monkeypatch.setattr(room.sys, "executable", "/bin/sh")
    monkeypatch.setattr(room, "_COMMAND", ["-c", command])
    with pytest.raises(UnreadableDocumentError, match=re.escape(words)):
        room.read_confined(b"data" * 100_000, "pdf", "a", LIMITS)


@pytest.mark.slow
def test_memory_and_time_are_bounded_for_good():
    with pytest.raises(UnreadableDocumentError, match=r"of memory|made the reader stop"):
        read_document(SMALL, "a.pdf", replace(LIMITS, memory=20_000_000))


def test_the_reader_gets_no_key_of_the_site(monkeypatch):
    monkeypatch.setenv("AVOW_FIELD_KEYS", "secret")
    monkeypatch.setattr(room.sys, "executable", "/bin/sh")
    monkeypatch.setattr(
        room, "_COMMAND", ["-c", """echo "{\\"refused\\": \\"[$AVOW_FIELD_KEYS]\\"}" """]
    )
    with pytest.raises(UnreadableDocumentError, match=r"^\[\]$"):
        room.read_confined(b"", "pdf", "a", LIMITS)


def test_a_system_without_files_in_memory_uses_one_that_is_gone_at_once(monkeypatch):
    monkeypatch.delattr(room.os, "memfd_create")
    assert read_document(SMALL, "a.pdf").pages == 1


def test_a_page_is_drawn_and_what_has_none_is_refused():
    image = page_image(SMALL, 1, width=200)
    assert image.png.startswith(b"\x89PNG")
    assert (round(image.width), round(image.height)) == (340, 340)
    with pytest.raises(UnreadableDocumentError, match="has no page 7"):
        page_image(SMALL, 7)
    with pytest.raises(UnreadableDocumentError, match="is no PDF"):
        page_image(b"words", 1, "a.txt")


def test_a_page_of_a_mile_is_drawn_small():
    tall = pdf("#set page(width: 1cm, height: 5000cm)\nx")
    image = page_image(tall, 1, width=300)
    assert len(image.png) < 100_000


def test_letters_without_meaning_are_refused_as_such():
    strange = pdf("#set page(width: 12cm)\n" + "\u25a4\u2591\u25c8\u2a0b" * 60)
    with pytest.raises(UnreadableDocumentError, match="signs without meaning"):
        read(strange, "pdf")
