"""What somebody with time might learn from exact figures, words beside them, and traces not left.

Each test says what must hold.
"""

import os
import pickle
from collections import Counter
from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse
from typer.testing import CliRunner

from avow.analysis import disclosure, measures
from avow.analysis.feeds.mapping import findings
from avow.analysis.measures import MeasureError
from avow.analysis.measures.periods import YEARS_ENDING
from avow.cli.main import app
from avow.web.accounts.models import Person
from avow.web.audit.models import Event
from avow.web.core import units
from avow.web.evaluations import kinds
from avow.web.evaluations.models import Evaluation, Finding, Reading
from avow.web.evaluations.showing import overview, shown
from avow.web.evaluations.views.findings import _readings
from avow.web.initiatives.models import Figure
from avow.web.initiatives.views.showing import _shown
from avow.web.measures import keeping, unit_page
from avow.web.releases import sources
from avow.web.releases.protection import content_of
from tests.analysis.facts import facts_in, facts_of
from tests.web.initiatives.conftest import (  # noqa: F401 — fixtures shared by the rooms
    draft,
    facts,
    initiative,
    lead,
    proposed,
    published,
)

pytestmark = pytest.mark.django_db

VICTIMS = ("offence", "victim", "bcu", "borough", "ward", "recorded_on", "sex", "age_band",
           "ethnicity_self", "offence_group")  # fmt: skip
MEASURE = "victims-under-18"


@pytest.fixture
def city(tmp_path, settings):
    """Return facts of two boroughs; in Ashvale's East ward two victims are under 18."""
    settings.DATA_FOLDER = tmp_path
    rows = []
    for n in range(240):
        borough = "Ashvale" if n % 2 else "Brook"
        ward = "East" if n % 4 == 1 else "West"
        few = borough == "Ashvale" and ward == "East"
        band = "10-17" if (n < 8 if few else n % 3 == 0) else "25-34"
        day = date(2024, 1 + n % 12, 31 if n % 12 == 11 else 3)
        rows.append((n, n, "North", borough, ward, day, "female", band, "White", "rape"))
    facts_in(tmp_path, {"victims": {"columns": VICTIMS, "rows": rows}}, "duckdb")
    return tmp_path


def reads(who):
    return [event.detail for event in Event.objects.filter(verb="figures.read", actor=str(who.pk))]


def test_whoever_looks_at_exact_figures_of_few_people_leaves_a_trace(city, person, signed_in):
    analyst = person("analyst")
    desk, address = signed_in(analyst), reverse("measures:measure", args=[MEASURE])
    asked = {"by": "borough", "period": "year", "group": "sex"}

    assert desk.get(address, asked).status_code == 200
    assert desk.get(address, asked).status_code == 200
    desk.get(address, {"by": "ward", "period": "year"})
    desk.get(address, {"by": "bcu", "period": "year"})
    taken = desk.get(reverse("measures:download", args=[MEASURE, "csv"]), asked)

    assert taken.status_code == 200
    named = {"measure": MEASURE, "area": "borough", "period": "year", "group": "sex"}
    ward = {"measure": MEASURE, "area": "ward", "period": "year"}
    assert reads(analyst) == [named, ward, named | {"file": "csv"}]


def test_units_adjusted_for_the_mix_of_their_cases_are_traced(city, person, signed_in):
    analyst = person("analyst")
    desk = signed_in(analyst)
    measure = "charged-domestic-abuse"
    desk.get(reverse("measures:compare", args=[measure]))
    assert reads(analyst) == []
    desk.get(reverse("measures:compare", args=[measure]), {"mix": "place_kind"})
    named = {"measure": measure, "area": "bcu", "period": "year", "group": "place_kind"}
    assert reads(analyst) == [named]


