"""Contracts of packages, and the suppliers that may be chosen for one."""

from decimal import Decimal

from django.db.models import QuerySet

from pendopo.budget.queries import LineFunds, funds_of_lines
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Supplier, Unit
from pendopo.organisations.states import SupplierStatus
from pendopo.procurement.models import Contract, Package
from pendopo.procurement.states import CONTRACT, CONTRACT_BINDING, CONTRACT_OPEN, PackageStatus

CONTRACT_ACTIONS = {
    "sign": "procurement.sign_contract",
    "start": "procurement.sign_contract",
    "finish": "procurement.end_contract",
    "terminate": "procurement.end_contract",
}


def contracts_visible_to(actor: Actor, unit: Unit | None = None) -> QuerySet[Contract]:
    """Signed contracts are open to everybody; drafts of a unit to its officials (name the unit)."""
    found = Contract.objects.select_related("supplier__organisation", "unit", "package")
    if unit is not None and permits(actor, "procurement.see_packages", unit):
        return found.filter(unit=unit)
    return found.filter(status__in=CONTRACT_OPEN)


def contracts_of(actor: Actor, package: Package, *, at_work: bool = False) -> list[Contract]:
    """The package's contracts, latest first; drafts only for those who work on it. One query."""
    found = contracts_visible_to(actor, package.unit if at_work else None)
    return list(found.filter(package=package).order_by("-date", "-pk")[:200])


def contract_at_work(actor: Actor, key: str) -> Contract | None:
    """One contract for somebody of its unit; None for others."""
    found = Contract.objects.select_related("supplier__organisation", "unit", "package").filter(key=key).first()
    return found if found is not None and permits(actor, "procurement.see_packages", found.unit) else None


def may_contract(actor: Actor, package: Package) -> bool:
    """Whether the person may draft a contract for the package now."""
    announced = package.status == PackageStatus.ANNOUNCED
    return announced and permits(actor, "procurement.draft_contract", package.unit)


def contract_actions(actor: Actor, contract: Contract) -> list[str]:
    """The steps that the person may do with the contract now."""
    found = CONTRACT.actions_from(contract.status, lambda one: permits(actor, CONTRACT_ACTIONS[one], contract.unit))
    amends = contract.status in CONTRACT_BINDING and permits(actor, "procurement.sign_contract", contract.unit)
    return [*found, *(["amend"] if amends else [])]


def suppliers_to_choose(actor: Actor, text: str, *, limit: int = 50) -> list[Supplier]:
    """Verified suppliers that the words of a name or the NIB find, by name."""
    found = Supplier.objects.filter(status=SupplierStatus.VERIFIED).select_related("organisation")
    if text.strip().isdigit():
        found = found.filter(organisation__nib=text.strip())
    else:
        for word in text.split():
            found = found.filter(organisation__name__icontains=word)
    return list(found.order_by("organisation__name")[:limit])


def contract_lines(actor: Actor, contract: Contract) -> list[tuple[LineFunds, Decimal]]:
    """The contract's budget lines with what it binds of each, by code. Two queries."""
    shares = dict(contract.shares.values_list("line_id", "amount"))
    return [(line, shares[line.id]) for line in funds_of_lines(actor, shares)]


def suppliers_listed(actor: Actor, text: str = "") -> QuerySet[Supplier]:
    """All suppliers that the words of a name find, by name, for officials of procurement."""
    found = Supplier.objects.select_related("organisation")
    for word in text.split():
        found = found.filter(organisation__name__icontains=word)
    return found.order_by("organisation__name", "pk")


def may_be_chosen(supplier_id: int) -> bool:
    """Whether a supplier is verified, so that it may be invited or contracted. One query."""
    return Supplier.objects.filter(pk=supplier_id, status=SupplierStatus.VERIFIED).exists()
