"""Plans are found by structure: labels, numbers, letters, hashes, bullets and paragraphs."""

from pathlib import Path

import pytest

from avow.analysis.documents import NotAPlanError, parse_plan, read_plan
from tests.shared import shared

PLANS = Path(__file__).parent / "plans"


def shape(plan):
    return [
        (pillar.number, pillar.title, [(c.number, len(c.actions)) for c in pillar.commitments])
        for pillar in plan.pillars
    ]


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [
        (
            "objectives",
            "Ending Violence Against Women and Girls: Our Delivery Plan 2025 to 2028",
            [
                ("1", "Earn the confidence of women and girls", [("1.1", 3), ("1.2", 2)]),
                ("2", "Pursue those who cause harm", [("2.1", 2), ("2.2", 2)]),
                ("3", "Care for victims", [("3.1", 2), ("3.2", 1)]),
            ],
        ),
        (
            "lettered",
            "Charter on violence against women and girls",
            [("", "", [("1", 3), ("2", 3), ("3", 2), ("4", 3), ("5", 2)])],
        ),
        (
            "markdown",
            "Fellshire Police: plan to tackle violence against women and girls",
            [
                ("", "Trust", [("1", 2), ("2", 2)]),
                ("", "Perpetrators", [("3", 2), ("4", 2)]),
                ("", "Victims", [("5", 2), ("6", 2)]),
            ],
        ),
        (
            "paragraphs",
            "Harrow Vale Police Action Plan for the Safety of Women",
            [("", "", [("1", 2), ("2", 2), ("3", 2), ("4", 2), ("5", 2)])],
        ),
        (
            "themes",
            "Safer for Women: a strategy for 2025-2029",
            [("", "", [("1", 3), ("2", 3), ("3", 2), ("4", 2), ("5", 2)])],
        ),
    ],
)
def test_plans_of_many_makes(name, title, expected):
    plan = read_plan(PLANS / f"{name}.txt")
    assert plan.title == title
    assert shape(plan) == expected


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("headed", {"INCREASING CONFIDENCE": [2, 1], "PURSUING OFFENDERS": [2]}),
        ("nested", {"Prevention": [2, 1], "Protection": [2]}),
        ("priorities", {"": [2, 1, 1]}),
        ("labelled", {"": [2, 2]}),
        ("flat", {"": [0, 0, 0]}),
        ("romans", {"": [2, 1, 1]}),
        ("pillars", {"Trust": [2, 1], "Justice": [1]}),
        ("bold", {"": [0, 0]}),
        ("leads", {"": [3, 1]}),
    ],
)
def test_small_plans_of_yet_other_makes(name, counts):
    plan = read_plan(PLANS / f"{name}.txt")
    found = {p.title: [len(c.actions) for c in p.commitments] for p in plan.pillars}
    assert found == counts


def test_wrapped_actions_are_whole_and_numbered_as_written():
    plan = read_plan(PLANS / "objectives.txt")
    actions = next(plan.commitments).actions
    assert [action.number for action in actions] == ["1.1.1", "1.1.2", "1.1.3"]
    assert actions[1].text == (
        "We will suspend from public duties anyone under investigation for domestic abuse or a "
        "sexual offence."
    )


def test_paragraphs_state_then_promise():
    first = next(read_plan(PLANS / "paragraphs.txt").commitments)
    assert first.title == "Believe and support every victim"
    assert first.text == "Victims will be believed. We know that too many give up on us."
    assert first.actions[0].text.startswith("We will give each victim of rape")


def test_text_after_the_last_commitment_stays_out():
    plan = read_plan(PLANS / "objectives.txt")
    assert "30 June" not in str(plan)


def test_the_real_leaflet():
    plan = read_plan(shared("sources/003_met-draft-commitments-leaflet-2023.txt"))
    assert plan.title == "Tackling Violence Against Women and Girls Action Plan"
    assert [(p.number, len(p.commitments)) for p in plan.pillars] == [("1", 5), ("2", 3), ("3", 2)]
    assert [c.number for c in plan.commitments] == [str(n) for n in range(1, 11)]
    assert [len(c.actions) for c in plan.commitments] == [4, 4, 4, 2, 4, 6, 2, 5, 5, 3]
    assert "**" not in str(plan)
    assert "Survey" not in str(plan)
    last = list(plan.commitments)[-1].actions[-1]
    assert last.text.endswith("in protecting victims and offender management")


