import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from avow.web.accounts.demo import PASSWORD, add_demo_person, current_code
from avow.web.audit.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EMAIL = "lead@demo.example"


@pytest.fixture
def lead():
    return add_demo_person(EMAIL, "Lead", "plan-lead")


def enter(client, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": EMAIL, "password": password})


def test_password_and_code_open_the_staff_pages(lead):
    client = Client()
    assert enter(client).url == reverse("mfa_authenticate")
    assert client.get(reverse("staff-home")).status_code == 302
    done = client.post(reverse("mfa_authenticate"), {"code": current_code(EMAIL)})
    assert done.url == reverse("staff-home")
    assert "Hello, Lead" in client.get(done.url).content.decode()
    assert Event.objects.filter(verb="person.signed-in", subject=str(lead.pk)).count() == 1


def test_the_password_alone_opens_nothing(lead):
    client = Client()
    enter(client)
    assert client.get(reverse("plan:index")).url.startswith(reverse("account_login"))


def test_a_wrong_password_is_refused_in_words_and_leaves_a_trace(lead):
    page = enter(Client(), "not the password")
    assert "There is a problem" in page.content.decode()
    assert Event.objects.filter(verb="person.sign-in-failed", subject=str(lead.pk)).exists()


def test_a_wrong_code_is_refused(lead):
    client = Client()
    enter(client)
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()


def test_whoever_has_no_second_factor_must_set_one_up_first(lead, signed_in):
    Authenticator.objects.all().delete()
    client = signed_in(lead)
    assert client.get(reverse("staff-home")).url == reverse("mfa_activate_totp")


def test_the_secret_of_the_second_factor_is_sealed_in_the_database(lead):
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert stored.startswith("v1:demo:")


def test_nobody_can_sign_up():
    for path in ("/accounts/signup/", "/accounts/password/reset/", "/accounts/email/"):
        assert Client().get(path).status_code == 404


def test_people_of_the_demo_are_refused_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(RuntimeError, match="demo only"):
        add_demo_person(EMAIL, "Lead", "plan-lead")


@pytest.mark.parametrize(
    "name",
    [
        "staff-home",
        "account_logout",
        "account_change_password",
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
    ],
)
def test_the_pages_of_ones_own_account_open(lead, name):
    client = Client()
    enter(client)
    client.post(reverse("mfa_authenticate"), {"code": current_code(EMAIL)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    if name == "mfa_view_recovery_codes":
        client.post(reverse("mfa_generate_recovery_codes"))
    page = client.get(reverse(name), follow=True)
    assert page.status_code == 200
    assert "<h1" in page.content.decode()


def test_an_old_sign_in_must_be_confirmed_before_it_changes(lead, monkeypatch):
    client = Client()
    enter(client)
    client.post(reverse("mfa_authenticate"), {"code": current_code(EMAIL)})
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    later = time.time() + 301
    monkeypatch.setattr("avow.web.accounts.adapters.time.time", lambda: later)
    asked = client.get(reverse("mfa_generate_recovery_codes"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
