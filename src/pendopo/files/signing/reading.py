"""What signatures a PDF holds and whether they are good, by pyHanko; and the code that Pendopo wrote into it."""

import datetime as dt
import io
import re
from dataclasses import dataclass
from typing import Any

import pikepdf
from cryptography.hazmat.primitives.serialization import Encoding

from pendopo.files.signing import authority

CODE = re.compile(r"pendopo:([0-9a-z]{12})\b")


@dataclass(frozen=True)
class SignatureRead:
    """One signature of a PDF.

    `intact`: the signed bytes are as they were; `trusted`: by this instance's authority; `last`: nothing follows it.
    """

    fingerprint: str
    name: str
    intact: bool
    trusted: bool
    last: bool


def signatures_in(pdf: bytes, now: dt.datetime) -> list[SignatureRead]:
    """The signatures in their order; empty for what is no readable PDF."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        return [_read(signature, now) for signature in PdfFileReader(io.BytesIO(pdf)).embedded_signatures]
    except Exception:
        # Whatever a stranger's or a damaged file does to the reader: it holds no signature that can be read.
        return []


def _read(signature: Any, now: dt.datetime) -> SignatureRead:
    from asn1crypto.x509 import Certificate as Plain
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    own = authority.known_authority()
    roots = [Plain.load(own.public_bytes(Encoding.DER))] if own else []
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=now)
    status = validate_pdf_signature(signature, context, skip_diff=True)
    return SignatureRead(
        fingerprint=status.signing_cert.sha256.hex(),
        name=status.signing_cert.subject.native.get("common_name", ""),
        intact=bool(status.intact and status.valid),
        trusted=bool(status.trusted),
        last=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
    )


def code_in(pdf: bytes) -> str:
    """The document code among the keywords of a PDF; empty without one."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            words = str(document.docinfo.get("/Keywords", ""))
    except Exception:
        words = ""
    found = CODE.search(words)
    return found.group(1) if found else ""
