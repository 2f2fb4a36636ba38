"""Who may not be dealt with, and how suppliers worked: sanctions and ratings."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet

from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Supplier, Unit
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.models import Contract, SanctionKind, SupplierRating, SupplierSanction
from pendopo.procurement.rules_suppliers import ASPECTS, word_of
from pendopo.procurement.states_suppliers import CONTRACT_RATED, SANCTION, SANCTION_BLOCKING, SanctionStatus

SEE_SANCTIONS = "procurement.see_sanctions"
PROPOSERS = ("ppk", "pokja", "pejabat_pengadaan", "pa", "kpa")
SANCTION_ACTIONS = {
    "hear": "procurement.hear_sanction",
    "impose": "procurement.impose_sanction",
    "dismiss": "procurement.impose_sanction",
    "lift": "procurement.impose_sanction",
}


def blacklist(day: dt.date, *, past: bool = False) -> QuerySet[SupplierSanction]:
    """What is on the blacklist on the day, or with `past` what was imposed and is over; the latest first. Public."""
    imposed = SupplierSanction.objects.filter(status__in=SANCTION_BLOCKING)
    now = Q(to_date__gte=day) & (Q(lifted_date=None) | Q(lifted_date__gt=day))
    found = imposed.exclude(now) if past else imposed.filter(now)
    return found.select_related("supplier__organisation", "unit").order_by("-from_date", "-pk")


def sanctions_of(supplier: Supplier) -> QuerySet[SupplierSanction]:
    """The supplier's imposed sanctions, the latest first. Public."""
    found = SupplierSanction.objects.filter(supplier=supplier, status__in=SANCTION_BLOCKING)
    return found.select_related("unit").order_by("-from_date", "-pk")


def sanctions_visible_to(actor: Actor) -> QuerySet[SupplierSanction]:
    """All sanctions, proposed ones first, for officials who deal with them; none for others."""
    if not permits(actor, SEE_SANCTIONS):
        return SupplierSanction.objects.none()
    return SupplierSanction.objects.select_related("supplier__organisation", "unit").order_by("-proposed_at", "-pk")


def sanctions_to_answer(supplier: Supplier) -> QuerySet[SupplierSanction]:
    """What the supplier is asked to answer, the most pressing first, for those who act for it."""
    asked = SupplierSanction.objects.filter(supplier=supplier, status=SanctionStatus.PROPOSED)
    return asked.select_related("unit", "contract").order_by("answer_until_date", "pk")


def sanction_actions(actor: Actor, sanction: SupplierSanction) -> list[str]:
    """The steps that the person may do with the sanction now."""
    return SANCTION.actions_from(
        sanction.status,
        lambda action: action in SANCTION_ACTIONS and permits(actor, SANCTION_ACTIONS[action], sanction.unit),
    )


def may_propose_sanction(actor: Actor, unit: Any = None) -> bool:
    """Whether the person proposes sanctions (of the unit)."""
    return permits(actor, "procurement.propose_sanction", unit)


def sanction_kinds() -> list[tuple[str, Any]]:
    """What a supplier may be sanctioned for, with labels, for choices."""
    return list(SanctionKind.choices)


def units_to_propose(actor: Actor) -> list[tuple[int, str]]:
    """(key, name) of the units for which the person may propose sanctions, by name; at most 200. One query."""
    posts = [grant for grant in getattr(actor, "posts", list)() if grant.role in PROPOSERS]
    found = Unit.objects.filter(is_active=True)
    if not any(grant.unit_id is None for grant in posts):
        found = found.filter(pk__in={grant.unit_id for grant in posts})
    else:
        found = found.filter(kind="OPD")
    return list(found.order_by("name").values_list("pk", "name")[:200])


@dataclass(frozen=True)
class RatingSummary:
    """How many contracts were rated, the mean of their scores, its word, and the mean mark of each aspect."""

    number: int
    score: Decimal
    word: str
    aspects: dict[str, Decimal]


def rating_of(supplier: Supplier, day: dt.date) -> RatingSummary | None:
    """The summary of a supplier's ratings; None when there are none. Two queries."""
    means = {aspect: Avg(aspect) for aspect in ASPECTS}
    found = SupplierRating.objects.filter(supplier=supplier).aggregate(number=Count("pk"), score=Avg("score"), **means)
    if not found["number"]:
        return None
    score = _two_places(found["score"])
    aspects = {aspect: _two_places(found[aspect]) for aspect in ASPECTS}
    return RatingSummary(found["number"], score, word_of(rule_on("RATING", day), score), aspects)


def _two_places(value: Any) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)


def ratings_of(supplier: Supplier) -> QuerySet[SupplierRating]:
    """The supplier's ratings with their contracts, the latest first. Public."""
    return (
        SupplierRating.objects.filter(supplier=supplier).select_related("contract__unit").order_by("-rated_at", "-pk")
    )


def may_rate(actor: Actor, contract: Contract) -> bool:
    """Whether the person rates the supplier of this contract now: it has ended and was not rated yet."""
    return (
        contract.status in CONTRACT_RATED
        and permits(actor, "procurement.rate_supplier", contract.unit)
        and not SupplierRating.objects.filter(contract=contract).exists()
    )
