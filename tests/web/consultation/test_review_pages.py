import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from avow.web.audit.models import Event
from avow.web.consultation import actions
from avow.web.consultation.models import Recommendation, Submission
from avow.web.plan import queries as plan
from tests.web.consultation.texts import SUBMISSION
from tests.web.plan.pages import page, post

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_without_submissions_the_page_says_how_to_bring_one_in(desk):
    text = page(desk, "consultation:index")
    assert "No submission yet" in text
    assert reverse("consultation:import") in text


def test_without_a_published_plan_it_is_said_first(desk):
    assert "Publish a plan first" in page(desk, "consultation:import")


def incoming(answered_version, **changed):
    return {
        "organisation": "Lanternside",
        "kind": "organisation",
        "received_on": "2026-03-02",
        "version": str(answered_version.pk),
        "document": SimpleUploadedFile("in.txt", SUBMISSION.encode()),
    } | changed


def test_a_submission_comes_in_as_a_file_and_opens_for_review(desk, version):
    response = desk.post(reverse("consultation:import"), incoming(version), follow=True)
    text = response.content.decode()
    assert "1 of 5" in text
    assert "To decide" in text
    held = Submission.objects.get()
    assert (held.document, held.title) == ("in.txt", "Response to Safe in Thornhaven: our plan")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"organisation": ""}, "Say who sent it"),
        ({"received_on": "soon"}, "day/month/year"),
        ({"received_on": "2999-01-01"}, "in the future"),
        ({"version": ""}, "Choose the version"),
        ({"document": ""}, "Choose a file, or paste"),
        ({"document": SimpleUploadedFile("a.docx", b"PK\x03\x04")}, "a.docx is damaged"),
    ],
)
def test_a_submission_that_lacks_something_is_not_taken_in(desk, version, changed, told):
    response = desk.post(reverse("consultation:import"), incoming(version, **changed))
    assert told in response.content.decode()
    assert not Submission.objects.exists()


def test_the_same_text_is_refused_with_where_it_is(desk, submission):
    response = desk.post(reverse("consultation:import"), incoming(submission.version))
    assert "is here already" in response.content.decode()


def test_the_list_counts_what_is_left_and_narrows(desk, submission, adopted):
    text = page(desk, "consultation:index")
    assert "4 to decide, 1 adopted, 0 rejected" in text
    assert "1 submission" in page(desk, "consultation:index", words="lantern")
    assert "No submission matches" in page(desk, "consultation:index", words="nobody")
    assert "No submission matches" in page(desk, "consultation:index", state="reviewed")


def test_opening_a_submission_is_recorded(desk, submission):
    page(desk, "consultation:review", submission.pk)
    event = Event.objects.get(verb="submission.read")
    assert event.subject == str(submission.pk)


def test_the_review_page_marks_every_quote_in_the_text(desk, submission):
    text = page(desk, "consultation:review", submission.pk)
    for row in submission.recommendations.all():
        assert f'id="m-{row.pk}"' in text
        assert f'id="r-{row.pk}"' in text
    shown = re.search(r"<div data-av-text>(.*?)</div>", text, re.DOTALL).group(1)
    plain = re.sub(r'<a class="av-mark-number".*?</a>', "", shown)
    plain = re.sub(r"<[^>]+>", "", plain)
    assert "".join(plain.split()) == "".join(SUBMISSION.split())


def test_overlapping_quotes_share_a_mark(desk, lead, submission):
    phrase = "pays survivors for their time at listening events. We recommend that the force"
    row = actions.add_recommendation(
        by=lead, submission=submission, passage=phrase.replace(". We", ".\nWe")
    )
    text = page(desk, "consultation:review", submission.pk)
    shared = [m for m in re.findall(r'data-av-marks="([^"]*)"', text) if len(m.split()) == 2]
    assert len(shared) == 2
    assert all(str(row.pk) in mark for mark in shared)


def test_deciding_without_javascript_leads_back_to_the_card(desk, candidate):
    response = post(desk, "consultation:decide", candidate, {"do": "adopt", "revision": "1"})
    assert response.url.endswith(f"#r-{candidate.pk}")
    candidate.refresh_from_db()
    assert candidate.state == "adopted"


