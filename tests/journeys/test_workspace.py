"""An action from nobody's to reported: the lead assigns, the owner answers, the public reads."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from avow.web.plan import actions
from avow.web.plan.models import Action
from avow.web.stories.people import cast
from tests.journeys.axe import expect_no_findings
from tests.journeys.moulds import PLANNED
from tests.journeys.visits import PHONE

LEAD, OWNER = "lead@demo.example", "owner@demo.example"
POST = "Head of Professional Standards"
ASKED = ("1.1", "1.2", "2.1")


def give_three_actions() -> None:
    """Have the owner answer for three actions since long, two of them reported on long ago."""
    people, day = cast(), timezone.localdate()
    for number in ASKED:
        action = Action.objects.select_related("commitment__pillar__version").get(number=number)
        terms = actions.Terms(since=day - timedelta(days=200))
        actions.assign_action(
            by=people["lead"], action=action, post=POST, person=people["owner"], terms=terms
        )
        if number != "1.2":
            actions.report_progress(
                by=people["owner"],
                action=action,
                status="on-track",
                note="It has begun.",
                reported_on=day - timedelta(days=100),
            )


@pytest.fixture(scope="module")
def working(new_site):
    """Return a site with a published plan and an owner who is asked about three actions."""
    return new_site("working", lambda site: site.call(give_three_actions), like=PLANNED)


@pytest.fixture
def fresh(new_site):
    """Return such a site for one journey alone."""
    return new_site("fresh", lambda site: site.call(give_three_actions), like=PLANNED)


def section(page: Page, number: str):
    return page.get_by_role("region", name=f"Action {number}")


def test_the_monthly_update_by_keyboard_and_what_the_public_reads(fresh, visit):
    public = visit(fresh)
    public.goto("/plan/1/")
    expect(public.get_by_role("main")).to_contain_text("Not evidenced")

    page = visit(fresh, OWNER)
    page.goto("/staff/")
    page.get_by_role("main").get_by_role("link", name=re.compile("3 actions to report on")).click()
    expect(section(page, "2.1")).to_be_visible()
    expect_no_findings(page)
    unchanged = section(page, "2.1").get_by_role("button", name=re.compile("^Nothing changed"))
    unchanged.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Kept: nothing changed in 2.1.")
    expect(section(page, "2.1")).to_have_count(0)

    section(page, "1.1").locator("summary").first.focus()
    page.keyboard.press("Enter")
    here = section(page, "1.1")
    here.get_by_role("radio", name="Under way, on track").focus()
    page.keyboard.press("Space")
    here.get_by_label("What happened").fill("The second report is out.")
    here.get_by_text("Add evidence: a document or note with a date").click()
    here.get_by_label("What the document or note is called").fill("Second quarterly report")
    page.get_by_role("button", name="Send what is filled in").click()
    expect(page.get_by_role("alert").first).to_contain_text("Give the date on the document")
    expect_no_findings(page)
    here = section(page, "1.1")
    here.get_by_label("The date on it").fill(timezone.localdate().isoformat())
    here.get_by_label("What it shows").fill("Cases, and how each ended.")
    # The Enter key sends what is filled in, and never says that nothing changed.
    here.get_by_label("What the document or note is called").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("1 report was added.")
    expect(page.get_by_role("main")).to_contain_text("1 action waits for your answer")

    public.goto("/plan/1/")
    told = public.locator("main li", has_text="The second report is out.").first
    expect(told).to_contain_text("Second quarterly report")
    expect(told).not_to_contain_text("Not evidenced")
    expect(public.get_by_role("main")).to_contain_text(POST)
    expect(public.get_by_role("main")).not_to_contain_text("Owner of actions")


def test_the_lead_assigns_narrows_and_reminds(working, visit):
    page = visit(working, LEAD)
    page.goto("/staff/plan/")
    page.get_by_role("link", name="Where every commitment stands").click()
    page.get_by_label("Answers for it").select_option("Nobody yet")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("main")).not_to_contain_text("Late, or not evidenced")
    page.locator("ol.av-actions-list a").first.click()
    page.get_by_role("link", name="Say who answers for it").click()
    page.get_by_label("Post that answers for it").fill("Head of Vetting")
    page.get_by_label("Every month").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Head of Vetting answers for it")
    page.get_by_role("link", name="Add a milestone").click()
    page.get_by_label("What is to be reached").fill("Half of the force vetted again")
    page.get_by_label("Due").fill("2020-01-31")
    page.get_by_role("button", name="Add the milestone").click()
    expect(page.get_by_role("main")).to_contain_text("1 milestone late")

    page.goto("/staff/plan/update/reminders/")
    row = page.get_by_role("row", name=re.compile("Owner of actions"))
    expect(row).to_contain_text("1.1, 1.2, 2.1")
    page.get_by_role("button", name="Remind all of them").click()
    expect(page.get_by_role("main")).to_contain_text("Queued a reminder to Owner of actions.")
    expect(row).to_contain_text("waits to be sent")
    told = working.avow("site", "post", "--show")
    assert "/staff/plan/update/" in told


@pytest.mark.parametrize("options", [{"java_script_enabled": False}, PHONE], ids=["plain", "phone"])
def test_nothing_changed_is_one_click_without_scripts_and_on_a_phone(fresh, visit, options):
    page = visit(fresh, OWNER, **options)
    page.goto("/staff/plan/update/")
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    if options is PHONE:
        assert not page.evaluate(wide)
    page.get_by_role("button", name="Nothing changed in any of them").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Kept: nothing changed in 1.1, 2.1.")
    expect(main).to_contain_text("Action 1.2: Nobody has reported on this action yet")
    expect(main).to_contain_text("1 action waits for your answer")
    page.get_by_role("radio", name="Done").check()
    page.get_by_label("What happened").fill("An adviser has started.")
    page.get_by_role("button", name="Send what is filled in").click()
    expect(main).to_contain_text("You have answered for every action this month.")


def test_the_workspace_prints_without_what_is_only_for_the_screen(working, visit):
    page = visit(working, LEAD)
    page.goto("/staff/plan/commitments/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Where every commitment stands")).to_be_visible()
    expect(page.get_by_role("button", name="Show", exact=True)).to_be_hidden()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
