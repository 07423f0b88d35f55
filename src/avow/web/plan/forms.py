"""Forms of the plan, in GOV.UK patterns."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from avow.web.core.uploads import ACCEPTED, FORMATS, one_document, with_plain_lines
from avow.web.plan import states
from avow.web.plan.actions import Step
from avow.web.plan.models import Commitment, Plan
from avow.web.plan.queries import plans_without_draft


class PlanField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among plans, each to get its next version."""

    def label_from_instance(self, obj: Plan) -> str:
        return now("The next version of “%(title)s”") % {"title": obj.title}


class StaffForm(forms.Form):
    """A form drawn in GOV.UK patterns; the page gives the form tag and the buttons."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.label_size = "s"
        self.helper.legend_size = "s"


def day_input() -> forms.DateInput:
    """Return a field for a day: the browser's own calendar, or plain text where it has none."""
    attrs = {"type": "date", "class": "govuk-input govuk-input--width-10"}
    return forms.DateInput(attrs=attrs, format="%Y-%m-%d")


class ImportForm(StaffForm):
    """A plan as a file of any known format or pasted."""

    document = forms.FileField(
        label=_("The plan as a file"),
        help_text=FORMATS,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        required=False,
        error_messages={"empty": _("The file is empty. Choose one that holds the plan.")},
    )
    pasted = forms.CharField(
        label=_("Or paste the text"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        strip=False,
    )
    plan = PlanField(
        label=_("What it is"),
        queryset=plans_without_draft(),
        empty_label=_("A new plan"),
        required=False,
        help_text=_("In a next version, commitments that continue older ones keep their history."),
    )
    force = forms.CharField(
        label=_("Whose plan it is"),
        help_text=_("The police force, as the public knows it. Not needed for a next version."),
        max_length=120,
        required=False,
    )
    title = forms.CharField(
        label=_("Title (optional)"),
        help_text=_("Left empty, the title in the document is used."),
        max_length=200,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("plan") and not cleaned.get("force"):
            self.add_error("force", now("Say whose plan it is."))
        if not self.errors.get("document"):
            try:
                taken = one_document(cleaned, _("Choose a file, or paste the plan’s text."))
            except forms.ValidationError as error:
                self.add_error("document", error)
            else:
                cleaned["text"], cleaned["source_name"] = taken.text, taken.name
                cleaned["read"] = taken.document
        return cleaned


class PublishForm(StaffForm):
    """What a version is to the public once it is published."""

    stage = forms.ChoiceField(
        label=_("What is this version?"),
        help_text=_("The public sees it by this name, and it cannot be changed afterwards."),
        choices=states.STAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what this version is.")},
    )


class PillarForm(StaffForm):
    """Number and title of a pillar."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    number = forms.CharField(label=_("Number (optional)"), max_length=12, required=False)
    title = forms.CharField(
        label=_("Title"),
        max_length=300,
        required=False,
        help_text=_("A plan without pillars has one without a title."),
    )


class NewCommitmentForm(StaffForm):
    """What a new commitment starts with."""

    number = forms.CharField(
        label=_("Number"), max_length=12, error_messages={"required": _("Give it a number.")}
    )
    title = forms.CharField(
        label=_("Title"), max_length=400, error_messages={"required": _("Give it a title.")}
    )


class CommitmentForm(StaffForm):
    """A commitment; its actions are rows of their own, see `steps_from`."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("Number"), max_length=12, error_messages={"required": _("Give it a number.")}
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Give it a title.")},
    )
    text = forms.CharField(
        label=_("Full text"), widget=forms.Textarea(attrs={"rows": 6}), required=False
    )

    def clean_text(self) -> str:
        return with_plain_lines(self.cleaned_data["text"])


def steps_of(commitment: Commitment) -> list[Step]:
    """Return the actions of a commitment as rows to edit."""
    return [Step(a.number, a.text, a.lineage) for a in commitment.actions.all()]


def steps_from(data: QueryDict) -> list[Step]:
    """Return the actions of a posted form, in order; wholly empty rows are left out on saving."""
    rows = zip(
        data.getlist("step-number"),
        data.getlist("step-text"),
        data.getlist("step-lineage"),
        strict=False,
    )
    return [
        Step(number.strip()[:12], with_plain_lines(text).strip(), _lineage(lineage))
        for number, text, lineage in rows
    ]


def _lineage(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def rearranged(steps: Sequence[Step], do: str) -> list[Step]:
    """Return the rows after a button: ``add``, or ``up``, ``down``, ``remove`` with a place."""
    rows = list(steps)
    what, _sep, place = do.partition(":")
    if what == "add":
        return [*rows, Step("", "")]
    at = int(place) if place.isdecimal() and len(place) < 10 else -1
    if not 0 <= at < len(rows):
        return rows
    row = rows.pop(at)
    if what == "up":
        rows.insert(max(at - 1, 0), row)
    elif what == "down":
        rows.insert(at + 1, row)
    elif what != "remove":
        rows.insert(at, row)
    return rows


def step_errors(steps: Sequence[Step]) -> list[str]:
    """Return what is wrong with the actions, each naming its place."""
    return [
        _("Action %(place)s has a number but no text. Write it, or remove the row.")
        % {"place": place}
        for place, step in enumerate(steps, 1)
        if step.number and not step.text
    ]
