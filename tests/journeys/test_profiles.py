"""A profile is written and confirmed, its commander replies, a partner reads what is safe."""

import pytest
from playwright.sync_api import expect

from tests.journeys.axe import expect_no_findings
from tests.journeys.moulds import DEMO
from tests.journeys.visits import PHONE

UNIT = "Inner East"
# A draft is worked out from the facts, which a cold process takes a while to read.
SLOWLY = 90_000


@pytest.fixture(scope="module")
def site(new_site):
    return new_site("profiles", like=DEMO)


def test_an_analyst_confirms_words_against_other_figures(site, visit):
    page = visit(site, "analyst@demo.example")
    page.set_default_timeout(SLOWLY)
    page.goto(f"/staff/profiles/units/{UNIT}/")
    page.get_by_label("Period the edition covers").select_option(index=1)
    page.get_by_role("button", name="Start the next edition").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("changed since the words were written", timeout=SLOWLY)

    main.get_by_role("link", name="What is recorded", exact=True).click()
    expect(main).to_contain_text("written when the figure was")
    words = page.get_by_role("textbox", name="Your words")
    words.fill(words.input_value() + "\n\nChecked against the figures of the year.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Your words are saved")
    expect(page.get_by_role("main")).not_to_contain_text("written when the figure was")
    page.get_by_role("link", name="History: 2 wordings").click()
    page.get_by_role("button", name="Restore wording 1").click()
    expect(page.get_by_role("textbox", name="Your words")).not_to_have_value("Checked")
    expect_no_findings(page)


def test_the_commander_replies_and_the_reply_stands_beside_the_figures(site, visit):
    page = visit(site, "commander@demo.example", **PHONE)
    page.goto("/staff/profiles/")
    page.get_by_role("link", name=UNIT).click()
    page.get_by_role("link", name="Reply for this unit").click()
    page.get_by_role("link", name="The whole profile").click()
    page.get_by_role("textbox", name="Your reply").fill(
        "We were not asked about the night-time team; it matters."
    )
    page.get_by_role("button", name="Give this reply").click()
    expect(page.get_by_role("main")).to_contain_text("Your reply is kept")
    page.goto("/staff/profiles/units/Inner North/")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Inner North")

    page = visit(site, "lead@demo.example")
    page.goto("/staff/")
    page.get_by_role("link", name="of commanders to read").or_(
        page.get_by_role("link", name="of a commander to read")
    ).click()
    expect(page.get_by_role("main")).to_contain_text("the night-time team")
    expect(page.get_by_role("main")).to_contain_text(f"Commander of {UNIT}")
    expect_no_findings(page)


def test_a_partner_reads_the_protected_edition_without_scripts(site, visit):
    page = visit(site, "partner@demo.example", java_script_enabled=False)
    page.goto(f"/staff/profiles/units/{UNIT}/")
    page.get_by_role("link", name="Edition 1").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Small counts are hidden")
    expect(main).to_contain_text("Recorded crime also measures trust in the police")
    with page.expect_download() as file:
        page.get_by_role("link", name="PDF", exact=True).click()
    assert file.value.suggested_filename.endswith("partners-profile.pdf")
