"""Whoever looks up where victims meet leaves a trace."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from avow.web.audit.models import Event
from avow.web.engagement import actions
from avow.web.engagement.actions import Planned

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["occasion", "edit"])
def test_the_place_where_victims_meet_is_not_read_untraced(desk, officer, name):
    day = timezone.localdate() + timedelta(days=9)
    planned = Planned(title="Meeting", day=day, venue="The quiet room, 4 Mill Lane")
    made = actions.plan_occasion(by=officer, kind="victims", planned=planned)
    shown = desk.get(reverse(f"engagement:{name}", args=[made.pk])).content.decode()
    assert "4 Mill Lane" in shown
    assert Event.objects.filter(verb="occasion.read", subject=str(made.pk)).exists()
    assert "Mill Lane" not in desk.get(reverse("engagement:index")).content.decode()
