"""Runs at work: the list of those a person sees, one run with its checklist, papers, committee, what may be done."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from pendopo.accounts.models import Appointment
from pendopo.budget.models import PriceRevision
from pendopo.budget.queries.price_search import PriceAsked, find_prices
from pendopo.budget.queries.prices import effective_edition
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Supplier
from pendopo.procurement import run_forms
from pendopo.procurement.access_tenders import WATCHERS
from pendopo.procurement.models import (
    CommitteeMember,
    DocumentAmendment,
    Hps,
    Minutes,
    MinutesKind,
    Package,
    Tender,
    TenderDocument,
    TenderQuestion,
    TenderStep,
)
from pendopo.procurement.models.preparation import PreparedPaper
from pendopo.procurement.queries.tenders import TenderQuestion as Asked
from pendopo.procurement.queries.tenders import find_tenders
from pendopo.procurement.readiness import Condition, conditions_of
from pendopo.procurement.run_forms import RunForm
from pendopo.procurement.states import TENDER_ENDED, TENDER_PUBLIC, PackageStatus, PreparedStatus, TenderStatus
from pendopo.procurement.tendering import BY_CLOCK, TenderRefused, form_of, rule_of

PREPARED = (TenderStatus.PREPARED,)
RUNNING = tuple(status for status in TenderStatus if status not in TENDER_ENDED)
WHEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "hps": ("procurement.write_hps", PREPARED),
    "kak": ("procurement.write_hps", PREPARED),
    "contract": ("procurement.write_hps", PREPARED),
    "committee": ("procurement.appoint_committee", RUNNING),
    "declare": ("procurement.declare_interest", RUNNING),
    "schedule": ("procurement.schedule_tender", RUNNING),
    "document": ("procurement.add_tender_document", PREPARED),
    "announce": ("procurement.announce_tender", PREPARED),
    "invite": ("procurement.invite_participant", BY_CLOCK),
    "amend": ("procurement.amend_documents", BY_CLOCK),
    "answer": ("procurement.answer_question", BY_CLOCK),
    "briefing": ("procurement.hold_briefing", (*BY_CLOCK, TenderStatus.CLOSED)),
    "cancel": ("procurement.cancel_tender", RUNNING),
}
"""What may be done with a run: the permission, and in which statuses."""
OF_UNIT = ("procurement.write_hps", "procurement.appoint_committee")


def runs_at_work(actor: Actor) -> QuerySet[Tender]:
    """Runs of the units that the person works for, and those in whose committee the person sits."""
    grants = [one for one in getattr(actor, "posts", list)() if one.role in WATCHERS]
    if any(one.unit_id is None for one in grants):
        return Tender.objects.all()
    mine = Q(pk__in=CommitteeMember.objects.filter(user_id=actor.pk).values("tender_id"))
    for one in grants:
        mine |= Q(unit_id=one.unit_id) | Q(unit__path__contains=f"/{one.unit_id}/")
        mine |= Q(unit__path__startswith=f"{one.unit_id}/")
    return Tender.objects.filter(mine)


def works_on_runs(actor: Actor) -> bool:
    """Whether there is a list of runs for the person at all."""
    posts = any(one.role in WATCHERS for one in getattr(actor, "posts", list)())
    return posts or CommitteeMember.objects.filter(user_id=actor.pk).exists()


def find_runs(actor: Actor, asked: Asked) -> QuerySet[Tender]:
    """The runs at work that answer the question, those begun last first."""
    return find_tenders(runs_at_work(actor), asked).order_by("-created_at", "-pk")


def run_to_prepare(actor: Actor, code: str) -> Tender | None:
    """One run for somebody who sees it at work; None for others."""
    found = Tender.objects.select_related("unit", "previous").filter(code=code).first()
    return found if found is not None and permits(actor, "procurement.see_tender", found) else None


def run_actions(actor: Actor, tender: Tender) -> list[str]:
    """What the person may do with the run now."""
    return [
        name for name, (_permission, when) in WHEN.items() if tender.status in when and may_act(actor, tender, name)
    ]


def may_act(actor: Actor, tender: Tender, action: str) -> bool:
    """Whether the person may do it in some status."""
    permission = WHEN[action][0]
    return permits(actor, permission, tender.unit if permission in OF_UNIT else tender)


def checklist_of(tender: Tender, now: dt.datetime) -> list[Condition]:
    """What the run needs before it is announced; nothing once it is."""
    if tender.status != TenderStatus.PREPARED:
        return []
    try:
        return conditions_of(tender, now)
    except (TenderRefused, run_forms.FormUnknown):
        return [Condition("method", met=False)]


def committee_of(tender: Tender) -> list[CommitteeMember]:
    """The committee, in the order of its seats. One query."""
    return list(tender.committee.select_related("user").order_by("seat", "pk")[:25])


def seat_of(actor: Actor, tender: Tender) -> CommitteeMember | None:
    """The person's seat in the committee."""
    return tender.committee.filter(user_id=actor.pk).first() if actor.pk is not None else None


