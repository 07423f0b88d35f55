"""The page on which groups are compared."""

import csv
import io

import pytest
from django.urls import reverse

from avow.web.initiatives import comparing
from tests.web.initiatives.test_pages import get

pytestmark = pytest.mark.django_db

ALL = {"of": "victim", "characteristic": "ethnicity_self", "path": "charge", "within_days": ""}


@pytest.fixture
def partner_desk(person, signed_in):
    return signed_in(person("partner"))


def test_the_page_says_what_it_found(desk, facts):
    text = get(desk, "disparity", **ALL)

    assert "comparisons with White at 4 steps" in text
    assert "Beware" in text
    assert "Whoever the" in text
    assert "A charge, counted from a decision by the prosecutor" in text
    assert reverse("initiatives:disparity-chart") in text
    assert "Manski" in text


def test_it_opens_with_something_to_see(desk, facts):
    assert "Counted are victims, by ethnic group, self-defined" in get(desk, "disparity")


def test_like_is_compared_with_like(desk, facts):
    assert "Ratio, like with like" in get(desk, "disparity", **ALL, like_with_like="on")


def test_a_place_narrows_it(desk, facts):
    whole = comparing.compare(comparing.Asked(within_days=None))
    ashvale = comparing.compare(comparing.Asked(within_days=None, place="borough: Ashvale"))

    assert ("borough: Ashvale", "Ashvale") in comparing.place_choices()
    assert max(ashvale.table["of"].to_pylist()) < max(whole.table["of"].to_pylist())
    assert "Compare groups" in get(desk, "disparity", **ALL, place="borough: Ashvale")


def test_two_that_are_never_combined_are_refused_with_words(desk, facts):
    text = get(desk, "disparity", **ALL, second="ethnicity_officer")
    assert "They are never combined" in text


def test_what_is_wrong_in_the_form_is_said(desk, facts):
    text = get(desk, "disparity", **ALL, start="2025-05-01", end="2025-04-01")
    assert "Choose a day after the first" in text


def test_without_records_it_says_what_to_load(desk, tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    assert "No records of cases are loaded" in get(desk, "disparity")
    get(desk, "disparity-file", status=404)
    assert comparing.places() == []


def test_the_file_holds_the_figures(desk, facts):
    text = get(desk, "disparity-file", **ALL)
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))

    assert {row["group"] for row in rows} == {"White", "Black", "Not known"}
    assert any(int(row["reached"]) % 5 for row in rows)
    get(desk, "disparity-file", status=404, **ALL | {"path": "nowhere"})


@pytest.mark.slow
def test_the_chart_is_drawn(desk, facts):
    response = desk.get(reverse("initiatives:disparity-chart"), ALL)
    assert response["Content-Type"] == "image/svg+xml"
    assert "Times as often as White" in response.content.decode()


def test_a_chart_of_nothing_is_not_there(desk, facts):
    get(desk, "disparity-chart", status=404, of="suspect", characteristic="sex", path="charge")
    text = get(desk, "disparity", of="suspect", characteristic="sex", path="charge")
    assert "nothing can be compared" in text


def test_partners_see_protected_figures_and_no_chart(partner_desk, facts):
    text = get(partner_desk, "disparity", **ALL)

    assert "Counts are rounded, and small ones are not shown." in text
    assert "What was done to protect people" in text
    assert reverse("initiatives:disparity-chart") not in text
    assert "Whoever the" not in text
    get(partner_desk, "disparity-chart", status=404, **ALL)
    days = ALL | {"start": "2024-02-03"}
    assert "Choose whole months" in get(partner_desk, "disparity", **days)
    get(partner_desk, "disparity-file", status=404, **days)
    months = ALL | {"start": "2024-02-01", "end": "2024-02-29", "place": "borough: Ashvale"}
    assert "Counts are rounded" in get(partner_desk, "disparity", **months)
    rows = list(
        csv.DictReader(io.StringIO(get(partner_desk, "disparity-file", **ALL).lstrip("\ufeff")))
    )
    assert all(int(float(row["reached"] or 0)) % 5 == 0 for row in rows)
