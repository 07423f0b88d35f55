"""Who is there in a story: one person a role, two who approve."""

from avow.web.accounts.demo import add_demo_person
from avow.web.accounts.models import Person

CAST = {
    "lead": ("lead@demo.example", "Plan lead", "plan-lead"),
    "analyst": ("analyst@demo.example", "Analyst", "analyst"),
    "approver": ("approver@demo.example", "First approver", "approver"),
    "second approver": ("approver2@demo.example", "Second approver", "approver"),
    "owner": ("owner@demo.example", "Owner of actions", "action-owner"),
    "engagement officer": (
        "engagement@demo.example",
        "Engagement officer",
        "engagement-officer",
    ),
    "trained reader": ("reader@demo.example", "Trained reader", "trained-reader"),
    "data entry": ("paper@demo.example", "Data entry", "data-entry"),
    "equality lead": ("equality@demo.example", "Equality lead", "equality-lead"),
    "commander": ("commander@demo.example", "Commander of a unit", "unit-commander"),
    "auditor": ("auditor@demo.example", "Auditor", "auditor"),
    "partner": ("partner@demo.example", "Partner charity", "partner"),
}


def cast() -> dict[str, Person]:
    """Add everybody who is not there yet, and return them by part."""
    found = {p.email: p for p in Person.objects.all()}
    return {
        part: found.get(email) or add_demo_person(email, name, role)
        for part, (email, name, role) in CAST.items()
    }
