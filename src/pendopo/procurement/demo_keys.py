"""Key files of the sample trustees: a demo may show a ceremony without eight words on paper. No real regency has them.

They are derived from the instance's secret, so whoever runs the demo's server has them all: that is why a real
instance refuses to hand one out, and why a key that a person made is never among them.
"""

import datetime as dt
import hashlib
import hmac

import pyrage
from django.conf import settings

from pendopo.instance.queries import current
from pendopo.procurement import sealing
from pendopo.procurement.models import Trustee

PASSPHRASE = "kunci-contoh-saja"  # noqa: S105 - printed beside the file, for the demo alone


class NotADemo(Exception):
    """This regency is real; it has no sample keys."""


def demand_demo() -> None:
    """Raise NotADemo in a real regency."""
    regency = current()
    if regency is None or not regency.demo:
        raise NotADemo


def sample_identity(email: str | None) -> str:
    """The key of a sample trustee, the same every time. Raises NotADemo."""
    demand_demo()
    words = f"pendopo demo trustee {email}".encode()
    return sealing.identity_of(hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).digest())


def is_sample(trustee: Trustee) -> bool:
    """Whether the key is one of the demo's own; never in a real regency."""
    try:
        return sealing.recipient_of(sample_identity(trustee.user.email)) == trustee.recipient
    except NotADemo:
        return False


def sample_file(trustee: Trustee) -> bytes:
    """The key file of a sample trustee as the page of keys would have saved it. Raises NotADemo."""
    identity = sample_identity(trustee.user.email)
    if sealing.recipient_of(identity) != trustee.recipient:
        raise NotADemo
    made = trustee.registered_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    message = {
        "v": 1, "suite": "pendopo-seal-1", "type": "trustee-key", "role": trustee.role,
        "account": str(trustee.user)[:150], "identity": identity, "recipient": trustee.recipient, "made_at": made,
    }  # fmt: skip
    return bytes(pyrage.passphrase.encrypt(sealing.canonical(message), PASSPHRASE))
