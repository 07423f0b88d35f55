"""An invented force with records, and profiles written through the real actions."""

from datetime import date
from pathlib import Path

import pytest

from avow.analysis.synthetic import records
from avow.web.profiles import actions, drafts, reading
from avow.web.profiles.document import files, pdf
from avow.web.profiles.document.asked import Making
from avow.web.profiles.document.making import content
from avow.web.profiles.outline import outline

DAY = date(2026, 1, 15)
YEAR = "2025"


@pytest.fixture(scope="session")
def recorded(tmp_path_factory) -> Path:
    """Return a data folder with three years of records of an invented force."""
    folder = tmp_path_factory.mktemp("profiles")
    records.write(folder, offences=6000, seed=3, start=date(2023, 1, 1), end=date(2025, 12, 1))
    return folder


@pytest.fixture(autouse=True)
def folder(recorded, settings) -> Path:
    """Serve those facts. What is fixed lies beside them, each edition in a folder of its own."""
    settings.DATA_FOLDER = recorded
    return recorded


@pytest.fixture(scope="session")
def made(recorded, django_db_setup):
    """Return the content of one unit, exact and as partners see it, worked out once.

    This pays for importing the engine and drawing the charts, so that no test is charged for it.
    """
    from django.test.utils import override_settings

    with override_settings(DATA_FOLDER=recorded):
        unit = reading.units()[0]
        period = reading.period(YEAR)
        exact = content(Making(unit, period, exact=True), day=DAY)
        partners = content(Making(unit, period, exact=False), day=DAY)
        pdf.as_pdf(exact)
    return exact, partners


@pytest.fixture
def exact(made):
    return made[0]


@pytest.fixture
def partners(made):
    return made[1]


@pytest.fixture
def unit(exact) -> str:
    return exact.unit


@pytest.fixture
def analyst(person):
    return person("analyst")


@pytest.fixture
def lead(person):
    return person("plan-lead")


@pytest.fixture
def commander(person, lead, unit):
    """Return the commander of the unit."""
    who = person("unit-commander")
    actions.assign_command(by=lead, person=who, unit=unit)
    return who


@pytest.fixture
def draft(analyst, unit):
    """Return the unit's first draft."""
    return actions.start_edition(by=analyst, unit=unit, period=YEAR)


@pytest.fixture
def write(analyst, draft):
    """Return a function that writes words in a section of the draft."""

    def make(section="recorded", text="Some words.", base=0, **asked):
        wanted = {"by": analyst, "edition": draft, "section": section, "text": text, "base": base}
        return actions.write_words(**wanted | asked)

    return make


@pytest.fixture
def worded(draft, write):
    """Return the draft with words in every section that needs them."""
    for section in outline().sections:
        if section.needed:
            write(section.id, f"What we know of it: {section.heading}.", for_partners=True)
    return draft


@pytest.fixture(autouse=True)
def quick_pdf(request, monkeypatch) -> None:
    """Set no PDF, which takes long, but where a test asks for ``real_pdf``."""
    if "real_pdf" not in request.fixturenames:
        monkeypatch.setattr(files, "as_pdf", lambda content: b"%PDF of " + content.unit.encode())


@pytest.fixture
def real_pdf() -> None:
    """Have the PDF set as it is."""


@pytest.fixture
def fix(analyst):
    """Return a function that fixes a draft as its reader saw it."""

    def make(edition, **asked):
        wanted = {
            "by": analyst,
            "edition": edition,
            "expected": drafts.fingerprint(drafts.joined(edition, exact=True)),
            "attested": [name for name, _text in outline().attestations],
        }
        return actions.fix_edition(**wanted | asked)

    return make


@pytest.fixture
def fixed(worded, fix):
    """Return the unit's first edition, fixed."""
    return fix(worded)
