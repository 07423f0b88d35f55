import pytest
from django.utils import timezone

from avow.analysis.documents import NotAPlanError
from avow.analysis.revisions import Status
from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions, queries, states
from avow.web.plan.models import Action, Commitment, Pillar, Plan, Version
from avow.web.plan.policies import StaleEditError
from avow.web.plan.revisions import compared
from avow.web.plan.standings import standing_of
from tests.web.plan.texts import PLAN

pytestmark = pytest.mark.django_db


def changes(before, after):
    """Return what changed between two versions, as (what became of it, level, number)."""
    whole = queries.with_parts(Version.objects).in_bulk([before.pk, after.pk])
    found = compared(whole[before.pk], whole[after.pk]).changes
    return [
        (c.status.value, c.kind.value, (c.after or c.before)[0].number)
        for c in found
        if c.status is not Status.SAME
    ]


def first(version):
    return queries.commitments_of(version)[0]


def edit(lead, commitment, **changed):
    fields = {
        "revision": commitment.revision,
        "number": commitment.number,
        "title": commitment.title,
        "text": commitment.text,
        "steps": [actions.Step(a.number, a.text, a.lineage) for a in commitment.actions.all()],
    }
    return actions.edit_commitment(by=lead, commitment=commitment, **(fields | changed))


def test_an_import_keeps_every_part_in_order_and_where_it_came_from(draft):
    assert (draft.state, draft.number, draft.title) == ("draft", 1, "Safe in Thornhaven: our plan")
    assert draft.source_text == PLAN
    assert draft.plan.force == "Thornhaven Police"
    commitments = queries.commitments_of(draft)
    assert [(c.number, c.title) for c in commitments] == [
        ("1", "Hold our own people to account"),
        ("2", "Listen to survivors"),
        ("3", "Use protection orders"),
    ]
    assert [c.actions.count() for c in commitments] == [2, 1, 2]
    event = Event.objects.get(verb="plan.imported")
    assert event.subject == str(draft.pk)
    assert event.detail == {"commitments": 3, "actions": 5}


def test_text_that_is_no_plan_is_refused_and_nothing_is_kept(lead):
    with pytest.raises(NotAPlanError):
        actions.import_plan(by=lead, text="Dear all, thank you for coming.")
    assert not Plan.objects.exists()


def test_publishing_supersedes_the_older_version(lead, published):
    second = actions.publish_version(
        by=lead, version=actions.start_draft(by=lead, plan=published.plan)
    )
    published.refresh_from_db()
    assert (published.state, second.state) == (states.SUPERSEDED, states.PUBLISHED)
    assert second.published_by == lead
    assert queries.published_version() == second
    assert list(Event.objects.filter(verb="plan.superseded").values_list("detail", flat=True)) == [
        {"by_version": 2}
    ]


def test_a_new_draft_copies_every_part_and_keeps_lineages(lead, published):
    draft = actions.start_draft(by=lead, plan=published.plan)
    assert draft.number == 2
    assert queries.as_document(draft) == queries.as_document(published)
    for model, path in [(Commitment, "pillar__version"), (Action, "commitment__pillar__version")]:
        old, new = (
            list(model.objects.filter(**{path: v}).values_list("lineage", flat=True))
            for v in (published, draft)
        )
        assert old == new
    assert changes(published, draft) == []


def test_there_is_one_draft_at_a_time_and_it_needs_something_published(lead, draft):
    with pytest.raises(IllegalMoveError, match="still a draft"):
        actions.start_draft(by=lead, plan=draft.plan)
    with pytest.raises(IllegalMoveError, match="still a draft"):
        actions.import_plan(by=lead, text=PLAN, plan=draft.plan)
    with pytest.raises(IllegalMoveError, match="no published version"):
        actions.start_draft(by=lead, plan=Plan.objects.create(title="Empty", force=""))


def test_a_next_version_from_a_document_continues_what_it_can(lead, published):
    text = PLAN.replace("each borough every year", "each borough twice a year, with interpreters")
    text = text.replace(
        "- We will check each breach of an order within a day.\n",
        "- We will publish the number of orders.\n- We will check each breach within a day.\n",
    )
    draft = actions.import_plan(by=lead, text=text, plan=published.plan)
    assert draft.number == 2
    old, new = queries.commitments_of(published), queries.commitments_of(draft)
    assert [c.lineage for c in old] == [c.lineage for c in new]
    assert changes(published, draft) == [
        ("reworded", "action", "2.1"),
        ("added", "action", "3.2"),
        ("reworded", "action", "3.3"),
    ]


def test_changes_name_what_is_added_changed_and_dropped(lead, published):
    draft = actions.start_draft(by=lead, plan=published.plan)
    one, two, _three = queries.commitments_of(draft)
    edit(lead, one, title="Hold everyone to account", steps=[actions.Step("1.1", "New step")])
    actions.remove_commitment(by=lead, commitment=two)
    pillar = draft.pillars.first()
    actions.add_commitment(by=lead, pillar=pillar, number="4", title="Teach respect")
    draft = queries.with_parts(Version.objects.filter(pk=draft.pk)).get()
    assert changes(published, draft) == [
        ("reworded", "commitment", "1"),
        ("dropped", "commitment", "2"),
        ("added", "commitment", "4"),
        ("dropped", "action", "1.1"),
        ("dropped", "action", "1.2"),
        ("dropped", "action", "2.1"),
        ("added", "action", "1.1"),
    ]


