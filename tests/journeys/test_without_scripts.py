"""A plan lead whose browser runs no script does the same work with plain forms."""

import re

from playwright.sync_api import Page, expect

from avow.analysis import synthetic
from tests.journeys.review_page import card, expect_state

LEAD = "lead@demo.example"


def test_the_plan_editor(facts, visit):
    page = visit(facts, LEAD, java_script_enabled=False)
    page.goto("/staff/plan/")
    page.get_by_role("button", name="Start a new draft").click()
    page.get_by_role("link", name="Edit commitment 2", exact=True).click()
    page.get_by_role("button", name="Add an action").click()
    page.get_by_label("Text of action 5").fill("Say each year what changed.")
    page.get_by_role("button", name=re.compile("Move up.*action 5")).click()
    expect(page.get_by_label("Text of action 4")).to_have_value("Say each year what changed.")
    page.get_by_label("Title").fill("")
    page.get_by_role("button", name="Save the commitment").click()
    expect(page.get_by_role("alert")).to_contain_text("Give it a title.")
    expect(page.get_by_label("Text of action 4")).to_have_value("Say each year what changed.")
    page.get_by_label("Title").fill("Listen, and say what changed")
    page.get_by_role("button", name="Save the commitment").click()
    expect(page.get_by_role("heading", name="Listen, and say what changed")).to_be_visible()
    page.get_by_role("link", name="Publish this version").click()
    expect(page.get_by_role("main")).to_contain_text("Say each year what changed.")
    page.goto("/staff/plan/")
    page.get_by_role("link", name="Version 2").click()
    page.get_by_role("link", name="Discard this draft").click()
    page.get_by_role("button", name="Discard the draft").click()
    expect(page.get_by_role("link", name="Version 2")).to_have_count(0)


def test_the_review_page(facts, visit):
    page = visit(facts, LEAD, java_script_enabled=False)
    paste_a_submission(page)
    first, second, third = (
        page.locator("[data-av-card] blockquote").nth(n).inner_text() for n in range(3)
    )
    card(page, first).get_by_role("button", name="Adopt").click()
    expect_state(page, first, "Adopted")
    card(page, second).get_by_role("button", name="Reject").click()
    expect_state(page, second, "Rejected")
    card(page, second).get_by_role("button", name="Undo").click()
    expect_state(page, second, "To decide")
    card(page, third).get_by_role("button", name="Gap").click()
    expect_state(page, third, "Gap")

    card(page, second).get_by_role("link", name="Correct the quote").click()
    page.get_by_label("The words, exactly as in the text").fill("These words are not there.")
    page.get_by_role("button", name="Save the quote").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    page.get_by_label("The words, exactly as in the text").fill(second[:-5])
    page.get_by_role("button", name="Save the quote").click()
    expect(card(page, second[:-5]).locator("blockquote")).to_have_text(second[:-5])

    card(page, first).get_by_role("link", name="Change the links").click()
    page.get_by_label("Closest commitment").select_option(index=4)
    chosen = page.get_by_label("Closest commitment").locator("option:checked").inner_text()
    page.get_by_label("Also concerns (2)").select_option(index=0)
    page.get_by_label("Also concerns (3)").select_option(index=0)
    page.get_by_role("button", name="Save the links").click()
    expect(card(page, first).locator(".av-links li").first).to_contain_text(chosen[4:])

    page.locator("#add").get_by_label("The words, exactly").fill("What happens in school")
    page.get_by_role("button", name="Add it").click()
    expect(card(page, "What happens in school")).to_be_visible()


def paste_a_submission(page: Page) -> None:
    [told] = [s for s in synthetic.submissions() if s.file == "youth-voice.txt"]
    page.goto("/staff/consultation/import/")
    page.get_by_label("Who sent it").fill(told.organisation)
    page.get_by_label("Received on").fill("2025-05-19")
    page.get_by_label("Or paste the text").fill(told.text)
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("heading", name="What it asks for")).to_be_visible()
