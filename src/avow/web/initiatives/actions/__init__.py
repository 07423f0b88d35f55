from avow.web.initiatives.actions.add_mitigation import (
    add_mitigation,
    mark_mitigation_done,
    mark_mitigation_undone,
    take_out_mitigation,
)
from avow.web.initiatives.actions.close_initiative import close_initiative
from avow.web.initiatives.actions.hand_over_initiative import hand_over_initiative
from avow.web.initiatives.actions.mark_live import extend_initiative, mark_live
from avow.web.initiatives.actions.propose_initiative import (
    Proposed,
    change_initiative,
    propose_initiative,
)
from avow.web.initiatives.actions.sign_assessment import (
    hand_in_assessment,
    send_back_assessment,
    sign_assessment,
    take_back_assessment,
    withdraw_signature,
)
from avow.web.initiatives.actions.take_figure import take_figure, take_out_figure
from avow.web.initiatives.actions.write_assessment import start_assessment, write_assessment

__all__ = [
    "Proposed",
    "add_mitigation",
    "change_initiative",
    "close_initiative",
    "extend_initiative",
    "hand_in_assessment",
    "hand_over_initiative",
    "mark_live",
    "mark_mitigation_done",
    "mark_mitigation_undone",
    "propose_initiative",
    "send_back_assessment",
    "sign_assessment",
    "start_assessment",
    "take_back_assessment",
    "take_figure",
    "take_out_figure",
    "take_out_mitigation",
    "withdraw_signature",
    "write_assessment",
]
