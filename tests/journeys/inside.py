"""What journeys need done inside a site before they start; see ``Site.call``."""

from avow.analysis import synthetic
from avow.web.accounts.actions import add_person
from avow.web.accounts.demo import PASSWORD
from avow.web.stories.people import cast
from avow.web.stories.plans import publish_first


def add_people() -> None:
    """Add one person a role."""
    cast()


def publish_a_plan() -> None:
    """Import the invented plan and publish it."""
    text = synthetic.plan_text("draft")
    publish_first(by=cast()["lead"], text=text, name="plan.txt", force="Thornhaven City Police")


def add_newcomer() -> None:
    """Add an auditor who has a password and no second factor yet."""
    add_person(
        by=None,
        email="newcomer@demo.example",
        name="Newcomer",
        password=PASSWORD,
        roles=["auditor"],
    )
