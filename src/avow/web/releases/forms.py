"""Forms of the gate, in GOV.UK patterns."""

from typing import Any

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from avow.analysis import measures
from avow.web.releases.models.proposal import AREAS, KINDS, PERIODS
from avow.web.releases.models.review import APPROVE, VERDICTS


class StaffForm(forms.Form):
    """A form drawn in GOV.UK patterns; the page gives the form tag and the buttons."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.label_size = "s"
        self.helper.legend_size = "s"


def _day(label: Any, text: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=text,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ProposalForm(StaffForm):
    """What is to be published, and as what."""

    measure = forms.ChoiceField(label=_("Measure"))
    kind = forms.ChoiceField(
        label=_("Publish it as"),
        choices=KINDS,
        initial="chart",
        widget=forms.RadioSelect,
        help_text=_("The table, its dictionary and its definition go out with every kind."),
    )
    area = forms.ChoiceField(
        label=_("By place"), choices=AREAS, help_text=_("Wards go out by the year only.")
    )
    period = forms.ChoiceField(label=_("By period"), choices=PERIODS, initial="year")
    start = _day(_("From (optional)"), _("Left empty, from the first period that is loaded."))
    end = _day(_("Until (optional)"), _("Left empty, until the last period that is loaded."))
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("As the public reads it."),
        error_messages={"required": _("Give it a title.")},
    )
    summary = forms.CharField(
        label=_("Summary"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What it shows and what it does not, in two or three sentences."),
        error_messages={"required": _("Say in a sentence what it shows.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted(measures.definitions(), key=lambda definition: definition.title)
        field = self.fields["measure"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 — declared above
        field.choices = [(definition.id, definition.title) for definition in known]


class RevisionForm(ProposalForm):
    """The same, with a word on what changed."""

    note = forms.CharField(
        label=_("What changed"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what changed, for those who review it.")},
    )


class ReviewForm(StaffForm):
    """A verdict, and the reason for it."""

    verdict = forms.ChoiceField(
        label=_("Your verdict"),
        choices=VERDICTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a verdict.")},
    )
    comment = forms.CharField(
        label=_("Your reasons"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Needed unless you approve. Shown to the proposer once both verdicts are in."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        verdict = cleaned.get("verdict")
        if verdict and verdict != APPROVE and not cleaned.get("comment", "").strip():
            self.add_error("comment", _("Say what stands in the way."))
        return cleaned
