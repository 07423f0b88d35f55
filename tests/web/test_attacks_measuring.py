"""What somebody might try to learn of a few people from figures, and what the site gives away.

Each test says what must hold. Those that do not hold yet are marked, strictly, with the reason.
"""

import csv
import io
import re
from calendar import monthrange
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from avow.analysis import disclosure, measures
from avow.analysis.evaluation import (
    Area,
    Panel,
    Pilot,
    difference,
    displaced,
    displacement,
    series,
    synthetic,
)
from avow.analysis.measures import Result
from avow.analysis.measures.result import SCHEMA
from avow.web.accounts.actions import add_person
from avow.web.accounts.models import Person
from avow.web.core.states import IllegalMoveError
from avow.web.evaluations import kinds, running
from avow.web.evaluations.actions.plan_evaluation import data_are_in
from avow.web.evaluations.models import Evaluation, Finding
from avow.web.evaluations.showing import shown
from avow.web.initiatives import actions
from avow.web.measures.dating import dated
from avow.web.profiles import drafts
from avow.web.profiles.document.content import Part
from avow.web.profiles.models import Reply, Wording
from tests.analysis.facts import facts_in
from tests.web.initiatives.conftest import (  # noqa: F401 — fixtures shared by the rooms
    answer_all,
    draft,
    facts,
    initiative,
    lead,
    proposed,
    published,
    signer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(person, signed_in) -> Client:
    """Return the browser of a charity that works with the force."""
    return signed_in(person("partner"))


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_partners_are_not_told_the_exact_figures_that_words_were_written_against():
    written = {"label": "Age: 0-9", "text": "3 victims", "period": "2025"}
    words = Wording(
        text="Few children.",
        for_partners=True,
        number=1,
        covering="2025",
        figures={"people-harmed:age_band=0-9": written},
        created_at=timezone.now(),
    )
    hidden_now = Part(id="harmed", heading="Who is harmed", question="", blocks=())

    theirs = drafts.join(hidden_now, words, (), exact=False)

    assert theirs.words is not None
    assert "3 victims" not in [change.then for change in theirs.words.changes]


def windows(first: int, last: int):
    return [(a, b) for a in range(first, last + 1) for b in range(a, last + 1)]


def narrowed(ask, months: int) -> list[tuple[int, int]]:
    """Return what each month can hold at least and at most, by what every window says of it."""
    far = 10**6
    most = [[0 if a == b else (0 if a > b else far) for b in range(months + 1)]
            for a in range(months + 1)]  # fmt: skip
    for first, last in windows(1, months):
        low, high = ask(first, last)
        most[first - 1][last] = min(most[first - 1][last], high)
        most[last][first - 1] = min(most[last][first - 1], -low)
    for via in range(months + 1):
        for a in range(months + 1):
            for b in range(months + 1):
                most[a][b] = min(most[a][b], most[a][via] + most[via][b])
    return [(-most[m][m - 1], most[m - 1][m]) for m in range(1, months + 1)]


@pytest.mark.slow
def test_windows_that_slide_do_not_give_away_a_month_of_few_people(partner, facts):  # noqa: F811
    # Two or three victims a month in Brook have no known ethnic group.
    def ask(first: int, last: int) -> tuple[int, int]:
        asked = {"of": "victim", "characteristic": "ethnicity_self", "path": "charge"}
        asked |= {"place": "borough: Brook", "start": f"2024-{first:02d}-01"}
        asked |= {"end": f"2024-{last:02d}-{monthrange(2024, last)[1]}"}
        answer = partner.get(reverse("initiatives:disparity-file"), asked)
        if answer.status_code != 200:
            return 0, 10**6
        row = next(r for r in rows_of(answer) if r["group"] == "Not known")
        if row["of_status"] == "suppressed":
            return 0, 10**6
        near = int(row["of"])
        return (near, near) if near == 0 else (5 if near == 5 else near - 2, near + 2)

    told = narrowed(ask, 12)

    assert not [month for month in told if month[0] == month[1] and 0 < month[0] < 5]


@pytest.fixture
def gappy(tmp_path, settings):
    """Return facts of one borough: two victims of January have no known ethnic group, then six."""
    settings.DATA_FOLDER = tmp_path
    rows = [
        (100 * month + n, n, "North", "Ashvale", date(2024, month, 3), "" if n < empty else "White")
        for month, empty in ((1, 2), (2, 6), (3, 6))
        for n in range(40)
    ]
    columns = ("offence", "victim", "bcu", "borough", "recorded_on", "ethnicity_self")
    facts_in(tmp_path, {"victims": {"columns": columns, "rows": rows}}, "duckdb")
    return tmp_path


def test_whoever_sees_no_exact_figures_sees_no_gaps(gappy, person, signed_in, monkeypatch):
    # What were withheld of a month would be the quarter less the other months.
    may = Person.may
    monkeypatch.setattr(Person, "may", lambda p, what: what != "figure.exact" and may(p, what))
    without = signed_in(person("approver"))

    for period in ("month", "quarter", "year"):
        asked = {"by": "borough", "period": period}
        for name, args in (("gaps", []), ("gaps-file", ["victims"]), ("index", [])):
            assert without.get(reverse(f"loads:{name}", args=args), asked).status_code == 403


def test_partners_are_not_told_exact_counts_by_what_could_be_wrong():
    places = {"Ashvale": 7, "Brook": 3, "Carrow": 911}
    months = [f"2024-{month:02d}" for month in range(1, 13)]
    panel = Panel.of(
        [place for place in places for _ in months],
        [month for _ in places for month in months],
        [float(each) for each in places.values() for _ in months],
    )
    pilot = Pilot(
        areas=("Ashvale",),
        start="2024-07",
        outcome="recorded offences",
        comparison=("Carrow",),
        neighbours=("Brook",),
    )
    result = displacement(panel, pilot, buffer=pilot.neighbours)
    content = {"result": result.as_dict(), "least": 42.0}
    finding = Finding(evaluation=Evaluation(), method=kinds.DISPLACEMENT, content=content)

    told = shown(finding, exact=False)

    assert told.threats
    assert "5,466" not in " ".join(threat["sentence"] for threat in told.threats)


def test_a_control_of_another_size_is_told_without_its_counts():
    found = displaced(pilot=Area(before=42, after=30), control=Area(before=5_466, after=5_400))
    said = next(each for each in found.threats if each.name == "a control of another size")
    assert not re.search(r"\d", said.sentence)


def test_partners_are_told_percentages_and_numbers_of_places_alone():
    random = np.random.default_rng(3)
    places, months = [f"P{n}" for n in range(12)], [f"{y}-{m:02d}" for y in (2022, 2023, 2024)
                                                    for m in range(1, 13)]  # fmt: skip
    panel = Panel.of(
        [place for place in places for _ in months],
        [month for _ in places for month in months],
        [float(count) for count in random.poisson(60, len(places) * len(months))],
    )
    pilot = Pilot(areas=("P0",), start="2024-01", outcome="recorded offences")
    for method, run in (
        (kinds.DID, difference),
        (kinds.SERIES, series),
        (kinds.SYNTHETIC, synthetic),
    ):
        result = run(panel, pilot).as_dict()
        content = {"result": result, "least": 99.0}
        told = shown(Finding(evaluation=Evaluation(), method=method, content=content), exact=False)
        assert told.summary.split(":")[0] == result["summary"].split(":")[0]
        assert told.sentences
        for banned in ("In numbers", "mean gap", "One period", "Counts vary"):
            assert banned not in " ".join(told.sentences)


def test_small_counts_of_the_comparison_keep_a_finding_inside():
    months = [f"2024-{month:02d}" for month in range(1, 13)]
    counts = {"Ashvale": 50.0, "Brook": 40.0, "Carrow": 0.25}
    panel = Panel.of(
        [place for place in counts for _ in months],
        months * 3,
        [each for each in counts.values() for _ in months],
    )
    pilot = Pilot(areas=("Ashvale",), start="2024-07", outcome="offences", comparison=("Carrow",))
    assert running._least(panel, pilot, {"Ashvale": "2024-07"}) == 1.5


def test_a_share_beside_a_rounded_count_does_not_tell_it():
    said = "3 of 1,002 searches (0.3%) have no place."
    assert "0.3%" not in disclosure.protect_sentence(said, disclosure.policy())


def test_a_note_does_not_tell_a_hidden_nought():
    nothing = "No figure: there is nothing to take the middle of."
    plain = {"unit_kind": "force", "unit": "Force", "force": "Force", "complete": True}
    plain |= {"period": date(2024, 1, 1), "period_label": "2024"}
    rows = [
        {**plain, "group": group, "denominator": counted, "note": note}
        for group, counted, note in (("yes", 3, ""), ("no", 0, nothing), ("Not known", 0, nothing))
    ]
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    asked = measures.definition("days-to-charge")
    result = Result(asked, "force", "year", table, (), "", "", group="domestic_abuse")

    safe = disclosure.protect_result(result).table.to_pylist()

    hidden = [row for row in safe if row["denominator_status"] == "suppressed"]
    assert len(hidden) == 2
    assert nothing not in [row["note"] for row in hidden]


def test_a_kind_of_place_that_is_none_is_an_answer_not_a_failure(partner, tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    (tmp_path / "runs" / "recorded-offences").mkdir(parents=True)
    address = reverse("measures:measure", args=["recorded-offences"])
    assert partner.get(address, {"by": "x" * 300}).status_code in (200, 404)


def test_a_day_at_the_end_of_time_is_an_answer_not_a_failure(partner, facts):  # noqa: F811
    asked = {"of": "victim", "characteristic": "sex", "path": "charge", "end": "9999-12-31"}
    assert partner.get(reverse("initiatives:disparity"), asked).status_code in (200, 404)
    answer = partner.get(reverse("initiatives:disparity"), asked | {"end": "31/12/9999"})
    assert "Choose a day between 1900 and 2199." in answer.content.decode()


def test_a_plan_registered_after_its_figures_were_loaded_says_so(tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    columns = ("bcu", "borough", "month_recorded", "offences")
    rows = [("North", "Ashvale", date(2024, month, 1), 30) for month in range(1, 13)]
    facts_in(tmp_path, {"offences_by_place": {"columns": columns, "rows": rows}}, "duckdb")
    plan = Evaluation(measure="recorded-offences", by="borough", starts_on=date(2024, 7, 1))

    assert data_are_in(plan)


def test_evidence_is_not_dated_after_the_newest_day_loaded(tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    newest = date(2026, 3, 2)
    rows = [("North", "Ashvale", day) for day in (date(2026, 1, 5), date(2026, 2, 5), newest)]
    columns = ("bcu", "borough", "recorded_on")
    facts_in(tmp_path, {"offences": {"columns": columns, "rows": rows}}, "duckdb")

    told = dated("offences-in-public-places", "month")

    assert told is not None
    assert told <= newest


def test_nobody_signs_what_they_wrote_in_the_version_before(draft, initiative, lead):  # noqa: F811
    both = add_person(
        by=None,
        email="both@force.example",
        name="Both",
        password="a long enough password",
        roles=["plan-lead", "equality-lead"],
    )
    signs = add_person(
        by=None,
        email="signs@force.example",
        name="Signs",
        password="a long enough password",
        roles=["equality-lead"],
    )
    answer_all(both, draft)
    ready = actions.hand_in_assessment(by=lead, assessment=draft)
    actions.sign_assessment(by=signs, assessment=ready, remark="There is no figure of it yet.")
    following = actions.start_assessment(by=lead, initiative=initiative)
    actions.write_assessment(
        by=lead,
        assessment=following,
        revision=following.revision,
        answers=following.answers,
        review_on=ready.review_on,
    )
    actions.hand_in_assessment(by=lead, assessment=following)

    with pytest.raises(IllegalMoveError):
        actions.sign_assessment(by=both, assessment=following)


def test_a_reply_taken_back_from_partners_is_gone_for_them(partner, person):
    about = {"unit": "North", "about": "profile", "key": "", "title": "The whole profile"}
    by = person("unit-commander")
    for number, text, shared in ((1, "Said too much.", True), (2, "Said less.", False)):
        first = Reply.objects.create(
            **about, number=number, text=text, for_partners=shared, written_by=by
        )

    assert partner.get(reverse("profiles:reply-history", args=[first.pk])).status_code == 404


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's own")
def test_a_row_that_only_adds_up_is_not_replaced(person):
    kept = Reply.objects.create(
        unit="North", about="profile", key="", title="The whole profile", number=1,
        text="As it was said.", written_by=person("unit-commander"),
    )  # fmt: skip
    columns = [field.column for field in Reply._meta.concrete_fields]
    told = ", ".join("'Forged.'" if name == "text" else name for name in columns)
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR REPLACE INTO profiles_reply ({', '.join(columns)}) "
            f"SELECT {told} FROM profiles_reply WHERE id = %s",
            [kept.pk.hex],
        )
