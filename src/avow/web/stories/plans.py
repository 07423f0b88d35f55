"""The plan of a story: imported, published, and brought to its final text."""

from rapidfuzz import fuzz

from avow.analysis.documents import Commitment as ReadCommitment
from avow.analysis.documents import parse_plan
from avow.web.accounts.models import Person
from avow.web.plan.actions import edit_commitment, import_plan, publish_version, start_draft
from avow.web.plan.actions.edit_commitment import Step
from avow.web.plan.models import Commitment, Version

_SAME = 60


def publish_first(*, by: Person, text: str, name: str, force: str) -> Version:
    """Import a plan and publish it as version 1."""
    version = import_plan(by=by, text=text, source_name=name, force=force)
    return publish_version(by=by, version=version)


def publish_final(*, by: Person, version: Version, text: str) -> Version:
    """Draft the next version, bring every commitment to the text given, and publish it."""
    draft = start_draft(by=by, plan=version.plan)
    final = {c.number: c for c in parse_plan(text).commitments}
    for commitment in Commitment.objects.filter(pillar__version=draft):
        wanted = final.get(commitment.number)
        if wanted and _differs(commitment, wanted):
            _edit(by, commitment, wanted)
    return publish_version(by=by, version=draft)


def _differs(now: Commitment, wanted: ReadCommitment) -> bool:
    texts = [(a.number, a.text) for a in now.actions.all()]
    return texts != [(a.number, a.text) for a in wanted.actions] or now.text != wanted.text


def _edit(by: Person, commitment: Commitment, wanted: ReadCommitment) -> None:
    old = list(commitment.actions.all())
    steps = []
    for action in wanted.actions:
        near = max(old, key=lambda a: fuzz.token_set_ratio(a.text, action.text), default=None)
        kept = near is not None and fuzz.token_set_ratio(near.text, action.text) >= _SAME
        if near is not None and kept:
            old.remove(near)
        steps.append(Step(action.number, action.text, near.lineage if near and kept else None))
    edit_commitment(
        by=by,
        commitment=commitment,
        revision=commitment.revision,
        number=commitment.number,
        title=wanted.title,
        text=wanted.text,
        steps=steps,
    )
