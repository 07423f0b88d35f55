"""Passages reach the commitment whose owner would answer, and nothing where there is none."""

import pytest

from avow.analysis.documents import Action, Commitment, Pillar, Plan
from avow.analysis.text import Linker, find_recommendations, link, load_vocabulary
from avow.analysis.text.addressee import asks_another, owner
from avow.analysis.text.focus import by_clause, share_of
from avow.analysis.text.linking import Context
from avow.analysis.text.references import named_in
from avow.analysis.text.semantic import SemanticUnavailableError, SentenceEmbeddings, hash_of


def commitment(number, text, *actions):
    return Commitment(number, text, text, tuple(Action(f"{number}.1", a) for a in actions))


PLAN = Plan(
    "Force plan of the Borland Constabulary",
    (
        Pillar(
            "",
            "",
            (
                commitment("1", "The force will check who joins the force.", "Vet all recruits."),
                commitment("2", "The constabulary will make streets safer.", "Patrol hotspots."),
                commitment("3", "We will prepare officers for the work.", "Train every detective."),
                commitment("4", "We will support victims.", "Refer each to an adviser."),
                commitment("5", "We will use orders against stalkers.", "Act on each breach."),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Background checks on staff should be repeated.", "1"),
        ("Walk along the dark canal path at closing time.", "2"),
        ("DA Matters should be given to all who answer calls.", "3"),
        ("More IDVAs are needed.", "4"),
        ("An injunction is worth little when nobody enforces it.", "5"),
    ],
)
def test_substance_links_without_a_shared_word(text, number):
    links = link(text, PLAN)
    assert links[0].commitment == number
    assert links[0].why.startswith("shares ")
    assert 0 < links[0].score <= 1


def test_a_passage_about_something_else_is_a_gap():
    assert link("Open a refuge for women who flee.", PLAN) == ()
    assert link("Nothing of the kind.", PLAN) == ()


def test_words_are_named_when_concepts_are_few():
    plan = Plan("", (Pillar("", "", (commitment("1", "We will repaint the harbour wall."),)),))
    found = Linker(plan).link("Repaint that harbour wall again, the harbour wall matters.")
    assert found[0].why == "words: harbour, repaint, wall"


def test_what_is_asked_of_another_body_is_a_gap():
    vocabulary = load_vocabulary()
    assert owner(PLAN, vocabulary) == "mps"
    assert asks_another("The Home Office should fund training.", "mps", vocabulary)
    assert not asks_another("The force should fund training.", "mps", vocabulary)
    assert not asks_another("The Home Office should fund training.", "", vocabulary)
    assert not asks_another("Training matters.", "mps", vocabulary)
    assert asks_another("Councils thinking again about housing.", "mps", vocabulary, listed=True)
    assert link("GPs must be trained.", PLAN) == ()


def test_a_plan_that_names_nobody_has_no_owner():
    assert owner(Plan("", (Pillar("", "", (commitment("1", "Act."),)),)), load_vocabulary()) == ""


def test_a_bare_pointer_takes_its_sense_from_around_it():
    wide = (("Every recruit should be vetted.", 0.6),)
    linker = Linker(PLAN)
    assert linker.link("This has to happen by June.") == ()
    assert linker.link("This has to happen by June.", Context(wide=wide))[0].commitment == "1"


class FakeEncoder:
    """Encodes a text by whether it speaks of horses or of orders."""

    def encode(self, texts):
        return [[float("horse" in t), float("orders" in t), 0.01] for t in texts]


def test_embeddings_are_a_second_opinion():
    plan = Plan(
        "", (Pillar("", "", (commitment("1", "Buy a horse."), commitment("2", "Use orders."))),)
    )
    embeddings = SentenceEmbeddings(FakeEncoder())
    assert embeddings.scores([], ["a"]) == []
    assert embeddings.scores(["a"], []) == [[]]
    rows = embeddings.scores(["a horse"], ["one horse", "two orders"])
    assert rows[0][0] == pytest.approx(1.0)
    assert rows[0][1] < 0.01
    assert Linker(plan, similarity=embeddings).link("horses")[0].commitment == "1"
    found = find_recommendations("The horse should go.", plan, similarity=embeddings)
    assert found.recommendations[0].links[0].commitment == "1"


def test_without_the_extra_the_message_says_what_to_install(monkeypatch):
    def absent(_name):
        raise ImportError("No module named 'sentence_transformers'")

    monkeypatch.setattr("avow.analysis.text.semantic.import_module", absent)
    with pytest.raises(SemanticUnavailableError, match=r"pip install 'avow\[semantic\]'"):
        SentenceEmbeddings.load("any")


def test_a_model_is_loaded_from_this_machine_only(monkeypatch):
    class Package:
        @staticmethod
        def SentenceTransformer(model, *, local_files_only):  # noqa: N802
            assert local_files_only
            if model == "none":
                raise OSError("no such folder")
            return FakeEncoder()

    monkeypatch.setattr("avow.analysis.text.semantic.import_module", lambda _name: Package)
    assert SentenceEmbeddings.load("there").scores(["horse"], ["horse"])[0][0] > 0.9
    with pytest.raises(SemanticUnavailableError, match="No sentence model could be loaded"):
        SentenceEmbeddings.load("none")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Borland Crisis welcomes it. Borland Crisis recommends more.", "Borland Crisis"),
        ("Safe Lanes was established in 1990. Safe urges you. Safe recommends it.", "Safe Lanes"),
        ("We recommend more. I urge you.", None),
    ],
)  # fmt: skip
def test_the_submitter_is_taken_from_the_text(text, name):
    assert find_recommendations(text, PLAN).submitter == name
    assert find_recommendations(text, PLAN, submitter="Given").submitter == "Given"


