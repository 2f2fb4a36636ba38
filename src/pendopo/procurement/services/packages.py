"""The acts on packages of the plan (RUP): compose, approve, announce, revise, split, merge, cancel."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.budget.models import FundsHold
from pendopo.budget.services import release_funds, reserve_funds
from pendopo.kernel import jobs, topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Unit
from pendopo.procurement import planning, rules
from pendopo.procurement.flags.entry import recount
from pendopo.procurement.models import ChangedKind, Package, ProcurementChange
from pendopo.procurement.planning import (
    PackageChanged,
    PackageInUse,
    PackageUnfinished,
    PackageValues,
    ReasonMissing,
    Shares,
    holder_of,
)
from pendopo.procurement.searching import put_package
from pendopo.procurement.states import PACKAGE, PACKAGE_EDITABLE, TENDER_ENDED, PackageStatus


def _locked(package_id: int) -> Package:
    return Package.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=package_id)


def _tell(package: Package, what: str, actor: Actor, now: dt.datetime, **data: object) -> None:
    told = {"code": package.code, "title": package.title, "amount": package.ceiling_amount, "year": package.year}
    event = f"procurement.package.{what}"
    record(actor=actor, event=event, subject=package, unit=package.unit, now=now, data=told | data)
    recount(package, now)
    topics.touch("procurement", f"procurement:{package.year}")
    if package.version:
        ProcurementChange.objects.create(kind=ChangedKind.PACKAGE, code=package.code, event=event, at=now)


@transaction.atomic
def compose_package(
    *, unit_id: int, year: int, values: PackageValues, shares: Shares, actor: Actor, now: dt.datetime
) -> Package:
    """Begin a package from budget lines of the unit, whole rupiah each. Raises ShareRefused, PermissionDenied."""
    unit = Unit.objects.get(pk=unit_id)
    require(actor, "procurement.compose_package", unit)
    package = Package(unit=unit, year=year, title=values.title, code=f"sementara-{now.timestamp()}", created_at=now)
    planning.check_shares(package, shares)
    package.save()
    package.code = f"RUP-{year}-{package.pk:06d}"
    planning.apply(package, values, shares)
    _tell(package, "composed", actor, now)
    return package


@transaction.atomic
def change_package(
    *,
    package_id: int,
    values: PackageValues,
    shares: Shares,
    actor: Actor,
    now: dt.datetime,
    seen: PackageValues | None = None,
) -> Package:
    """Change a draft, or what a revision proposes. `seen` is what the person read.

    Raises PackageChanged, ShareRefused, MoveRefused, PermissionDenied.
    """
    package = _locked(package_id)
    require(actor, "procurement.compose_package", package.unit)
    _refuse_fixed(package)
    if seen is not None and seen != planning.values_of(package):
        raise PackageChanged
    planning.check_shares(package, shares)
    if package.status == PackageStatus.REVISED:
        package.pending = {"values": planning.written(values), "shares": {str(k): v for k, v in shares.items()}}
        package.save(update_fields=["pending"])
    else:
        planning.apply(package, values, shares)
    _tell(package, "changed", actor, now)
    return package


def _refuse_fixed(package: Package) -> None:
    if package.status not in PACKAGE_EDITABLE:
        PACKAGE.next(package.status, "change")


@transaction.atomic
def approve_package(*, package_id: int, actor: Actor, now: dt.datetime) -> Package:
    """The budget user approves: everything is filled in, and the law allows the method for kind and value today.

    Raises PackageUnfinished, MoveRefused, PermissionDenied.
    """
    package = _locked(package_id)
    require(actor, "procurement.approve_package", package.unit)
    values, shares = planning.values_of(package), planning.shares_of(package)
    PACKAGE.next(package.status, "approve")
    missing = planning.missing_of(values, shares)
    amount = sum(shares.values())
    if not missing and not _lawful(values, amount, now):
        missing = ["method"]
    if missing:
        raise PackageUnfinished(missing)
    PACKAGE.move(package, "approve")
    package.save(update_fields=["status"])
    _tell(package, "approved", actor, now)
    return package


def _lawful(values: PackageValues, amount: int, now: dt.datetime) -> bool:
    limits = planning.limits_on(timezone.localdate(now))
    return rules.allows(limits, method=values.method, kind=values.kind, amount=amount, circumstance=values.circumstance)


@transaction.atomic
def return_package(*, package_id: int, reason: str, actor: Actor, now: dt.datetime) -> Package:
    """Send an approved package back to its composers. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    package = _locked(package_id)
    require(actor, "procurement.approve_package", package.unit)
    if not reason.strip():
        raise ReasonMissing
    PACKAGE.move(package, "return_revision" if package.version else "return")
    package.save(update_fields=["status"])
    _tell(package, "returned", actor, now, reason=reason.strip()[:500])
    return package