@pytest.mark.parametrize(
    ("do", "state", "gap"),
    [
        ("adopt", "adopted", False),
        ("reject", "rejected", False),
        ("gap", "candidate", True),
        ("explode", "candidate", False),
    ],
)
def test_with_htmx_the_card_comes_back_with_the_tally(desk, candidate, do, state, gap):
    data = {"do": do, "revision": "1", "note": "Because."}
    response = post(desk, "consultation:decide", candidate, data, headers=HTMX)
    text = response.content.decode()
    candidate.refresh_from_db()
    assert (candidate.state, candidate.gap) == (state, gap)
    assert "<html" not in text
    assert f'data-state="{state}"' in text
    assert 'hx-swap-oob="true"' in text
    decided = 0 if state == "candidate" else 1
    assert f"{decided} of 5 reviewed" in text


def test_only_those_left_to_decide_are_shown_on_request(desk, submission, adopted):
    text = page(desk, "consultation:review", submission.pk, show="left")
    assert f'id="r-{adopted.pk}"' not in text
    assert f'id="m-{adopted.pk}"' in text


def test_a_decision_on_an_older_state_is_refused_in_words(desk, lead, candidate):
    actions.mark_gap(by=lead, recommendation=candidate)
    data = {"do": "adopt", "revision": "1"}
    told = "Somebody else changed this recommendation"
    response = post(desk, "consultation:decide", candidate, data, headers=HTMX)
    assert told in response.content.decode()
    response = post(desk, "consultation:decide", candidate, data, follow=True)
    assert told in response.content.decode()
    candidate.refresh_from_db()
    assert candidate.state == "candidate"


def test_a_quote_is_corrected_on_a_page_of_its_own(desk, candidate):
    text = page(desk, "consultation:quote", candidate.pk)
    assert "All response officers" in text
    wanted = "response officers should be trained"
    response = post(desk, "consultation:quote", candidate, {"passage": wanted, "revision": 1})
    assert response.url.endswith(f"#r-{candidate.pk}")
    candidate.refresh_from_db()
    assert candidate.quote == wanted


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"passage": "not there"}, "not in the document"),
        ({"passage": ""}, "Give the words"),
        ({"passage": "welcome the plan", "revision": 7}, "Somebody else"),
    ],
)
def test_a_quote_that_cannot_be_is_refused_in_words(desk, candidate, data, told):
    assert told in post(desk, "consultation:quote", candidate, data).content.decode()


def test_the_forms_come_into_the_card_with_htmx(desk, candidate):
    for name in ("consultation:quote", "consultation:links"):
        response = desk.get(reverse(name, args=[candidate.pk]), headers=HTMX)
        assert "<html" not in response.content.decode()
        assert "<form" in response.content.decode()


def test_links_are_chosen_and_ordered(desk, version, candidate):
    _one, two, three = plan.commitments_of(version)
    data = {"revision": 1, "link_0": str(two.pk), "link_1": str(three.pk)}
    post(desk, "consultation:links", candidate, data)
    assert [x.commitment for x in candidate.links.all()] == [two, three]
    twice = {"revision": 2, "link_0": str(two.pk), "link_2": str(two.pk)}
    response = post(desk, "consultation:links", candidate, twice)
    assert "chosen twice" in response.content.decode()
    stale = post(desk, "consultation:links", candidate, {"revision": 1}).content.decode()
    assert "Somebody else" in stale
    kept = post(desk, "consultation:links", candidate, twice, headers=HTMX)
    assert kept["HX-Retarget"] == f"#edit-{candidate.pk}"
    assert "chosen twice" in kept.content.decode()
    card = post(desk, "consultation:links", candidate, {"revision": 2}, headers=HTMX)
    assert "HX-Retarget" not in card
    assert "No commitment covers this" in card.content.decode()


def test_a_missed_one_is_added_by_pasting_it(desk, submission):
    page(desk, "consultation:add", submission.pk)
    data = {"passage": "We have worked with survivors\r\nfor thirty years."}
    response = post(desk, "consultation:add", submission, data)
    row = Recommendation.objects.get(origin="person")
    assert response.url.endswith(f"#r-{row.pk}")
    for passage, told in [(row.quote, "marked already"), ("elsewhere", "not in the document")]:
        text = post(desk, "consultation:add", submission, {"passage": passage}).content.decode()
        assert told in text


def test_the_details_of_a_submission_are_corrected(desk, submission):
    assert "Lanternside" in page(desk, "consultation:describe", submission.pk)
    data = {"organisation": "Lanternside Service", "kind": "organisation", "title": ""}
    text = post(desk, "consultation:describe", submission, data).content.decode()
    assert "Say when it was received" in text
    response = post(desk, "consultation:describe", submission, data | {"received_on": "2026-03-01"})
    assert response.url == reverse("consultation:review", args=[submission.pk])
    submission.refresh_from_db()
    assert submission.organisation == "Lanternside Service"
    assert submission.title == "Response of Lanternside"
