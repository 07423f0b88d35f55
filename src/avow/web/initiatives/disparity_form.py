"""The form that asks for a comparison of groups."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from avow.web.initiatives import comparing
from avow.web.plan.forms import StaffForm, day_input

# Days outside these are slips of the hand, and the last days of the calendar have none after them.
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
_FAR = _("Choose a day between 1900 and 2199.")


def _day(label: Any) -> forms.DateField:
    between = [MinValueValidator(_EARLIEST, _FAR), MaxValueValidator(_LATEST, _FAR)]
    return forms.DateField(label=label, required=False, widget=day_input(), validators=between)


class DisparityForm(StaffForm):
    """Which people are compared, by what, along which path, where and when."""

    of = forms.ChoiceField(
        label=_("People"),
        choices=[(comparing.VICTIM, _("Victims")), (comparing.SUSPECT, _("Suspects"))],
    )
    characteristic = forms.ChoiceField(label=_("Compared by"), choices=())
    second = forms.ChoiceField(label=_("Crossed with"), choices=(), required=False)
    path = forms.ChoiceField(label=_("Path"), choices=())
    place = forms.ChoiceField(label=_("Place"), choices=(), required=False)
    start = _day(_("Recorded from"))
    end = _day(_("Recorded to"))
    within_days = forms.TypedChoiceField(
        label=_("Counted is what was reached"),
        choices=[
            ("90", _("Within 90 days")),
            ("180", _("Within 180 days")),
            ("365", _("Within a year")),
            ("", _("By now, however long ago")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )
    like_with_like = forms.BooleanField(
        label=_("Also compare like with like: within the same kind of offence and borough"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(comparing.characteristics().items())
        routes = [(key, path["title"]) for key, path in comparing.paths().items()]
        self._choose("characteristic", known)
        self._choose("second", [("", _("Nothing")), *known])
        self._choose("path", routes)
        self._choose("place", [("", _("The whole force")), *comparing.place_choices()])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse days the wrong way round."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("start"), cleaned.get("end")
        if first and last and last < first:
            self.add_error("end", _("Choose a day after the first."))
        return cleaned

    def asked(self) -> comparing.Asked:
        """Return what is asked for, as filled in."""
        return comparing.Asked(**self.cleaned_data)
