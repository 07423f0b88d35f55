"""Roles and the permissions in the code speak of the same capabilities."""

import re
from pathlib import Path

from avow.web.accounts.roles import roles

WEB = Path(__file__).resolve().parents[2] / "src" / "avow" / "web"


def test_every_capability_of_a_role_is_asked_for_somewhere_and_the_other_way_round():
    asked = set()
    for path in WEB.glob("*/permissions.py"):
        asked |= set(re.findall(r'"([a-z]+\.[a-z-]+)"', path.read_text(encoding="utf-8")))
    granted = set().union(*(role.capabilities for role in roles().values()))
    assert asked == granted


def test_no_role_both_proposes_and_reviews_releases():
    for role in roles().values():
        assert not {"release.propose", "release.review"} <= role.capabilities
