"""The day that dates a measure as evidence: the end of its newest whole and mature period."""

from datetime import date

import pyarrow.parquet as pq
import pytest
from django.utils import timezone

from avow.analysis import measures
from avow.web.core import evidence
from avow.web.measures import public
from avow.web.measures.actions import attach_evidence, remove_evidence
from avow.web.measures.dating import dated
from avow.web.plan.actions import report_progress
from avow.web.plan.standings import standing_of

pytestmark = pytest.mark.django_db
MEASURE = "recorded-offences"


@pytest.mark.parametrize(
    ("period", "day"),
    [("year", date(2024, 12, 31)), ("quarter", date(2024, 12, 31)), ("month", date(2024, 12, 31))],
)
def test_a_whole_period_dates_it_by_its_last_day(facts, period, day):
    assert dated(MEASURE, period) == day


@pytest.mark.parametrize(
    ("last", "period", "day"),
    [
        (date(2024, 11, 1), "year", date(2023, 12, 31)),
        (date(2024, 11, 1), "quarter", date(2024, 9, 30)),
        (date(2024, 11, 1), "month", date(2024, 11, 30)),
        (date(2024, 3, 1), "quarter", date(2024, 3, 31)),
    ],
)
def test_a_period_that_is_not_over_does_not(facts, last, period, day):
    import pyarrow.compute as pc

    for path in (facts / "facts" / "offences_by_place").glob("*.parquet"):
        whole = pq.read_table(path)
        pq.write_table(whole.filter(pc.field("month_recorded") <= last), path)
    assert dated(MEASURE, period) == day


def test_cases_that_need_time_date_it_by_an_older_period(facts, monkeypatch):
    from dataclasses import replace

    slow = replace(measures.definition(MEASURE), mature_days=180)
    monkeypatch.setattr(measures, "definition", lambda _: slow)
    assert dated(MEASURE, "quarter") == date(2024, 6, 30)
    assert dated(MEASURE, "year") == date(2023, 12, 31)
    assert dated(MEASURE, "month") == date(2024, 6, 30)


def test_without_facts_or_a_measure_there_is_no_day(settings, tmp_path, facts):
    assert dated("no-such-measure", "year") is None
    settings.DATA_FOLDER = tmp_path / "empty"
    assert dated(MEASURE, "year") is None


def test_what_is_attached_counts_for_the_action_until_it_is_taken_away(facts, lead, plan, action):
    from avow.web.plan.models import Action

    found = Action.objects.select_related("commitment__pillar__version").get(pk=action.pk)
    report_progress(by=lead, action=found, status="on-track", owner="Head", note="It goes on.")
    piece = attach_evidence(
        by=lead, lineage=action.lineage, measure=MEASURE, area="force", period="year", note="Shows."
    )
    (held,) = public.pieces()
    assert (held.kind, held.dated, held.shows) == ("measure", date(2024, 12, 31), "Shows.")
    for day, lacks in ((date(2025, 3, 31), False), (date(2025, 4, 1), True)):
        assert standing_of(found, plan, day).lacks_evidence is lacks
    remove_evidence(by=lead, evidence=piece)
    assert standing_of(found, plan, date(2025, 1, 1)).lacks_evidence


def test_releases_are_offered_to_be_cited_by_the_last_day_of_their_figures(released):
    made = released()
    (offered,) = evidence.kinds()["release"].source()
    assert (offered.key, offered.title) == (str(made.pk), made.title)
    assert offered.dated == timezone.localdate()
    released(title="Of 2023", start=date(2023, 1, 1), end=date(2023, 12, 31))
    assert next(c.dated for c in evidence.kinds()["release"].source()) == date(2023, 12, 31)
