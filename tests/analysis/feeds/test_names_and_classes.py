"""One spelling a place, one group an offence, and titles that are nearly the same."""

import pytest

from avow.analysis.feeds import classes, names, titles
from avow.definitions import DefinitionError, read


@pytest.mark.parametrize(
    ("given", "one"),
    [("Central West BCU", "Central West"), ("West Area", "West"), ("SOUTH  AREA ", "South"),
     ("South", "South"), ("south east bcu", "South East"), ("Aviation", "Aviation")],
)  # fmt: skip
def test_units_have_one_spelling(given, one):
    assert names.geography().bcu(given) == one


def test_boroughs_have_one_spelling_and_one_unit():
    known = names.geography()
    assert known.borough("hammersmith & fulham") == "Hammersmith and Fulham"
    assert known.borough("Elsewhere") == "Elsewhere"
    assert known.bcu_of("Hackney") == "Central East"
    assert known.bcu_of("City of London") is None
    assert known.force_of("City of London") == "City of London Police"
    assert known.force_of("Elsewhere") is None
    boroughs = [b for unit in known.boroughs.values() for b in unit]
    assert len(boroughs) == len(set(boroughs)) == 32
    assert len(known.boroughs) == 12


def test_a_look_up_overrides_the_definition():
    known = names.geography().with_units([("New Unit", "Hackney"), ("Other", "Other")])
    assert known.boroughs == {"New Unit": ("Hackney",)}
    assert known.bcu_of("Hackney") == "New Unit"
    assert known.force_of("Newham") is None


AGGRAVATED = "Racially or Religiously Aggravated Harassment"


def offence(**given: str) -> classes.Offence:
    blank = dict.fromkeys(classes.CONDITIONS, "")
    return classes.Offence(**blank | given)


@pytest.mark.parametrize(
    ("given", "group"),
    [
        (("Non Fatal Strangulation", "Violence with Injury", "", ""), "strangulation"),
        (("Breach of restraining order.", "Other Sexual Offences", "", ""), "harassment"),
        (("Non-Vawg Crime", "", "", "Forced marriage offences"), "honour-based-abuse"),
        (("Rape of a female aged 16 or over", "", "", ""), "rape"),
        (("Racially aggravated stalking", "", AGGRAVATED, ""), "harassment"),
        (("Harassment - Stalking involving fear of violence", "", "", ""), "stalking"),
        (("Threats to kill", "", "", ""), "violence-without-injury"),
        (("Kidnapping", "", "Modern Slavery", ""), "modern-slavery-and-exploitation"),
        (("Anything else", "", "", ""), "unclassified"),
    ],
)  # fmt: skip
def test_the_first_group_that_fits_takes_the_offence(given, group):
    title, home_office_group, home_office_class, publisher_class = given
    found = classes.Offence(home_office_group, home_office_class, publisher_class, title)
    assert classes.group_of(found).id == group


def test_disagreements_are_said():
    agreed = offence(title="Rape of a female", home_office_group="Rape")
    moved = offence(title="Breach of restraining order.", home_office_group="Other Sexual Offences")
    denied = offence(title="Stalking involving x", home_office_group="Stalking and Harassment",
                     publisher_class="Non-VaWG Classification")  # fmt: skip
    assert classes.disagreement(agreed, classes.group_of(agreed)) is None
    assert "'Other Sexual Offences'" in classes.disagreement(moved, classes.group_of(moved))
    assert "says it is not VAWG" in classes.disagreement(denied, classes.group_of(denied))


def test_every_group_is_described_and_none_is_named_twice():
    every = classes.groups()
    assert len({group.id for group in every}) == len(every)
    assert all(group.label and group.description.endswith(".") for group in every)
    assert read("offences", classes.DEFINITION)["otherwise"] in {group.id for group in every}


@pytest.mark.parametrize("rule", [{}, {"colour": "red"}])
def test_a_rule_that_says_nothing_known_is_refused(rule):
    data = {
        "id": "x",
        "label": "x",
        "description": "x",
        "vawg": True,
        "agrees_with": [],
        "rules": [rule],
    }
    with pytest.raises(DefinitionError, match="a rule needs conditions"):
        classes._group("d", data)


def test_titles_written_in_several_ways():
    given = ["Exposure", "exposure.", "Voyeurism", "Rape  of a", "Rape of a"]
    assert titles.spelling_variants(given) == [
        ["Exposure", "exposure."],
        ["Rape  of a", "Rape of a"],
    ]


def test_look_alikes_leave_out_what_names_another_offence():
    given = [
        "Sexual activity with a female child under 13",
        "Sexual activity with a female child under 16",
        "Sexual activity with a male child under 16",
        "Racially or religious aggravated harassment alarm or distress",
        "Racially or religiously aggravated harassment alarm or distress.",
    ]
    assert [pair[:2] for pair in titles.look_alikes(given)] == [(given[3], given[4])]
    assert titles.look_alikes([]) == []
