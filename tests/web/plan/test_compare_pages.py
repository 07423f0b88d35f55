"""Any two versions compared on a page, and what publishing a draft leaves unexplained."""

import re

import pytest
from django.urls import reverse

from avow.web.core import published as registry
from avow.web.core.states import IllegalMoveError
from avow.web.plan import actions, queries
from avow.web.plan.comparing import Wanted, compare_versions
from avow.web.plan.models import Action, Version
from tests.web.plan.pages import page
from tests.web.plan.texts_next import NEXT
from tests.web.publication.conftest import an_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def following(lead, published):
    return actions.import_plan(by=lead, text=NEXT, plan=published.plan)


@pytest.fixture
def said(published, following, monkeypatch):
    """Publish an answer that changed action 1.1, one that changed nothing, one that need not."""
    merged = Action.objects.get(commitment__pillar__version=following, number="1.1")
    answers = (
        an_answer(
            1,
            quote="Publish and fund together.",
            changed_lineages=(merged.lineage,),
            version_number=2,
        ),
        an_answer(2, quote="Light every stop."),
        an_answer(3, quote="Ring back.", decision="partly", no_change="It is done already."),
        an_answer(4, quote="Close the unit.", decision="not-accepted"),
        an_answer(5, quote="Older change.", changed_lineages=(merged.lineage,), version_number=1),
    )
    monkeypatch.setitem(registry._sources, registry.ANSWERS, lambda: answers)
    return answers


def words(text):
    """Return what a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def comparison(before, after, answers=()):
    whole = queries.with_parts(Version.objects).in_bulk([before.pk, after.pk])
    return compare_versions(whole[before.pk], whole[after.pk], answers)


def test_words_are_marked_for_eyes_and_for_screen_readers(desk, published, following):
    text = page(desk, "plan:compare", published.plan_id)
    assert "taken out:" in text
    assert "<ins>" in text
    assert "and openly" in words(text)
    assert "from version 1 to version 2" in words(text)


def test_side_by_side_stands_in_the_address(desk, published, following):
    text = page(desk, "plan:compare", published.plan_id, view="side")
    assert "av-compare__sides" in text
    assert "Not in this version." in text
    assert "av-compare__sides" not in page(desk, "plan:compare", published.plan_id)


@pytest.mark.parametrize(
    ("asked", "there", "absent"),
    [
        ({}, "answer each letter", "each borough every year"),
        ({"show": "all"}, "each borough every year", "No change of this kind"),
        ({"kind": "added"}, "answer each letter", "and openly"),
        ({"kind": "merged"}, "Merged", "answer each letter"),
        ({"kind": "moved"}, "Moved from", "answer each letter"),
        ({"kind": "moved", "view": "side"}, "are shown.", "Not in this version."),
        ({"kind": "regrouped"}, "No change of this kind", "answer each letter"),
        ({"kind": "nonsense", "view": "x", "show": "x"}, "answer each letter", "every year"),
    ],
)
def test_a_reader_chooses_what_is_shown(desk, published, following, asked, there, absent):
    text = words(page(desk, "plan:compare", published.plan_id, **asked))
    assert there in text
    assert absent not in text


def test_the_older_is_always_compared_with_the_newer(desk, published, following):
    turned = page(desk, "plan:compare", published.plan_id, **{"from": "2", "to": "1"})
    assert "from version 1 to version 2" in words(turned)
    wrong = page(desk, "plan:compare", published.plan_id, **{"from": "9", "to": "x"})
    assert "from version 1 to version 2" in words(wrong)
    same = page(desk, "plan:compare", published.plan_id, **{"from": "2", "to": "2"})
    assert "The two versions say the same." in words(same)


def test_one_version_cannot_be_compared(desk, published):
    assert "something to compare once" in page(desk, "plan:compare", published.plan_id)


def test_whoever_may_edit_is_offered_to_correct_a_draft(
    desk, published, following, person, signed_in
):
    assert "Correct what 1.1 goes on from" in page(desk, "plan:compare", published.plan_id)
    reader = signed_in(person("analyst"))
    assert "Correct what" not in page(reader, "plan:compare", published.plan_id)


def test_the_counts_add_up_to_both_versions(published, following):
    for count in comparison(published, following).counts:
        assert count.before > 0
        assert count.after > 0
    rows = comparison(published, following).wanted(Wanted(show="all"))
    assert len(rows) == 2


def test_each_change_has_the_recommendations_that_led_to_it(desk, published, following, said):
    found = comparison(published, following, said)
    explained = {row.name: [a.quote for a in row.answers] for row in found.changed if row.answers}
    assert explained == {"1.1": ["Publish and fund together."]}
    text = words(page(desk, "plan:compare", published.plan_id))
    assert "Asked for by 1 recommendation" in text
    assert "Publish and fund together." in text


def test_publishing_says_what_is_unexplained_and_unmet(desk, published, following, said):
    found = comparison(published, following, said)
    assert [answer.quote for answer in found.unmet] == ["Light every stop."]
    assert "1.1" not in {row.name for row in found.unexplained}
    text = words(page(desk, "plan:publish", following.pk))
    assert "1 recommendation was accepted" in text
    assert "Light every stop." in text
    assert "Ring back." not in text
    assert f"{len(found.unexplained)} of {len(found.changed)} changes" in text


def test_renumbering_alone_is_kept_apart(desk, lead, published):
    text = "We will fund independent advisers for victims of officers."
    source = published.source_text.replace(f"- {text}", f"- We will say sorry.\n- {text}")
    actions.import_plan(by=lead, text=source, plan=published.plan)
    shown = words(page(desk, "plan:compare", published.plan_id))
    assert "1 part only has another number" in shown
    assert text not in shown
    assert "1 change from version" in shown
    assert text in words(page(desk, "plan:compare", published.plan_id, kind="moved"))


def test_a_page_takes_as_many_queries_however_much_there_is(
    desk, published, following, django_assert_max_num_queries
):
    url = reverse("plan:compare", args=[published.plan_id])
    with django_assert_max_num_queries(16):
        desk.get(url, {"show": "all"})


class TestStages:
    def test_a_draft_has_none_and_what_is_published_has_one(self, lead, draft):
        assert draft.stage == ""
        actions.publish_version(by=lead, version=draft, stage="consultation")
        assert draft.public_name == "The plan we are consulting on"

    def test_the_names_the_public_reads(self, lead, published, following):
        assert published.public_name == "The final plan"
        actions.publish_version(by=lead, version=following, stage="update")
        assert following.public_name == "The updated plan"
        assert Version(stage="consultation", state="superseded").public_name == (
            "The plan we consulted on"
        )
        assert Version(stage="").public_name == "The plan"

    def test_only_a_final_plan_is_updated(self, lead, draft):
        with pytest.raises(IllegalMoveError, match="Only a final plan"):
            actions.publish_version(by=lead, version=draft, stage="update")
        with pytest.raises(IllegalMoveError, match="Say what this version is"):
            actions.publish_version(by=lead, version=draft, stage="other")

    def test_it_is_chosen_on_the_page_and_cannot_be_left_out(self, desk, draft):
        url = reverse("plan:publish", args=[draft.pk])
        assert "Choose what this version is" in desk.post(url).content.decode()
        assert "Only a final plan" in desk.post(url, {"stage": "update"}).content.decode()
        desk.post(url, {"stage": "consultation"})
        draft.refresh_from_db()
        assert (draft.state, draft.stage) == ("published", "consultation")
