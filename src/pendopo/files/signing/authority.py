"""This instance's own authority and its certificates: keys lie below the data folder, mode 600.

Not certified by the state: a check says so beside each signature.
"""

import datetime as dt
import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from pendopo.kernel.secrets import kept_secret

AUTHORITY_DAYS, PERSON_DAYS = 3650, 730
BACK = dt.timedelta(days=1)
"""Certificates begin a day early: clocks differ."""
Key = ec.EllipticCurvePrivateKey


def folder() -> Path:
    """Where keys and certificates lie."""
    return Path(settings.VAR) / "secrets" / "signing"


def passphrase() -> bytes:
    """What the key files are encrypted with."""
    return kept_secret(folder() / "passphrase").encode()


def _name(**parts: str) -> x509.Name:
    known = {"common": NameOID.COMMON_NAME, "title": NameOID.TITLE, "organisation": NameOID.ORGANIZATION_NAME}
    found = [x509.NameAttribute(known[key], value[:64]) for key, value in parts.items() if value]
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"), *found])


def _keep(path: Path, key: Key, certificate: x509.Certificate) -> None:
    """Write a key with its certificate once; another process that was first wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    data = pkcs12.serialize_key_and_certificates(
        b"pendopo", key, certificate, None, BestAvailableEncryption(passphrase())
    )
    draft = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _load(path: Path) -> tuple[Key, x509.Certificate]:
    key, certificate, _others = pkcs12.load_key_and_certificates(path.read_bytes(), passphrase())
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    assert certificate is not None
    return key, certificate


def _build(subject: x509.Name, issuer: x509.Name, key: Key, now: dt.datetime, days: int) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACK)
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(**wanted: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in names})


def authority(now: dt.datetime) -> tuple[Key, x509.Certificate]:
    """The authority of this instance, made on first use."""
    path = folder() / "authority.p12"
    if not path.exists():
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name(common="Otoritas Pendopo (tidak tersertifikasi)")
        draft = _build(name, name, key, now, AUTHORITY_DAYS)
        draft = draft.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        draft = draft.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        _keep(path, key, draft.sign(key, hashes.SHA256()))
    return _load(path)


def known_authority() -> x509.Certificate | None:
    """The authority's certificate if there is one."""
    path = folder() / "authority.p12"
    return _load(path)[1] if path.exists() else None


def issue(*, name: str, position: str, organisation: str, now: dt.datetime) -> x509.Certificate:
    """A new certificate for a person in a post; its key lies beside the authority's under the fingerprint."""
    own_key, own = authority(now)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(common=name, title=position, organisation=organisation)
    draft = _build(subject, own.subject, key, now, PERSON_DAYS)
    draft = draft.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    draft = draft.add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(own_key.public_key())
    certificate = draft.add_extension(issuer, critical=False).sign(own_key, hashes.SHA256())
    _keep(key_file(certificate.fingerprint(hashes.SHA256()).hex()), key, certificate)
    return certificate


def key_file(fingerprint: str) -> Path:
    """Where the key of the certificate with that SHA-256 lies."""
    return folder() / f"{fingerprint}.p12"


def authority_pem(now: dt.datetime) -> str:
    """The authority's certificate as PEM; made now if nobody needed it before."""
    return authority(now)[1].public_bytes(Encoding.PEM).decode()
