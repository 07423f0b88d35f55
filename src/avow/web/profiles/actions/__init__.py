from avow.web.profiles.actions.ask_fix import ask_fix
from avow.web.profiles.actions.assign_command import assign_command, end_command
from avow.web.profiles.actions.fix_edition import fix_edition
from avow.web.profiles.actions.read_reply import read_reply
from avow.web.profiles.actions.reply import reply
from avow.web.profiles.actions.start_edition import discard_edition, start_edition
from avow.web.profiles.actions.write_words import restore_words, write_words

__all__ = [
    "ask_fix",
    "assign_command",
    "discard_edition",
    "end_command",
    "fix_edition",
    "read_reply",
    "reply",
    "restore_words",
    "start_edition",
    "write_words",
]
