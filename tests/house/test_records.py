"""What holds for every record: its fields are classified, its relations stay within the walls."""

import pytest
from django.apps import apps

from avow.web.core.records import Personal, Record

OURS = [m for m in apps.get_models() if m.__module__.startswith("avow.")]

# Lower rooms first; rooms of one layer are neighbours that may not point at each other.
LAYERS = (
    {"core"},
    {"audit"},
    {"accounts"},
    {"plan", "releases"},
    {"surveys"},
    {
        "consultation",
        "evaluations",
        "measures",
        "publication",
        "profiles",
        "themes",
        "engagement",
        "initiatives",
    },
)
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}


def own_fields(model):
    inherited = {"id", "created_at"} if issubclass(model, Record) else set()
    return {f.name for f in model._meta.get_fields() if f.concrete} - inherited


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_field_is_classified_once(model):
    personal, impersonal = (
        set(model.personal if hasattr(model, "personal") else ()),
        set(model.impersonal),
    )
    assert personal & impersonal == set()
    assert personal | impersonal == own_fields(model)


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_personal_field_says_why_how_long_and_who(model):
    for name, personal in getattr(model, "personal", {}).items():
        assert isinstance(personal, Personal), name
        assert all((personal.purpose, personal.retention, personal.seen_by, personal.may_leave))


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_fields_that_point_at_people_are_personal(model):
    people = {
        f.name
        for f in model._meta.get_fields()
        if f.concrete and f.is_relation and f.related_model._meta.label == "accounts.Person"
    }
    assert people <= set(getattr(model, "personal", {}))


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_relations_point_down_or_stay_in_the_room(model):
    here = model._meta.app_label
    for field in model._meta.get_fields():
        if field.concrete and field.is_relation:
            there = field.related_model._meta.app_label
            assert there == here or LEVEL[there] < LEVEL[here], f"{model}.{field.name}"
