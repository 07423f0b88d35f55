import pytest
from django.urls import reverse

from avow.web.plan import queries
from avow.web.plan.forms import Step, rearranged
from avow.web.plan.models import Commitment

pytestmark = pytest.mark.django_db


def form_of(commitment, **changed):
    rows = list(commitment.actions.all())
    return {
        "revision": commitment.revision,
        "number": commitment.number,
        "title": commitment.title,
        "text": commitment.text,
        "step-number": [a.number for a in rows],
        "step-text": [a.text for a in rows],
        "step-lineage": [str(a.lineage) for a in rows],
        "do": "save",
    } | changed


def test_a_commitment_is_edited_without_javascript(desk, draft):
    commitment = queries.commitments_of(draft)[0]
    url = reverse("plan:commitment", args=[commitment.pk])
    added = desk.post(url, form_of(commitment, do="add")).content.decode()
    assert added.count('name="step-text"') == 3
    data = form_of(commitment, title="Hold everyone to account")
    for field in ("step-number", "step-text", "step-lineage"):
        data[field] = [*data[field], "Train every team" if field == "step-text" else ""]
    response = desk.post(url, data)
    assert response.url.endswith(f"#c-{commitment.pk}")
    commitment.refresh_from_db()
    assert commitment.title == "Hold everyone to account"
    assert [a.number for a in commitment.actions.all()] == ["1.1", "1.2", "1.3"]


def test_rows_that_are_moved_are_not_saved_until_asked(desk, draft):
    commitment = queries.commitments_of(draft)[0]
    url = reverse("plan:commitment", args=[commitment.pk])
    text = desk.post(url, form_of(commitment, do="down:0", title="Changed")).content.decode()
    one, two = commitment.actions.all()
    assert text.index(two.text) < text.index(one.text)
    assert "Changed" in text
    commitment.refresh_from_db()
    assert commitment.title == "Hold our own people to account"


@pytest.mark.parametrize(
    ("do", "expected"),
    [
        ("add", ["a", "b", "c", ""]),
        ("up:1", ["b", "a", "c"]),
        ("up:0", ["a", "b", "c"]),
        ("down:0", ["b", "a", "c"]),
        ("remove:1", ["a", "c"]),
        ("remove:9", ["a", "b", "c"]),
        ("remove:x", ["a", "b", "c"]),
        ("explode:1", ["a", "b", "c"]),
    ],
)
def test_rows_rearrange(do, expected):
    assert [s.text for s in rearranged([Step("", t) for t in "abc"], do)] == expected


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title": ""}, "Give it a title"),
        ({"number": ""}, "Give it a number"),
        (
            {"step-number": ["1.1"], "step-text": [""], "step-lineage": [""]},
            "Action 1 has a number but no text",
        ),
    ],
)
def test_a_commitment_that_lacks_something_is_not_saved(desk, draft, changed, told):
    commitment = queries.commitments_of(draft)[0]
    url = reverse("plan:commitment", args=[commitment.pk])
    assert told in desk.post(url, form_of(commitment, **changed)).content.decode()
    assert Commitment.objects.get(pk=commitment.pk).revision == 1


def test_a_stale_edit_shows_both_texts_and_can_then_be_saved(desk, draft):
    commitment = queries.commitments_of(draft)[0]
    url = reverse("plan:commitment", args=[commitment.pk])
    desk.post(url, form_of(commitment, title="Theirs"))
    response = desk.post(url, form_of(commitment, title="Mine"))
    text = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in text
    assert "Mine" in text
    assert Commitment.objects.get(pk=commitment.pk).title == "Theirs"
    desk.post(url, form_of(commitment, title="Mine", revision=2))
    assert Commitment.objects.get(pk=commitment.pk).title == "Mine"


def test_a_stale_edit_of_a_pillar_shows_both(desk, draft):
    pillar = draft.pillars.first()
    url = reverse("plan:pillar", args=[pillar.pk])
    desk.post(url, {"revision": 1, "number": "1", "title": "Theirs"})
    response = desk.post(url, {"revision": 1, "number": "1", "title": "Mine"})
    assert response.status_code == 409
    assert "Theirs" in response.content.decode()
    assert "Mine" in response.content.decode()


def test_parts_are_added_moved_and_removed(desk, draft):
    desk.post(reverse("plan:pillar-add", args=[draft.pk]), {"number": "3", "title": "Learning"})
    pillar = draft.pillars.get(number="3")
    response = desk.post(
        reverse("plan:commitment-add", args=[pillar.pk]), {"number": "4", "title": "Teach"}
    )
    commitment = Commitment.objects.get(number="4")
    assert response.url == reverse("plan:commitment", args=[commitment.pk])
    desk.post(reverse("plan:commitment-move", args=[commitment.pk]), {"way": "up"})
    commitment.refresh_from_db()
    assert commitment.pillar.number == "2"
    desk.post(reverse("plan:pillar-remove", args=[pillar.pk]))
    desk.post(reverse("plan:commitment-remove", args=[commitment.pk]))
    assert draft.pillars.count() == 2
    assert not Commitment.objects.filter(number="4").exists()


def test_published_text_is_refused_on_every_form(desk, published):
    commitment = queries.commitments_of(published)[0]
    part = {"number": "1", "title": "x", "revision": 1}
    for name, of, data in [
        ("plan:commitment", commitment, form_of(commitment)),
        ("plan:commitment-move", commitment, {"way": "down"}),
        ("plan:commitment-remove", commitment, {}),
        ("plan:commitment-add", commitment.pillar, part),
        ("plan:pillar", commitment.pillar, part),
        ("plan:pillar-remove", commitment.pillar, {}),
        ("plan:pillar-add", published, part),
        ("plan:discard", published, {}),
    ]:
        response = desk.post(reverse(name, args=[of.pk]), data, follow=True)
        assert "does not change" in response.content.decode(), name
