"""Forms of profiles, in GOV.UK patterns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from avow.web.accounts.models import Person
from avow.web.plan.forms import StaffForm
from avow.web.profiles import reading
from avow.web.profiles.outline import outline
from avow.web.profiles.policies import MOST_WORDS

_PARTNERS = _(
    "Only if it tells no exact small count and nobody can be recognised from it. Partners see "
    "small counts hidden."
)


class WordsForm(StaffForm):
    """The analyst's words of a section."""

    text = forms.CharField(
        label=_("Your words"),
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
        max_length=MOST_WORDS,
        help_text=_("A blank line begins a paragraph. Lines that begin with “- ” become a list."),
    )
    for_partners = forms.BooleanField(
        label=_("Partners may read this"), required=False, help_text=_PARTNERS
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReplyForm(StaffForm):
    """What a commander replies."""

    text = forms.CharField(
        label=_("Your reply"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=MOST_WORDS,
        help_text=_(
            "It is shown beside the figures with your post, not your name. Earlier wordings stay "
            "readable. Name nobody, and no case."
        ),
        error_messages={"required": _("Write what you reply.")},
    )
    for_partners = forms.BooleanField(
        label=_("Partners may read this"), required=False, help_text=_PARTNERS
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class StartForm(StaffForm):
    """Which period the next edition covers."""

    period = forms.ChoiceField(
        label=_("Period the edition covers"),
        help_text=_(
            "Whole years, also one that ends with the newest quarter, and quarters, of which every "
            "month is loaded."
        ),
        error_messages={"required": _("Choose a period.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["period"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 — as declared above
        choice.choices = [(each.label, each.label) for each in reading.periods()]


class FixForm(StaffForm):
    """What the person who fixes an edition answers for."""

    attested = forms.MultipleChoiceField(
        label=_("You answer for this by name"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what you answer for.")},
    )
    expected = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["attested"]
        assert isinstance(choice, forms.MultipleChoiceField)  # noqa: S101 — as declared above
        choice.choices = list(outline().attestations)

    def clean_attested(self) -> list[str]:
        given: list[str] = self.cleaned_data["attested"]
        if set(given) != {name for name, _text in outline().attestations}:
            raise forms.ValidationError(_("Tick all of them: each is a condition of fixing."))
        return given


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among people by name."""

    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.name} ({obj.email})"


class CommandForm(StaffForm):
    """Who commands which unit."""

    person = PersonField(
        label=_("Person"),
        help_text=_("People with the role “Unit commander”."),
        queryset=Person.objects.none(),
        error_messages={"required": _("Choose a person.")},
    )
    unit = forms.ChoiceField(
        label=_("Command unit"), error_messages={"required": _("Choose a unit.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, unit = self.fields["person"], self.fields["unit"]
        assert isinstance(person, PersonField)  # noqa: S101 — as declared above
        assert isinstance(unit, forms.ChoiceField)  # noqa: S101 — as declared above
        person.queryset = Person.objects.filter(
            is_active=True, grants__role="unit-commander"
        ).order_by("name")
        unit.choices = [(name, name) for name in reading.units()]
