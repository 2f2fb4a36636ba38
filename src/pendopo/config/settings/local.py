"""`make run`: http on localhost, cookies not Secure, demo banner."""

from pendopo.config.settings.base import *  # noqa: F403
from pendopo.config.settings.base import SECRET_KEY as _GIVEN
from pendopo.config.settings.base import VAR
from pendopo.kernel.secrets import kept_secret

SECRET_KEY = _GIVEN or kept_secret(VAR / "secrets" / "secret_key")
PENDOPO_LOCAL = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
PENDOPO_MFA_DUTY = False
