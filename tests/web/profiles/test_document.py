"""What the document says of the facts, exact for the force and protected for partners."""

import io
import json
import re
from dataclasses import replace

import pypdfium2
import pytest
from lxml import html as lxml_html

from avow.analysis import disclosure
from avow.web.core.components import Cell
from avow.web.profiles import reading
from avow.web.profiles.document import html, pdf, wording
from avow.web.profiles.document.asked import Making
from avow.web.profiles.document.content import from_data
from avow.web.profiles.document.making import content, section
from avow.web.profiles.outline import outline
from tests.web.profiles.conftest import DAY, YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def tables(part):
    return [b.table or b.chart.table for b in part.blocks if b.table or b.chart]


def of(content_, name):
    return next(part for part in content_.sections if part.id == name)


def text_of(value):
    return value.text if isinstance(value, Cell) else str(value)


def test_the_caution_stands_at_the_top_and_beside_each_count_of_recorded_crime(exact):
    assert exact.caution.startswith("Recorded crime also measures trust")
    recorded = of(exact, "recorded")
    for row in tables(recorded)[0].rows:
        assert isinstance(row[0], Cell)
        assert "Recorded crime" in row[0].note
    for block in recorded.blocks[1:]:
        assert any("trust" in note for note in (*block.notes, *block.chart.notes))


def test_every_figure_has_period_interval_and_counts(exact):
    [table] = tables(of(exact, "repeat"))
    for row in table.rows:
        _title, period, figure, counted, *_rest = row
        assert period == YEAR
        assert " to " in figure.note
        assert " of " in counted


def test_cases_that_need_time_are_shown_for_the_newest_period_that_had_it(exact):
    steps = tables(of(exact, "path"))[1]
    periods = {text_of(row[0]): row[1] for row in steps.rows}
    assert periods["Rape: charged within a year"] == "2024"


def test_people_whose_group_is_not_known_stay_a_group_of_their_own(exact):
    ethnic = tables(of(exact, "harmed"))[3]
    assert "Not known" in [text_of(row[0]) for row in ethnic.rows]
    assert any("never mixed" in note for note in of(exact, "harmed").blocks[3].notes)


def test_counts_by_group_add_up_to_those_by_weekday(exact):
    def total(table):
        return sum(int(text_of(row[1]).replace(",", "")) for row in table.rows)

    kinds = tables(of(exact, "recorded"))[2]
    assert total(kinds) == total(tables(of(exact, "when"))[0]) > 0


def test_a_borough_without_a_service_says_none(exact):
    facts = reading.table("services")
    newest = facts.filter(facts.month == "2025-12-01").to_pyarrow().to_pylist()
    lacking = [r["borough"] for r in newest if not r["available"]]
    unit = next(r["bcu"] for r in newest if r["borough"] == lacking[0])
    period = reading.period(YEAR)
    part = section(Making(unit, period, exact=True), "services")
    cells = [text_of(cell) for row in part.blocks[0].table.rows for cell in row]
    assert "none" in cells
    assert lacking[0] in part.blocks[0].said[0]
    asked = section(Making(unit, period, exact=True), "next").blocks[0].said
    assert any(lacking[0] in question for question in asked)


def test_other_sources_stand_beside_the_records(exact):
    block = of(exact, "others").blocks[0]
    assert len({text_of(row[0]) for row in block.table.rows}) >= 3
    assert any("another part" in note for note in block.notes)


def test_signals_are_the_units_own_and_each_has_a_key(exact):
    keys = [signal.key for signal in exact.signals]
    assert len(keys) == len(set(keys))
    for signal in exact.signals:
        assert exact.unit in signal.sentence
        assert signal.key.startswith(signal.measure)


def test_raw_and_adjusted_figures_stand_side_by_side(exact):
    block = of(exact, "differs").blocks[2]
    assert [text_of(c if isinstance(c, str) else Cell(text=c.label)) for c in block.table.columns][
        1:3
    ] == ["Raw", "With the mix of all"]
    assert any("standardisation" in note for note in block.notes)


def test_every_definition_says_what_it_counts(exact):
    titles = {told.title for told in exact.told}
    assert len(titles) == len(exact.told)
    assert all(told.numerator and told.source for told in exact.told)
    assert "Wilson" in next(t for t in exact.told if t.title.startswith("Victims contacted")).method
    faults = of(exact, "gaps").blocks[1].said
    assert any("trust in the police" in fault for fault in faults)


def test_partners_see_no_small_count(partners):
    rules = disclosure.policy()
    for name, at in (("harmed", 0), ("harmed", 3), ("suspected", 2), ("when", 0), ("recorded", 2)):
        for row in tables(of(partners, name))[at].rows:
            said = text_of(row[1])
            if said == "hidden":
                continue
            count = int(said.replace(",", ""))
            assert count == 0 or count >= rules.threshold
            assert count % rules.base == 0
    assert "hidden" in partners.partners


