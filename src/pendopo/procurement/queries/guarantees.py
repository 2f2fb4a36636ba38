"""Guarantees by their end, for those who keep them; those of a contract for everybody."""

from django.db.models import QuerySet

from pendopo.kernel.access import Actor, permits
from pendopo.procurement.models import Contract, Guarantee, Sppbj
from pendopo.procurement.queries.packages import units_at_work
from pendopo.procurement.states import GUARANTEE, GuaranteeStatus

SEE = "procurement.see_guarantees"
KEEP = "procurement.record_guarantee"


def guarantees_visible_to(actor: Actor, *, all_of_them: bool = False) -> QuerySet[Guarantee]:
    """Held guarantees (or all) of the units that the person keeps or looks at, the earliest end first."""
    units = [unit for unit in units_at_work(actor) if permits(actor, SEE, unit)]
    found = Guarantee.objects.filter(unit__in=units)
    found = found if all_of_them else found.filter(status=GuaranteeStatus.HELD)
    return found.select_related("unit", "supplier__organisation", "contract", "sppbj").order_by("until_date", "pk")


def guarantees_of(contract: Contract) -> list[Guarantee]:
    """The guarantees of a contract and of its appointment, by their end; public with the contract. One query."""
    found = Guarantee.objects.filter(contract=contract)
    if contract.sppbj_id:
        found = found | Guarantee.objects.filter(sppbj=contract.sppbj_id)
    return list(found.order_by("until_date", "pk")[:50])


def guarantee_at(actor: Actor, pk: int) -> Guarantee | None:
    """One guarantee, for somebody of its unit."""
    found = Guarantee.objects.select_related("unit", "supplier__organisation", "contract").filter(pk=pk).first()
    return found if found is not None and permits(actor, SEE, found.unit) else None


def guarantee_actions(actor: Actor, guarantee: Guarantee) -> list[str]:
    """What the person may do with the guarantee: give it back, cash it."""
    return GUARANTEE.actions_from(guarantee.status, lambda _one: permits(actor, KEEP, guarantee.unit))


def sppbj_at_work(actor: Actor, pk: int) -> Sppbj | None:
    """One appointment, for somebody of its unit."""
    found = Sppbj.objects.select_related("tender__unit", "supplier__organisation").filter(pk=pk).first()
    return found if found is not None and permits(actor, "procurement.see_packages", found.tender.unit) else None
