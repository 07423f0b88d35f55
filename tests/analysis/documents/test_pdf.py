"""PDF: headings, lists, columns, running heads, footnotes and hyphens, each with its place."""

import re
from io import BytesIO

import pypdfium2
import pytest

from avow.analysis.documents import UnreadableDocumentError, parse_plan, read_document
from avow.analysis.documents.formats.pdf.hyphens import Vocabulary
from avow.analysis.documents.formats.pdf.lines import Line
from avow.analysis.documents.formats.pdf.words import Word
from tests.analysis.documents.made import BODY, pdf, read

HEAD = """#set page(
  paper: "a4",
  header: [_Response of Lanternside_],
  footer: context [Page #counter(page).display() of 9],
)
#set text(size: 10.5pt, lang: "en")
"""
COLUMNS = f"""{HEAD}#set page(columns: 2)
#set par(justify: true)
#set text(hyphenate: true)
= What survivors told us
{BODY * 4} The call ended there.#footnote[See our annual report, and what it says of calls.]
{BODY * 3}
== What we ask
- We recommend that every victim has one named officer from the first report until the end.
- Publish the outcome of each complaint.
{BODY * 9} The left column ends and the right begins.
= Closing words
{BODY * 3}
#pagebreak()
= Second page
{BODY * 12}
"""
PLAN = f"""{HEAD}
#text(size: 24pt, weight: "bold")[Our plan on violence against women and girls]

{BODY}
= Pillar one: Care
== Commitment 1: Tell victims what happens
We will tell every victim what is happening in her case.
- We will name an officer for each victim
- We will call within five days
== Commitment 2: Refer victims
We will refer every victim to an adviser.
+ We will open a hub in each borough
+ We will publish waiting times
#pagebreak()
= Pillar two: Powers
== Commitment 3: Use protection orders
We will use the orders that the law gives us.
- We will act on each breach within a day
"""


@pytest.fixture(scope="module")
def columns():
    return read(pdf(COLUMNS), "pdf")


def test_headings_are_found_by_size_with_their_levels(columns):
    found = [(mark.level, columns.text[mark.start : mark.end]) for mark in columns.headings]
    assert found == [
        (1, "What survivors told us"),
        (2, "What we ask"),
        (1, "Closing words"),
        (1, "Second page"),
    ]


def test_columns_are_read_one_after_the_other(columns):
    text = columns.text
    assert text.index("survivors told us") < text.index("What we ask") < text.index("The left")
    assert "The left column ends and the right begins.\n\nClosing words" in text
    assert text.count(BODY.strip()) >= 20


def test_running_heads_feet_and_page_numbers_are_left_out(columns):
    assert "Lanternside" not in columns.text
    assert "of 9" not in columns.text
    assert set(columns.furniture) >= {"Response of Lanternside"}


def test_hyphens_of_line_breaks_are_joined(columns):
    assert not [word for word in columns.text.split() if word.endswith("-")]
    once = set(re.findall(r"[A-Za-z]+", BODY))
    told = columns.text[columns.text.index("Second page") + len("Second page") :]
    assert set(re.findall(r"[A-Za-z]+", told)) == once


def test_footnotes_are_apart_and_know_where_their_mark_stood(columns):
    (note,) = columns.notes
    assert (note.mark, note.page) == ("1", 1)
    assert note.text == "See our annual report, and what it says of calls."
    assert note.text not in columns.text
    assert columns.text[: note.at].endswith("The call ended there.")
    assert "there.1" not in columns.text


def test_items_keep_their_marks_and_stand_together(columns):
    start = columns.text.index("• We recommend")
    items = [mark for mark in columns.marks if mark.kind == "item"]
    assert items[0].start == start
    assert columns.text[items[0].end : items[1].start] == "\n"


