"""A plan comes in as a document whose own headings are known."""

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from avow.web.plan.models import Commitment, Plan, Version

SOURCE = """
#set page(header: [_Draft for consultation_])
= What we promise
== Tell every victim what happens
We will tell every victim what is happening in her case.
- We will name an officer for each victim
- We will call within five days
== Refer every victim
We will refer every victim to an adviser.
- We will open a hub in each borough
"""


@pytest.fixture
def desk(person, signed_in):
    return signed_in(person("plan-lead"))


@pytest.mark.slow
def test_a_plan_comes_in_as_a_pdf_by_its_headings(desk):
    upload = SimpleUploadedFile("plan.txt", typst.compile(SOURCE.encode()))
    data = {"force": "Thornhaven", "document": upload}
    text = desk.post(reverse("plan:import"), data, follow=True).content.decode()
    assert "plan.txt is a PDF, whatever its name ends in" in text
    assert [c.title for c in Commitment.objects.order_by("position")] == [
        "Tell every victim what happens",
        "Refer every victim",
    ]
    assert Version.objects.get().source_text.startswith("Draft for consultation")


@pytest.mark.slow
def test_a_scan_leaves_no_plan_behind(desk):
    upload = SimpleUploadedFile("plan.pdf", typst.compile(b"#rect()"))
    data = {"force": "Thornhaven", "document": upload}
    text = desk.post(reverse("plan:import"), data).content.decode()
    assert "plan.pdf has no text in it" in text
    assert not Plan.objects.exists()
