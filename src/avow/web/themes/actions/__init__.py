from avow.web.themes.actions.add_theme import add_theme
from avow.web.themes.actions.ask_machine import ask_for_parts, ask_for_themes, ask_to_learn
from avow.web.themes.actions.code_text import check_text, code_text, take_back
from avow.web.themes.actions.decide import adopt_theme, drop_theme, undo_theme
from avow.web.themes.actions.describe_theme import describe_theme
from avow.web.themes.actions.draw_sample import draw_sample
from avow.web.themes.actions.merge_themes import merge_themes
from avow.web.themes.actions.publish_summary import publish_summary, withdraw_summary
from avow.web.themes.actions.read_answers import read_answers
from avow.web.themes.actions.set_margin import remove_margin, set_margin
from avow.web.themes.actions.split_theme import split_theme

__all__ = [
    "add_theme",
    "adopt_theme",
    "ask_for_parts",
    "ask_for_themes",
    "ask_to_learn",
    "check_text",
    "code_text",
    "describe_theme",
    "draw_sample",
    "drop_theme",
    "merge_themes",
    "publish_summary",
    "read_answers",
    "remove_margin",
    "set_margin",
    "split_theme",
    "take_back",
    "undo_theme",
    "withdraw_summary",
]
