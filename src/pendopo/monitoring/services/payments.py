"""Requests for payment (SPP-LS): terms agreed, drafted by the treasurer, handed in, looked through, returned."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.kernel.access import Actor, require
from pendopo.monitoring import paying
from pendopo.monitoring.following import fine_of, without_vat
from pendopo.monitoring.models import (
    ContractExecution,
    Payment,
    PaymentBook,
    PaymentDeduction,
    PaymentLine,
    PaymentPurpose,
    PaymentTerm,
    Project,
    Spm,
    Spp,
    StatedPayment,
)
from pendopo.monitoring.paying_facts import left_of_lines, standing_of
from pendopo.monitoring.payment_acts import check, reason_of, tell
from pendopo.monitoring.payment_locks import Locked, PaymentRefused, lock_book, lock_payment, lock_project
from pendopo.monitoring.ruling import rule_on
from pendopo.monitoring.states_payments import PAYMENT, SPP, PaymentStatus

OPEN = (PaymentStatus.REQUESTED, PaymentStatus.ORDERED)


@dataclass(frozen=True)
class TermValues:
    """How a contract is paid: advance and retention in percent, cumulative percents of the terms, the account."""

    advance_percent: Decimal
    retention_percent: Decimal
    percents: Sequence[Decimal]
    bank: str
    account_number: str
    account_holder: str


@dataclass(frozen=True)
class SppValues:
    """What a request asks for; `percent` is the cumulative claim of a term, `days_late` what the fine is counted by."""

    purpose: str
    percent: Decimal = Decimal(0)
    days_late: int = 0
    with_vat: bool = True


@transaction.atomic
def agree_terms(*, project_id: int, values: TermValues, actor: Actor, now: dt.datetime) -> PaymentBook:
    """Store what the contract says about paying; nothing of it may change while a payment is under way.

    Raises PaymentRefused, PermissionDenied.
    """
    project = lock_project(project_id)
    require(actor, "monitoring.agree_terms", project)
    execution = ContractExecution.objects.filter(project=project).first()
    if execution is None:
        raise PaymentRefused("no_contract")
    _check_terms(project, values)
    book, _new = PaymentBook.objects.get_or_create(execution=execution)
    if book.paid_amount and (book.advance_percent, book.retention_percent) != (
        values.advance_percent, values.retention_percent,
    ):  # fmt: skip
        raise PaymentRefused("paid_already")
    for name in ("advance_percent", "retention_percent", "bank", "account_number", "account_holder"):
        setattr(book, name, getattr(values, name))
    book.save()
    book.terms.all().delete()
    PaymentTerm.objects.bulk_create(
        PaymentTerm(book=book, sequence=place, percent=percent) for place, percent in enumerate(values.percents, 1)
    )
    data = {"code": project.code, "title": project.title}
    record(actor=actor, event="monitoring.terms.agreed", subject=project, unit=project.unit, now=now, data=data)
    return book


def _check_terms(project: Project, values: TermValues) -> None:
    if Payment.objects.filter(project=project, status__in=OPEN).exists():
        raise PaymentRefused("under_way")
    percents = list(values.percents)
    if not percents or percents != sorted(set(percents)) or percents[0] <= 0 or percents[-1] != 100:
        raise PaymentRefused("terms")
    if not 0 <= values.advance_percent <= 50 or not 0 <= values.retention_percent <= 10:
        raise PaymentRefused("shares")


@transaction.atomic
def draft_spp(*, project_id: int, values: SppValues, actor: Actor, now: dt.datetime) -> Payment:
    """Draft a request with its deductions and its parts of the lines; only one of a contract is under way at a time.

    Raises PaymentRefused, PermissionDenied.
    """
    project = lock_project(project_id)
    require(actor, "monitoring.draft_spp", project)
    book = lock_book(project)
    earlier = Payment.objects.filter(project=project)
    if earlier.filter(status__in=OPEN).exists():
        raise PaymentRefused("under_way")
    if StatedPayment.objects.filter(project=project, current=True).exists():
        raise PaymentRefused("stated")
    asked = _asked(project, book, values, timezone.localdate(now))
    try:
        parts = paying.split_over(asked.charged, left_of_lines(book))
    except ValueError as error:
        raise PaymentRefused("nothing" if asked.charged <= 0 else "bound") from error
    if asked.net < 0:
        raise PaymentRefused("nothing")
    payment = Payment.objects.create(
        project=project, unit=project.unit, year=project.year, sequence=earlier.count() + 1, purpose=values.purpose,
        claim_percent=values.percent if values.purpose == PaymentPurpose.TERM else 0, gross_amount=asked.gross,
        charged_amount=asked.charged, net_amount=asked.net, days_late=values.days_late, created_at=now,
    )  # fmt: skip
    _store_parts(payment, asked, parts)
    number = f"{payment.pk:05d}/SPP-LS/{project.year}"
    Spp.objects.create(
        payment=payment, number=number, drafted_by_id=actor.pk, drafted_label=actor.label, drafted_at=now
    )
    tell(payment, "spp.drafted", number, actor, now)
    return payment


def _store_parts(payment: Payment, asked: paying.Asked, parts: dict[int, Decimal]) -> None:
    PaymentDeduction.objects.bulk_create(
        PaymentDeduction(payment=payment, kind=kind, amount=amount) for kind, amount in asked.deductions
    )
    PaymentLine.objects.bulk_create(
        PaymentLine(payment=payment, line_id=pk, amount=amount) for pk, amount in parts.items()
    )


def _asked(project: Project, book: PaymentBook, values: SppValues, day: dt.date) -> paying.Asked:
    standing = standing_of(book)
    vat = Decimal(rule_on("VAT", day)["percent"]) if values.with_vat else Decimal(0)
    if values.purpose == PaymentPurpose.ADVANCE:
        if book.advance_amount or book.claimed_amount:
            raise PaymentRefused("advance_paid")
        asked = paying.advance_of(standing)
    elif values.purpose == PaymentPurpose.RETENTION:
        asked = paying.release_of(standing)
    else:
        if not book.terms.filter(percent=values.percent).exists():
            raise PaymentRefused("percent")
        fine = fine_of(
            base=without_vat(standing.value, Decimal(rule_on("VAT", day)["percent"])), days_late=values.days_late,
            permil=Decimal(rule_on("LATE_FINE", day)["permil_per_day"]),
        )  # fmt: skip
        asked = paying.term_of(standing, values.percent, fine)
    rates = rule_on("INCOME_TAX", day).get(project.kind, [])
    return paying.taxed(asked, vat_percent=vat, income=[(code, Decimal(rate)) for code, rate in rates])


@transaction.atomic
def submit_spp(*, payment_id: int, actor: Actor, now: dt.datetime) -> Payment:
    """Hand the request in; every hard stop is looked at. Raises PaymentStopped, MoveRefused, PermissionDenied."""
    locked = lock_payment(payment_id)
    payment, spp = locked.payment, locked.payment.spp
    require(actor, "monitoring.draft_spp", payment.project)
    SPP.move(spp, "submit")
    check(locked, now, "bendahara", actor)
    spp.submitted_at, spp.returned_reason = now, ""
    spp.save(update_fields=["status", "submitted_at", "returned_reason"])
    tell(payment, "spp.submitted", spp.number, actor, now)
    return payment


@transaction.atomic
def complete_spp(*, payment_id: int, actor: Actor, now: dt.datetime) -> Payment:
    """Find the papers complete and draft the order to pay: from here on its money is held.

    Raises PaymentStopped, MoveRefused, PermissionDenied.
    """
    locked = lock_payment(payment_id)
    payment, spp = locked.payment, locked.payment.spp
    require(actor, "monitoring.check_spp", payment.project)
    SPP.move(spp, "complete")
    check(locked, now, "ppk_skpd", actor)
    spp.checked_by_id, spp.checked_label, spp.checked_at = actor.pk, actor.label, now
    spp.save(update_fields=["status", "checked_by", "checked_label", "checked_at"])
    PAYMENT.move(payment, "order")
    payment.save(update_fields=["status"])
    _order(locked, now)
    tell(payment, "spp.completed", spp.number, actor, now)
    return payment


def _order(locked: Locked, now: dt.datetime) -> None:
    payment, book = locked.payment, locked.book
    number = f"{payment.pk:05d}.{payment.spm.count() + 1}/SPM-LS/{payment.year}"
    Spm.objects.create(
        payment=payment, number=number, net_amount=payment.net_amount, bank=book.bank,
        account_number=book.account_number, account_holder=book.account_holder, drafted_at=now,
    )  # fmt: skip
    for row in (book, locked.spd):
        row.ordered_amount += payment.charged_amount
        row.save(update_fields=["ordered_amount"])


@transaction.atomic
def return_spp(*, payment_id: int, reason: str, actor: Actor, now: dt.datetime) -> Payment:
    """Give the request back to the treasurer with a reason. Raises PaymentRefused, MoveRefused, PermissionDenied."""
    payment = lock_payment(payment_id).payment
    require(actor, "monitoring.check_spp", payment.project)
    if payment.status != PaymentStatus.REQUESTED:
        raise PaymentRefused("ordered")
    SPP.move(payment.spp, "return")
    payment.spp.returned_reason = reason_of(reason)
    payment.spp.save(update_fields=["status", "returned_reason"])
    tell(payment, "spp.returned", payment.spp.number, actor, now, reason=payment.spp.returned_reason)
    return payment


@transaction.atomic
def withdraw_spp(*, payment_id: int, reason: str, actor: Actor, now: dt.datetime) -> Payment:
    """Take a request back for good, so that another one can be drafted. Raises like `return_spp`."""
    payment = lock_payment(payment_id).payment
    require(actor, "monitoring.draft_spp", payment.project)
    why = reason_of(reason)
    PAYMENT.move(payment, "withdraw")
    payment.save(update_fields=["status"])
    tell(payment, "spp.withdrawn", payment.spp.number, actor, now, reason=why)
    return payment
