"""The act that stores the sample plan of the region, marked as such."""

import datetime as dt

from pendopo.budget.demo_rpjmd import TITLE, VISION, YEARS, sample_plan
from pendopo.budget.models import Rpjmd
from pendopo.budget.services.rpjmd import PlanHead, import_rpjmd
from pendopo.kernel.access import Actor, require


def seed_rpjmd_demo(*, year: int, actor: Actor, now: dt.datetime) -> Rpjmd:
    """Store the sample plan of the term that began in the year before. Raises PermissionDenied."""
    require(actor, "budget.seed_demo")
    first = year - 1
    last = first + YEARS - 1
    head = PlanHead(TITLE.format(first=first, last=last), first, last, VISION)
    return import_rpjmd(head=head, nodes=sample_plan(first), actor=actor, now=now, demo=True)
