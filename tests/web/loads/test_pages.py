"""The pages of the data: what is wrong first, loads over time, gaps as a table of shades."""

import csv
import io

import pytest
from django.urls import reverse

from avow.analysis.feeds import changes
from avow.web.loads import heat, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def text_of(client, name, *args, status=200, **asked):
    response = client.get(reverse(f"loads:{name}", args=args), asked)
    assert response.status_code == status
    return response.content.decode()


def table_of(client, name, *args, **asked):
    text = text_of(client, name, *args, **asked)
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


@pytest.fixture
def client(person, signed_in):
    return signed_in(person("analyst"))


def test_a_finding_shows_its_rows(loads, client):
    text = text_of(client, "feed", "mps-vawg")
    assert "Recorded from 2023-11 to 2024-12" in text
    assert "Show the rows" in text


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("plan-lead", 200),
        ("unit-commander", 403),
        ("analyst", 200),
        ("approver", 200),
        ("partner", 403),
        ("auditor", 403),
    ],
)
def test_who_may_see_what_was_loaded(empty, person, signed_in, role, status):
    client = signed_in(person(role))
    for name in ("index", "gaps"):
        assert client.get(reverse(f"loads:{name}")).status_code == status


def test_without_facts_the_pages_name_the_command(empty, client):
    assert "avow feed load" in text_of(client, "index")
    assert "No facts are loaded" in text_of(client, "gaps")
    text_of(client, "feed", "mps-vawg", status=404)
    text_of(client, "feed", "no-such-feed", status=404)
    text_of(client, "quarantine-file", "mps-vawg", status=404)
    text_of(client, "gaps-file", "offences", status=404)


def test_what_is_wrong_stands_first(loads, client):
    text = text_of(client, "index")
    wrong, feeds_ = text.index("What to look at"), text.index('id="loaded"')
    assert wrong < text.index("0% of offences_by_place fills ward") < feeds_
    assert "1 of 113 rows are in quarantine" in text
    assert "Never loaded" in text
    assert "avow feed load boundaries FILE" in text


def test_a_load_with_its_history(loads, client):
    text = text_of(client, "feed", "mps-vawg")
    assert "2 loads are kept" in text
    assert "0% of offences_by_place fills ward; at the load before it was 100%" in text
    assert "Offences by place: how full each column was" in text
    assert "Moved by five points or more: Ward." in text
    assert "From 2023-11 to 2024-12" in text
    assert "count is negative" in text
    assert "b.parquet" in text


def test_quarantine_is_told_by_reason_and_no_row_is_shown(loads, client):
    (row,) = table_of(client, "quarantine-file", "mps-vawg")
    assert (row["reason"], row["rows"], row["first"]) == (
        "count is negative",
        "1",
        "b.parquet row 113",
    )


def test_gaps_by_column_then_by_unit(loads, client):
    text = text_of(client, "gaps")
    assert "Offences by place: share of each column that is filled" in text
    assert "The newest month is December 2024" in text
    assert text.index("Dec 24") < text.index("Nov 24")
    text = text_of(client, "gaps", column="ward", by="borough", period="year")
    assert "Ward, share filled by unit" in text
    assert "Tower Hamlets" in text
    assert '<td class="av-table__num av-heat__cell av-heat__cell--0" title="0 of' in text
    one = text_of(client, "gaps", column="borough", by="borough", unit="Hackney", period="quarter")
    assert "Borough in Hackney, share filled" in one
    assert "2024 Q4" in one
    assert "in Central East" in text_of(client, "gaps", unit="Central East")


def test_a_question_that_makes_no_sense_gets_the_default(loads, client):
    text = text_of(client, "gaps", table="x", by="y", period="z", column="q", unit="w")
    assert "Offences by place: share of each column that is filled" in text


def test_the_file_holds_every_column_unit_and_period(loads, client):
    rows = table_of(client, "gaps-file", "offences_by_place", by="borough", period="year")
    ward = [row for row in rows if row["column"] == "ward"]
    assert len(ward) == 16
    assert {(row["year"], row["rows"], row["share"]) for row in ward} == {
        ("2023-01-01", "18", "0.0"),
        ("2024-01-01", "108", "0.0"),
    }
    assert {row["column"] for row in rows} >= {"ward", "borough", "recorded_late"}


def test_pages_ask_the_database_only_who_is_there(loads, client, django_assert_max_num_queries):
    for name, args in (("index", ()), ("feed", ("mps-vawg",)), ("gaps", ())):
        text_of(client, name, *args)
        with django_assert_max_num_queries(8):
            text_of(client, name, *args)


def test_shares_close_to_all_and_none_are_not_rounded_to_them():
    assert heat._shade(10_000, 9_999).text == ">99%"
    assert heat._shade(10_000, 1).text == "<1%"
    assert heat._shade(4, 4).text == "100%"
    assert heat._shade(0, 0).shade == "none"


def test_an_empty_cell_that_is_an_answer_is_shaded_as_no_gap():
    assert heat._shade(100, 17, gap=heat._is_gap("victims", "referral_days")).shade == "none"
    assert heat._shade(100, 17, gap=heat._is_gap("victims", "ethnicity_self")).shade == "0"
    assert heat._is_gap("victims", "recorded_late")
    assert words.meaning("victims", "referral_days").endswith("empty if none was made. No gap.")
    assert words.meaning("victims", "sex") == "Sex; empty if unknown."
    assert changes.LIMITS.filled == 0.05
