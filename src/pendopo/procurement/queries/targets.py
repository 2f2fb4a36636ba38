"""Targets of procurement by unit: what is planned and what is bound for small businesses and domestic products."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from django.db.models import Q
from django.utils import timezone

from pendopo.budget.queries import buying_amounts
from pendopo.kernel.access import ANONYMOUS, Actor
from pendopo.kernel.sql import read
from pendopo.organisations.models import Unit
from pendopo.procurement.models import ProcurementRule

SUMS = """
    WITH planned AS (
        SELECT unit_id, sum(ceiling_amount)::bigint AS amount,
            coalesce(sum(ceiling_amount) FILTER (WHERE origin = 'OWN' OR is_umk OR is_pdn), 0)::bigint AS stated,
            coalesce(sum(ceiling_amount) FILTER (WHERE is_umk), 0)::bigint AS umk,
            coalesce(sum(ceiling_amount) FILTER (WHERE is_pdn), 0)::bigint AS pdn,
            coalesce(sum(ceiling_amount) FILTER (WHERE tkdn_percent IS NOT NULL), 0)::bigint AS tkdn_of,
            coalesce(sum(ceiling_amount * tkdn_percent / 100), 0) AS tkdn
        FROM procurement_package
        WHERE year = %(year)s AND status <> 'CANCELLED' AND method <> 'SELF_MANAGED'
            AND (version > 0 OR NOT %(public)s) AND (%(unit)s::bigint IS NULL OR unit_id = %(unit)s)
        GROUP BY unit_id
    ), bound AS (
        SELECT unit_id, sum(value_amount) AS amount, coalesce(sum(umk_amount), 0) AS umk,
            coalesce(sum(pdn_amount), 0) AS pdn
        FROM procurement_contract
        WHERE year = %(year)s AND status IN ('SIGNED', 'EFFECTIVE', 'FINISHED')
            AND (%(unit)s::bigint IS NULL OR unit_id = %(unit)s)
        GROUP BY unit_id
    )
    SELECT u.id AS unit_id, u.code AS unit_code, u.name AS unit_name, coalesce(p.amount, 0) AS planned_amount,
        coalesce(p.stated, 0) AS stated_amount,
        coalesce(p.umk, 0) AS planned_umk, coalesce(p.pdn, 0) AS planned_pdn, coalesce(p.tkdn_of, 0) AS tkdn_of,
        coalesce(p.tkdn, 0) AS tkdn, coalesce(b.amount, 0) AS bound_amount, coalesce(b.umk, 0) AS bound_umk,
        coalesce(b.pdn, 0) AS bound_pdn
    FROM planned p FULL JOIN bound b USING (unit_id) JOIN organisations_unit u ON u.id = unit_id
    ORDER BY u.name
"""


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """Percent with one decimal, cut off and never rounded up to a target; None of nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), rounding=ROUND_DOWN)


@dataclass(frozen=True)
class Target:
    """A unit's (or the regency's) sums: the budget for goods, services and works, packages and contracts; rupiah.

    What is planned (packages) and what is bound (contracts) stay apart. Shares are of the budget for goods and
    services; where that is known by sub-activity only, of all packages. `stated_amount` are packages that say for whom
    they are: those of another system's feeds say nothing, and nothing is no zero.
    """

    unit_id: int
    unit_code: str
    unit_name: str
    budget_amount: int
    planned_amount: int
    stated_amount: int
    planned_umk: int
    planned_pdn: int
    tkdn_of: int
    tkdn: Decimal
    bound_amount: Decimal
    bound_umk: Decimal
    bound_pdn: Decimal

    @property
    def base_amount(self) -> int:
        """What shares are taken of."""
        return self.budget_amount or self.planned_amount

    @property
    def plan_base(self) -> int:
        """What shares of the plan are taken of; zero where no package says for whom it is."""
        return (self.budget_amount or self.stated_amount) if self.stated_amount else 0

    @property
    def umk_percent(self) -> Decimal | None:
        """Planned for micro and small businesses and cooperatives."""
        return share(self.planned_umk, self.plan_base)

    @property
    def pdn_percent(self) -> Decimal | None:
        """Planned as domestic product."""
        return share(self.planned_pdn, self.plan_base)

    @property
    def tkdn_percent(self) -> Decimal | None:
        """The domestic content of the packages that state one, weighted by their ceilings."""
        return share(self.tkdn, self.tkdn_of)

    @property
    def bound_umk_percent(self) -> Decimal | None:
        """Of contracts: what went to micro and small businesses and cooperatives."""
        return share(self.bound_umk, self.bound_amount)

    @property
    def bound_pdn_percent(self) -> Decimal | None:
        """Of contracts: domestic product."""
        return share(self.bound_pdn, self.bound_amount)

    @property
    def reached_percent(self) -> Decimal | None:
        """Contracts with small businesses, of the same budget that the plan is measured by."""
        return share(self.bound_umk, self.base_amount)


SUMMED = (
    *("budget_amount", "planned_amount", "stated_amount", "planned_umk", "planned_pdn", "tkdn_of", "tkdn"),
    *("bound_amount", "bound_umk", "bound_pdn"),
)


def together(rows: Iterable[Target], name: str = "") -> Target:
    """The sums of several units; a unit without lines adds its packages to the budget that shares are taken of."""
    rows = list(rows)
    sums = {field: sum(getattr(row, field) for row in rows) for field in SUMMED}
    if sums["budget_amount"]:
        sums["budget_amount"] = sum(row.base_amount for row in rows)
    return Target(unit_id=0, unit_code="", unit_name=name, **sums)


def targets_of(actor: Actor, year: int, *, unit_id: int | None = None, public: bool = True) -> list[Target]:
    """The sums of every unit that plans or buys, by name; `public` leaves out what is not announced. Two queries."""
    budgets = buying_amounts(actor, year, unit_id=unit_id)
    rows = read(SUMS, year=year, unit=unit_id, public=public)
    return [Target(budget_amount=budgets.get(row["unit_id"], 0), **row) for row in rows]


def target_of_unit(unit: Unit, year: int, now: dt.datetime) -> Target:
    """One unit's sums with its drafts, as they stand in this transaction."""
    rows = targets_of(ANONYMOUS, year, unit_id=unit.pk, public=False)
    zero = dict.fromkeys(SUMMED, 0)
    own = {"unit_id": unit.pk, "unit_code": unit.code, "unit_name": unit.name}
    return rows[0] if rows else Target(**own, **zero | {"tkdn": Decimal(0)})  # type: ignore[arg-type]


def umk_target(year: int, now: dt.datetime) -> ProcurementRule | None:
    """The row of law that says how much of the budget is for small businesses. One query."""
    day = min(max(timezone.localdate(now), dt.date(year, 1, 1)), dt.date(year, 12, 31))
    at = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    return ProcurementRule.objects.filter(at, code="UMK_SHARE").order_by("-valid_from").first()


def fell_below(before: Target | None, after: Target | None, least: Decimal | int) -> bool:
    """Whether a change takes the plan from the target to below it, or further down below it."""
    if before is None or after is None or after.umk_percent is None or after.umk_percent >= least:
        return False
    return before.umk_percent is None or after.umk_percent < before.umk_percent


def target_years(actor: Actor) -> list[int]:
    """Years with announced packages, latest first; at most ten. One query."""
    query = """SELECT DISTINCT year FROM procurement_package WHERE version > 0 ORDER BY year DESC LIMIT 10"""
    return [row["year"] for row in read(query)]
