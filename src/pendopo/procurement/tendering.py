"""What the acts on runs share: what a person says of one, refusals, the rules of a run, the news of an act."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pendopo.audit.services import record
from pendopo.instance.queries import working_calendar
from pendopo.kernel import clock, jobs, topics
from pendopo.kernel.access import Actor
from pendopo.kernel.languages import DEFAULT
from pendopo.procurement import run_forms, scheduling
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.flags.entry import recount
from pendopo.procurement.models import ChangedKind, ProcurementChange, ProcurementRule, StepTemplate, Tender
from pendopo.procurement.run_forms import RunForm
from pendopo.procurement.scheduling import Office, Step, Wrong, office_of
from pendopo.procurement.states import TENDER_PUBLIC, TenderStatus

BY_CLOCK = (TenderStatus.ANNOUNCED, TenderStatus.OPEN)
"""Where the clock moves a run."""


class TenderRefused(Exception):
    """The act is not possible; `code` says why (see `tender_words`), `detail` holds what the sentence needs."""

    def __init__(self, code: str, **detail: Any) -> None:
        super().__init__(f"{code} {detail}")
        self.code, self.detail = code, detail


class TenderUnready(Exception):
    """What is still missing before a run can be announced: codes of the list on its page."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class ScheduleWrong(Exception):
    """What is wrong with the schedule."""

    def __init__(self, wrongs: list[Wrong]) -> None:
        super().__init__(str(wrongs))
        self.wrongs = wrongs


@dataclass(frozen=True)
class RunValues:
    """What a person says of a run; `time_factor` above 1 only for practice."""

    title: str
    scheme: str = "ONE_FILE"
    evaluation: str = ""
    sealed: bool = False
    place_note: str = ""
    payment_kind: str = ""
    practice: bool = False
    time_factor: int = 1


@dataclass(frozen=True)
class HpsValues:
    """One line of an owner's estimate; rupiah with two places, without VAT. `price_item` is an item's code."""

    name: str
    volume: Decimal
    measure: str
    price_amount: Decimal
    price_item: str = ""
    reference: str = ""


def locked(tender_id: int) -> Tender:
    """The run, locked for this transaction."""
    return Tender.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=tender_id)


def tell(tender: Tender, event: str, actor: Actor, now: dt.datetime, **data: Any) -> None:
    """Record what happened to a run; public pages that show it are drawn anew."""
    told = {"tender": tender.code, "title": tender.title}
    name = f"procurement.{event}"
    record(actor=actor, event=name, subject=tender, unit=tender.unit, now=now, data=told | data)
    recount(tender, now)
    if tender.status in TENDER_PUBLIC:
        topics.touch("procurement", f"procurement:{tender.year}")
        if not tender.practice:
            ProcurementChange.objects.create(kind=ChangedKind.TENDER, code=tender.code, event=name, at=now)


def refuse_announced(tender: Tender) -> None:
    """Raise TenderRefused once the run is announced: from then on only a numbered amendment changes it."""
    if tender.status != TenderStatus.PREPARED:
        raise TenderRefused("announced")


def rule_of(method: str, day: dt.date) -> dict[str, Any]:
    """The rule row of a method's runs. Raises TenderRefused for a method without runs."""
    try:
        return rule_on(f"RUN_{method}", day)
    except ProcurementRule.DoesNotExist:
        raise TenderRefused("method") from None


def form_of(tender: Tender) -> RunForm:
    """What the run has to follow, by the law of the day it was begun. Raises TenderRefused, FormUnknown."""
    rule = rule_of(tender.method, timezone.localdate(tender.created_at))
    return run_forms.run_form(rule, scheme=tender.scheme, amount=tender.ceiling_amount or Decimal(0))


def template_rows(template: str, day: dt.date) -> list[StepTemplate]:
    """The steps of a template in force on the day, in their order."""
    at = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    return list(StepTemplate.objects.filter(at, template=template).order_by("sequence")[:60])


def office_on(day: dt.date) -> Office:
    """When offices work, by the rules and holidays known on the day."""
    return office_of(rule_on("OFFICE_HOURS", day), working_calendar(), timezone.get_current_timezone())


def objection_days(day: dt.date) -> int:
    """How many working days objections may be filed."""
    return int(rule_on("OBJECTION", day)["file_working_days"])


def plan_of(tender: Tender) -> list[Step]:
    """The schedule of the run as it stands."""
    return [Step(one.code, one.name, one.starts_at, one.ends_at) for one in tender.steps.order_by("sequence")[:60]]


def refuse_late(tender: Tender) -> None:
    """Raise TenderRefused unless the run waits for bids, by the database's clock under the lock of the run."""
    if tender.status not in BY_CLOCK or tender.deadline_at is None:
        raise TenderRefused("closed")
    if clock.locked_now() >= tender.deadline_at:
        raise TenderRefused("late")


def wake(tender: Tender) -> None:
    """Ask the worker to look at the run when its bidding opens and when it closes."""
    opens = opening_of(tender)
    for moment in (opens, tender.deadline_at):
        if moment is not None:
            jobs.defer("procurement.turn_tender", at=moment, tender_id=tender.pk)


def opening_of(tender: Tender) -> dt.datetime | None:
    """When the run opens for bids."""
    found = tender.steps.filter(code=scheduling.DEADLINE).values_list("starts_at", flat=True)
    return found.first()


@translation.override(DEFAULT)
def declaration_text() -> str:
    """What a member declares, in the words of the paper."""
    return _(
        "I have no interest in this selection: I am not related by blood, marriage, ownership or work to anybody who"
        " takes part in it, I shall tell of any such tie as soon as I know of it, and I shall keep what is secret."
    )