def test_a_small_weekday_is_hidden_together_with_another():
    from avow.web.profiles.document.beside import protected

    counts = [("Monday", 3), ("Tuesday", 40), ("Wednesday", 50), ("Not known", 0)]
    shown = dict(protected(counts, "year"))
    assert shown["Monday"] is None
    assert list(shown.values()).count(None) == 2
    assert shown["Wednesday"] == 50


def test_content_is_written_as_data_and_read_again(exact):
    plain = json.loads(json.dumps(exact.as_data()))
    again = from_data(plain)
    assert json.loads(json.dumps(again.as_data())) == plain
    assert again.signals == exact.signals
    assert again.facts == exact.facts


def test_the_html_is_whole_and_fetches_nothing(exact):
    page = html.as_html(exact).decode()
    tree = lxml_html.fromstring(page)
    assert "<script" not in page
    assert not [i for i in tree.iter("img") if not i.get("src").startswith("data:")]
    assert all(i.get("alt") for i in tree.iter("img"))
    headings = [h.text_content() for h in tree.iter("h2")]
    for part in exact.sections:
        assert any(part.heading in heading for heading in headings)
    assert all(list(t.iter("caption")) and list(t.iter("th")) for t in tree.iter("table"))
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))


def test_the_pdf_is_tagged_has_an_outline_and_says_the_same(exact):
    made = pdf.as_pdf(exact)
    assert b"pdfuaid" in made or b"/MarkInfo" in made
    with pypdfium2.PdfDocument(io.BytesIO(made)) as document:
        titles = [item.get_title() for item in document.get_toc()]
        pages = [page.get_textpage().get_text_bounded() for page in document]
    for part in exact.sections:
        assert any(part.heading in title for title in titles)
    assert "Recorded crime also measures trust" in pages[0]
    assert re.search(r"1 / \d+", pages[0])
    figure = tables(of(exact, "repeat"))[0].rows[0][2].text
    assert any(figure in page for page in pages)


def test_the_same_content_gives_the_same_files(exact):
    assert html.as_html(exact) == html.as_html(exact)
    assert pdf.as_pdf(exact) == pdf.as_pdf(exact)


def test_letters_that_no_font_has_are_told(exact):
    with pytest.raises(pdf.UnwritableError, match="fonts-noto"):
        pdf.as_pdf(replace(exact, introduction="Nobody has this letter: \U00016a40."))


def test_a_symbol_that_no_font_has_is_named(exact):
    made = pdf.as_pdf(replace(exact, introduction="Thank you \U0001fae1."))
    with pypdfium2.PdfDocument(io.BytesIO(made)) as document:
        assert "[saluting face]" in document[0].get_textpage().get_text_bounded()


def test_a_quarter_can_be_an_edition_too(unit):
    period = reading.period("2025-Q4")
    assert reading.span(period)[1].isoformat() == "2025-12-31"
    part = section(Making(unit, period, exact=True), "repeat")
    assert part.facts[0].period == "2025-Q4"


def test_without_facts_every_part_says_why(tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    period = reading.Period("year", YEAR, DAY.replace(year=2025, month=1, day=1))
    empty = content(Making("Nowhere", period, exact=True), day=DAY)
    said = " ".join(s for part in empty.sections for b in part.blocks for s in (*b.said, *b.notes))
    assert "has not been loaded" in said
    assert "No returns from services are loaded" in said
    assert "No other source is loaded" in said
    assert str(tmp_path) not in json.dumps(empty.as_data())
    assert "not loaded" in empty.population
    assert reading.periods() == []
    assert reading.units() == []


def test_the_outline_and_the_document_have_the_same_sections(exact):
    assert [s.id for s in outline().sections] == [part.id for part in exact.sections]


def test_a_profile_begins_with_what_to_know_in_a_minute(exact):
    said = wording.brief(exact)
    look = [signal.sentence for signal in exact.signals if signal.reads != "better"]
    assert said[:-1] == (look[:3] or ["No signal of this unit needs a look."])
    assert said[-1].endswith("What no signal names lies within chance.")
    assert ("more signal" in said[-1]) is (len(look) > 3)
    assert ("good" in said[-1]) is (len(look) < len(exact.signals))
    assert html.as_html(exact).decode().index("In one minute") < html.as_html(exact).decode().index(
        "1. What is recorded"
    )
    assert wording.brief(replace(exact, sections=())) == [
        "Nothing about this unit stands out from chance and the usual differences."
    ]


def test_months_are_drawn_without_the_season_and_told_as_counted(exact):
    months = of(exact, "recorded").blocks[1].chart
    assert any("season taken out" in note for note in months.notes)
    row = {label: value for label, value, _said in months.table.rows}
    read = reading.read("offences-recorded", reading.Asked("bcu", "month"))
    counted = read.of(exact.unit, f"{YEAR}-06")[0]["value"]
    assert text_of(row[f"{YEAR}-06"]) == f"{counted:,.0f}"
