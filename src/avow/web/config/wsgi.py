"""The site for a WSGI server such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

# Records, exact figures and the register are for this account and its group, nobody else's.
os.umask(os.umask(0o077) | 0o007)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "avow.web.config.settings.base")
application = get_wsgi_application()
