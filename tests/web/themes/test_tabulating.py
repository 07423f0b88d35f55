"""Themes by who answered: exact for those who may, protected for others; weights and margins."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from avow.web.core.states import IllegalMoveError
from avow.web.surveys.models import Answer, Response
from avow.web.themes import actions, margins, tabulating
from avow.web.themes.margins import MarginFileError
from avow.web.themes.models import Margin, Standing
from tests.web.themes.asked import DAY
from tests.web.themes.conftest import propose_groups
from tests.web.themes.test_pages import page, plain


@pytest.fixture
def area(question):
    return question.survey.questions.get(kind="area")


@pytest.fixture
def tabulated(frame, themes, question, area, analyst, at_once, monkeypatch):
    """Return the frame with 40 answers: 8 of 10 in Northbank on lights, 3 of 30 elsewhere."""
    propose_groups(monkeypatch)
    Answer.objects.filter(question__survey=question.survey).delete()
    Response.objects.filter(survey=question.survey).delete()
    for number in range(40):
        response = Response.objects.create(
            survey=question.survey, state="sent", sent_on=DAY, created_at=DAY
        )
        here = "Northbank" if number < 10 else "Southgate"
        lit = number < 8 or number >= 37
        Answer.objects.create(
            response=response,
            question=question,
            text=f"Answer {number} on {'lights' if lit else 'schools'} and more",
        )
        Answer.objects.create(response=response, question=area, choices=[here])
    with at_once():
        actions.ask_for_themes(by=analyst, question=question)
    for row in Standing.objects.filter(frame=frame):
        name = "Lighting" if "lights" in row.answer.text else "Schools"
        actions.code_text(by=analyst, standing=row, themes=[themes[name].pk])
    return frame


def tabulate(frame, by, **given):
    asked = {"texts_only": False, "weighted": False, "people_only": False, **given}
    return tabulating.tabulate(frame, by, **asked)


def counts(tab, *, exact):
    return {
        (row["label"], row["group"]): (row["numerator"], row["denominator"])
        for row in tab.rows(exact=exact)
    }


@pytest.mark.slow
def test_exact_and_protected_figures(tabulated, area):
    tab = tabulate(tabulated, area)
    exact = counts(tab, exact=True)
    assert exact["Lighting", "Northbank"] == (8, 10)
    assert exact["Lighting", "Southgate"] == (3, 30)
    assert exact["Schools", "Southgate"] == (27, 30)
    shown = counts(tab, exact=False)
    assert shown["Lighting", "Southgate"][0] is None
    assert shown["Lighting", "Northbank"][0] is None
    assert all(n is None or n % 5 == 0 for n, _ in shown.values())
    assert counts(tabulate(tabulated, area, people_only=True), exact=True) == exact


@pytest.mark.slow
def test_the_file_is_protected_whoever_asks(tabulated, area, desk, question):
    address = reverse("themes:crosstab-file", args=[question.pk])
    text = desk.get(address, {"by": area.key}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 4
    few = next(r for r in rows if (r["theme"], r["group"]) == ("Lighting", "Southgate"))
    assert (few["numerator"], few["share"]) == ("", "")


@pytest.mark.slow
def test_who_people_are_is_protected_whoever_looks(tabulated, area, desk, question):
    shown = plain(page(desk, "crosstab", question.pk, by=area.key))
    assert "Exact: do not pass on" not in shown
    assert "withheld" in shown
    assert "8 of 10" not in shown


def agree(scale):
    """Have those in Northbank agree, and the others disagree."""
    here = {"Northbank": "agree", "Southgate": "disagree"}
    for answer in Answer.objects.filter(question__kind="area"):
        Answer.objects.create(
            response=answer.response, question=scale, choices=[here[answer.choices[0]]]
        )


@pytest.mark.slow
def test_the_page_shows_exact_figures_by_agreement_to_those_who_may(tabulated, desk, question):
    scale = question.survey.questions.filter(kind="agreement").first()
    agree(scale)
    shown = plain(page(desk, "crosstab", question.pk, by=scale.key))
    assert "Exact: do not pass on" in shown
    assert "8 of 10: 8 of 10" in shown or "8 of 10: most" in shown
    safe = plain(page(desk, "crosstab", question.pk, by=scale.key, figures="protected"))
    assert "withheld" in safe
    assert "8 of 10" not in safe


@pytest.mark.slow
def test_others_see_protected_figures_only(
    tabulated, area, question, person, signed_in, monkeypatch
):
    monkeypatch.setattr(
        "avow.web.accounts.models.person.capabilities_of", lambda roles: frozenset({"theme.read"})
    )
    reader = signed_in(person("partner"))
    assert "8 of 10" not in page(reader, "crosstab", question.pk, by=area.key)
    shown = plain(page(reader, "who", question.survey_id))
    assert "Small counts are withheld" in shown


@pytest.mark.slow
def test_weights_make_shares_resemble_the_population(tabulated, area, analyst, desk, question):
    actions.set_margin(
        by=analyst,
        question=area,
        shares={"Northbank": 50, "Southgate": 40, "Old Harbour": 10},
        source="Census 2021",
    )
    tab = tabulate(tabulated, area, weighted=True)
    assert tab.effective < 40
    assert counts(tab, exact=True)["Lighting", "Northbank"] == (8, 10)
    shown = plain(page(desk, "who", question.survey_id))
    assert "Nobody answered from these" in shown
    assert "Old Harbour" in shown
    assert "less than their share" in shown
    scale = question.survey.questions.filter(kind="agreement").first()
    agree(scale)
    weighted = plain(page(desk, "crosstab", question.pk, by=scale.key, weights="on"))
    assert "Shares are weighted; they are worth as much as" in weighted


def test_a_crosstab_without_themes_says_so(frame, desk, question):
    assert "nothing to tabulate" in page(desk, "crosstab", question.pk, by="no-such")


@pytest.mark.slow
def test_what_those_who_disagree_say(tabulated, themes, desk, question, analyst):
    scale = question.survey.questions.filter(kind="agreement").first()
    for answer in Answer.objects.filter(question=question):
        said = "disagree" if "lights" in answer.text else "agree"
        Answer.objects.create(response=answer.response, question=scale, choices=[said])
    table = page(desk, "crosstab", question.pk, by=scale.key)
    link = re.search(r'href="(/staff/themes/theme/[^"]*said=disagree)"', table)
    shown = desk.get(link[1].replace("&amp;", "&")).content.decode()
    assert "by those who said “Disagree”" in plain(shown)
    assert shown.count("av-theming__words") == 11
    mixed = page(desk, "theme", themes["Lighting"].pk, on=scale.key, said="agree")
    assert "No answer is in it." in mixed


def test_margins_are_set_from_a_file_and_removed(desk, area, question):
    address = reverse("themes:population", args=[area.pk])
    file = SimpleUploadedFile("m.csv", b"area,people\nNorthbank,30\nSouthgate,70%\n")
    desk.post(address, {"document": file, "source": "Census 2021"})
    margin = Margin.objects.get()
    assert margin.shares == {"Northbank": 0.3, "Southgate": 0.7}
    assert "Census 2021" in page(desk, "who", question.survey_id)
    assert "Northbank, 0.3" in page(desk, "population", area.pk)
    desk.post(address, {"do": "remove"})
    assert not Margin.objects.exists()


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", "Choose a file"),
        ("Northbank", "Line 1: give the answer"),
        ("Northbank, 1\nAtlantis, 2", "Line 2: the question has no answer “Atlantis”"),
        ("Northbank, 1\nSouthgate, many", "Line 2: “many” is no share"),
        ("Northbank, 1\nnorthbank, 2", "Line 2: “northbank” is there twice"),
    ],
)
def test_shares_that_cannot_be_read_say_where(area, pasted, said):
    with pytest.raises(MarginFileError, match=said):
        margins.shares_of(pasted.encode(), area.options)


def test_a_file_that_is_no_text_is_refused(area):
    with pytest.raises(MarginFileError, match="UTF-8"):
        margins.shares_of(b"\xff\xfe\x00", area.options)


def test_problems_with_shares_stand_on_the_form(desk, area):
    address = reverse("themes:population", args=[area.pk])
    both = {
        "document": SimpleUploadedFile("m.csv", b"Northbank,1"),
        "pasted": "Northbank, 1",
        "source": "x",
    }
    assert "not both" in desk.post(address, both).content.decode()
    nothing = desk.post(address, {"pasted": "Northbank, 0", "source": "x"})
    assert "Give shares above zero" in nothing.content.decode()


@pytest.mark.parametrize(
    ("shares", "source", "said"),
    [
        ({"Atlantis": 1.0}, "Census", "no answer “Atlantis”"),
        ({}, "Census", "above zero"),
        ({"Northbank": 1.0}, " ", "where the figures are from"),
    ],
)
def test_margins_that_cannot_be_are_refused(area, analyst, shares, source, said):
    with pytest.raises(IllegalMoveError, match=said):
        actions.set_margin(by=analyst, question=area, shares=shares, source=source)


def test_residents_come_from_the_facts(area, monkeypatch):
    assert margins.residents(area) == {}

    class Rows:
        def to_pyarrow(self):
            return self

        def to_pylist(self):
            return [
                {"borough": "Northbank", "year": 2023, "residents": 10},
                {"borough": "Northbank", "year": 2024, "residents": 12},
                {"borough": "Elsewhere", "year": 2024, "residents": 99},
            ]

    monkeypatch.setattr("avow.web.themes.margins.Facts.table", lambda self, name: Rows())
    assert margins.residents(area) == {"Northbank": 12.0}