def test_every_quote_knows_page_line_and_box(columns):
    start = columns.text.index("Publish the outcome")
    place = columns.place(start)
    assert place.page == 1
    assert place.label == f"page 1, line {place.line}"
    words = "one named officer from the first report until the end"
    start = columns.text.index(words)
    places = columns.places(start, start + len(words))
    assert [p.page for p in places] == [1] * len(places)
    lines = [p.line for p in places]
    assert lines == list(range(lines[0], lines[0] + len(lines)))
    for one in places:
        assert 60 < one.box.left < one.box.right < 540
        assert one.box.top < one.box.bottom
        assert one.box.width > 0
        assert one.box.height > 0
    assert columns.place(columns.text.index("Second page")).page == 2
    assert columns.place(columns.text.index("Second page")).line == 1


def test_a_part_of_a_line_gets_a_part_of_its_box(columns):
    span = next(s for s in columns.spans if len(s.stops) > 4)
    whole = columns.places(span.start, span.end)[0].box
    second = columns.places(span.stops[1][0], span.stops[2][0])[0].box
    assert whole.left < second.left < second.right < whole.right
    assert second.left == pytest.approx(span.stops[1][1])
    inside = columns.places(span.stops[1][0] + 1, span.end)[0].box
    assert second.left < inside.left < second.right


def test_the_text_is_the_pieces_on_its_lines(columns):
    for before, span in zip(columns.spans, columns.spans[1:], strict=False):
        assert before.end <= span.start
        assert columns.text[before.end : span.start].strip(" \n") == ""


def test_known_headings_make_a_plan_of_it():
    document = read(pdf(PLAN), "pdf", "plan.pdf")
    plan = parse_plan(document.text, document.name, document.structure)
    assert plan.title == "Our plan on violence against women and girls"
    assert [(p.number, p.title) for p in plan.pillars] == [("one", "Care"), ("two", "Powers")]
    assert [(c.number, c.title, len(c.actions)) for c in plan.commitments] == [
        ("1", "Tell victims what happens", 2),
        ("2", "Refer victims", 2),
        ("3", "Use protection orders", 1),
    ]


def test_a_heading_at_the_top_of_each_page_is_no_running_head():
    pages = "#pagebreak()\n".join(f"= Commitment {n}\nWe will do thing {n}.\n" for n in range(1, 6))
    text = read(pdf(HEAD + pages), "pdf").text
    assert [f"Commitment {n}" in text for n in range(1, 6)] == [True] * 5
    assert "Response of" not in text


def test_a_table_is_read_row_by_row():
    rows = ", ".join(f"[Borough {n}], [{n * 10}], [late]" for n in range(1, 9))
    text = read(pdf(f"{HEAD}{BODY}\n#table(columns: (1fr, 1fr, 1fr), {rows})"), "pdf").text
    assert "Borough 1\t10\tlate\nBorough 2\t20\tlate\n" in text


def test_paragraphs_go_on_over_columns_and_pages():
    text = read(pdf(f"{HEAD}#set page(height: 200pt)\n{BODY * 20}"), "pdf").text
    assert text == (BODY * 20).strip()


def test_bold_sentences_are_no_headings_and_bold_lines_are():
    asked = "The force should publish what it does every month, and say who decided."
    source = f"{HEAD}*Who answers for it*\n\n{BODY}\n\n*{asked}*\n\n{BODY}"
    document = read(pdf(source), "pdf")
    assert [document.text[m.start : m.end] for m in document.headings] == ["Who answers for it"]


def test_a_line_in_bold_within_a_paragraph_does_not_part_it():
    bold = "*Nobody should wait for weeks to be called back after a report or be left alone with*"
    source = f"{HEAD}#set par(justify: true)\n{BODY}{BODY}{bold} what happened. {BODY}"
    document = read(pdf(source), "pdf")
    assert document.headings == ()
    assert document.text.endswith("what happened. " + BODY.strip())
    assert document.text.count("\n\n") == 1


def test_a_web_address_broken_over_lines_is_whole():
    address = "https://charity.example/reports/2026/02/what-women-told-us/part-one/chapter-three"
    text = read(
        pdf(f'{HEAD}#set page(width: 9cm)\n{BODY}See #text("{address}") for it.'), "pdf"
    ).text
    assert f"See {address} for it." in text


def test_slanted_watermarks_are_left_out():
    source = f"{HEAD}#set page(background: rotate(24deg, text(60pt)[DRAFT]))\n{BODY}"
    assert "DRAFT" not in read(pdf(source), "pdf").text


