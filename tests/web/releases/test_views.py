"""The pages of the gate: who sees which, what they offer, and what stays unseen."""

import pytest
from django.urls import reverse

from avow.web.releases import actions
from avow.web.releases.files import proposals_folder
from avow.web.releases.models import Proposal, Release

pytestmark = pytest.mark.django_db
SECRET = "Nobody else may read this yet."


def page(client, name, *args):
    return client.get(reverse(f"releases:{name}", args=args))


FORM = {
    "measure": "recorded-offences",
    "kind": "table",
    "area": "borough",
    "period": "year",
    "title": "By borough",
    "summary": "What was recorded.",
}


@pytest.mark.parametrize(
    ("role", "status"),
    [("plan-lead", 200), ("analyst", 200), ("approver", 200), ("auditor", 200), ("partner", 403)],
)
def test_who_may_see_the_list(person, signed_in, role, status):
    assert page(signed_in(person(role)), "index").status_code == status


@pytest.mark.parametrize(
    ("role", "status"),
    [("plan-lead", 403), ("analyst", 200), ("approver", 403), ("auditor", 403), ("partner", 403)],
)
def test_who_may_propose(person, signed_in, role, status):
    assert page(signed_in(person(role)), "propose").status_code == status


@pytest.mark.parametrize("role", ["plan-lead", "analyst", "auditor", "partner"])
def test_who_may_not_review(in_review, person, signed_in, role):
    proposal = in_review()
    assert page(signed_in(person(role, 7)), "review", proposal.latest.pk).status_code == 403


def test_from_the_form_to_the_release(facts, analyst, approvers, signed_in):
    client = signed_in(analyst)
    client.post(reverse("releases:propose"), FORM)
    proposal = Proposal.objects.get()
    shown = page(client, "proposal", proposal.pk).content.decode()
    assert "Send to review" in shown
    assert "What the disclosure check did" in shown
    client.post(reverse("releases:submit", args=[proposal.pk]))
    for approver in approvers:
        reviewer = signed_in(approver)
        assert "Give your verdict" in page(reviewer, "proposal", proposal.pk).content.decode()
        assert page(reviewer, "review", proposal.latest.pk).status_code == 200
        reviewer.post(reverse("releases:review", args=[proposal.latest.pk]), {"verdict": "approve"})
    assert page(client, "release", proposal.pk).status_code == 200
    done = client.post(reverse("releases:release", args=[proposal.pk]), follow=True)
    assert "Release 1 is public." in done.content.decode()
    assert Release.objects.get().title == "By borough"
    assert "By borough" in page(client, "index").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "Give it a title."),
        ({"area": "ward", "period": "month"}, "Wards are published by the year only"),
        ({"measure": "share-rape"}, "never crosses class with place"),
        ({"start": "2024-02-01", "end": "2023-01-01"}, "must not be before the start"),
        ({"start": "1990-01-01", "end": "1990-12-31"}, "No figures are loaded"),
    ],
)
def test_a_form_says_what_is_wrong(facts, analyst, signed_in, changes, said):
    shown = signed_in(analyst).post(reverse("releases:propose"), FORM | changes).content.decode()
    assert said in shown
    assert "There is a problem" in shown
    assert not Proposal.objects.exists()


def test_the_link_of_a_measure_fills_the_form(analyst, signed_in):
    shown = signed_in(analyst).get(
        reverse("releases:propose"), {"measure": "share-rape", "area": "force"}
    )
    assert shown.context["form"]["measure"].value() == "share-rape"


def test_a_draft_is_revised_from_its_page(proposed, analyst, signed_in):
    proposal, client = proposed(), signed_in(analyst)
    assert page(client, "revise", proposal.pk).status_code == 200
    lacking = client.post(reverse("releases:revise", args=[proposal.pk]), FORM)
    assert "Say what changed" in lacking.content.decode()
    client.post(
        reverse("releases:revise", args=[proposal.pk]), FORM | {"note": "Units.", "area": "bcu"}
    )
    assert proposal.revisions.count() == 2
    shown = page(client, "proposal", proposal.pk).content.decode()
    assert "Units." in shown


@pytest.mark.parametrize("step", ["submit", "withdraw"])
def test_steps_are_posted(proposed, analyst, signed_in, step):
    assert page(signed_in(analyst), step, proposed().pk).status_code == 405