def test_a_flat_list_of_promises():
    plan = parse_plan(
        "Our plan\n\n1. We will listen to women.\n2. We will arrest abusers sooner.\n"
        "3. We will publish what we find.\n"
    )
    assert shape(plan) == [("", "", [("1", 0), ("2", 0), ("3", 0)])]
    assert next(plan.commitments).text == "We will listen to women."


def test_a_table_of_contents_is_passed_over():
    plan = parse_plan(
        "The Plan\n\nCommitment 1: Listen ........ 2\nCommitment 2: Act ......... 3\n\n"
        "Commitment 1: Listen\n\n- We will hold meetings\n\nCommitment 2: Act\n\n- We will arrest\n"
    )
    assert shape(plan) == [("", "", [("1", 1), ("2", 1)])]


def test_contents_without_dots_give_way_to_the_fuller_entry():
    plan = parse_plan(
        "The Plan\n\nCommitment 1: Listen\n\nCommitment 2: Act\n\nDetails\n\n"
        "Commitment 1: Listen\n\n- We will hold meetings\n\nCommitment 2: Act\n\n- We will arrest\n"
    )
    assert shape(plan) == [("", "", [("1", 1), ("2", 1)])]


def test_subheadings_and_measures_within_a_commitment():
    plan = parse_plan(
        "The Plan\n\nCommitment 1: Listen\n\nWe will hear women.\n\nOur actions\n\n- We will meet\n"
        "- We will ask\n\nHow we will know\n\n- Trust rises\n\nCommitment 2: Act\n\nVetting\n\n"
        "- We will vet all\n\nArrests\n\n- We will arrest sooner\n"
    )
    one, two = plan.commitments
    assert [a.text for a in one.actions] == ["We will meet", "We will ask"]
    assert one.text == "We will hear women."
    assert [a.text for a in two.actions] == ["We will vet all", "We will arrest sooner"]


def test_codes_and_words_for_numbers():
    plan = parse_plan(
        "Strategy\n\nPillar One - Trust\n\nC1: Listen to women\n\n- We will meet\n\n"
        "C2: Act on it\n\n- We will act\n\nPillar Two - Justice\n\nC3: Arrest\n\n- We will arrest\n"
    )
    assert shape(plan) == [
        ("One", "Trust", [("1", 1), ("2", 1)]),
        ("Two", "Justice", [("3", 1)]),
    ]


def test_roman_numerals_and_the_letter_i():
    lines = "\n".join(f"({letter}) We will do thing {letter}." for letter in "abcdefghij")
    plan = parse_plan(
        f"Plan\n\n1. We will do much.\n{lines}\n2. We will do more.\n(a) We will go.\n"
    )
    assert [len(c.actions) for c in plan.commitments] == [10, 1]


@pytest.mark.parametrize(
    "text",
    [
        "Once upon a time there was a wood. Nobody lived there.",
        "Shopping\n\n- eggs\n- milk\n- flour\n",
        "News\n\nThe force has acted. We have done the following:\n\n- We have met women.\n"
        "- We have arrested men.\n- They were charged.\n",
        "!!! ???",
    ],
)
def test_what_is_no_plan_is_refused(text):
    with pytest.raises(NotAPlanError, match="No plan was found in the text"):
        parse_plan(text)


def test_a_response_is_not_taken_for_a_plan():
    text = (
        "Response\n\n1. Summary\n\n- We recommend that officers should be trained.\n"
        "- We would welcome detail.\n\n2. Orders\n\n- Breaches should be investigated.\n"
    )
    with pytest.raises(NotAPlanError, match=r"letter\.txt reads like a response to a plan"):
        parse_plan(text, source="letter.txt")


@pytest.mark.parametrize("number", ["000_solace-response-to-met-plan-2022-01", "001_solace-news",
                                    "002_solace-response-to-police-and-crime-plan-2022-01",
                                    "004_met-enhanced-plan-news-2022-04"])  # fmt: skip
def test_the_other_real_documents_are_no_plans(number):
    with pytest.raises(NotAPlanError):
        read_plan(shared(f"sources/{number}.txt"))
