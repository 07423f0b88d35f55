"""A charity sends a PDF, is told once of the answer, replies to it, and stops the messages."""

import json
import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import typst
from playwright.sync_api import Page, expect

from tests.journeys.axe import expect_no_findings
from tests.journeys.exchange import hand_in, open_answer, publish_signed, sign_off, take_in
from tests.journeys.moulds import PLANNED
from tests.journeys.review_page import card, expect_focus, expect_state
from tests.journeys.site import Site
from tests.journeys.visits import PHONE

LEAD, OWNER = "lead@demo.example", "owner@demo.example"
CHARITY = "Rowanfield Advocacy Service"
ADDRESS = "office@rowanfield.example"
TITLE = "What the plan should promise"
ADVOCATES = "Offer every victim an independent advocate within two working days"
BREACHES = "Arrest within a day whoever breaches a protection order"
VENUES = "Publish a list of the licensed venues"
REASON = "You are right: five days is too long to be alone with it."
REPLY = "We welcome two days. We will publish how often they are kept."
LETTER = f"""
#set page(width: 15cm, height: 16cm, header: [Rowanfield Advocacy Service],
  footer: context [Page #counter(page).display()])
#set text(size: 11pt)
#set par(justify: true)
= {TITLE}
We stand beside women in court and at the police station. In the last year we met 412 of
them. They told us what helped and what did not.

== What we saw
Most of those who withdrew did so within a week, before anybody had rung them. Those who had an
advocate stayed with their case.

#pagebreak()
== What we ask for
We met each of these needs again and again.

1. {ADVOCATES}, and pay for her work for the three years of the plan.
2. {BREACHES}, and tell the woman whom it protects on the same day.
3. {VENUES} whose staff were trained.
"""


@pytest.fixture(scope="module")
def site(new_site):
    """Return a site with people and a plan put out for consultation."""
    return new_site("charity", like=PLANNED)


def test_a_charity_is_answered_told_once_and_heard_again(site, visit, tmp_path):
    lead, owner = visit(site, LEAD), visit(site, OWNER)
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(typst.compile(LETTER.encode()))
    take_in(lead, letter, CHARITY, TITLE)
    open_the_original_at_the_quote(lead)
    keep_the_address(lead)
    decide(lead)
    for words in (ADVOCATES, BREACHES):
        answer(lead, words)
    sign_off(owner, ADVOCATES)
    publish_signed(lead, 1)
    news = receive_the_news(site, lead)

    charity = visit(site, **PHONE)
    write_a_reply(charity, news)
    show_the_reply(lead)
    for address in ("/you-said-we-did/", "/you-said-we-did/organisations/"):
        see_the_reply(visit(site), address)

    stop_the_messages(charity, news)
    sign_off(owner, BREACHES)
    publish_signed(lead, 1)
    lead.goto("/staff/consultation/outbox/")
    expect(messages(lead)).to_have_count(1)
    assert post(site)["sent"] == 0


def open_the_original_at_the_quote(page: Page) -> None:
    place = card(page, BREACHES).get_by_role("link", name="In the document as it was sent")
    expect(place).to_contain_text(re.compile(r"page 2, line \d+$"))
    line = place.inner_text().rsplit(" ", 1)[1]
    place.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page 2 of 2")
    begin = page.locator("#quote")
    expect(begin).to_have_text(re.compile("^Arrest within a day"))
    assert begin.locator("xpath=..").get_attribute("value") == line
    expect(page.locator("svg rect")).not_to_have_count(0)
    expect_no_findings(page)
    page.get_by_role("link", name="Back", exact=True).click()


def keep_the_address(page: Page) -> None:
    page.get_by_role("link", name="Where they want to be told").click()
    page.get_by_label("E-mail address").fill("rowanfield")
    page.get_by_role("button", name="Keep the address").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    page.get_by_label("E-mail address").fill(ADDRESS)
    page.get_by_role("button", name="Keep the address").click()
    expect(page.get_by_role("alert")).to_contain_text("The address is kept, sealed.")
    page.get_by_role("link", name="Where they want to be told").click()
    expect(page.get_by_role("main")).to_contain_text("An address is kept.")
    expect(page.get_by_role("main")).not_to_contain_text(ADDRESS)
    page.get_by_role("link", name="Back", exact=True).click()


