import json
import tomllib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from avow.analysis.documents import Plan as Document
from avow.web.plan import actions, queries
from avow.web.plan.models import Plan, Version
from tests.web.plan.pages import page
from tests.web.plan.texts import PLAN

pytestmark = pytest.mark.django_db


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
        ({"force": "X"}, "Choose a file, or paste"),
        ({"pasted": PLAN}, "Say whose plan it is"),
        ({"force": "X", "pasted": "Good morning."}, "No plan was found"),
        (
            {"force": "X", "pasted": PLAN, "document": SimpleUploadedFile("a.txt", b"text")},
            "not both",
        ),
        ({"force": "X", "document": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, "a.pdf is damaged"),
        ({"force": "X", "document": SimpleUploadedFile("a.txt", b"caf\xc3\xa9\n\xff")}, "line 2"),
        ({"force": "X", "document": SimpleUploadedFile("a.txt", b"")}, "The file is empty"),
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


def test_publishing_says_what_changes_and_then_does_it(desk, lead, published):
    desk.post(reverse("plan:start-draft", args=[published.plan_id]))
    draft = published.plan.versions.get(state="draft")
    assert "No part of it differs" in page(desk, "plan:publish", draft.pk)
    commitment = queries.commitments_of(draft)[0]
    actions.remove_commitment(by=lead, commitment=commitment)
    assert "Dropped" in page(desk, "plan:publish", draft.pk)
    url = reverse("plan:publish", args=[draft.pk])
    assert "Choose what this version is" in desk.post(url).content.decode()
    response = desk.post(url, {"stage": "final"}, follow=True)
    assert "Version 2 is published" in response.content.decode()
    assert "cannot become" in desk.post(url, {"stage": "final"}).content.decode()


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
    with django_assert_max_num_queries(24):
        page(desk, "plan:version", published.pk)


def test_the_plan_in_force_is_the_one_published_last(lead, published):
    assert queries.current_plan() == published.plan
    other = actions.import_plan(by=lead, text=PLAN, title="Another")
    assert queries.current_plan() == published.plan
    actions.publish_version(by=lead, version=other)
    assert queries.current_plan() == other.plan
    assert queries.published_version(published.plan) == published
    assert list(queries.answerable_versions()) == [other, published]
