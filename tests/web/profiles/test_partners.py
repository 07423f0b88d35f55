"""No exact figure reaches partners where what is protected reads differently."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from lxml import etree
from lxml import html as lxml_html

from avow.web.profiles import drafts, reading
from avow.web.profiles.document import html
from avow.web.profiles.document.asked import between, counted
from avow.web.profiles.document.protecting import protected
from avow.web.profiles.document.services import beside_before, together
from avow.web.profiles.permissions import sees_exact

# Smaller numbers stand in dates and sentences too; the tables of counts are looked at elsewhere.
LEAST = 100
NUMBER = re.compile(r"(?<![\d.,-])\d[\d,]*(?![\d.-])")
PAIR = re.compile(r"\d[\d,.]* (?:to|of) \d[\d,.]*\d|\d[\d,.]* (?:to|of) \d")
# Counts of units, months and places in a service: none is of people or cases.
OTHER = re.compile(r"[\d,]+ of [\d,]+ (?:points are|units differ)|[\d,]+ places")
PLACE = {"source": "A helpline", "figure": "calls"}


def figures_in(text: str) -> set[str]:
    """Return the whole numbers of a text from LEAST up, and its “… to …” and “… of …”."""
    text = OTHER.sub("", text)
    numbers = {each.strip(",") for each in NUMBER.findall(text)}
    large = {each for each in numbers if int(each.replace(",", "")) >= LEAST}
    return large | set(PAIR.findall(text))


def figures_of(row, asked) -> set[str]:
    """Return how the figures of a row read in a profile."""
    counts = [row["numerator"], row["denominator"]]
    texts = {f"{n:,.0f}" for n in counts if n is not None and n >= LEAST}
    if asked.kind == "count" and row["value"] is not None and row["value"] >= LEAST:
        texts.add(f"{row['value']:,.0f}")
    return texts | figures_in(between(row, asked)) | figures_in(counted(row))


def held_figures(*, exact: bool) -> set[str]:
    """Return every figure that was read for the profiles of partners, exact or protected."""
    held = reading._held(str(settings.DATA_FOLDER), reading.state())
    asked = [key for key in held if not key[1].exact]
    found: set[str] = set()
    for name, theirs in asked:
        read = held[name, replace(theirs, exact=exact)]
        for row in read.rows:
            found |= figures_of(row, read.definition)
    return found


def texts_of(value) -> Iterator[str]:
    """Return every text of plain values; of a picture what it says, not where its lines lie."""
    if isinstance(value, dict):
        for each in value.values():
            yield from texts_of(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_of(each)
    elif isinstance(value, str) and value.lstrip().startswith("<svg"):
        for element in etree.fromstring(value.encode()).iter():
            yield element.text or ""
            yield element.get("aria-label", "")
    else:
        yield str(value)


@pytest.mark.slow
@pytest.mark.django_db
def test_no_exact_figure_is_anywhere_in_what_partners_are_given(worded, partners, exact):
    theirs = drafts.joined(worded, exact=False)
    secret = held_figures(exact=True) - held_figures(exact=False)
    ours = " | ".join(texts_of(exact.as_data()))
    shown_to_force = figures_in(ours) & secret
    assert len(shown_to_force) > 50  # the test would see them

    data = json.loads(json.dumps(theirs.as_data()))
    page = lxml_html.fromstring(html.as_html(theirs).decode())
    for said in (" | ".join(texts_of(data)), " | ".join(page.itertext())):
        assert figures_in(said) & secret == set()


@pytest.mark.slow
@pytest.mark.django_db
def test_partners_read_the_words_without_what_they_were_written_against(worded):
    theirs = drafts.joined(worded, exact=False)
    words = [part.words for part in theirs.sections if part.words]
    assert words
    assert [each.changes for each in words] == [()] * len(words)


def service(borough, kind, waiting, *, available=True, places=10):
    return {"borough": borough, "kind": kind, "available": available} | {
        "places": places,
        "waiting": waiting,
    }


def test_few_who_wait_for_a_service_are_hidden_and_cannot_be_worked_out():
    rows = [
        service(borough, kind, waiting)
        for kind, counts in (("refuge", (3, 12, 18)), ("counselling", (22, 31, 44)))
        for borough, waiting in zip(("Ashvale", "Brook", "Carrow"), counts, strict=True)
    ]
    shown = {place: row["waiting"] for place, row in together(rows, exact=False).items()}
    assert shown["Ashvale", "refuge"] is None
    for line in (0, 1):
        for name in {place[line] for place in shown}:
            hidden = [p for p in shown if p[line] == name and shown[p] is None]
            assert len(hidden) != 1
    assert all(n is None or n % 5 == 0 for n in shown.values())
    assert together(rows, exact=True)["Ashvale", "refuge"]["waiting"] == 3


def test_services_of_one_kind_are_counted_together_and_none_stays_none():
    rows = [
        service("Ashvale", "refuge", 2),
        service("Ashvale", "refuge", 4),
        service("Brook", "refuge", 0, available=False, places=0),
    ]
    shown = together(rows, exact=True)
    assert shown["Ashvale", "refuge"] == {
        "borough": "Ashvale", "kind": "refuge", "there": True, "places": 20, "waiting": 6,
    }  # fmt: skip
    assert not together(rows, exact=False)["Brook", "refuge"]["there"]


def test_few_in_another_source_are_hidden_and_so_are_few_left_out():
    counts = [
        {**PLACE, "at": "0", "n": 3, "of": None},
        {**PLACE, "at": "1", "n": 1003, "of": 1005},
    ]
    [(now, before)] = beside_before(counts, "year", exact=False).values()
    assert (now["n"], now["n_status"]) == (None, "suppressed")
    assert (before["n"], before["of"]) == (None, 1005)
    [(now, before)] = beside_before(counts[:1], "year", exact=True).values()
    assert (now["n"], before["n"]) == (3, None)


def test_where_the_check_lets_nothing_pass_every_count_is_hidden():
    rows = [{"ward": "Hill", "n": 400}]
    [row] = protected(rows, ["n"], by="ward", period="month")
    assert (row["n"], row["n_status"]) == (None, "suppressed")
    assert protected([], ["n"], by="ward", period="month") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "exact"),
    [("analyst", True), ("approver", True), ("plan-lead", True), ("partner", False)],
)
def test_whoever_holds_the_capability_sees_exact_figures(person, role, exact):
    assert sees_exact(person(role), "North") is exact
