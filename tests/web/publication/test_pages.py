"""The public pages: open to all, without a cookie, true to what was published and released."""

import csv
import io
import json
import uuid
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from avow.web.audit.models import Event
from avow.web.core.published import PublishedEvidence
from avow.web.measures.actions import attach_evidence
from avow.web.plan import actions
from avow.web.plan.actions import import_plan, publish_version, report_progress, start_draft
from avow.web.plan.models import Commitment
from avow.web.publication.urls import urlpatterns
from avow.web.publication.views.plan import _best
from avow.web.releases.files import releases_folder
from avow.web.releases.models import Release
from tests.web.measures.conftest import PLAN
from tests.web.publication.conftest import an_answer

pytestmark = pytest.mark.django_db
ARGS = {
    "commitment": ["1"],
    "measure": ["recorded-offences"],
    "version": [1],
    "release": [1],
    "release-file": [1, "data.csv"],
    "organisation": ["the-lantern-centre"],
    "response": [1],
    "response-file": [1, "response.html"],
}
NAMES = [pattern.name for pattern in urlpatterns]
EMPTY = [name for name in NAMES if name not in ARGS]


def get(name, *args, **asked):
    return Client().get(reverse(f"publication:{name}", args=args), asked)


def text_of(name, *args, **asked):
    response = get(name, *args, **asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_open_and_sets_no_cookie(answers, responses, released, name):
    released()
    response = get(name, *ARGS.get(name, []))
    assert response.status_code == 200
    assert not response.cookies
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("name", EMPTY)
def test_every_page_stands_when_nothing_is_published(name):
    response = get(name)
    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("commitment", ["9"]),
        ("measure", ["nothing"]),
        ("release", [7]),
        ("version", [7]),
        ("release-file", [7, "x"]),
        ("organisation", ["nobody"]),
        ("response", [7]),
        ("response-file", [7, "response.html"]),
    ],
)
def test_what_is_not_public_is_not_found(plan, name, args):
    assert get(name, *args).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_changed_from_outside(released, plan, name):
    released()
    address = reverse(f"publication:{name}", args=ARGS.get(name, []))
    assert Client().post(address).status_code == 405


def test_a_draft_is_not_shown(plan, lead):
    draft = start_draft(by=lead, plan=plan.plan)
    Commitment.objects.filter(pillar__version=draft, number="2").update(title="A secret plan")
    assert "A secret plan" not in text_of("plan") + text_of("home") + text_of("commitment", "2")


def test_the_plan_says_what_it_does_not_cover(answers):
    assert "1 recommendation that was answered belongs to no commitment." in text_of("plan")


class TestFindingWords:
    def test_they_are_found_in_commitments_and_actions(self, plan):
        first = Commitment.objects.get(number="1")
        step = first.actions.first()
        hits = get("plan", q=step.text.split()[0].upper()).context["hits"]
        assert step.number in [hit.action for hit in hits]
        assert f"#action-{step.lineage}" in "".join(hit.url for hit in hits)

    def test_without_a_match_the_reader_is_told_what_to_do(self, plan):
        text = text_of("plan", q="zebra crossing of the moon")
        assert "0 places in the plan" in text
        assert "Try fewer words" in text

    def test_the_whole_plan_is_there_to_print(self, plan):
        text = text_of("plan")
        assert all(a.text in text for c in Commitment.objects.all() for a in c.actions.all())


