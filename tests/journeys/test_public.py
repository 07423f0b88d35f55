"""Anybody, on the public site: reads, filters, finds a place, prints, and leaves at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visits import ELSEWHERE, PHONE

PAGES = (
    "/",
    "/plan/",
    "/plan/8/",
    "/you-said-we-did/",
    "/measures/",
    "/measures/recorded-offences-per-1000/",
    "/map/",
    "/data/",
    "/data/1/",
    "/data/2/",
    "/about/",
    "/accessibility/",
    "/safe-browsing/",
    "/no-such-page/",
)


def test_from_the_front_door_to_an_answer(demo, visit):
    page = visit(demo)
    page.goto("/")
    page.get_by_role("link", name="Read the plan").click()
    page.locator(".av-card__title a").nth(7).click()
    expect(page).to_have_url(f"{demo.url}/plan/8/")
    asked = page.get_by_role("region", name="What people asked for, and what was answered")
    expect(asked.locator("article")).not_to_have_count(0)
    asked.get_by_role("link", name="Filter and search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You said, we did")
    chosen = page.get_by_label("Commitment").locator("option:checked")
    expect(chosen).to_have_text(re.compile("^8 "))


def test_answers_are_filtered_as_one_types_and_the_address_can_be_kept(demo, visit):
    page = visit(demo)
    page.goto("/you-said-we-did/")
    status = page.get_by_role("status")
    expect(status).to_contain_text("of 26")
    page.get_by_label("Decision").select_option(label="Not accepted")
    expect(status).to_have_text("3 of 26")
    page.get_by_label("Words").fill("refuge")
    expect(status).to_have_text("1 of 26")
    expect(page.locator("article")).to_contain_text("Refuge places are for the council to fund")
    kept = page.url
    page.get_by_label("Words").fill("no such word")
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()
    page.goto(kept)
    expect(status).to_have_text("1 of 26")


def test_the_map_is_live_and_follows_the_keyboard(demo, visit):
    page = visit(demo)
    page.goto("/map/")
    figure = page.locator("[data-av-map][data-av-ready=yes]")
    expect(figure).to_be_visible()
    canvas = figure.locator("canvas")
    expect(canvas).to_be_visible()
    expect(figure.locator(".av-figure__picture")).to_be_hidden()
    told = figure.locator(".av-map__detail")
    before = told.inner_text()
    canvas.focus()
    page.keyboard.press("ArrowRight")
    expect(told).not_to_have_text(before)
    page.keyboard.press("+")
    figure.get_by_role("button", name="Show the whole area").click()
    place = told.locator("strong").inner_text()
    page.get_by_label("Find a place by its name").fill(place)
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#found")).to_contain_text(place)


def test_without_scripts_the_map_is_a_picture_and_a_table(demo, visit):
    page = visit(demo, java_script_enabled=False)
    page.goto("/map/")
    picture = page.locator(".av-figure__picture img")
    expect(picture).to_be_visible()
    assert picture.bounding_box()["width"] > 300
    expect(page.locator("canvas")).to_have_count(0)
    page.locator("summary", has_text="The same as a table").click()
    expect(page.get_by_role("table").first.get_by_role("row")).not_to_have_count(1)
    page.get_by_label("Find a place by its name").fill("a")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#found table")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_no_page_is_wider_than_a_phone(demo, visit, scripts):
    page = visit(demo, java_script_enabled=scripts, **PHONE)
    wide = []
    for address in PAGES:
        page.goto(address)
        if page.locator("html").evaluate("e => e.scrollWidth > e.clientWidth"):
            wide.append(address)
    assert wide == []


def test_the_menu_folds_on_a_phone(demo, visit):
    page = visit(demo, **PHONE)
    page.goto("/")
    menu = page.get_by_role("navigation", name="Main pages")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    menu.get_by_role("link", name="Map").click()
    expect(page).to_have_url(f"{demo.url}/map/")


def test_paper_shows_the_tables_and_no_way_out(demo, visit):
    page = visit(demo)
    page.goto("/data/2/")
    table = page.locator("figure").get_by_role("table")
    expect(table).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("[data-av-quick-exit]")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Main pages")).to_be_hidden()
    expect(page.locator("figure table")).to_be_visible()


def test_no_page_sets_a_cookie(demo, visit):
    page = visit(demo)
    for address in PAGES:
        page.goto(address)
    page.get_by_role("link", name="Avow").click()
    assert page.context.cookies() == []


def leave_by_button(page: Page) -> None:
    page.get_by_role("link", name="Leave now").click()


def leave_by_keyboard(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Escape")


@pytest.mark.parametrize("leave", [leave_by_button, leave_by_keyboard])
@pytest.mark.parametrize("address", ["/plan/8/", "/map/"])
def test_leaving_shows_another_page_and_back_does_not_return(demo, visit, leave, address):
    page = visit(demo)
    page.goto("/")
    page.goto(address)
    leave(page)
    page.wait_for_url(ELSEWHERE)
    expect(page.get_by_role("heading")).to_have_text("Rain")
    page.go_back()
    assert page.url != demo.url + address


def test_two_presses_of_escape_do_not_leave(demo, visit):
    page = visit(demo)
    page.goto("/plan/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Avow").click()
    expect(page).to_have_url(f"{demo.url}/")
