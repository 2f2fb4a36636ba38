"""The national identity number: encrypted for reading back, hashed with a key for finding."""

import base64
import hashlib
import hmac
import re
from functools import lru_cache

from cryptography.fernet import Fernet
from django.conf import settings

from pendopo.kernel.secrets import kept_secret

SHAPE = re.compile(r"\d{16}")


@lru_cache
def _key(purpose: str) -> bytes:
    secret = kept_secret(settings.VAR / "secrets" / "nik_key")
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


def fernet(purpose: str = "cipher") -> Fernet:
    """The cipher for one purpose, with a key of its own."""
    return Fernet(base64.urlsafe_b64encode(_key(purpose)))


def is_well_formed(nik: str) -> bool:
    """Sixteen digits."""
    return SHAPE.fullmatch(nik) is not None


def encrypt(nik: str) -> bytes:
    """The number under the application's key."""
    return fernet().encrypt(nik.encode())


def decrypt(cipher: bytes) -> str:
    """The number in plain digits. Only an act that records the reading may call this."""
    return fernet().decrypt(bytes(cipher)).decode()


def blind_index(nik: str) -> str:
    """HMAC-SHA-256 in hex: the same for the same number, useless without the key."""
    return hmac.new(_key("index"), nik.encode(), hashlib.sha256).hexdigest()