class TestCommitment:
    def test_a_title_that_is_the_cut_text_is_not_said_twice(self, lead):
        version = import_plan(by=lead, text=PLAN, title="Safer Together", force="Riverside")
        whole = "We listen to everybody who comes to us, at any hour."
        Commitment.objects.filter(number="1").update(title="We listen to everybody…", text=whole)
        publish_version(by=lead, version=version)
        text = text_of("commitment", "1")
        assert text.count("We listen to everybody who") == 1
        assert '<h1 class="av-commitment-head__plain">Commitment 1</h1>' in text

    def test_more_than_a_few_answers_are_folded(self, plan, monkeypatch):
        from avow.web.core import published

        listen = Commitment.objects.get(number="1")
        many = tuple(an_answer(n, listen) for n in range(1, 6))
        monkeypatch.setitem(published._sources, published.ANSWERS, lambda: many)
        text = text_of("commitment", "1")
        assert "2 more answers" in text
        assert all(f"case {n}." in text for n in range(1, 6))

    def test_its_actions_say_where_they_stand(self, plan, lead, action):
        from datetime import date

        report_progress(
            by=lead,
            action=action,
            status="at-risk",
            owner="Head of Public Protection",
            note="Letters are written.",
            due=date(2020, 1, 1),
        )
        text = text_of("commitment", "1")
        for said in ("Head of Public Protection", "Letters are written.", "Overdue", "No report"):
            assert said in text
        assert lead.name not in text

    @pytest.mark.parametrize(
        ("status", "said"),
        [
            ("done", "Done"),
            ("on-track", "Under way, on track"),
            ("not-started", "Not started"),
            ("stopped", "Stopped"),
        ],
    )
    def test_each_status_has_its_word(self, lead, action, status, said):
        report_progress(by=lead, action=action, status=status, owner="A post", note="So.")
        assert f"{said}</span>" in text_of("commitment", "1")

    def test_what_nothing_shows_is_told_to_the_public_too(self, lead, action):
        report_progress(by=lead, action=action, status="done", owner="A post", note="So.")
        assert "Not evidenced" in text_of("commitment", "1")
        assert "1 not evidenced" in text_of("plan")
        document = actions.Document("Minutes", timezone.localdate())
        actions.attach_document(by=lead, action=action, document=document, shows="It was seen.")
        text = text_of("commitment", "1")
        assert "Not evidenced" not in text
        for said in ("Newest evidence", "Minutes", "It was seen."):
            assert said in text

    def test_milestones_units_and_standing_still_are_told_and_nobody_is_named(self, lead, action):
        day, one = timezone.localdate(), timedelta(days=1)
        terms = actions.Terms(units=["North", "South"])
        actions.assign_action(by=lead, action=action, post="A post", person=lead, terms=terms)
        told = [actions.UnitReport("North", "on-track", 60)]
        actions.report_units(by=lead, action=action, reports=told)
        for marker in (
            actions.Marker("Money agreed", day - one, day - one, "The budget"),
            actions.Marker("Adviser in post", day - one),
        ):
            actions.set_milestone(by=lead, action=action, marker=marker)
        report_progress(
            by=lead,
            action=action,
            status="at-risk",
            note="So.",
            details=actions.Details("Hire her.", "No money."),
            reported_on=day - 40 * one,
        )
        actions.say_unchanged(by=lead, action=action)
        text = text_of("commitment", "1")
        for said in (
            "1 of 2 milestones reached",
            "1 milestone late",
            "nothing changed since",
            "Hire her.",
            "North",
            "60%",
            "15%",
        ):
            assert said in text
        assert "No money." not in text
        assert lead.name not in text

    def test_what_was_asked_stands_beside_what_was_answered(self, answers):
        text = text_of("commitment", "1")
        assert "Tell survivors what happens to case 1." in text
        assert "A letter within ten days." in text
        assert "Change the law on phones." not in text

    def test_the_lineage_leads_to_the_number(self, plan):
        lineage = Commitment.objects.get(number="2").lineage
        assert get("commitment", lineage).headers["Location"] == reverse(
            "publication:commitment", args=["2"]
        )

    def test_a_number_that_cannot_stand_in_an_address_gives_way_to_the_lineage(self, lead):
        version = import_plan(by=lead, text=PLAN, title="Safer Together", force="Riverside")
        Commitment.objects.filter(number="1").update(number="1/a")
        publish_version(by=lead, version=version)
        lineage = Commitment.objects.get(number="1/a").lineage
        assert get("commitment", lineage).status_code == 200
        assert f"/plan/{lineage}/" in text_of("plan")

    @pytest.mark.slow
    def test_evidence_is_shown_once_released(self, plan, action, analyst, released):
        attach_evidence(
            by=analyst,
            lineage=action.lineage,
            measure="recorded-offences",
            area="borough",
            period="year",
            note="Rises with trust.",
        )
        assert "Nothing of this measure has been released yet." in text_of("commitment", "1")
        released(kind="chart")
        text = text_of("commitment", "1")
        for said in (
            "Rises with trust.",
            "/data/1/chart.svg",
            "trust the police",
            "Garwood",
            "Some offences have no ward",
            "The same as a table",
        ):
            assert said in text


