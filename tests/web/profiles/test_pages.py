"""The pages: each opens to whoever may see it, says what is so, and keeps what was typed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from avow.web.audit.models import Event
from avow.web.core.models import Work
from avow.web.profiles import actions, drafts, reading
from avow.web.profiles.answerable import Subject
from avow.web.profiles.document import files
from avow.web.profiles.document.pdf import UnwritableError
from avow.web.profiles.models import Command, Edition, Reply, ReplyRead, Wording
from avow.web.profiles.models.reply import MEASURE
from avow.web.profiles.outline import outline
from tests.web.profiles.conftest import YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def url(name, *args):
    return reverse(f"profiles:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def desk(analyst, signed_in):
    return signed_in(analyst)


@pytest.fixture
def partner(person, signed_in):
    return signed_in(person("partner"))


@pytest.fixture
def command(commander, signed_in):
    return signed_in(commander)


@pytest.fixture
def replied(commander, unit):
    return actions.reply(
        by=commander,
        unit=unit,
        subject=Subject(MEASURE, "days-to-charge"),
        text="We know why.",
        base=0,
    )


def test_the_list_shows_every_unit_with_its_editions(fixed, desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = text(desk.get(url("index")))
    for name in reading.units():
        assert name in page
    assert "Fixed" in page


def test_the_list_without_facts_says_what_to_do(desk, tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    assert "avow feed load boundaries" in text(desk.get(url("index")))


def test_a_commander_sees_the_own_unit_only(fixed, command, unit):
    other = next(name for name in reading.units() if name != unit)
    page = text(command.get(url("index")))
    assert unit in page
    assert other not in page
    assert command.get(url("unit", other)).status_code == 404
    assert command.get(url("answerable", other)).status_code == 404
    assert command.get(url("edition", fixed.pk)).status_code == 200


def test_a_unit_nobody_knows_is_not_found(desk):
    assert desk.get(url("unit", "Nowhere")).status_code == 404


def test_an_edition_is_started_from_the_units_page(desk, unit):
    assert YEAR in text(desk.get(url("unit", unit)))
    answer = desk.post(url("start", unit), {"period": YEAR})
    edition = Edition.objects.get()
    assert answer["Location"] == url("draft", edition.pk)
    again = desk.post(url("start", unit), {"period": YEAR}, follow=True)
    assert "draft of this profile already" in text(again)
    wrong = desk.post(url("start", unit), {"period": "1900"}, follow=True)
    assert "every month is loaded" in text(wrong)


def test_a_draft_lists_its_sections_and_asks_for_its_checks(draft, write, desk):
    write("recorded")
    page = text(desk.get(url("draft", draft.pk)))
    assert page.count("Words written") == 1
    assert page.count("Needs words") == sum(s.needed for s in outline().sections) - 1
    assert url("checks", draft.pk) in page
    part = desk.get(url("checks", draft.pk), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "needs words" in text(part)
    assert "<html" in desk.get(url("checks", draft.pk)).content.decode()


def test_words_are_saved_and_the_next_section_opened(draft, desk):
    where = url("section", draft.pk, "recorded")
    assert "What was reported to the police" in text(desk.get(where))
    answer = desk.post(where, {"text": "Words.", "base": 0, "next": "1"})
    assert answer["Location"] == url("section", draft.pk, "where")
    answer = desk.post(where, {"text": "More words.", "base": 1})
    assert answer["Location"] == where
    last = url("section", draft.pk, outline().sections[-1].id)
    answer = desk.post(last, {"text": "Ask.", "base": 0, "next": "1"})
    assert answer["Location"] == url("draft", draft.pk)


def test_what_was_typed_is_kept_when_somebody_wrote_meanwhile(draft, write, desk):
    write(text="Theirs.")
    answer = desk.post(url("section", draft.pk, "recorded"), {"text": "Mine.", "base": 0})
    assert answer.status_code == 422
    page = text(answer)
    assert "Theirs." in page
    assert "Mine.</textarea>" in page
    assert 'name="base" value="1"' in page
    assert Wording.objects.count() == 1


def test_words_that_blame_are_pointed_at_and_kept(draft, write, desk):
    write(text="She failed to leave.")
    assert "her doing" in text(desk.get(url("section", draft.pk, "recorded")))


def test_an_older_wording_is_restored_from_the_history(draft, write, desk):
    write(text="First.")
    write(text="Second.", base=1)
    page = text(desk.get(url("history", draft.pk, "recorded")))
    assert page.index("Second.") < page.index("First.")
    restore = url("restore", draft.pk, "recorded", 1)
    late = desk.post(restore, {"base": "1"}, follow=True)
    assert "Somebody wrote here" in text(late)
    desk.post(restore, {"base": "2"})
    assert Wording.objects.first().text == "First."
    assert "restores wording 1" in text(desk.get(url("history", draft.pk, "recorded")))
    assert desk.get(url("history", draft.pk, "luck")).status_code == 404


def test_a_draft_is_previewed_by_analysts_only(worded, desk, partner, person, signed_in):
    page = text(desk.get(url("edition", worded.pk)))
    assert "preview of what would be fixed" in page
    assert "Recorded crime also measures trust" in page
    assert partner.get(url("edition", worded.pk)).status_code == 404
    assert signed_in(person("plan-lead")).get(url("edition", worded.pk)).status_code == 404


@pytest.fixture
def at_once(django_capture_on_commit_callbacks):
    """Return a context at whose end the work asked for in it is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_an_edition_is_fixed_once_everything_is_ticked(worded, desk, analyst, at_once):
    seen = drafts.fingerprint(drafts.joined(worded, exact=True))
    assert seen in text(desk.get(url("checks", worded.pk)))
    few = desk.post(url("fix", worded.pk), {"expected": seen, "attested": ["no-blame"]})
    assert few.status_code == 422
    assert "Tick all of them" in text(few)
    every = [name for name, _text in outline().attestations]
    with at_once():
        desk.post(url("fix", worded.pk), {"expected": "x", "attested": every})
    assert "Read it again" in text(desk.get(url("draft", worded.pk)))
    with at_once():
        answer = desk.post(url("fix", worded.pk), {"expected": seen, "attested": every})
    assert answer["Location"] == url("draft", worded.pk)
    assert Edition.objects.get().state == "fixed"
    assert Event.objects.filter(verb="profile.fix-asked", actor=str(analyst.pk)).count() == 2
    after = desk.get(url("draft", worded.pk), follow=True)
    assert after.redirect_chain == [(url("edition", worded.pk), 302)]
    assert "does not change any more" in text(after)


