"""Minutes of a run as plain data for their paper: who, what, when, which run, the code to check them with."""

from typing import Any

from django.utils import timezone, translation

from pendopo.budget.names import readable
from pendopo.budget.queries.papers import regency_name
from pendopo.files.printing import check_address, qr_svg
from pendopo.kernel.display import clock_time, money, terbilang
from pendopo.kernel.languages import DEFAULT
from pendopo.procurement.models import Minutes, MinutesKind, Tender

FOLDER = "procurement/templates/procurement/minutes"
SHORT = {
    MinutesKind.BRIEFING: "BA-PENJELASAN",
    MinutesKind.OPENING: "BA-PEMBUKAAN",
    MinutesKind.EVALUATION: "BA-EVALUASI",
    MinutesKind.NEGOTIATION: "BA-NEGOSIASI",
    MinutesKind.DECISION: "BA-PENETAPAN",
}


def template_of(kind: str) -> str:
    """The typst template of the kind, below the source tree."""
    return f"{FOLDER}/{kind.lower()}.typ"


def number_of(tender: Tender, kind: str, sequence: int) -> str:
    """The number of minutes that nobody gave one: `01/BA-EVALUASI/T-7/2026`."""
    return f"{sequence:02d}/{SHORT[MinutesKind(kind)]}/{tender.code}/{tender.year}"


@translation.override(DEFAULT)
def title_of(minutes: Minutes) -> str:
    """`Berita acara evaluasi 01/BA-EVALUASI/T-7/2026`."""
    return f"{minutes.get_kind_display()} {minutes.number}"


@translation.override(DEFAULT)
def paper_data(minutes: Minutes, *, signers: list[tuple[str, str]], code: str) -> dict[str, Any]:
    """What the template of minutes reads. `signers` are (post, name), in the order of their signatures."""
    tender, held = minutes.tender, timezone.localtime(minutes.held_at)
    regency = regency_name()
    return {
        "kind": str(minutes.get_kind_display()),
        "title": str(minutes.get_kind_display()),
        "number": minutes.number,
        "regency": regency,
        "place": regency.removeprefix("Kabupaten ").removeprefix("Kota "),
        "unit": readable(tender.unit.name, title=True),
        "year": str(tender.year),
        "tender": {
            "code": tender.code,
            "title": tender.title,
            "method": str(tender.get_method_display()),
            "evaluation": str(tender.get_evaluation_display()),
            "scheme": str(tender.get_scheme_display()),
            "version": tender.version,
            "hps": written(tender.hps_amount),
            "ceiling": written(tender.ceiling_amount),
        },
        "practice": tender.practice,
        "day": held.weekday(),
        "date": [held.day, held.month, held.year],
        "date_words": [terbilang(held.day), terbilang(held.year)],
        "time": clock_time(minutes.held_at),
        "signers": [list(signer) for signer in signers],
        "facts": minutes.facts,
        "code": code,
        "address": check_address(code),
        "qr": qr_svg(check_address(code)),
        "draft": False,
        "demo": False,
    }


def written(amount: Any) -> str:
    """Rupiah with sen only where there are some; nothing for no amount."""
    return "" if amount is None else money(amount, cents=amount != amount.to_integral_value())
