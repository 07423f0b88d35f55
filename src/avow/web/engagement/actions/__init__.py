from avow.web.engagement.actions.hold_occasion import (
    hold_occasion,
    note_point,
    read_occasion,
    take_out_point,
)
from avow.web.engagement.actions.plan_occasion import (
    Planned,
    cancel_occasion,
    edit_occasion,
    plan_again,
    plan_occasion,
)

__all__ = [
    "Planned",
    "cancel_occasion",
    "edit_occasion",
    "hold_occasion",
    "note_point",
    "plan_again",
    "plan_occasion",
    "read_occasion",
    "take_out_point",
]
