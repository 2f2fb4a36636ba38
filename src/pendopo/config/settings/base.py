"""What both profiles share."""

import os
from pathlib import Path

from pendopo.kernel import languages, postgres

PACKAGE = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("PENDOPO_VAR", Path.cwd() / "var")).resolve()

SECRET_KEY = os.environ.get("PENDOPO_SECRET_KEY", "")
DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("PENDOPO_HOSTS", "localhost,127.0.0.1").split(",") if host]
SITE_URL = os.environ.get("PENDOPO_SITE_URL", "http://localhost:8000")

PENDOPO_OCDS_PREFIX = os.environ.get("PENDOPO_OCDS_PREFIX", "ocds-000000")

PENDOPO_PACKAGES = [
    "pendopo.audit",
    "pendopo.files",
    "pendopo.instance",
    "pendopo.search",
    "pendopo.notices",
    "pendopo.regions",
    "pendopo.organisations",
    "pendopo.accounts",
    "pendopo.budget",
    "pendopo.procurement",
    "pendopo.monitoring",
    "pendopo.oversight",
    "pendopo.portal",
]

INSTALLED_APPS = [
    *PENDOPO_PACKAGES,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "template_partials",
    "pgtrigger",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "pendopo.kernel.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pendopo.kernel.languages.UrlLanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pendopo.accounts.middleware.DeviceMiddleware",
    "pendopo.accounts.middleware.OfficialMiddleware",
    "pendopo.instance.middleware.ModuleMiddleware",
    "pendopo.kernel.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "pendopo.config.urls"
WSGI_APPLICATION = "pendopo.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "pendopo.instance.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "pendopo.kernel.templatetags.pendopo",
            ],
        },
    }
]

DATABASES = {"default": postgres.database_settings(os.environ, VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "pendopo_cache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "pendopo.accounts.passwords.LongCommonPasswordValidator"},
]

LANGUAGE_CODE = languages.DEFAULT
LANGUAGES = languages.LANGUAGES
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["pendopo.kernel.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("PENDOPO_TIME_ZONE", "Asia/Jakarta")
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
STATICFILES_DIRS = [PACKAGE / "static"]
MEDIA_ROOT = VAR / "files"
# The second copy of sealed bids: name a folder on another disk.
# A folder in memory (tmpfs) for the keys of an opening, where the machine has no /dev/shm.
PENDOPO_MEMORY = os.environ.get("PENDOPO_MEMORY", "")
PENDOPO_BIDS_COPY = Path(os.environ.get("PENDOPO_BIDS_COPY", VAR / "bids-copy"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
WHITENOISE_MAX_AGE = 3600

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

EMAIL_HOST = os.environ.get("PENDOPO_SMTP_HOST", "localhost")
DEFAULT_FROM_EMAIL = os.environ.get("PENDOPO_FROM_EMAIL", "pendopo@localhost")
PENDOPO_SCANNER = os.environ.get("PENDOPO_SCANNER", "NONE")
# Who signs papers: LOCAL_P12 (certificates of this instance's own authority), BSRE, NONE (nobody).
PENDOPO_SIGNATURES = os.environ.get("PENDOPO_SIGNATURES", "LOCAL_P12")
PENDOPO_CLAMD_SOCKET = os.environ.get("PENDOPO_CLAMD_SOCKET", "/run/clamav/clamd.ctl")
# How many witnesses make a head of the log a witnessed one.
PENDOPO_WITNESSES_NEEDED = int(os.environ.get("PENDOPO_WITNESSES_NEEDED", "1"))
# Webhooks go to public https addresses only, unless the receivers stand in the same closed network.
PENDOPO_WEBHOOKS_INSIDE = os.environ.get("PENDOPO_WEBHOOKS_INSIDE", "") == "1"
PENDOPO_APPRISE_URLS = os.environ.get("PENDOPO_APPRISE_URLS", "").split()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}},
    "filters": {"request_id": {"()": "pendopo.kernel.request_id.RequestIdFilter"}},
    # Apprise names the addresses it could not reach: telephone numbers stay out of the log.
    "loggers": {"apprise": {"level": "CRITICAL"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("PENDOPO_LOG_LEVEL", "WARNING")},
}

from pendopo.config.settings.signin import *  # noqa: E402, F403

if PENDOPO_OIDC_URL:  # noqa: F405
    # Browsers apply form-action to the redirect that follows the button, too.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append("/".join(PENDOPO_OIDC_URL.split("/")[:3]))  # noqa: F405
