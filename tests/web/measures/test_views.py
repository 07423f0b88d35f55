import pytest
from django.urls import reverse

from avow.web.measures.actions import attach_evidence
from avow.web.measures.models import Evidence

pytestmark = pytest.mark.django_db


def text_of(client, name, *args, **asked):
    response = client.get(reverse(f"measures:{name}", args=args), asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [("plan-lead", 200), ("analyst", 200), ("approver", 200), ("partner", 200), ("auditor", 403)],
)
def test_who_may_see_measures(facts, person, signed_in, role, status):
    client = signed_in(person(role))
    for name, args in (("index", []), ("evidence", []), ("measure", ["recorded-offences"])):
        assert client.get(reverse(f"measures:{name}", args=args)).status_code == status


@pytest.mark.parametrize("role", ["approver", "partner", "auditor"])
def test_who_may_not_attach(person, signed_in, role):
    assert signed_in(person(role)).get(reverse("measures:attach")).status_code == 403


def test_the_list_is_words_first(facts, analyst, signed_in):
    text = text_of(signed_in(analyst), "index")
    assert "How many offences of violence against women and girls" in text
    assert "No facts are loaded" not in text


def test_without_facts_the_list_names_the_command(tmp_path, settings, analyst, signed_in):
    settings.DATA_FOLDER = tmp_path
    assert "avow feed load" in text_of(signed_in(analyst), "index")
    text = text_of(signed_in(analyst), "measure", "recorded-offences")
    assert "No facts are loaded for this" in text


def test_there_is_no_other_measure(analyst, signed_in):
    client = signed_in(analyst)
    for name in ("measure", "compare"):
        assert client.get(reverse(f"measures:{name}", args=["nothing"])).status_code == 404


@pytest.mark.slow
def test_places_are_compared_in_the_period_asked_for(facts, analyst, signed_in):
    text = text_of(signed_in(analyst), "measure", "recorded-offences", by="borough", at="2023")
    assert "Recorded VAWG offences, 2023" in text
    assert "Alder" in text
    assert "trust the police" in text
    assert "Propose a release" in text


@pytest.mark.slow
def test_a_measure_over_time(facts, analyst, signed_in):
    text = text_of(signed_in(analyst), "measure", "recorded-offences", by="ward", period="year")
    assert "Mill (Alder)" in text
    assert "data:image/svg" in text or "av-table" in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"by": "borough"}, "never crosses class with place"),
        ({"period": "week"}, "No period is called"),
        ({"by": "street"}, "No kind of area"),
    ],
)
def test_what_cannot_be_made_is_explained(facts, analyst, signed_in, asked, said):
    text = text_of(signed_in(analyst), "measure", "share-rape", **asked)
    assert "This cannot be made" in text
    assert said in text


@pytest.mark.slow
def test_partners_see_figures_as_the_public_would(facts, person, analyst, signed_in):
    asked = {"by": "ward", "period": "year", "at": "2024"}
    exact = text_of(signed_in(analyst), "measure", "recorded-offences", **asked)
    protected = text_of(signed_in(person("partner")), "measure", "recorded-offences", **asked)
    assert ">hidden<" not in exact
    assert ">hidden<" in protected
    assert "as they would be for the public" in protected
    monthly = text_of(
        signed_in(person("partner", 2)), "measure", "recorded-offences", by="ward", period="month"
    )
    assert "may not pass" in monthly


@pytest.mark.slow
def test_units_are_compared_in_words_as_well(facts, analyst, signed_in):
    text = text_of(signed_in(analyst), "compare", "recorded-late-share", at="2024", unit="West")
    assert "of 3 units" in text or "All 3 units" in text
    assert "How the limits are made, and what to beware of" in text
    assert "Spiegelhalter" in text
    assert "this is no reason to act on it alone" in text
    assert "West over time" in text
    assert "within the usual variation" in text
    assert "What each unit’s own chart says" in text
    assert "unit=North#control" in text


