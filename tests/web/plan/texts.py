PLAN = """Safe in Thornhaven: our plan

Pillar 1: Trust

Commitment 1: Hold our own people to account

We will deal firmly with officers who abuse.

- We will publish figures on allegations against officers every quarter.
- We will fund independent advisers for victims of officers.

Commitment 2: Listen to survivors

We will hear those who know.

- We will hold a listening event in each borough every year.

Pillar 2: Safety

Commitment 3: Use protection orders

We will protect victims of domestic abuse and stalking.

- We will train every response officer in stalking protection orders.
- We will check each breach of an order within a day.
"""
