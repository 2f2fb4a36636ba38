"""Flags read: of a thing, of what the actor may see in a year, of everybody; counts and spreads for the boards."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from pendopo.kernel.access import Actor, permits
from pendopo.kernel.flags import FLAG, UNSETTLED, FlagClears, FlagSeverity, FlagStatus
from pendopo.kernel.sql import read
from pendopo.organisations.models import Supplier, Unit
from pendopo.procurement.flags.entry import Thing, flags_on
from pendopo.procurement.models import Package, ProcurementFlag, ProcurementFlagMove, Tender
from pendopo.procurement.models.flags import PRESENT
from pendopo.procurement.queries.packages import SEE
from pendopo.procurement.states import TENDER_PUBLIC

GONE = "GONE"
"""The filter for flags whose cause is gone."""
WATCHERS = ("apip", "ukpbj", "tapd", "ppkd", "sekda", "bupati")
"""Duties for the whole regency that see the flags of every unit."""
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
PUBLIC = (
    (Q(package__isnull=True) | Q(package__version__gt=0))
    & (Q(tender__isnull=True) | Q(tender__status__in=TENDER_PUBLIC))
    & (Q(contract__isnull=True) | ~Q(contract__status="DRAFT"))
)
"""What everybody sees: nothing of a draft."""


def _ordered(rows: QuerySet[ProcurementFlag]) -> QuerySet[ProcurementFlag]:
    rows = rows.select_related("unit", "rule", "package", "tender", "contract", "supplier__organisation")
    return rows.order_by(_SETTLED, _WEIGHT, "-weight", "pk")


def open_flags(year: int) -> QuerySet[ProcurementFlag]:
    """Flags that everybody may read: their cause is there, and what they are about is public."""
    return _ordered(ProcurementFlag.objects.filter(PRESENT & PUBLIC, year=year))


def open_flag(flag_id: int) -> ProcurementFlag | None:
    """One flag that everybody may read."""
    return _ordered(ProcurementFlag.objects.filter(PRESENT & PUBLIC, pk=flag_id)).first()


def sees_all_flags(actor: Actor) -> bool:
    """Whether the actor watches over the whole regency."""
    posts: list[Any] = getattr(actor, "posts", list)()
    return any(post.role in WATCHERS and post.unit_id is None for post in posts)


def flags_visible_to(actor: Actor, year: int) -> QuerySet[ProcurementFlag]:
    """Flags of a year at work, drafts and gone ones too: all for who watches the regency, else of the own units."""
    rows = ProcurementFlag.objects.filter(year=year)
    if not sees_all_flags(actor):
        posts: list[Any] = getattr(actor, "posts", list)()
        mine = {post.unit_id for post in posts if post.unit_id}
        seen = [unit.pk for unit in Unit.objects.filter(pk__in=mine) if permits(actor, SEE, unit)]
        rows = rows.filter(unit__in=seen)
    return _ordered(rows)


def flag_visible_to(actor: Actor, flag_id: int) -> ProcurementFlag | None:
    """One flag for somebody who works with it."""
    flag = _ordered(ProcurementFlag.objects.filter(pk=flag_id)).first()
    if flag is None:
        return None
    seen = permits(actor, SEE, flag.unit) if flag.unit else sees_all_flags(actor)
    return flag if seen or sees_all_flags(actor) else None


def flags_of(thing: Thing, *, public: bool = False) -> list[ProcurementFlag]:
    """The flags that a package, a run or a contract carries now, with rule; at most fifty. One query."""
    rows = ProcurementFlag.objects.filter(PRESENT & flags_on(thing), year=thing.year)
    return list(_ordered(rows.filter(PUBLIC) if public else rows).distinct()[:50])


@dataclass(frozen=True)
class FlagsAsked:
    """Filters of a list of flags: code, status (or GONE), severity, unit's code, method."""

    code: str = ""
    status: str = ""
    severity: str = ""
    unit: str = ""
    method: str = ""


def asked_flags(rows: QuerySet[ProcurementFlag], asked: FlagsAsked) -> QuerySet[ProcurementFlag]:
    """The rows that the filters leave."""
    rows = rows.filter(gone_at__isnull=False) if asked.status == GONE else rows.filter(PRESENT)
    if asked.status and asked.status != GONE:
        rows = rows.filter(status=asked.status)
    given = {"code": asked.code, "severity": asked.severity, "unit__code": asked.unit, "method": asked.method}
    return rows.filter(**{key: value for key, value in given.items() if value})


@dataclass(frozen=True)
class CodeCount:
    """How many present flags a rule has: all, waiting for an answer, answered, accepted, only to know."""

    code: str
    number: int
    waiting: int
    answered: int
    accepted: int
    to_know: int


