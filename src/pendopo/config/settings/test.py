"""The profile of the tests: the local one on a database server of their own, quick and quiet."""

import os
import tempfile
import zlib
from pathlib import Path

_NAME = f"pendopo-test-{os.getuid()}-{zlib.crc32(str(Path(__file__).resolve()).encode()):x}"
os.environ["PENDOPO_VAR"] = str(Path(tempfile.gettempdir()) / _NAME)
os.environ.setdefault("PENDOPO_DB_ROLE", "owner")

from pendopo.config.settings.base import *  # noqa: E402, F403

SECRET_KEY = "only for tests: no secret at all, but long enough to be a key"  # noqa: S105
PENDOPO_LOCAL = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["testserver", "localhost"]
# The log refuses TRUNCATE; only the emptying of tables between tests may do it.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c pendopo.truncatable=on"  # noqa: F405
# The files of src/static are looked up when asked for, not listed anew for each test client (14 ms each).
WHITENOISE_AUTOREFRESH = True
PENDOPO_MFA_DUTY = False
PENDOPO_SMS_URL = "outbox:"
globals().update(phone_settings(PENDOPO_SMS_URL))  # noqa: F405
