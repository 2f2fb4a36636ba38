"""Payments of works, for tests: terms, released funds, the way of one payment."""

import datetime as dt
import uuid
from decimal import Decimal as D

from pendopo.kernel.access import SYSTEM
from pendopo.monitoring import services
from pendopo.monitoring.models import ProgressReport, Project
from pendopo.monitoring.tests import factories as f

NEW_YEAR = dt.datetime(2027, 1, 5, 3, tzinfo=dt.UTC)
"""A working day of the year of the lines."""
ACCOUNT = {"bank": "Bank Jateng", "account_number": "3-012-345678-9", "account_holder": "CV Karya"}


def terms(project, *, advance="30", retention="5", percents=("40", "70", "100"), **account):
    """The terms of the work's contract."""
    values = services.TermValues(D(advance), D(retention), [D(one) for one in percents], **ACCOUNT | account)
    return services.agree_terms(project_id=project.pk, values=values, actor=SYSTEM, now=NEW_YEAR)


def spd(unit, amount, *, number="SPD/1", actor=SYSTEM):
    """Funds released to the unit for the whole year."""
    values = services.SpdValues(number, 1, 12, D(amount))
    made = services.draft_spd(unit_id=unit.pk, year=2027, values=values, actor=actor, now=NEW_YEAR)
    services.sign_spd(spd_id=made.pk, actor=SYSTEM, now=NEW_YEAR)
    return services.release_spd(spd_id=made.pk, actor=SYSTEM, now=NEW_YEAR)


def worked(project, percent):
    """The work as far as so many percent, as its one accepted report says."""
    ProgressReport.objects.update_or_create(
        project=project, period=1,
        defaults={
            "key": uuid.uuid4(), "starts_date": f.STARTS, "ends_date": f.ENDS, "status": "ACCEPTED",
            "accepted_percent": D(percent), "author_label": "Joko", "written_at": f.NOON, "received_at": f.NOON,
        },
    )  # fmt: skip
    Project.objects.filter(pk=project.pk).update(realised_percent=D(percent))


def drafted(project, purpose="TERM", percent="0", *, actor=SYSTEM, **more):
    """A request in draft."""
    values = services.SppValues(purpose, D(percent), **more)
    return services.draft_spp(project_id=project.pk, values=values, actor=actor, now=NEW_YEAR)


def act(name, payment, *, actor=SYSTEM, now=NEW_YEAR, **more):
    """One act on a payment, by the name of its service."""
    return getattr(services, name)(payment_id=payment.pk, actor=actor, now=now, **more)


def signed(project, purpose="TERM", percent="0", **more):
    """A payment whose order is signed."""
    payment = drafted(project, purpose, percent, **more)
    for name in ("submit_spp", "complete_spp", "sign_spm"):
        act(name, payment)
    return payment


def issued(project, purpose="TERM", percent="0", **more):
    """A payment that is disbursed."""
    return act("issue_sp2d", signed(project, purpose, percent, **more))
