from avow.web.surveys.actions.add_question import add_question
from avow.web.surveys.actions.add_section import add_section
from avow.web.surveys.actions.close_survey import close_survey
from avow.web.surveys.actions.copy_survey import copy_survey
from avow.web.surveys.actions.create_survey import create_survey
from avow.web.surveys.actions.discard_survey import discard_survey
from avow.web.surveys.actions.edit_question import edit_question
from avow.web.surveys.actions.edit_section import edit_section
from avow.web.surveys.actions.edit_survey import edit_survey
from avow.web.surveys.actions.hold_file import hold_file
from avow.web.surveys.actions.make_ready import make_ready
from avow.web.surveys.actions.map_columns import map_columns
from avow.web.surveys.actions.move_question import move_question
from avow.web.surveys.actions.move_section import move_section
from avow.web.surveys.actions.remove_question import remove_question
from avow.web.surveys.actions.remove_section import remove_section
from avow.web.surveys.actions.set_condition import set_condition
from avow.web.surveys.actions.set_dates import set_dates
from avow.web.surveys.actions.set_languages import set_languages
from avow.web.surveys.actions.set_translation import set_translation
from avow.web.surveys.actions.take_back import take_back
from avow.web.surveys.actions.take_in_responses import take_in_responses
from avow.web.surveys.actions.throw_away_file import throw_away_file
from avow.web.surveys.asking import Asking

__all__ = [
    "Asking",
    "add_question",
    "add_section",
    "close_survey",
    "copy_survey",
    "create_survey",
    "discard_survey",
    "edit_question",
    "edit_section",
    "edit_survey",
    "hold_file",
    "make_ready",
    "map_columns",
    "move_question",
    "move_section",
    "remove_question",
    "remove_section",
    "set_condition",
    "set_dates",
    "set_languages",
    "set_translation",
    "take_back",
    "take_in_responses",
    "throw_away_file",
]
