from avow.web.evaluations.actions.ask_run import ask_run
from avow.web.evaluations.actions.plan_evaluation import (
    Planned,
    amend_plan,
    edit_plan,
    plan_evaluation,
    register_plan,
)
from avow.web.evaluations.actions.write_reading import write_reading

__all__ = [
    "Planned",
    "amend_plan",
    "ask_run",
    "edit_plan",
    "plan_evaluation",
    "register_plan",
    "write_reading",
]
