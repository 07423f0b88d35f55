"""What became of the plan of `texts.PLAN` after people were asked."""

NEXT = """Safe in Thornhaven: our plan

Pillar 1: Trust

Commitment 1: Hold our own people to account

We will deal firmly and openly with officers who abuse.

- We will publish figures on allegations against officers every quarter, and we will fund
  independent advisers for victims of officers.

Pillar 2: Safety

Commitment 2: Use protection orders

We will protect victims of domestic abuse and stalking.

- We will train every response officer in stalking protection orders.
- We will check each breach of an order within a day.
- We will answer each letter within ten days.

Commitment 3: Listen to survivors

We will hear those who know.

- We will hold a listening event in each borough every year.
"""
