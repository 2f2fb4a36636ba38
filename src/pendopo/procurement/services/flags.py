"""The acts around flags: a year counted, a flag answered by the buyer, its answer judged by the auditor."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pendopo.accounts.models import Appointment
from pendopo.accounts.queries import user_of
from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import SYSTEM, Actor, require
from pendopo.kernel.flags import FLAG, FlagClears, FlagSeverity
from pendopo.kernel.sql import joined_by_hash
from pendopo.kernel.states import MoveRefused
from pendopo.notices.services import notify
from pendopo.organisations.models import Unit
from pendopo.procurement.access import FLAG_ANSWERERS, FLAG_JUDGES
from pendopo.procurement.flags.counting import Counted, keep_all
from pendopo.procurement.models import ProcurementFlag, ProcurementFlagMove
from pendopo.procurement.planning import ReasonMissing

EVENTS = {"answer": "answered", "accept": "accepted", "reject": "rejected", "reopen": "reopened"}


class OwnAnswer(Exception):
    """Who answered a flag does not judge the answer."""


@transaction.atomic
def count_flags(*, year: int, actor: Actor, now: dt.datetime) -> list[Counted]:
    """Count the flags of a year anew: one statement for each rule; buyers hear of new ones. Raises PermissionDenied."""
    require(actor, "procurement.count_flags")
    with joined_by_hash():
        counted = keep_all(year, now)
    kept, gone = sum(one.kept for one in counted), sum(one.gone for one in counted)
    if kept or gone:
        data = {"year": year, "found": sum(one.found for one in counted), "new": kept, "gone": gone}
        record(actor=actor, event="procurement.flags.counted", now=now, data=data)
        topics.touch("procurement", f"procurement:{year}")
        _tell_buyers([pk for one in counted for pk in one.fresh], year, now)
    return counted


def _tell_buyers(fresh: Iterable[int], year: int, now: dt.datetime) -> None:
    """One notice for each buyer of a unit with new flags that ask for an answer. Two queries, and those of notices."""
    asking = ProcurementFlag.objects.filter(pk__in=list(fresh), unit__isnull=False).exclude(severity=FlagSeverity.INFO)
    numbers = dict(asking.values_list("unit").annotate(number=Count("pk")))
    day = timezone.localdate(now)
    open_then = Q(from_date__lte=day) & (Q(to_date__isnull=True) | Q(to_date__gte=day)) & Q(ended_at__isnull=True)
    posts = Appointment.objects.filter(open_then, role__in=BUYERS, unit__in=numbers, user__is_active=True)
    people: dict[Unit, dict[int, object]] = defaultdict(dict)
    for post in posts.select_related("user", "unit"):
        if post.unit:
            people[post.unit][post.user_id or 0] = post.user
    for unit, found in people.items():
        number = numbers[unit.pk]
        context = {"unit": unit.name, "number": number, "year": str(year), "url": _list_url(year, unit.code)}
        subject = _("%(number)s new flags in the procurement of %(unit)s") % {"number": number, "unit": unit.name}
        notify(
            actor=SYSTEM, event="procurement.flags.found", recipients=found.values(), subject=subject,
            context=context, now=now,
        )  # fmt: skip


BUYERS = ("ppk", "pejabat_pengadaan")


def _list_url(year: int, unit: str) -> str:
    return f"{reverse('procurement:flags', kwargs={'year': year})}?unit={unit}"


def _locked(flag_id: int, action: str) -> ProcurementFlag:
    rows = ProcurementFlag.objects.select_related("unit", "rule").select_for_update(of=("self",))
    flag = rows.get(pk=flag_id)
    if flag.gone_at is not None:
        raise MoveRefused(flag.status, action, ())
    return flag


def _moved(
    flag: ProcurementFlag, action: str, roles: tuple[str, ...], text: str, *, actor: Actor, now: dt.datetime
) -> ProcurementFlag:
    FLAG.move(flag, action)
    flag.save(update_fields=["status"])
    day = timezone.localdate(now)
    role = next((role for role in roles if actor.holds(role, flag.unit, day)), roles[0])
    own = {"actor_pk": str(actor.pk or ""), "actor_label": actor.label}
    ProcurementFlagMove.objects.create(flag=flag, action=action, text=text, role=role, at=now, **own)
    event = f"procurement.flag.{EVENTS[action]}"
    data = {"code": flag.code, "year": flag.year, "reason": text}
    record(actor=actor, event=event, subject=flag, unit=flag.unit, now=now, data=data)
    topics.touch("procurement", f"procurement:{flag.year}")
    return flag


def _text(text: str) -> str:
    if not text.strip():
        raise ReasonMissing
    return text.strip()[:2000]


def _not_own(flag: ProcurementFlag, actor: Actor) -> None:
    own = str(actor.pk or "")
    if own and flag.moves.filter(action="answer", actor_pk=own).exists():
        raise OwnAnswer


@transaction.atomic
def answer_flag(*, flag_id: int, text: str, actor: Actor, now: dt.datetime) -> ProcurementFlag:
    """The buyer explains; everybody reads it beside the flag. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    flag = _locked(flag_id, "answer")
    require(actor, "procurement.answer_flag", flag.unit)
    return _moved(flag, "answer", FLAG_ANSWERERS, _text(text), actor=actor, now=now)


@transaction.atomic
def accept_flag_answer(*, flag_id: int, text: str, actor: Actor, now: dt.datetime) -> ProcurementFlag:
    """The auditor takes the answer; where only a mended cause clears, none does.

    Raises OwnAnswer, MoveRefused, PermissionDenied.
    """
    flag = _locked(flag_id, "accept")
    require(actor, "procurement.judge_flag", flag.unit)
    if flag.clears == FlagClears.FIX:
        raise MoveRefused(flag.status, "accept", ())
    _not_own(flag, actor)
    return _judged(_moved(flag, "accept", FLAG_JUDGES, text.strip()[:2000], actor=actor, now=now), now)


@transaction.atomic
def reject_flag_answer(*, flag_id: int, text: str, actor: Actor, now: dt.datetime) -> ProcurementFlag:
    """The auditor refuses the answer, with the reason.

    Raises OwnAnswer, ReasonMissing, MoveRefused, PermissionDenied.
    """
    flag = _locked(flag_id, "reject")
    require(actor, "procurement.judge_flag", flag.unit)
    _not_own(flag, actor)
    return _judged(_moved(flag, "reject", FLAG_JUDGES, _text(text), actor=actor, now=now), now)


@transaction.atomic
def reopen_flag(*, flag_id: int, text: str, actor: Actor, now: dt.datetime) -> ProcurementFlag:
    """The auditor asks again although it was answered. Raises ReasonMissing, MoveRefused, PermissionDenied."""
    flag = _locked(flag_id, "reopen")
    require(actor, "procurement.judge_flag", flag.unit)
    return _judged(_moved(flag, "reopen", FLAG_JUDGES, _text(text), actor=actor, now=now), now)


def _judged(flag: ProcurementFlag, now: dt.datetime) -> ProcurementFlag:
    """Whoever answered last hears what became of the answer."""
    answer = flag.moves.filter(action="answer").last()
    person = user_of(answer.actor_pk) if answer and answer.actor_pk else None
    if person is not None:
        url = reverse("procurement:flag", kwargs={"flag": flag.pk})
        context = {"code": flag.code, "status": flag.get_status_display(), "url": url}
        subject = _("Your answer to the flag %(code)s: %(status)s") % context
        notify(
            actor=SYSTEM, event="procurement.flag.judged", recipients=[person], subject=subject, context=context,
            now=now,
        )  # fmt: skip
    return flag
