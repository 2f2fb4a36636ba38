"""What the law says of methods: pure functions over dated rows that are passed in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol


class Limit(Protocol):
    """A dated row of `MethodRule`."""

    code: str
    method: str
    kind: str
    min_amount: int | None
    max_amount: int | None
    value: dict[str, object]
    source: str
    certainty: str


@dataclass(frozen=True)
class Proposal:
    """A method that may be used, and why; `circumstance` names what has to be stated for it (none: nothing)."""

    method: str
    circumstance: str
    max_amount: int | None
    source: str
    certainty: str
    order: int


def proposals(limits: Iterable[Limit], *, kind: str, amount: int) -> list[Proposal]:
    """The methods that the rows allow for a package of the kind and value (rupiah), the one to take first on top.

    A method that needs no circumstance comes before one that does.
    """
    found = [
        Proposal(
            method=limit.method,
            circumstance=str(limit.value.get("circumstance") or ""),
            max_amount=limit.max_amount,
            source=limit.source,
            certainty=limit.certainty,
            order=int(str(limit.value.get("order", 50))),
        )
        for limit in limits
        if limit.kind == kind and _within(limit, amount)
    ]
    return sorted(found, key=lambda one: (bool(one.circumstance), one.order))


def _within(limit: Limit, amount: int) -> bool:
    """A limit is reached by the amount itself; the next method begins above it."""
    above = limit.min_amount is None or amount > limit.min_amount or limit.min_amount == 0
    return above and (limit.max_amount is None or amount <= limit.max_amount)


def allows(limits: Iterable[Limit], *, method: str, kind: str, amount: int, circumstance: str) -> bool:
    """Whether the method may be used for the kind and value; one that needs a circumstance asks for it in words."""
    found = [one for one in proposals(limits, kind=kind, amount=amount) if one.method == method]
    return any(not one.circumstance or circumstance.strip() for one in found)


def form_of_contract(value: Mapping[str, Any], *, kind: str, amount: Decimal) -> str:
    """What a contract of the kind and value is written as, by a row CONTRACT_FORM."""
    return next(form for most, form in value[kind] if most is None or amount <= most)


def performance_guarantee(value: Mapping[str, Any], *, kind: str, hps: Decimal, price: Decimal) -> Decimal:
    """The performance guarantee for a corrected price, rupiah, by a row PERFORMANCE_GUARANTEE; zero where none is due.

    Below 80 % of the Hps it is taken of the Hps (Perpres 16/2018 Pasal 33).
    """
    if kind in value["exempt_kinds"] or price <= value["above_amount"]:
        return Decimal(0)
    low = price < hps * Decimal(value["low_below_percent"]) / 100
    return ((hps if low else price) * Decimal(value["percent"]) / 100).quantize(Decimal("0.01"))


def evaluated_price(value: Mapping[str, Any], *, kind: str, price: Decimal, tkdn_percent: Decimal) -> Decimal:
    """Harga evaluasi akhir (HEA): the price lowered by the preference for domestic content, by PRICE_PREFERENCE."""
    if tkdn_percent < Decimal(value["least_tkdn_percent"]) or kind not in value:
        return price
    preference = tkdn_percent / 100 * Decimal(value[kind]) / 100
    return (price * (1 - preference)).quantize(Decimal("0.01"))


def quality_cost_score(*, technical: Decimal, price: Decimal, lowest: Decimal, weight: Decimal) -> Decimal:
    """Technical score and price score together; `weight` is the share of the technical one (0.60 to 0.80)."""
    return (technical * weight + lowest / price * 100 * (1 - weight)).quantize(Decimal("0.001"))


def most_after_amendments(value: Mapping[str, Any], *, first: Decimal) -> Decimal:
    """What a contract of the first value may rise to by amendments, by a row AMENDMENT."""
    return (first * (100 + Decimal(value["most_percent"])) / 100).quantize(Decimal("0.01"))


def appeal_guarantee(value: Mapping[str, Any], *, kind: str, hps: Decimal) -> Decimal:
    """The guarantee of an appeal (sanggah banding), rupiah, by a row APPEAL_GUARANTEE; zero where none is due."""
    if kind not in value["kinds"]:
        return Decimal(0)
    return (hps * Decimal(value["percent"]) / 100).quantize(Decimal("0.01"))


def maintenance_guarantee(value: Mapping[str, Any], *, price: Decimal) -> Decimal:
    """The guarantee for the time of maintenance, rupiah, by a row MAINTENANCE_GUARANTEE."""
    return (price * Decimal(value["percent"]) / 100).quantize(Decimal("0.01"))


def late_fine(value: Mapping[str, Any], *, base: Decimal, days: int) -> Decimal:
    """The fine (denda keterlambatan) for so many calendar days, rupiah, by a row LATE_FINE.

    `base` is the contract or its late part, without VAT, as the contract says.
    """
    return (base * Decimal(value["permil_per_day"]) * days / 1000).quantize(Decimal("0.01"))
