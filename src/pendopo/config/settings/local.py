"""`make run`: http on localhost, cookies not Secure, demo banner."""

from pendopo.config.settings.base import *  # noqa: F403
from pendopo.config.settings.base import SECRET_KEY as _GIVEN
from pendopo.config.settings.base import VAR
from pendopo.kernel.secrets import kept_secret

SECRET_KEY = _GIVEN or kept_secret(VAR / "secrets" / "secret_key")
PENDOPO_LOCAL = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
# Demo officials stay inside the grace for as long as a demo may run.
PENDOPO_MFA_GRACE_DAYS = 3650
# Codes by text message land in the mail outbox (var/mail).
PENDOPO_SMS_URL = PENDOPO_SMS_URL or "outbox:"  # noqa: F405
globals().update(phone_settings(PENDOPO_SMS_URL))  # noqa: F405
