"""Selection runs as everybody may see them: lists, one run with its steps, offers only after the opening."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from pendopo.kernel.access import Actor
from pendopo.organisations.models import Unit
from pendopo.procurement.models import Contract, Package, Participant, Tender, TenderStep
from pendopo.procurement.states import CONTRACT_OPEN, TENDER_PUBLIC, OfferStatus, TenderStatus

AFTER_OPENING = (
    TenderStatus.OPENED,
    TenderStatus.EVALUATED,
    TenderStatus.DECIDED,
    TenderStatus.STANDSTILL,
    TenderStatus.APPOINTED,
    TenderStatus.CONTRACTED,
    TenderStatus.FAILED,
)
"""Who takes part and what they offer is shown from the opening on, never before."""
ORDERS = {"": ("-announced_at", "-pk"), "nilai": ("-hps_amount", "pk"), "nama": ("title", "pk")}


@dataclass(frozen=True)
class TenderQuestion:
    """What a list of runs is asked for; empty parts ask for everything."""

    text: str = ""
    year: int | None = None
    unit: str = ""
    method: str = ""
    kind: str = ""
    status: str = ""
    sort: str = ""


def tenders_visible_to(actor: Actor) -> QuerySet[Tender]:
    """Runs that were announced, practice runs left out."""
    return Tender.objects.filter(status__in=TENDER_PUBLIC, practice=False)


def find_tenders(found: QuerySet[Tender], asked: TenderQuestion) -> QuerySet[Tender]:
    """The runs of a list that answer the question, in its order."""
    plain = {
        "year": asked.year, "unit__code": asked.unit, "method": asked.method, "kind": asked.kind,
        "status": asked.status,
    }  # fmt: skip
    found = found.filter(**{key: value for key, value in plain.items() if value})
    for word in asked.text.split():
        found = found.filter(Q(title__icontains=word) | Q(code__iexact=word) | Q(external_code=word))
    return found.select_related("unit").order_by(*ORDERS.get(asked.sort, ORDERS[""]))


def tender_years(actor: Actor) -> list[int]:
    """The years that have public runs, latest first."""
    return list(tenders_visible_to(actor).order_by("-year").values_list("year", flat=True).distinct())


def units_with_tenders(actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of units that have public runs, by name. One query."""
    theirs = tenders_visible_to(actor).filter(unit=OuterRef("pk"))
    return list(Unit.objects.filter(Exists(theirs)).order_by("name").values_list("code", "name"))


def tender_at(actor: Actor, code: str) -> Tender | None:
    """One public run; None where there is none."""
    return tenders_visible_to(actor).select_related("unit", "previous").filter(code=code).first()


def steps_of(tender: Tender) -> list[TenderStep]:
    """The schedule in its order."""
    return list(tender.steps.order_by("sequence")[:60])


def is_opened(tender: Tender) -> bool:
    """Whether the bids of the run are open."""
    return tender.status in AFTER_OPENING


def offers_of(tender: Tender) -> list[Participant]:
    """Who offered what, the winner first, then by price; nothing before the opening. One query.

    Who took a sealed bid back before the opening offered nothing.
    """
    if not is_opened(tender):
        return []
    found = tender.participants.exclude(status=OfferStatus.INVITED).select_related("supplier__organisation")
    found = found.exclude(status=OfferStatus.WITHDRAWN, submitted_at=None, price_amount=None)
    return list(found.order_by("-is_winner", "price_amount", "pk")[:300])


def registered_of(tender: Tender) -> int:
    """How many registered, shown from the opening on. One query."""
    if not is_opened(tender):
        return 0
    counted: int = tender.participants.aggregate(number=Count("pk"))["number"]
    return counted


def packages_of(tender: Tender) -> list[Package]:
    """The public packages that the run is for."""
    return list(Package.objects.filter(tenders__tender=tender, version__gt=0).order_by("code"))


def contracts_of_run(tender: Tender) -> list[Contract]:
    """The signed contracts that came of the run, latest first. One query."""
    found = Contract.objects.filter(tender=tender, status__in=CONTRACT_OPEN).select_related("supplier__organisation")
    return list(found.order_by("-date", "-pk")[:100])


def runs_of(package: Package) -> list[Tender]:
    """The public runs for a package, latest first. One query."""
    found = Tender.objects.filter(packages__package=package, status__in=TENDER_PUBLIC, practice=False)
    return list(found.order_by("-version", "-pk")[:50])
