"""The providers of signatures that an instance may use; `PENDOPO_SIGNATURES` names one."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from pendopo.kernel.registry import Registry


class SigningUnavailable(Exception):
    """This instance cannot sign now: no provider is set, or it does not answer."""


@dataclass(frozen=True)
class Certificate:
    """A certificate of a person: PEM, SHA-256 of its DER, until when it is good."""

    pem: str
    fingerprint: str
    subject: str
    valid_from: dt.datetime
    valid_to: dt.datetime


@dataclass(frozen=True)
class SigningRequest:
    """Who signs as what, why, when; `number` is the how-manieth signature of the paper (1 is the first)."""

    name: str
    position: str
    organisation: str
    reason: str
    number: int
    at: dt.datetime


class SignatureProvider(Protocol):
    """Gives a person a certificate and puts a signature into a PDF."""

    certified: bool

    def certificate_for(self, request: SigningRequest) -> Certificate:
        """A certificate for the person. Raises SigningUnavailable."""

    def sign(self, pdf: bytes, fingerprint: str, request: SigningRequest) -> bytes:
        """The PDF with one more signature, added behind the present bytes. Raises SigningUnavailable."""


class Unsigned:
    """NONE: papers are signed by hand."""

    certified = False

    def certificate_for(self, request: SigningRequest) -> Certificate:
        raise SigningUnavailable

    def sign(self, pdf: bytes, fingerprint: str, request: SigningRequest) -> bytes:
        raise SigningUnavailable


class Bsre:
    """BSRE: Balai Sertifikasi Elektronik signs with the official's own key and passphrase.

    The contract of this interface only: an instance with an agreement with BSrE puts its client in its place, by
    `PROVIDERS.register` under a name of its own. Until then it says that it cannot sign.
    """

    certified = True

    def certificate_for(self, request: SigningRequest) -> Certificate:
        raise SigningUnavailable

    def sign(self, pdf: bytes, fingerprint: str, request: SigningRequest) -> bytes:
        raise SigningUnavailable


PROVIDERS: Registry[SignatureProvider] = Registry("signature provider")
PROVIDERS.register("NONE", Unsigned())
PROVIDERS.register("BSRE", Bsre())


def current() -> tuple[str, SignatureProvider]:
    """The name and the provider of this instance. Raises KeyError for a name that nobody registered."""
    name = settings.PENDOPO_SIGNATURES
    return name, PROVIDERS[name]
