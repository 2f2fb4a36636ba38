"""A run's schedule in its rows: proposed from its template, written, shifted."""

import datetime as dt

from django.utils import timezone

from pendopo.procurement import scheduling
from pendopo.procurement.models import Tender, TenderStep
from pendopo.procurement.scheduling import Step
from pendopo.procurement.states import TenderStatus
from pendopo.procurement.tendering import TenderRefused, objection_days, office_on, template_rows


def proposed(tender: Tender, start: dt.datetime) -> list[Step]:
    """The steps that the template gives from the moment on. Raises TenderRefused for an unknown template."""
    day = timezone.localdate(start)
    rows = template_rows(tender.template, day)
    if not rows:
        raise TenderRefused("template")
    office = office_on(day)
    begin = start if tender.time_factor > 1 else office.into(start)
    return scheduling.propose(
        rows, start=begin, office=office, objection_days=objection_days(day), factor=tender.time_factor
    )


def write_plan(tender: Tender, plan: list[Step]) -> None:
    """Store a whole schedule, and the deadline that it gives."""
    tender.steps.all().delete()
    TenderStep.objects.bulk_create(
        TenderStep(tender=tender, sequence=number, code=one.code, name=one.name,
                   starts_at=one.starts_at, ends_at=one.ends_at)
        for number, one in enumerate(plan, 1)
    )  # fmt: skip
    tender.deadline_at = scheduling.deadline_of(plan)
    tender.save(update_fields=["deadline_at"])


def shift_steps(tender: Tender, plan: list[Step]) -> None:
    """Store where steps lie now; once announced, each counts how often it was moved."""
    counts = tender.status != TenderStatus.PREPARED
    for row, one in zip(tender.steps.order_by("sequence"), plan, strict=True):
        if span_of(row) != (one.starts_at, one.ends_at):
            row.starts_at, row.ends_at = one.starts_at, one.ends_at
            row.changes += counts
            row.save(update_fields=["starts_at", "ends_at", "changes"])
    tender.deadline_at = scheduling.deadline_of(plan)
    tender.save(update_fields=["deadline_at"])


def span_of(step: TenderStep) -> tuple[dt.datetime, dt.datetime]:
    """When a step begins and ends."""
    return step.starts_at, step.ends_at
