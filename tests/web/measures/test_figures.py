"""The pages of measures over records: stored runs, groups, two places, signal or chance."""

import pytest
from django.urls import reverse

from avow.web.measures import runs, unit_page
from tests.web.measures.invented import UNIT, page

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_measure_shows_its_figure_over_time_and_by_place(figures, staff):
    text = page(staff, "measure", "charged-domestic-abuse")
    assert "95% interval " in text
    assert "over time" in text
    assert "Inner East" in text
    assert text.count('<img src="data:image/svg') == 2
    # On a phone each is drawn as wide as the screen.
    assert text.count("(max-width: 40rem)") == 2


def test_groups_stand_side_by_side_with_the_one_not_known(figures, staff):
    text = page(staff, "measure", "charged-domestic-abuse", group="victim.ethnicity_self")
    assert "Victim: ethnic group, self-defined" in text
    part = text.split('id="group-head"')[1]
    for group in ("Asian", "Black", "Mixed", "White", "Other", "Not known"):
        assert f">{group}<" in part


def test_a_group_that_the_measure_is_not_split_by_is_refused_in_words(figures, staff):
    text = page(staff, "measure", "police-suspects", group="victim.sex")
    assert "is not split by" in text


def test_a_median_by_group_and_a_group_unheard_of(figures, staff):
    assert "days" in page(staff, "measure", "days-to-arrest", group="sex")
    assert "A case has no" in page(staff, "measure", "days-to-arrest", group="wizard.hat")


def test_two_places_are_set_beside_each_other(figures, staff):
    asked = {"unit": UNIT, "other": "Outer West"}
    text = page(staff, "measure", "offences-in-public-places", **asked)
    assert "Inner East beside Outer West" in text
    assert "Inner East and Outer West over time" in text
    assert "percentage points" in text


def test_a_place_beside_itself_or_unknown_is_left_out(figures, staff):
    text = page(staff, "measure", "offences-in-public-places", unit=UNIT, other=UNIT)
    assert 'id="two-head"' not in text
    assert "Whole force" in page(staff, "measure", "police-suspects", unit="Atlantis")


def test_the_target_is_judged_in_words(figures, staff):
    text = page(staff, "measure", "first-contact-1-day")
    assert '<h2 class="govuk-heading-s">Target</h2>' in text
    assert "Target" not in page(staff, "measure", "police-suspects")


def test_the_list_has_each_measure_once_under_its_commitment_with_its_newest_figure(figures, staff):
    text = page(staff, "index")
    address = reverse("measures:measure", args=["charged-domestic-abuse"])
    assert text.count(f'href="{address}"') == 1
    assert 'av-rows__figure">2024: ' in text
    assert "Also for commitment " in text


def test_measures_are_found_by_their_words(figures, staff):
    text = page(staff, "index", q="arrest")
    assert reverse("measures:measure", args=["days-to-arrest"]) in text
    assert reverse("measures:measure", args=["recorded-offences"]) not in text
    assert "No measure has these words" in page(staff, "index", q="zebra crossing")


def test_a_stored_run_is_read_and_a_lost_one_computed(figures, monkeypatch):
    definition = runs.measures.definition("police-suspects")

    def never(*_args, **_options):
        raise AssertionError("It is stored: nothing is to be computed.")

    runs._kept.cache_clear()
    monkeypatch.setattr(runs.measures, "run", never)
    assert runs.run(definition, "bcu", "year", exact=True).rows
    monkeypatch.undo()
    other = runs.measures.definition("days-to-arrest")
    assert runs.kept(other, "borough", "year", exact=True) is None
    assert runs.run(other, "borough", "year", exact=True).rows


def test_what_the_figures_lost_is_listed_and_protected_for_partners(figures, staff, partner):
    exact = page(staff, "measure", "charged-domestic-abuse", group="victim.ethnicity_self")
    lost = exact.split("<dt>Lost on the way</dt>")[1].split("</dd>")[0]
    assert "victims have no self-defined ethnic group" in lost
    shown = page(partner, "measure", "charged-domestic-abuse", group="victim.ethnicity_self")
    assert "about " in shown.split("<dt>Lost on the way</dt>")[1].split("</dd>")[0]


def test_the_mix_of_cases_is_offered_and_shown_beside_the_raw_figure(figures, staff):
    asked = {"mix": "offence_group", "period": "quarter"}
    text = page(staff, "compare", "charged-domestic-abuse", **asked)
    assert "With the mix of cases taken into account" in text
    assert "What the mix explains" in text
    assert "Raw, %" in text
    plain = page(staff, "compare", "charged-domestic-abuse", mix="victim.sex")
    assert "With the mix of cases" not in plain


def test_small_areas_are_drawn_towards_their_borough(figures, staff):
    text = page(staff, "measure", "offences-in-public-places", by="borough")
    assert "Small areas drawn towards their borough" in text
    assert "Drawn in, %" in text


def test_the_season_can_be_taken_out_of_counts(figures, staff):
    asked = {"period": "quarter", "unit": UNIT}
    plain = page(staff, "compare", "police-suspects", **asked)
    taken_out = page(staff, "compare", "police-suspects", **asked, season="yes")
    assert "As drawn" not in plain
    assert "As drawn" in taken_out
    assert "time of the year" in taken_out
    assert "Month lengths" not in page(staff, "compare", "charged-domestic-abuse")


def test_a_page_says_what_is_signal_and_what_is_chance(figures, staff):
    whole = page(staff, "measure", "charged-domestic-abuse")
    assert "units lie within what chance" in whole or "outside what chance" in whole
    assert "Choose a shorter period." in whole
    unit = page(staff, "measure", "charged-domestic-abuse", unit=UNIT, period="quarter")
    assert f"{UNIT} lies " in unit or f"{UNIT} is " in unit
    assert f"{UNIT} over time: " in unit
    for text in (whole, unit):
        assert text.index("Signal or chance") < text.index('<form class="av-filters')


def test_a_page_says_why_figures_are_missing(figures, staff):
    text = page(staff, "measure", "charged-domestic-abuse")
    assert "2025: Too recent: cases need 365 days." in text


def test_command_units_stand_by_name_and_not_as_a_league(figures, staff):
    text = page(staff, "measure", "charged-domestic-abuse")
    shown = text.split('id="places-table"')[1]
    names = unit_page.names(exact=True)
    assert sorted(names, key=shown.index) == names