def test_an_edit_keeps_the_lineage_of_actions_and_their_order(lead, draft):
    commitment = first(draft)
    one, two = commitment.actions.all()
    edit(
        lead,
        commitment,
        steps=[
            actions.Step("1.1", two.text, two.lineage),
            actions.Step("1.2", "Something new"),
            actions.Step("1.3", one.text, one.lineage),
        ],
    )
    rows = list(commitment.actions.all())
    assert [r.lineage for r in rows[::2]] == [two.lineage, one.lineage]
    assert rows[1].lineage not in {one.lineage, two.lineage}
    assert [r.position for r in rows] == [1, 2, 3]


def test_a_lineage_of_another_commitment_cannot_be_claimed(lead, draft):
    mine, other, _third = queries.commitments_of(draft)
    stolen = other.actions.get().lineage
    edit(lead, mine, steps=[actions.Step("1.1", "Taken", stolen)])
    assert mine.actions.get().lineage != stolen


def test_a_stale_edit_is_refused_and_shows_what_was_saved(lead, draft):
    seen = first(draft)
    edit(lead, seen, title="Theirs")
    with pytest.raises(StaleEditError) as caught:
        edit(lead, seen, title="Mine")
    assert caught.value.current.title == "Theirs"
    assert Commitment.objects.get(pk=seen.pk).title == "Theirs"


def test_a_stale_edit_of_a_pillar_is_refused(lead, draft):
    pillar = draft.pillars.first()
    wanted = {"by": lead, "pillar": pillar, "revision": 1, "number": "1"}
    actions.edit_pillar(**wanted, title="Theirs")
    with pytest.raises(StaleEditError):
        actions.edit_pillar(**wanted, title="Mine")
    assert Pillar.objects.get(pk=pillar.pk).title == "Theirs"


def numbers(version):
    fresh = queries.with_parts(Version.objects.filter(pk=version.pk)).get()
    return [[c.number for c in p.commitments.all()] for p in fresh.pillars.all()]


@pytest.mark.parametrize(
    ("number", "up", "expected"),
    [
        ("1", True, [["1", "2"], ["3"]]),
        ("1", False, [["2", "1"], ["3"]]),
        ("2", False, [["1"], ["2", "3"]]),
        ("3", True, [["1", "2", "3"], []]),
        ("3", False, [["1", "2"], ["3"]]),
    ],
)
def test_a_commitment_moves_within_and_between_pillars(lead, draft, number, up, expected):
    commitment = Commitment.objects.get(pillar__version=draft, number=number)
    actions.move_commitment(by=lead, commitment=commitment, up=up)
    assert numbers(draft) == expected


def test_pillars_are_added_and_removed_only_when_empty(lead, draft):
    pillar = actions.add_pillar(by=lead, version=draft, number="3", title="Learning")
    assert pillar.position == 3
    actions.remove_pillar(by=lead, pillar=pillar)
    with pytest.raises(IllegalMoveError, match="still holds"):
        actions.remove_pillar(by=lead, pillar=draft.pillars.first())


def test_a_discarded_first_draft_takes_its_plan_along(lead, draft):
    actions.discard_draft(by=lead, version=draft)
    assert not Plan.objects.exists()
    assert Event.objects.filter(verb="plan.draft-discarded").count() == 1


def test_a_discarded_later_draft_leaves_the_published_version(lead, published):
    actions.discard_draft(by=lead, version=actions.start_draft(by=lead, plan=published.plan))
    assert list(published.plan.versions.all()) == [published]


def test_what_cannot_be_named_is_not_published(lead, draft):
    edit(lead, first(draft), number="2")
    with pytest.raises(IllegalMoveError, match="the number 2"):
        actions.publish_version(by=lead, version=draft)
    for commitment in queries.commitments_of(draft):
        actions.remove_commitment(by=lead, commitment=commitment)
    with pytest.raises(IllegalMoveError, match="without a commitment"):
        actions.publish_version(by=lead, version=draft)


def test_progress_is_kept_report_by_report_and_the_newest_counts(lead, published):
    action = Action.objects.filter(commitment__pillar__version=published).first()
    for status in ("not-started", "at-risk"):
        actions.report_progress(
            by=lead, action=action, status=status, owner="Head of Standards", note="Told."
        )
    found = standing_of(action, published, timezone.localdate())
    assert found.status == "at-risk"
    assert [r.status for r in found.reports] == ["at-risk", "not-started"]
    assert Event.objects.filter(verb="progress.reported").count() == 2


def test_progress_belongs_to_the_published_version(lead, draft):
    action = first(draft).actions.first()
    with pytest.raises(IllegalMoveError, match="published version"):
        actions.report_progress(by=lead, action=action, status="done", owner="x", note="x")
