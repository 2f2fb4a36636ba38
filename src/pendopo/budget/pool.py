"""The pools of a stage under their locks: the envelope, the ceiling of a unit, and what is left in each.

Lock order: stage, envelope, unit ceiling, ceiling of the sub kegiatan (docs/protocols/locking.md).
A pool that nobody has set holds exactly what was given from it.
"""

from django.db.models import Sum

from pendopo.budget.models import Pagu, Stage, StageEnvelope, UnitCeiling

MOST = 9_000_000_000_000_000
"""Largest ceiling, whole rupiah; sums of many stay within BIGINT."""


Place = tuple[int, int]
"""(id of the sub kegiatan, its occurrence)."""


class PoolEmpty(Exception):
    """The ceilings would come to more than the pool: `excess_amount` too much, `pool_amount` in it.

    `unit_id` says whose ceilings, where many units change at once.
    """

    unit_id: int | None = None

    def __init__(self, excess_amount: int, pool_amount: int, code: str = "") -> None:
        super().__init__(f"{excess_amount} above {pool_amount}")
        self.excess_amount, self.pool_amount, self.code = excess_amount, pool_amount, code


class BelowUse(Exception):
    """A ceiling would be less than what is taken from it already: `used_amount`; `code` says of what.

    `unit_id` says whose ceiling, where many units change at once.
    """

    unit_id: int | None = None

    def __init__(self, used_amount: int, code: str = "") -> None:
        super().__init__(f"{code}: {used_amount} in use")
        self.used_amount, self.code = used_amount, code


def given_by_unit(stage: Stage) -> dict[int, int]:
    """Unit id -> the sum of its ceilings of sub kegiatan, whole rupiah. One query."""
    found = Pagu.objects.filter(stage=stage).values_list("unit_id").annotate(total=Sum("amount"))
    return dict(found)


def given_in_unit(stage: Stage, unit_id: int) -> int:
    """The sum of the unit's ceilings of sub kegiatan, whole rupiah. One query."""
    return Pagu.objects.filter(stage=stage, unit_id=unit_id).aggregate(total=Sum("amount"))["total"] or 0


def ceilings_by_unit(stage: Stage) -> dict[int, int]:
    """Unit id -> its ceiling: the one that was set, else what its sub kegiatan hold. Two queries."""
    return given_by_unit(stage) | dict(UnitCeiling.objects.filter(stage=stage).values_list("unit_id", "amount"))


def lock_envelope(stage: Stage) -> StageEnvelope:
    """The stage's envelope, locked; made of what its units hold where nobody has set one."""
    if not StageEnvelope.objects.filter(stage=stage).exists():
        StageEnvelope.objects.get_or_create(stage=stage, defaults={"amount": sum(ceilings_by_unit(stage).values())})
    return StageEnvelope.objects.select_for_update(no_key=True).get(stage=stage)


def lock_unit_ceiling(stage: Stage, unit_id: int) -> UnitCeiling:
    """The unit's ceiling, locked; made of what its sub kegiatan hold where nobody has set one."""
    own = UnitCeiling.objects.filter(stage=stage, unit_id=unit_id)
    if not own.exists():
        UnitCeiling.objects.get_or_create(
            stage=stage, unit_id=unit_id, defaults={"amount": given_in_unit(stage, unit_id)}
        )
    return own.select_for_update(no_key=True).get()


def continue_pools(base: Stage, stage: Stage) -> None:
    """Copy envelope and unit ceilings into the stage that continues `base`."""
    for envelope in StageEnvelope.objects.filter(stage=base):
        StageEnvelope.objects.create(stage=stage, amount=envelope.amount)
    UnitCeiling.objects.bulk_create(
        UnitCeiling(stage=stage, unit_id=unit_id, amount=amount)
        for unit_id, amount in UnitCeiling.objects.filter(stage=base).values_list("unit_id", "amount")
    )