def test_a_proposal_without_facts_names_no_folder(tmp_path, settings, person, signed_in):
    settings.DATA_FOLDER = tmp_path
    asked = {"measure": "recorded-offences", "kind": "table", "area": "bcu", "period": "year"}
    asked |= {"title": "Offences", "summary": "What was recorded."}
    desk = signed_in(person("analyst"))
    text = desk.post(reverse("releases:propose"), asked).content.decode()
    assert "has not been loaded yet" in text
    assert str(tmp_path) not in text


def test_a_month_released_by_itself_does_not_tell_the_others_of_its_quarter():
    counts = [(1, 1), (2, 1), (3, 5), (4, 0)]
    rows = [("North", "Ashvale", "", date(2024, month, 1), n) for month, n in counts]
    given = {"columns": ["bcu", "borough", "ward", "month_recorded", "offences"], "rows": rows}
    whole = facts_of({"offences_by_place": given})
    by_month = measures.run(whole, "recorded-offences", "force", "month")
    by_quarter = measures.run(whole, "recorded-offences", "force", "quarter")

    (march,) = content_of(by_month, (date(2024, 3, 5), date(2024, 3, 5))).table.to_pylist()

    assert content_of(by_quarter).table["numerator"].to_pylist()[0] == 5
    assert (march["period_label"], march["numerator"]) == ("2024-03", None)


def test_whoever_sees_protected_figures_leaves_none(city, person, signed_in):
    partner = person("partner")
    asked = {"by": "borough", "period": "year", "group": "sex"}
    signed_in(partner).get(reverse("measures:measure", args=[MEASURE]), asked)
    assert reads(partner) == []


def test_groups_compared_exactly_are_traced(facts, person, signed_in):  # noqa: F811
    who = person("plan-lead")
    asked = {"of": "victim", "characteristic": "ethnicity_self", "path": "charge"}
    asked |= {"place": "borough: Brook"}
    for name in ("disparity-file", "disparity-chart", "disparity"):
        assert signed_in(who).get(reverse(f"initiatives:{name}"), asked).status_code == 200
    named = {"group": "ethnicity_self", "area": "borough: Brook", "of": "victim"}
    assert reads(who) == [named | {"file": "csv"}, named]


@pytest.mark.parametrize(
    ("by", "period"), [("ward", "year"), ("borough", "month"), ("borough", "quarter")]
)
def test_partners_see_no_groups_of_small_places_or_times(city, person, signed_in, by, period):
    asked = {"by": by, "period": period, "group": "age_band"}
    address = reverse("measures:download", args=["victims-under-18", "csv"])
    held = signed_in(person("partner")).get(address, asked)
    assert held.status_code == 404 or "Ashvale" not in held.content.decode()


def test_a_commander_sees_the_own_unit_exact_and_no_other(city, person, signed_in, monkeypatch):
    commander = person("unit-commander")
    monkeypatch.setattr(units, "_commands", {"here": lambda who: ["North"]})
    seen = []
    monkeypatch.setattr(unit_page, "names", lambda *, exact: ["North", "South"])
    monkeypatch.setattr(unit_page, "signals", lambda unit, *, exact: [])
    table = unit_page.Table(caption="", columns=[], rows=[])

    def shown(unit, *, exact, whole_exact):
        seen.append((unit, exact, whole_exact))
        return table

    monkeypatch.setattr(unit_page, "table", shown)
    browser = signed_in(commander)
    for unit in ("North", "South"):
        assert browser.get(reverse("measures:unit", args=[unit])).status_code == 200
    assert seen == [("North", True, False), ("South", False, False)]
    asked = {"by": "ward", "period": "month"}
    held = browser.get(reverse("measures:download", args=[MEASURE, "csv"]), asked)
    assert held.status_code == 404
    assert browser.get(reverse("loads:gaps")).status_code == 403


def test_years_that_end_with_another_quarter_do_not_tell_the_quarters_of_a_ward():
    rules = disclosure.policy()
    for period in YEARS_ENDING:
        assert rules.refusal("counts", "ward", period)
        assert rules.refusal("groups", "borough", period)
        assert not rules.refusal("counts", "borough", period)


