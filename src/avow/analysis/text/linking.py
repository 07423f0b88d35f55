"""Link a passage to the commitments whose owner would have to answer it."""

from avow.analysis.documents.plan import Plan
from avow.analysis.text.addressee import names_police, speaks_to_police
from avow.analysis.text.links import Context, Link
from avow.analysis.text.matching import Matcher
from avow.analysis.text.ranking import Passage, rank
from avow.analysis.text.similarity import Similarity
from avow.analysis.text.vocabulary import Vocabulary

_OPENING = 400

__all__ = ["Context", "Link", "Linker", "link"]


class Linker:
    """Finds the commitments of one plan that would carry a passage."""

    def __init__(
        self,
        plan: Plan,
        vocabulary: Vocabulary | None = None,
        similarity: Similarity | None = None,
    ) -> None:
        self.matcher = Matcher(plan, vocabulary)
        self.vocabulary = self.matcher.vocabulary
        self.similarity = similarity

    def link(self, text: str, context: Context | None = None) -> tuple[Link, ...]:
        """Return the commitments that would carry a passage, best first; none is a gap.

        A link's score is its share of 1 among all commitments of the plan.
        """
        context = context or Context()
        meaning = self.similarity.scores([text], self.matcher.texts)[0] if self.similarity else None
        return tuple(
            Link(
                self.matcher.commitments[i].number,
                round(share, 3),
                self.matcher.why(text, context, i)
                or "what is asked and what it is for go together",
            )
            for i, share in rank(Passage(text, context, self.matcher), meaning)
        )

    def of_document(self, document: str, sentences: list[str]) -> Context:
        """Return what a whole document tells of each of its passages."""
        owner = self.matcher.owner or "mps"
        police = sum(names_police(s, owner, self.vocabulary) for s in sentences)
        opening = self.vocabulary.mentions(document[:_OPENING])
        return Context(
            known=self.vocabulary.named(document),
            addressed=speaks_to_police(document, self.matcher.owner, self.vocabulary),
            about=frozenset(mention.concept for mention in opening),
            police=police / max(1, len(sentences)),
        )


def link(text: str, plan: Plan, vocabulary: Vocabulary | None = None) -> tuple[Link, ...]:
    """Link one passage, for example one that a person has marked, to the commitments of a plan."""
    return Linker(plan, vocabulary).link(text)
