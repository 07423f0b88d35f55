"""The invented plan, submissions, answers and progress agree with one another and copy nothing."""

import re
from collections import Counter

import pytest

from avow import definitions
from avow.analysis.synthetic import Submission, answers, plan_text, progress, submissions
from avow.analysis.synthetic.reading import DECISIONS, STATUSES, VERSIONS
from tests.shared import shared

RUN = 6  # words in a row that no text here may share with a source


def actions(version: str) -> dict[str, str]:
    """Return the actions of a plan by number, read from its lines."""
    found: dict[str, str] = {}
    commitment = step = 0
    for line in plan_text(version).splitlines():
        if heading := re.match(r"Commitment (\d+):", line):
            commitment, step = int(heading[1]), 0
        elif line.startswith("- "):
            step += 1
            found[f"{commitment}.{step}"] = line[2:]
    return found


def folded(text: str) -> str:
    return " ".join(text.split())


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.casefold().replace("’", "'"))
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def by_file() -> dict[str, Submission]:
    return {submission.file: submission for submission in submissions()}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_plan_has_ten_commitments_in_three_pillars(version: str) -> None:
    text = plan_text(version)
    assert re.findall(r"^Pillar (\d)", text, re.MULTILINE) == ["1", "2", "3"]
    numbers = re.findall(r"^Commitment (\d+): \w+", text, re.MULTILINE)
    assert numbers == [str(n) for n in range(1, 11)]


def test_the_final_plan_differs_from_the_draft_in_a_dozen_actions() -> None:
    draft, final = set(actions("draft").values()), set(actions("final").values())
    assert len(final) == 39
    assert len(final - draft) == 13
    assert len(draft - final) == 10


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(ValueError, match="draft and final"):
        plan_text("secret")


def test_nothing_is_copied_from_the_sources() -> None:
    own = {version: plan_text(version) for version in VERSIONS}
    own |= {submission.file: submission.text for submission in submissions()}
    real = set().union(
        *(runs(path.read_text(encoding="utf-8")) for path in shared("sources").glob("*.txt"))
    )
    assert {
        name: sorted(runs(text) & real) for name, text in own.items() if runs(text) & real
    } == {}


def test_there_are_two_long_and_six_short_submissions_in_order_of_receipt() -> None:
    lengths = {s.file: len(s.text.split()) for s in submissions()}
    assert sum(1500 <= words <= 2500 for words in lengths.values()) == 2
    assert sum(250 <= words <= 500 for words in lengths.values()) == 6
    dates = [s.received for s in submissions()]
    assert dates == sorted(dates)
    assert len({s.organisation for s in submissions()}) == len(dates)


def test_every_quote_is_in_its_submission_word_for_word() -> None:
    found = by_file()
    for answer in answers():
        assert folded(answer.quote) in folded(found[answer.submission].text), answer.quote


def test_answers_decide_give_reasons_and_never_twice() -> None:
    given = answers()
    assert len(given) >= 24
    assert {a.decision for a in given} == set(DECISIONS)
    assert len({(a.submission, a.quote) for a in given}) == len(given)
    assert set(by_file()) == {a.submission for a in given}
    for answer in given:
        assert len(answer.reason.split()) >= 8
        assert all(1 <= number <= 10 for number in answer.commitments)


def test_a_change_names_an_action_that_changed() -> None:
    draft, final = set(actions("draft").values()), actions("final")
    for answer in answers():
        for number in re.findall(r"Action (\d+\.\d+)", answer.change):
            assert final[number] not in draft, answer.change
        assert not answer.change or "Action " in answer.change


def test_refused_and_old_promises_change_nothing() -> None:
    unchanged = [a for a in answers() if a.decision in ("not-accepted", "already-doing")]
    assert [a.change for a in unchanged] == [""] * len(unchanged)


def test_progress_covers_every_action_of_the_final_plan() -> None:
    steps = progress()
    assert [step.number for step in steps] == list(actions("final"))
    assert {step.status for step in steps} == set(STATUSES)
    for step in steps:
        assert re.fullmatch(r"20\d\d-Q[1-4]", step.due)
        assert step.note.endswith(".")


def test_evidence_names_measures_that_are_defined() -> None:
    named = Counter(measure for step in progress() for measure in step.measures)
    assert set(named) <= set(definitions.names("measures"))
    assert len(named) >= 10


def test_the_people_in_it_are_posts() -> None:
    titles = re.compile(r"\b(Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\b")
    assert not [step for step in progress() if titles.search(step.owner + step.note)]
