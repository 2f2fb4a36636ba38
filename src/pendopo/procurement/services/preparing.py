"""The acts that prepare a run: begun for packages, its owner's estimate, terms of reference, draft contract."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from pendopo.budget.models import PriceItem
from pendopo.kernel.access import Actor, require
from pendopo.procurement.contracting import rule_on
from pendopo.procurement.models import ContractDraft, Hps, HpsLine, Kak, Package, Tender, TenderPackage
from pendopo.procurement.preparation import decide, draft_of, written
from pendopo.procurement.run_forms import FormUnknown, run_form
from pendopo.procurement.states import TENDER_ENDED, PackageStatus, PreparedStatus
from pendopo.procurement.tendering import HpsValues, RunValues, TenderRefused, locked, refuse_announced, rule_of, tell

CENT = Decimal("0.01")


@transaction.atomic
def prepare_tender(*, package_ids: Sequence[int], values: RunValues, actor: Actor, now: dt.datetime) -> Tender:
    """Begin a run for announced packages of one unit, year, kind and method.

    Raises TenderRefused (packages, in_use, method, scheme, evaluation, sealed, factor), PermissionDenied.
    """
    found = Package.objects.select_for_update(of=("self",), no_key=True).select_related("unit")
    packages = list(found.filter(pk__in=package_ids).order_by("pk"))
    if not packages or len(packages) != len(set(package_ids)):
        raise TenderRefused("packages")
    require(actor, "procurement.prepare_tender", packages[0].unit)
    _refuse_packages(packages, values)
    ceiling = Decimal(sum(one.ceiling_amount for one in packages))
    form = _form(packages[0].method, values, ceiling, now)
    tender = Tender.objects.create(
        code=f"sementara-{now.timestamp()}-{packages[0].pk}", unit=packages[0].unit, year=packages[0].year,
        title=values.title, kind=packages[0].kind, method=packages[0].method, template=form["template"],
        scheme=values.scheme, evaluation=form["evaluation"], payment_kind=values.payment_kind,
        place_note=values.place_note, ceiling_amount=ceiling, practice=values.practice,
        time_factor=values.time_factor, sealed=form["sealed"], created_at=now,
    )  # fmt: skip
    tender.code = f"{'LATIHAN' if values.practice else 'T'}-{tender.year}-{tender.pk:06d}"
    tender.save(update_fields=["code"])
    TenderPackage.objects.bulk_create(TenderPackage(tender=tender, package=one) for one in packages)
    tell(tender, "tender.prepared", actor, now, packages=[one.code for one in packages])
    return tender


def _refuse_packages(packages: list[Package], values: RunValues) -> None:
    alike = {(one.unit_id, one.year, one.kind, one.method) for one in packages}
    if len(alike) != 1 or any(one.status != PackageStatus.ANNOUNCED for one in packages):
        raise TenderRefused("packages")
    running = TenderPackage.objects.filter(package__in=packages, tender__practice=False)
    if not values.practice and running.exclude(tender__status__in=TENDER_ENDED).exists():
        raise TenderRefused("in_use")
    if values.time_factor < 1 or (values.time_factor > 1 and not values.practice):
        raise TenderRefused("factor")


def _form(method: str, values: RunValues, ceiling: Decimal, now: dt.datetime) -> dict[str, Any]:
    """Template, evaluation and sealing of the run, as the law of the day allows what was chosen."""
    try:
        form = run_form(rule_of(method, timezone.localdate(now)), scheme=values.scheme, amount=ceiling)
    except FormUnknown:
        raise TenderRefused("scheme") from None
    evaluation = values.evaluation or form.evaluations[0]
    if evaluation not in form.evaluations:
        raise TenderRefused("evaluation")
    sealed = values.sealed if form.sealed is None else form.sealed
    return {"template": form.template, "evaluation": evaluation, "sealed": sealed}


@transaction.atomic
def set_hps(*, tender_id: int, lines: Sequence[HpsValues], note: str, actor: Actor, now: dt.datetime) -> Hps:
    """Write the draft of the owner's estimate: all lines. Raises TenderRefused (announced, price_item, too_large)."""
    tender = locked(tender_id)
    require(actor, "procurement.write_hps", tender.unit)
    refuse_announced(tender)
    hps = draft_of(Hps, tender, now)
    hps.note, hps.vat_percent = note, Decimal(rule_on("VAT", timezone.localdate(now))["percent"])
    made = [_line(number, one) for number, one in enumerate(lines, 1)]
    hps.lines_amount = sum((one.amount for one in made), Decimal(0))
    hps.vat_amount = (hps.lines_amount * hps.vat_percent / 100).quantize(CENT)
    hps.total_amount = hps.lines_amount + hps.vat_amount
    if hps.total_amount >= Decimal(10) ** 17:
        raise TenderRefused("too_large")
    hps.save()
    hps.lines.all().delete()
    for one in made:
        one.hps = hps
    HpsLine.objects.bulk_create(made)
    tell(tender, "hps.drafted", actor, now, total=str(hps.total_amount), version=hps.version)
    return hps


