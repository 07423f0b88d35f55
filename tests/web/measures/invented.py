"""What tests of these pages stand on: the measures that are stored, a unit, and a way to a page."""

from django.urls import reverse

MEASURES = (
    "charged-domestic-abuse",
    "days-to-arrest",
    "offences-in-public-places",
    "police-suspects",
    "recorded-offences",
    "first-contact-1-day",
)
UNIT = "Inner East"


def page(client, name, *args, **asked):
    response = client.get(reverse(f"measures:{name}", args=args), asked)
    assert response.status_code == 200
    return response.content.decode()
