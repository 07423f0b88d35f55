"""A plan lead takes a site from empty to the first public answer."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from avow.analysis import synthetic
from tests.journeys.exchange import hand_in, publish_signed, sign_off
from tests.journeys.moulds import PEOPLE
from tests.journeys.review_page import card, expect_focus, expect_state, select_with_mouse

LEAD, OWNER = "lead@demo.example", "owner@demo.example"
TITLE = "Deal at once with abuse by our own people"
MAPS = "Share hotspot maps with venues"
TAXIS = "Patrol the taxi ranks"
SPIKING = "Respond to calls from venues"
TRAMS = "run the last tram an hour later"
FEEDBACK = "Give door supervisors feedback"
MISSED = "Maps can do harm as well as good."
REASON = "You know the places better than we do. Officers share the maps each month."


@pytest.fixture(scope="module")
def force(new_site):
    """Return a site that holds people and nothing else."""
    return new_site("force", like=PEOPLE)


def test_from_a_plan_on_paper_to_a_public_answer(force, visit, tmp_path):
    page = visit(force, LEAD)
    import_the_plan(page, tmp_path / "plan.txt")
    correct_a_title(page)
    publish_the_plan(page)
    take_in_a_submission(page, tmp_path / "night-time-forum.txt")
    decide_with_the_keyboard(page)
    correct_a_quote(page)
    change_the_links(page)
    add_what_was_missed(page)
    answer_and_publish(page, visit(force, OWNER))

    public = visit(force)
    public.goto("/you-said-we-did/")
    expect(public.locator("article")).to_have_count(1)
    expect(public.locator("article")).to_contain_text(REASON)
    expect(public.locator("article")).to_contain_text("Sallowside Night-time Economy Forum")
    public.goto("/plan/")
    expect(public.get_by_role("link", name=TITLE)).to_be_visible()


def import_the_plan(page: Page, file) -> None:
    file.write_text(synthetic.plan_text("draft"), encoding="utf-8")
    page.goto("/staff/plan/")
    page.get_by_role("link", name="Import a plan").click()
    page.get_by_role("button", name="Read the plan").click()
    expect(page.get_by_role("alert")).to_contain_text("Say whose plan it is.")
    page.get_by_label("The plan as a file").set_input_files(file)
    page.get_by_label("Whose plan it is").fill("Thornhaven City Police")
    page.get_by_role("button", name="Read the plan").click()
    expect(page.get_by_role("main")).to_contain_text("10 commitments")
    expect(page.get_by_role("main")).to_contain_text("Only staff see this draft.")


def correct_a_title(page: Page) -> None:
    page.get_by_role("link", name="Edit commitment 1", exact=True).click()
    title = page.get_by_label("Title")
    title.fill("")
    page.get_by_role("button", name="Save the commitment").click()
    expect(page.get_by_role("alert")).to_contain_text("Give it a title.")
    title.fill(TITLE)
    page.get_by_role("button", name="Add an action").click()
    page.get_by_label("Text of action 5").fill("Say each year what the panel found.")
    page.get_by_role("button", name="Save the commitment").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Say each year what the panel found.")


def publish_the_plan(page: Page) -> None:
    page.get_by_role("link", name="Publish this version").click()
    expect(page.get_by_role("main")).to_contain_text("10 commitments become public:")
    page.get_by_label("Draft for consultation").check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_be_visible()


def take_in_a_submission(page: Page, file) -> None:
    [told] = [s for s in synthetic.submissions() if s.file == file.name]
    file.write_text(told.text, encoding="utf-8")
    page.goto("/staff/consultation/")
    page.get_by_role("link", name="Take in a submission").click()
    page.get_by_label("Who sent it").fill(told.organisation)
    page.get_by_label("Title (optional)").fill(told.title)
    page.get_by_label("Received on").fill(date(2025, 5, 27).isoformat())
    page.get_by_label("The submission as a file").set_input_files(file)
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(told.title)
    expect(card(page, MAPS)).to_be_visible()


def decide_with_the_keyboard(page: Page) -> None:
    page.keyboard.press("j")
    expect_focus(page, MAPS)
    page.keyboard.press("a")
    expect_state(page, MAPS, "Adopted")
    expect_focus(page, TAXIS)
    page.keyboard.press("r")
    expect_state(page, TAXIS, "Rejected")
    expect_focus(page, SPIKING)
    page.keyboard.press("u")
    expect_state(page, TAXIS, "To decide")
    expect_focus(page, TAXIS)
    page.keyboard.press("r")
    expect_state(page, TAXIS, "Rejected")
    card(page, TRAMS).get_by_role("link", name="Show in the text").focus()
    page.keyboard.press("g")
    expect_state(page, TRAMS, "Gap")
    total = page.locator("[data-av-card]").count()
    expect(page.locator("#tally")).to_contain_text(f"2 of {total}")


def correct_a_quote(page: Page) -> None:
    card(page, FEEDBACK).focus()
    page.keyboard.press("e")
    words = page.get_by_label("The words, exactly as in the text").first
    expect(words).to_be_focused()
    words.fill("Give door supervisors feedback on the reports they make")
    page.get_by_role("button", name="Save the quote").click()
    expect(card(page, FEEDBACK).locator("blockquote")).to_have_text(
        "Give door supervisors feedback on the reports they make"
    )


def change_the_links(page: Page) -> None:
    card(page, MAPS).get_by_role("link", name="Change the links").click()
    closest = page.get_by_label("Closest commitment")
    expect(closest).to_be_focused()
    other = closest.locator("option").filter(has_text="Learn in the open").inner_text()
    closest.select_option(label=other)
    page.get_by_role("button", name="Save the links").click()
    expect(card(page, MAPS).locator(".av-links li").first).to_contain_text("Learn in the open")


def add_what_was_missed(page: Page) -> None:
    expect(card(page, MISSED)).to_have_count(0)
    select_with_mouse(page, MISSED)
    passage = page.locator("#add").get_by_label("The words, exactly as in the text")
    expect(passage).to_have_value(MISSED)
    page.keyboard.press("m")
    expect(passage).to_be_focused()
    page.get_by_role("button", name="Add it").click()
    expect(card(page, MISSED)).to_be_visible()


def answer_and_publish(page: Page, owner: Page) -> None:
    page.get_by_role("link", name="Answer what was adopted").click()
    asked = page.get_by_role("article").filter(has_text=MAPS)
    asked.get_by_role("link", name="Answer").click()
    page.get_by_label("Partly accepted").check()
    page.get_by_role("button", name="Save, then hand in for sign-off").click()
    expect(page.get_by_role("alert")).to_contain_text("Give the reason: people are owed one.")
    page.get_by_label("Reason", exact=True).fill(REASON)
    page.get_by_label("Why no words of the plan change").fill("The plan says it already.")
    hand_in(page)
    sign_off(owner, MAPS)
    publish_signed(page, 1)
