"""The form that attaches evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from avow.analysis import measures
from avow.web.plan.models import Action
from avow.web.releases.forms import StaffForm
from avow.web.releases.models.proposal import AREAS, PERIODS


class EvidenceForm(StaffForm):
    """Which measure tells of which action, and what."""

    action = forms.ChoiceField(label=_("Action of the plan"))
    measure = forms.ChoiceField(label=_("Measure"))
    area = forms.ChoiceField(label=_("By place"), choices=AREAS)
    period = forms.ChoiceField(label=_("By period"), choices=PERIODS, initial="year")
    note = forms.CharField(
        label=_("What it tells of the action"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("This is published. Say which way would be good, and what it cannot show."),
        error_messages={"required": _("Say what the measure tells of the action.")},
    )

    def __init__(self, *args: Any, actions: list[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted(measures.definitions(), key=lambda definition: definition.title)
        self._choose("measure", [(definition.id, definition.title) for definition in known])
        self._choose(
            "action", [(str(a.lineage), f"{a.number} {_shortened(a.text)}") for a in actions]
        )

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 — declared above
        field.choices = choices


def _shortened(text: str) -> str:
    return text if len(text) < 90 else f"{text[:88].rstrip()}…"
