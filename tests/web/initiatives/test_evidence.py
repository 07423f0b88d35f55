"""Figures frozen into an assessment, and what partners see of them."""

from datetime import date

import pytest
from django.urls import reverse

from avow.analysis.measures import MeasureError
from avow.web.core.states import IllegalMoveError
from avow.web.initiatives import actions, freezing
from avow.web.initiatives.freezing import Asked
from tests.analysis.facts import facts_in, offences
from tests.web.initiatives.conftest import answer_all
from tests.web.initiatives.test_pages import follow, get, post

pytestmark = pytest.mark.django_db

MEASURE = "recorded-offences"
YEAR = Asked(measure=MEASURE, by="borough", period="year", unit="Ashvale", period_label="2024")


@pytest.fixture
def counted(tmp_path, settings):
    """Return a data folder with a year of offences in two boroughs, few in one of them."""
    settings.DATA_FOLDER = tmp_path
    rows = [("North", "Ashvale", "Mill", date(2024, m, 1), 12) for m in range(1, 13)]
    rows += [("South", "Brook", "Quay", date(2024, 1, 1), 3)]
    rows += [("South", "Cross", "Hill", date(2024, 2, 1), 31)]
    facts_in(tmp_path, offences(*rows), "duckdb")
    return tmp_path


def test_a_figure_is_frozen_with_all_that_goes_with_it(counted, lead, draft):
    figure = actions.take_figure(by=lead, assessment=draft, asked=YEAR)

    assert figure.frozen["value"] == 144
    assert figure.frozen["low"] < 144 < figure.frozen["high"]
    assert figure.frozen["definition"]["id"] == MEASURE
    assert figure.frozen["method"]
    assert figure.frozen["faults"]
    assert figure.safe["value"] == 145
    with pytest.raises(IllegalMoveError, match="already"):
        actions.take_figure(by=lead, assessment=draft, asked=YEAR)


def test_a_small_figure_is_not_for_others(counted, lead, draft):
    figure = actions.take_figure(
        by=lead, assessment=draft, asked=Asked(**YEAR.as_fields() | {"unit": "Brook"})
    )
    assert figure.frozen["value"] == 3
    assert figure.safe is None


def test_a_figure_that_is_not_there_is_refused(counted, lead, draft):
    for other in ({"unit": "Nowhere"}, {"measure": "nothing"}, {"by": "street"}):
        with pytest.raises(MeasureError):
            actions.take_figure(by=lead, assessment=draft, asked=Asked(**YEAR.as_fields() | other))


def test_the_newest_complete_period_is_offered(counted):
    found = freezing.result(YEAR)
    rows = freezing.rows(found)

    assert [(r["unit"], r["period_label"]) for r in rows] == [
        ("Ashvale", "2024"),
        ("Brook", "2024"),
        ("Cross", "2024"),
    ]
    assert freezing.rows(found, "1999") == []


def test_the_page_offers_figures_and_takes_one(desk, counted, draft):
    asked = {"measure": MEASURE, "by": "borough", "period": "year", "split": ""}
    assert "Choose this measure" in get(desk, "figure", draft.pk)
    assert "Show the figures" in get(desk, "figure", draft.pk, measure=MEASURE)
    text = get(desk, "figure", draft.pk, **asked)
    assert "Ashvale" in text
    address = reverse("initiatives:figure", args=[draft.pk])
    query = "&".join(f"{k}={v}" for k, v in asked.items())
    assert "Choose the figure to take" in desk.post(f"{address}?{query}").content.decode()
    taken = desk.post(f"{address}?{query}", {"row": "1"})
    assert taken.url == reverse("initiatives:assessment", args=[draft.pk])
    again = desk.post(f"{address}?{query}", {"row": "1"}).content.decode()
    assert "already" in again
    figure = draft.figures.get()
    assert (figure.unit, figure.frozen["value"]) == ("Brook", 3)
    shown = get(desk, "assessment", draft.pk)
    assert "Taken on" in shown
    assert "Brook" in get(desk, "document", draft.pk)
    post(desk, "figure-take-out", figure.pk)
    assert not draft.figures.exists()


def test_the_page_says_why_there_is_no_figure(desk, draft, tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    asked = {"measure": MEASURE, "by": "borough", "period": "year"}
    assert "has not been loaded yet" in get(desk, "figure", draft.pk, **asked)


def test_only_splits_that_the_measure_has_are_offered(desk, draft, counted):
    asked = {"measure": MEASURE, "by": "borough", "period": "year", "split": "victim.sex"}
    assert "There is a problem" in get(desk, "figure", draft.pk, **asked)
    text = get(desk, "figure", draft.pk, measure="charged-rape")
    assert 'value="victim.ethnicity_self"' in text
    assert 'value="month"' in get(desk, "figure", draft.pk, measure=MEASURE)
    assert "There is a problem" in get(desk, "figure", draft.pk, measure="nothing", by="force")


def test_what_was_handed_in_keeps_its_figures(desk, lead, counted, draft):
    figure = actions.take_figure(by=lead, assessment=draft, asked=YEAR)
    answer_all(lead, draft)
    actions.hand_in_assessment(by=lead, assessment=draft)

    assert "it cannot be changed" in follow(desk, "figure-take-out", figure.pk)


def test_partners_see_what_the_public_could(person, signed_in, lead, counted, draft):
    actions.take_figure(by=lead, assessment=draft, asked=YEAR)
    small = Asked(**YEAR.as_fields() | {"unit": "Brook"})
    actions.take_figure(by=lead, assessment=draft, asked=small)
    partner = signed_in(person("partner"))
    text = get(partner, "assessment", draft.pk)

    assert "145" in text
    assert "144" not in text
    assert "It counts too few people to be shown outside the force." in text
    exact = get(signed_in(lead), "assessment", draft.pk)
    assert "144" in exact