def counts_by_code(rows: QuerySet[ProcurementFlag]) -> dict[str, CodeCount]:
    """Present flags by rule. One query."""
    grouped = rows.filter(PRESENT).order_by().values_list("code")
    to_know = Q(severity=FlagSeverity.INFO, status__in=UNSETTLED)
    counted = grouped.annotate(
        number=Count("pk"),
        waiting=Count("pk", filter=Q(status__in=UNSETTLED) & ~Q(severity=FlagSeverity.INFO)),
        answered=Count("pk", filter=Q(status=FlagStatus.ANSWERED)),
        accepted=Count("pk", filter=Q(status=FlagStatus.ACCEPTED)),
        to_know=Count("pk", filter=to_know),
    )
    return {row[0]: CodeCount(*row) for row in counted}


def units_with_flags(rows: QuerySet[ProcurementFlag]) -> list[tuple[str, str]]:
    """(code, name) of the units in a list of flags, by name. One query."""
    found = rows.filter(unit__isnull=False).order_by().values_list("unit__code", "unit__name").distinct()
    return sorted(found, key=lambda row: row[1])


def flag_years() -> list[int]:
    """Years with flags, latest first; at most ten. One query."""
    rows = ProcurementFlag.objects.filter(PRESENT).order_by("-year").values_list("year", flat=True).distinct()
    return list(rows[:10])


def moves_of_flags(flags: Iterable[ProcurementFlag]) -> dict[int, list[ProcurementFlagMove]]:
    """Flag id -> its answers and judgements, oldest first. One query."""
    found: dict[int, list[ProcurementFlagMove]] = {flag.pk: [] for flag in flags}
    for move in ProcurementFlagMove.objects.filter(flag__in=found).order_by("pk"):
        found[move.flag_id].append(move)
    return found


def members_of(flag: ProcurementFlag, *, public: bool) -> list[Package]:
    """The packages of a group, the largest first; at most two hundred. One query."""
    rows = Package.objects.filter(pk__in=flag.inputs.get("members", []))
    return list((rows.filter(version__gt=0) if public else rows).order_by("-ceiling_amount", "pk")[:200])


def suppliers_named(flag: ProcurementFlag) -> list[str]:
    """The names of the suppliers that a flag speaks of, by name; at most fifty. One query."""
    ids = flag.inputs.get("suppliers") or ([flag.supplier_id] if flag.supplier_id else [])
    found = Supplier.objects.filter(pk__in=ids).order_by("organisation__name")
    return list(found.values_list("organisation__name", flat=True)[:50])


def flag_actions(actor: Actor, flag: ProcurementFlag) -> list[str]:
    """What the actor may do with the flag now."""
    if flag.gone_at is not None:
        return []
    judges = permits(actor, "procurement.judge_flag", flag.unit)
    rights: dict[str, Any] = {
        "answer": permits(actor, "procurement.answer_flag", flag.unit),
        "accept": judges and flag.clears != FlagClears.FIX,
        "reject": judges,
        "reopen": judges,
    }
    return [name for name in FLAG.actions_from(FlagStatus(flag.status)) if rights.get(name)]


NEAR = """
    SELECT count(*) FILTER (WHERE ceiling_amount BETWEEN %(low)s AND %(high)s) AS by_ceiling,
        count(*) FILTER (WHERE hps_amount BETWEEN %(low)s AND %(high)s) AS by_hps,
        count(*) FILTER (WHERE ceiling_amount = %(high)s) AS at_limit, count(*) AS number
    FROM procurement_tender
    WHERE year = %(year)s AND NOT practice AND kind = %(kind)s AND method IN ('DIRECT', 'DIRECT_APPOINTMENT')
"""


def just_below(year: int, kind: str, high: int, width: int) -> dict[str, int]:
    """Direct runs of a kind within `width` rupiah up to a round amount, both ends counted. One query."""
    return dict(read(NEAR, year=year, kind=kind, low=high - width, high=high)[0])


SPREAD = """
    SELECT least(ceil(t.hps_amount / l.max_amount * 20), 21)::int AS part, count(*) AS number
    FROM procurement_tender t JOIN procurement_methodrule l ON l.method = 'DIRECT' AND l.kind = t.kind
        AND l.max_amount IS NOT NULL AND (t.created_at AT TIME ZONE %(zone)s)::date
            BETWEEN l.valid_from AND coalesce(l.valid_to, '9999-12-31')
    WHERE t.year = %(year)s AND t.method = 'DIRECT' AND NOT t.practice AND t.status <> 'PREPARED'
        AND t.hps_amount > 0
    GROUP BY 1 ORDER BY 1
"""


def spread_below_limit(year: int, zone: str) -> list[int]:
    """Direct runs by how much of their limit the estimate takes: twenty parts of 5 percent, then above. One query."""
    found = {row["part"]: row["number"] for row in read(SPREAD, year=year, zone=zone)}
    return [found.get(part, 0) for part in range(1, 22)]


def flag_years_at_work(actor: Actor, now: dt.datetime) -> list[int]:
    """The years whose packages and runs are still moving, of this one and its neighbours. Two queries."""
    year = timezone.localdate(now).year
    near = range(year - 1, year + 2)
    found = set(Package.objects.filter(year__in=near).values_list("year", flat=True).distinct())
    return sorted(found | set(Tender.objects.filter(year__in=near).values_list("year", flat=True).distinct()))
