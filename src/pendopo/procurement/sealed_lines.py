"""The price lines that an opened envelope holds: read as what a stranger wrote, trusted in nothing but its hash."""

import hashlib
import json
from decimal import Decimal, InvalidOperation
from typing import Any

from pendopo.procurement import ciphertexts
from pendopo.procurement.evaluating import EvaluationRefused
from pendopo.procurement.models import BidFile, Participant
from pendopo.procurement.states import EnvelopeStatus

MOST_SEN = 10**17
PRICED = ("single", "file2")


def file_of_lines(participant: Participant) -> BidFile | None:
    """The file of price lines whose hash stands in the manifest of the participant's opened envelope."""
    opened = participant.envelopes.filter(status=EnvelopeStatus.OPENED, envelope__in=PRICED).first()
    price = (opened.manifest or {}).get("price") if opened else None
    return opened.files.filter(sha256=price["lines_sha256"]).first() if opened and price else None


def lines_of(file: BidFile) -> list[dict[str, Any]]:
    """Its lines as values of a price line. Raises EvaluationRefused (lines_unreadable)."""
    path = ciphertexts.opened_file(file.bid_envelope.header_hash, file.number)
    try:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise EvaluationRefused("lines_unreadable")
        return [_line(one) for one in json.loads(data)["lines"]]
    except (OSError, ValueError, KeyError, TypeError, InvalidOperation, RecursionError):
        raise EvaluationRefused("lines_unreadable") from None


def _line(one: Any) -> dict[str, Any]:
    """Raises ValueError, KeyError or TypeError for what is no line."""
    volume = Decimal(one["volume"] if isinstance(one["volume"], str) else "x")
    if not volume.is_finite() or not 0 < volume < 10**12:
        raise ValueError(volume)
    amounts = [_sen(one[name]) for name in ("price_sen", "amount_sen")]
    return {
        "name": str(one["name"])[:300], "unit": str(one.get("unit", ""))[:40],
        "volume": volume.quantize(Decimal("0.0001")), "unit_amount": amounts[0], "stated_amount": amounts[1],
    }  # fmt: skip


def _sen(value: Any) -> Decimal:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < MOST_SEN:
        raise ValueError(value)
    return Decimal(value) / 100
