"""The printed papers of a village's package: minutes of the choice, the agreement, minutes of the hand-over."""

import datetime as dt
from typing import Any

from django.utils import timezone, translation

from pendopo.accounts.queries import holder_name
from pendopo.budget.names import readable
from pendopo.budget.queries.funds import funds_of_lines
from pendopo.budget.queries.papers import regency_name
from pendopo.files.naming import new_code
from pendopo.files.printing import check_address, paper_name, print_pdf, qr_svg
from pendopo.files.services import issue_document
from pendopo.kernel.access import ANONYMOUS, Actor
from pendopo.kernel.display import full_date, money, terbilang
from pendopo.kernel.languages import DEFAULT
from pendopo.procurement.minuting import written
from pendopo.procurement.models import VillagePackage, VillagePaper, VillagePaperKind
from pendopo.procurement.village_rules import members_of, priced_sellers

TEMPLATE = "procurement/templates/procurement/village/paper.typ"
SHORT = {
    VillagePaperKind.DECISION: "BA-PENETAPAN",
    VillagePaperKind.AGREEMENT: "SPK",
    VillagePaperKind.HANDOVER: "BAST",
}
TITLES = {
    VillagePaperKind.DECISION: "Berita Acara Penetapan Penyedia",
    VillagePaperKind.AGREEMENT: "Surat Perintah Kerja",
    VillagePaperKind.HANDOVER: "Berita Acara Serah Terima Hasil Kegiatan",
}


def print_decision(package: VillagePackage, actor: Actor, now: dt.datetime) -> VillagePaper:
    """Who was asked at which price, and who was chosen."""
    rows = [
        [one.name, str(one.get_nearness_display()), written(one.stated_amount), written(one.final_amount)]
        for one in priced_sellers(package)
    ]
    facts = {
        "opening": "telah membandingkan harga dan menetapkan penyedia untuk kegiatan berikut",
        "prices": rows,
        "reason": package.decision_reason,
        "conditions": [],
    }
    return _print(package, VillagePaperKind.DECISION, facts, actor, now)


def print_agreement(package: VillagePackage, actor: Actor, now: dt.datetime) -> VillagePaper:
    """The agreement with the seller, under the number that the village gave it."""
    due = full_date(package.due_date) if package.due_date else "sesuai kesepakatan"
    facts = {
        "opening": "sepakat dengan penyedia untuk melaksanakan kegiatan berikut",
        "prices": [],
        "reason": "",
        "conditions": [
            f"Penyedia menyerahkan {package.volume} sesuai spesifikasi: {package.specification}",
            f"Penyerahan paling lambat: {due}.",
            f"Harga seluruhnya {written(package.price_amount)}, sudah termasuk pajak, dibayar setelah hasil diterima "
            "kepala desa dengan berita acara.",
            "Yang tidak sesuai spesifikasi diganti penyedia tanpa biaya tambahan.",
        ],
    }
    return _print(package, VillagePaperKind.AGREEMENT, facts, actor, now, number=package.agreement_number)


def print_handover(package: VillagePackage, actor: Actor, now: dt.datetime) -> VillagePaper:
    """What the team hands over to the village head."""
    conditions = [package.report]
    if package.workers:
        conditions.append(
            f"Warga yang bekerja {package.workers} orang, {package.work_days} hari orang kerja (HOK), upah "
            f"{written(package.wages_amount) if package.wages_amount else '–'}."
        )
    facts = {
        "opening": "menyerahkan hasil kegiatan berikut kepada Kepala Desa, yang menerimanya dengan baik",
        "prices": [],
        "reason": "",
        "conditions": conditions,
    }
    return _print(package, VillagePaperKind.HANDOVER, facts, actor, now)


@translation.override(DEFAULT)
def _print(
    package: VillagePackage,
    kind: VillagePaperKind,
    facts: dict[str, Any],
    actor: Actor,
    now: dt.datetime,
    *,
    number: str = "",
) -> VillagePaper:
    number = number or f"01/{SHORT[kind]}/{package.code}"
    code, label = new_code(), f"{TITLES[kind]} {number}"
    data = _data(package, kind, number, code, now) | {"facts": facts}
    document = issue_document(
        code=code, data=print_pdf(TEMPLATE, data, at=now), file_name=paper_name(label), label=label,
        unit=package.unit.name, actor=actor, now=now, public=True,
    )  # fmt: skip
    return VillagePaper.objects.create(package=package, kind=kind, number=number, document=document, made_at=now)


def _data(package: VillagePackage, kind: VillagePaperKind, number: str, code: str, now: dt.datetime) -> dict[str, Any]:
    held, regency = timezone.localtime(now), regency_name()
    line = next(iter(funds_of_lines(ANONYMOUS, [package.line_id])), None)
    price = package.price_amount or 0
    return {
        "kind": TITLES[kind],
        "title": TITLES[kind],
        "number": number,
        "regency": regency,
        "place": readable(package.unit.name, title=True).removeprefix("Desa "),
        "unit": readable(package.unit.name, title=True),
        "year": str(package.year),
        "practice": False,
        "package": {
            "code": package.code,
            "title": package.title,
            "way": str(package.get_way_display()),
            "line": f"{line.code} {line.activity_name}" if line else "",
            "volume": package.volume,
            "place": package.place_note,
            "ceiling": money(package.ceiling_amount),
            "price": written(package.price_amount),
            "price_words": terbilang(int(price)) + " rupiah" if price == int(price) else "",
            "seller": package.seller.name if package.seller else "",
            "address": package.seller.address if package.seller else "",
            "agreement": package.agreement_number,
        },
        "day": held.weekday(),
        "date": [held.day, held.month, held.year],
        "date_words": [terbilang(held.day), terbilang(held.year)],
        "signers": _signers(package, kind, now),
        "code": code,
        "address": check_address(code),
        "qr": qr_svg(check_address(code)),
        "draft": False,
        "demo": False,
    }


def _signers(package: VillagePackage, kind: VillagePaperKind, now: dt.datetime) -> list[list[str]]:
    team = [[f"TPK, {one.get_seat_display().lower()}", one.user.label] for one in members_of(package)]
    today = timezone.localdate(now)
    head = [["Kepala Desa", holder_name("kades", package.unit_id, today)]]
    seller = [["Penyedia", package.seller.name if package.seller else ""]]
    return {
        VillagePaperKind.DECISION: team,
        VillagePaperKind.AGREEMENT: head + seller + team[:1],
        VillagePaperKind.HANDOVER: team[:1] + head,
    }[kind]
