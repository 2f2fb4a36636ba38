"""The tax number (NPWP), which may be a person's identity number: encrypted to read back, hashed with a key to find."""

import base64
import hashlib
import hmac
import re
from functools import lru_cache

from cryptography.fernet import Fernet
from django.conf import settings

from pendopo.kernel.secrets import kept_secret

SHAPE = re.compile(r"\d{15,16}")


def digits_of(text: str) -> str:
    """The number without points and dashes: `01.234.567.8-901.000` is `012345678901000`."""
    return re.sub(r"[\s.\-]", "", text)


def is_well_formed(npwp: str) -> bool:
    """Fifteen digits, or sixteen in the form of 2024."""
    return SHAPE.fullmatch(npwp) is not None


@lru_cache
def _key(purpose: str) -> bytes:
    secret = kept_secret(settings.VAR / "secrets" / "npwp_key")
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key("cipher")))


def encrypt(npwp: str) -> bytes:
    """The number under the application's key."""
    return _fernet().encrypt(npwp.encode())


def blind_index(npwp: str) -> str:
    """HMAC-SHA-256 in hex of the number; the form of 2024 of a firm is the old one with a zero before it."""
    return hmac.new(_key("index"), npwp.rjust(16, "0").encode(), hashlib.sha256).hexdigest()


def masked(cipher: bytes | memoryview | None) -> str:
    """Dots and the last four digits: what a page may show. Nothing where no number is kept."""
    return f"•••• •••• •••• {_fernet().decrypt(bytes(cipher)).decode()[-4:]}" if cipher else ""