def people_for_committee(tender: Tender, on: dt.date) -> list[tuple[int, str]]:
    """(account, name) of people of the selection committees for the run's unit, by name. One query."""
    held = Appointment.objects.filter(role="pokja", from_date__lte=on, ended_at__isnull=True, user__is_active=True)
    held = held.exclude(to_date__lt=on).filter(Q(unit__isnull=True) | Q(unit_id__in=tender.unit.lineage))
    people = get_user_model().objects.filter(pk__in=held.values("user_id")).order_by("name", "pk")
    return [(one.pk, one.label) for one in people[:200]]


@dataclass(frozen=True)
class Papers:
    """The papers of a run: the version that holds, and the draft beside it."""

    decided: PreparedPaper | None
    draft: PreparedPaper | None


def papers_of_run(tender: Tender, kind: str) -> Papers:
    """The versions of one paper of the run: hps, kak, contractdraft. One query."""
    rows = list(getattr(tender, f"{kind}_versions").exclude(status=PreparedStatus.SUPERSEDED))
    by_status = {one.status: one for one in rows}
    return Papers(by_status.get(PreparedStatus.DECIDED), by_status.get(PreparedStatus.DRAFT))


def hps_of(tender: Tender) -> Hps | None:
    """The draft of the owner's estimate, else the one that holds, with its lines. Two queries."""
    found = tender.hps_versions.exclude(status=PreparedStatus.SUPERSEDED).order_by("-version")
    return found.prefetch_related("lines__price_item").first()


def prices_to_choose(text: str, day: dt.date) -> list[PriceRevision]:
    """Prices of the standards in force that the words find."""
    edition = effective_edition(day)
    if edition is None or not text.strip():
        return []
    return list(find_prices(edition, PriceAsked(text=text)).rows[:12])


def documents_of(tender: Tender) -> list[TenderDocument]:
    """The files of the run, as they were added. One query."""
    return list(tender.documents.select_related("document", "amendment")[:200])


def amendments_of(tender: Tender) -> list[DocumentAmendment]:
    """The amendments, the latest first. One query."""
    return list(tender.amendments.order_by("-number")[:100])


def questions_of(tender: Tender, *, answered: bool = False) -> list[TenderQuestion]:
    """The questions by number; for everybody only answered ones. One query."""
    found = tender.questions.order_by("number")
    return list((found.filter(answered_at__isnull=False) if answered else found)[:300])


def question_of(tender: Tender, number: int) -> TenderQuestion | None:
    """One question."""
    return tender.questions.filter(number=number).first()


def packages_to_run(actor: Actor, package: Package) -> list[Package]:
    """Announced packages of the same unit, year, kind and method that no run is under way for, this one first."""
    busy = Q(tenders__tender__practice=False) & ~Q(tenders__tender__status__in=TENDER_ENDED)
    alike = {name: getattr(package, name) for name in ("unit_id", "year", "kind", "method")}
    found = Package.objects.filter(status=PackageStatus.ANNOUNCED, **alike).exclude(pk=package.pk)
    found = found.exclude(pk__in=Package.objects.filter(busy).values("pk"))
    return list(found.order_by("title")[:50])


def may_prepare(actor: Actor, package: Package) -> bool:
    """Whether the person may begin a run for the package."""
    ready = package.status == PackageStatus.ANNOUNCED and permits(actor, "procurement.prepare_tender", package.unit)
    return ready and bool(forms_for(package, package.created_at.date()))


def forms_for(package: Package, day: dt.date) -> list[RunForm]:
    """The forms that a run of the package may have by the law of the day; none for a method without runs."""
    try:
        rule = rule_of(package.method, day)
    except TenderRefused:
        return []
    return run_forms.forms_of(rule, amount=Decimal(package.ceiling_amount))


def run_form_of(tender: Tender) -> RunForm:
    """What the run follows."""
    return form_of(tender)


def runs_in_preparation(actor: Actor, package: Package) -> list[Tender]:
    """The runs for a package as those at work see them, the latest first. One query."""
    found = Tender.objects.filter(packages__package=package)
    return list(found.order_by("-pk")[:20]) if permits(actor, "procurement.see_packages", package.unit) else []


def participants_at_work(actor: Actor, tender: Tender) -> list[Supplier]:
    """Who was invited, for who leads a run of a direct method; nobody else sees names before the opening."""
    if not may_act(actor, tender, "invite") or tender.method not in ("DIRECT", "DIRECT_APPOINTMENT", "VILLAGE"):
        return []
    found = Supplier.objects.filter(pk__in=tender.participants.values("supplier_id"))
    return list(found.select_related("organisation")[:50])


def current_step(steps: list[TenderStep], now: dt.datetime) -> TenderStep | None:
    """The step that began last and has not ended."""
    running = [one for one in steps if one.starts_at <= now < one.ends_at]
    return running[-1] if running else None


def briefings_of(tender: Tender) -> list[Minutes]:
    """The minutes of briefings that everybody may read. One query."""
    found = tender.minutes.filter(kind=MinutesKind.BRIEFING, paper__public=True)
    return list(found.select_related("paper").order_by("pk")[:20])


def run_with_clock(actor: Actor, code: str) -> Tender | None:
    """An announced run, practice runs too: its clock is no secret."""
    return Tender.objects.filter(code=code, status__in=TENDER_PUBLIC).first()
