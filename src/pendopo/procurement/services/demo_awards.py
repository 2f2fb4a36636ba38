"""Sample purchases for the demo: one bought directly up to its contract, one in its talks, some recorded receipts."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from pendopo.budget.queries import lines_to_buy_from
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Supplier
from pendopo.organisations.states import SupplierStatus
from pendopo.procurement.blocking import blocked_on
from pendopo.procurement.contracting import ContractValues
from pendopo.procurement.models import Method, Package, Participant, RecordedSpending, RoundKind, Sppbj, Tender
from pendopo.procurement.services.awards import appoint_supplier
from pendopo.procurement.services.contracts import draft_contract, issue_spmk, sign_contract
from pendopo.procurement.services.direct import begin_direct, decide_direct, invite_direct, note_round
from pendopo.procurement.services.guarantees import GuaranteeValues, record_guarantee
from pendopo.procurement.services.recorded import SpendingValues, record_spending
from pendopo.procurement.states import PackageStatus

RECEIPTS = (
    ("Alat tulis kantor", "Toko Sumber Rejeki (contoh)", 4_250_000),
    ("Makan dan minum rapat", "Warung Bu Tini (contoh)", 1_800_000),
    ("Servis kendaraan dinas", "Bengkel Maju Jaya (contoh)", 12_600_000),
)


@transaction.atomic
def seed_awards(*, year: int, actor: Actor, now: dt.datetime) -> int:
    """Make the sample purchases of the year; gives how many. Nothing where there are any, or no package is left."""
    require(actor, "procurement.seed_demo")
    known = Supplier.objects.filter(status=SupplierStatus.VERIFIED).order_by("pk")[:20]
    firms = [firm for firm in known if blocked_on(firm, timezone.localdate(now)) is None][:2]
    free = Package.objects.filter(year=year, demo=True, status=PackageStatus.ANNOUNCED, method=Method.DIRECT)
    packages = list(free.filter(tenders=None, contracts=None).select_related("unit").order_by("pk")[:2])
    if RecordedSpending.objects.exists() or len(packages) < 2 or not firms:
        return 0
    talks = _talks(packages[0], firms[:1], actor, now)
    note_round(
        participant_id=talks[0].pk, kind=RoundKind.AGREEMENT, amount=_price(packages[0], 94),
        note="Disepakati setelah klarifikasi spesifikasi (data contoh)", actor=actor, now=now,
    )  # fmt: skip
    run = decide_direct(participant_id=talks[0].pk, reason="Harga wajar (data contoh)", actor=actor, now=now)
    _contract(packages[0], run, actor, now)
    _talks(packages[1], firms, actor, now)
    return 2 + _receipts(packages[0], year, actor, now)


def _price(package: Package, percent: int) -> Decimal:
    return Decimal(package.ceiling_amount * percent // 100)


def _talks(package: Package, firms: list[Supplier], actor: Actor, now: dt.datetime) -> list[Participant]:
    run = begin_direct(package_id=package.pk, hps_amount=_price(package, 98), actor=actor, now=now)
    found = []
    for number, firm in enumerate(firms):
        one = invite_direct(tender_id=run.pk, supplier_id=firm.pk, actor=actor, now=now)
        for kind, percent in ((RoundKind.OFFER, 97 - number), (RoundKind.COUNTER, 93)):
            note_round(
                participant_id=one.pk, kind=kind, amount=_price(package, percent), note="Data contoh", actor=actor,
                now=now,
            )  # fmt: skip
        found.append(one)
    return found


def _contract(package: Package, run: Tender, actor: Actor, now: dt.datetime) -> None:
    today = timezone.localdate(now)
    end = today + dt.timedelta(days=60)
    sppbj = appoint_supplier(tender_id=run.pk, date=today, actor=actor, now=now)
    values = ContractValues(
        title=package.title, number=f"027/{package.pk}/SPK/{package.year}", date=today, amount=sppbj.amount,
        starts_date=today, ends_date=end, payment_kind="Lumsum",
    )  # fmt: skip
    contract = draft_contract(
        package_id=package.pk, supplier_id=sppbj.supplier_id, values=values, shares=_shares(package, sppbj),
        sppbj_id=sppbj.pk, actor=actor, now=now,
    )  # fmt: skip
    sign_contract(contract_id=contract.pk, actor=actor, now=now)
    issue_spmk(
        contract_id=contract.pk, number=f"027/{package.pk}/SPMK/{package.year}", date=today, starts_date=today,
        ends_date=end, actor=actor, now=now,
    )  # fmt: skip
    paper = GuaranteeValues(
        "MAINTENANCE", "Bank Contoh", f"BG-{package.pk}", (sppbj.amount / 20).quantize(Decimal("1")) + 1, today,
        today + dt.timedelta(days=25),
    )  # fmt: skip
    record_guarantee(values=paper, contract_id=contract.pk, actor=actor, now=now)


def _shares(package: Package, sppbj: Sppbj) -> dict[int, Decimal]:
    """The price over the package's lines, each at most what it gives."""
    left, found = sppbj.amount, {}
    for line, amount in package.shares.order_by("line_id").values_list("line_id", "amount"):
        taken = min(left, Decimal(amount))
        if taken > 0:
            found[line] = taken
        left -= taken
    return found


def _receipts(package: Package, year: int, actor: Actor, now: dt.datetime) -> int:
    lines = lines_to_buy_from(actor, package.unit_id, year, limit=1)
    if not lines or lines[0].free_amount < sum(amount for _title, _seller, amount in RECEIPTS):
        return 0
    for number, (title, seller, amount) in enumerate(RECEIPTS, start=1):
        values = SpendingValues(
            title, "SERVICES", seller, f"KW-{number:03d}", timezone.localdate(now), Decimal(amount), is_umk=True
        )
        record_spending(
            unit_id=package.unit_id, line_id=lines[0].id, values=values, actor=actor, now=now, demo=True
        )  # fmt: skip
    return len(RECEIPTS)
