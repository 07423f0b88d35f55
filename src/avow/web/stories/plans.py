"""The plan of a story: imported, published, and brought to its final text."""

from avow.web.accounts.models import Person
from avow.web.plan import states
from avow.web.plan.actions import import_plan, publish_version
from avow.web.plan.models import Version


def publish_first(*, by: Person, text: str, name: str, force: str) -> Version:
    """Import a plan and publish it as version 1."""
    version = import_plan(by=by, text=text, source_name=name, force=force)
    return publish_version(by=by, version=version, stage=states.CONSULTATION)


def publish_final(*, by: Person, version: Version, text: str) -> Version:
    """Import the final text as the plan's next version, and publish it."""
    draft = import_plan(by=by, text=text, plan=version.plan)
    return publish_version(by=by, version=draft, stage=states.FINAL)
