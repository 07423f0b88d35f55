"""Forms of the consultation, in GOV.UK patterns."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from avow.web.consultation.changes import Part
from avow.web.consultation.models import Recommendation
from avow.web.consultation.models.answer import DECISIONS
from avow.web.consultation.models.recommendation import STRENGTHS
from avow.web.consultation.models.submission import KINDS, ORGANISATION
from avow.web.core.uploads import ACCEPTED, FORMATS, one_document, with_plain_lines
from avow.web.plan.forms import StaffForm, day_input
from avow.web.plan.models import Commitment, Version
from avow.web.plan.queries import answerable_versions


class VersionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among plan versions, newest first."""

    def label_from_instance(self, obj: Version) -> str:
        return f"{obj.title}, {now('version')} {obj.number} ({obj.get_state_display().lower()})"


class DescribeForm(StaffForm):
    """Who sent a submission when, and what it is called."""

    organisation = forms.CharField(
        label=_("Who sent it"),
        help_text=_("The organisation’s name as it should be published, or the person’s name."),
        max_length=200,
        error_messages={"required": _("Say who sent it.")},
    )
    kind = forms.ChoiceField(
        label=_("The sender is"),
        help_text=_("The name of a private person is never published."),
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=ORGANISATION,
    )
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    received_on = forms.DateField(
        label=_("Received on"),
        widget=day_input(),
        error_messages={
            "required": _("Say when it was received."),
            "invalid": _("Write the date as day/month/year, for example 31/3/2027."),
        },
    )

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(now("A submission cannot be received in the future."))
        return day


class ImportForm(DescribeForm):
    """A submission as a file of any known format or pasted, and who sent it when about what."""

    title = forms.CharField(
        label=_("Title (optional)"),
        help_text=_("Left empty, it is named after the plan."),
        max_length=200,
        required=False,
    )
    version = VersionField(
        label=_("Which version of the plan it answers"),
        queryset=answerable_versions(),
        empty_label=None,
        error_messages={"required": _("Choose the version of the plan that it answers.")},
    )
    document = forms.FileField(
        label=_("The submission as a file"),
        help_text=FORMATS,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        required=False,
        error_messages={"empty": _("The file is empty. Choose one that holds the submission.")},
    )
    pasted = forms.CharField(
        label=_("Or paste the text"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors.get("document"):
            missing = _("Choose a file, or paste the submission’s text.")
            try:
                cleaned["taken"] = one_document(cleaned, missing)
            except forms.ValidationError as error:
                self.add_error("document", error)
        return cleaned


class QuoteForm(StaffForm):
    """The exact words that a recommendation quotes."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    near = forms.IntegerField(widget=forms.HiddenInput, required=False)
    passage = forms.CharField(
        label=_("The words, exactly as in the text"),
        help_text=_("If they occur more than once, the place closest to the present one is taken."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Give the words to quote.")},
    )

    def clean_passage(self) -> str:
        return with_plain_lines(self.cleaned_data["passage"])


class AddForm(QuoteForm):
    """A passage that the machine missed."""

    passage = forms.CharField(
        label=_("The words, exactly as in the text"),
        help_text=_("Select them in the text, or copy and paste them here."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Paste the words of the recommendation.")},
    )
    strength = forms.ChoiceField(
        label=_("How it is asked"), choices=STRENGTHS, initial=STRENGTHS[0][0], required=False
    )


class LinksForm(StaffForm):
    """Commitments that a recommendation concerns, the closest first; all empty marks a gap."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        commitments: Sequence[Commitment],
        recommendation: Recommendation,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(c.pk): c for c in commitments}
        choices = [("", now("None")), *((str(c.pk), str(c)) for c in commitments)]
        links = list(recommendation.links.all())
        self.places = [f"link_{place}" for place in range(max(3, len(links) + 1))]
        self.initial.setdefault("revision", recommendation.revision)
        for place, name in enumerate(self.places):
            self.fields[name] = forms.ChoiceField(
                label=now("Closest commitment")
                if place == 0
                else now("Also concerns (%(place)s)") % {"place": place + 1},
                choices=choices,
                required=False,
                initial=str(links[place].commitment_id) if place < len(links) else "",
            )
        # The helper was built before these fields were there.
        self.helper.layout.fields.extend(self.places)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [self.by_key[key] for name in self.places if (key := cleaned.get(name))]
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(now("A commitment is chosen twice. Choose each once."))
        cleaned["commitments"] = chosen
        return cleaned


class AnswerForm(StaffForm):
    """The force's answer to what was asked, and where in the plan it shows."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Published. Speak to those who asked; say what decided it."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Give the reason: people are owed one.")},
    )
    change = forms.CharField(
        label=_("What changes in the plan"),
        help_text=_(
            "Published. Needed where it is accepted: which commitment or action changes, and how."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    changed = forms.MultipleChoiceField(
        label=_("Parts of the plan that changed because of it"),
        help_text=_(
            "What differs between the version that was answered and the one in force. Where it is "
            "accepted, wholly or in part, choose at least one before you hand it in, or say below "
            "why none changed."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    no_change = forms.CharField(
        label=_("Why no words of the plan change"),
        help_text=_("Published. Leave empty if you chose a part of the plan above."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, *args: Any, parts: Sequence[Part] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        field = self.fields["changed"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 — declared above
        field.choices = [(str(part.lineage), part.label) for part in parts]
        if not parts:
            del self.fields["changed"]
            self.helper.layout.fields.remove("changed")

    def clean_reason(self) -> str:
        return with_plain_lines(self.cleaned_data["reason"])

    def clean_change(self) -> str:
        return with_plain_lines(self.cleaned_data["change"])

    def clean_no_change(self) -> str:
        return with_plain_lines(self.cleaned_data["no_change"])


class SendBackForm(StaffForm):
    """What must be put right before an answer is signed off."""

    note = forms.CharField(
        label=_("What must be put right"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what must be put right, so that it can be.")},
    )
