"""Word documents: headings, lists, tables, notes, pages and what is left out."""

import docx
import pytest

from avow.analysis.documents import UnreadableDocumentError, parse_plan
from tests.analysis.documents.made import docx_bytes, headings, read, repacked, run

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


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
