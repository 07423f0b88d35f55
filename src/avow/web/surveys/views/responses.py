"""What was answered, for staff who may read it: counts, and the free texts page by page."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from avow.web.accounts.signed_in import signed_in
from avow.web.core.permissions import requires
from avow.web.surveys import actions, results, states, waiting
from avow.web.surveys.models import Question, Survey
from avow.web.surveys.permissions import check_read_responses


@requires(check_read_responses)
@require_safe
def responses(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what the answers to each question add up to."""
    survey = get_object_or_404(Survey, pk=pk)
    waits, late = waiting.due(survey, timezone.localdate())
    context = {
        "survey": survey,
        "sent": survey.responses.filter(state=states.SENT).count(),
        "results": results.results(survey),
        "waiting": waits,
        "late": late,
    }
    return render(request, "surveys/responses.html", context)


@requires(check_read_responses)
@require_safe
def answers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the free texts given to one question, fifty at a time; each page read is traced."""
    question = get_object_or_404(Question.objects.select_related("survey"), pk=pk)
    found = question.answers.readable().select_related("response").order_by("id")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    texts = actions.read_answers(by=signed_in(request), question=question, answers=shown)
    context = {
        "question": question,
        "survey": question.survey,
        "said": question.survey.in_language(question.wording),
        "page": page,
        "texts": list(zip(shown, texts, strict=True)),
    }
    return render(request, "surveys/answers.html", context)
