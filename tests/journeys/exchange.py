"""What staff do between a submission and its public answer, page by page."""

from pathlib import Path

from playwright.sync_api import Page, expect

_QUEUE = "/staff/consultation/recommendations/"


def take_in(page: Page, file: Path, organisation: str, title: str) -> None:
    """Take a document in as the submission of an organisation; end on its review page."""
    page.goto("/staff/consultation/")
    page.get_by_role("link", name="Take in a submission").click()
    page.get_by_label("Who sent it").fill(organisation)
    page.get_by_label("Title (optional)").fill(title)
    page.get_by_label("Received on").fill("2025-05-27")
    page.get_by_label("The submission as a file").set_input_files(file)
    page.get_by_role("button", name="See first what is read").click()
    expect(page.get_by_role("heading", name="What is read of it")).to_be_visible()
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def open_answer(page: Page, words: str) -> None:
    """Open the page on which what asks for ``words`` is answered."""
    page.goto(_QUEUE)
    asked = page.get_by_role("article").filter(has_text=words)
    asked.get_by_role("link", name="Answer").or_(
        asked.get_by_role("link", name="See the answer")
    ).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What do we answer?")


def hand_in(page: Page) -> None:
    """Save the answer on the page and hand it in."""
    page.get_by_role("button", name="Save, then hand in for sign-off").click()
    expect(page.get_by_role("alert")).to_contain_text("The answer is handed in.")


def sign_off(page: Page, words: str) -> None:
    """Sign the answer to ``words`` off, as the owner of the action."""
    page.goto(_QUEUE)
    asked = page.get_by_role("article").filter(has_text=words)
    asked.get_by_role("link", name="Read it to sign it off").click()
    expect(page.get_by_role("main")).to_contain_text(words)
    page.get_by_role("button", name="Sign it off").click()
    expect(page.get_by_role("alert")).to_contain_text("The answer is signed off.")


def publish_signed(page: Page, number: int) -> None:
    """Publish every answer that is signed off; there are ``number`` of them."""
    page.goto(_QUEUE)
    page.get_by_role("link", name=f"Publish {number} signed-off").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text(f"{number} answer")
