"""Keys of age as text: bech32 of 32 bytes, and the recipient of each."""

from pyrage import RecipientError, x25519

from pendopo.procurement.sealing.refusals import SealRefused

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
# The checksum is over the lower-case prefix; the whole is then written in upper case.
PREFIX = "age-secret-key-"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def identity_of(secret: bytes) -> str:
    """The identity (`AGE-SECRET-KEY-1...`) of 32 bytes."""
    if len(secret) != 32:
        raise SealRefused("identity", "not 32 bytes")
    data = _regrouped(secret, 8, 5)
    check = _polymod([*_expanded(), *data, 0, 0, 0, 0, 0, 0]) ^ 1
    data += [(check >> 5 * (5 - place)) & 31 for place in range(6)]
    return f"{PREFIX}1{''.join(ALPHABET[value] for value in data)}".upper()


def secret_of(identity: str) -> bytes:
    """The 32 bytes of an identity. Raises SealRefused unless it is the one way to write them."""
    body = identity.lower().removeprefix(f"{PREFIX}1")
    if len(body) != 58 or any(letter not in ALPHABET for letter in body):
        raise SealRefused("identity", "not an identity of age")
    secret = bytes(_regrouped([ALPHABET.index(letter) for letter in body[:-6]], 5, 8)[:32])
    if identity_of(secret) != identity:
        raise SealRefused("identity", "not an identity of age")
    return secret


def recipient_of(identity: str) -> str:
    """The recipient (`age1...`) of an identity."""
    secret_of(identity)
    return str(x25519.Identity.from_str(identity).to_public())


def demand_recipient(text: str, field: str) -> x25519.Recipient:
    """The recipient that the text names. Raises SealRefused."""
    try:
        found = x25519.Recipient.from_str(text)
    except RecipientError:
        raise SealRefused(field, "not a recipient") from None
    if str(found) != text:
        raise SealRefused(field, "not a recipient")
    return found


def _expanded() -> list[int]:
    return [ord(letter) >> 5 for letter in PREFIX] + [0] + [ord(letter) & 31 for letter in PREFIX]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, term in enumerate(_GENERATOR):
            check ^= term if (top >> place) & 1 else 0
    return check


def _regrouped(values: bytes | list[int], width: int, wanted: int) -> list[int]:
    whole = 0
    for value in values:
        whole = whole << width | value
    bits = len(values) * width
    count = -(-bits // wanted) if wanted < width else bits // wanted
    shift = count * wanted - bits
    whole = whole << shift if shift >= 0 else whole >> -shift
    return [(whole >> wanted * (count - 1 - place)) & (2**wanted - 1) for place in range(count)]
