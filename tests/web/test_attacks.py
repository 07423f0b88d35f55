"""What somebody might send who means harm, and what the site does with it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from avow.web.audit.models import Event
from avow.web.consultation import actions
from avow.web.core import published
from tests.web.consultation.conftest import (  # noqa: F401 — fixtures shared by the rooms
    adopted,
    answer,
    candidate,
    lead,
    make_public,
    owner,
    sign,
    submission,
    version,
)

pytestmark = pytest.mark.django_db
DEMANDING = "We recommend that the force\x0cpublishes every month what it has done."


@pytest.mark.parametrize("name", ["plan:index", "measures:evidence", "audit:events"])
def test_a_forged_prefix_of_the_site_opens_no_staff_page(name):
    answer = Client().get(reverse(name), SCRIPT_NAME="/x")  # noqa: F811
    assert answer.status_code == 302
    assert "/login/" in answer.url


def test_a_prefix_asks_for_the_second_factor_all_the_same(signed_in, person):
    from allauth.mfa.models import Authenticator

    client = signed_in(person("plan-lead"))
    Authenticator.objects.all().delete()
    assert "2fa" in client.get(reverse("plan:index"), SCRIPT_NAME="/x").url


@pytest.mark.parametrize("page", ["/", "/plan/", "/you-said-we-did/", "/nowhere/", "/changes.atom"])
def test_a_reader_takes_nothing_home(page):
    answer = Client().get(page)  # noqa: F811
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert not answer.cookies


def test_a_staff_page_does_not_come_back_after_signing_out(lead, signed_in):  # noqa: F811
    answer = signed_in(lead).get(reverse("plan:index"))  # noqa: F811
    assert "no-store" in answer["Cache-Control"]


def test_control_characters_in_a_quote_do_not_break_the_feed(
    lead,  # noqa: F811
    version,  # noqa: F811
    make_public,  # noqa: F811
):
    taken = actions.import_submission(
        by=lead, text=DEMANDING, organisation="X", received_on=date(2026, 1, 1), version=version
    )
    row = taken.recommendations.first() or actions.add_recommendation(
        by=lead, submission=taken, passage=DEMANDING
    )
    ask = actions.adopt(by=lead, recommendation=row).ask
    told = actions.write_answer(by=lead, ask=ask, decision="not-accepted", reason="No\x0b, but.")
    make_public(told)

    page = Client().get("/changes.atom")

    assert "\x0c" in published.answers()[0].quote
    assert page.status_code == 200
    assert "publishes every month" in page.content.decode()


def test_a_name_cannot_turn_the_line_around(lead, version):  # noqa: F811
    taken = actions.import_submission(
        by=lead,
        text=DEMANDING,
        organisation="Lantern\u202ekcuf",
        title="A\nB",
        document="\u2066a.txt",
        received_on=date(2026, 1, 1),
        version=version,
    )
    assert (taken.organisation, taken.title, taken.document) == ("Lanternkcuf", "A B", "a.txt")


@pytest.mark.parametrize("revision", ["²", "9" * 5000, "-1", "x"])
def test_an_odd_revision_number_is_no_fault_of_ours(lead, candidate, signed_in, revision):  # noqa: F811
    sent = {"do": "adopt", "revision": revision, "note": "\0 a"}
    answer = signed_in(lead).post(  # noqa: F811
        reverse("consultation:decide", args=[candidate.pk]), sent
    )
    candidate.refresh_from_db()
    assert answer.status_code == 302
    assert "\0" not in candidate.note


def test_nothing_in_the_trace_names_a_private_person(lead, version):  # noqa: F811
    taken = actions.import_submission(
        by=lead,
        text=DEMANDING,
        organisation="Jane Doe",
        kind="person",
        title="Letter of Jane Doe",
        document="jane-doe.txt",
        received_on=date(2026, 1, 1),
        version=version,
    )
    actions.describe_submission(
        by=lead,
        submission=taken,
        organisation="Jane A. Doe",
        kind="person",
        title="Jane",
        received_on=date(2026, 1, 1),
    )
    actions.read_submission(by=lead, submission=taken)
    said = " ".join(str(event.detail) + event.verb for event in Event.objects.all())
    assert "jane" not in said.lower()


LOOKS = [
    "review",
    "describe",
    "publish-answers",
    "quote",
    "links",
    "answer",
    "publish-answer",
    "withdraw-answer",
    "recommendations",
    "recommendations-file",
    "alike",
]


@pytest.mark.parametrize("name", LOOKS)
def test_every_page_with_words_of_a_submission_leaves_a_trace(
    lead,  # noqa: F811
    submission,  # noqa: F811
    adopted,  # noqa: F811
    answer,  # noqa: F811
    sign,  # noqa: F811
    signed_in,
    name,
):
    sign(answer)
    of = dict.fromkeys(("review", "describe"), submission) | dict.fromkeys(
        ("quote", "links"), adopted
    )
    whole = ("recommendations", "recommendations-file", "alike", "publish-answers")
    args = [] if name in whole else [of.get(name, answer.ask).pk]
    before = Event.objects.count()
    page = signed_in(lead).get(reverse(f"consultation:{name}", args=args))
    assert page.status_code == 200
    (look,) = Event.objects.filter(number__gt=before).exclude(verb="person.signed-in")
    assert look.verb in {"submission.read", "asks.listed"}
    assert look.actor == str(lead.pk)


@pytest.mark.slow
@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "javascript:0"])
def test_signing_in_leads_nowhere_else(db, target):
    from avow.web.accounts.demo import PASSWORD, add_demo_person, current_code

    add_demo_person("lead@demo.example", "Lead", "plan-lead")
    client = Client()
    sent = {"login": "lead@demo.example", "password": PASSWORD, "next": target}
    second = client.post(f"/accounts/login/?next={target}", sent).url
    done = client.post(second, {"code": current_code("lead@demo.example"), "next": target})
    assert done.url == reverse("staff-home")


@pytest.mark.parametrize("name", ["decide", "quote", "links", "answer", "publish-answer"])
def test_a_form_of_another_site_does_nothing(lead, adopted, name):  # noqa: F811
    before = Event.objects.count()
    client = Client(enforce_csrf_checks=True)
    client.force_login(lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.post(reverse(f"consultation:{name}", args=[adopted.pk]), {"do": "undo"})
    assert page.status_code == 403
    assert Event.objects.count() == before + 1  # the sign-in alone


MARKUP = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7|add:7 }}'


def test_markup_from_outside_is_shown_as_text(
    lead,  # noqa: F811
    version,  # noqa: F811
    make_public,  # noqa: F811
    signed_in,
):
    taken = actions.import_submission(
        by=lead,
        text=f"We recommend that the force {MARKUP} trains every officer.",
        organisation=MARKUP,
        title=MARKUP,
        document=MARKUP,
        received_on=date(2026, 1, 1),
        version=version,
    )
    row = taken.recommendations.first() or actions.add_recommendation(
        by=lead, submission=taken, passage=taken.text
    )
    ask = actions.adopt(by=lead, recommendation=row, note=MARKUP).ask
    told = actions.write_answer(
        by=lead, ask=ask, decision="partly", reason=MARKUP, no_change=MARKUP
    )
    make_public(told)
    desk = signed_in(lead)
    pages = [
        desk.get(reverse("consultation:review", args=[taken.pk])),
        desk.get(reverse("consultation:index")),
        desk.get(reverse("consultation:recommendations")),
        desk.get(reverse("consultation:answer", args=[ask.pk])),
        Client().get("/"),
        Client().get("/you-said-we-did/"),
        Client().get("/changes.atom"),
    ]
    for page in pages:
        shown = page.content.decode()
        assert page.status_code == 200
        assert "alert(1)" in shown
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


def test_a_null_byte_reaches_no_query(lead, adopted, person, signed_in):  # noqa: F811
    from django.db import connection

    def check(execute, sql, params, many, context):
        assert "\0" not in str(params)
        assert "\\x00" not in str(params)
        return execute(sql, params, many, context)

    desk, auditor = signed_in(lead), signed_in(person("auditor"))
    with connection.execute_wrapper(check):
        asked = {"words": "\0a", "state": "\0", "decision": "\0"}
        assert desk.get(reverse("consultation:index"), asked).status_code == 200
        assert desk.get(reverse("consultation:recommendations"), asked).status_code == 200
        seen = {"verb": "\0", "subject": "\0", "actor": "\0", "day": "\0"}
        assert auditor.get(reverse("audit:events"), seen).status_code == 200


@pytest.mark.parametrize(
    "address", ["/have-your-say/x/answer/", "/answers/reply/x/", "/", "/staff/plan/"]
)
def test_nobody_fills_the_disk_from_outside(address):
    """What a stranger sends is refused by its announced size, before any of it is read."""
    answer = Client().post(address, b"", "multipart/form-data", CONTENT_LENGTH="900000000")  # noqa: F811
    assert answer.status_code == 413
    assert answer["Cache-Control"] == "private, no-store"
    odd = Client().post("/have-your-say/x/answer/", {"a": "b"}, CONTENT_LENGTH="x")
    assert odd.status_code in {400, 404}


def test_staff_send_large_files_of_answers(lead, signed_in):  # noqa: F811
    desk = signed_in(lead)
    answer = desk.post(reverse("plan:index"), b"", "text/plain", CONTENT_LENGTH="100000000")  # noqa: F811
    assert answer.status_code != 413
