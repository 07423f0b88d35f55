"""The public answers a survey: on a phone, with and without scripts; and staff type in paper."""

import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.answering import answered, open_a_survey
from tests.journeys.axe import axe_findings
from tests.journeys.visits import ELSEWHERE, PHONE

CHECK = "Check your answers"


@pytest.fixture(scope="module")
def asked(new_site):
    """Return a site with an open survey; it is at /have-your-say/your-say/."""

    def prepare(site):
        site.call(open_a_survey)

    site = new_site("asked", prepare)
    urlopen(f"{site.url}/have-your-say/", timeout=60).close()
    return site


def begin(page: Page, query: str = "") -> None:
    page.goto(f"/have-your-say/your-say/{query}")
    page.locator("button[value=start]").click()
    page.locator("button[value=next]").wait_for()


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def go_on(page: Page) -> None:
    before = heading(page).inner_text()
    page.locator("button[value=next]").click()
    expect(heading(page)).not_to_have_text(before)


def go_to_check(page: Page) -> None:
    for _ in range(12):
        if heading(page).inner_text() == CHECK:
            return
        go_on(page)


def test_on_a_phone_one_answers_leaves_comes_back_and_sends(asked, visit):
    page = visit(asked, **PHONE)
    begin(page)
    expect(heading(page)).to_be_focused()
    page.get_by_label("Agree", exact=True).first.check()
    page.get_by_role("textbox").first.fill("More advisers near me.")
    page.get_by_role("button", name="Stop here and come back later").click()
    code = page.locator(".av-code__digits").inner_text()
    assert re.fullmatch(r"\d{3}(-\d{3}){4}", code)
    assert page.url == f"{asked.url}/have-your-say/your-say/"
    assert page.context.cookies() == []

    later = visit(asked, **PHONE)
    later.goto("/have-your-say/your-say/")
    later.get_by_role("link", name="Go on with answers you began").click()
    later.get_by_label("Enter your code").fill(code)
    later.get_by_role("button", name="Go on with answers you began").click()
    expect(heading(later)).to_have_text(CHECK)
    expect(later.get_by_role("main")).to_contain_text("More advisers near me.")
    assert axe_findings(later) == []
    later.get_by_role("button", name="Send my answers").click()
    expect(heading(later)).to_have_text("Thank you. Your answers have been sent.")
    expect(later.get_by_role("main")).to_contain_text("The code you have already been given")
    sent = {a["key"]: a for a in asked.call(answered)}
    assert sent["words-1"]["text"] == "More advisers near me."
    assert sent["agree-1"]["choices"] == ["agree"]


@pytest.mark.parametrize("leave", ["button", "keys"])
def test_leaving_quickly_in_the_midst_leaves_nothing_behind_with_back(asked, visit, leave):
    page = visit(asked, **PHONE)
    page.goto("/about/")
    begin(page)
    page.get_by_role("textbox").first.fill("He must never read this.")
    go_on(page)
    if leave == "button":
        page.locator("[data-av-quick-exit]").click()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url(ELSEWHERE)
    for _ in range(3):
        page.go_back()
        assert "He must never" not in page.content()
        assert page.locator("button[value=next]").count() == 0


def test_help_comes_quietly_after_a_disclosure(asked, visit):
    page = visit(asked, **PHONE)
    begin(page)
    page.get_by_role("textbox").first.fill("I am scared to go home because he hits me.")
    go_on(page)
    care = page.get_by_role("region", name="Help and support")
    expect(care).to_contain_text("0808 2000 247")
    expect(page.locator("[role=alert]")).to_have_count(0)
    assert axe_findings(page) == []


def test_things_are_put_in_order_by_keyboard(asked, visit):
    page = visit(asked)
    begin(page)
    while heading(page).inner_text() != "What matters most":
        go_on(page)
    for name in ("Officers", "Refuges"):
        item = page.get_by_role("listitem").filter(has_text=name)
        item.get_by_role("button", name="Give it a place").focus()
        page.keyboard.press("Enter")
    second = page.get_by_role("listitem").filter(has_text="Refuges")
    second.get_by_role("button", name="Move up").focus()
    page.keyboard.press("Space")
    assert axe_findings(page) == []
    go_on(page)
    expect(page.get_by_role("main")).to_contain_text("1. Refuges")
    expect(page.get_by_role("main")).to_contain_text("2. Officers")


def test_without_scripts_all_of_it_works_after_a_short_wait(asked, visit):
    page = visit(asked, java_script_enabled=False)
    page.goto("/have-your-say/your-say/")
    page.wait_for_timeout(6000)
    page.get_by_role("button", name="Start").click()
    page.get_by_label("Disagree", exact=True).first.check()
    go_on(page)
    while heading(page).inner_text() != "What matters most":
        go_on(page)
    page.get_by_label("Refuges").select_option(label="Place 1")
    page.get_by_label("Officers").select_option(label="Place 1")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("alert")).to_contain_text("Give each place only once.")
    page.get_by_label("Officers").select_option(label="Place 2")
    go_on(page)
    expect(page.get_by_role("main")).to_contain_text("1. Refuges")
    page.get_by_role("button", name="Send my answers").click()
    expect(heading(page)).to_have_text("Thank you. Your answers have been sent.")


