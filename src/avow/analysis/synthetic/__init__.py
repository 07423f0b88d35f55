"""An invented city and its force, for the demo, the tests and training. No real person or place.

Everything follows from a seed and the dates it is given::

    from avow.analysis.synthetic import city, write_city, write_facts

    invented = city()
    write_city(invented, folder)
    write_facts(invented, folder, seed=1, start=date(2022, 3, 1), end=date(2026, 2, 1))
"""

from avow.analysis.synthetic.build import CITY_FILES, DEFAULT_SEED, city, write_city
from avow.analysis.synthetic.places import City, Ward
from avow.analysis.synthetic.publisher import write_facts
from avow.analysis.synthetic.reading import (
    Answer,
    Progress,
    Submission,
    answers,
    plan_text,
    progress,
    submissions,
)
from avow.analysis.synthetic.responding import Responded, response_themes, responses
from avow.analysis.synthetic.truths import TRUTHS, Truths

__all__ = [
    "CITY_FILES",
    "DEFAULT_SEED",
    "TRUTHS",
    "Answer",
    "City",
    "Progress",
    "Responded",
    "Submission",
    "Truths",
    "Ward",
    "answers",
    "city",
    "plan_text",
    "progress",
    "response_themes",
    "responses",
    "submissions",
    "write_city",
    "write_facts",
]
