"""LOCAL_P12: signatures with this instance's own certificates, by pyHanko.

PAdES baseline B-B. Level B-T needs a time-stamping authority outside this machine, so none is pretended here: the
independent proof of the time is the entry in the log of acts, with its witnesses.
"""

import datetime as dt
import io
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from pendopo.files.signing import authority
from pendopo.files.signing.providers import PROVIDERS, Certificate, SigningRequest, SigningUnavailable


class LocalP12:
    """Keys of PKCS#12 files below the data folder."""

    certified = False

    def certificate_for(self, request: SigningRequest) -> Certificate:
        """A new certificate of the instance's authority."""
        made = authority.issue(
            name=request.name, position=request.position, organisation=request.organisation, now=request.at
        )
        return Certificate(
            pem=made.public_bytes(Encoding.PEM).decode(),
            fingerprint=made.fingerprint(hashes.SHA256()).hex(),
            subject=made.subject.rfc4514_string(),
            valid_from=made.not_valid_before_utc,
            valid_to=made.not_valid_after_utc,
        )

    def sign(self, pdf: bytes, fingerprint: str, request: SigningRequest) -> bytes:
        """One more PAdES-B signature (ECDSA P-256, SHA-256), as an incremental update."""
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import signers
        from pyhanko.sign.fields import SigSeedSubFilter

        signer = _signer(fingerprint)
        wanted = signers.PdfSignatureMetadata(
            field_name=f"TandaTangan{request.number}",
            subfilter=SigSeedSubFilter.PADES,
            md_algorithm="sha256",
            name=request.name,
            reason=request.reason,
            location=request.organisation,
        )
        target = io.BytesIO()
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        _dated(signers.PdfSigner, request.at)(wanted, signer=signer).sign_pdf(writer, output=target)
        return target.getvalue()


def _dated(base: Any, at: dt.datetime) -> Any:
    """pyHanko's signer with the act's own time instead of the machine's."""

    class Dated(base):
        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = at
            return session

    return Dated


def _signer(fingerprint: str) -> Any:
    from asn1crypto.x509 import Certificate as Plain
    from pyhanko.sign import signers

    path = authority.key_file(fingerprint)
    own = authority.known_authority()
    if own is None or not path.exists():
        raise SigningUnavailable
    above = Plain.load(own.public_bytes(Encoding.DER))
    signer = signers.SimpleSigner.load_pkcs12_data(path.read_bytes(), [above], authority.passphrase())
    if signer is None:
        raise SigningUnavailable
    return signer


def register() -> None:
    """Tell the registry; called from `AppConfig.ready()`."""
    PROVIDERS.register("LOCAL_P12", LocalP12())
