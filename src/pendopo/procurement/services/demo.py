"""Fills the plan of the demo regency."""

import datetime as dt

from django.db import transaction

from pendopo.kernel.access import Actor, require
from pendopo.procurement.demo_packages import sample_packages
from pendopo.procurement.models import Package
from pendopo.procurement.services.packages import announce_package, approve_package, compose_package

MOST = 60
DRAFTS = 6
"""So many of them stay drafts, so that there is something to do."""


@transaction.atomic
def seed_packages_demo(*, year: int, actor: Actor, now: dt.datetime) -> int:
    """Announce sample packages of the year and leave some drafts; gives how many. Nothing where there are any."""
    require(actor, "procurement.seed_demo")
    if Package.objects.exists():
        return 0
    made = 0
    for sample in sample_packages(year, MOST):
        package = compose_package(
            unit_id=sample.unit_id, year=year, values=sample.values, shares=sample.shares, actor=actor, now=now
        )
        if made >= DRAFTS:
            approve_package(package_id=package.pk, actor=actor, now=now)
            announce_package(package_id=package.pk, actor=actor, now=now)
        made += 1
    Package.objects.update(demo=True)
    return made
