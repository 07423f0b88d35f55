"""The pages of command units: signals first, worked out once, exact for whom they are."""

import shutil
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from avow.analysis import variation
from avow.web.audit.models import Event
from avow.web.core import units
from avow.web.core.models import Work
from avow.web.measures import keeping, runs, unit_page
from tests.web.measures.invented import UNIT, page

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


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