@transaction.atomic
def announce_package(*, package_id: int, actor: Actor, now: dt.datetime) -> Package:
    """Announce an approved package: its money is reserved in the budget lines, and everybody sees it.

    A revision replaces what the package had reserved; what contracts bound already stays. Raises FundsExceeded,
    MoveRefused, PermissionDenied.
    """
    package = _locked(package_id)
    require(actor, "procurement.announce_package", package.unit)
    PACKAGE.move(package, "announce")
    values, shares = planning.values_of(package), planning.shares_of(package)
    reason, package.pending, package.pending_reason = package.pending_reason, None, ""
    package.version += 1
    package.announced_at = now
    planning.apply(package, values, shares)
    _reserve(package, shares, actor, now)
    planning.note_version(package, reason=reason, actor_label=actor.label, now=now)
    put_package(package, actor)
    _tell(package, "announced", actor, now, version=package.version)
    if package.version == 1:
        jobs.defer("procurement.tell_watchers", what="package", key=package.pk)
    return package


def _reserve(package: Package, shares: Shares, actor: Actor, now: dt.datetime) -> None:
    holder = holder_of(package)
    source = f"{holder}#{package.version}"
    release_funds(holder=holder, source=source, actor=actor, now=now)
    used = dict(FundsHold.objects.filter(holder=holder).values_list("line_id", "used_amount"))
    wanted = {pk: Decimal(amount) - used.get(pk, Decimal(0)) for pk, amount in shares.items()}
    amounts = {pk: amount for pk, amount in wanted.items() if amount > 0}
    if amounts:
        reserve_funds(amounts=amounts, source=source, holder=holder, actor=actor, now=now)


@transaction.atomic
def revise_package(*, package_id: int, reason: str, actor: Actor, now: dt.datetime) -> Package:
    """Open an announced package for a revision; the public keeps seeing what was announced.

    Raises ReasonMissing, MoveRefused, PermissionDenied.
    """
    package = _locked(package_id)
    require(actor, "procurement.revise_package", package.unit)
    if not reason.strip():
        raise ReasonMissing
    values, shares = planning.values_of(package), planning.shares_of(package)
    PACKAGE.move(package, "revise")
    package.pending = {"values": planning.written(values), "shares": {str(k): v for k, v in shares.items()}}
    package.pending_reason = reason.strip()[:500]
    package.save(update_fields=["status", "pending", "pending_reason"])
    _tell(package, "revised", actor, now, reason=package.pending_reason)
    return package


@transaction.atomic
def cancel_package(*, package_id: int, reason: str, actor: Actor, now: dt.datetime) -> Package:
    """Cancel a package; what it had reserved is free again. Raises PackageInUse, ReasonMissing, PermissionDenied."""
    package = _locked(package_id)
    require(actor, "procurement.announce_package", package.unit)
    if not reason.strip():
        raise ReasonMissing
    running = package.tenders.filter(tender__practice=False).exclude(tender__status__in=TENDER_ENDED).exists()
    if running or package.contracts.exists():
        raise PackageInUse
    PACKAGE.move(package, "cancel")
    package.pending, package.cancel_reason = None, reason.strip()[:500]
    package.save(update_fields=["status", "pending", "cancel_reason"])
    holder = holder_of(package)
    release_funds(holder=holder, source=f"{holder}#batal", actor=actor, now=now)
    put_package(package, actor)
    _tell(package, "cancelled", actor, now, reason=reason.strip()[:500])
    return package


@transaction.atomic
def split_package(*, package_id: int, title: str, amounts: Shares, actor: Actor, now: dt.datetime) -> Package:
    """Move part of a draft's shares into a new draft with the same particulars. Gives the new one.

    Raises ShareRefused when a part is not less than the share it is taken from, MoveRefused, PermissionDenied.
    """
    package = _locked(package_id)
    require(actor, "procurement.compose_package", package.unit)
    _refuse_announced(package)
    shares = planning.shares_of(package)
    wrong = [pk for pk, amount in amounts.items() if not 0 < amount <= shares.get(pk, 0)]
    left = {pk: amount - amounts.get(pk, 0) for pk, amount in shares.items() if amount > amounts.get(pk, 0)}
    if wrong or not amounts or not left:
        raise planning.ShareRefused(wrong)
    values = planning.values_of(package)
    planning.apply(package, values, left)
    named = PackageValues(**vars(values) | {"title": title})
    _tell(package, "split", actor, now)
    where = {"unit_id": package.unit_id, "year": package.year}
    return compose_package(values=named, shares=amounts, actor=actor, now=now, **where)


@transaction.atomic
def merge_packages(*, package_id: int, other_id: int, actor: Actor, now: dt.datetime) -> Package:
    """Put another draft of the same unit and year into this one; the other is cancelled.

    Raises PackageInUse for a draft of another unit or year, MoveRefused, PermissionDenied.
    """
    locked = {pk: _locked(pk) for pk in sorted({package_id, other_id})}
    package, other = locked[package_id], locked[other_id]
    require(actor, "procurement.compose_package", package.unit)
    for one in (package, other):
        _refuse_announced(one)
    if package == other or (package.unit_id, package.year) != (other.unit_id, other.year):
        raise PackageInUse
    shares = planning.shares_of(package)
    for pk, amount in planning.shares_of(other).items():
        shares[pk] = shares.get(pk, 0) + amount
    planning.apply(other, planning.values_of(other), {})
    PACKAGE.move(other, "cancel")
    other.save(update_fields=["status"])
    planning.apply(package, planning.values_of(package), shares)
    _tell(package, "merged", actor, now, other=other.code)
    return package


def _refuse_announced(package: Package) -> None:
    if package.status != PackageStatus.DRAFT or package.version:
        PACKAGE.next(package.status, "change")
