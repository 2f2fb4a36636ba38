"""Which stages there are."""

from django.db.models import QuerySet

from pendopo.budget.models import Stage
from pendopo.budget.states import EFFECTIVE, OPEN
from pendopo.kernel.access import Actor
from pendopo.kernel.sql import read

SHOWN = [str(status) for status in EFFECTIVE if status in OPEN]
# In plain SQL for the home and the top of the budget; the same as `stages_visible_to` narrowed to EFFECTIVE (test).
SHOWN_SQL = (
    "FROM budget_stage WHERE owner_id IS NULL AND status = ANY (%(statuses)s::text[]) ORDER BY year DESC, seq DESC"
)


def stages_visible_to(actor: Actor) -> QuerySet[Stage]:
    """The regency's published and superseded stages are open to everybody; latest first."""
    return Stage.objects.filter(status__in=OPEN, owner=None).order_by("-year", "-seq")


def years_visible_to(actor: Actor) -> list[int]:
    """The years that have an effective stage, latest first."""
    return [row["year"] for row in read(f"SELECT year {SHOWN_SQL}", statuses=SHOWN)]


def stage_of(actor: Actor, year: int) -> Stage | None:
    """The effective stage of the year, or None."""
    return stages_visible_to(actor).filter(year=year, status__in=EFFECTIVE).first()


def latest_stage(actor: Actor) -> Stage | None:
    """The effective stage of the latest year that has one, or None."""
    return next(iter(Stage.objects.raw(f"SELECT * {SHOWN_SQL} LIMIT 1", {"statuses": SHOWN})), None)
