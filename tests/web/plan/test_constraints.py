import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from avow.web.plan import actions, queries
from avow.web.plan.models import Action, Commitment, Pillar, Progress, Version

pytestmark = pytest.mark.django_db
FIXED = "published text of a plan does not change"


def refused(act, error=DatabaseError, match=FIXED):
    with pytest.raises(error, match=match), transaction.atomic():
        act()


def test_the_database_keeps_published_text_as_it_is(lead, published):
    commitment = queries.commitments_of(published)[0]
    pillar, action = commitment.pillar, commitment.actions.first()
    refused(lambda: Commitment.objects.filter(pk=commitment.pk).update(text="changed"))
    refused(lambda: Pillar.objects.filter(pk=pillar.pk).update(title="changed"))
    refused(lambda: Action.objects.filter(pk=action.pk).update(text="changed"))
    refused(lambda: Version.objects.filter(pk=published.pk).update(title="changed"))
    refused(lambda: Action.objects.create(commitment=commitment, position=9, number="", text="x"))
    refused(lambda: Commitment.objects.create(pillar=pillar, position=9, number="", title="x"))
    refused(lambda: Pillar.objects.create(version=published, position=9))
    refused(action.delete)
    refused(published.delete)


def test_a_published_part_cannot_be_moved_into_a_draft_nor_the_other_way(lead, published):
    draft = actions.start_draft(by=lead, plan=published.plan)
    theirs, ours = queries.commitments_of(published)[0], queries.commitments_of(draft)[0]
    move = Commitment.objects.filter
    refused(lambda: move(pk=theirs.pk).update(pillar=draft.pillars.first()))
    refused(lambda: move(pk=ours.pk).update(pillar=published.pillars.first()))


@pytest.mark.parametrize("state", ["draft", "superseded"])
def test_the_state_of_a_version_moves_one_way_only(lead, published, state):
    newer = actions.start_draft(by=lead, plan=published.plan)
    actions.publish_version(by=lead, version=newer)
    published.refresh_from_db()
    assert published.state == "superseded"
    refused(lambda: Version.objects.filter(pk=published.pk).update(state="published"))
    if state == "draft":
        refused(lambda: Version.objects.filter(pk=newer.pk).update(state="draft"))


def test_a_plan_has_one_draft_and_each_number_once(lead, published):
    plan = published.plan
    draft = actions.start_draft(by=lead, plan=plan)
    refused(
        lambda: Version.objects.create(plan=plan, number=3, title="x", created_by=lead),
        IntegrityError,
        "UNIQUE",
    )
    refused(lambda: Version.objects.filter(pk=draft.pk).update(number=1), IntegrityError, "UNIQUE")


def test_a_plan_has_one_published_version_and_somebody_published_it(lead, published):
    draft = actions.start_draft(by=lead, plan=published.plan)
    rows = Version.objects.filter(pk=draft.pk)
    refused(lambda: rows.update(state="published"), IntegrityError, "published_by_somebody")
    refused(
        lambda: rows.update(state="published", published_at=draft.created_at, published_by=lead),
        IntegrityError,
        "UNIQUE",
    )


@pytest.mark.parametrize("sql", ["UPDATE plan_progress SET note='x'", "DELETE FROM plan_progress"])
def test_reports_are_added_never_changed(lead, published, sql):
    action = queries.commitments_of(published)[0].actions.first()
    actions.report_progress(by=lead, action=action, status="done", owner="x", note="Told.")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert Progress.objects.get().note == "Told."
