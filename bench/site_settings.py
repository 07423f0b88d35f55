"""The site's settings for benchmarks: long work is done at once, where it is timed."""

from avow.web.config.settings.base import *  # noqa: F403

WORK_HERE = True
ALLOWED_HOSTS = ["*"]
