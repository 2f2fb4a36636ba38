"""How offers are compared (handbook formulae): pure functions over plain values; amounts are rupiah in Decimal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pendopo.procurement import rules

STAGES = ("ADMINISTRATION", "QUALIFICATION", "TECHNICAL")
CENT, THOUSANDTH, ZERO = Decimal("0.01"), Decimal("0.001"), Decimal(0)


@dataclass(frozen=True)
class Offer:
    """A valid offer on its way to a rank. `arrived` orders offers by when they were handed in."""

    id: int
    price: Decimal
    tkdn_percent: Decimal = ZERO
    technical: Decimal = ZERO
    arrived: float = 0.0
    evaluated: Decimal | None = None
    score: Decimal | None = None
    rank: int = 0


@dataclass(frozen=True)
class Comparison:
    """How a run compares: by `evaluation`, with `weight` of the technical score, `tie_rule`, preference by law."""

    evaluation: str
    kind: str
    hps: Decimal | None
    preference: Mapping[str, Any]
    tie_rule: str
    weight: Decimal | None = None


def line_amount(volume: Decimal, unit_amount: Decimal) -> Decimal:
    """Volume times unit price, rounded to sen; this wins over what the participant wrote."""
    return (volume * unit_amount).quantize(CENT, ROUND_HALF_UP)


def corrected_price(lines: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """The sum of (volume, unit price) lines: arithmetic correction (koreksi aritmatik)."""
    return sum((line_amount(volume, unit) for volume, unit in lines), ZERO)


def technical_total(scores: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """Of (score 0 to 100, weight in percent): the weighted total, three places."""
    return (sum((score * weight for score, weight in scores), ZERO) / 100).quantize(THOUSANDTH)


def mean(values: Sequence[Decimal]) -> Decimal:
    """The arithmetic mean, three places."""
    return (sum(values, ZERO) / len(values)).quantize(THOUSANDTH)


def spread(values: Sequence[Decimal]) -> Decimal:
    """The highest less the lowest: how far members are apart."""
    return max(values) - min(values)


def fails(votes: Sequence[bool]) -> bool:
    """Whether more members say no than yes; an even vote passes, for doubt is the participant's."""
    return sum(not vote for vote in votes) * 2 > len(votes)


def stages(criteria: Iterable[Any]) -> list[list[Any]]:
    """The criteria by the stage they belong to, in the order of the law: administration, qualification, technical."""
    known = list(criteria)
    found = [[one for one in known if one.part == stage] for stage in STAGES]
    return [stage for stage in found if stage]


def goes_by_stages(criteria: Iterable[Any]) -> bool:
    """Whether an offer that is out at a stage is not looked at further (sistem gugur); never where scores count."""
    return all(one.weight is None for one in criteria)


def is_above_hps(price: Decimal, *, hps: Decimal | None, kind: str) -> bool:
    """Whether the price is too high to be valid: the Hps is no ceiling for consultancy (Perpres 16/2018 Pasal 26)."""
    return hps is not None and kind != "CONSULTANCY" and price > hps


def is_unusually_low(value: Mapping[str, Any], price: Decimal, *, hps: Decimal | None) -> bool:
    """Whether the price lies so far below the Hps that it needs a clarification, by a row LOW_PRICE."""
    return hps is not None and price < hps * Decimal(value["below_percent_of_hps"]) / 100


def decided_by_pa(value: Mapping[str, Any], *, method: str, amount: Decimal | None) -> bool:
    """Whether the winner is decided by the PA: above the amount of a row WINNER_BY_PA."""
    return amount is not None and amount > value.get(method, value["TENDER"])


def ranked(offers: Iterable[Offer], how: Comparison) -> list[Offer]:
    """The offers with evaluated price, score and rank, the best first.

    Price only: the lowest evaluated price (HEA) wins, then the higher TKDN, then the document's tie rule. Quality and
    cost: the highest score of both wins, then the same.
    """
    found = [replace(one, evaluated=evaluated_price(one, how)) for one in offers]
    if how.evaluation == "QUALITY_COST":
        lowest = min((one.price for one in found), default=ZERO)
        found = [replace(one, score=_score(one, lowest, how.weight or ZERO)) for one in found]
    found.sort(key=lambda one: _order(one, how))
    return [replace(one, rank=number) for number, one in enumerate(found, 1)]


def evaluated_price(offer: Offer, how: Comparison) -> Decimal:
    """Harga evaluasi akhir (HEA): with the preference for domestic content where the run is large enough for it."""
    if how.hps is None or how.hps <= how.preference["above_amount"] or how.evaluation == "QUALITY_COST":
        return offer.price
    return rules.evaluated_price(how.preference, kind=how.kind, price=offer.price, tkdn_percent=offer.tkdn_percent)


def _score(offer: Offer, lowest: Decimal, weight: Decimal) -> Decimal:
    if offer.price == 0:
        return (offer.technical * weight + 100 * (1 - weight)).quantize(THOUSANDTH)
    return rules.quality_cost_score(technical=offer.technical, price=offer.price, lowest=lowest, weight=weight)


def _order(offer: Offer, how: Comparison) -> tuple[Any, ...]:
    best = -offer.score if offer.score is not None else offer.evaluated
    tie = (-offer.technical, offer.arrived) if how.tie_rule == "TECHNICAL" else (offer.arrived, -offer.technical)
    return (best, -offer.tkdn_percent, *tie, offer.id)
