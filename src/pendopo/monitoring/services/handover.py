"""The acts of handover: first with its defects, mending, final; assets registered."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.monitoring.handing import DefectValues, HandoverRefused, HandoverValues, card_of, fine_for
from pendopo.monitoring.models import Asset, Bast, ContractExecution, CriticalCase, Defect, Project
from pendopo.monitoring.states import EXECUTION, ExecutionStatus, Phase
from pendopo.monitoring.states_cases import CASE_LIVE, CaseStatus
from pendopo.monitoring.states_handover import ASSET
from pendopo.procurement.models import ContractShare

WORKING = (ExecutionStatus.RUNNING, ExecutionStatus.CRITICAL)


def _locked(project_id: int) -> tuple[Project, ContractExecution]:
    project = Project.objects.select_for_update(of=("self",), no_key=True).select_related("unit", "desa").get(
        pk=project_id
    )  # fmt: skip
    execution = ContractExecution.objects.select_for_update(of=("self",)).select_related("contract")
    return project, execution.get(project=project)


def _tell(project: Project, what: str, actor: Actor, now: dt.datetime, **data: Any) -> None:
    told = {"code": project.code, "title": project.title}
    event = f"monitoring.handover.{what}"
    record(actor=actor, event=event, subject=project, unit=project.unit, now=now, data=told | data)
    topics.touch("monitoring")


@transaction.atomic
def hand_over(
    *,
    project_id: int,
    number: str,
    date: dt.date,
    actor: Actor,
    now: dt.datetime,
    maintenance_until_date: dt.date | None = None,
    defects: Sequence[DefectValues] = (),
) -> Bast:
    """Take over a work that is done (BAST-1): defects have a day each, delay its fine, capital works become assets.

    Raises HandoverRefused, MoveRefused, PermissionDenied.
    """
    project, execution = _locked(project_id)
    require(actor, "monitoring.hand_over", project)
    _check_first(project, HandoverValues(number, date, maintenance_until_date, tuple(defects)), now)
    if execution.status in WORKING:
        EXECUTION.move(execution, "complete")
    EXECUTION.move(execution, "hand_over")
    if maintenance_until_date is not None:
        EXECUTION.move(execution, "maintain")
    execution.save(update_fields=["status"])
    days, fine = fine_for(project.value_amount, ends=project.ends_date, handed=date)
    bast = Bast.objects.create(
        project=project, kind=Bast.Kind.PHO, number=number.strip(), date=date, late_days=days, fine_amount=fine,
        maintenance_until_date=maintenance_until_date, signed_at=now, signed_label=actor.label,
    )  # fmt: skip
    Defect.objects.bulk_create(Defect(bast=bast, text=one.text.strip()[:500], due_date=one.due_date) for one in defects)
    _draft_assets(bast, execution)
    project.phase = Phase.DONE
    project.save(update_fields=["phase"])
    cases = CriticalCase.objects.filter(project=project, status__in=CASE_LIVE)
    cases.update(status=CaseStatus.CLOSED, closed_at=now, moved_at=now, outcome_note=bast.number)
    _tell(project, "signed", actor, now, number=bast.number, days=days, fine=str(fine), defects=len(defects))
    return bast


def _check_first(project: Project, said: HandoverValues, now: dt.datetime) -> None:
    if project.realised_percent is None or project.realised_percent < Decimal(100):
        raise HandoverRefused("unfinished", project.realised_percent or Decimal(0))
    if not said.number.strip():
        raise HandoverRefused("number")
    if said.date > timezone.localdate(now) or (project.starts_date and said.date < project.starts_date):
        raise HandoverRefused("date", project.starts_date)
    if said.maintenance_until_date is not None and said.maintenance_until_date <= said.date:
        raise HandoverRefused("maintenance", said.date)
    if any(not one.text.strip() or one.due_date < said.date for one in said.defects):
        raise HandoverRefused("defects", said.date)


def _draft_assets(bast: Bast, execution: ContractExecution) -> None:
    shares = ContractShare.objects.filter(contract=execution.contract).select_related("line__account")
    by_account: dict[str, Decimal] = {}
    for share in shares:
        code = share.line.account.code
        if card_of(code):
            by_account[code] = by_account.get(code, Decimal(0)) + share.amount
    for account, amount in sorted(by_account.items()):
        asset = Asset.objects.create(
            code=f"baru-{bast.pk}-{account}"[:24], bast=bast, card=card_of(account) or "", account=account,
            name=bast.project.title, value_amount=amount, desa=bast.project.desa,
        )  # fmt: skip
        asset.code = f"A-{bast.project.year}-{asset.pk:06d}"
        asset.save(update_fields=["code"])


@transaction.atomic
def mend_defect(*, defect_id: int, note: str, actor: Actor, now: dt.datetime) -> Defect:
    """Say that a defect is mended, and how it was seen. Raises HandoverRefused, PermissionDenied."""
    defect = Defect.objects.select_for_update(of=("self",)).select_related("bast__project__unit").get(pk=defect_id)
    require(actor, "monitoring.hand_over", defect.bast.project)
    if defect.mended_at is not None or not note.strip():
        raise HandoverRefused("mended" if defect.mended_at else "note")
    defect.mended_at, defect.mended_note = now, note.strip()[:500]
    defect.save(update_fields=["mended_at", "mended_note"])
    _tell(defect.bast.project, "mended", actor, now, defect=defect.text)
    return defect


@transaction.atomic
def hand_over_finally(*, project_id: int, number: str, date: dt.date, actor: Actor, now: dt.datetime) -> Bast:
    """End the maintenance (BAST-2): it is over, and every defect is mended.

    Raises HandoverRefused, MoveRefused, PermissionDenied.
    """
    project, execution = _locked(project_id)
    require(actor, "monitoring.hand_over", project)
    EXECUTION.next(execution.status, "hand_over_finally")
    first = Bast.objects.get(project=project, kind=Bast.Kind.PHO)
    if first.defects.filter(mended_at__isnull=True).exists():
        raise HandoverRefused("open_defects", first.defects.filter(mended_at__isnull=True).count())
    until = first.maintenance_until_date or first.date
    if not number.strip():
        raise HandoverRefused("number")
    if date < until or date > timezone.localdate(now):
        raise HandoverRefused("final_date", until)
    EXECUTION.move(execution, "hand_over_finally")
    execution.save(update_fields=["status"])
    bast = Bast.objects.create(
        project=project, kind=Bast.Kind.FHO, number=number.strip(), date=date, signed_at=now, signed_label=actor.label
    )
    _tell(project, "finished", actor, now, number=bast.number)
    return bast


@transaction.atomic
def register_asset(*, asset_id: int, asset_code: str, condition: str, actor: Actor, now: dt.datetime) -> Asset:
    """Give an asset its number in the register. Raises HandoverRefused, MoveRefused, PermissionDenied."""
    found = Asset.objects.select_for_update(of=("self",)).select_related("bast__project__unit")
    asset = found.get(pk=asset_id)
    require(actor, "monitoring.register_asset", asset.bast.project)
    if not asset_code.strip() or not condition.strip():
        raise HandoverRefused("asset")
    ASSET.move(asset, "register")
    asset.asset_code, asset.condition, asset.registered_at = asset_code.strip()[:60], condition.strip()[:200], now
    asset.save(update_fields=["status", "asset_code", "condition", "registered_at"])
    _tell(asset.bast.project, "registered", actor, now, asset=asset.asset_code)
    return asset
