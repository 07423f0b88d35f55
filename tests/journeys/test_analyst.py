"""An analyst brings facts in and a figure out, past two people who did not make it."""

import hashlib
import json

from playwright.sync_api import Page, expect

ANALYST = "analyst@demo.example"
FIRST, SECOND = "approver@demo.example", "approver2@demo.example"
MEASURE = "Recorded VAWG offences per 1,000 residents"
TITLE = "What was recorded, for every 1,000 residents"
NOTE = "A rise may be good: it can mean that more women come forward."


def test_from_facts_to_a_public_figure(facts, visit):
    analyst, first, second = (visit(facts, who) for who in (ANALYST, FIRST, SECOND))
    compare_units(analyst)
    attach_evidence(analyst)
    propose(analyst)
    give_verdict(first, "Approve: this may be published as it is")
    see_that_a_verdict_is_hidden(second)
    give_verdict(second, "Approve: this may be published as it is")
    release(analyst)
    public = visit(facts)
    see_the_figure(public)
    check_the_hashes(public)


def compare_units(page: Page) -> None:
    page.goto("/staff/measures/")
    page.get_by_role("link", name=MEASURE).click()
    page.get_by_label("By place").select_option(label="Borough")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("figure img").first).to_be_visible()
    page.get_by_role("link", name="Compare command units").click()
    for chart in page.locator("figure img").all():
        assert chart.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    expect(page.locator("figure")).to_have_count(2)
    page.get_by_label("Unit over time", exact=True).select_option(index=3)
    unit = page.get_by_label("Unit over time", exact=True).locator("option:checked").inner_text()
    page.get_by_label("By period", exact=True).select_option(label="Month")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("figure").nth(1)).to_contain_text(unit)


def attach_evidence(page: Page) -> None:
    page.goto("/staff/measures/evidence/")
    page.get_by_role("link", name="Attach evidence").click()
    page.get_by_label("Action of the plan").select_option(index=0)
    page.get_by_label("Measure").select_option(label=MEASURE)
    page.get_by_label("By place").select_option(label="Borough")
    page.get_by_role("button", name="Attach").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what the measure tells of the action.")
    page.get_by_label("What it tells of the action").fill(NOTE)
    page.get_by_role("button", name="Attach").click()
    expect(page.get_by_role("main")).to_contain_text(NOTE)


def propose(page: Page) -> None:
    page.goto("/staff/releases/")
    page.get_by_role("link", name="Propose a release").click()
    page.get_by_label("Measure").select_option(label=MEASURE)
    page.get_by_label("Chart").check()
    page.get_by_label("By place").select_option(label="Borough")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Summary").fill("How much each borough recorded for its residents.")
    page.get_by_role("button", name="Compute and protect").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_role("button", name="Release")).to_have_count(0)
    page.get_by_role("button", name="Send to review").click()
    expect(page.get_by_role("alert")).to_contain_text("Two people who did not make it")
    expect(page.get_by_role("link", name="Give your verdict")).to_have_count(0)


def give_verdict(page: Page, verdict: str) -> None:
    page.goto("/staff/releases/")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Give your verdict").click()
    page.get_by_role("button", name="Give this verdict").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a verdict.")
    page.get_by_label(verdict).check()
    page.get_by_role("button", name="Give this verdict").click()
    expect(page.get_by_role("alert")).to_contain_text("Your verdict is kept.")


def see_that_a_verdict_is_hidden(page: Page) -> None:
    page.goto("/staff/releases/")
    page.get_by_role("link", name=TITLE).first.click()
    history = page.get_by_role("region", name="History")
    expect(history).to_contain_text("They are shown once both are.")
    expect(history).not_to_contain_text("First approver")


def release(page: Page) -> None:
    page.goto("/staff/releases/")
    page.get_by_role("link", name=TITLE).first.click()
    history = page.get_by_role("region", name="History")
    expect(history).to_contain_text("First approver")
    expect(history).to_contain_text("Second approver")
    page.get_by_role("link", name="Release", exact=True).click()
    page.get_by_role("button", name="Release to the public").click()
    expect(page.get_by_role("alert")).to_contain_text("Release 1 is public.")


def see_the_figure(page: Page) -> None:
    page.goto("/plan/")
    page.locator(".av-card__title a").first.click()
    expect(page.get_by_role("main")).to_contain_text(NOTE)
    page.get_by_role("link", name="Release 1 of").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator(".av-live-chart svg").first).to_be_visible()
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("table").first.get_by_role("row")).not_to_have_count(0)


def check_the_hashes(page: Page) -> None:
    def fetch(address: str) -> bytes:
        answer = page.request.get(address)
        assert answer.ok, address
        return answer.body()

    manifest = json.loads(fetch("/data/1/manifest.json"))
    assert {"data.csv", "data.json", "data.parquet"} <= set(manifest["files"])
    for name, held in manifest["files"].items():
        assert hashlib.sha256(fetch(f"/data/1/{name}")).hexdigest() == held["sha256"], name
    with page.expect_download() as waiting:
        page.get_by_role("table").last.get_by_role("link", name="data.csv").click()
    assert waiting.value.path().read_bytes() == fetch("/data/1/data.csv")
