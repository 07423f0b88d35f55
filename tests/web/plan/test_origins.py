"""What a part of a draft goes on from: found by words, corrected by a person, followed by all."""

import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from avow.web.audit.backing import unfounded
from avow.web.audit.models import Event
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions, queries
from avow.web.plan.lineages import given, origins_of
from avow.web.plan.models import Action, LineageStep, Version
from avow.web.plan.revisions import compared, earlier_lines
from avow.web.plan.standings import standing_of
from tests.web.plan.pages import page
from tests.web.plan.texts_next import NEXT

django = pytest.mark.django_db


@pytest.fixture
def following(lead, published):
    return actions.import_plan(by=lead, text=NEXT, plan=published.plan)


def action(version, number):
    return Action.objects.get(commitment__pillar__version=version, number=number)


def commitment(version, number):
    return next(c for c in queries.commitments_of(version) if c.number == number)


def status(before, after, number):
    whole = queries.with_parts(Version.objects).in_bulk([before.pk, after.pk])
    changes = compared(whole[before.pk], whole[after.pk]).changes
    return next(c.status for c in changes if number in {u.number for u in c.after})


@django
def test_an_import_recognises_what_moved_and_what_was_merged(published, following):
    assert commitment(following, "3").lineage == commitment(published, "2").lineage
    assert commitment(following, "2").lineage == commitment(published, "3").lineage
    merged = {action(published, "1.1").lineage, action(published, "1.2").lineage}
    assert set(origins_of(action(following, "1.1"), following)) == merged
    assert status(published, following, "1.1") == "merged"
    assert action(following, "2.3").lineage not in set(
        Action.objects.filter(commitment__pillar__version=published).values_list(
            "lineage", flat=True
        )
    )


@django
def test_a_wrong_merge_is_taken_apart(lead, published, following):
    part = action(following, "1.1")
    one, two = action(published, "1.1").lineage, action(published, "1.2").lineage
    actions.set_origins(by=lead, part=part, origins=[two])
    assert action(following, "1.1").lineage == two
    assert not LineageStep.objects.exists()
    assert status(published, following, "1.1") == "reworded"
    actions.set_origins(by=lead, part=action(following, "1.1"), origins=[])
    assert action(following, "1.1").lineage not in (one, two)
    assert status(published, following, "1.1") == "added"


@django
def test_a_split_is_told_by_hand_and_passes_on_its_line(lead, published, following):
    checked = action(published, "3.2").lineage
    actions.set_origins(by=lead, part=action(following, "2.3"), origins=[checked])
    assert status(published, following, "2.3") == "split"
    assert LineageStep.objects.filter(predecessor=checked).count() == 1
    # The part that held the line turns out to be new: the other takes the line over.
    actions.set_origins(by=lead, part=action(following, "2.2"), origins=[])
    assert action(following, "2.3").lineage == checked
    assert not LineageStep.objects.filter(predecessor=checked).exists()
    assert status(published, following, "2.2") == "added"


@django
def test_each_correction_is_traced_with_what_stood_before(lead, published, following):
    part = action(following, "2.3")
    line = action(published, "3.2").lineage
    actions.set_origins(by=lead, part=part, origins=[line])
    told = Event.objects.get(verb="plan.origins-set")
    assert told.detail["origins"] == [str(line)]
    assert told.detail["before"] == []


@django
@pytest.mark.parametrize("wrong", ["twice", "unknown"])
def test_only_parts_of_the_version_before_are_taken(lead, published, following, wrong):
    line = action(published, "3.2").lineage
    origins = [line, line] if wrong == "twice" else [uuid.uuid4()]
    with pytest.raises(IllegalMoveError, match="version before"):
        actions.set_origins(by=lead, part=action(following, "2.3"), origins=origins)


@django
def test_reports_follow_a_merged_action(lead, published, following, desk):
    old = action(published, "1.2")
    actions.report_progress(
        by=lead, action=old, status="done", owner="Head of standards", note="In."
    )
    actions.publish_version(by=lead, version=following)
    new = action(following, "1.1")
    assert new.lineage != old.lineage
    assert standing_of(new, following, timezone.localdate()).status == "done"
    assert "Head of standards" in page(desk, "plan:progress", new.pk)
    assert "Head of standards" in page(desk, "plan:version", following.pk)


