"""What the minutes of an opening say: who was there, each envelope's outcome, the numbers that must agree, the log."""

from decimal import Decimal
from typing import Any

from django.utils import translation

from pendopo.kernel.display import date_and_time, money
from pendopo.kernel.languages import DEFAULT
from pendopo.procurement.models import BidEnvelope, Opening, TrusteeSeat
from pendopo.procurement.states import EnvelopeStatus, OpeningStatus

REASONS = {
    "never_arrived": "tidak lengkap sebelum batas waktu",
    "ciphertext_lost": "naskah sandi rusak dan tidak diserahkan ulang",
    "bidder_shares_bad": "bagian kunci dari penawar tidak membuka sampul",
    "trustee_keys_lost": "kunci pemegang kunci tidak cukup",
    "bad_payload": "isi sampul tidak sesuai komitmen",
}


@translation.override(DEFAULT)
def facts_of(opening: Opening, envelopes: list[BidEnvelope], note: str) -> dict[str, Any]:
    """Plain data for the template of minutes."""
    return {
        "stage": opening.stage,
        "counts": opening.counts,
        "log_before": opening.log_before,
        "log_after": opening.log_after,
        "checkpoint": note,
        "void": opening.status == OpeningStatus.VOID,
        "sections": [_present(opening), _outcomes(envelopes), _sums(opening), _log(opening)],
    }


def _present(opening: Opening) -> dict[str, Any]:
    plan = opening.tender.seal_plans.order_by("-version").first()
    found = TrusteeSeat.objects.filter(plan=plan, trustee_id__in=opening.present).select_related("trustee__user")
    rows = [
        [seat.trustee.get_role_display(), str(seat.member + 1), seat.trustee.user.label]
        for seat in found.order_by("group", "member")
    ]
    return {
        "title": "Pemegang kunci yang hadir",
        "paragraphs": [f"Rencana segel versi {plan.version}, sidik {plan.plan_hash}." if plan else ""],
        "heads": ["Pihak", "Kursi", "Nama"],
        "rows": rows,
        "widths": [3, 1, 4],
    }


def _outcomes(envelopes: list[BidEnvelope]) -> dict[str, Any]:
    rows = []
    for number, envelope in enumerate(sorted(envelopes, key=lambda one: one.committed_at), 1):
        price = (envelope.manifest or {}).get("price")
        amount = money(Decimal(price["total_sen"]) / 100, cents=bool(price["total_sen"] % 100)) if price else "-"
        words = str(EnvelopeStatus(envelope.status).label)
        reason = REASONS.get(envelope.reason, "")
        outcome = f"{words}: {reason}" if reason else words
        known = envelope.status != EnvelopeStatus.WITHDRAWN
        name = str(envelope.participant.supplier) if known else "-"
        rows.append(
            [str(number), name, date_and_time(envelope.committed_at), outcome, amount, envelope.header_hash[:12]]
        )
    return {
        "title": "Sampul dan hasilnya",
        "heads": ["No", "Penyedia", "Komitmen", "Hasil", "Harga penawaran", "Sidik"],
        "rows": rows,
        "right": [4],
        "widths": [1, 4, 4, 6, 5, 4],
    }


def _sums(opening: Opening) -> dict[str, Any]:
    names = ("opened", "withdrawn", "superseded", "incomplete", "unopenable")
    counts = opening.counts
    parts = " + ".join(f"{counts.get(name, 0)} {_words(name)}" for name in names)
    total = sum(counts.get(name, 0) for name in names)
    agree = total == counts["committed"] and opening.status != OpeningStatus.VOID
    words = "Jumlahnya cocok." if agree else "Jumlahnya TIDAK cocok: pembukaan batal, tidak ada evaluasi."
    return {
        "title": "Kecocokan jumlah",
        "paragraphs": [f"{counts['committed']} komitmen = {parts} = {total}. {words}"],
    }


def _words(name: str) -> str:
    return {
        "opened": "dibuka",
        "withdrawn": "ditarik",
        "superseded": "diganti",
        "incomplete": "tidak lengkap",
        "unopenable": "tidak dapat dibuka",
    }[name]


def _log(opening: Opening) -> dict[str, Any]:
    rows = [
        [title, str(head.get("size", "")), _spaced(str(head.get("root", "")))]
        for title, head in (("Penutupan", opening.log_before), ("Sesudah pembukaan", opening.log_after))
    ]
    return {"title": "Catatan publik", "heads": ["Saat", "Jumlah", "Akar"], "rows": rows, "widths": [3, 1, 8]}


def _spaced(text: str) -> str:
    """A long hash in groups, so that a line may break in it."""
    return " ".join(text[start : start + 16] for start in range(0, len(text), 16))
