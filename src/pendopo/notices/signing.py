"""Secrets and signatures of webhooks, after Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`."""

import base64
import hmac
from pathlib import Path

from django.conf import settings

from pendopo.kernel.secrets import kept_secret

PREFIX = "whsec_"


def secret_of(nonce: str) -> str:
    """The endpoint's secret: made anew each time from its nonce and a key outside the database."""
    key = kept_secret(Path(settings.VAR) / "secrets" / "webhook-key", 32)
    return PREFIX + base64.b64encode(hmac.digest(key.encode(), nonce.encode(), "sha256")).decode()


def signature(secret: str, number: str, at: int, body: str) -> str:
    """The header `webhook-signature` for a message of that number at that Unix time."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.digest(key, f"{number}.{at}.{body}".encode(), "sha256")).decode()