def test_the_page_waits_while_an_edition_is_being_fixed(worded, desk, at_once):
    every = [name for name, _text in outline().attestations]
    sent = {"expected": "x", "attested": every}
    desk.post(url("fix", worded.pk), sent)  # begins when this test has ended, which is never
    page = text(desk.get(url("draft", worded.pk)))
    assert "The machine is at work" in page
    assert url("checks", worded.pk) not in page
    assert url("discard", worded.pk) not in page
    twice = desk.post(url("fix", worded.pk), sent, follow=True)
    assert "going on already" in text(twice)
    thrown = desk.post(url("discard", worded.pk), follow=True)
    assert "being fixed" in text(thrown)
    going = desk.get(url("work", worded.pk))
    assert "HX-Refresh" not in going
    Work.objects.update(state="done", ended_at=timezone.now())
    assert desk.get(url("work", worded.pk))["HX-Refresh"] == "true"


def test_why_the_documents_cannot_be_set_is_told_on_the_page(worded, desk, at_once, monkeypatch):
    def refuse(content):
        raise UnwritableError("no font has these letters")

    monkeypatch.setattr(files, "as_pdf", refuse)
    seen = drafts.fingerprint(drafts.joined(worded, exact=True))
    every = [name for name, _text in outline().attestations]
    with at_once():
        desk.post(url("fix", worded.pk), {"expected": seen, "attested": every})
    assert "no font has these letters" in text(desk.get(url("draft", worded.pk)))
    assert Edition.objects.get().is_draft


def test_a_draft_is_thrown_away(draft, desk, unit):
    assert desk.post(url("discard", draft.pk))["Location"] == url("unit", unit)
    assert not Edition.objects.exists()


def test_the_force_reads_and_takes_the_exact_files(fixed, desk):
    page = text(desk.get(url("edition", fixed.pk)))
    assert fixed.sha256 in page
    answer = desk.get(url("file", fixed.pk, "profile.pdf"))
    assert answer.content == files.read(fixed, "profile.pdf")
    assert "attachment" in answer["Content-Disposition"]
    assert desk.get(url("file", fixed.pk, "luck.pdf")).status_code == 404


