import pytest
from django.urls import reverse

from avow.web.engagement import actions, queries
from avow.web.engagement.models import Occasion
from avow.web.surveys import actions as surveys
from avow.web.surveys.models.survey import ELSEWHERE

pytestmark = pytest.mark.django_db


def get(desk, name, *args, **query):
    response = desk.get(reverse(f"engagement:{name}", args=args), query)
    assert response.status_code == 200, response
    return response.content.decode()


def post(desk, name, *args, **said):
    return desk.post(reverse(f"engagement:{name}", args=args), said)


@pytest.fixture
def heard(lead, published, facts):
    """Return a city in which 300 people answered, all but eleven of them for the first borough."""
    first, second, *_ = [one.reach.area for one in queries.by_borough()]
    rows = [(first, n) for n in range(289)] + [(second, n) for n in range(289, 300)]
    text = "Response ID,Which area are you answering for?,Agree?\n" + "".join(
        f"{n},{area},Agree\n" for area, n in rows
    )
    survey = surveys.create_survey(
        by=lead, version=published, place=ELSEWHERE, areas=[first, second]
    )
    intake = surveys.hold_file(by=lead, survey=survey, data=text.encode(), name="a.csv")
    assert surveys.take_in_responses(by=lead, intake=intake).added == 300
    return first, second


def test_the_plan_is_empty_then_lists_and_filters(desk, plan):
    assert "Nothing planned yet" in get(desk, "index")
    plan(kind="walk", title="Walk by the canal", days=4)
    plan(title="Victims’ group")
    text = get(desk, "index")
    assert "Walk by the canal" in text
    assert "Not recorded yet" in text
    assert "Victims’ group" not in get(desk, "index", kind="walk")
    assert "Nothing matches" in get(desk, "index", state="cancelled")


def test_many_take_no_more_queries(desk, plan, django_assert_max_num_queries):
    for _ in range(6):
        plan()
    with django_assert_max_num_queries(9):
        get(desk, "index")


def test_an_occasion_goes_from_plan_to_what_was_asked(desk, published):
    said = {"kind": "victims", "title": "Listening", "day": "2026-03-02", "wanted": ["victims"]}
    made = post(desk, "new", **said)
    pk = Occasion.objects.get().pk
    assert made.url == reverse("engagement:occasion", args=[pk])
    page = get(desk, "occasion", pk)
    assert "It was held" in page
    assert 'name="people-victims"' in get(desk, "held", pk)
    assert post(desk, "held", pk, revision=1, notes="Quiet", **{"people-victims": 6}).url
    lineage = published.pillars.first().commitments.first().lineage
    assert post(desk, "note", pk, text="Ring back", community="victims", commitment=lineage).url
    text = get(desk, "occasion", pk)
    for words in ("Victims and survivors: 6", "Quiet", "Ring back", "Make it planned again"):
        assert words in text
    point = Occasion.objects.get().points.get()
    assert point.lineage == lineage
    assert post(desk, "take-out", point.pk).status_code == 302
    assert post(desk, "again", pk).status_code == 302
    assert Occasion.objects.get().state == "planned"


def test_forms_say_what_is_missing(desk, plan):
    occasion = plan(days=2)
    assert "Give it a title" in post(desk, "new", kind="walk").content.decode()
    assert "Say why" in post(desk, "cancel", occasion.pk, reason="").content.decode()
    early = post(desk, "held", occasion.pk, revision=1)
    assert "not come yet" in early.content.decode()
    stale = post(desk, "edit", occasion.pk, revision=7, title="x", day="2026-03-02")
    assert "Somebody else changed this" in stale.content.decode()
    assert "was held" in post(desk, "note", occasion.pk, text="x").content.decode()
    assert "Write what was asked" in post(desk, "note", occasion.pk, text="").content.decode()
    assert post(desk, "edit", occasion.pk, revision=1, title="x", day="2026-03-02").url
    assert post(desk, "cancel", occasion.pk, reason="Rain").url
    assert "Rain" in get(desk, "occasion", occasion.pk)
    assert post(desk, "cancel", occasion.pk, reason="Rain").status_code == 200


def test_who_reads_only_is_offered_no_change(person, signed_in, held):
    desk = signed_in(person("analyst"))
    occasion = held()
    assert "Plan an occasion" not in get(desk, "index")
    assert "Make it planned again" not in get(desk, "occasion", occasion.pk)


def test_coverage_without_facts_or_answers_says_so(desk, tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    text = get(desk, "coverage")
    assert "No boundaries of boroughs are loaded" in text
    assert "Boroughs <span" not in text
    assert "Nobody has answered" in text
    assert desk.get(reverse("engagement:picture")).status_code == 404


def test_coverage_names_the_boroughs_hardly_reached(desk, heard, held, officer):
    first, second = heard
    occasion = held(borough=first, people={"students": 20})
    actions.note_point(by=officer, occasion=occasion, text="Light")
    by_name = {one.reach.area: one for one in queries.by_borough()}
    assert by_name[first].reach.heard == 310
    assert by_name[first].reach.verdict == "reached"
    assert by_name[second].reach.verdict == "hardly"
    text = get(desk, "coverage")
    assert "Hardly reached" in text
    assert "Nobody met, nothing planned" in text
    assert second in desk.get(reverse("engagement:coverage-file")).content.decode()


def test_no_exact_number_of_answers_is_shown(desk, heard):
    for name in ("coverage", "coverage-file"):
        text = get(desk, name)
        assert "289" not in text
        assert "290" in text


def test_with_boundaries_there_is_a_map_with_its_table(desk, heard):
    text = get(desk, "coverage")
    assert reverse("engagement:picture") in text
    assert "Hardly reached" in text
    drawn = desk.get(reverse("engagement:picture"))
    assert drawn["Content-Type"] == "image/svg+xml"
    assert b"<svg" in drawn.content
