SUBMISSION = """Lanternside Domestic Abuse Service

1. Training

We have worked with survivors for thirty years. All response officers should be trained in stalking
protection orders by specialists. The force should publish
figures on police-perpetrated abuse every quarter.

2. Fairness

We welcome the plan. We recommend that the force pays survivors for their time at listening events.
We recommend that the force pays survivors for their time.

The council should open a new swimming pool.
"""
