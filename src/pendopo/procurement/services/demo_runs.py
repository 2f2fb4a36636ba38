"""Sample runs on their way to the deadline: one in preparation, one announced with a question and its answer."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.organisations.states import SupplierStatus
from pendopo.procurement.models import Hps, Method, Package, Seat, SupplierAccount, Tender
from pendopo.procurement.services.committees import appoint_committee, declare_interest
from pendopo.procurement.services.documents_of_runs import answer_question, ask_question
from pendopo.procurement.services.preparing import (
    decide_contract_draft,
    decide_hps,
    decide_kak,
    prepare_tender,
    set_contract_draft,
    set_hps,
    set_kak,
)
from pendopo.procurement.services.registering import register_participant
from pendopo.procurement.services.running import announce_tender
from pendopo.procurement.services.scheduling import propose_schedule
from pendopo.procurement.states import PackageStatus
from pendopo.procurement.tendering import HpsValues, RunValues

SEATS = (("pokja1@contoh.id", Seat.CHAIR), ("pokja2@contoh.id", Seat.SECRETARY), ("pokja3@contoh.id", Seat.MEMBER))
KAK = {
    "background": "Sarana yang ada tidak lagi memadai (data contoh).",
    "objective": "Sarana siap dipakai sebelum akhir tahun anggaran.",
    "scope": "Pengadaan, pengiriman, pemasangan, dan uji fungsi.",
    "output": "Satu paket pekerjaan yang diterima dengan berita acara.",
    "requirements": "NIB dengan KBLI yang sesuai dan pengalaman sejenis.",
    "duration_days": 90,
}
DRAFT = {"payment_terms": "Termin sesuai kemajuan pekerjaan.", "terms": "Syarat umum kontrak (data contoh)."}
QUESTION = ("Apakah merek tertentu diwajibkan?", "Tidak. Yang dinilai adalah spesifikasi pada KAK.")


@transaction.atomic
def seed_runs(*, year: int, actor: Actor, now: dt.datetime) -> int:
    """Two sample runs of the demo's committee; gives how many. Nothing the second time."""
    require(actor, "procurement.seed_demo")
    free = Package.objects.filter(year=year, demo=True, method=Method.TENDER, status=PackageStatus.ANNOUNCED)
    packages = list(free.filter(tenders=None).order_by("ceiling_amount", "pk")[:2])
    found = {user.email: user for user in get_user_model().objects.filter(email__in=[email for email, _seat in SEATS])}
    if Hps.objects.exists() or len(packages) < 2 or len(found) < len(SEATS):
        return 0
    people = [found[email] for email, _seat in SEATS]
    waiting, running = (begun_run(package=package, people=people, actor=actor, now=now) for package in packages)
    declare_interest(tender_id=waiting.pk, interest="", actor=people[0], now=now)
    _announce(running, people, actor, now)
    return 2


def begun_run(*, package: Package, people: list[Any], actor: Actor, now: dt.datetime) -> Tender:
    """A sample run, begun, with its papers decided and its committee named."""
    require(actor, "procurement.seed_demo")
    by: dict[str, Any] = {"actor": actor, "now": now}
    values = RunValues(title=package.title, place_note="Purbalingga", payment_kind="Lumsum")
    tender = prepare_tender(package_ids=[package.pk], values=values, **by)
    Tender.objects.filter(pk=tender.pk).update(sealed=False)
    price = (Decimal(package.ceiling_amount) * 88 / 100).quantize(Decimal(1000))
    line = HpsValues("Pekerjaan menurut KAK", Decimal(1), "paket", price, reference="Survei tiga penyedia (contoh)")
    set_hps(tender_id=tender.pk, lines=[line], note="Data contoh", **by)
    set_kak(tender_id=tender.pk, values=KAK, **by)
    set_contract_draft(tender_id=tender.pk, values=DRAFT, **by)
    for decide in (decide_hps, decide_kak, decide_contract_draft):
        decide(tender_id=tender.pk, **by)
    seats = {user.pk: seat for user, (_email, seat) in zip(people, SEATS, strict=True)}
    appoint_committee(tender_id=tender.pk, seats=seats, **by)
    propose_schedule(tender_id=tender.pk, start=now + dt.timedelta(days=1), **by)
    return tender


def _announce(tender: Tender, people: list[Any], actor: Actor, now: dt.datetime) -> None:
    for one in people:
        declare_interest(tender_id=tender.pk, interest="", actor=one, now=now)
    announce_tender(tender_id=tender.pk, actor=people[0], now=now)
    accounts = SupplierAccount.objects.filter(closed_at=None, supplier__status=SupplierStatus.VERIFIED)
    for account in accounts.select_related("user").order_by("pk")[:1]:
        by: dict[str, Any] = {"actor": account.user, "now": now}
        part = register_participant(tender_id=tender.pk, supplier_id=account.supplier_id, **by)
        asked = ask_question(participant_id=part.pk, text=QUESTION[0], **by)
        answer_question(question_id=asked.pk, answer=QUESTION[1], actor=people[0], now=now)
