"""What the database itself refuses, whatever the code above it does."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from avow.web.releases.models import Proposal, Review

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", ["revision", "review", "release"])
@pytest.mark.parametrize(
    "sql", ["UPDATE releases_{} SET created_at = created_at", "DELETE FROM releases_{}"]
)
def test_what_was_proposed_said_and_released_cannot_be_changed(released, table, sql):
    released()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(table))


def a_review(proposal, reviewer, **given):
    return Review(
        **{
            "revision": proposal.latest,
            "proposer": proposal.proposed_by,
            "maker": proposal.latest.created_by,
            "reviewer": reviewer,
            "verdict": "approve",
        }
        | given
    )


@pytest.mark.parametrize("role", ["proposer", "maker"])
def test_nobody_reviews_their_own(in_review, approvers, role):
    with pytest.raises(IntegrityError, match="nobody_reviews_their_own"), transaction.atomic():
        a_review(in_review(), approvers[0], **{role: approvers[0]}).save()


def test_one_verdict_each(in_review, approvers):
    proposal = in_review()
    a_review(proposal, approvers[0]).save()
    with pytest.raises(IntegrityError, match=r"(?i)unique constraint"), transaction.atomic():
        a_review(proposal, approvers[0]).save()


def test_a_verdict_is_one_of_three(in_review, approvers):
    with pytest.raises(IntegrityError, match="verdict_is_known"), transaction.atomic():
        a_review(in_review(), approvers[0], verdict="shrug").save()


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"state": "lost"}, "proposal_state_is_known"),
        ({"by": "ward", "period": "month"}, "wards_by_the_year_only"),
        ({"by": "force", "kind": "map"}, "maps_show_boroughs_or_wards"),
        ({"start": "2024-02-01", "end": "2024-01-01"}, "proposal_starts_before_it_ends"),
    ],
)
def test_what_no_proposal_may_be(proposed, changes, name):
    proposal = proposed()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**changes)
