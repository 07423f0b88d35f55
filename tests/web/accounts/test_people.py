import pytest
from django.db import IntegrityError, transaction

from avow.web.accounts.actions import (
    UnknownRoleError,
    add_person,
    deactivate_person,
    grant_role,
    revoke_role,
)
from avow.web.accounts.models import Grant, Person
from avow.web.accounts.roles import roles
from avow.web.audit.models import Event

pytestmark = pytest.mark.django_db


def test_a_person_may_only_what_a_role_carries(person):
    analyst = person("analyst")
    assert analyst.may("release.propose")
    assert not analyst.may("release.review")
    assert not analyst.may("anything.else")


def test_without_a_role_nothing_is_allowed(person):
    nobody = person("")
    every = set().union(*(role.capabilities for role in roles().values()))
    assert not any(nobody.may(capability) for capability in every)


def test_a_role_given_and_taken_leaves_two_events(person):
    who = person("")
    grant_role(by=None, person=who, role="analyst")
    assert who.may("release.propose")
    revoke_role(by=None, person=who, role="analyst")
    assert not who.may("release.propose")
    verbs = list(Event.objects.filter(subject=str(who.pk)).values_list("verb", flat=True))
    assert verbs[-2:] == ["role.granted", "role.revoked"]


def test_giving_twice_and_taking_what_is_not_held_change_nothing(person):
    who = person("analyst")
    before = Event.objects.count()
    grant_role(by=None, person=who, role="analyst")
    revoke_role(by=None, person=who, role="approver")
    assert Event.objects.count() == before


def test_an_unknown_role_is_refused_with_the_known_ones(person):
    with pytest.raises(UnknownRoleError, match="plan-lead"):
        grant_role(by=None, person=person(""), role="chief")


def test_adding_somebody_with_an_unknown_role_adds_nobody():
    with pytest.raises(UnknownRoleError):
        add_person(by=None, email="x@force.example", name="X", password="p" * 12, roles=["chief"])
    assert not Person.objects.filter(email="x@force.example").exists()


def test_the_same_address_cannot_be_added_twice_whatever_its_case(person):
    who = person("analyst")
    with pytest.raises(IntegrityError), transaction.atomic():
        add_person(by=None, email=who.email.upper(), name="Y", password="p" * 12)


def test_the_database_refuses_a_role_held_twice(person):
    who = person("analyst")
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(person=who, role="analyst")


def test_a_deactivated_person_may_nothing(person):
    who = deactivate_person(by=None, person=person("plan-lead"))
    assert not who.may("plan.read")
