"""Flags of the demo regency: counted, a few explained and judged, so that both sides can be seen."""

import datetime as dt

from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.procurement.models import ProcurementFlag, ProcurementFlagMove
from pendopo.procurement.services.flags import accept_flag_answer, answer_flag, count_flags

EXPLAINED = "Contoh: lokasi dan jadwal pekerjaan berbeda, rinciannya ada dalam kerangka acuan kerja."
ACCEPTED = "Contoh: penjelasan sesuai dengan dokumennya."
SHOWN = 4


@transaction.atomic
def seed_flags(*, year: int, actor: Actor, now: dt.datetime) -> int:
    """Count the flags of the year and explain the first ones; gives how many stand. Explained once only."""
    require(actor, "procurement.seed_demo")
    count_flags(year=year, actor=actor, now=now)
    found = ProcurementFlag.objects.filter(year=year, gone_at=None).order_by("code", "pk")
    if not ProcurementFlagMove.objects.exists():
        for place, flag in enumerate(found[:SHOWN]):
            answer_flag(flag_id=flag.pk, text=EXPLAINED, actor=actor, now=now)
            if place % 2 == 0 and flag.clears != "FIX":
                accept_flag_answer(flag_id=flag.pk, text=ACCEPTED, actor=actor, now=now)
    return found.count()