def test_a_group_with_line_breaks_is_an_answer_not_a_failure(city, person, signed_in):
    address = reverse("measures:download", args=[MEASURE, "csv"])
    asked = {"by": "borough", "period": "year", "group": 'sex\r\nSet-Cookie: x="y"'}
    desk = signed_in(person("analyst"))
    assert desk.get(address, asked).status_code == 404
    answer = desk.get(address, asked | {"group": "sex\r\n"})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_figures_to_choose_from_are_exact_and_so_are_traced(city, draft, person, signed_in):  # noqa: F811
    owner = person("action-owner")
    asked = {"measure": MEASURE, "by": "borough", "period": "year", "split": "sex"}
    address = reverse("initiatives:figure", args=[draft.pk])
    assert signed_in(owner).get(address, asked).status_code == 200
    named = {"measure": MEASURE, "area": "borough", "period": "year", "group": "sex"}
    assert reads(owner) == [named]


def test_figures_to_choose_from_are_for_those_who_see_exact_ones(
    city,
    draft,  # noqa: F811
    person,
    signed_in,
    monkeypatch,
):
    may = Person.may
    monkeypatch.setattr(Person, "may", lambda p, what: what != "figure.exact" and may(p, what))
    asked = {"measure": MEASURE, "by": "borough", "period": "year"}
    address = reverse("initiatives:figure", args=[draft.pk])
    assert signed_in(person("action-owner")).get(address, asked).status_code == 403


def test_exact_figures_lie_nowhere_in_the_database(settings, tmp_path, monkeypatch):
    settings.DATA_FOLDER = tmp_path
    held = {}
    shared = SimpleNamespace(
        get=held.get, set=lambda key, value, _seconds: held.update({key: value})
    )
    monkeypatch.setattr(keeping, "shared", shared)
    told = {"Ashvale": ("secret-figure-3",)}

    def anew():
        keeping._here.clear()
        return keeping.kept("exact", lambda: told)

    assert anew() == told
    (key,) = held
    assert b"secret" not in held[key]
    told = {"Ashvale": ("another",)}
    assert anew() == {"Ashvale": ("secret-figure-3",)}
    held[key] = pickle.dumps("forged")
    assert anew() == told
    keeping._here.clear()


def test_what_loads_found_is_told_rounded_beside_a_frozen_figure():
    frozen = {
        "title": "Charged",
        "unit_of_measure": "%",
        "definition": {"what": "A share.", "caveats": ["Read 3 things first."]},
        "method": "Wilson.",
        "caution": "",
        "faults": ["Read 3 things first.", "3 of 1,002 victims have no age."],
        "value": 1.0, "low": 0.5, "high": 2.0, "note": "",
    }  # fmt: skip
    figure = Figure(frozen=frozen, safe=None, unit="North", period_label="2024")
    figure.taken_on = date(2025, 1, 1)
    for safe in (None, {"value": 1.0, "low": 0.5, "high": 2.0, "note": ""}):
        figure.safe = safe
        told = _shown(figure, exact=False).faults
        assert told == ["Read 3 things first.", "Fewer than 5 of about 1,000 victims have no age."]
    assert "3 of 1,002 victims have no age." in _shown(figure, exact=True).faults


def test_partners_read_what_we_make_of_a_finding_without_its_counts(person):
    analyst = person("analyst")
    plan = Evaluation.objects.create(
        title="Lights", tried="Lamps.", expected="Fewer.", by="borough", areas=["Brook"],
        starts_on=date(2024, 7, 1), methods=[kinds.SERIES], planned_by=analyst,
    )  # fmt: skip
    said = "In Brook 3 offences were left.\nOf 1,213 before, over 18 months."
    Reading.objects.create(evaluation=plan, text=said, written_by=analyst)

    assert [each.text for each in _readings(plan, exact=True)] == [said]
    (told,) = _readings(plan, exact=False)
    assert told.text == (
        "In Brook fewer than 5 offences were left.\nOf about 1,215 before, over 18 months."
    )


