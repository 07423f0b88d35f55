"""An analyst themes 1,400 answers: the machine proposes, people decide, figures come out."""

import csv
import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import expect_no_findings
from tests.journeys.theming import ANSWERS, prepare_answers

ANALYST, SECOND = "analyst@demo.example", "analyst2@demo.example"


@pytest.fixture(scope="module")
def asked(new_site):
    """Return a site whose survey 1,400 people answered, and its free-text question."""
    found = []

    def prepare(site):
        found.append(site.call(prepare_answers))

    site = new_site("asked", prepare)
    # The first page takes long on a busy machine: it is opened before anybody waits for one.
    with urlopen(f"{site.url}/accounts/login/", timeout=120) as page:
        assert page.status == 200
    return site, found[0]


def test_from_1400_answers_to_figures_that_may_be_published(asked, visit, tmp_path):
    site, question = asked
    page, second = visit(site, ANALYST), visit(site, SECOND)
    have_themes_proposed(page)
    adopt_rename_and_merge(page)
    code_by_keyboard(page, question)
    code_blind(page, question)
    draw_a_sample(page, question)
    code_a_second_time(second, question)
    see_the_agreement(page, question)
    see_a_campaign(page, question)
    weight_to_the_population(page)
    take_figures_away(page, question, tmp_path / "themes.csv")
    expect_no_findings(page)


def places(page: Page) -> list[int]:
    """Return how many are in a theme, set apart and unassigned, as the page shows them."""
    told = page.get_by_text("every answer is accounted for").inner_text()
    *parts, total = (int(n.replace(",", "")) for n in re.findall(r"[\d,]+", told)[:4])
    assert sum(parts) == total == ANSWERS
    return parts


def have_themes_proposed(page: Page) -> None:
    page.goto("/staff/")
    page.get_by_role("link", name="Themes", exact=True).first.click()
    page.get_by_role("link", name="What would you change about this part").first.click()
    page.get_by_role("button", name="Propose themes").click()
    expect(page.get_by_role("heading", name="Candidates by machine")).to_be_visible(timeout=90_000)
    assert places(page)[1] > 40
    assert page.locator(".av-candidate").first.locator("blockquote").count() == 3


def adopt_rename_and_merge(page: Page) -> None:
    for _ in range(4):
        page.get_by_role("button", name=re.compile("^Adopt")).first.click()
        page.wait_for_load_state()
    adopted = page.locator(".av-candidate--adopted")
    expect(adopted).to_have_count(4)
    adopted.first.get_by_role("link", name="Rename or describe").click()
    page.get_by_label("Label").fill("What matters most")
    page.get_by_role("button", name="Save").click()
    expect(adopted.filter(has_text="What matters most")).to_have_count(1)
    other = adopted.filter(has_not_text="What matters most").first
    other.get_by_role("link", name="Merge or split").click()
    page.get_by_text("Rename, merge or split").click()
    page.get_by_label("Merge it into").select_option(label="What matters most")
    page.get_by_role("button", name="Merge").click()
    expect(adopted).to_have_count(3)
    expect(page.get_by_text("1 theme dropped or merged")).to_be_visible()
    places(page)


def wait_for_keys(page: Page) -> None:
    """Wait until the page listens to the keyboard: it says so once it does."""
    expect(page.get_by_text("Keys: 1 to 9 tick a theme")).to_be_visible()


def code_by_keyboard(page: Page, question: str) -> None:
    page.goto(f"/staff/themes/question/{question}/code/")
    for _ in range(12):
        wait_for_keys(page)
        answer = page.locator("input[name=answer]").first.input_value()
        before = page.locator("#theme-2").is_checked()
        page.keyboard.press("2")
        assert page.locator("#theme-2").is_checked() is not before
        if before:
            page.keyboard.press("2")
        page.keyboard.press("Enter")
        expect(page.locator("input[name=answer]").first).not_to_have_value(answer)
    page.get_by_role("link", name="Themes", exact=True).last.click()
    expect(page.get_by_text("12 coded since")).to_be_visible()


def code_blind(page: Page, question: str) -> None:
    page.goto(f"/staff/themes/question/{question}/code/?mode=blind")
    for _ in range(3):
        wait_for_keys(page)
        expect(page.locator("[data-av-vote] .av-theming__term--machine")).to_have_count(0)
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Next answer")).to_be_focused()
        expect(page.get_by_text("The machine says:")).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Next answer")).to_have_count(0)


def draw_a_sample(page: Page, question: str) -> None:
    page.goto(f"/staff/themes/question/{question}/agreement/")
    page.get_by_label("How many answers").fill("5")
    page.get_by_role("button", name="Draw a sample").click()
    expect(page.get_by_text("nothing in it for you to code")).to_be_visible()


def code_a_second_time(page: Page, question: str) -> None:
    page.goto(f"/staff/themes/question/{question}/agreement/")
    page.get_by_role("link", name="Code 5 that somebody else coded").click()
    for left in range(5, 0, -1):
        expect(page.get_by_text(f"{left} answer")).to_be_visible()
        wait_for_keys(page)
        page.keyboard.press("2")
        page.keyboard.press("Enter")
    page.get_by_role("link", name="See how far you agree").click()
    expect(page.get_by_text("5 texts coded twice.")).to_be_visible()


def see_the_agreement(page: Page, question: str) -> None:
    page.goto(f"/staff/themes/question/{question}/agreement/")
    expect(page.get_by_role("table", name="Kappa of two people")).to_contain_text(
        "All themes together"
    )
    expect(page.get_by_role("table", name="Kappa of machine and people")).to_be_visible()


def see_a_campaign(page: Page, question: str) -> None:
    page.goto(f"/staff/themes/question/{question}/campaigns/")
    page.locator(".av-candidate a").first.click()
    expect(page.get_by_role("heading", name="The template")).to_be_visible()
    page.get_by_role("link", name="Code this text").first.click()
    page.get_by_label("Code all").check()
    wait_for_keys(page)
    page.keyboard.press("3")
    page.get_by_role("button", name="Save and next").click()
    page.get_by_role("link", name="Themes", exact=True).last.click()
    places(page)


def weight_to_the_population(page: Page) -> None:
    page.get_by_role("link", name="Who answered", exact=True).click()
    page.get_by_role("link", name=re.compile("Set beside the population.*Which area")).click()
    page.get_by_label("Or type them in").fill("Northbank, 70%\nOld Harbour, 20%\nSouthgate, 10%")
    page.get_by_label("Where the figures are from").fill("Invented for this survey")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("responses, weighted, are worth as much as")).to_be_visible()


def take_figures_away(page: Page, question: str, file) -> None:
    page.goto(f"/staff/themes/question/{question}/crosstab/")
    page.get_by_label("Weight shares to the population").check()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Exact: do not pass on")).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("What matters most")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Take it away as CSV").click()
    waiting.value.save_as(file)
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert rows
    assert all(not r["numerator"] or int(r["numerator"]) % 5 == 0 for r in rows)
