"""The page on which groups are compared."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from avow.analysis.disparity import DisparityError
from avow.web.initiatives import comparing, whole_years
from avow.web.initiatives.views import disparity_words
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
    rows = list(
        csv.DictReader(io.StringIO(get(partner_desk, "disparity-file", **ALL).lstrip("\ufeff")))
    )
    assert all(int(float(row["reached"] or 0)) % 5 == 0 for row in rows)


@pytest.mark.parametrize(
    "days",
    [
        {"start": "2024-02-03"},
        {"start": "2024-02-01", "end": "2024-02-29"},
        {"end": "2024-11-30"},
        {"start": "2025-01-01", "end": "2025-12-31"},
    ],
)
def test_partners_see_whole_years_alone(partner_desk, facts, days):
    refused = "Choose one whole calendar year (2024)"
    assert refused in get(partner_desk, "disparity", **ALL | days)
    assert refused in get(partner_desk, "disparity-file", status=403, **ALL | days)


def test_a_whole_year_and_everything_are_the_same_where_one_year_is_loaded(partner_desk, facts):
    year = ALL | {"start": "2024-01-01", "end": "2024-12-31", "place": "borough: Ashvale"}
    said = get(partner_desk, "disparity", **year)
    assert "recorded from 1 January 2024 to 31 December 2024" in said
    whole = ALL | {"place": "borough: Ashvale"}
    first = get(partner_desk, "disparity-file", **year)
    assert first == get(partner_desk, "disparity-file", **whole)


def test_a_year_whose_cases_have_not_had_their_time_is_not_whole(partner_desk, facts):
    refused = "No calendar year is loaded whole"
    assert refused in get(partner_desk, "disparity", **ALL | {"within_days": "90"})
    get(partner_desk, "disparity-file", status=403, **ALL | {"within_days": "90"})


@pytest.mark.parametrize(
    ("loaded", "within", "years"),
    [
        ((date(2021, 1, 9), date(2024, 12, 31)), None, (2021, 2024)),
        ((date(2021, 2, 1), date(2024, 12, 30)), None, (2022, 2023)),
        ((date(2021, 1, 1), date(2024, 3, 30)), 90, (2021, 2023)),
        ((date(2021, 1, 1), date(2024, 3, 29)), 90, (2021, 2022)),
    ],
)
def test_everything_is_the_years_that_are_whole(monkeypatch, loaded, within, years):
    monkeypatch.setattr(comparing, "loaded_days", lambda _of: loaded)
    asked = whole_years.narrowed(comparing.Asked(within_days=within))
    assert (asked.start, asked.end) == (date(years[0], 1, 1), date(years[1], 12, 31))
    assert whole_years.period_of(asked) == "all"
    one = replace(asked, end=date(years[0], 12, 31))
    assert whole_years.period_of(whole_years.narrowed(one)) == "year"
    two = replace(asked, end=date(years[0] + 1, 12, 31))
    if years[1] - years[0] > 1:
        with pytest.raises(DisparityError, match="one whole calendar year"):
            whole_years.narrowed(two)


def test_what_the_unknown_could_change_is_said_in_plain_words(desk, facts):
    text = " ".join(get(desk, "disparity", **ALL).split())
    assert "The group of 31 of 1,213 victims is not known: about 3 in every 100." in text
    assert "out of equal numbers, for every 100 of the group “White” who reached" in text
    assert "Depending on who the unknown are it could be as few as" in text
    assert "whoever the unknown are" in text


def test_partners_are_told_the_same_without_a_figure(partner_desk, facts):
    text = " ".join(get(partner_desk, "disparity", **ALL).split())
    assert "a difference shown here could be smaller, larger or the other way round" in text
    assert "in every 100" not in text
    assert "out of equal numbers" not in text


def test_where_everybody_is_known_nothing_is_said_of_the_unknown(desk, facts):
    assert "unknown group could change" not in get(desk, "disparity", **ALL | {
        "characteristic": "sex"})  # fmt: skip


@pytest.mark.parametrize(
    ("fates", "said"),
    [
        (["survives"], "The one difference that chance does not explain stays"),
        (["survives", "survives"], "All 2 differences that chance does not explain stay"),
        (["does not survive"], "1 difference is more than chance explains, and it could vanish"),
        (["survives", "does not survive"], "1 of them stay whoever the unknown are"),
    ],
)
def test_how_many_differences_stay_is_counted(fates, said):
    assert said in disparity_words._fates([{"survives": fate} for fate in fates])


def test_without_an_upper_end_it_says_or_more(facts):
    found = comparing.compare(comparing.Asked(within_days=None))
    row = {
        "step": "charge",
        "group": "Black",
        "ratio": 1.5,
        "bound_low": 0.2,
        "bound_high": float("inf"),
    }
    assert "it is 20 or more." in disparity_words._example(row, found)