def test_without_scripts_going_back_in_the_browser_shows_nothing(asked, visit):
    page = visit(asked, java_script_enabled=False)
    page.goto("/have-your-say/your-say/")
    page.wait_for_timeout(6000)
    page.get_by_role("button", name="Start").click()
    page.get_by_role("textbox").first.fill("Only mine.")
    go_on(page)
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_role("textbox").first).to_have_value("Only mine.")
    page.goto("/about/")
    page.go_back()
    assert "Only mine." not in page.content()


def test_from_the_right_the_page_is_mirrored(asked, visit):
    page = visit(asked, **PHONE)
    begin(page, "?language=ar")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("html").get_attribute("lang") == "ar"
    dot = page.locator(".govuk-radios__input").first.bounding_box()
    label = page.locator(".govuk-radios__label").first.bounding_box()
    assert dot["x"] > label["x"] + label["width"] - 5
    assert page.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth")
    assert axe_findings(page) == []


def comment(page: Page, words: str) -> None:
    form = page.locator("details[open] form")
    form.get_by_role("textbox").fill(words)
    form.get_by_role("button", name="Add this comment").click()
    expect(page.get_by_role("region", name="Your comments")).to_contain_text(words)


def test_the_plan_is_commented_on_by_keyboard(asked, visit):
    page = visit(asked)
    begin(page)
    while not page.get_by_role("button", name="Read the plan and comment on it").count():
        go_on(page)
    page.get_by_role("button", name="Read the plan and comment on it").click()
    pieces = page.locator("[data-av-commitment]").first.locator("[data-av-piece]")
    pieces.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(pieces.nth(1)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Shift+ArrowDown")
    expect(pieces.nth(2)).to_have_attribute("aria-pressed", "true")
    assert axe_findings(page) == []
    words = pieces.nth(1).inner_text().strip()
    comment(page, "Say by when.")
    mine = page.get_by_role("region", name="Your comments")
    expect(mine.locator("blockquote")).to_contain_text(words)
    mine.get_by_role("textbox").fill("Say by when, and who.")
    mine.get_by_role("button", name=re.compile("^Save")).click()
    expect(mine.get_by_role("textbox")).to_have_value("Say by when, and who.")
    page.get_by_role("button", name=CHECK).click()
    expect(page.get_by_role("main")).to_contain_text("Say by when, and who.")
    page.get_by_role("button", name="Send my answers").click()
    expect(heading(page)).to_have_text("Thank you. Your answers have been sent.")
    said = next(a for a in asked.call(answered) if a["text"] == "Say by when, and who.")
    assert said["quote"].startswith(words)
    assert said["at"][1] - said["at"][0] == len(said["quote"])


def test_the_plan_is_commented_on_by_touch_and_a_comment_begins_a_response(asked, visit):
    page = visit(asked, **PHONE)
    page.goto("/have-your-say/your-say/plan/")
    second = page.locator("[data-av-commitment]").nth(1)
    piece = second.locator("p [data-av-piece]").first
    piece.tap()
    expect(piece).to_have_attribute("aria-pressed", "true")
    page.locator("[data-av-bar] button").tap()
    expect(second.get_by_role("textbox")).to_be_focused()
    comment(page, "From my phone.")
    page.evaluate(
        """() => {
          const piece = document.querySelectorAll("[data-av-commitment] p [data-av-piece]")[0];
          const range = document.createRange();
          range.setStart(piece.firstChild, 3);
          range.setEnd(piece.firstChild, 15);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    quote = page.locator("details[open] [data-av-quote]").first
    expect(quote).not_to_be_empty()
    comment(page, "And these words.")
    mine = page.get_by_role("region", name="Your comments")
    expect(mine.get_by_role("listitem")).to_have_count(2)
    mine.get_by_role("button", name=re.compile("^Remove")).first.click()
    expect(mine.get_by_role("listitem")).to_have_count(1)
    assert axe_findings(page) == []


def test_paper_is_typed_in_by_keyboard_one_after_the_other(asked, visit):
    page = visit(asked, "paper@demo.example")
    page.goto("/staff/surveys/paper/")
    page.get_by_role("link", name="Your say").click()
    for n in (1, 2):
        expect(page.locator("input[type=radio]").first).to_be_focused()
        page.keyboard.press("2")
        page.keyboard.press("4")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("status").first).to_contain_text(f"{n} typed in by you today")
    page.get_by_role("link", name="Paper 1", exact=True).click()
    expect(page.get_by_label("Agree", exact=True).first).to_be_checked()
    page.get_by_label("Strongly agree", exact=True).first.check()
    page.get_by_role("button", name="Save the correction").click()
    on_paper = [a for a in asked.call(answered) if a["way"] == "paper" and a["key"] == "agree-1"]
    assert sorted(a["choices"][0] for a in on_paper) == ["agree", "strongly-agree"]


def test_a_trained_reader_reads_first(asked, visit):
    page = visit(asked)
    begin(page)
    page.get_by_role("textbox").first.fill("My husband threatened to kill me.")
    go_on(page)
    go_to_check(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(heading(page)).to_contain_text("Thank you")
    desk = visit(asked, "reader@demo.example")
    desk.goto("/staff/surveys/concerns/")
    desk.get_by_role("link", name=re.compile("^Read")).last.click()
    expect(desk.locator("mark").first).to_be_visible()
    assert axe_findings(desk) == []
    desk.get_by_label("What you did").fill("Talked it over.")
    desk.get_by_role("button", name="Keep it with trained readers").click()
    expect(desk.get_by_role("main")).to_contain_text("The answer stays with the trained readers.")
