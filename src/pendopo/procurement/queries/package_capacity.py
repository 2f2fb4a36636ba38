"""Sisa kemampuan paket (SKP): how many packages a firm may still take beside those it works on, with the numbers."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from pendopo.organisations.models import Supplier
from pendopo.procurement import rules_suppliers
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.models import CapacityKind, Contract, SupplierCapacity
from pendopo.procurement.states import CONTRACT_BINDING, CONTRACT_OPEN

Span = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class PackageCapacity:
    """KP less P: `most` packages, `contracts` of them run in our records and `declared` ones elsewhere.

    `at_once` is N; `demanded` says whether the law counts it for the kind that is bought.
    """

    small: bool
    most: int
    contracts: int
    declared: int
    at_once: int
    demanded: bool

    @property
    def left(self) -> int:
        """How many packages the firm may still take; below zero where it has more than it may."""
        return self.most - self.contracts - self.declared

    @property
    def refuses(self) -> bool:
        """Whether this is a reason to refuse the firm. A person decides."""
        return self.demanded and self.left < 1


def package_capacity_of(suppliers: Iterable[Supplier], day: dt.date, *, kind: str = "") -> dict[int, PackageCapacity]:
    """Supplier id -> its capacity on the day, for what is bought.

    A firm without a scale counts as small. Three queries.
    """
    firms, rule = {one.pk: one for one in suppliers}, rule_on("PACKAGE_CAPACITY", day)
    since = day - dt.timedelta(days=365 * rule["years"])
    running, spans = _contracts(set(firms), rule["kinds"], day)
    declared = _declared(set(firms), day, spans)
    found = {}
    for pk, one in firms.items():
        small = one.is_umk or not one.scale
        at_once = rules_suppliers.most_at_once((max(a, since), b) for a, b in spans[pk] if b >= since)
        most = rules_suppliers.packages_at_most(rule, small=small, most=at_once)
        demanded = not kind or kind in rule["kinds"]
        found[pk] = PackageCapacity(small, most, running[pk], declared[pk], at_once, demanded)
    return found


def _contracts(firms: set[int], kinds: list[str], day: dt.date) -> tuple[dict[int, int], dict[int, list[Span]]]:
    """How many contracts of the kinds run (also those of no known kind), and the days of all up to now."""
    running: dict[int, int] = defaultdict(int)
    spans: dict[int, list[Span]] = defaultdict(list)
    known = Q(package__kind__in=[*kinds, ""]) | Q(package__isnull=True)
    for one in Contract.objects.filter(known, supplier__in=firms, status__in=CONTRACT_OPEN):
        binds = one.status in CONTRACT_BINDING
        running[one.supplier_id] += binds
        ended = timezone.localdate(one.ended_at) if one.ended_at else one.ends_date or one.date
        first, last = one.starts_date or one.date, day if binds else min(ended, day)
        if first <= last:
            spans[one.supplier_id].append((first, last))
    return running, spans


def _declared(firms: set[int], day: dt.date, spans: dict[int, list[Span]]) -> dict[int, int]:
    """How many packages the firms say to work on elsewhere; the days of stated works are added to the spans."""
    found: dict[int, int] = defaultdict(int)
    kinds = (CapacityKind.WORK_IN_HAND, CapacityKind.EXPERIENCE)
    for one in SupplierCapacity.objects.filter(supplier__in=firms, kind__in=kinds):
        first, last = one.from_date or day, one.to_date or day
        if one.kind == CapacityKind.WORK_IN_HAND and first <= day <= last:
            found[one.supplier_id] += one.quantity
        stated = one.from_date and (one.to_date or one.kind == CapacityKind.WORK_IN_HAND)
        if stated and first <= min(last, day):
            spans[one.supplier_id] += [(first, min(last, day))] * min(one.quantity, 100)
    return found
