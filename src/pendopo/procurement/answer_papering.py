"""The answer to an objection, the decision of an appeal and the owner's estimate as plain data for their papers."""

from typing import Any

from django.utils import timezone, translation

from pendopo.budget.names import readable
from pendopo.budget.queries.papers import regency_name
from pendopo.files.printing import check_address, qr_svg
from pendopo.kernel.display import number
from pendopo.kernel.languages import DEFAULT
from pendopo.procurement.minuting import written
from pendopo.procurement.models import Hps, Sanggah, SanggahBanding, Tender
from pendopo.procurement.wording import in_words

FOLDER = "procurement/templates/procurement/papers"
ANSWER, VERDICT, HPS = f"{FOLDER}/sanggah.typ", f"{FOLDER}/banding.typ", f"{FOLDER}/hps.typ"


def answer_number(row: Sanggah | SanggahBanding) -> str:
    """`02/JAWABAN-SANGGAH/T-7/2026`."""
    own = row.sanggah if isinstance(row, SanggahBanding) else row
    name = "PUTUSAN-BANDING" if isinstance(row, SanggahBanding) else "JAWABAN-SANGGAH"
    return f"{own.sequence:02d}/{name}/{own.tender.code}/{own.tender.year}"


def answer_title(row: Sanggah | SanggahBanding) -> str:
    """What the paper is, without its number."""
    return "Jawaban Sanggah Banding" if isinstance(row, SanggahBanding) else "Jawaban Sanggah"


@translation.override(DEFAULT)
def answer_data(row: Sanggah | SanggahBanding, *, post: str, code: str) -> dict[str, Any]:
    """What the templates of answers read: who objected, each point with its answer, whether it came in time."""
    own = row.sanggah if isinstance(row, SanggahBanding) else row
    supplier = own.participant.supplier
    return {
        **_base(own.tender, answer_title(row), answer_number(row), code),
        "date": _day(row.answered_at),
        "objector": supplier.organisation.name if supplier else "",
        "address_of": supplier.organisation.address if supplier else "",
        "filed": _day(row.filed_at),
        "due": [row.answer_due_date.day, row.answer_due_date.month, row.answer_due_date.year],
        "kept": bool(row.kept_deadline),
        "accepted": row.status == "ACCEPTED",
        "points": [[one.text, bool(one.accepted), one.answer] for one in own.points.all()],
        "text": row.text if isinstance(row, SanggahBanding) else "",
        "summary": row.answer,
        "post": post,
        "name": row.answered_label,
    }


@translation.override(DEFAULT)
def hps_data(hps: Hps) -> dict[str, Any]:
    """What the sheet of the owner's estimate reads: lines with their sources, VAT, total in words, who decided."""
    tender = hps.tender
    return {
        **_base(tender, "Harga Perkiraan Sendiri (HPS)", f"{tender.code}, versi {hps.version}", ""),
        "draft": hps.decided_at is None,
        "date": _day(hps.decided_at),
        "name": hps.decider_label,
        "ceiling": written(tender.ceiling_amount),
        "note": hps.note,
        "lines": [
            [one.name, f"{number(one.volume.normalize(), 4)} {one.measure}", written(one.price_amount),
             written(one.amount), one.source]
            for one in hps.lines.all()
        ],
        "sum": written(hps.lines_amount),
        "vat_percent": number(hps.vat_percent.normalize(), 2),
        "vat": written(hps.vat_amount),
        "total": written(hps.total_amount),
        "words": in_words(hps.total_amount),
    }  # fmt: skip


def _base(tender: Tender, title: str, number: str, code: str) -> dict[str, Any]:
    regency = regency_name()
    return {
        "kind": title,
        "title": title,
        "number": number,
        "regency": regency,
        "place": regency.removeprefix("Kabupaten ").removeprefix("Kota "),
        "unit": readable(tender.unit.name, title=True),
        "year": str(tender.year),
        "tender": {"title": tender.title, "code": tender.code, "method": str(tender.get_method_display())},
        "practice": tender.practice,
        "demo": tender.packages.filter(package__demo=True).exists(),
        "draft": False,
        "code": code,
        "address": check_address(code) if code else "",
        "qr": qr_svg(check_address(code)) if code else "",
    }


def _day(moment: Any) -> list[int]:
    day = timezone.localtime(moment) if moment else None
    return [day.day, day.month, day.year] if day else []
