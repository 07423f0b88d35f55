"""Forms of the engagement plan, in GOV.UK patterns."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from avow.web.engagement.actions import Planned
from avow.web.engagement.communities import communities
from avow.web.engagement.models.occasion import KINDS
from avow.web.plan.forms import StaffForm, day_input
from avow.web.plan.models import Commitment
from avow.web.surveys.places import boroughs


class OccasionForm(StaffForm):
    """What is planned."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=1)
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Title"),
        help_text=_("What it is about, for example “Safer journeys: students’ round table”."),
        max_length=200,
        error_messages={"required": _("Give it a title.")},
    )
    day = forms.DateField(
        label=_("Day"),
        widget=day_input(),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the date as day/month/year, for example 31/3/2027."),
        },
    )
    borough = forms.ChoiceField(label=_("Borough"), required=False, choices=())
    venue = forms.CharField(
        label=_("Where (optional)"),
        help_text=_(
            "Seen only by staff who plan engagement. Where victims meet is never published."
        ),
        max_length=200,
        required=False,
    )
    host = forms.CharField(
        label=_("With whom (optional)"),
        help_text=_("The organisation that hosts it, or the team that walks. No names of people."),
        max_length=200,
        required=False,
    )
    wanted = forms.MultipleChoiceField(
        label=_("Whom it is meant for"),
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, fixed_kind: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(name, name) for name in boroughs()]
        self.fields["borough"].choices = [("", now("The whole force")), *named]  # type: ignore[attr-defined]
        self.fields["wanted"].choices = list(communities().items())  # type: ignore[attr-defined]
        if fixed_kind:
            del self.fields["kind"]
            self.helper.layout = self.helper.build_default_layout(self)

    def planned(self) -> Planned:
        """Return what is planned, as filled in."""
        names = ("title", "day", "borough", "venue", "host", "wanted")
        return Planned(**{name: self.cleaned_data[name] for name in names})


class CancelForm(StaffForm):
    """Why it will not be held."""

    reason = forms.CharField(
        label=_("Why is it cancelled?"),
        max_length=300,
        error_messages={"required": _("Say why, in a few words.")},
    )


class HeldForm(StaffForm):
    """Who was there, by community, and notes."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    notes = forms.CharField(
        label=_("Notes (optional)"),
        help_text=_(
            "What was said, by groups. No names, nothing by which somebody could be known."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, name in communities().items():
            self.fields[f"people-{key}"] = forms.IntegerField(
                label=name,
                min_value=0,
                max_value=100_000,
                required=False,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
            )
        # The layout was laid before these fields were there.
        self.helper.layout = self.helper.build_default_layout(self)

    def people(self) -> dict[str, int]:
        """Return how many people of each community were there, as filled in."""
        said = {key: self.cleaned_data.get(f"people-{key}") for key in communities()}
        return {key: number for key, number in said.items() if number}


class PointForm(StaffForm):
    """Something that was asked for."""

    text = forms.CharField(
        label=_("What was asked for"),
        help_text=_("In a sentence or two, as close to what was said as you can, without names."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Write what was asked for.")},
    )
    community = forms.ChoiceField(label=_("Who asked (optional)"), required=False, choices=())
    commitment = forms.ModelChoiceField(
        label=_("Commitment it concerns (optional)"),
        queryset=Commitment.objects.none(),
        empty_label=_("None in particular"),
        required=False,
        to_field_name="lineage",
    )

    def __init__(self, *args: Any, commitments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].choices = [("", now("Several or all")), *communities().items()]  # type: ignore[attr-defined]
        self.fields["commitment"].queryset = commitments  # type: ignore[attr-defined]
