"""Settings of the site. What differs by place comes from the environment (see `config/env.py`)."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from avow.web.config import env
from avow.web.config.databases import database

WEB = Path(__file__).resolve().parents[2]
MODE = env.MODE.read()
PRODUCTION = MODE == "production"
DEBUG = False
DATA_FOLDER = Path(env.DATA.read()).resolve()
FACES = frozenset(face.strip() for face in env.FACES.read().split(","))
QUICK_EXIT_URL = env.QUICK_EXIT.read()
SITE_URL = env.SITE_URL.read().rstrip("/")

# Known to everyone, so of no worth outside the demo; production refuses to start without its own.
_DEMO_KEY = "demo-only-" * 6
SECRET_KEY = env.SECRET_KEY.read() or _DEMO_KEY
FIELD_KEYS = env.FIELD_KEYS.read() or "demo:ZGVtby1vbmx5LWRlbW8tb25seS1kZW1vLW9ubHktMDE="
AUDIT_KEY = env.AUDIT_KEY.read() or _DEMO_KEY
ALLOWED_HOSTS = [host.strip() for host in env.HOSTS.read().split(",")]

INSTALLED_APPS = [
    # Ours come first, so that our templates are found before those of the libraries.
    "avow.web.core",
    "avow.web.audit",
    "avow.web.accounts",
    "avow.web.plan",
    "avow.web.releases",
    "avow.web.surveys",
    "avow.web.consultation",
    "avow.web.themes",
    "avow.web.engagement",
    "avow.web.evaluations",
    "avow.web.measures",
    "avow.web.initiatives",
    "avow.web.loads",
    "avow.web.profiles",
    "avow.web.publication",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_forms_gds",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "avow.web.core.middleware.NothingKept",
    "avow.web.core.middleware.NothingTooLarge",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "avow.web.accounts.middleware.SecondFactor",
    "avow.web.accounts.middleware.DenyByDefault",
]

ROOT_URLCONF = "avow.web.config.urls"
WSGI_APPLICATION = "avow.web.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "core" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "avow.web.core.context.site",
                "avow.web.accounts.navigation.staff_nav",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["gds"]
CRISPY_TEMPLATE_PACK = "gds"

# Messages to those who asked. Handed over by `avow site post` alone, never while a page is made.
DEFAULT_FROM_EMAIL = env.MAIL_FROM.read()
_MAIL = urlsplit(env.MAIL.read())
MAIL_IS_SET = bool(_MAIL.hostname)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if MAIL_IS_SET
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA_FOLDER / "mail"
EMAIL_HOST = _MAIL.hostname or "localhost"
EMAIL_USE_SSL = _MAIL.scheme == "smtps"
EMAIL_USE_TLS = not EMAIL_USE_SSL
EMAIL_PORT = _MAIL.port or (465 if EMAIL_USE_SSL else 587)
EMAIL_HOST_USER = unquote(_MAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(_MAIL.password or "")
EMAIL_TIMEOUT = 20

DATABASES = {"default": database(env.DATABASE.read(), folder=DATA_FOLDER)}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff-home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "avow.web.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "avow.web.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Avow"
MFA_TOTP_TOLERANCE = 1

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
# Nothing about where a reader came from may leak to the page behind the quick exit.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
STATICFILES_DIRS = [WEB / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Long work is done by a process of its own; in tests by whoever asks for it.
WORK_HERE = False

# A submission in transit stays in memory: on disk it would lie there in clear for a while.
FILE_UPLOAD_MAX_MEMORY_SIZE = 25_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 4_000_000

# In the database: limits on failed sign-ins and used one-time codes count for every process.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "avow_cache",
    }
}

# Log lines name views and errors, never bodies, addresses or the people in the data.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # An address that was refused or not found may say what somebody was looking for.
    "loggers": {"django.request": {"level": "ERROR"}},
}