def test_partners_read_and_take_the_protected_files_only(fixed, partner):
    page = text(partner.get(url("edition", fixed.pk)))
    assert "Small counts are hidden" in page
    assert partner.get(url("file", fixed.pk, "partners-profile.pdf")).status_code == 200
    for name in ("profile.pdf", "profile.html", "profile.json"):
        assert partner.get(url("file", fixed.pk, name)).status_code == 404


def test_a_damaged_edition_is_not_shown(fixed, desk):
    path = files.folder(fixed) / "profile.json"
    path.write_bytes(path.read_bytes() + b" ")
    answer = desk.get(url("edition", fixed.pk))
    assert answer.status_code == 500
    assert "not what was written" in text(answer)
    assert desk.get(url("file", fixed.pk, "profile.json")).status_code == 404


def test_two_editions_are_compared(fixed, fix, analyst, unit, desk):
    assert desk.get(url("compare", fixed.pk)).url == url("edition", fixed.pk)
    second = fix(actions.start_edition(by=analyst, unit=unit, period=YEAR))
    page = text(desk.get(url("compare", second.pk)))
    assert "No figure changed by more than chance explains" in page
    assert "the same figure" in page
    path = files.folder(fixed) / "profile.json"
    path.write_bytes(b"{}")
    assert desk.get(url("compare", second.pk)).status_code == 500


def test_a_quarter_is_not_set_beside_a_year(fixed, analyst, unit, desk):
    quarter = actions.start_edition(by=analyst, unit=unit, period="2025-Q4")
    answer = desk.get(url("compare", quarter.pk), follow=True)
    assert "No edition before this one covers as long a time" in text(answer)
    assert url("compare", quarter.pk) not in text(answer)


def test_replies_after_fixing_stand_beside_the_edition(fixed, replied, desk, partner):
    assert "Since this edition was fixed" in text(desk.get(url("edition", fixed.pk)))
    assert "We know why." not in text(partner.get(url("edition", fixed.pk)))


def test_a_commander_replies_and_words_it_anew(command, unit):
    page = text(command.get(url("answerable", unit)))
    assert "No edition is fixed yet" in page
    where = url("reply", unit, "measure") + "?key=days-to-charge"
    assert "Days from recording to charge" in text(command.get(where))
    assert command.post(where, {"text": "", "base": 0}).status_code == 422
    command.post(where, {"text": "First.", "base": 0})
    late = command.post(where, {"text": "Late.", "base": 0})
    assert late.status_code == 422
    assert "Late.</textarea>" in text(late)
    command.post(where, {"text": "Second.", "base": 1})
    assert [reply.number for reply in Reply.objects.order_by("number")] == [1, 2]
    assert "First." in text(command.get(where))
    assert command.get(url("reply", unit, "measure") + "?key=luck").status_code == 404


def test_signals_are_listed_with_the_day_by_which_to_reply(fixed, command, unit):
    page = text(command.get(url("answerable", unit)))
    assert "Replies are asked for by" in page


def test_replies_are_read_once(replied, desk, unit):
    page = text(desk.get(url("replies")))
    assert "We know why." in page
    assert f"Commander of {unit}" in page
    desk.post(url("read-reply", replied.pk))
    assert ReplyRead.objects.count() == 1
    assert "No reply waits" in text(desk.get(url("replies")))


def test_the_history_of_a_reply_is_open_to_its_readers(replied, desk, partner, person, signed_in):
    assert "We know why." in text(desk.get(url("reply-history", replied.pk)))
    assert partner.get(url("reply-history", replied.pk)).status_code == 404
    stranger = signed_in(person("unit-commander", 2))
    assert stranger.get(url("reply-history", replied.pk)).status_code == 404


def test_a_plan_lead_assigns_and_ends_commands(lead, signed_in, person, unit):
    desk, who = signed_in(lead), person("unit-commander")
    assert "Nobody is assigned yet" in text(desk.get(url("commanders")))
    asked = {"person": str(who.pk), "unit": unit}
    desk.post(url("commanders"), asked)
    twice = desk.post(url("commanders"), asked)
    assert twice.status_code == 422
    assert "already" in text(twice)
    command = Command.objects.get()
    desk.post(url("end-command", command.pk))
    again = desk.post(url("end-command", command.pk), follow=True)
    assert "ended already" in text(again)
    assert "Ended" in text(desk.get(url("commanders")))


def test_a_commander_of_nothing_is_told_whom_to_ask(person, signed_in):
    page = text(signed_in(person("unit-commander")).get(url("index")))
    assert "ask the plan lead" in page