def turned(data, quarters):
    held = BytesIO()
    document = pypdfium2.PdfDocument(data)
    document[0].set_rotation(90 * quarters)
    document.save(held)
    document.close()
    return held.getvalue()


def test_a_page_that_shows_its_words_upright_once_turned_is_read():
    block = f"#rotate(-90deg, reflow: true)[#block(width: 14cm)[{BODY}]]"
    source = f"#set page(width: 29.7cm, height: 21cm)\n{block}"
    document = read(turned(pdf(source), 1), "pdf")
    assert BODY.strip() in document.text
    box = document.place(document.text.index("women")).box
    assert 0 < box.left < box.right < 21 / 2.54 * 72
    assert 0 < box.top < box.bottom < 29.7 / 2.54 * 72


def test_words_set_sideways_are_told_of():
    both = f"{HEAD}#rotate(90deg, reflow: true)[#block(width: 9cm)[{BODY}]]\n{BODY}"
    assert "Page 1 of {name} held words set sideways" in read(pdf(both), "pdf").warnings[0]
    alone = pdf(f"#set page(width: 12cm, height: 12cm)\n{BODY}")
    with pytest.raises(UnreadableDocumentError, match="words set sideways, which cannot be read"):
        read(turned(alone, 1), "pdf")


def test_a_page_without_words_is_named():
    document = read(
        pdf(f"{HEAD}#set page(header: none, footer: none)\n#rect()\n#pagebreak()\n{BODY}"), "pdf"
    )
    assert document.pages == 2
    assert "Page 1 of {name} held no text" in document.warnings[0]


def test_no_text_layer_is_refused():
    with pytest.raises(UnreadableDocumentError, match="has no text in it: its one page"):
        read_document(pdf("#set page(width: 9cm)\n#rect()"), "letter.pdf")


def line(*words):
    return Line([Word(w, 10 * i, 10 * i + 9, 0, 10, 10, 10, False) for i, w in enumerate(words)])


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("vio-", "lence", "violence"),
        ("trauma-", "informed", "trauma-informed"),
        ("well-", "being", "well-being"),
        ("for-", "ward", "forward"),
        ("lead-", "ership", "leadership"),
        ("co-", "operate", "cooperate"),
        ("Anglo-", "Saxon", "Anglo-Saxon"),
        ("pre-", "and", "pre- and"),
        ("hap\u00ad", "pen", "happen"),
    ],
)
def test_the_document_decides_which_hyphens_stay(first, second, joined):
    known = line("for", "ward", "lead", "trauma", "informed", "well-being", "cooperate", "lead-")
    assert Vocabulary([known, line("ership", "hap", "pen")]).joined(first, second) == joined


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", b"%PDF-1.4\ntrailer<</Root 1 0 R>>\n%%EOF"])
def test_damaged_pdfs_are_refused(data):
    with pytest.raises(UnreadableDocumentError, match="is damaged"):
        read(data, "pdf")


def test_notes_in_a_table_and_small_print_stay_in_the_text():
    small = f"{HEAD}{BODY}\n\n#text(size: 7pt)[Small print without a mark.]"
    document = read(pdf(small), "pdf")
    assert "Small print without a mark." in document.text
    assert document.notes == ()


def test_three_columns_are_read_in_order():
    parts = "#colbreak()\n".join(f"{BODY * 5} The end of column {n}.\n" for n in (1, 2, 3))
    text = read(pdf(f"{HEAD}#set page(flipped: true, columns: 3)\n{parts}"), "pdf").text
    assert text.index("column 1.") < text.index("column 2.") < text.index("column 3.")
    assert text.count(BODY.strip()) == 15


def test_a_title_over_both_columns_parts_them():
    wide = '#place(top, scope: "parent", float: true, text(20pt)[A title over both of the columns])'
    text = read(pdf(f"{HEAD}#set page(columns: 2)\n{wide}\n{BODY * 30}"), "pdf").text
    assert text.replace("Response of Lanternside\n\n", "").startswith("A title over both")
    assert text.count(BODY.strip()) == 30
