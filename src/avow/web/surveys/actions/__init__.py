from avow.web.surveys.actions.add_question import add_question
from avow.web.surveys.actions.add_section import add_section
from avow.web.surveys.actions.change_comment import change_comment
from avow.web.surveys.actions.close_survey import close_survey
from avow.web.surveys.actions.comment_on_plan import comment_on_plan
from avow.web.surveys.actions.copy_survey import copy_survey
from avow.web.surveys.actions.create_survey import create_survey
from avow.web.surveys.actions.discard_survey import discard_survey
from avow.web.surveys.actions.edit_question import edit_question
from avow.web.surveys.actions.edit_section import edit_section
from avow.web.surveys.actions.edit_survey import edit_survey
from avow.web.surveys.actions.enter_paper_response import enter_paper_response
from avow.web.surveys.actions.erase_unsent import erase_unsent
from avow.web.surveys.actions.give_code import give_code
from avow.web.surveys.actions.hold_file import hold_file
from avow.web.surveys.actions.make_ready import make_ready
from avow.web.surveys.actions.map_columns import map_columns
from avow.web.surveys.actions.move_question import move_question
from avow.web.surveys.actions.move_section import move_section
from avow.web.surveys.actions.open_file import open_file
from avow.web.surveys.actions.read_answers import read_answers
from avow.web.surveys.actions.read_concern import read_concern
from avow.web.surveys.actions.read_refused import read_refused
from avow.web.surveys.actions.remove_question import remove_question
from avow.web.surveys.actions.remove_section import remove_section
from avow.web.surveys.actions.resume import resume
from avow.web.surveys.actions.save_section import save_section
from avow.web.surveys.actions.send_response import send_response
from avow.web.surveys.actions.set_condition import set_condition
from avow.web.surveys.actions.set_dates import set_dates
from avow.web.surveys.actions.set_languages import set_languages
from avow.web.surveys.actions.set_translation import set_translation
from avow.web.surveys.actions.settle_concern import settle_concern
from avow.web.surveys.actions.start_response import start_response
from avow.web.surveys.actions.take_back import take_back
from avow.web.surveys.actions.take_in_responses import take_in_responses
from avow.web.surveys.actions.take_turn import take_turn
from avow.web.surveys.actions.throw_away_file import throw_away_file
from avow.web.surveys.actions.withdraw import withdraw
from avow.web.surveys.asking import Asking

__all__ = [
    "Asking",
    "add_question",
    "add_section",
    "change_comment",
    "close_survey",
    "comment_on_plan",
    "copy_survey",
    "create_survey",
    "discard_survey",
    "edit_question",
    "edit_section",
    "edit_survey",
    "enter_paper_response",
    "erase_unsent",
    "give_code",
    "hold_file",
    "make_ready",
    "map_columns",
    "move_question",
    "move_section",
    "open_file",
    "read_answers",
    "read_concern",
    "read_refused",
    "remove_question",
    "remove_section",
    "resume",
    "save_section",
    "send_response",
    "set_condition",
    "set_dates",
    "set_languages",
    "set_translation",
    "settle_concern",
    "start_response",
    "take_back",
    "take_in_responses",
    "take_turn",
    "throw_away_file",
    "withdraw",
]
