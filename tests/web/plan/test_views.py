import json
import tomllib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from avow.analysis.documents import Plan as Document
from avow.web.plan import actions, queries
from avow.web.plan.forms import Step, rearranged
from avow.web.plan.models import Commitment, Plan, Version
from tests.web.plan.texts import PLAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(lead, signed_in):
    return signed_in(lead)


def page(desk, name, *args, status=200):
    response = desk.get(reverse(name, args=args))
    assert response.status_code == status
    return response.content.decode()


def test_without_a_plan_the_page_says_how_to_bring_one_in(desk, person, signed_in):
    assert reverse("plan:import") in page(desk, "plan:index")
    partner = signed_in(person("partner"))
    text = page(partner, "plan:index")
    assert "No plan yet" in text
    assert reverse("plan:import") not in text


def test_a_plan_comes_in_as_a_file_and_opens_as_a_draft(desk):
    response = desk.post(
        reverse("plan:import"),
        {"document": SimpleUploadedFile("plan.txt", PLAN.encode()), "force": "Thornhaven Police"},
        follow=True,
    )
    text = response.content.decode()
    assert "Read from plan.txt" in text
    assert "Hold our own people to account" in text
    assert "Discard this draft" in text
    assert Version.objects.get().source_name == "plan.txt"


def test_a_plan_comes_in_pasted_with_the_line_ends_of_a_browser(desk):
    pasted = PLAN.replace("\n", "\r\n")
    desk.post(reverse("plan:import"), {"pasted": pasted, "force": "X", "title": "Our plan"})
    version = Version.objects.get()
    assert version.title == "Our plan"
    assert version.source_text == PLAN


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"force": "X"}, "Choose a text file"),
        ({"pasted": PLAN}, "Say whose plan it is"),
        ({"force": "X", "pasted": "Good morning."}, "No plan was found"),
        (
            {"force": "X", "pasted": PLAN, "document": SimpleUploadedFile("a.txt", b"text")},
            "not both",
        ),
        ({"force": "X", "document": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, "not a text file"),
        ({"force": "X", "document": SimpleUploadedFile("a.txt", b"ok\n\xff")}, "line 2"),
        ({"force": "X", "document": SimpleUploadedFile("a.txt", b"")}, "The file is empty"),
        (
            {"force": "X", "document": SimpleUploadedFile("a.txt", b"a" * 2_000_001)},
            "larger than 2 MB",
        ),
    ],
)
def test_an_import_that_cannot_be_read_says_why(desk, data, told):
    response = desk.post(reverse("plan:import"), data)
    assert told in response.content.decode()
    assert "Error:" in response.content.decode()
    assert not Plan.objects.exists()


def test_a_next_version_is_imported_into_its_plan(desk, published):
    data = {"pasted": PLAN, "plan": str(published.plan_id)}
    desk.post(reverse("plan:import"), data)
    assert published.plan.versions.count() == 2
    text = desk.post(reverse("plan:import"), data).content.decode()
    assert "Select a valid choice" in text


def test_every_page_of_a_draft_opens(desk, draft):
    commitment = queries.commitments_of(draft)[0]
    assert "Hold our own people" in page(desk, "plan:version", draft.pk)
    assert "3 commitments become public" in page(desk, "plan:publish", draft.pk)
    for name, of in [
        ("plan:discard", draft),
        ("plan:pillar-add", draft),
        ("plan:pillar", commitment.pillar),
        ("plan:commitment-add", commitment.pillar),
        ("plan:commitment", commitment),
        ("plan:commitment-remove", commitment),
        ("plan:progress", commitment.actions.first()),
    ]:
        page(desk, name, of.pk)


def test_who_may_only_read_is_offered_no_change(draft, person, signed_in):
    text = page(signed_in(person("partner")), "plan:version", draft.pk)
    assert "Hold our own people" in text
    for offered in ("Publish this version", "Discard", "Move up", "Add a commitment"):
        assert offered not in text


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


def test_publishing_says_what_changes_and_then_does_it(desk, lead, published):
    desk.post(reverse("plan:start-draft", args=[published.plan_id]))
    draft = published.plan.versions.get(state="draft")
    assert "No commitment and no action differs" in page(desk, "plan:publish", draft.pk)
    commitment = queries.commitments_of(draft)[0]
    actions.remove_commitment(by=lead, commitment=commitment)
    assert "Dropped" in page(desk, "plan:publish", draft.pk)
    response = desk.post(reverse("plan:publish", args=[draft.pk]), follow=True)
    assert "Version 2 is published" in response.content.decode()
    response = desk.post(reverse("plan:publish", args=[draft.pk]), follow=True)
    assert "cannot become" in response.content.decode()


def test_a_second_draft_is_refused(desk, published):
    url = reverse("plan:start-draft", args=[published.plan_id])
    desk.post(url)
    assert "still a draft" in desk.post(url, follow=True).content.decode()
    assert desk.get(url).status_code == 405


def test_a_draft_is_discarded(desk, draft):
    desk.post(reverse("plan:discard", args=[draft.pk]))
    assert not Plan.objects.exists()


def test_progress_is_reported_and_shown(desk, published, person, signed_in):
    action = queries.commitments_of(published)[0].actions.first()
    url = reverse("plan:progress", args=[action.pk])
    assert "Choose how far" in desk.post(url, {"owner": "x"}).content.decode()
    data = {"status": "done", "owner": "Head of Standards", "due": "2027-03-31", "note": "Done."}
    assert "The report was added" in desk.post(url, data, follow=True).content.decode()
    text = page(desk, "plan:version", published.pk)
    assert "Head of Standards" in text
    partner = signed_in(person("partner"))
    assert "Add a report" not in page(partner, "plan:progress", action.pk)
    assert partner.post(url, data).status_code == 403


def test_progress_on_a_draft_is_refused(desk, draft):
    action = queries.commitments_of(draft)[0].actions.first()
    data = {"status": "done", "owner": "x", "note": "x"}
    response = desk.post(reverse("plan:progress", args=[action.pk]), data)
    assert "published version" in response.content.decode()


def test_a_version_is_downloaded_as_the_library_reads_it(desk, draft):
    document = queries.as_document(draft)
    as_json = desk.get(reverse("plan:download", args=[draft.pk, "json"]))
    assert Document.from_dict(json.loads(as_json.content)) == document
    as_toml = desk.get(reverse("plan:download", args=[draft.pk, "toml"]))
    assert Document.from_dict(tomllib.loads(as_toml.content.decode())) == document
    assert 'filename="safe-in-thornhaven-our-plan-1.toml"' in as_toml["Content-Disposition"]
    assert desk.get(reverse("plan:download", args=[draft.pk, "exe"])).status_code == 404


def test_what_happened_to_a_version_is_told_with_names(desk, published, lead):
    text = page(desk, "plan:version", published.pk)
    assert "Imported, Plan Lead 1" in text
    assert "Published, Plan Lead 1" in text


def test_a_long_plan_costs_no_more_queries(desk, published, django_assert_max_num_queries, lead):
    with django_assert_max_num_queries(14):
        page(desk, "plan:index")
    with django_assert_max_num_queries(18):
        page(desk, "plan:version", published.pk)


def test_the_plan_in_force_is_the_one_published_last(lead, published):
    assert queries.current_plan() == published.plan
    other = actions.import_plan(by=lead, text=PLAN, title="Another")
    assert queries.current_plan() == published.plan
    actions.publish_version(by=lead, version=other)
    assert queries.current_plan() == other.plan
    assert queries.published_version(published.plan) == published
    assert list(queries.answerable_versions()) == [other, published]
