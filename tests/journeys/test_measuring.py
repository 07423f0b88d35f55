"""A measure read as an analyst and as a charity reads it, and a unit as its commander does."""

from playwright.sync_api import Page, expect

ANALYST, PARTNER = "analyst@demo.example", "partner@demo.example"
MEASURE, UNIT = "Domestic abuse: charged within a year", "Inner East"


def test_an_analyst_reads_a_measure_every_way(demo, visit):
    page = visit(demo, ANALYST)
    find(page)
    split(page)
    set_two_beside_each_other(page)
    adjust(page)
    take_away(page)
    read_a_unit(page)


def find(page: Page) -> None:
    page.goto("/staff/measures/")
    page.get_by_label("Words in its name").fill("charged within")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("of 90 measures")
    page.get_by_role("link", name=MEASURE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MEASURE)


def split(page: Page) -> None:
    page.get_by_label("By group").select_option(label="Victim: ethnic group, self-defined")
    page.get_by_role("button", name="Show").click()
    groups = page.get_by_role("region", name="By group")
    expect(groups).to_contain_text("Not known")
    expect(groups.locator("figure img")).to_be_visible()


def set_two_beside_each_other(page: Page) -> None:
    page.get_by_label("One place").select_option(label=UNIT)
    page.get_by_label("Beside it").select_option(label="Outer West")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name=f"{UNIT} beside Outer West")).to_be_visible()


def adjust(page: Page) -> None:
    page.get_by_role("link", name="Compare command units").click()
    page.get_by_label("Adjust for the mix of").select_option(label="Kind of offence")
    page.get_by_role("button", name="Show").click()
    mix = page.get_by_role("region", name="With the mix of cases taken into account")
    expect(mix.locator("figure img")).to_be_visible()


def take_away(page: Page) -> None:
    page.go_back()
    page.go_back()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Figures alone").click()
    text = taken.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith("unit_kind,unit,force,")


def read_a_unit(page: Page) -> None:
    page.goto("/staff/measures/units/")
    page.get_by_role("link", name="Outer West").click()
    signals = page.get_by_role("region", name="Signals")
    expect(signals.get_by_role("listitem").first).to_contain_text("Look at this")
    expect(page.get_by_role("region", name="All measures")).to_contain_text(MEASURE)


def test_a_charity_sees_the_same_pages_protected(demo, visit):
    page = visit(demo, PARTNER)
    page.goto("/staff/measures/police-suspects/?by=bcu")
    expect(page.get_by_role("main")).to_contain_text("as they would be for the public")
    expect(page.get_by_role("link", name="Attach as evidence")).to_have_count(0)
