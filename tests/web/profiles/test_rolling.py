"""Editions of a year that ends with the newest quarter, whichever that is."""

from datetime import date

import pytest

from avow.analysis.synthetic import records
from avow.web.profiles import actions, drafts, reading
from avow.web.profiles.reading import Asked, read

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROLLING = "year ending 2025-09"


@pytest.fixture(scope="module")
def until_september(tmp_path_factory):
    """Return facts whose newest whole quarter is the third of 2025."""
    folder = tmp_path_factory.mktemp("rolling")
    records.write(folder, offences=3000, seed=5, start=date(2023, 1, 1), end=date(2025, 9, 1))
    return folder


@pytest.fixture(autouse=True)
def folder(until_september, settings):
    settings.DATA_FOLDER = until_september


def counts(kind):
    rows = read("offences-recorded", Asked("bcu", kind)).of(reading.units()[0])
    return {row["period_label"]: row["value"] for row in rows}


def test_the_four_quarters_up_to_the_newest_can_be_covered():
    offered = [each.label for each in reading.periods()]
    assert offered == [ROLLING, "2024", "2023", "2025-Q3", "2025-Q2", "2025-Q1", "2024-Q4"]
    covered = reading.period(ROLLING)
    assert reading.span(covered) == (date(2024, 10, 1), date(2025, 9, 30))
    assert covered.newest_month == "2025-09"


def test_its_figures_are_those_of_its_four_quarters(analyst):
    quarters = counts("quarter")
    year = sum(quarters[label] for label in ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3"))
    edition = actions.start_edition(by=analyst, unit=reading.units()[0], period=ROLLING)

    made = drafts.joined(edition, exact=True)

    assert made.period == ROLLING
    fact = next(f for f in made.facts.values() if f.key == "offences-recorded:offence_group=Rape")
    assert fact.period == ROLLING
    kinds = sum(
        f.value for key, f in made.facts.items() if key.startswith("offences-recorded:offence_grou")
    )
    assert kinds == year == counts("year-09")[ROLLING]


def test_partners_see_it_protected(analyst):
    edition = actions.start_edition(by=analyst, unit=reading.units()[0], period=ROLLING)
    exact, protected = (drafts.joined(edition, exact=seen).facts for seen in (True, False))
    counts_of = ("people-harmed:", "offences-recorded:", "weekday:")
    counted = [fact.value for key, fact in protected.items() if key.startswith(counts_of)]
    assert counted
    assert all(value % 5 == 0 for value in counted)
    assert len(protected) <= len(exact)
