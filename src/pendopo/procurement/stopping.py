"""The link in a message that stops such messages without a sign-in: signed, and for those wishes alone."""

from collections.abc import Iterable

from django.core import signing

SALT = "procurement.watch"


def key_of(watches: Iterable[int]) -> str:
    """The part of the address that names the wishes. It does not run out: an old letter still stops what it began."""
    return signing.dumps(sorted(watches), salt=SALT)


def watches_in(key: str) -> list[int]:
    """The wishes that a key names; none for one that this server did not sign."""
    try:
        found = signing.loads(key, salt=SALT)
    except signing.BadSignature:
        return []
    return [one for one in found if isinstance(one, int)]
