"""Counts in a sentence pass the same rule as counts in a table."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.analysis.disclosure import policy, protect_result, protect_sentence
from avow.analysis.measures import run
from tests.analysis.facts import facts_of, offences

RULES = policy()
COUNT = re.compile(r"(?<![\w,])\d+(?:,\d{3})*")


def numbers(sentence):
    return [int(found.replace(",", "")) for found in COUNT.findall(sentence)]


@pytest.mark.parametrize(
    ("told", "safe"),
    [
        (
            "34 of 1,612,003 offences are dated January 1900, a placeholder.",
            "About 35 of about 1,612,005 offences are dated January 1900, a placeholder.",
        ),
        ("3 victims have no month.", "Fewer than 5 victims have no month."),
        ("There are 0 offences.", "There are 0 offences."),
        (
            "20 titles (2 of 48,653 offences) are classed otherwise by vawg-met-2025.",
            "20 titles (fewer than 5 of about 48,655 offences) are classed otherwise by "
            "vawg-met-2025.",
        ),
        (
            "Fewer in 10 of 13 years and more in 3 years (2024, 2025, 2026).",
            "Fewer in 10 of 13 years and more in 3 years (2024, 2025, 2026).",
        ),
        ("Unknown for 3 of 40 victims (8%).", "Unknown for fewer than 5 of about 40 victims."),
        (
            "Unknown for 298,927 of 1,527,047 victims (20%).",
            "Unknown for about 298,925 of about 1,527,045 victims (20%).",
        ),
        ("7 people, 8 cases", "About 5 people, about 10 cases"),
        ("No row from 3 May 2024 to 12 June 2024.", "No row from 3 May 2024 to 12 June 2024."),
        ("There were 3 May marches.", "There were fewer than 5 May marches."),
    ],
)
def test_counts_are_rounded_and_years_and_things_are_not(told, safe):
    assert protect_sentence(told, RULES) == safe


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_no_exact_count_is_left(part, whole):
    safe = protect_sentence(f"{part:,} of {whole:,} offences are odd, {part} of them.", RULES)

    assert all(number % RULES.base == 0 or 1900 <= number < 2100 for number in numbers(safe))


def test_faults_a_load_found_go_out_rounded_and_reviewed_text_stays():
    facts = facts_of(offences(("North", "Ash", "Mill", date(2024, 1, 1), 50)))
    result = run(facts, "recorded-offences", by="borough", period="year")
    found = "13 of 96 offences have no month committed."

    faults = protect_result(replace(result, faults=(*result.faults, found))).faults

    assert faults == (*result.faults, "About 15 of about 95 offences have no month committed.")