def test_partners_cannot_work_counts_out_of_the_digits_of_an_effect():
    # Of a pilot that fell from 42 to 31 cases each count is known to the nearest five elsewhere.
    result = {
        "summary": "Fewer: 26.2% fewer, but the 95% interval reaches from 41.3% fewer "
        "to 0.8% more.",
        "sentences": [],
        "threats": [{"name": "a", "state": "seen", "sentence": "It missed by 11.4% of its level."}],
        "method": "Poisson.",
        "effect": {"percent": -26.2, "low": -41.3, "high": 0.8, "level": 0.95},
    }
    finding = Finding(evaluation=Evaluation(), method=kinds.DID, content={"result": result})
    finding.content["least"] = 31.0

    told = shown(finding, exact=False)

    assert told.summary == (
        "Fewer: 25% fewer, but the 95% interval reaches from 40% fewer to under 5% more."
    )
    assert told.threats[0]["sentence"] == "It missed by 10% of its level."
    table = overview([told], exact=False)
    assert table is not None
    assert list(table.rows[0][1:4]) == ["−25%", "−40%", "0%"]
    finding.content["least"] = 310.0
    assert "26% fewer" in shown(finding, exact=False).summary


def test_partners_are_told_a_quotient_with_one_digit():
    said = "Quotient 1.97 (interval 0.12 to 3.14): some of it moved."
    result = {"summary": said, "reading": said, "sentences": [], "threats": [], "method": ""}
    result |= {"effect": {"percent": None}}
    content = {"result": result, "least": 42.0}
    finding = Finding(evaluation=Evaluation(), method=kinds.DISPLACEMENT, content=content)
    told = shown(finding, exact=False).summary
    assert told == "Quotient 2.0 (interval 0.1 to 3.1): some of it moved."


def test_an_extract_of_the_force_is_named_by_its_map_and_not_by_its_file(monkeypatch):
    from avow.analysis.feeds.report import Report, Source

    report = Report(
        feed="own-records", version="1", load_id="x", loaded_at="2026-03-02T09:00:00+00:00",
        sources=[Source("cases against PC 4711.csv", "0", 1, 10)], tables=[], quarantined=[],
        findings=[], title="Records of the force",
    )  # fmt: skip
    monkeypatch.setattr(sources, "feeds_with", lambda *_: {"own-records": "x"})
    monkeypatch.setattr(sources.feeds, "known_feeds", lambda *_: ["own-records"])
    monkeypatch.setattr(sources.feeds, "reports", lambda *_: [report])
    assert sources.loaded_from(["offences"]) == ["Records of the force, loaded on 2 March 2026."]


def test_a_word_of_few_rows_can_be_a_name_and_is_not_listed():
    place = ("victims", "borough", "Where")
    words = Counter({(*place, "Camdn"): 40, (*place, "Jo Bloggs"): 1, (*place, "A Nother"): 2})
    for made in (findings._unmapped(words), findings._strange(words)):
        (one,) = made
        assert [row[3:] for row in one.rows] == [
            ["Camdn", 40],
            ["(2 words of fewer than 5 rows each)", 3],
        ]
        assert "Bloggs" not in one.sentence
        assert "Camdn" not in one.sentence


def test_what_people_say_and_what_officers_saw_are_never_crossed():
    asked = measures.definition(MEASURE)
    assert {"ethnicity_self", "ethnicity_officer"} <= set(asked.groups)
    with pytest.raises(MeasureError, match="never combined"):
        measures.groups.require(asked, "ethnicity_officer*ethnicity_self")


def test_what_the_command_line_writes_is_not_for_everybody_on_the_machine(tmp_path):
    before = os.umask(0o022)
    try:
        CliRunner().invoke(app, ["measure", "show", MEASURE])
        (tmp_path / "figures.csv").write_text("3", encoding="utf-8")
        assert (tmp_path / "figures.csv").stat().st_mode & 0o007 == 0
    finally:
        os.umask(before)
