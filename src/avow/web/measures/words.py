"""What groups are called on pages: the columns of the contract, and the values in them."""

from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow import definitions
from avow.analysis.measures.groups import BETWEEN, NOT_KNOWN

_COLUMNS = {
    "offence_group": gettext_lazy("Kind of offence"),
    "domestic_abuse": gettext_lazy("Flagged as domestic abuse"),
    "place_kind": gettext_lazy("Kind of place"),
    "precursor": gettext_lazy("Precursor offence"),
    "channel": gettext_lazy("How it was reported"),
    "age_band": gettext_lazy("Age"),
    "sex": gettext_lazy("Sex"),
    "ethnicity_self": gettext_lazy("Ethnic group, self-defined"),
    "ethnicity_officer": gettext_lazy("Ethnic appearance, as an officer saw it"),
    "disabled": gettext_lazy("Disabled"),
    "relationship": gettext_lazy("What the suspect is to the victim"),
    "police_employee": gettext_lazy("Serves or served with the police"),
    "outcome_group": gettext_lazy("Outcome"),
    "role": gettext_lazy("Role"),
    "unit": gettext_lazy("Team"),
    "course": gettext_lazy("Course"),
    "kind": gettext_lazy("Kind"),
    "service": gettext_lazy("Service"),
    "community": gettext_lazy("Community"),
    "source": gettext_lazy("Source"),
    "step": gettext_lazy("Step"),
    "filled": gettext_lazy("Post filled"),
}
_PEOPLE = {"victim": gettext_lazy("Victim: %s"), "suspect": gettext_lazy("Suspect: %s")}


def group_name(group: str) -> str:
    """Return what a group to split by is called, such as “Victim: age”."""
    return str(_(" and ")).join(_part(part) for part in group.split("*"))


def _part(part: str) -> str:
    person, _dot, column = part.rpartition(".")
    name = str(_COLUMNS.get(column, column.replace("_", " ").capitalize()))
    if not person:
        return name
    return str(_PEOPLE[person]) % (name[:1].lower() + name[1:])


@cache
def _offence_groups() -> dict[str, str]:
    return {
        group["id"]: group["label"]
        for name in definitions.names("offences")
        for group in definitions.read("offences", name).get("group", ())
    }


def value_name(value: str | None) -> str:
    """Return what a value of a group is called."""
    if value is None:
        return ""
    return BETWEEN.join(_value(part) for part in value.split(BETWEEN))


def _value(value: str) -> str:
    if value == NOT_KNOWN:
        return _("Not known")
    label = _offence_groups().get(value)
    return label or {"yes": _("Yes"), "no": _("No")}.get(value) or value[:1].upper() + value[1:]
