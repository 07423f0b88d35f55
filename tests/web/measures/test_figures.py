"""The pages of measures and units over records: stored runs, groups, two places, files."""

import csv
import io
import json
import re
import shutil
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.urls import reverse

from avow.analysis import measures, variation
from avow.analysis.measures.storing import store_all
from avow.analysis.synthetic import records
from avow.web.audit.models import Event
from avow.web.core import units
from avow.web.core.models import Work
from avow.web.measures import keeping, runs, unit_page

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MEASURES = (
    "charged-domestic-abuse",
    "days-to-arrest",
    "offences-in-public-places",
    "police-suspects",
    "recorded-offences",
    "first-contact-1-day",
)
UNIT = "Inner East"


@pytest.fixture(scope="session")
def invented(tmp_path_factory):
    """Return a folder with invented records and the runs of a few measures."""
    folder = tmp_path_factory.mktemp("records")
    span = {"start": date(2022, 1, 1), "end": date(2025, 12, 31)}
    records.write(folder, offences=6000, seed=4, **span)
    made = {"by": ("force", "bcu"), "periods": ("quarter", "year"), "group": [None]}
    store_all(folder, datetime(2026, 3, 2, tzinfo=UTC), ids=MEASURES, **made)
    return folder


@pytest.fixture
def figures(invented, settings):
    """Let the site stand on those records."""
    settings.DATA_FOLDER = invented
    return invented


