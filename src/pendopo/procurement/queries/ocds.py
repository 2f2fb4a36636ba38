"""Packages as OCDS processes: everything public of many packages in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from pendopo.files.printing import check_address
from pendopo.kernel.access import ANONYMOUS
from pendopo.procurement import ocds
from pendopo.procurement.models import BudgetShare, Contract, Package, Participant, TenderPackage
from pendopo.procurement.queries.packages import packages_visible_to
from pendopo.procurement.queries.results import results_announced
from pendopo.procurement.queries.tenders import AFTER_OPENING
from pendopo.procurement.states import CONTRACT_OPEN, TENDER_PUBLIC, OfferStatus

BATCH = 500


def processes(year: int | None = None, code: str = "") -> Iterator[ocds.Process]:
    """All public packages (of a year; or one) as processes, by key; eight queries for each 500."""
    found = packages_visible_to(ANONYMOUS).select_related("unit").order_by("pk")
    found = found.filter(year=year) if year else found
    found = found.filter(code=code) if code else found
    last = 0
    while rows := list(found.filter(pk__gt=last)[:BATCH]):
        yield from _batch(rows)
        last = rows[-1].pk


def _batch(rows: Sequence[Package]) -> Iterator[ocds.Process]:
    keys = [row.pk for row in rows]
    shares, runs, deals = _shares(keys), _runs(keys), _deals(keys)
    for row in rows:
        run, own = runs.get(row.pk), tuple(deals[row.pk])
        yield ocds.Process(
            code=row.code,
            title=row.title,
            description=row.description,
            unit=row.unit.code,
            unit_name=row.unit.name,
            kind=row.kind,
            method=row.method,
            method_words=row.get_method_display() or row.stated_method,
            amount=row.ceiling_amount,
            status=row.status,
            changed_at=row.announced_at or row.created_at,
            selection=(row.selection_from_date, row.selection_to_date),
            reason=row.method_reason,
            shares=tuple(shares[row.pk]),
            run=run,
            deals=own,
        )


def _shares(keys: list[int]) -> dict[int, list[ocds.Share]]:
    found: dict[int, list[ocds.Share]] = defaultdict(list)
    rows = BudgetShare.objects.filter(package__in=keys).order_by("line_id")
    codes = ("line__sheet__activity__code", "line__account__code", "line__account__name")
    for package, line, activity, account, name, amount in rows.values_list("package_id", "line_id", *codes, "amount"):
        found[package].append(ocds.Share(line, f"{activity}.{account}", name, Decimal(amount)))
    return found


def _runs(keys: list[int]) -> dict[int, ocds.Run]:
    links = TenderPackage.objects.filter(package__in=keys, tender__status__in=TENDER_PUBLIC, tender__practice=False)
    rows = list(links.select_related("tender").order_by("tender__version", "tender_id"))
    opened = {row.tender_id: results_announced(row.tender) for row in rows if row.tender.status in AFTER_OPENING}
    offers = _offers(list(opened))
    return {
        row.package_id: ocds.Run(
            code=row.tender.code,
            status=row.tender.status,
            hps_amount=row.tender.hps_amount,
            announced_at=row.tender.announced_at,
            deadline_at=row.tender.deadline_at,
            decided_at=row.tender.decided_at,
            bids=tuple(_bid(one, announced=opened[row.tender_id]) for one in offers[row.tender_id]),
            winner=next((_won(one) for one in offers[row.tender_id] if one.is_winner and opened[row.tender_id]), None),
        )
        for row in rows
    }


def _offers(tenders: list[int]) -> dict[int, list[Participant]]:
    found: dict[int, list[Participant]] = defaultdict(list)
    rows = Participant.objects.filter(tender__in=tenders, supplier__isnull=False).order_by("pk")
    for one in rows.select_related("supplier__organisation"):
        found[one.tender_id].append(one)
    return found


def _bid(one: Participant, *, announced: bool) -> ocds.Bid:
    """A bid; what came of it is said once it is announced."""
    judged = one.status in (OfferStatus.VALID, OfferStatus.DISQUALIFIED)
    status = OfferStatus.SUBMITTED if judged and not announced else one.status
    won = announced and one.is_winner
    return ocds.Bid(
        one.pk, one.supplier_id or 0, str(one.supplier), status, one.price_amount, one.submitted_at, won
    )  # fmt: skip


def _won(one: Participant) -> ocds.Bid:
    """The winner at the price of the contract."""
    amounts = (one.negotiated_amount, one.corrected_amount, one.price_amount)
    amount = next((value for value in amounts if value is not None), None)
    return ocds.Bid(one.pk, one.supplier_id or 0, str(one.supplier), one.status, amount, one.submitted_at, True)


def _deals(keys: list[int]) -> dict[int, list[ocds.Deal]]:
    found: dict[int, list[ocds.Deal]] = defaultdict(list)
    rows = Contract.objects.filter(package__in=keys, status__in=CONTRACT_OPEN).order_by("date", "pk")
    for row in rows.select_related("supplier__organisation").prefetch_related("addenda", "papers__document"):
        found[row.package_id or 0].append(_deal(row))
    return found


def _deal(row: Contract) -> ocds.Deal:
    amendments: list[Any] = [ocds.Amendment(one.number, one.date, one.reason) for one in row.addenda.all()]
    return ocds.Deal(
        key=str(row.key),
        supplier=row.supplier_id,
        name=row.supplier.organisation.name,
        title=row.title,
        number=row.number,
        date=row.date,
        amount=row.value_amount,
        status=row.status,
        starts_date=row.starts_date,
        ends_date=row.ends_date,
        amendments=tuple(amendments),
        papers=tuple(
            ocds.Paper(one.document.code, one.kind, one.document.label, check_address(one.document.code), one.made_at)
            for one in row.papers.all()
            if one.document.public
        ),
    )
