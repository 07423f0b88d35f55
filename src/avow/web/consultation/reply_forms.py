"""Forms by which those who asked are told and reply."""

from django import forms
from django.utils.translation import gettext_lazy as _

from avow.web.core.uploads import with_plain_lines
from avow.web.plan.forms import StaffForm


class AddressForm(StaffForm):
    """Where those who sent a submission want to be told of the answers."""

    address = forms.CharField(
        label=_("E-mail address"),
        help_text=_("It is encrypted at once and never shown again. A new one replaces the old."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        max_length=254,
        error_messages={"required": _("Write the e-mail address.")},
    )


class ReplyForm(StaffForm):
    """What an organisation replies to an answer."""

    text = forms.CharField(
        label=_("Your reply"),
        help_text=_(
            "At most 5,000 characters. It is shown beside the answer as you write it, and cannot "
            "be changed. Name no private person."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=5000,
        error_messages={"required": _("Write your reply first.")},
    )

    def clean_text(self) -> str:
        return with_plain_lines(self.cleaned_data["text"])


class ResponseForm(StaffForm):
    """The title and opening words of the force's response."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Give the document a title.")},
    )
    introduction = forms.CharField(
        label=_("Opening words (optional)"),
        help_text=_("Figures are put in by themselves: write none here."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )

    def clean_introduction(self) -> str:
        return with_plain_lines(self.cleaned_data["introduction"])
