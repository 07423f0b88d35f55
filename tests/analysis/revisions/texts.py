"""A draft that was consulted on, and what became of it: one of each change."""

from avow.analysis.documents import parse_plan
from avow.analysis.revisions import units_of

DRAFT = """Safe in Thornhaven

Pillar 1: Trust

Commitment 1: Hold our own people to account

We will deal firmly with officers who abuse.

- We will publish figures on allegations against officers every quarter.
- We will fund independent advisers for victims of officers.

Commitment 2: Listen to survivors

We will hear those who know.

- We will hold a listening event in each borough every year.
- We will train call handlers in trauma and in coercive control.
- We will train detectives in trauma and in digital evidence.

Pillar 2: Safety

Commitment 3: Use protection orders

We will protect victims of domestic abuse and stalking.

- We will train every response officer in stalking protection orders.
- We will check each breach of an order within a day.
- We will light bus stops and patrol the parks after dark in winter.
"""

FINAL = """Safe in Thornhaven

Pillar 1: Trust

Commitment 1: Hold our own people to account

We will deal firmly and openly with officers who abuse.

- We will publish, every three months, figures on allegations and outcomes against officers.
- We will fund independent advisers for victims of officers.

Pillar 2: Safety

Commitment 2: Use protection orders

We will protect victims of domestic abuse and stalking.

- We will train every response officer in stalking protection orders.
- We will check each breach of an order within a day.
- We will light bus stops with the boroughs.
- We will patrol the parks after dark in winter, with volunteers.

Commitment 3: Listen to survivors

We will hear those who know.

- We will train detectives and call handlers in trauma, coercive control and digital evidence.
- We will answer each letter within ten days.
"""


def units(text):
    return units_of(parse_plan(text))
