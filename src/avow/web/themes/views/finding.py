from uuid import UUID

from django.shortcuts import get_object_or_404

from avow.web.themes.models import Frame


def frame_of(question: UUID) -> Frame:
    """Return the coding frame of a question, or answer that there is none."""
    frames = Frame.objects.select_related("question__survey", "question__section")
    return get_object_or_404(frames, question=question)
