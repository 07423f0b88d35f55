from avow.web.profiles.models.command import Command
from avow.web.profiles.models.edition import Edition
from avow.web.profiles.models.reply import Reply, ReplyRead
from avow.web.profiles.models.wording import Wording

__all__ = ["Command", "Edition", "Reply", "ReplyRead", "Wording"]
