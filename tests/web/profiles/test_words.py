"""The analyst's words: kept as revisions, never written over, marked when figures change."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.profiles import actions, drafts
from avow.web.profiles.checklist import unhelpful
from avow.web.profiles.document import wording as in_words
from avow.web.profiles.document.asked import Making
from avow.web.profiles.document.making import section
from avow.web.profiles.models import Wording
from avow.web.profiles.paragraphs import Paragraph, paragraphs
from avow.web.profiles.policies import MOST_WORDS, OverwriteError
from tests.web.profiles.conftest import YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_words_are_kept_beside_the_figures_they_were_written_against(write, unit):
    kept = write("repeat", "A person who reports again\r\ntrusts us.\u200b")
    assert kept.text == "A person who reports again\ntrusts us."
    assert kept.number == 1
    assert kept.covering == YEAR
    assert kept.figures["repeat-victims"]["period"] == YEAR
    event = Event.objects.get(verb="profile.worded")
    assert event.detail["unit"] == unit
    assert "trusts" not in str(event.detail)


def test_two_analysts_do_not_write_over_each_other(write, person):
    write(text="Mine.")
    with pytest.raises(OverwriteError, match="wording 1"):
        write(text="Yours.", by=person("analyst", 2), base=0)
    assert Wording.objects.get().text == "Mine."
    write(text="Both.", base=1)
    assert [w.text for w in Wording.objects.all()] == ["Both.", "Mine."]


def test_an_older_wording_is_restored_as_a_new_one(write, draft, analyst):
    first = write(text="First.", for_partners=True)
    write(text="Second.", base=1)
    back = actions.restore_words(by=analyst, edition=draft, wording=first, base=2)
    assert (back.number, back.text, back.restored, back.for_partners) == (3, "First.", 1, True)
    assert Wording.objects.count() == 3


def test_words_written_against_other_figures_are_marked_with_both(write, draft, unit):
    kept = write("repeat")
    part = section(Making(unit, draft.period, exact=True), "repeat")
    assert drafts.changes(kept, part.facts) == ()
    kept.figures["repeat-victims"]["text"] = "1.0%"
    kept.figures["repeat-victims"]["period"] = "2023"
    kept.figures["gone"] = {"label": "Gone", "text": "7", "period": "2023"}
    changed = drafts.changes(kept, part.facts)
    assert {change.then for change in changed} == {"1.0%", "7"}
    said = [in_words.changed(change) for change in changed]
    now = next(fact for fact in part.facts if fact.key == "repeat-victims")
    assert any("written when the figure was 1.0% (2023)" in s and now.text in s for s in said)
    assert any("there is none now" in s for s in said)


@pytest.mark.parametrize("role", ["plan-lead", "approver", "partner", "unit-commander"])
def test_only_analysts_write(write, person, role):
    with pytest.raises(PermissionDenied):
        write(by=person(role))
    assert not Wording.objects.exists()


def test_too_much_is_refused(write):
    with pytest.raises(IllegalMoveError, match="Shorten"):
        write(text="x" * (MOST_WORDS + 1))


def test_a_section_that_does_not_exist_is_refused(write):
    with pytest.raises(LookupError):
        write("luck")


def test_words_outlive_their_draft(write, draft, analyst, unit):
    write(text="Still here.")
    actions.discard_edition(by=analyst, edition=draft)
    again = actions.start_edition(by=analyst, unit=unit, period=YEAR)
    joined = drafts.joined(again, exact=True)
    assert joined.sections[0].words.paragraphs == (Paragraph("Still here."),)


def test_partners_are_shown_only_words_that_were_marked_for_them(write, draft):
    write("recorded", "Four cases in one street.")
    write("where", "Stations and homes.", for_partners=True)
    seen = drafts.joined(draft, exact=False)
    by_id = {part.id: part.words for part in seen.sections}
    assert by_id["recorded"] is None
    assert by_id["where"].paragraphs[0].text == "Stations and homes."


@pytest.mark.parametrize(
    "sql", ["UPDATE profiles_wording SET text = 'x'", "DELETE FROM profiles_wording"]
)
def test_the_database_lets_no_wording_change(write, sql):
    write()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"number": 1}, "wording_numbered_once|UNIQUE"),
        ({"number": 0}, "wording_numbered_from_one"),
        ({"number": 2, "restored": 2}, "wording_restores_an_older_one"),
    ],
)
def test_the_database_refuses_wordings_that_cannot_be(write, analyst, unit, asked, name):
    write()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Wording.objects.create(
            unit=unit, section="recorded", covering=YEAR, written_by=analyst, **asked
        )


def test_blank_lines_part_paragraphs_and_dashes_make_lists():
    assert paragraphs("One\ntwo.\n\n- a\n- b\n\n\n\nThree <b>.") == (
        Paragraph("One two."),
        Paragraph(items=("a", "b")),
        Paragraph("Three <b>."),
    )
    assert paragraphs("  \n\n ") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("She failed to leave him.", "her doing"),
        ("The perpetrators were known.", "suspect"),
        ("An alleged victim.", "doubt"),
        ("Crime has fallen.", "recorded offences"),
    ],
)
def test_words_that_blame_or_claim_too_much_get_advice(text, said):
    [advice] = unhelpful(text)
    assert said in advice


def test_plain_words_get_no_advice():
    assert unhelpful("Victims told us that nobody called.") == []
