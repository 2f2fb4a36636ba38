"""What every act on a payment does: look at the hard stops, take a reason, record, let the pages follow."""

import datetime as dt
from typing import Any

from django.utils import timezone

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor
from pendopo.monitoring.models import Payment
from pendopo.monitoring.paying_facts import checks_on
from pendopo.monitoring.payment_locks import Locked, PaymentRefused
from pendopo.monitoring.stopping import refuse_failed


def tell(payment: Payment, event: str, number: str, actor: Actor, now: dt.datetime, **more: Any) -> None:
    """Record an act on a payment, and let the pages of works follow."""
    project = payment.project
    data = {"code": project.code, "title": project.title, "number": number} | more
    record(actor=actor, event=f"monitoring.{event}", subject=project, unit=project.unit, now=now, data=data)
    topics.touch("monitoring")


def reason_of(text: str) -> str:
    """The reason of a refusal. Raises PaymentRefused where there is none."""
    if not text.strip():
        raise PaymentRefused("reason")
    return text.strip()[:1000]


def check(locked: Locked, now: dt.datetime, doing: str, actor: Actor) -> None:
    """Raise PaymentStopped with every hard stop that refuses the payment today."""
    day = timezone.localdate(now)
    refuse_failed(checks_on(locked.payment, locked.book, day, doing=doing, actor=actor))