class TestClosestRelease:
    def released(self, by, period):
        return Release(manifest={"kind": "table", "by": by, "period": period})

    def closest(self, *made, by="force", period="year"):
        piece = PublishedEvidence(uuid.uuid4(), "recorded-offences", by, period, "")
        return _best([self.released(*one) for one in made], piece)[0].manifest

    def test_the_same_place_counts_most(self):
        found = self.closest(("borough", "year"), ("force", "quarter"))
        assert found["by"] == "force"

    def test_then_the_same_period(self):
        found = self.closest(("force", "quarter"), ("force", "year"))
        assert found["period"] == "year"

    def test_the_whole_force_stands_in_for_a_place_that_is_not_released(self):
        found = self.closest(("ward", "year"), ("force", "year"), by="bcu")
        assert found["by"] == "force"


class TestAnswers:
    def counted(self, **asked):
        return get("answers", **asked).context["page"].paginator.count

    def test_filters_narrow_and_combine(self, answers):
        lineage = str(answers[0].commitment_lineages[0])
        assert self.counted() == 3
        assert self.counted(commitment=lineage) == 2
        assert self.counted(commitment="gap") == 1
        assert self.counted(organisation="Night Bus Campaign") == 1
        assert self.counted(decision="not-accepted", commitment=lineage) == 1
        assert self.counted(q="LIGHT stop") == 1
        assert self.counted(q="light phones") == 0
        assert self.counted(answer=str(answers[2].id)) == 1

    def test_nothing_found_says_what_to_do(self, answers):
        text = text_of("answers", q="no such words")
        assert "Nothing matches" in text
        assert "Show all answers" in text

    def test_the_form_keeps_what_was_asked_and_works_without_scripts(self, answers):
        text = text_of("answers", q="light", organisation="Night Bus Campaign")
        assert 'method="get"' in text
        assert 'value="light"' in text
        assert "<option selected>Night Bus Campaign</option>" in text

    def test_words_of_readers_do_no_harm(self, answers):
        assert "<script>alert" not in text_of("answers", q="<script>alert(1)</script>")

    def test_long_lists_have_pages(self, plan, monkeypatch):
        from avow.web.core import published

        many = tuple(an_answer(n) for n in range(1, 46))
        monkeypatch.setitem(published._sources, published.ANSWERS, lambda: many)
        assert len(get("answers").context["exchanges"]) == 10
        assert "case 45" in text_of("answers", page="5")

    def test_they_can_be_taken_away_as_filtered(self, answers):
        response = get("answers-file", organisation="Night Bus Campaign")
        rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert [row["asked"] for row in rows] == ["Light every stop."]
        assert rows[0]["commitments"] == "1"
        assert rows[0]["address"].endswith(f"?answer={answers[1].id}")
        assert "answers.csv" in response["Content-Disposition"]

    def test_a_file_of_all_holds_all(self, answers):
        lines = list(csv.reader(io.StringIO(get("answers-file").content.decode("utf-8-sig"))))
        assert len(lines) == 1 + len(answers)


