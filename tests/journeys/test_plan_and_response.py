"""From the draft that was consulted on to the final plan and the response, by its plan lead."""

import hashlib
import io
import re

import pypdfium2
import pytest
from docx import Document
from playwright.sync_api import Page, expect

from avow.analysis import synthetic
from tests.journeys.axe import expect_no_findings
from tests.journeys.exchange import hand_in, open_answer, publish_signed, sign_off, take_in
from tests.journeys.moulds import PEOPLE
from tests.journeys.review_page import card, expect_state
from tests.journeys.visits import PHONE

LEAD, OWNER = "lead@demo.example", "owner@demo.example"
CENTRE = "Alder Street Women’s Centre"
CEILING = "Set a limit on the number of open cases that one investigator may hold"
LINE = "Publish each year what the confidential line was told"
TAXIS = "Pay for a taxi home for every woman who works at night"
TOLD = "Publish each year what the line was told and what came of it"
RESPONSE = "What you said, and what we do"
LETTER = f"""# What we ask of the plan

We run a day centre for 300 women in the east of the city.

## Recommendations

1. {CEILING}, and say in public when it is passed.
2. {LINE} and what was done.
3. {TAXIS}.
"""
DECISIONS = {
    CEILING: ("Accepted", "You are right: nobody can do forty cases well.", "A ceiling is set."),
    LINE: ("Partly accepted", "We publish it each year, without names.", "An action is added."),
    TAXIS: ("Not accepted", "The force may not pay for journeys to work.", ""),
}
FIGURES = {
    "Submissions received": 1,
    "from organisations": 1,
    "from members of the public": 0,
    "Things asked for and answered": 3,
    "accepted": 1,
    "partly accepted": 1,
    "not accepted": 1,
    "already doing": 0,
    "Recommendations behind them": 3,
    "Accepted, wholly or partly": 2,
    "with a change in the plan": 2,
    "with the reason why no words change": 0,
    "Answers that point to a change in the plan": 2,
    "Things asked for and not answered yet": 0,
}


@pytest.fixture(scope="module")
def site(new_site):
    """Return a site that holds people and nothing else."""
    return new_site("response", like=PEOPLE)


def test_from_the_consultation_draft_to_the_final_plan_and_the_response(site, visit, tmp_path):
    lead = visit(site, LEAD)
    bring_in_a_plan(lead, tmp_path / "draft.txt", "draft")
    publish_as(lead, "Draft for consultation")
    take_in_what_a_centre_wrote(lead, tmp_path / "centre.md")
    for words in DECISIONS:
        answer(lead, words)

    bring_in_a_plan(lead, tmp_path / "final.txt", "final")
    correct_what_goes_on_from_what(lead)
    change_a_commitment(lead)
    look_at_the_comparison(lead)
    publish_as(lead, "Final plan")

    point_to_the_change(lead, CEILING, "Action 3.2: .*(changed)")
    point_to_the_change(lead, LINE, "Action 4.4: .*(new)")
    open_answer(lead, TAXIS)
    lead.get_by_role("button", name="Hand in for sign-off", exact=True).click()
    sign_everything_off(visit(site, OWNER))
    publish_signed(lead, 3)
    make_the_response(lead)

    public = visit(site)
    read_the_comparison(public)
    read_the_response(public)
    expect_figures_of_the_page(public)
    compare_on_a_phone(visit(site, **PHONE))


def bring_in_a_plan(page: Page, file, stage: str) -> None:
    file.write_text(synthetic.plan_text(stage), encoding="utf-8")
    page.goto("/staff/plan/")
    page.get_by_role("link", name="Import a plan").click()
    page.get_by_label("The plan as a file").set_input_files(file)
    if stage == "draft":
        page.get_by_label("Whose plan it is").fill("Thornhaven City Police")
    else:
        page.get_by_label("What it is").select_option(index=1)
    page.get_by_role("button", name="Read the plan").click()
    expect(page.get_by_role("main")).to_contain_text("10 commitments")
    expect(page.get_by_role("main")).to_contain_text("Only staff see this draft.")


def publish_as(page: Page, stage: str) -> None:
    page.get_by_role("link", name="Publish this version").click()
    page.get_by_label(stage).check()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("link", name="Publish this version")).to_have_count(0)


def take_in_what_a_centre_wrote(page: Page, file) -> None:
    file.write_text(LETTER, encoding="utf-8")
    take_in(page, file, CENTRE, "What we ask of the plan")
    for words in DECISIONS:
        card(page, words).focus()
        page.keyboard.press("a")
        expect_state(page, words, "Adopted")


def answer(page: Page, words: str) -> None:
    decision, reason, change = DECISIONS[words]
    open_answer(page, words)
    page.get_by_label(decision, exact=True).check()
    page.get_by_label("Reason", exact=True).fill(reason)
    page.get_by_label("What changes in the plan").fill(change)
    page.get_by_role("button", name="Save the answer").click()
    expect(page.get_by_role("alert")).to_contain_text("The answer is saved as a draft.")


def part(page: Page, number: str):
    """Return what the comparison says of an action of the newer version."""
    name = page.get_by_role("heading", level=4, name=f"Action {number}", exact=True)
    return page.get_by_role("listitem").filter(has=name)


def correct_what_goes_on_from_what(page: Page) -> None:
    page.get_by_role("link", name="Check what goes on from what").click()
    expect(part(page, "3.2")).to_have_count(2)
    page.get_by_role("link", name="Correct what 3.2 goes on from (Action)").click()
    page.get_by_label(re.compile("Review how many open cases")).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("What 3.2 goes on from was saved.")
    expect(part(page, "3.2")).to_have_count(1)
    page.get_by_role("link", name="Back", exact=True).click()