def test_withdrawing_keeps_the_page(proposed, analyst, signed_in):
    proposal, client = proposed(), signed_in(analyst)
    client.post(reverse("releases:withdraw", args=[proposal.pk]))
    again = client.post(reverse("releases:withdraw", args=[proposal.pk]), follow=True)
    assert "cannot become" in again.content.decode()
    assert "Rejected or withdrawn" in page(client, "index").content.decode()


@pytest.mark.parametrize("step", ["submit", "release"])
def test_a_step_that_is_refused_says_why(in_review, analyst, signed_in, step):
    done = signed_in(analyst).post(reverse(f"releases:{step}", args=[in_review().pk]), follow=True)
    assert "cannot become" in done.content.decode()


class TestBlindness:
    def test_nobody_sees_a_verdict_before_both_are_in(
        self, in_review, approvers, analyst, signed_in
    ):
        proposal = in_review()
        first, second = approvers
        actions.review(by=first, revision=proposal.latest, verdict="reject", comment=SECRET)
        for who in (second, analyst):
            for name, key in (("proposal", proposal.pk), ("index", None)):
                shown = page(signed_in(who), name, *([key] if key else []))
                text = shown.content.decode()
                assert SECRET not in text
                assert first.name not in text
                assert "this may not be published" not in text
        text = page(signed_in(second), "review", proposal.latest.pk).content.decode()
        assert SECRET not in text
        text = page(signed_in(second), "proposal", proposal.pk).content.decode()
        assert "1 of 2 verdicts is in" in text
        own = page(signed_in(first), "proposal", proposal.pk).content.decode()
        assert SECRET in own
        assert "Give your verdict" not in own

    def test_everybody_sees_both_once_they_are_in(self, in_review, approvers, analyst, signed_in):
        proposal = in_review()
        for approver in approvers:
            actions.review(
                by=approver, revision=proposal.latest, verdict="request-changes", comment=SECRET
            )
        for who in (*approvers, analyst):
            assert page(signed_in(who), "proposal", proposal.pk).content.decode().count(SECRET) == 2

    def test_the_queue_holds_what_waits_for_this_person(self, in_review, approvers, signed_in):
        proposal = in_review()
        first, second = approvers
        actions.review(by=first, revision=proposal.latest, verdict="approve")
        assert list(page(signed_in(first), "index").context["to_review"]) == []
        assert list(page(signed_in(second), "index").context["to_review"]) == [proposal]

    def test_a_verdict_without_its_reason_is_asked_for(self, in_review, approvers, signed_in):
        proposal = in_review()
        shown = signed_in(approvers[0]).post(
            reverse("releases:review", args=[proposal.latest.pk]), {"verdict": "reject"}
        )
        assert "Say what stands in the way" in shown.content.decode()

    def test_a_second_verdict_is_refused_on_the_page(self, in_review, approvers, signed_in):
        proposal, client = in_review(), signed_in(approvers[0])
        address = reverse("releases:review", args=[proposal.latest.pk])
        client.post(address, {"verdict": "approve"})
        again = client.post(address, {"verdict": "approve"}, follow=True)
        assert "already given your verdict" in again.content.decode()


class TestFiles:
    def test_files_are_sent_as_they_would_be_published(self, proposed, analyst, signed_in):
        sent = page(signed_in(analyst), "file", proposed().latest.pk, "data.csv")
        assert sent.status_code == 200
        assert sent["Content-Type"].startswith("text/csv")
        assert sent["Cache-Control"] == "private, no-store"

    def test_no_other_file_is_sent(self, proposed, analyst, signed_in):
        assert page(signed_in(analyst), "file", proposed().latest.pk, "x.csv").status_code == 404

    def test_changed_files_are_neither_sent_nor_shown(self, proposed, analyst, signed_in):
        proposal, client = proposed(), signed_in(analyst)
        path = proposals_folder() / proposal.latest.snapshot / "data.json"
        path.write_text("{}")
        assert page(client, "file", proposal.latest.pk, "data.json").status_code == 409
        assert "cannot go further" in page(client, "proposal", proposal.pk).content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("asked", [{"kind": "chart"}, {"kind": "map", "area": "ward"}])
def test_pictures_are_shown_with_their_table(proposed, analyst, signed_in, asked):
    text = page(signed_in(analyst), "proposal", proposed(**asked).pk).content.decode()
    assert "The same as a table" in text


def test_the_list_takes_as_many_queries_however_long_it_is(
    in_review, approvers, signed_in, django_assert_max_num_queries
):
    for n in range(4):
        in_review(title=f"Table {n}")
    client = signed_in(approvers[0])
    with django_assert_max_num_queries(14):
        page(client, "index")
