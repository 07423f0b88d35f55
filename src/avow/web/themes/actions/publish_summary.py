"""Publish what people said about a question, or withdraw it."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.surveys.models import Answer
from avow.web.themes import queries, summing
from avow.web.themes.actions.read_answers import read_answers
from avow.web.themes.models import Frame, Summary
from avow.web.themes.permissions import check_publish


@transaction.atomic
def publish_summary(
    *, by: Person, frame: Frame, quotes: Mapping[UUID, Collection[UUID]]
) -> Summary:
    """Publish the adopted themes in words, protected figures, and the quotes ``by`` vouches for.

    ``quotes`` are answers by theme; by naming them the person says that each names nobody. What
    was public of the question before is withdrawn.

    Raises:
        IllegalMoveError: no theme is adopted, a quote leads to a person, or its author may still
            take it back.
    """
    check_publish(by)
    frame = Frame.objects.select_for_update().get(pk=frame.pk)
    if not queries.adopted(frame):
        raise IllegalMoveError(_("Adopt a theme first: only what people adopted is published."))
    wanted = {answer for chosen in quotes.values() for answer in chosen}
    if wanted and frame.question.survey.takes_answers(timezone.now()):
        raise IllegalMoveError(
            _("Quotes can be published once the survey has closed: until then their authors may "
              "change or withdraw them.")
        )  # fmt: skip
    own = Answer.objects.filter(question=frame.question_id, pk__in=wanted)
    answers = read_answers(
        by=by, on=frame.question, answers=own.values_list("pk", flat=True), page="publish"
    )
    words = {
        theme: [answers[pk].text for pk in chosen if pk in answers]
        for theme, chosen in quotes.items()
    }
    if any(summing.points_at_somebody(text) for texts in words.values() for text in texts):
        raise IllegalMoveError(
            _("A quote holds an address, a number or a handle. Choose others: these can be traced.")
        )
    for before in frame.summaries.filter(withdrawn_at__isnull=True):
        _withdraw(by, before)
    told = summing.content(frame, words)
    summary = Summary.objects.create(
        frame=frame, content=told, sha256=summing.sha256(told), published_by=by
    )
    record(
        by=by,
        verb="summary.published",
        on=summary,
        sha256=summary.sha256,
        quotes=sorted(map(str, wanted)),
    )
    return summary


@transaction.atomic
def withdraw_summary(*, by: Person, summary: Summary) -> Summary:
    """Take what is public of a question back.

    Raises:
        IllegalMoveError: it has been withdrawn already.
    """
    check_publish(by)
    row = Summary.objects.select_for_update().get(pk=summary.pk)
    if row.withdrawn_at is not None:
        raise IllegalMoveError(_("This has been withdrawn already."))
    return _withdraw(by, row)


def _withdraw(by: Person, summary: Summary) -> Summary:
    summary.withdrawn_at, summary.withdrawn_by = timezone.now(), by
    summary.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(by=by, verb="summary.withdrawn", on=summary)
    return summary
