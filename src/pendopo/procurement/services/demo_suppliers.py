"""Suppliers of the demo regency: one with a login, one on the blacklist, one that waits for verification."""

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from pendopo.accounts.queries import user_by_email
from pendopo.kernel.access import Actor, require
from pendopo.organisations import services as organisations
from pendopo.organisations.models import Organisation, Supplier, Unit
from pendopo.procurement.models import SupplierSanction
from pendopo.procurement.services.sanctions import hear_sanction, impose_sanction, propose_sanction
from pendopo.procurement.services.supplier_accounts import name_account
from pendopo.procurement.services.supplier_records import CapacityValues
from pendopo.procurement.services.watches import begin_watch

LOGIN = "pemasok@contoh.id"
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class SampleFirm:
    """A sample firm; `papers` are (kind, number, days it is still valid, or none)."""

    values: organisations.SupplierValues
    owner: str
    papers: tuple[tuple[str, str, int | None], ...]
    verified: bool = True


def _values(nib: str, name: str, form: str, scale: str, *kbli: str) -> organisations.SupplierValues:
    return organisations.SupplierValues(
        nib=nib, npwp=f"00{nib}", name=name, form=form, scale=scale, kbli=kbli, address="Jalan Contoh 1",
        email="pemasok@contoh.id",
    )  # fmt: skip


FIRMS = (
    SampleFirm(
        _values("9120000000017", "CV Karya Bersama (contoh)", "CV", "SMALL", "42101", "41011", "47611"),
        "Rini Astuti (contoh)",
        (
            ("NIB", "9120000000017", None),
            ("NPWP", "contoh", None),
            ("SBU", "SBU-2023-117", 5),
            ("DEED", "12/2019", None),
        ),
    ),
    SampleFirm(
        _values("9120000000025", "PT Sarana Contoh Utama (contoh)", "PT", "MEDIUM", "42101"),
        "Joko Prasetyo (contoh)",
        (("NIB", "9120000000025", None), ("NPWP", "contoh", None)),
    ),
    SampleFirm(
        _values("9120000000033", "UD Alat Tulis Contoh (contoh)", "UD", "MICRO", "47611"),
        "Siti Aminah (contoh)",
        (("NIB", "9120000000033", None), ("NPWP", "contoh", 400)),
        verified=False,
    ),
)
CAPACITY = (
    CapacityValues("EQUIPMENT", "Molen beton 500 liter", quantity=3),
    CapacityValues("STAFF", "Ahli muda teknik jalan", quantity=2),
)


def _picture(text: str) -> bytes:
    """A page that says that it is a sample."""
    picture = Image.new("RGB", (600, 400), "white")
    ImageDraw.Draw(picture).text((40, 180), f"{text}: data contoh", fill="black")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@transaction.atomic
def seed_suppliers(*, actor: Actor, now: dt.datetime) -> int:
    """Store the sample suppliers that are not there yet; gives how many."""
    require(actor, "procurement.seed_demo")
    known = set(Organisation.objects.values_list("nib", flat=True))
    made = [_stored(firm, actor, now) for firm in FIRMS if firm.values.nib not in known]
    if len(made) == len(FIRMS):
        _login(made[0], actor, now)
        _blacklisted(made[1], actor, now)
    return len(made)


def _stored(firm: SampleFirm, actor: Actor, now: dt.datetime) -> Supplier:
    today = timezone.localdate(now)
    supplier = organisations.register_own_supplier(values=firm.values, actor=actor, now=now)
    given: dict[str, Any] = {"supplier_id": supplier.pk, "actor": actor, "now": now}
    for kind, number, days in firm.papers:
        paper = organisations.PaperValues(
            kind, number, issuer="contoh", to_date=today + days * DAY if days else None,
            file=(f"{kind.lower()}.png", _picture(kind)),
        )  # fmt: skip
        organisations.add_supplier_document(values=paper, **given)
    organisations.add_supplier_person(values=organisations.PersonValues(firm.owner, "DIRECTOR"), **given)
    supplier = organisations.submit_supplier(**given)
    return organisations.verify_supplier(**given) if firm.verified else supplier


def _login(supplier: Supplier, actor: Actor, now: dt.datetime) -> None:
    user = user_by_email(LOGIN)
    if user is None:
        return
    name_account(supplier_id=supplier.pk, user_id=user.pk, actor=actor, now=now)
    begin_watch(kinds=["WORKS"], methods=[], places=[], words=[], actor=user, now=now)


def _blacklisted(supplier: Supplier, actor: Actor, now: dt.datetime) -> None:
    unit = Unit.objects.filter(kind="OPD", is_active=True).order_by("code").first()
    if unit is None:
        return
    began = now - 40 * DAY
    basis = "Data contoh: pekerjaan ditinggalkan setelah uang muka diterima."
    made = propose_sanction(
        supplier_id=supplier.pk, unit_id=unit.pk, kind="ABANDONMENT", basis=basis, actor=actor, now=began
    )
    hear_sanction(sanction_id=made.pk, note="Data contoh: tidak menjawab.", actor=actor, now=began + 12 * DAY)
    first = timezone.localdate(began + 12 * DAY)
    impose_sanction(
        sanction_id=made.pk, decree_number="600/12/contoh", decree_date=first, from_date=first, actor=actor,
        now=began + 12 * DAY,
    )  # fmt: skip
    SupplierSanction.objects.filter(pk=made.pk).update(demo=True)
