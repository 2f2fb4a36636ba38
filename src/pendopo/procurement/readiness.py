"""What a run still lacks before it may be announced: the legal conditions, one line each."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from pendopo.instance.queries import working_calendar
from pendopo.procurement import run_forms, scheduling
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.models import CommitteeMember, Hps, Tender
from pendopo.procurement.run_forms import COMMITTEE
from pendopo.procurement.seating import seal_obstacles
from pendopo.procurement.states import PackageStatus, PreparedStatus
from pendopo.procurement.tendering import form_of, objection_days, office_on, plan_of


@dataclass(frozen=True)
class Condition:
    """One thing that a run needs: `code` names it, `met` tells whether it is there."""

    code: str
    met: bool


def conditions_of(tender: Tender, now: dt.datetime) -> list[Condition]:
    """All that the run needs before it is announced, in the order in which it is prepared."""
    form = form_of(tender)
    found = [Condition("packages", _packages_announced(tender))]
    if "hps" in form.needs and _hps_needed(tender):
        found += [Condition("hps", _decided_hps(tender) is not None), Condition("hps_ceiling", _below_ceiling(tender))]
    if "kak" in form.needs:
        found.append(Condition("kak", tender.kak_versions.filter(status=PreparedStatus.DECIDED).exists()))
    if "contract" in form.needs:
        drafts = tender.contractdraft_versions.filter(status=PreparedStatus.DECIDED)
        found.append(Condition("contract", drafts.exists()))
    if form.by == COMMITTEE:
        found += _committee(tender, now)
    return [*found, *_schedule(tender, now), *_sealing(tender)]


def missing_of(tender: Tender, now: dt.datetime) -> list[str]:
    """Codes of what is missing."""
    return [one.code for one in conditions_of(tender, now) if not one.met]


def _packages_announced(tender: Tender) -> bool:
    states = list(tender.packages.values_list("package__status", flat=True))
    return bool(states) and all(one == PackageStatus.ANNOUNCED for one in states)


def _hps_needed(tender: Tender) -> bool:
    rule = rule_on("HPS_NEEDED", timezone.localdate(tender.created_at))
    return run_forms.needs_hps(rule, method=tender.method, ceiling=tender.ceiling_amount or Decimal(0))


def _decided_hps(tender: Tender) -> Hps | None:
    return tender.hps_versions.filter(status=PreparedStatus.DECIDED).first()


def _below_ceiling(tender: Tender) -> bool:
    hps = _decided_hps(tender)
    return hps is not None and hps.total_amount <= (tender.ceiling_amount or 0)


def hps_is_fresh(tender: Tender, deadline: dt.datetime) -> bool:
    """Whether the owner's estimate was decided at most 28 working days before the deadline (Pasal 26 ayat 8)."""
    hps = _decided_hps(tender)
    if hps is None or hps.decided_at is None:
        return True
    most = rule_on("HPS_DAYS", timezone.localdate(hps.decided_at))["working_days"]
    first, last = timezone.localdate(hps.decided_at), timezone.localdate(deadline)
    return working_calendar().between(first, last) <= int(most)


def _committee(tender: Tender, now: dt.datetime) -> list[Condition]:
    members = list(tender.committee.all())
    return [
        Condition("committee", committee_complete(members, timezone.localdate(now))),
        Condition("declarations", bool(members) and all(one.counts for one in members)),
    ]


def committee_complete(members: list[CommitteeMember], day: dt.date) -> bool:
    """Whether so many members with one chair are a committee: an odd number, at least three."""
    rule = rule_on("COMMITTEE", day)
    enough = len(members) >= rule["least"] and (not rule["odd"] or len(members) % 2 == 1)
    return enough and sum(one.seat == "CHAIR" for one in members) == 1


def _schedule(tender: Tender, now: dt.datetime) -> list[Condition]:
    plan, deadline = plan_of(tender), tender.deadline_at
    day = timezone.localdate(now)
    office = None if tender.time_factor > 1 else office_on(day)
    wrong = scheduling.wrongs_of(plan, office=office, objection_days=objection_days(day))
    found = [Condition("schedule", bool(plan) and deadline is not None and not wrong)]
    if plan and deadline is not None:
        begins = min(one.starts_at for one in plan if one.ends_at >= deadline or one.code == scheduling.DEADLINE)
        found.append(Condition("schedule_ahead", tender.time_factor > 1 or begins > now))
        found.append(Condition("hps_age", tender.practice or hps_is_fresh(tender, deadline)))
    return found


def _sealing(tender: Tender) -> list[Condition]:
    """The plan in the log has to name the deadline that the run has now; its trustees hold and confirmed their keys."""
    if not tender.sealed:
        return []
    last = tender.seal_plans.order_by("-version").first()
    named = last is not None and _same_moment(last.message.get("deadline"), tender.deadline_at)
    keys = [Condition("seal_keys", not seal_obstacles(tender))] if last is not None else []
    return [Condition("seal_plan", named), *keys]


def _same_moment(text: str | None, moment: dt.datetime | None) -> bool:
    return bool(text) and moment is not None and dt.datetime.fromisoformat(str(text)) == moment
