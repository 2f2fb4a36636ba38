"""Which stages there are."""

from django.db.models import QuerySet

from pendopo.budget.models import Stage
from pendopo.budget.states import EFFECTIVE, OPEN
from pendopo.kernel.access import Actor


def stages_visible_to(actor: Actor) -> QuerySet[Stage]:
    """The regency's published and superseded stages are open to everybody; latest first."""
    return Stage.objects.filter(status__in=OPEN, owner=None).order_by("-year", "-seq")


def years_visible_to(actor: Actor) -> list[int]:
    """The years that have an effective stage, latest first."""
    return list(stages_visible_to(actor).filter(status__in=EFFECTIVE).values_list("year", flat=True))


def stage_of(actor: Actor, year: int) -> Stage | None:
    """The effective stage of the year, or None."""
    return stages_visible_to(actor).filter(year=year, status__in=EFFECTIVE).first()


def latest_stage(actor: Actor) -> Stage | None:
    """The effective stage of the latest year that has one, or None."""
    return stages_visible_to(actor).filter(status__in=EFFECTIVE).first()
