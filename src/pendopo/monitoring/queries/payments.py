"""Reads of payments: those of a work, what waits for whom, the funds released to a unit."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum
from django.utils import timezone

from pendopo.budget import queries as budget
from pendopo.instance.queries import working_calendar
from pendopo.kernel.access import Actor
from pendopo.monitoring.models import Payment, PaymentBook, Project, Spd, SpdBalance
from pendopo.monitoring.paying import due_date
from pendopo.monitoring.paying_facts import checks_on
from pendopo.monitoring.ruling import rule_on
from pendopo.monitoring.states_payments import PaymentStatus, SpmStatus, SppStatus
from pendopo.monitoring.stopping import Check
from pendopo.organisations.models import Unit

MOST = 100
"""So many rows of one list at most."""


def spd_room(actor: Actor, unit: Unit, year: int) -> Decimal:
    """What the budget in force gives the unit to spend and no SPD holds yet. At most eight queries."""
    stage = budget.stage_of(actor, year)
    if stage is None:
        return Decimal(0)
    pool = budget.unit_pool(stage, unit)
    given = Spd.objects.filter(unit=unit, year=year).aggregate(total=Sum("amount"))["total"] or Decimal(0)
    return Decimal(pool.used_amount or pool.amount) - given


def payments_at_work(project: Project) -> list[Payment]:
    """The payments of a work with their request, the latest first. Three queries."""
    found = Payment.objects.filter(project=project).select_related("spp").prefetch_related("spm__sp2d")
    return list(found.order_by("-sequence")[:MOST])


def payment_at(project: Project, sequence: int) -> Payment | None:
    """One payment of a work with all its papers; None where there is none. Five queries."""
    found = Payment.objects.filter(project=project, sequence=sequence).select_related("spp", "unit", "project__unit")
    return found.prefetch_related("spm__sp2d", "deductions", "lines").first()


def payments_made(project: Project) -> list[Payment]:
    """What was paid of a work, for everybody, in its order. Two queries."""
    found = Payment.objects.filter(project=project, status=PaymentStatus.ISSUED).prefetch_related("deductions")
    return list(found.order_by("sequence")[:MOST])


def book_of(project: Project) -> PaymentBook | None:
    """How the work's contract is paid, with its terms; None where nothing is agreed. Two queries."""
    found = PaymentBook.objects.filter(execution__project=project).select_related("execution__contract")
    return found.prefetch_related("terms").first()


def checks_shown(payment: Payment, day: dt.date, *, doing: str = "", actor: Actor | None = None) -> list[Check]:
    """How the hard stops would judge the payment today, before an act; the act looks again under its locks."""
    book = book_of(payment.project)
    return checks_on(payment, book, day, doing=doing, actor=actor) if book else []


@dataclass(frozen=True)
class Waits:
    """One payment that waits for a duty: which step, since when, its last working day."""

    payment: Payment
    step: str
    since: dt.datetime
    due: dt.date


WAITING: tuple[tuple[str, tuple[str, ...], dict[str, str], str, str, str], ...] = (
    ("lengkap", ("ppk_skpd",), {"spp__status": SppStatus.SUBMITTED}, "spp__submitted_at", "SPM_CLOCK", "refuse"),
    ("tandatangani", ("pa", "kpa"), {"spm__status": SpmStatus.DRAFTED}, "spm__drafted_at", "SPM_CLOCK", "issue"),
    ("cairkan", ("kuasa_bud",), {"spm__status": SpmStatus.SIGNED}, "spm__signed_at", "SP2D_CLOCK", "issue"),
    ("ajukan", ("bendahara",), {"spp__status": SppStatus.RETURNED}, "spp__submitted_at", "SPM_CLOCK", "issue"),
)
"""Step, duties, what waits for it, since when, and the clock of the law."""


def payments_waiting_for(actor: Actor, day: dt.date) -> list[Waits]:
    """What waits for the actor's duties, the earliest last day first. At most nine queries."""
    posts: list[Any] = getattr(actor, "posts", list)()
    calendar, found = working_calendar(), []
    for step, roles, wanted, since, clock, act in WAITING:
        units = {post.unit_id for post in posts if post.role in roles}
        if not units:
            continue
        rows = Payment.objects.filter(status__in=(PaymentStatus.REQUESTED, PaymentStatus.ORDERED), **wanted)
        rows = rows if None in units else rows.filter(unit__in=units)
        rule = rule_on(clock, day)
        for payment in rows.annotate(since=F(since)).select_related("project", "unit", "spp").order_by("since")[:MOST]:
            begun = timezone.localdate(payment.since)
            found.append(Waits(payment, step, payment.since, due_date(calendar, begun, rule, act)))
    return sorted(found, key=lambda one: (one.due, one.payment.pk))


def spd_of(unit: Unit, year: int) -> tuple[list[Spd], SpdBalance]:
    """The releases of a unit in a year and their kept totals. Two queries."""
    balance = SpdBalance.objects.filter(unit=unit, year=year).first() or SpdBalance(unit=unit, year=year)
    return list(Spd.objects.filter(unit=unit, year=year)[:MOST]), balance


def unit_of_spd(code: str) -> Unit | None:
    """The unit of that code."""
    return Unit.objects.filter(code=code).first()


def spd_at(pk: int) -> Spd | None:
    """One release with its unit."""
    return Spd.objects.select_related("unit").filter(pk=pk).first()
