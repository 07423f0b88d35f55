"""Evidence stays with an action that is merged into another in the next version."""

import pytest
from django.urls import reverse

from avow.web.measures import queries
from avow.web.measures.actions import attach_evidence
from avow.web.plan.actions import publish_version, set_origins, start_draft
from avow.web.plan.models import Action, Commitment

pytestmark = pytest.mark.django_db


def test_evidence_follows_a_merged_action(plan, lead, analyst, signed_in):
    old = list(Action.objects.filter(commitment__pillar__version=plan).order_by("number"))
    given, kept = old[0], old[-1]
    attach_evidence(
        by=analyst,
        lineage=given.lineage,
        measure="recorded-offences",
        area="force",
        period="year",
    )
    draft = start_draft(by=lead, plan=plan.plan)
    into = Action.objects.get(commitment__pillar__version=draft, lineage=kept.lineage)
    gone = Action.objects.get(commitment__pillar__version=draft, lineage=given.lineage)
    set_origins(by=lead, part=gone, origins=[])
    set_origins(by=lead, part=into, origins=[kept.lineage, given.lineage])
    publish_version(by=lead, version=draft)
    assert [p.measure for p in queries.attached(draft)[kept.lineage]] == ["recorded-offences"]
    holder = Commitment.objects.get(actions=into)
    page = signed_in(analyst).get(reverse("measures:commitment", args=[holder.lineage]))
    assert page.status_code == 200
    assert any(pieces for _action, pieces in page.context["actions"])