def page(client, name, *args, **asked):
    response = client.get(reverse(f"measures:{name}", args=args), asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def commander_of(person, signed_in, monkeypatch):
    """Return a function that signs in whoever commands a unit."""

    def make(unit):
        monkeypatch.setattr(units, "_commands", {"here": lambda who: [unit]})
        return signed_in(person("unit-commander"))

    return make


@pytest.fixture
def staff(analyst, signed_in):
    return signed_in(analyst)


@pytest.fixture
def partner(person, signed_in):
    return signed_in(person("partner"))


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


@pytest.mark.parametrize("form", ["csv", "json"])
def test_figures_are_taken_away_as_they_are_shown(figures, staff, partner, form):
    address = reverse("measures:download", args=["police-suspects", form])
    exact, protected = (c.get(address, {"by": "bcu"}) for c in (staff, partner))
    assert 'filename="police-suspects-bcu-year' in exact["Content-Disposition"]

    def rows(response):
        text = response.content.decode("utf-8-sig")
        return (
            list(csv.DictReader(io.StringIO(text))) if form == "csv" else json.loads(text)["rows"]
        )

    small = [r for r in rows(exact) if 0 < int(r["numerator"] or 0) < 5]
    assert small
    shown = {(r["unit"], r["period_label"]): r["numerator"] for r in rows(protected)}
    assert all(not shown[r["unit"], r["period_label"]] for r in small)


def test_a_file_holds_every_figure_of_its_page(figures, staff):
    asked = {"by": "bcu", "group": "domestic_abuse", "unit": UNIT}
    address = reverse("measures:download", args=["police-suspects", "json"])
    told = staff.get(address, asked).json()
    kinds = {(row["unit_kind"], row["unit"] == UNIT, bool(row["group"])) for row in told["rows"]}
    assert {("force", False, False), ("bcu", True, False), ("bcu", True, True)} <= kinds
    keys = [(r["unit_kind"], r["unit"], r["group"], r["period_label"]) for r in told["rows"]]
    assert len(keys) == len(set(keys))


def test_a_file_says_what_its_figures_are(figures, staff, partner):
    address = reverse("measures:download", args=["police-suspects", "zip"])
    for client, said in ((staff, "exact and not protected"), (partner, "as they would be")):
        answer = client.get(address, {"by": "bcu"})
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            about = archive.read("about.txt").decode()
            assert archive.read("figures.csv").startswith(b"\xef\xbb\xbfunit_kind,")
        assert said in about
        told = measures.definition("police-suspects")
        for words in (told.what, told.numerator, *told.caveats, "To cite:"):
            assert words in about
        assert "&amp;" not in about


def test_a_citation_names_the_period_that_was_shown(figures, staff):
    text = page(staff, "measure", "police-suspects")
    assert re.search(r"police-suspects/\?by=bcu&amp;period=year&amp;at=\d{4}, seen on", text)


def test_what_cannot_be_taken_away_is_not_found(figures, staff):
    for args, asked in (
        (["police-suspects", "xlsx"], {}),
        (["police-suspects", "csv"], {"by": "street"}),
        (["nothing", "csv"], {}),
    ):
        address = reverse("measures:download", args=args)
        assert staff.get(address, asked).status_code == 404


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


def test_a_unit_shows_its_signals_and_every_measure(figures, staff, monkeypatch):
    entry = units.Beside("Reply", "We asked for more.", "Commander", date(2026, 3, 1))
    monkeypatch.setattr(units, "_sources", {"here": lambda person, unit: [entry]})
    text = page(staff, "unit", UNIT)
    assert text.index('id="signals"') < text.index("We asked for more.") < text.index('id="all"')
    assert "Domestic abuse: charged within a year" in text
    assert staff.get(reverse("measures:unit", args=["Atlantis"])).status_code == 404


def test_signals_to_look_at_come_before_those_that_are_good(figures, staff):
    told = {name: unit_page.signals(name, exact=True) for name in unit_page.names(exact=True)}
    order = ["worse", "neither", "better"]
    assert any(told.values())
    for signals in told.values():
        reads = [order.index(each.signal.reads) for each in signals]
        assert reads == sorted(reads)
        assert all(staff.get(each.href).status_code == 200 for each in signals)


def test_a_signal_leads_to_the_chart_it_stands_in(figures, staff):
    every = [told for name in unit_page.names(exact=True) for told in signals_of(name)]
    assert every
    for told in every:
        text = staff.get(told.href).content.decode()
        if told.signal.where == "over time":
            assert "unit=" in told.href
            assert "period=quarter" in told.href
            assert told.signal.since in text.split('id="control"')[1]
        else:
            assert f"at={told.signal.since}" in told.href


def signals_of(name):
    return unit_page.signals(name, exact=True)


def test_the_units_say_how_many_signals_are_to_be_looked_at(figures, staff, commander_of):
    told = [
        said for name in unit_page.names(exact=True) for said in unit_page.counted(signals_of(name))
    ]
    assert told
    text = page(staff, "units")
    assert all(said in text for said, _kind in told)
    assert "Yours" not in text
    assert page(commander_of(UNIT), "units").count(">Yours<") == 1


def test_partners_see_units_protected(figures, partner):
    assert "as they would be for the public" in page(partner, "unit", UNIT)


def test_a_commander_is_told_whose_figures_are_exact(figures, commander_of):
    commander = commander_of(UNIT)
    other = next(name for name in unit_page.names(exact=True) if name != UNIT)
    assert "You command this unit" in page(commander, "unit", UNIT)
    assert "You command this unit" not in page(commander, "unit", other)
    assert "as they would be for the public" in page(commander, "unit", other)


def test_without_runs_the_units_can_be_made(tmp_path, settings, staff, analyst, partner):
    settings.DATA_FOLDER = tmp_path
    assert "Make the figures" in page(staff, "units")
    assert "Make the figures" not in page(partner, "units").split("<main")[1]


def test_figures_are_made_in_the_background_and_the_ask_is_traced(
    invented, tmp_path, settings, staff, analyst, partner, django_capture_on_commit_callbacks
):
    (tmp_path / "facts").mkdir()
    shutil.copytree(invented / "facts" / "suspects", tmp_path / "facts" / "suspects")
    settings.DATA_FOLDER = tmp_path
    settings.WORK_HERE = True
    assert partner.post(reverse("measures:store")).status_code == 403

    with django_capture_on_commit_callbacks(execute=True):
        staff.post(reverse("measures:store"))

    assert Work.objects.get().state == "done"
    assert Event.objects.filter(verb="runs.asked-for", actor=str(analyst.pk)).count() == 1
    assert UNIT in page(staff, "units")
    assert staff.get(reverse("measures:work"))["HX-Refresh"] == "true"


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


def test_the_units_are_worked_out_once_for_all_processes(figures, staff, partner, monkeypatch):
    cache.clear()
    keeping._here.clear()
    made = []
    real = variation.signals_of
    monkeypatch.setattr(variation, "signals_of", lambda *given: made.append(given) or real(*given))
    for client in (staff, partner, staff, partner):
        page(client, "units")
    keeping._here.clear()  # as in another process
    unit_page._all.cache_clear()
    for client in (staff, partner):
        page(client, "units")
        page(client, "unit", UNIT)
    assert len(made) == 2


def test_what_is_kept_is_made_anew_after_a_load(figures, staff, monkeypatch):
    cache.clear()
    keeping._here.clear()
    assert keeping.kept("something", lambda: 1) == keeping.kept("something", lambda: 2) == 1
    monkeypatch.setattr(runs, "as_they_are", lambda: "another load")
    assert keeping.kept("something", lambda: 2) == 2


def test_the_season_can_be_taken_out_of_counts(figures, staff):
    asked = {"period": "quarter", "unit": UNIT}
    plain = page(staff, "compare", "police-suspects", **asked)
    taken_out = page(staff, "compare", "police-suspects", **asked, season="yes")
    assert "As drawn" not in plain
    assert "As drawn" in taken_out
    assert "time of the year" in taken_out
    assert "Month lengths" not in page(staff, "compare", "charged-domestic-abuse")
