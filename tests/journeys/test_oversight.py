"""Who watches: the auditor checks the chain, and nobody opens what is not theirs."""

from playwright.sync_api import expect

from tests.journeys.visits import PASSWORD


def test_the_auditor_verifies_the_chain(demo, visit):
    page = visit(demo, "auditor@demo.example")
    page.goto("/staff/")
    page.get_by_role("main").get_by_role("link", name="Audit").click()
    page.get_by_role("button", name="Verify the chain").click()
    expect(page.get_by_role("alert")).to_contain_text("the chain is whole")

    page.get_by_label("What", exact=True).select_option("submission.imported")
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.get_by_role("table")).to_contain_text("submission.imported")
    expect(page.get_by_role("table")).not_to_contain_text("plan.published")


def test_an_approver_is_refused_where_she_has_no_business(demo, visit):
    page = visit(demo, "approver@demo.example")
    for address in ("/staff/audit/", "/staff/consultation/", "/staff/plan/import/"):
        assert page.goto(address).status == 403
        expect(page.get_by_role("heading", level=1)).to_have_text("This page is not open to you")
    page.goto("/staff/")
    assert page.get_by_role("main").get_by_role("link", name="Consultation").count() == 0


def test_a_wrong_password_says_so_and_opens_nothing(demo, visit):
    page = visit(demo)
    page.goto("/staff/audit/")
    page.get_by_label("Email").fill("auditor@demo.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD + "!")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    page.goto("/staff/audit/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_signing_out_shuts_the_door(demo, visit):
    page = visit(demo, "partner@demo.example")
    page.goto("/staff/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/staff/plan/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    del demo.sessions["partner@demo.example"]
