"""DOCX, ODT, web pages, email: headings, lists, tables, notes and what is left out."""

import docx
import pytest

from avow.analysis.documents import UnreadableDocumentError, parse_plan, read_document
from tests.analysis.documents.made import docx_bytes, message, odt, read, repacked, run

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def headings(document):
    return [(m.level, document.text[m.start : m.end]) for m in document.headings]


def plan_docx():
    made = docx.Document()
    made.add_heading("Our plan", 0)
    made.add_heading("Pillar one: Care", 1)
    made.add_heading("Commitment 1: Tell victims", 2)
    made.add_paragraph("We will tell every victim.")
    made.add_paragraph("We will name an officer", style="List Bullet")
    made.add_paragraph("We will call", style="List Bullet")
    made.add_heading("Commitment 2: Refer victims", 2)
    made.add_paragraph("We will open a hub", style="List Number")
    made.add_paragraph("We will publish", style="List Number")
    return made


def test_word_headings_and_lists_by_style():
    found = read(docx_bytes(plan_docx()), "docx")
    assert headings(found)[:2] == [(1, "Our plan"), (1, "Pillar one: Care")]
    assert "- We will name an officer\n- We will call\n" in found.text
    assert "1. We will open a hub\n2. We will publish" in found.text
    plan = parse_plan(found.text, "plan.docx", found.structure)
    assert [(c.number, len(c.actions)) for c in plan.commitments] == [("1", 2), ("2", 2)]
    assert found.pages is None
    assert found.place(found.text.index("We will call")).label == "line 10"


def test_word_tables_by_row():
    made = docx.Document()
    table = made.add_table(3, 2)
    for row, cells in enumerate((("Area", "Owner"), ("Hub", "Lead"), ("A" * 70, "Yes, we do."))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    table.cell(2, 1).add_paragraph("And more.")
    text = read(docx_bytes(made), "docx").text
    assert text == f"Area\tOwner\nHub\tLead\n\n{'A' * 70}\n\nYes, we do.\n\nAnd more."


def test_word_footnotes_are_apart():
    made = docx.Document()
    paragraph = made.add_paragraph("We were not called back.")
    run(paragraph, "w:footnoteReference", id="2")
    paragraph.add_run(" It hurt.")
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>See page 4.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    found = read(repacked(docx_bytes(made), word__footnotes=notes), "docx")
    assert found.text == "We were not called back. It hurt."
    assert [(n.mark, n.text) for n in found.notes] == [("2", "See page 4.")]
    assert found.text[: found.notes[0].at] == "We were not called back."


def test_word_pages_come_from_where_word_last_broke_them():
    made = docx.Document()
    made.add_paragraph("On the first.")
    second = made.add_paragraph("")
    run(second, "w:lastRenderedPageBreak")
    second.add_run("On the second.")
    found = read(docx_bytes(made), "docx")
    assert found.pages == 2
    assert found.place(found.text.index("first")).page == 1
    assert found.place(found.text.index("second")).label == "page 2, line 3"


def test_word_changes_comments_fields_and_boxes():
    made = docx.Document()
    paragraph = made.add_paragraph("Kept")
    body = (
        f'<w:p {W}><w:del w:id="1"><w:r><w:delText>gone</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>new words</w:t><w:tab/><w:t>here</w:t><w:br/><w:t>below</w:t>'
        "<w:noBreakHyphen/><w:t>it</w:t></w:r></w:ins>"
        "<w:r><w:instrText>PAGE 3</w:instrText></w:r>"
        "<w:r><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:r></w:p>"
    )
    paragraph._p.addnext(docx.oxml.parse_xml(body))
    comments = f"<w:comments {W}/>"
    found = read(repacked(docx_bytes(made), word__comments=comments), "docx")
    assert found.text == "Kept\n\nnew words\there\nbelow-it\n\nIn a box"
    assert [w.split(" has ")[1][:8] for w in found.warnings] == ["tracked ", "comments"]


def test_word_without_styles_takes_short_bold_lines_for_headings():
    made = docx.Document()
    made.add_paragraph().add_run("Who answers for it").bold = True
    made.add_paragraph("The chief does.")
    made.add_paragraph().add_run("This is a whole sentence in bold.").bold = True
    assert headings(read(docx_bytes(made), "docx")) == [(2, "Who answers for it")]


def test_word_contents_lists_are_left_out():
    made = plan_docx()
    style = made.styles.add_style("toc 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    made.add_paragraph("Pillar one 3", style=style)
    assert "Pillar one 3" not in read(docx_bytes(made), "docx").text


def test_word_numbering_counts_as_the_document_says():
    made = docx.Document()
    shapes = (("upperLetter", "%1)"), ("lowerRoman", "%1.%2"), ("bullet", "·"))
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{kind}"/><w:lvlText w:val="{shape}"/></w:lvl>'
        for n, (kind, shape) in enumerate(shapes)
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="9"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    for depth, words in ((0, "one"), (1, "sub"), (1, "sub two"), (2, "dot"), (0, "two"), (1, "a")):
        paragraph = made.add_paragraph(words)
        number = f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="9"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(docx.oxml.parse_xml(number))
    text = read(repacked(docx_bytes(made), word__numbering=numbering), "docx").text
    assert text.split("\n") == [
        "A) one", "  A.i sub", "  A.ii sub two", "    - dot", "B) two", "  B.i a",
    ]  # fmt: skip


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


def test_word_that_is_damaged_or_empty_is_refused():
    for part, words in (("<document/>", "no body"), ("<w", "cannot be read")):
        with pytest.raises(UnreadableDocumentError, match=words):
            read(repacked(docx_bytes(docx.Document()), word__document=part), "docx")
    with pytest.raises(UnreadableDocumentError, match="no words in it"):
        read(docx_bytes(docx.Document()), "docx")
    numbering = repacked(docx_bytes(plan_docx()), word__numbering="<w")
    assert "- We will call" in read(numbering, "docx").text


def test_word_outline_levels_make_headings_too():
    made = docx.Document()
    paragraph = made.add_paragraph("By its level")
    level = f'<w:outlineLvl {W} w:val="1"/>'
    paragraph._p.get_or_add_pPr().append(docx.oxml.parse_xml(level))
    made.add_paragraph("Text.")
    assert headings(read(docx_bytes(made), "docx")) == [(2, "By its level")]
