"""From the agreement to the last rupiah: SPK or receipt, report, hand-over to the village head, payments, closing."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from pendopo.budget.services import commit_funds, release_funds, spend_funds
from pendopo.kernel.access import Actor, require
from pendopo.procurement import village_papering
from pendopo.procurement.models import VillagePackage, VillagePaper, VillagePaperKind, VillagePayment, VillageWay
from pendopo.procurement.states_village import VILLAGE, VillageStatus
from pendopo.procurement.village_rules import VillageRefused, refuse_unready_team
from pendopo.procurement.villaging import Sent, kept_paper, locked_village, tell_village

ZERO = Decimal(0)
PAYABLE = (VillageStatus.AGREED, VillageStatus.REPORTED, VillageStatus.ACCEPTED)


@dataclass(frozen=True)
class ReportValues:
    """What the team reports; of self-managed work also who worked, how many days in all, and their wages."""

    report: str
    workers: int | None = None
    work_days: int | None = None
    wages_amount: Decimal | None = None


@dataclass(frozen=True)
class PaymentValues:
    """A payment by its kuitansi; rupiah with two places."""

    number: str
    date: dt.date
    amount: Decimal
    note: str = ""


@transaction.atomic
def agree_village_package(
    *,
    package_id: int,
    number: str,
    date: dt.date,
    due_date: dt.date | None,
    actor: Actor,
    now: dt.datetime,
    receipt: Sent | None = None,
) -> VillagePackage:
    """Bind the price in the row: by an agreement that is printed, or for direct buying by the uploaded receipt.

    What the plan had reserved beyond the price goes back to the row. Raises VillageRefused (future, due, receipt),
    FundsExceeded, FileRefused, MoveRefused, PermissionDenied.
    """
    package = locked_village(package_id)
    require(actor, "procurement.lead_village", package.unit)
    VILLAGE.move(package, "agree")
    _date(package, number, date, due_date, now)
    if package.way == VillageWay.DIRECT:
        stored = kept_paper(package, receipt, f"{number}: {package.title}", actor, now)
        if stored is None:
            raise VillageRefused("receipt")
        VillagePaper.objects.create(
            package=package, kind=VillagePaperKind.RECEIPT, number=number, document=stored, made_at=now
        )
    else:
        village_papering.print_agreement(package, actor, now)
    _bind(package, actor, now)
    given = {"seller": package.seller.name if package.seller else "", "number": number}
    tell_village(package, "village_package.agreed", actor, now, amount=str(package.price_amount), **given)
    return package


@transaction.atomic
def begin_village_work(
    *, package_id: int, number: str, date: dt.date, due_date: dt.date | None, actor: Actor, now: dt.datetime
) -> VillagePackage:
    """Order self-managed work: the team and residents begin, the whole ceiling is bound.

    Raises VillageRefused (not_self_managed, future, due, and those of the team), FundsExceeded, MoveRefused.
    """
    package = locked_village(package_id)
    require(actor, "procurement.lead_village", package.unit)
    if package.way != VillageWay.SELF_MANAGED:
        raise VillageRefused("not_self_managed")
    refuse_unready_team(package)
    VILLAGE.move(package, "begin")
    package.price_amount = Decimal(package.ceiling_amount)
    _date(package, number, date, due_date, now)
    _bind(package, actor, now)
    tell_village(package, "village_package.begun", actor, now, number=number, amount=str(package.price_amount))
    return package


def _date(package: VillagePackage, number: str, date: dt.date, due: dt.date | None, now: dt.datetime) -> None:
    if date > timezone.localdate(now):
        raise VillageRefused("future")
    if due is not None and due < date:
        raise VillageRefused("due")
    package.agreement_number, package.agreement_date, package.due_date = number.strip(), date, due
    package.agreed_at = now


def _bind(package: VillagePackage, actor: Actor, now: dt.datetime) -> None:
    package.save()
    assert package.price_amount is not None
    amounts, holder = {package.line_id: package.price_amount}, f"{package.holder}#perjanjian"
    commit_funds(amounts=amounts, source=holder, actor=actor, now=now, against=package.holder)
    release_funds(holder=package.holder, source=f"{package.holder}#sisa", actor=actor, now=now)


@transaction.atomic
def report_village_package(*, package_id: int, values: ReportValues, actor: Actor, now: dt.datetime) -> VillagePackage:
    """The team reports that everything was delivered or built.

    Raises VillageRefused (report, workers, wages with `amount`), MoveRefused, PermissionDenied.
    """
    package = locked_village(package_id)
    require(actor, "procurement.buy_village", package)
    if not values.report.strip():
        raise VillageRefused("report")
    if package.cash_for_work and not (values.workers and values.work_days and values.wages_amount):
        raise VillageRefused("workers")
    if values.wages_amount is not None and values.wages_amount > (package.price_amount or ZERO):
        raise VillageRefused("wages", amount=package.price_amount)
    VILLAGE.move(package, "report")
    for name, value in vars(values).items():
        setattr(package, name, value)
    package.reported_at = now
    package.save()
    tell_village(package, "village_package.reported", actor, now)
    return package


@transaction.atomic
def send_back_village_report(*, package_id: int, reason: str, actor: Actor, now: dt.datetime) -> VillagePackage:
    """The village head finds something missing. Raises VillageRefused (reason), MoveRefused, PermissionDenied."""
    package = locked_village(package_id)
    require(actor, "procurement.lead_village", package.unit)
    if not reason.strip():
        raise VillageRefused("reason")
    VILLAGE.move(package, "send_back")
    package.save(update_fields=["status"])
    tell_village(package, "village_package.sent_back", actor, now, reason=reason.strip()[:500])
    return package


@transaction.atomic
def accept_village_package(*, package_id: int, actor: Actor, now: dt.datetime) -> VillagePackage:
    """The village head takes the result over from the team; the minutes are printed. Raises MoveRefused."""
    package = locked_village(package_id)
    require(actor, "procurement.lead_village", package.unit)
    VILLAGE.move(package, "accept")
    package.accepted_at = now
    package.save(update_fields=["status", "accepted_at"])
    paper = village_papering.print_handover(package, actor, now)
    tell_village(package, "village_package.accepted", actor, now, number=paper.number)
    return package


@transaction.atomic
def pay_village_package(
    *, package_id: int, values: PaymentValues, actor: Actor, now: dt.datetime, paper: Sent | None = None
) -> VillagePayment:
    """Note a payment against the row; never more than was agreed. A seller is paid after the hand-over.

    Raises VillageRefused (not_payable, not_accepted, future, amount, overpaid with `amount`, payment_known),
    FileRefused, PermissionDenied.
    """
    package = locked_village(package_id)
    require(actor, "procurement.pay_village", package.unit)
    _refuse_payment(package, values, now)
    stored = kept_paper(package, paper, f"{values.number}: {package.title}", actor, now)
    made = VillagePayment(package=package, paper=stored, paid_at=now, payer_label=actor.label, **vars(values))
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise VillageRefused("payment_known") from None
    package.paid_amount += values.amount
    package.save(update_fields=["paid_amount"])
    holder = f"{package.holder}#perjanjian"
    source = f"{package.holder}#bayar-{made.pk}"
    spend_funds(amounts={package.line_id: values.amount}, source=source, against=holder, actor=actor, now=now)
    given = {"number": made.number, "amount": str(made.amount)}
    tell_village(package, "village_payment.recorded", actor, now, **given)
    return made


def _refuse_payment(package: VillagePackage, values: PaymentValues, now: dt.datetime) -> None:
    if package.status not in PAYABLE:
        raise VillageRefused("not_payable")
    if package.way != VillageWay.SELF_MANAGED and package.status != VillageStatus.ACCEPTED:
        raise VillageRefused("not_accepted")
    if values.date > timezone.localdate(now):
        raise VillageRefused("future")
    if values.amount <= 0:
        raise VillageRefused("amount")
    left = (package.price_amount or ZERO) - package.paid_amount
    if values.amount > left:
        raise VillageRefused("overpaid", amount=left)


@transaction.atomic
def settle_village_package(*, package_id: int, actor: Actor, now: dt.datetime) -> VillagePackage:
    """Close the package: what was agreed and not paid goes back to the row.

    Raises VillageRefused (unpaid), MoveRefused, PermissionDenied.
    """
    package = locked_village(package_id)
    require(actor, "procurement.lead_village", package.unit)
    VILLAGE.move(package, "settle")
    left = (package.price_amount or ZERO) - package.paid_amount
    if package.paid_amount == 0 or (left and package.way != VillageWay.SELF_MANAGED):
        raise VillageRefused("unpaid", amount=left)
    package.settled_at = now
    package.save(update_fields=["status", "settled_at"])
    holder = f"{package.holder}#perjanjian"
    release_funds(holder=holder, source=f"{package.holder}#tutup", actor=actor, now=now)
    given = {"amount": str(package.paid_amount), "left": str(left)}
    tell_village(package, "village_package.settled", actor, now, **given)
    return package
