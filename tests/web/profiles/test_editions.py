"""Editions: a draft is fixed by name, keeps its files, and is superseded by the next."""

import io
import json

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from avow.web.audit.backing import unfounded
from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.profiles import actions, drafts
from avow.web.profiles.checklist import checklist
from avow.web.profiles.document import files
from avow.web.profiles.document.pdf import UnwritableError
from avow.web.profiles.models import Edition
from avow.web.profiles.outline import outline
from avow.web.profiles.policies import NotReadyError
from avow.web.releases.files import TamperedError
from tests.web.profiles.conftest import YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_an_edition_covers_a_whole_period_of_a_known_unit(analyst, unit):
    edition = actions.start_edition(by=analyst, unit=unit, period="2025-Q4")
    assert (edition.number, edition.state, str(edition)) == (
        1,
        "draft",
        f"{unit}, edition 1 (2025-Q4)",
    )
    with pytest.raises(IllegalMoveError, match="draft of this profile already"):
        actions.start_edition(by=analyst, unit=unit, period=YEAR)


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"period": "2031"}, "every month is loaded"), ({"unit": "Nowhere"}, "No command unit")],
)
def test_an_edition_of_nothing_is_refused(analyst, unit, asked, said):
    with pytest.raises(IllegalMoveError, match=said):
        actions.start_edition(**{"by": analyst, "unit": unit, "period": YEAR} | asked)


def test_the_checklist_names_every_section_that_needs_words(draft):
    points = checklist(draft, drafts.joined(draft, exact=True))
    needed = {section.id for section in outline().sections if section.needed}
    assert {point.section for point in points if point.blocks} == needed


def test_an_edition_is_not_fixed_before_its_checklist_is_done(draft, fix):
    with pytest.raises(NotReadyError, match="needs words"):
        fix(draft)
    assert Edition.objects.get().is_draft


def test_nobody_fixes_without_answering_for_it(worded, fix):
    with pytest.raises(NotReadyError, match="Tick what you answer for"):
        fix(worded, attested=["nobody-known"])


def test_what_was_not_read_is_not_fixed(worded, fix, write):
    seen = drafts.fingerprint(drafts.joined(worded, exact=True))
    write("recorded", "Changed meanwhile.", base=1)
    with pytest.raises(IllegalMoveError, match="Read it again"):
        fix(worded, expected=seen)


def test_words_against_older_figures_must_be_confirmed_first(worded, fix, analyst, monkeypatch):
    real = drafts.changes

    def one(wording, facts):
        return real(wording, facts) if wording.section != "where" else _a_change()

    monkeypatch.setattr(drafts, "changes", one)
    with pytest.raises(NotReadyError, match="1 figure changed since the words were written"):
        fix(worded)


def _a_change():
    from avow.web.profiles.document.content import Change

    return (Change("Offences", "5", "2024", "6", "2025"),)


def test_a_fixed_edition_is_whole_hashed_and_traced(real_pdf, fixed, analyst, unit):
    assert (fixed.state, fixed.fixed_by) == ("fixed", analyst)
    files.check_all(fixed)
    assert set(fixed.manifest["files"]) == {
        *("profile.html", "profile.pdf", "profile.json"),
        *("partners-profile.html", "partners-profile.pdf", "partners-profile.json"),
    }
    kept = files.content(fixed, exact=True)
    assert kept.unit == unit
    assert kept.attestations == tuple(text for _name, text in outline().attestations)
    assert "What we know of it" in files.read(fixed, "profile.html").decode()
    with pypdfium2.PdfDocument(io.BytesIO(files.read(fixed, "partners-profile.pdf"))) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "Small counts are hidden" in text
    event = Event.objects.get(verb="profile.fixed")
    assert event.detail["sha256"] == fixed.sha256
    assert list(unfounded()) == []


def test_a_fixed_edition_is_read_from_its_files_whatever_the_facts_say(fixed, monkeypatch):
    kept = files.content(fixed, exact=True)
    monkeypatch.setattr(drafts, "content", None)
    assert files.content(fixed, exact=True) == kept