def change_a_commitment(page: Page) -> None:
    page.get_by_role("link", name="Edit commitment 4", exact=True).click()
    page.get_by_role("button", name="Add an action").click()
    page.get_by_label("Number of action 4").fill("4.4")
    page.get_by_label("Text of action 4").fill(TOLD)
    page.get_by_role("button", name="Save the commitment").click()
    expect(page.get_by_role("main")).to_contain_text(TOLD)


def look_at_the_comparison(page: Page) -> None:
    page.get_by_role("link", name="Compare with another version").click()
    expect(part(page, "4.4")).to_contain_text("Added")
    expect(part(page, "3.2")).not_to_contain_text("Added")
    expect(part(page, "3.2").locator("ins").first).to_contain_text("Set a ceiling")
    expect_no_findings(page)
    page.get_by_role("link", name="Back", exact=True).click()


def point_to_the_change(page: Page, words: str, changed: str) -> None:
    open_answer(page, words)
    page.get_by_label(re.compile(changed.replace("(", r"\(").replace(")", r"\)"))).check()
    hand_in(page)


def sign_everything_off(page: Page) -> None:
    for words in DECISIONS:
        sign_off(page, words)


def make_the_response(page: Page) -> None:
    page.get_by_role("link", name="Our response").click()
    page.get_by_label("Title").fill("")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("alert")).to_contain_text("Give the document a title.")
    page.get_by_label("Title").fill(RESPONSE)
    page.get_by_label("Opening words (optional)").fill("Thank you to all who wrote.")
    page.get_by_role("button", name="Make it").click()
    draft = page.get_by_role("region", name=re.compile(f"^{RESPONSE}"))
    with page.expect_download() as waiting:
        draft.get_by_role("link", name="response.html").click()
    assert CENTRE in waiting.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="Publish this draft").click()
    expect(page.get_by_role("alert")).to_contain_text("The response is published.")


def read_the_comparison(page: Page) -> None:
    page.goto("/plan/")
    page.get_by_role("link", name=re.compile("What changed|Compare")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed in the plan")
    expect_the_change(page)
    page.get_by_role("link", name="Side by side").click()
    expect(page.locator(".av-compare__sides").first).to_be_visible()
    expect_the_change(page)
    expect_no_findings(page)


def expect_the_change(page: Page) -> None:
    told = part(page, "3.2")
    expect(told.locator("ins").first).to_contain_text("Set a ceiling")
    expect(told.locator("del").first).to_contain_text("Review")
    expect(told).to_contain_text("Asked for by 1 recommendation")
    expect(told).to_contain_text(CEILING)
    expect(part(page, "4.4")).to_contain_text(LINE)


def compare_on_a_phone(page: Page) -> None:
    page.goto("/plan/compare/?view=side")
    left, right = (page.locator(".av-compare__sides").first.locator("> div").nth(n) for n in (0, 1))
    assert left.bounding_box()["y"] < right.bounding_box()["y"]
    expect_the_change(page)


def read_the_response(page: Page) -> None:
    page.goto("/you-said-we-did/")
    page.get_by_role("link", name=RESPONSE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(RESPONSE)
    files = {name: fetch(page, f"response.{name}") for name in ("html", "docx", "pdf")}
    assert figures_of_word(files["docx"]) == FIGURES
    for words in (*DECISIONS, CENTRE, DECISIONS[TAXIS][1]):
        for held in (words_of_word(files["docx"]), words_of_pdf(files["pdf"])):
            assert words in held
    page.get_by_role("link", name="response.html").click()
    expect(page.get_by_role("article")).to_have_count(3)
    rows = page.get_by_role("table").first.locator("tbody tr").all()
    assert {r.locator("th").inner_text(): int(r.locator("td").inner_text()) for r in rows} == (
        FIGURES
    )
    expect_no_findings(page)


def fetch(page: Page, name: str) -> bytes:
    """Download a file of the response; it is what its hash on the page says."""
    item = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=name))
    address = item.get_by_role("link").get_attribute("href")
    answer = page.request.get(address)
    assert answer.ok
    assert hashlib.sha256(answer.body()).hexdigest() == item.locator("code").inner_text()
    return answer.body()


def figures_of_word(content: bytes) -> dict[str, int]:
    table = Document(io.BytesIO(content)).tables[0]
    return {row.cells[0].text.strip(): int(row.cells[1].text) for row in table.rows[1:]}


def words_of_word(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def words_of_pdf(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    read = [page.get_textpage() for page in pages]
    return " ".join(" ".join(one.get_text_bounded().split()) for one in read)


def expect_figures_of_the_page(page: Page) -> None:
    page.goto("/you-said-we-did/")
    expect(page.get_by_role("status")).to_have_text("3 of 3")
    for label, figure in (("Accepted", "accepted"), ("Not accepted", "not accepted")):
        page.goto("/you-said-we-did/")
        page.get_by_text("More ways to narrow it").click()
        page.get_by_label("Decision").select_option(label=label)
        expect(page.get_by_role("status")).to_have_text(f"{FIGURES[figure]} of 3")
    page.goto("/you-said-we-did/organisations/")
    row = page.get_by_role("row").filter(has_text=CENTRE)
    told = [int(cell) for cell in row.get_by_role("cell").all_inner_texts()]
    assert told == [3, 3, FIGURES["Accepted, wholly or partly"], 0, 0]