def _line(number: int, values: HpsValues) -> HpsLine:
    item = PriceItem.objects.filter(code=values.price_item).first() if values.price_item else None
    if values.price_item and item is None:
        raise TenderRefused("price_item", line=number, item=values.price_item)
    return HpsLine(
        sequence=number,
        name=values.name,
        volume=values.volume,
        measure=values.measure,
        price_amount=values.price_amount,
        amount=(values.volume * values.price_amount).quantize(CENT),
        price_item=item,
        reference=values.reference,
    )


@transaction.atomic
def decide_hps(*, tender_id: int, actor: Actor, now: dt.datetime) -> Hps:
    """The owner's estimate holds from now on: every price has its source, the total is within the ceiling.

    Raises TenderRefused (no_draft, no_lines, no_source with `line`, above_ceiling), PermissionDenied.
    """
    tender = locked(tender_id)
    require(actor, "procurement.write_hps", tender.unit)
    refuse_announced(tender)
    draft = tender.hps_versions.filter(status=PreparedStatus.DRAFT).first()
    lines = list(draft.lines.select_related("price_item")) if draft else []
    if draft is not None and not lines:
        raise TenderRefused("no_lines")
    for line in lines:
        if not line.source:
            raise TenderRefused("no_source", line=line.sequence)
    if draft is not None and draft.total_amount > (tender.ceiling_amount or 0):
        raise TenderRefused("above_ceiling", most=tender.ceiling_amount)
    hps: Hps = decide(Hps, tender, actor, now)
    tender.hps_amount = hps.total_amount
    tender.save(update_fields=["hps_amount"])
    tell(tender, "hps.decided", actor, now, total=str(hps.total_amount), version=hps.version)
    return hps


@transaction.atomic
def set_kak(*, tender_id: int, values: dict[str, Any], actor: Actor, now: dt.datetime) -> Kak:
    """Write the draft of the terms of reference. Raises TenderRefused, PermissionDenied."""
    tender = locked(tender_id)
    require(actor, "procurement.write_hps", tender.unit)
    refuse_announced(tender)
    kak: Kak = written(Kak, tender, values, now)
    tell(tender, "kak.drafted", actor, now, version=kak.version)
    return kak


@transaction.atomic
def decide_kak(*, tender_id: int, actor: Actor, now: dt.datetime) -> Kak:
    """The terms of reference hold from now on. Raises TenderRefused, PermissionDenied."""
    tender = locked(tender_id)
    require(actor, "procurement.write_hps", tender.unit)
    refuse_announced(tender)
    kak: Kak = decide(Kak, tender, actor, now)
    tell(tender, "kak.decided", actor, now, version=kak.version)
    return kak


@transaction.atomic
def set_contract_draft(*, tender_id: int, values: dict[str, Any], actor: Actor, now: dt.datetime) -> ContractDraft:
    """Write the draft of the contract that bidders accept. Raises TenderRefused, PermissionDenied."""
    tender = locked(tender_id)
    require(actor, "procurement.write_hps", tender.unit)
    refuse_announced(tender)
    draft: ContractDraft = written(ContractDraft, tender, values, now)
    tell(tender, "contract_draft.drafted", actor, now, version=draft.version)
    return draft


@transaction.atomic
def decide_contract_draft(*, tender_id: int, actor: Actor, now: dt.datetime) -> ContractDraft:
    """The draft contract holds from now on. Raises TenderRefused, PermissionDenied."""
    tender = locked(tender_id)
    require(actor, "procurement.write_hps", tender.unit)
    refuse_announced(tender)
    draft: ContractDraft = decide(ContractDraft, tender, actor, now)
    tell(tender, "contract_draft.decided", actor, now, version=draft.version)
    return draft