def decide(page: Page) -> None:
    # The keys work once the page's script shows them.
    expect(page.locator("[data-av-shortcuts]")).to_be_visible()
    card(page, ADVOCATES).focus()
    page.keyboard.press("a")
    expect_state(page, ADVOCATES, "Adopted")
    expect_focus(page, BREACHES)
    page.keyboard.press("a")
    expect_state(page, BREACHES, "Adopted")
    expect_focus(page, VENUES)
    page.keyboard.press("r")
    expect_state(page, VENUES, "Rejected")


def answer(page: Page, words: str) -> None:
    open_answer(page, words)
    page.get_by_label("Accepted", exact=True).check()
    page.get_by_label("Reason", exact=True).fill(REASON)
    page.get_by_label("What changes in the plan").fill("The final plan promises it.")
    page.get_by_role("button", name="Save, then hand in for sign-off").click()
    expect(page.get_by_role("alert")).to_contain_text("but not handed in")
    page.get_by_label("Why no words of the plan change").fill("The final plan is not out yet.")
    hand_in(page)


def messages(page: Page):
    return page.get_by_role("table", name="Messages").locator("tbody tr")


def post(site: Site) -> dict[str, int]:
    """Send what waits, as the machine's timer does."""
    return json.loads(site.avow("site", "post", "--format", "json"))


def receive_the_news(site: Site, page: Page) -> str:
    page.goto("/staff/consultation/outbox/")
    expect(messages(page)).to_have_count(1)
    expect(messages(page)).to_contain_text("Waits to be sent")
    expect(messages(page)).not_to_contain_text(ADDRESS)
    assert post(site) == {"sent": 1, "later": 0, "failed": 0}
    assert post(site)["sent"] == 0
    page.reload()
    expect(messages(page)).to_contain_text("Sent")
    [kept] = Path(site.folder, "mail").iterdir()
    mail = message_from_bytes(kept.read_bytes().split(b"\n---")[0], policy=policy.default)
    assert mail["To"] == ADDRESS
    news = mail.get_content()
    assert "advocate" not in news + mail["Subject"]
    return news


def link(news: str, part: str) -> str:
    """Return the link of a message that leads to ``part`` of the site."""
    [found] = re.findall(rf"^http\S+{part}\S*$", news, re.M)
    return found


def write_a_reply(page: Page, news: str) -> None:
    page.goto(link(news, "/you-said-we-did/"))
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article")).to_contain_text(REASON)
    page.goto(link(news, "/reply/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Reply of {CHARITY}")
    expect(page.locator("blockquote")).to_contain_text(ADVOCATES)
    expect_no_findings(page)
    page.get_by_role("button", name="Send the reply").click()
    expect(page.get_by_role("alert")).to_contain_text("Write your reply first.")
    page.get_by_label("Your reply").fill(REPLY)
    page.get_by_role("button", name="Send the reply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your reply is with us")
    page.goto(link(news, "/reply/"))
    expect(page.get_by_role("button", name="Send the reply")).to_have_count(0)
    assert page.context.cookies() == []


def show_the_reply(page: Page) -> None:
    page.goto("/staff/consultation/recommendations/")
    page.get_by_role("link", name="Replies to answers").click()
    expect(page.get_by_role("article")).to_contain_text(REPLY)
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_role("alert")).to_contain_text("shown beside the answer")


def see_the_reply(page: Page, address: str) -> None:
    page.goto(address)
    if address.endswith("organisations/"):
        page.get_by_role("link", name=CHARITY).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(CHARITY)
        expect(page.get_by_role("main")).to_contain_text("Not answered yet")
    told = page.get_by_role("article").filter(has_text=REASON)
    expect(told).to_have_count(1)
    expect(told).to_contain_text(ADVOCATES)
    expect(told.get_by_role("heading", name=f"Reply of {CHARITY}")).to_be_visible()
    expect(told).to_contain_text(REPLY)
    assert VENUES not in page.content()


def stop_the_messages(page: Page, news: str) -> None:
    page.goto(link(news, "/stop/"))
    page.get_by_role("button", name="Send me no more messages").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You will get no more messages")
    assert page.context.cookies() == []
