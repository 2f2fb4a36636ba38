"""Everything of the security handbook; `check --deploy` runs against this profile."""

import os

from pendopo.config.settings.base import *  # noqa: F403
from pendopo.config.settings.base import SECRET_KEY as _GIVEN
from pendopo.config.settings.base import VAR
from pendopo.kernel.secrets import kept_days, kept_secret

SECRET_KEY = _GIVEN or kept_secret(VAR / "secrets" / "secret_key")
PENDOPO_LOCAL = False
SECURE_SSL_REDIRECT = True
# nginx overwrites both headers (deploy/nginx.conf): what a client sends under these names never arrives.
PENDOPO_TRUST_REQUEST_ID = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A day at first, so that a mistake with TLS can be mended; a year once the instance has stood for a week.
_HSTS = 31_536_000 if kept_days(VAR / "secrets" / "first_day") >= 7 else 86_400
SECURE_HSTS_SECONDS = int(os.environ.get("PENDOPO_HSTS_SECONDS", _HSTS))
# The instance often lives under *.go.id beside other offices' plain-http sites: no includeSubDomains, no preload.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_NAME = "__Host-sessionid"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_SECURE = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
