"""Settings for the tests: in memory, quick, strict; on PostgreSQL where a database is named."""

import os

from avow.web.config.databases import database
from avow.web.config.settings.base import *  # noqa: F403
from avow.web.config.settings.base import DATA_FOLDER

# A server on which a database of its own is made for the tests, and taken away afterwards.
_SERVER = os.environ.get("AVOW_TEST_DATABASE", "")
_IN_MEMORY: dict[str, object] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": ":memory:",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA recursive_triggers=ON;",
    },
}
DATABASES = {"default": database(_SERVER, folder=DATA_FOLDER) if _SERVER else _IN_MEMORY}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_AUTOREFRESH = True
WORK_HERE = True
