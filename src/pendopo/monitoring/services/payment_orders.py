"""Orders to pay (SPM) and disbursements (SP2D): signed, issued, refused with a reason, paid by the bank."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from pendopo.budget.services import spend_funds
from pendopo.kernel.access import Actor, require
from pendopo.monitoring.models import Payment, PaymentDeduction, PaymentPurpose, Sp2d, Spm
from pendopo.monitoring.paying_facts import holder_of
from pendopo.monitoring.payment_acts import check, reason_of, tell
from pendopo.monitoring.payment_locks import Locked, PaymentRefused, lock_payment
from pendopo.monitoring.standing import keep_figures
from pendopo.monitoring.states_payments import PAYMENT, SP2D, SPM, SPP, SpmStatus


def _spm(payment: Payment, action: str) -> Spm:
    """The live order of the payment. Raises PaymentRefused where there is none, MoveRefused for a move not possible."""
    spm = payment.spm.exclude(status=SpmStatus.REFUSED).first()
    if spm is None:
        raise PaymentRefused("not_ordered")
    if action:
        SPM.move(spm, action)
    return spm


@transaction.atomic
def sign_spm(*, payment_id: int, actor: Actor, now: dt.datetime) -> Payment:
    """Sign the order to pay. Raises PaymentStopped, PaymentRefused, MoveRefused, PermissionDenied."""
    locked = lock_payment(payment_id)
    payment = locked.payment
    require(actor, "monitoring.sign_spm", payment.project)
    spm = _spm(payment, "sign")
    check(locked, now, "pa", actor)
    spm.signed_by_id, spm.signed_label, spm.signed_at = actor.pk, actor.label, now
    spm.save(update_fields=["status", "signed_by", "signed_label", "signed_at"])
    tell(payment, "spm.signed", spm.number, actor, now)
    return payment


@transaction.atomic
def refuse_spm(*, payment_id: int, reason: str, actor: Actor, now: dt.datetime) -> Payment:
    """Refuse to sign: the request goes back, what was held for it is free. Raises like `sign_spm`."""
    locked = lock_payment(payment_id)
    require(actor, "monitoring.sign_spm", locked.payment.project)
    if _spm(locked.payment, "").status != SpmStatus.DRAFTED:
        raise PaymentRefused("signed")
    spm = _refused(locked, reason_of(reason), actor)
    tell(locked.payment, "spm.refused", spm.number, actor, now, reason=spm.refused_reason)
    return locked.payment


def _refused(locked: Locked, reason: str, actor: Actor) -> Spm:
    payment = locked.payment
    spm = _spm(payment, "refuse")
    spm.refused_reason, spm.refused_label = reason, actor.label
    spm.save(update_fields=["status", "refused_reason", "refused_label"])
    PAYMENT.move(payment, "refuse")
    payment.save(update_fields=["status"])
    SPP.move(payment.spp, "return")
    payment.spp.returned_reason = reason
    payment.spp.save(update_fields=["status", "returned_reason"])
    for row in (locked.book, locked.spd):
        row.ordered_amount -= payment.charged_amount
        row.save(update_fields=["ordered_amount"])
    return spm


@transaction.atomic
def issue_sp2d(*, payment_id: int, actor: Actor, now: dt.datetime) -> Payment:
    """Disburse a signed order: lines, released funds, contract and the work's figures follow at once.

    Raises PaymentStopped, PaymentRefused, MoveRefused, HoldMissing, PermissionDenied.
    """
    locked = lock_payment(payment_id)
    payment = locked.payment
    require(actor, "monitoring.issue_sp2d", payment.project)
    spm = _spm(payment, "")
    if spm.status != SpmStatus.SIGNED:
        raise PaymentRefused("not_signed")
    check(locked, now, "kuasa_bud", actor)
    PAYMENT.move(payment, "issue")
    amounts = dict(payment.lines.values_list("line_id", "amount"))
    source, against = f"monitoring.payment:{payment.pk}", holder_of(locked.book)
    spend_funds(amounts=amounts, source=source, against=against, actor=actor, now=now)
    sp2d = _disbursed(spm, actor, now)
    payment.issued_date = sp2d.date
    payment.save(update_fields=["status", "issued_date"])
    _count(locked)
    keep_figures(payment.project, now)
    tell(payment, "sp2d.issued", sp2d.number, actor, now, amount=str(payment.net_amount))
    return payment


def _disbursed(spm: Spm, actor: Actor, now: dt.datetime) -> Sp2d:
    number = f"{spm.payment_id:06d}/SP2D-LS/{spm.payment.year}"
    sp2d = Sp2d(spm=spm, number=number, date=timezone.localdate(now), net_amount=spm.net_amount)
    SP2D.move(sp2d, "issue")
    sp2d.issued_by_id, sp2d.issued_label, sp2d.at = actor.pk, actor.label, now
    sp2d.save()
    return sp2d


def _count(locked: Locked) -> None:
    """Bring the kept totals to what was paid."""
    payment, book, spd = locked.payment, locked.book, locked.spd
    taken = dict(PaymentDeduction.objects.filter(payment=payment).values_list("kind", "amount"))
    book.ordered_amount -= payment.charged_amount
    book.paid_amount += payment.charged_amount
    if payment.purpose == PaymentPurpose.ADVANCE:
        book.advance_amount = payment.gross_amount
    elif payment.purpose == PaymentPurpose.RETENTION:
        book.retained_amount = 0
    else:
        book.claimed_amount += payment.gross_amount
        book.recovered_amount += taken.get("ADVANCE", 0)
        book.retained_amount += taken.get("RETENTION", 0)
    book.save()
    spd.ordered_amount -= payment.charged_amount
    spd.issued_amount += payment.charged_amount
    spd.save()
    payment.project.paid_amount = book.paid_amount
    payment.project.save(update_fields=["paid_amount"])


@transaction.atomic
def refuse_sp2d(*, payment_id: int, reason: str, actor: Actor, now: dt.datetime) -> Payment:
    """Refuse to disburse a signed order: the request goes back. Raises like `issue_sp2d`."""
    locked = lock_payment(payment_id)
    require(actor, "monitoring.issue_sp2d", locked.payment.project)
    if _spm(locked.payment, "").status != SpmStatus.SIGNED:
        raise PaymentRefused("not_signed")
    spm = _refused(locked, reason_of(reason), actor)
    tell(locked.payment, "sp2d.refused", spm.number, actor, now, reason=spm.refused_reason)
    return locked.payment


@transaction.atomic
def confirm_sp2d(*, payment_id: int, bank_date: dt.date, actor: Actor, now: dt.datetime) -> Payment:
    """Note the day on which the bank paid. Raises PaymentRefused, MoveRefused, PermissionDenied."""
    payment = lock_payment(payment_id).payment
    require(actor, "monitoring.issue_sp2d", payment.project)
    sp2d = Sp2d.objects.filter(spm__payment=payment).first()
    if sp2d is None:
        raise PaymentRefused("not_issued")
    if not sp2d.date <= bank_date <= timezone.localdate(now):
        raise PaymentRefused("bank_date", sp2d.date)
    SP2D.move(sp2d, "pay")
    sp2d.bank_date = bank_date
    sp2d.save(update_fields=["status", "bank_date"])
    tell(payment, "sp2d.paid", sp2d.number, actor, now)
    return payment
