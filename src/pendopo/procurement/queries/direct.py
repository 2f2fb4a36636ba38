"""Direct purchases at work, and recorded spending for everybody."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from pendopo.budget.queries import LineFunds, lines_to_buy_from
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Unit
from pendopo.procurement.models import Method, NegotiationRound, Package, Participant, RecordedSpending, Tender
from pendopo.procurement.states import PackageStatus, TenderStatus

RUN = "procurement.run_direct"
KEEP = "procurement.record_spending"
ORDERS = {"": ("-date", "-pk"), "nilai": ("-amount", "pk"), "nama": ("title", "pk")}


@dataclass(frozen=True)
class SpendingQuestion:
    """What a list of recorded spending is asked for; empty parts ask for everything."""

    text: str = ""
    year: int | None = None
    unit: str = ""
    sort: str = ""


def may_begin_direct(actor: Actor, package: Package) -> bool:
    """Whether the person may open a direct purchase for the package."""
    fits = package.status == PackageStatus.ANNOUNCED and package.method == Method.DIRECT
    return fits and permits(actor, RUN, package.unit)


def direct_at_work(actor: Actor, code: str) -> Tender | None:
    """One direct purchase, for somebody of its unit."""
    found = Tender.objects.select_related("unit").filter(code=code, method=Method.DIRECT).first()
    return found if found is not None and permits(actor, "procurement.see_packages", found.unit) else None


def runs_direct(actor: Actor, tender: Tender) -> bool:
    """Whether the person may still work on the purchase."""
    return tender.status == TenderStatus.OPEN and permits(actor, RUN, tender.unit)


def tables_of(tender: Tender) -> list[Participant]:
    """Those invited with the talks so far, in order. Two queries."""
    rows = tender.participants.select_related("supplier__organisation").order_by("pk")
    talks = Prefetch("rounds", NegotiationRound.objects.order_by("sequence"))
    return list(rows.prefetch_related(talks)[:50])


def find_spendings(asked: SpendingQuestion) -> QuerySet[RecordedSpending]:
    """Recorded spending that answers the question, cancelled ones too, in its order; public."""
    plain = {"year": asked.year, "unit__code": asked.unit}
    found = RecordedSpending.objects.filter(**{key: value for key, value in plain.items() if value})
    for word in asked.text.split():
        found = found.filter(Q(title__icontains=word) | Q(seller__icontains=word) | Q(number__icontains=word))
    return found.select_related("unit", "line__account").order_by(*ORDERS.get(asked.sort, ORDERS[""]))


def spending_years() -> list[int]:
    """The years that have recorded spending, latest first. One query."""
    return list(RecordedSpending.objects.order_by("-year").values_list("year", flat=True).distinct())


def units_with_spendings() -> list[tuple[str, str]]:
    """(code, name) of units with recorded spending, by name. One query."""
    theirs = RecordedSpending.objects.values("unit_id")
    return list(Unit.objects.filter(pk__in=theirs).order_by("name").values_list("code", "name"))


def spending_lines(actor: Actor, unit: Unit, year: int, text: str = "") -> list[LineFunds]:
    """Lines of the unit with money left, for somebody who records its spending."""
    return lines_to_buy_from(actor, unit.pk, year, text=text, limit=15) if permits(actor, KEEP, unit) else []


def spending_at_work(actor: Actor, key: str) -> RecordedSpending | None:
    """One record, for somebody who may cancel it."""
    found = RecordedSpending.objects.select_related("unit").filter(key=key, status="RECORDED").first()
    return found if found is not None and permits(actor, KEEP, found.unit) else None


def records_spending(actor: Actor, unit: Unit) -> bool:
    """Whether the person records spending of the unit."""
    return permits(actor, KEEP, unit)


def spendings_at_work(actor: Actor, units: list[Unit]) -> QuerySet[RecordedSpending]:
    """The records of the units, the latest first, for somebody who sees their packages."""
    seen = [unit.pk for unit in units if permits(actor, "procurement.see_packages", unit)]
    found = RecordedSpending.objects.filter(unit__in=seen)
    return found.select_related("unit", "line__account", "document").order_by("-date", "-pk")


def spending_receipt(actor: Actor, key: str) -> RecordedSpending | None:
    """One record with its receipt, for somebody who sees the packages of its unit."""
    found = RecordedSpending.objects.select_related("unit", "document").filter(key=key, document__isnull=False).first()
    return found if found is not None and permits(actor, "procurement.see_packages", found.unit) else None