@django
def test_lines_are_followed_through_several_versions(lead, published, following):
    first = {action(published, number).lineage for number in ("1.1", "1.2")}
    actions.publish_version(by=lead, version=following)
    third = actions.import_plan(
        by=lead,
        plan=published.plan,
        text=NEXT.replace("advisers for victims of officers.\n", "advisers for victims.\n"),
    )
    new = action(third, "1.1")
    breach = action(third, "2.2")
    actions.set_origins(by=lead, part=breach, origins=[breach.lineage, new.lineage])
    earlier = earlier_lines(third.plan_id, 1, 3)
    assert first <= earlier[breach.lineage] | {breach.lineage}
    assert earlier_lines(third.plan_id, 2, 3) == {breach.lineage: {new.lineage}}


@django
def test_the_database_keeps_steps_of_a_published_version(lead, published, following):
    step = LineageStep.objects.get()
    actions.publish_version(by=lead, version=following)
    for act in (
        step.delete,
        lambda: LineageStep.objects.filter(pk=step.pk).update(successor=uuid.uuid4()),
        lambda: LineageStep.objects.create(
            version=following, predecessor=uuid.uuid4(), successor=uuid.uuid4()
        ),
    ):
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            act()


@django
def test_a_step_leads_somewhere_else_and_is_told_once(following):
    line, other = uuid.uuid4(), uuid.uuid4()

    def step(predecessor, successor):
        with transaction.atomic():
            LineageStep.objects.create(
                version=following, predecessor=predecessor, successor=successor
            )

    with pytest.raises(IntegrityError):
        step(line, line)
    step(line, other)
    with pytest.raises(IntegrityError):
        step(line, other)


@django
def test_steps_to_what_left_the_draft_are_left_behind(lead, published, following):
    part = action(following, "1.1")
    holder = part.commitment
    actions.edit_commitment(
        by=lead, commitment=holder, revision=1, number="1", title=holder.title, text="", steps=[]
    )
    actions.publish_version(by=lead, version=following)
    assert not LineageStep.objects.exists()
    assert list(unfounded()) == []


@django
def test_a_person_corrects_it_on_a_page(desk, published, following):
    part = action(following, "2.3")
    text = page(desk, "plan:action-origins", part.pk)
    assert "What does action 2.3 go on from?" in text
    assert "We will check each breach" in text
    line = action(published, "3.2").lineage
    url = reverse("plan:action-origins", args=[part.pk])
    response = desk.post(url, {"origin": [str(line)]}, follow=True)
    assert "What 2.3 goes on from was saved." in response.content.decode()
    assert f"#u-{part.pk}" in response.redirect_chain[0][0]
    assert page(desk, "plan:action-origins", part.pk).count(" checked") == 1
    for wrong in ("nonsense", str(uuid.uuid4())):
        desk.post(url, {"origin": wrong})
    assert origins_of(action(following, "2.3"), following)[-1] == line


@django
def test_the_commitments_page_is_for_drafts_with_a_version_before(desk, published, following):
    text = page(desk, "plan:commitment-origins", commitment(following, "2").pk)
    assert "What does commitment 2 go on from?" in text
    assert text.count(" checked") == 1
    page(desk, "plan:commitment-origins", commitment(published, "2").pk, status=404)


KEYS = st.lists(st.integers(1, 5).map(lambda n: uuid.UUID(int=n)), max_size=3, unique=True)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@drawn(st.lists(KEYS, max_size=5), st.data())
def test_lines_given_tell_exactly_what_was_said(wanted, data):
    older = {uuid.UUID(int=n) for n in range(1, 6)}
    parts = {uuid.UUID(int=100 + n): lines for n, lines in enumerate(wanted)}
    held = data.draw(st.permutations(sorted(older)))
    own = {
        key: held[n] if data.draw(st.booleans()) else uuid.UUID(int=200 + n)
        for n, key in enumerate(parts)
    }
    lines, steps = given(parts, own, older)
    assert len(set(lines.values())) == len(parts)
    for key, origins in parts.items():
        told = {a for a, b in steps if b == lines[key]} | ({lines[key]} & older)
        assert told == set(origins)
