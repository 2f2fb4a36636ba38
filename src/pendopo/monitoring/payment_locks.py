"""The locks of an act on a payment, always in this order: the work, the contract's book, the unit's released funds,
the lines (docs/protocols/locking.md). The ledger of funds takes its own after them.
"""

from dataclasses import dataclass

from pendopo.monitoring.models import Payment, PaymentBook, Project, SpdBalance
from pendopo.monitoring.paying_facts import lock_lines


class PaymentRefused(Exception):
    """What was given cannot be: `code` says what (see `payment_words`), `limit` the bound that it crosses."""

    def __init__(self, code: str, limit: object = None) -> None:
        super().__init__(code)
        self.code, self.limit = code, limit


@dataclass(frozen=True)
class Locked:
    """A payment with everything it changes, locked."""

    payment: Payment
    book: PaymentBook
    spd: SpdBalance


def lock_project(project_id: int) -> Project:
    """The work, locked."""
    return Project.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=project_id)


def lock_book(project: Project) -> PaymentBook:
    """The book of the work's contract, locked. Raises PaymentRefused where no terms are agreed."""
    found = PaymentBook.objects.select_related("execution__contract").filter(execution__project=project)
    book = found.select_for_update(of=("self",), no_key=True).first()
    if book is None:
        raise PaymentRefused("no_terms")
    return book


def lock_spd(unit_id: int, year: int) -> SpdBalance:
    """What is released to the unit in the year, locked; an empty one begins where there was none."""
    SpdBalance.objects.bulk_create([SpdBalance(unit_id=unit_id, year=year)], ignore_conflicts=True)
    return SpdBalance.objects.select_for_update(no_key=True).get(unit_id=unit_id, year=year)


def lock_payment(payment_id: int) -> Locked:
    """The payment, its work, its contract's book and its unit's released funds."""
    project = lock_project(Payment.objects.values_list("project_id", flat=True).get(pk=payment_id))
    book = lock_book(project)
    payment = Payment.objects.select_related("spp", "unit").get(pk=payment_id)
    payment.project = project
    spd = lock_spd(payment.unit_id, payment.year)
    lock_lines(payment)
    return Locked(payment, book, spd)