def test_a_changed_file_is_found(fixed):
    path = files.folder(fixed) / "profile.json"
    path.write_bytes(path.read_bytes().replace(b"Recorded", b"Imagined", 1))
    with pytest.raises(TamperedError):
        files.content(fixed, exact=True)
    with pytest.raises(TamperedError):
        files.check_all(fixed)


def test_the_next_edition_supersedes_the_one_before(fixed, fix, analyst, unit):
    second = fix(actions.start_edition(by=analyst, unit=unit, period=YEAR))
    fixed.refresh_from_db()
    assert (fixed.state, second.state, second.number) == ("superseded", "fixed", 2)
    files.check_all(fixed)
    assert Event.objects.filter(verb="profile.superseded").count() == 1


def test_a_fixed_edition_takes_no_words_and_is_not_thrown_away(fixed, analyst):
    with pytest.raises(IllegalMoveError, match="does not change"):
        actions.write_words(by=analyst, edition=fixed, section="recorded", text="Late.", base=1)
    with pytest.raises(IllegalMoveError):
        actions.discard_edition(by=analyst, edition=fixed)
    with pytest.raises(IllegalMoveError):
        actions.fix_edition(by=analyst, edition=fixed, expected="", attested=())


def test_a_pdf_that_cannot_be_set_keeps_the_draft(worded, fix, monkeypatch):
    def refuse(content):
        raise UnwritableError("no font")

    monkeypatch.setattr(files, "as_pdf", refuse)
    with pytest.raises(UnwritableError):
        fix(worded)
    assert Edition.objects.get().is_draft


@pytest.mark.parametrize("role", ["plan-lead", "approver", "partner", "unit-commander"])
def test_only_analysts_start_fix_and_discard(draft, person, role, unit, fix):
    other = person(role)
    with pytest.raises(PermissionDenied):
        actions.start_edition(by=other, unit=unit, period=YEAR)
    with pytest.raises(PermissionDenied):
        actions.fix_edition(by=other, edition=draft, expected="", attested=())
    with pytest.raises(PermissionDenied):
        actions.discard_edition(by=other, edition=draft)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE profiles_edition SET sha256 = 'x'",
        "UPDATE profiles_edition SET manifest = '{}'",
        "UPDATE profiles_edition SET state = 'draft'",
        "UPDATE profiles_edition SET unit = 'Elsewhere'",
        "DELETE FROM profiles_edition",
    ],
)
def test_the_database_lets_no_fixed_edition_change(fixed, sql):
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"number": 1, "state": "draft"}, "edition_numbered_once|UNIQUE"),
        ({"number": 2, "state": "draft"}, "one_draft_profile_a_unit|UNIQUE"),
        ({"number": 2, "state": "fixed"}, "edition_fixed_by_somebody_with_files"),
        ({"number": 2, "state": "draft", "sha256": "x"}, "edition_fixed_by_somebody|UNIQUE"),
    ],
)
def test_the_database_refuses_editions_that_cannot_be(draft, analyst, asked, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Edition.objects.create(
            unit=draft.unit,
            period_kind="year",
            period_label=YEAR,
            period_start=draft.period_start,
            started_by=analyst,
            **asked,
        )


def test_only_one_edition_is_in_force(fixed, analyst):
    with pytest.raises(IntegrityError, match=r"one_profile_in_force|UNIQUE"), transaction.atomic():
        Edition.objects.create(
            unit=fixed.unit,
            number=2,
            period_kind="year",
            period_label=YEAR,
            period_start=fixed.period_start,
            started_by=analyst,
            state="fixed",
            sha256="x",
            fixed_at=timezone.now(),
            fixed_by=analyst,
        )


def test_the_manifest_holds_the_signals_that_wait_for_a_reply(fixed):
    kept = files.content(fixed, exact=True)
    assert json.loads(json.dumps(fixed.manifest["signals"])) == [
        {
            "key": s.key,
            "measure": s.measure,
            "title": s.title,
            "sentence": s.sentence,
            "reads": s.reads,
        }
        for s in kept.signals
    ]