@pytest.mark.slow
def test_a_count_makes_no_funnel_but_a_control_chart(facts, analyst, signed_in):
    text = text_of(signed_in(analyst), "compare", "recorded-offences", unit="nowhere", at="1066")
    assert "A funnel needs a rate or a proportion" in text
    assert "North over time" in text


def test_a_measure_not_made_by_unit_says_so(facts, analyst, signed_in):
    assert "cannot be made by bcu" in text_of(signed_in(analyst), "compare", "share-rape")


class TestEvidencePages:
    def test_without_a_plan_they_say_so(self, analyst, signed_in):
        assert "No plan is published yet" in text_of(signed_in(analyst), "evidence")
        assert "No plan is published yet" in text_of(signed_in(analyst), "attach")

    @pytest.mark.slow
    def test_attached_from_the_form_it_stands_on_the_page_with_its_caution(
        self, facts, action, analyst, signed_in
    ):
        client = signed_in(analyst)
        sent = {
            "action": str(action.lineage),
            "measure": "recorded-offences",
            "area": "force",
            "period": "year",
            "note": "Rises with trust.",
        }
        done = client.post(reverse("measures:attach"), sent, follow=True)
        text = done.content.decode()
        assert "The measure is evidence for the action now." in text
        assert "Rises with trust." in text
        assert "trust the police" in text
        assert "Garwood" in text
        assert "Some offences have no ward" in text
        assert "1 of 2 actions have evidence" in text_of(client, "evidence")
        again = client.post(reverse("measures:attach"), sent).content.decode()
        assert "already" in again

    def test_taken_away_it_is_listed_as_history(self, facts, action, analyst, signed_in):
        piece = attach_evidence(
            by=analyst, lineage=action.lineage, measure="share-rape", area="force", period="year"
        )
        client, address = signed_in(analyst), reverse("measures:remove", args=[piece.pk])
        assert client.get(address).status_code == 405
        assert "Taken away" in client.post(address, follow=True).content.decode()
        assert "already" in client.post(address, follow=True).content.decode()
        assert Evidence.objects.get().removed_by == analyst

    def test_evidence_without_facts_says_what_to_load(
        self, tmp_path, settings, action, analyst, signed_in
    ):
        settings.DATA_FOLDER = tmp_path
        attach_evidence(
            by=analyst, lineage=action.lineage, measure="share-rape", area="force", period="year"
        )
        lineage = action.commitment.lineage
        assert "avow feed" in text_of(signed_in(analyst), "commitment", lineage)

    def test_a_commitment_that_is_not_there(self, plan, analyst, signed_in):
        address = reverse("measures:commitment", args=["0" * 8 + "-0000-4000-8000-" + "0" * 12])
        assert signed_in(analyst).get(address).status_code == 404

    def test_the_list_takes_as_many_queries_however_long_it_is(
        self, plan, analyst, signed_in, django_assert_max_num_queries
    ):
        client = signed_in(analyst)
        with django_assert_max_num_queries(13):
            text_of(client, "evidence")


@pytest.mark.parametrize("field", ["by", "period", "group"])
@pytest.mark.parametrize(
    "text", ["x" * 300, "../recorded-offences/bcu", "a\x00b", "victim.../x", "*"]
)
def test_what_names_no_place_period_or_group_is_refused_in_words(
    facts, analyst, signed_in, field, text
):
    (facts / "runs" / "recorded-offences").mkdir(parents=True, exist_ok=True)
    client = signed_in(analyst)

    said = text_of(client, "measure", "recorded-offences", **{field: text})
    if field != "group":
        assert ("No kind of area" if field == "by" else "No period is called") in said
    assert text_of(client, "compare", "recorded-offences", **{field: text})
    address = reverse("measures:download", args=["recorded-offences", "csv"])
    assert client.get(address, {field: text}).status_code == 404
