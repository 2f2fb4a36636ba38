"""Stated sums of accounts that are not what the accounts below them add up to, in two stages side by side."""

from dataclasses import dataclass

from pendopo.budget.models import DefectKind, ImportDefect, Stage


@dataclass
class WrongSum:
    """An account whose stated sum is wrong in either stage; whole rupiah, None where that stage states it right."""

    code: str
    official_name: str
    before_stated: int | None = None
    before_computed: int | None = None
    after_stated: int | None = None
    after_computed: int | None = None


@dataclass(frozen=True)
class WrongSums:
    """How many stated sums are wrong before, after, and in how many accounts at all."""

    before: int
    after: int
    codes: int


def wrong_sums(before: Stage, after: Stage) -> list[WrongSum]:
    """The accounts of both stages with wrong stated sums, by code. One query."""
    found: dict[str, WrongSum] = {}
    for row in ImportDefect.objects.filter(stage__in=(before, after), kind=DefectKind.ACCOUNT_SUM).order_by("code"):
        one = found.setdefault(row.code, WrongSum(row.code, row.name))
        if row.stage_id == before.pk:
            one.before_stated, one.before_computed = row.stated_amount, row.computed_amount
        else:
            one.after_stated, one.after_computed = row.stated_amount, row.computed_amount
    return list(found.values())


def count_wrong_sums(before: Stage, after: Stage) -> WrongSums:
    """The numbers of wrong_sums. One query."""
    rows = wrong_sums(before, after)
    return WrongSums(
        sum(row.before_stated is not None for row in rows), sum(row.after_stated is not None for row in rows), len(rows)
    )