def test_a_commitment_named_by_its_number_is_the_one():
    found = link("Commitment 2 should start in June.", PLAN)
    assert found[0].commitment == "2"
    assert found[0].why.startswith("names the commitment")
    heading = Context(section="Commitments 2 and 4")
    assert Linker(PLAN).link("Walk the canal path.", heading)[0].commitment == "2"
    assert named_in("Commitments 3 and 4", {"3", "4"}) == {"3", "4"}
    assert named_in("Commitment 3 and Commitment 14", {"3", "4"}) == frozenset()


def test_who_asks_and_who_is_asked_say_little():
    parts = by_clause("The scrutiny panel asked that vetting be repeated, because it lapses.")
    assert [share for _, share in parts] == [0.2, 1.0]
    text = "Neighbourhood teams should vet recruits."
    mentions = load_vocabulary().mentions(text)
    assert {share_of(m, text) for m in mentions if m.concept == "neighbourhood"} == {0.35}
    assert {share_of(m, text) for m in mentions if m.concept == "vetting"} == {1.0}


def test_a_letter_to_a_university_asks_the_police_only_where_it_says_so():
    letter = (
        "Open letter to the University of Borland\n\nDear Vice-Chancellor,\n\n"
        f"{'Last year was long. ' * 40}\n\n"
        "Act on each breach within a day.\n\n"
        "The police should patrol the hotspots by the library.\n"
    )
    first, second = find_recommendations(letter, PLAN).recommendations
    assert first.gap
    assert second.links[0].commitment == "2"


def test_what_others_do_is_a_gap_though_words_are_shared():
    assert link("Refuge housing and counselling for victims in every council.", PLAN) == ()


def test_the_files_of_a_model_are_checked_by_their_hash(tmp_path, monkeypatch):
    class Package:
        @staticmethod
        def SentenceTransformer(model, *, local_files_only):  # noqa: N802
            return FakeEncoder()

    monkeypatch.setattr("avow.analysis.text.semantic.import_module", lambda _name: Package)
    (tmp_path / "model.bin").write_bytes(b"weights")
    right = hash_of(tmp_path)
    SentenceEmbeddings.load(str(tmp_path), right.upper())
    (tmp_path / "model.bin").write_bytes(b"others")
    with pytest.raises(SemanticUnavailableError, match="are not the expected ones"):
        SentenceEmbeddings.load(str(tmp_path), right)


def test_a_model_that_is_not_here_cannot_be_checked(monkeypatch):
    def absent(_name):
        raise ImportError("No module named 'huggingface_hub'")

    monkeypatch.setattr("avow.analysis.text.semantic.import_module", absent)
    with pytest.raises(SemanticUnavailableError, match="cannot be checked"):
        SentenceEmbeddings.load("nowhere", "0" * 64)
