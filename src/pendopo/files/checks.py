"""Checking a paper: by its code, or by its bytes."""

import datetime as dt
import enum
import hashlib
from dataclasses import dataclass, field

from django.db.models import Q

from pendopo.files import storage
from pendopo.files.models import Document, Signature, Signer
from pendopo.files.signing import reading
from pendopo.files.signing.reading import SignatureRead


class Outcome(enum.StrEnum):
    """What a check found: as issued, an earlier copy of it, altered, never issued here."""

    VALID = "VALID"
    EARLIER = "EARLIER"
    CHANGED = "CHANGED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Check:
    """The result: the paper that it is or claims to be, and its signatures as the database and the PDF tell them."""

    outcome: Outcome
    document: Document | None = None
    signatures: list[Signature] = field(default_factory=list)
    read: list[SignatureRead] = field(default_factory=list)

    @property
    def proven(self) -> bool:
        """Whether every signature of the PDF itself is good, by this instance's authority, and nothing follows them."""
        return bool(self.read) and self.read[-1].last and all(one.intact and one.trusted for one in self.read)


def issued_document(code: str) -> Document | None:
    """The paper that was issued under the code; open to everybody who knows it."""
    return Document.objects.filter(code=code.strip().lower(), issued=True).first()


def signatures_of(document: Document) -> list[Signature]:
    """Who signed, in order. One query."""
    return list(document.signatures.select_related("signer"))


def check_code(code: str, now: dt.datetime) -> Check:
    """What stands behind a code, with the signatures of the stored bytes checked anew."""
    document = issued_document(code)
    if document is None:
        return Check(Outcome.UNKNOWN)
    try:
        data = storage.path_of(document.sha256).read_bytes()
    except FileNotFoundError:
        return Check(Outcome.UNKNOWN)
    if hashlib.sha256(data).hexdigest() != document.sha256:
        return Check(Outcome.CHANGED, document, signatures_of(document))
    return Check(Outcome.VALID, document, signatures_of(document), _read(data, document, now))


def check_bytes(data: bytes, now: dt.datetime) -> Check:
    """What a file is: one of ours to the byte, an altered one of ours, or unknown."""
    fingerprint = hashlib.sha256(data).hexdigest()
    own = Q(sha256=fingerprint) | Q(signatures__sha256=fingerprint) | Q(signatures__before=fingerprint)
    document = Document.objects.filter(own, issued=True).distinct().first()
    if document is not None:
        outcome = Outcome.VALID if document.sha256 == fingerprint else Outcome.EARLIER
        return Check(outcome, document, signatures_of(document), _read(data, document, now))
    read = reading.signatures_in(data, now) if data.startswith(b"%PDF-") else []
    document = issued_document(reading.code_in(data)) or _by_signature(read)
    if document is None:
        return Check(Outcome.UNKNOWN, read=read)
    return Check(Outcome.CHANGED, document, signatures_of(document), read)


def _read(data: bytes, document: Document, now: dt.datetime) -> list[SignatureRead]:
    return reading.signatures_in(data, now) if document.media_type == "application/pdf" else []


def _by_signature(read: list[SignatureRead]) -> Document | None:
    """The paper when the certificates of an altered file have signed one paper only."""
    signers = Signer.objects.filter(fingerprint__in=[one.fingerprint for one in read])
    found = list(Document.objects.filter(signatures__signer__in=signers).distinct()[:2])
    return found[0] if len(found) == 1 else None
