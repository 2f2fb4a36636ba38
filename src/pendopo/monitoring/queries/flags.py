"""Flags of works read: of a work, of what the actor may see in a year; counts by rule."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from pendopo.kernel.access import Actor, permits
from pendopo.kernel.flags import FLAG, UNSETTLED, FlagClears, FlagSeverity, FlagStatus
from pendopo.monitoring.models import MonitoringFlag, MonitoringFlagMove, Project
from pendopo.monitoring.models.flags import PRESENT
from pendopo.monitoring.queries.units import units_at_work, watches_all

GONE = "GONE"
"""The filter for flags whose cause is gone."""
MOST_OF_A_WORK = 50
_WEIGHT = Case(
    When(severity=FlagSeverity.BLOCK, then=Value(0)),
    When(severity=FlagSeverity.ANSWER, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
_SETTLED = Case(
    When(status__in=UNSETTLED, then=Value(0)),
    When(status=FlagStatus.ANSWERED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True)
class MonitoringFlagsAsked:
    """Filters of a list of flags: code, status (or GONE), unit's code."""

    code: str = ""
    status: str = ""
    unit: str = ""


def _ordered(rows: QuerySet[MonitoringFlag]) -> QuerySet[MonitoringFlag]:
    return rows.select_related("unit", "rule", "project").order_by(_SETTLED, _WEIGHT, "-weight", "pk")


def monitoring_flags_visible_to(actor: Actor, year: int) -> QuerySet[MonitoringFlag]:
    """Flags of a year at work: all for who watches the regency, else those of the own units. At most two queries."""
    rows = MonitoringFlag.objects.filter(year=year)
    return _ordered(rows if watches_all(actor) else rows.filter(unit__in=units_at_work(actor)))


def monitoring_flag_at_work(actor: Actor, flag_id: int) -> MonitoringFlag | None:
    """One flag for somebody who works with it; None for others."""
    flag = _ordered(MonitoringFlag.objects.filter(pk=flag_id)).first()
    if flag is None or not (watches_all(actor) or flag.unit_id in {unit.pk for unit in units_at_work(actor)}):
        return None
    return flag


def asked_monitoring_flags(rows: QuerySet[MonitoringFlag], asked: MonitoringFlagsAsked) -> QuerySet[MonitoringFlag]:
    """The rows that the filters leave."""
    rows = rows.filter(gone_at__isnull=False) if asked.status == GONE else rows.filter(PRESENT)
    if asked.status and asked.status != GONE:
        rows = rows.filter(status=asked.status)
    given = {"code": asked.code, "unit__code": asked.unit}
    return rows.filter(**{key: value for key, value in given.items() if value})


def flags_of_work(project: Project) -> list[MonitoringFlag]:
    """The present flags of one work with their rule; everybody reads them. One query."""
    return list(_ordered(MonitoringFlag.objects.filter(PRESENT, project=project))[:MOST_OF_A_WORK])


def moves_of_monitoring_flags(flags: Any) -> dict[int, list[MonitoringFlagMove]]:
    """Flag id -> its answers and judgements, oldest first. One query."""
    found: dict[int, list[MonitoringFlagMove]] = {flag.pk: [] for flag in flags}
    for move in MonitoringFlagMove.objects.filter(flag__in=found).order_by("pk"):
        found[move.flag_id].append(move)
    return found


def monitoring_flag_counts(rows: QuerySet[MonitoringFlag]) -> dict[str, tuple[int, int]]:
    """Code -> present flags, and of them those that wait for an answer. One query."""
    waiting = Q(status__in=UNSETTLED) & ~Q(severity=FlagSeverity.INFO)
    grouped = rows.filter(PRESENT).order_by().values_list("code")
    return {
        code: (number, open_)
        for code, number, open_ in grouped.annotate(number=Count("pk"), open=Count("pk", filter=waiting))
    }


def units_with_monitoring_flags(rows: QuerySet[MonitoringFlag]) -> list[tuple[str, str]]:
    """(code, name) of the units in a list of flags, by name. One query."""
    found = rows.filter(PRESENT, unit__isnull=False).order_by().values_list("unit__code", "unit__name").distinct()
    return sorted(found, key=lambda row: row[1])


def monitoring_flag_years() -> list[int]:
    """Years with flags, latest first; at most ten. One query."""
    rows = MonitoringFlag.objects.filter(PRESENT).order_by("-year").values_list("year", flat=True).distinct()
    return list(rows[:10])


def monitoring_flag_actions(actor: Actor, flag: MonitoringFlag) -> list[str]:
    """What the actor may do with the flag now."""
    if flag.gone_at is not None:
        return []
    judges = permits(actor, "monitoring.judge_flag", flag.unit)
    rights = {
        "answer": permits(actor, "monitoring.answer_flag", flag.unit),
        "accept": judges and flag.clears != FlagClears.FIX,
        "reject": judges,
        "reopen": judges,
    }
    return [name for name in FLAG.actions_from(FlagStatus(flag.status)) if rights.get(name)]
