"""What the hard stops look at, read from the kept totals; acts call it under the locks of the payment."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from pendopo.budget import queries as budget
from pendopo.budget.models import FundsBalance, FundsHold
from pendopo.kernel.access import SYSTEM, Actor
from pendopo.monitoring.models import Payment, PaymentBook, PaymentDeduction, PaymentLine, SpdBalance, Spm
from pendopo.monitoring.paying import ZERO, Standing
from pendopo.monitoring.states import ExecutionStatus
from pendopo.monitoring.states_payments import PaymentStatus, SpmStatus
from pendopo.monitoring.stopping import Check, Facts, Refused, checks_of

FINALLY_OVER = (ExecutionStatus.FHO, ExecutionStatus.CLOSED)
HANDED_OVER = (ExecutionStatus.PHO, ExecutionStatus.MAINTENANCE, *FINALLY_OVER)
TAXES = ("PPN", "PPH21", "PPH22", "PPH23", "PPH4_2")


def holder_of(book: PaymentBook) -> str:
    """The name of the contract in the ledger of funds."""
    return f"procurement.contract:{book.execution.contract.key}"


def standing_of(book: PaymentBook) -> Standing:
    """What the contract has been paid so far."""
    return Standing(
        book.execution.contract.value_amount, book.advance_percent, book.retention_percent, book.advance_amount,
        book.claimed_amount, book.recovered_amount, book.retained_amount, book.paid_amount,
    )  # fmt: skip


def left_of_lines(book: PaymentBook) -> dict[int, Decimal]:
    """Line id -> what the contract has bound of it and not paid. One query."""
    rows = FundsHold.objects.filter(holder=holder_of(book))
    return {row.line_id: row.amount - row.used_amount for row in rows if row.amount > row.used_amount}


def _same_people(payment: Payment, spm: Spm | None, doing: str, actor: Actor | None) -> tuple[Refused, ...]:
    """Two duties in one hand: of this payment, or that of the contract officer beside a duty of money."""
    held = {"bendahara": payment.spp.drafted_by_id, "ppk_skpd": payment.spp.checked_by_id}
    held["pa"] = spm.signed_by_id if spm else None
    if doing and actor is not None:
        held[doing] = actor.pk
    known = [(duty, pk) for duty, pk in held.items() if pk is not None]
    pairs = [(one, two) for place, one in enumerate(known) for two in known[place + 1 :] if one[1] == two[1]]
    found = [Refused(one[0], two[0]) for one, two in pairs]
    if doing in {"bendahara", "ppk_skpd"} and actor is not None and actor.pk and actor.holds("ppk", payment.unit):
        found.append(Refused(doing, "ppk"))
    return tuple(found)


def _of_lines(payment: Payment, this: dict[int, Decimal]) -> dict[str, Any]:
    """Limits and what stands on the lines without this payment. Four queries."""
    funds = {row.id: row for row in budget.funds_of_lines(SYSTEM, this)}
    opened = PaymentLine.objects.filter(line_id__in=this, payment__status=PaymentStatus.ORDERED)
    ordered = dict(opened.exclude(payment=payment).values_list("line_id").annotate(total=Sum("amount")))
    limits = {pk: row.committed_amount if row.imported else Decimal(row.amount) for pk, row in funds.items()}
    return {
        "line_limits": limits,
        "line_before": {pk: row.spent_amount + ordered.get(pk, ZERO) for pk, row in funds.items()},
        "line_this": this,
        "stage_amounts": limits,
        "stage_held": {pk: row.committed_amount for pk, row in funds.items()},
    }


def facts_of(
    payment: Payment, book: PaymentBook, day: dt.date, *, doing: str = "", actor: Actor | None = None
) -> Facts:
    """The facts of a payment on a day, as the one sees it who does a duty of it."""
    execution, ordered = book.execution, payment.status == PaymentStatus.ORDERED
    spm = payment.spm.exclude(status=SpmStatus.REFUSED).first()
    spd = SpdBalance.objects.filter(unit=payment.unit_id, year=payment.year).first() or SpdBalance()
    own = payment.charged_amount if ordered else ZERO
    bound = FundsHold.objects.filter(holder=holder_of(book)).aggregate(total=Sum("amount"))["total"] or ZERO
    same = {"bank", "account_number", "account_holder"}
    return Facts(
        this=payment.charged_amount, day=day, year=payment.year, purpose=payment.purpose,
        value=execution.contract.value_amount, contract_before=book.ordered_amount + book.paid_amount - own,
        spd_released=spd.released_amount, spd_before=spd.ordered_amount + spd.issued_amount - own, bound=bound,
        claim_percent=payment.claim_percent, accepted_percent=payment.project.realised_percent or ZERO,
        handed_over=execution.status in HANDED_OVER, finally_over=execution.status in FINALLY_OVER,
        same_people=_same_people(payment, spm, doing, actor), account_known=bool(book.account_number),
        account_matches=spm is None or all(getattr(spm, name) == getattr(book, name) for name in same),
        order_matches=spm is None or spm.net_amount == payment.net_amount,
        taxed=PaymentDeduction.objects.filter(payment=payment, kind__in=TAXES).exists(),
        **_of_lines(payment, dict(payment.lines.values_list("line_id", "amount"))),
    )  # fmt: skip


def checks_on(payment: Payment, book: PaymentBook, day: dt.date, **more: Any) -> list[Check]:
    """Every hard stop of the payment on the day."""
    return checks_of(facts_of(payment, book, day, **more))


def lock_lines(payment: Payment) -> None:
    """Keep the totals of the payment's lines still until the act is done, by key."""
    lines = FundsBalance.objects.filter(line_id__in=payment.lines.values("line_id"))
    list(lines.order_by("line_id").select_for_update(no_key=True))