class TestReleasedFiles:
    def test_a_file_is_sent_as_released(self, released):
        made = released()
        response = get("release-file", 1, "data.csv")
        assert response.content == (releases_folder() / made.folder / "data.csv").read_bytes()
        assert response["ETag"] == f'"{made.manifest["files"]["data.csv"]["sha256"]}"'
        assert "1-recorded-offences-by-borough-data.csv" in response["Content-Disposition"]
        assert json.loads(get("release-file", 1, "manifest.json").content) == made.manifest

    def test_parts_are_sent(self, released):
        released()
        address = reverse("publication:release-file", args=[1, "data.parquet"])
        response = Client().get(address, headers={"Range": "bytes=0-3"})
        assert (response.status_code, response.content) == (206, b"PAR1")

    @pytest.mark.parametrize("name", ["nothing.csv", "..%2Favow.sqlite3", "files.json"])
    def test_no_other_file_is_sent(self, released, name):
        released()
        assert Client().get(f"/data/1/{name}").status_code == 404

    def test_a_changed_file_is_not_sent_and_the_refusal_is_traced(self, released):
        made = released()
        (releases_folder() / made.folder / "data.csv").write_text("unit\n")
        for _ in range(2):
            response = get("release-file", 1, "data.csv")
            assert response.status_code == 503
            assert response["Cache-Control"] == "no-store"
            assert "Withdrawn for checking" in response.content.decode()
        assert Event.objects.filter(verb="release.file-refused").count() == 1
        assert get("release-file", 1, "data.json").status_code == 200
        page = get("release", 1)
        assert page.status_code == 503
        assert "data.csv</a>" not in page.content.decode()

    def test_pages_do_not_show_changed_figures(self, released):
        made = released()
        (releases_folder() / made.folder / "data.json").write_text('{"rows": []}')
        for name, args in (("measures", []), ("measure", ["recorded-offences"])):
            assert "Withdrawn for checking" in text_of(name, *args)

    def test_the_release_page_lists_every_file_with_its_hash(self, released):
        made = released()
        text = text_of("release", 1)
        for held in made.manifest["files"].values():
            assert held["sha256"] in text
        assert made.sha256 in text
        assert "Open Government Licence" in text

    def test_earlier_releases_stay_reachable(self, released):
        released(title="First")
        released(title="Second")
        text = text_of("measure", "recorded-offences")
        assert "Earlier releases" in text
        assert "First" in text

    @pytest.mark.slow
    def test_a_map_is_a_picture_with_a_table_and_can_be_searched(self, released):
        released(kind="map", area="ward")
        text = text_of("map")
        for said in ("/data/1/map.svg", "/data/1/map.pmtiles", "The same as a table", "Mill (Fir)"):
            assert said in text
        found = get("map", q="mill FIR")
        assert found.context["matches"] == 1
        assert "No place on this map is called" in text_of("map", q="Atlantis")


class TestChanges:
    ATOM = "{http://www.w3.org/2005/Atom}"

    def test_the_feed_is_atom_with_what_each_entry_needs(self, answers, released):
        released()
        response = get("changes")
        assert response["Content-Type"].startswith("application/atom+xml")
        feed = ET.fromstring(response.content)
        assert feed.tag == f"{self.ATOM}feed"
        for part in ("id", "title", "updated", "author"):
            assert feed.find(f"{self.ATOM}{part}") is not None
        entries = feed.findall(f"{self.ATOM}entry")
        assert len(entries) == 5
        ids = [entry.findtext(f"{self.ATOM}id") for entry in entries]
        assert len(set(ids)) == 5
        for entry in entries:
            assert entry.findtext(f"{self.ATOM}id").startswith("urn:uuid:")
            assert entry.findtext(f"{self.ATOM}updated")
            assert entry.find(f"{self.ATOM}link").get("href").startswith("http")
        when = [entry.findtext(f"{self.ATOM}updated") for entry in entries]
        assert when == sorted(when, reverse=True)

    def test_the_same_entry_keeps_its_identifier(self, answers):
        assert get("changes").content.count(b"urn:uuid:00000000-0000-0000-0000-000000000001") == 1


def test_robots_keep_out_of_the_staff_side():
    assert "Disallow: /staff/" in text_of("robots")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "most"), [("home", 17), ("plan", 15), ("answers", 10), ("data", 3), ("measures", 3)]
)
def test_pages_take_as_many_queries_however_much_there_is(
    answers, released, django_assert_max_num_queries, name, most
):
    for n in range(3):
        released(title=f"Table {n}")
    with django_assert_max_num_queries(most):
        get(name)
