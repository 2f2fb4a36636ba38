"""A checked paper as its page shows it: one sentence, who signed, what the file itself tells."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.files.checks import Check, Outcome, signatures_of
from pendopo.files.models import Document, Signature
from pendopo.files.signing.reading import SignatureRead
from pendopo.kernel.display import date_and_time

KINDS = {Outcome.VALID: "done", Outcome.EARLIER: "info", Outcome.CHANGED: "stuck", Outcome.UNKNOWN: "warn"}
TITLES = {
    Outcome.VALID: _("This paper is genuine and unchanged"),
    Outcome.EARLIER: _("This is a genuine earlier copy of the paper"),
    Outcome.CHANGED: _("This file was changed"),
    Outcome.UNKNOWN: _("This paper was not issued here"),
}
TEXTS = {
    Outcome.VALID: _("It is the same, to the last byte, as the one kept by the government."),
    Outcome.EARLIER: _("It was downloaded before the last signature. What it says has not changed since."),
    Outcome.CHANGED: _("It claims to be the paper below, but it is not what was issued. Do not rely on it."),
    Outcome.UNKNOWN: _("No paper with this content or code is known. Look at the code once more, or ask the office."),
}


GENUINE_ONCE = _("It was issued here, but was taken back. Do not rely on it; below stands when and why.")


def shown(check: Check, *, by_code: bool) -> dict[str, Any]:
    """The answer to somebody who asks: notice, the paper, its signers. `by_code`: nobody sent a file."""
    text = TEXTS[check.outcome]
    if by_code and check.outcome == Outcome.VALID:
        text = _("Compare its details with the paper in your hand. Send the file to have every byte compared.")
    withdrawn = withdrawn_of(check.document) if check.document else None
    kind, title = KINDS[check.outcome], TITLES[check.outcome]
    if check.outcome == Outcome.VALID and not check.signatures:
        title = _("This paper was issued here; nobody has signed it yet")
    if withdrawn and check.outcome != Outcome.CHANGED:
        kind, title, text = "stuck", _("This paper was withdrawn. It does not hold any more"), GENUINE_ONCE
    return {
        "kind": kind,
        "title": title,
        "text": text,
        "withdrawn": withdrawn,
        "document": check.document,
        "signers": [_signer(one, check) for one in check.signatures],
        "others": [_other(one) for one in check.read] if check.document is None else [],
    }


def withdrawn_of(document: Document) -> dict[str, Any] | None:
    """When, by which post and why the paper was withdrawn, and the paper that replaces it; none while it holds."""
    if document.withdrawn_at is None:
        return None
    return {
        "when": date_and_time(document.withdrawn_at),
        "by": document.withdrawn_by,
        "reason": document.withdrawn_reason,
        "instead": document.replaced_by,
    }


def signers_of(document: Document) -> list[dict[str, Any]]:
    """Who signed the paper, by the register, for the component `signatures`. One query."""
    return [_signer(one, Check(Outcome.VALID)) for one in signatures_of(document)]


def _signer(signature: Signature, check: Check) -> dict[str, Any]:
    own = next((one for one in check.read if one.fingerprint == signature.signer.fingerprint), None)
    return {
        "name": signature.signer.name,
        "position": signature.signer.position,
        "state": "signed",
        "when": date_and_time(signature.signed_at),
        "certificate": _certificate(signature.signer.provider),
        "note": _note(own, check),
        "tag": "done" if own and own.intact and own.trusted and check.outcome != Outcome.CHANGED else "late",
    }


def _certificate(provider: str) -> str:
    if provider == "BSRE":
        return gettext("certificate of BSrE")
    return gettext("certificate of this instance, not certified by the state")


def _note(read: SignatureRead | None, check: Check) -> str:
    if read is None:
        return ""
    if read.intact and read.trusted:
        if check.outcome == Outcome.CHANGED:
            return gettext("The signed part fits the signature; the file was changed outside it.")
        return gettext("The signature in the file is good.")
    return gettext("The signature in the file does not fit its content.")


def _other(read: SignatureRead) -> dict[str, Any]:
    """A signature of a paper that is not ours: we can only say whether it fits."""
    fits = gettext("fits the content") if read.intact else gettext("does not fit the content")
    return {"name": read.name, "note": fits}
