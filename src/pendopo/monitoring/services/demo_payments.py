"""Sample payments of the demo's works: funds released, the advance paid and one term, each at its own moment."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from pendopo.kernel.access import Actor, require
from pendopo.monitoring.models import PaymentTerm, Project, Spd
from pendopo.monitoring.queries import spd_room
from pendopo.monitoring.services.payment_orders import issue_sp2d, sign_spm
from pendopo.monitoring.services.payments import (
    SppValues,
    TermValues,
    agree_terms,
    complete_spp,
    draft_spp,
    submit_spp,
)
from pendopo.monitoring.services.spd import SpdValues, draft_spd, release_spd, sign_spd
from pendopo.monitoring.states import Phase
from pendopo.organisations.models import Unit

WAYS = (4, 1, 2, 3)
"""How many acts the term of a work has behind it: all four, or it waits for the next duty."""
PERCENTS = [Decimal(one) for one in (25, 50, 75, 100)]


@transaction.atomic
def seed_payments(*, actor: Actor, now: dt.datetime) -> int:
    """Pay the advance and a term of the sample works, some as far as a desk where they wait; once. Gives how many."""
    require(actor, "monitoring.seed_demo")
    year = timezone.localdate(now).year
    works = Project.objects.filter(demo=True, phase=Phase.RUNNING, year=year, execution__book=None, payments=None)
    found = list(works.exclude(execution=None).exclude(starts_date=None).select_related("unit").order_by("pk")[:20])
    for unit in {work.unit for work in found}:
        _release(unit, year, actor, now)
    return sum(_paid(work, WAYS[place % len(WAYS)], actor, now) for place, work in enumerate(found))


def _release(unit: Unit, year: int, actor: Actor, now: dt.datetime) -> None:
    room = spd_room(actor, unit, year)
    if room <= 0 or Spd.objects.filter(unit=unit, year=year).exists():
        return
    values = SpdValues(f"900/001/SPD/{unit.code}/{year}", 1, 12, room)
    spd = draft_spd(unit_id=unit.pk, year=year, values=values, actor=actor, now=now)
    sign_spd(spd_id=spd.pk, actor=actor, now=now)
    release_spd(spd_id=spd.pk, actor=actor, now=now)


def _paid(work: Project, acts: int, actor: Actor, now: dt.datetime) -> int:
    assert work.starts_date is not None
    own: dict[str, Any] = {"project_id": work.pk, "actor": actor}
    begun = now - (timezone.localdate(now) - work.starts_date)
    begun = begun if begun.year == work.year else now
    account: dict[str, Any] = {
        "bank": "Bank Jateng",
        "account_number": f"3-{work.pk:09d}",
        "account_holder": work.carried_out_by,
    }
    terms = TermValues(advance_percent=Decimal(20), retention_percent=Decimal(5), percents=PERCENTS, **account)
    book = agree_terms(values=terms, now=begun, **own)
    asked = [(SppValues("ADVANCE"), begun, 4)]
    done = work.realised_percent or Decimal(0)
    term = PaymentTerm.objects.filter(book=book, percent__lte=min(done, 75)).order_by("-percent").first()
    if term is not None:
        asked.append((SppValues("TERM", term.percent), now, acts))
    for values, at, number in asked:
        payment = draft_spp(values=values, now=at, **own)
        for act in (submit_spp, complete_spp, sign_spm, issue_sp2d)[:number]:
            act(payment_id=payment.pk, actor=actor, now=at)
    return len(asked)
