"""Opening and posting pages by name."""

from django.urls import reverse


def page(desk, name, *args, status=200, **query):
    """Return the text of a page, having checked its status."""
    response = desk.get(reverse(name, args=args), query)
    assert response.status_code == status
    return response.content.decode()


def post(desk, name, of, data=None, **more):
    """Post a form about ``of`` and return the response."""
    return desk.post(reverse(name, args=[of.pk]), data or {}, **more)
