"""A village with its officers and a published budget, for tests."""

import datetime as dt
import io
from decimal import Decimal
from types import SimpleNamespace

import pikepdf

from pendopo.accounts.tests import factories as people
from pendopo.budget import services as budget
from pendopo.budget.models import FundingSource, Line, Stage
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services
from pendopo.procurement.services import VillageValues

NOON = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 24)
ROW = 200_000_000


def _pdf():
    made, data = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(data)
    return data.getvalue()


PDF = ("penawaran.pdf", _pdf())


def village():
    """Desa Serang: everybody has a duty, one row of 200 million rupiah for works in the budget of 2026."""
    kecamatan = people.unit("7.01.0.00.0.00.10.0000", "Kecamatan Karangreja", kind="KECAMATAN")
    unit = people.unit("33.03.10.2001", "Desa Serang", kind="VILLAGE", parent=kecamatan)

    def one(name, role, where=unit):
        return people.person(f"{name}@contoh.id", name.title(), roles=[role], unit=where)

    return SimpleNamespace(
        unit=unit, kades=one("kades", "kades"), sekdes=one("sekdes", "sekdes"), kaur=one("kaur", "kaur_keuangan"),
        camat=one("camat", "camat", kecamatan), team=[one(f"tpk{number}", "tpk") for number in (1, 2, 3)],
        line=row_of(unit),
    )  # fmt: skip


def row_of(unit, account="5.3.5", activity="02.03.10", amount=ROW):
    stage = budget.begin_apbdes(village_id=unit.pk, year=2026, actor=SYSTEM, now=NOON)
    budget.put_apbdes_row(
        stage_id=stage.pk, account_id=stage.account_list.accounts.get(code=account).pk,
        activity_id=stage.code_list.activities.get(code=activity).pk, label="Rabat beton", amount=amount,
        funding_id=FundingSource.objects.get(code="DD").pk, actor=SYSTEM, now=NOON,
    )  # fmt: skip
    Stage.objects.filter(pk=stage.pk).update(status="PUBLISHED")
    return Line.objects.get(sheet__owner=unit)


def values(**more):
    own = {
        "title": "Semen untuk rabat beton", "kind": "GOODS", "way": "QUOTATION", "volume": "400 sak",
        "specification": "Semen 40 kg", "ceiling_amount": 30_000_000,
    }  # fmt: skip
    return VillageValues(**own | more)


def draft(desa, **more):
    return services.compose_village_package(
        unit_id=desa.unit.pk, line_id=desa.line.pk, values=values(**more), actor=desa.sekdes, now=NOON
    )


def team(desa, package):
    """The team named and declared."""
    seats = dict(zip([one.pk for one in desa.team], ["CHAIR", "SECRETARY", "MEMBER"], strict=True))
    services.name_activity_team(
        package_id=package.pk, number="7/2026", date=TODAY, seats=seats, actor=desa.kades, now=NOON
    )
    for one in desa.team:
        services.declare_team_interest(package_id=package.pk, interest="", actor=one, now=NOON)


def announced(desa, **more):
    package = draft(desa, **more)
    team(desa, package)
    return services.announce_village_package(package_id=package.pk, actor=desa.kades, now=NOON)


def seller(desa, package, name, nearness="OWN", price=None):
    look = {"look_amount": Decimal(price), "look_date": TODAY} if price else {}
    given = services.SellerValues(name=name, nearness=nearness, **look)
    return services.add_village_seller(package_id=package.pk, values=given, actor=desa.team[0], now=NOON)


def bought(desa, price=9_000_000, **more):
    """A direct purchase that the village head accepted and that waits for its payment."""
    package = announced(desa, way="DIRECT", ceiling_amount=10_000_000, **more)
    chosen = seller(desa, package, "Toko A", price=price)
    seller(desa, package, "Toko B", price=9_500_000)
    services.decide_village_seller(seller_id=chosen.pk, reason="", actor=desa.team[0], now=NOON)
    own = {"package_id": package.pk, "now": NOON}
    services.agree_village_package(number="N-1", date=TODAY, due_date=None, receipt=PDF, actor=desa.kades, **own)
    services.report_village_package(values=services.ReportValues("400 sak"), actor=desa.team[0], **own)
    return services.accept_village_package(actor=desa.kades, **own)


def pay(desa, package, amount, number="K-1"):
    given = services.PaymentValues(number, TODAY, Decimal(amount))
    return services.pay_village_package(package_id=package.pk, values=given, actor=desa.kaur, now=NOON)


def more_rows(desa, amounts):
    """Further rows of the same budget: account -> rupiah."""
    Stage.objects.update(status="DRAFT")
    stage = Stage.objects.get(owner=desa.unit)
    for account, amount in amounts.items():
        budget.put_apbdes_row(
            stage_id=stage.pk, account_id=stage.account_list.accounts.get(code=account).pk,
            activity_id=stage.code_list.activities.get(code="02.03.10").pk, label="Baris", amount=amount,
            funding_id=FundingSource.objects.get(code="DD").pk, actor=SYSTEM, now=NOON,
        )  # fmt: skip
    Stage.objects.update(status="PUBLISHED")
