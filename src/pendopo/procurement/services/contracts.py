"""The acts on contracts: draft, sign (the money is bound), order to start, amend, finish, terminate."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.budget.services import commit_funds, release_funds
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.organisations.models import Supplier
from pendopo.organisations.states import SupplierStatus
from pendopo.procurement import awarding, rules
from pendopo.procurement.clauses import write_standard_clauses
from pendopo.procurement.contracting import (
    Amounts,
    ContractRefused,
    ContractValues,
    check_values,
    rule_on,
    source_of,
)
from pendopo.procurement.flags.entry import recount
from pendopo.procurement.models import (
    Addendum,
    ChangedKind,
    Contract,
    ContractShare,
    Package,
    ProcurementChange,
    Spmk,
)
from pendopo.procurement.planning import ReasonMissing, holder_of
from pendopo.procurement.states import (
    CONTRACT,
    CONTRACT_BINDING,
    CONTRACT_OPEN,
    TENDER,
    PackageStatus,
    TenderStatus,
)


def _locked(contract_id: int) -> Contract:
    found = Contract.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("unit", "package", "supplier__organisation", "tender", "sppbj").get(pk=contract_id)


def _tell(contract: Contract, what: str, actor: Actor, now: dt.datetime, **data: Any) -> None:
    told = {
        "number": contract.number,
        "title": contract.title,
        "supplier": contract.supplier.organisation.name,
        "amount": str(contract.value_amount),
    }
    event = f"procurement.contract.{what}"
    record(actor=actor, event=event, subject=contract, unit=contract.unit, now=now, data=told | data)
    recount(contract, now)
    topics.touch("procurement", f"procurement:{contract.year}")
    if contract.status in CONTRACT_OPEN and contract.package:
        ProcurementChange.objects.create(kind=ChangedKind.CONTRACT, code=contract.package.code, event=event, at=now)


@transaction.atomic
def draft_contract(
    *,
    package_id: int,
    supplier_id: int,
    values: ContractValues,
    shares: Amounts,
    actor: Actor,
    now: dt.datetime,
    sppbj_id: int | None = None,
    form: str = "",
) -> Contract:
    """Write a contract for an announced package with a verified supplier.

    Of a package that has a run it is written for the appointment (`sppbj_id`), with its supplier and within its price.
    Its form follows from its value, unless `form` names it (the letter of a catalogue order).
    Raises ContractRefused, PermissionDenied.
    """
    package = Package.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=package_id)
    require(actor, "procurement.draft_contract", package.unit)
    supplier = Supplier.objects.select_related("organisation").get(pk=supplier_id)
    if package.status != PackageStatus.ANNOUNCED:
        raise ContractRefused("package")
    if supplier.status != SupplierStatus.VERIFIED:
        raise ContractRefused("supplier")
    check_values(package, values, shares)
    awarding.check_supplier(supplier, timezone.localdate(now))
    sppbj = awarding.appointment_for(package, sppbj_id, supplier, values, form=form)
    form = form or rules.form_of_contract(
        rule_on("CONTRACT_FORM", timezone.localdate(now)), kind=package.kind or "GOODS", amount=values.amount
    )
    contract = Contract.objects.create(
        key=uuid.uuid4(), unit=package.unit, year=package.year, package=package, supplier=supplier,
        method=package.method, form=form, value_amount=values.amount, ppk_label=actor.label, created_at=now,
        umk_amount=values.amount if supplier.is_umk else Decimal(0), sppbj=sppbj,
        tender=sppbj.tender if sppbj else None, **vars(values),
    )  # fmt: skip
    ContractShare.objects.bulk_create(
        ContractShare(contract=contract, line_id=pk, amount=amount) for pk, amount in sorted(shares.items())
    )
    write_standard_clauses(contract)
    _tell(contract, "drafted", actor, now)
    return contract


@transaction.atomic
def sign_contract(*, contract_id: int, actor: Actor, now: dt.datetime) -> Contract:
    """Both sides signed: the contract's money is bound in its budget lines, first from the package's reservation.

    The run that it came from is done. Raises FundsExceeded, MoveRefused, PermissionDenied, and ContractRefused while
    objections are open, the guarantee is missing, or its date lies before the appointment or after today.
    """
    contract = _locked(contract_id)
    require(actor, "procurement.sign_contract", contract.unit)
    CONTRACT.move(contract, "sign")
    if contract.date > timezone.localdate(now):
        raise ContractRefused("future")
    awarding.check_run_contract(contract, now)
    _end_run(contract)
    contract.signed_at = now
    contract.save(update_fields=["status", "signed_at"])
    amounts = dict(contract.shares.values_list("line_id", "amount"))
    against = holder_of(contract.package) if contract.package else ""
    commit_funds(amounts=amounts, source=source_of(contract), against=against, actor=actor, now=now)
    _tell(contract, "signed", actor, now)
    return contract


def _end_run(contract: Contract) -> None:
    """The run is done once a contract of it is signed; a later contract of the same appointment moves nothing."""
    run = contract.tender
    if run is None or run.status == TenderStatus.CONTRACTED:
        return
    TENDER.move(run, "contract")
    run.save(update_fields=["status"])


@transaction.atomic
def issue_spmk(
    *,
    contract_id: int,
    number: str,
    date: dt.date,
    starts_date: dt.date,
    ends_date: dt.date,
    actor: Actor,
    now: dt.datetime,
) -> Spmk:
    """Order the work to start (SPMK) or the goods to be delivered.

    Raises ContractRefused, MoveRefused, PermissionDenied.
    """
    contract = _locked(contract_id)
    require(actor, "procurement.sign_contract", contract.unit)
    CONTRACT.move(contract, "start")
    if date < contract.date:
        raise ContractRefused("spmk_before", contract.date)
    if ends_date < starts_date or starts_date < date:
        raise ContractRefused("dates")
    contract.starts_date, contract.ends_date = starts_date, ends_date
    contract.save(update_fields=["status", "starts_date", "ends_date"])
    made = Spmk.objects.create(
        contract=contract, number=number, date=date, starts_date=starts_date, ends_date=ends_date
    )
    _tell(contract, "started", actor, now, spmk=number)
    return made


@transaction.atomic
def amend_contract(
    *,
    contract_id: int,
    number: str,
    date: dt.date,
    reason: str,
    shares: Amounts,
    actor: Actor,
    now: dt.datetime,
    reason_code: str = "CHANGE",
    ends_date: dt.date | None = None,
    scope: str = "",
) -> Addendum:
    """Amend a contract: `shares` are its lines' amounts from now on, so their sum is its new value.

    It rises to at most what the law allows over the first value; what is added is bound in the lines, what is taken
    off is free again. Raises ContractRefused, FundsExceeded, ReasonMissing, MoveRefused, PermissionDenied.
    """
    contract = _locked(contract_id)
    require(actor, "procurement.sign_contract", contract.unit)
    if contract.status not in CONTRACT_BINDING:
        CONTRACT.next(contract.status, "amend")
    if not reason.strip():
        raise ReasonMissing
    after = _checked_after(contract, shares, date, ends_date, now)
    sequence = contract.addenda.count() + 1
    addendum = Addendum.objects.create(
        contract=contract, sequence=sequence, number=number, date=date, reason_code=reason_code, scope=scope,
        reason=reason.strip()[:1000], before_amount=contract.value_amount, after_amount=after, signed_at=now,
        before_ends_date=contract.ends_date, after_ends_date=ends_date or contract.ends_date,
    )  # fmt: skip
    _rebind(contract, shares, sequence, actor, now)
    contract.value_amount = after
    contract.ends_date = ends_date or contract.ends_date
    contract.save(update_fields=["value_amount", "ends_date"])
    _tell(contract, "amended", actor, now, addendum=number, before=str(addendum.before_amount))
    return addendum


def _checked_after(
    contract: Contract, shares: Amounts, date: dt.date, ends_date: dt.date | None, now: dt.datetime
) -> Decimal:
    if not shares or any(amount <= 0 for amount in shares.values()):
        raise ContractRefused("amount")
    own = set(contract.shares.values_list("line_id", flat=True))
    if set(shares) - own:
        raise ContractRefused("shares_line")
    after = sum(shares.values(), Decimal(0))
    most = rules.most_after_amendments(rule_on("AMENDMENT", timezone.localdate(now)), first=contract.amount)
    if after > most:
        raise ContractRefused("amendment", most)
    if date < contract.date or (ends_date and contract.starts_date and ends_date < contract.starts_date):
        raise ContractRefused("dates")
    return after


def _rebind(contract: Contract, shares: Amounts, sequence: int, actor: Actor, now: dt.datetime) -> None:
    rows = {row.line_id: row for row in contract.shares.order_by("line_id")}
    source, holder = f"{source_of(contract)}#{sequence}", source_of(contract)
    more = {pk: shares.get(pk, Decimal(0)) - row.amount for pk, row in rows.items()}
    added = {pk: amount for pk, amount in more.items() if amount > 0}
    freed = {pk: -amount for pk, amount in more.items() if amount < 0}
    against = holder_of(contract.package) if contract.package else ""
    if freed:
        release_funds(holder=holder, source=source, amounts=freed, actor=actor, now=now)
    if added:
        commit_funds(amounts=added, source=source, holder=holder, against=against, actor=actor, now=now)
    for pk, row in rows.items():
        if pk in shares:
            row.amount = shares[pk]
            row.save(update_fields=["amount"])
        else:
            row.delete()


@transaction.atomic
def finish_contract(*, contract_id: int, actor: Actor, now: dt.datetime) -> Contract:
    """Everything is delivered and paid: what is left of its money is free again.

    Raises MoveRefused, PermissionDenied.
    """
    contract = _locked(contract_id)
    require(actor, "procurement.end_contract", contract.unit)
    return _ended(contract, "finish", "finished", actor, now)


@transaction.atomic
def terminate_contract(*, contract_id: int, reason: str, actor: Actor, now: dt.datetime) -> Contract:
    """End a contract before its time. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    contract = _locked(contract_id)
    require(actor, "procurement.end_contract", contract.unit)
    if not reason.strip():
        raise ReasonMissing
    contract.end_reason = reason.strip()[:500]
    return _ended(contract, "terminate", "terminated", actor, now)


def _ended(contract: Contract, action: str, told: str, actor: Actor, now: dt.datetime) -> Contract:
    CONTRACT.move(contract, action)
    contract.ended_at = now
    contract.save(update_fields=["status", "ended_at", "end_reason"])
    holder = source_of(contract)
    release_funds(holder=holder, source=f"{holder}#akhir", actor=actor, now=now)
    _tell(contract, told, actor, now, reason=contract.end_reason)
    return contract
