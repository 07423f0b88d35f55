"""ODT, web pages, email: headings, lists, tables, notes and what is left out."""

import pytest

from avow.analysis.documents import UnreadableDocumentError, read_document
from tests.analysis.documents.made import headings, message, odt, read, repacked

ODT = """
<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
<text:p text:style-name="P1">Our plan</text:p>
<text:h text:outline-level="2">Care <text:span>for</text:span> victims</text:h>
<text:p>We<text:s/>were <text:note><text:note-citation>1</text:note-citation><text:note-body>
<text:p>See page 4.</text:p></text:note-body></text:note>heard.<text:line-break/>Below<text:tab/>it
<office:annotation><text:p>aside</text:p></office:annotation></text:p>
<text:list text:style-name="L1"><text:list-item><text:p>one</text:p>
<text:list><text:list-item><text:p>within</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>two</text:p></text:list-item></text:list>
<text:soft-page-break/>
<text:section><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>
<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table></text:section>
<text:p><draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></text:p>
"""


ODT_STYLES = (
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/>'
    '<text:list-level-style-number text:level="2"/></text:list-style>'
)


def test_an_opendocument_text():
    found = read(odt(ODT, ODT_STYLES), "odt")
    assert found.text == (
        "Our plan\n\nCare for victims\n\nWe were heard.\nBelow\tit\n\n"
        "1. one\n  1. within\n2. two\n\na\tb\n\nIn a box"
    )
    assert headings(found) == [(1, "Our plan"), (2, "Care for victims")]
    assert [(n.mark, n.text) for n in found.notes] == [("1", "See page 4.")]
    assert found.text[: found.notes[0].at].endswith("We were ")
    assert found.pages == 2
    assert found.place(found.text.index("In a box")).page == 2
    assert "tracked changes" in found.warnings[0]


PAGE = """<!doctype html><html><head><title>T</title><style>p{}</style></head><body>
<header><nav><a>Menu</a></nav></header><div class="cookie-banner">We use cookies</div>
<main><h1>Our answer</h1><p>We were<br>heard by   <b>nobody</b>.</p><script>bad()</script>
<ol><li>first<ul><li>within</li></ul></li><li><p>second</p></li></ol>
<table><tr><th>Area</th><th>Owner</th></tr><tr><td>Hub</td><td><p>Lead</p></td></tr></table>
<h2>Closing</h2>Loose words<p hidden>secret</p><p style="display: none">secret</p>
<div aria-hidden="true">secret</div></main><footer>Imprint</footer></body></html>"""


def test_a_web_page_without_its_menus():
    found = read(PAGE.encode(), "html")
    assert found.text == (
        "Our answer\n\nWe were\nheard by nobody.\n\n1. first\n  - within\n2. second\n\n"
        "Area\tOwner\nHub\tLead\n\nClosing\n\nLoose words"
    )
    assert headings(found) == [(1, "Our answer"), (2, "Closing")]


@pytest.mark.parametrize(
    "data",
    [
        "<p>caf\u00e9</p>".encode(),
        b'<meta charset="iso-8859-1"><p>caf\xe9</p>',
        b'<?xml version="1.0" encoding="latin-1"?><p>caf\xe9</p>',
        b'<meta charset="no-such-thing"><p>caf\xe9</p>',
        "<p>caf\u00e9</p>".encode("utf-16"),
    ],
)
def test_a_web_page_in_any_encoding(data):
    assert read(data, "html").text == "caf\u00e9"


def test_a_web_page_without_words_is_refused():
    with pytest.raises(UnreadableDocumentError, match="without words of its own"):
        read(b"<html><body><script>draw()</script></body></html>", "html")


REPLY = """Thank you for asking.

The force should open a hub.
- In each borough

On Monday, somebody wrote:
> Please answer.
> By Friday.
"""


def test_an_email_with_its_history_marked_and_what_was_attached_named():
    found = read(message(REPLY, attached=("answer.pdf", "photo.jpg")), "email")
    assert found.text == "Our answer to the plan\n\n" + REPLY.strip().replace(
        "\n\nOn Monday, somebody wrote:\n>", "\n\n> On Monday, somebody wrote:\n>"
    )
    assert found.is_quoted(found.text.index("By Friday"))
    assert not found.is_quoted(found.text.index("The force"))
    assert found.attachments == ("answer.pdf", "photo.jpg")
    assert len(found.warnings) == 2
    assert found.structure == ()


def test_other_ways_to_quote_and_a_body_that_is_a_web_page():
    text = "Yes.\n\n-----Original Message-----\nFrom: A\nSent: Monday\nWhat say you?\n"
    found = read(message(text), "email")
    assert "> What say you?" in found.text
    inline = read(message("> You asked.\nWe answer: yes.\n"), "email")
    assert not inline.is_quoted(inline.text.index("We answer"))
    page = "<p>Yes.</p><p>From: A</p><p>Sent: Monday</p><p>Old words</p>"
    found = read(message("", html=page), "email")
    assert (
        found.text == "Our answer to the plan\n\nYes.\n\n> From: A\n\n> Sent: Monday\n\n> Old words"
    )


def test_an_email_without_words_names_what_is_attached():
    with pytest.raises(UnreadableDocumentError, match=r"Attached to it: answer\.pdf"):
        read(message("\n", attached=("answer.pdf",)), "email")


def test_a_memo_in_plain_text_is_no_email():
    memo = b"To: The force\nFrom: A charity\nDate: Monday\nSubject: Plan\n\nWe ask for a hub."
    assert read_document(memo, "memo.txt").text.startswith("To: The force")


def test_markdown_is_the_files_own_text():
    found = read_document(b"# Plan\r\n\r\n- one\r\n", "plan.md")
    assert (found.kind, found.text) == ("markdown", "# Plan\n\n- one\n")
    assert [s.line for s in found.spans] == [1, 3]


def test_pieces_of_mail_in_odd_encodings_are_read_as_far_as_they_go():
    odd = (
        b"Message-ID: <1@x.example>\nSubject: =?no-such?q?caf?=\nContent-Type: text/plain; "
        b"charset=no-such\n\ncaf\xe9\n"
    )
    assert read(odd, "email").text.endswith("café")
    several = (
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: "
        b"application/pdf\nContent-Disposition: attachment\n\ndata\n--x--\n"
    )
    with pytest.raises(UnreadableDocumentError, match="a file without a name"):
        read(several, "email")


def test_a_locked_opendocument_and_one_that_is_no_text():
    with pytest.raises(UnreadableDocumentError, match="with a password"):
        read(odt("<text:p>x</text:p>", manifest="<m><encryption-data/></m>"), "odt")
    sheet = repacked(odt(""), content="<office/>")
    with pytest.raises(UnreadableDocumentError, match="but no text"):
        read(sheet, "odt")
    with pytest.raises(UnreadableDocumentError, match="no words in it"):
        read(odt("<text:p/>"), "odt")


def test_lists_nested_without_end_are_read_as_words():
    depth = 90
    lists = "<text:list><text:list-item>" * depth + "<text:p>words</text:p>"
    lists += "</text:list-item></text:list>" * depth
    assert "words" in read(odt(lists), "odt").text
    sections = "<text:section>" * depth + "<text:p>words</text:p>" + "</text:section>" * depth
    assert "words" in read(odt(sections), "odt").text


def test_a_page_nested_without_end_is_read_as_words_with_a_warning():
    page = b"<script>bad()</script>" + b"<div>" * 6_000 + b"words &amp; more"
    found = read(page, "html")
    assert found.text == "words & more"
    assert "nests its parts far deeper" in found.warnings[0]
