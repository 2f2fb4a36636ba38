"""Sample purchases of a village, marked as such: one at each place of the road."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from pendopo.accounts.models import Appointment
from pendopo.budget.queries import village_lines_to_buy_from
from pendopo.kernel.access import SYSTEM, Actor, require
from pendopo.organisations.models import Unit
from pendopo.procurement.models import VillagePackage
from pendopo.procurement.services import village_buying as buying
from pendopo.procurement.services import village_ending as ending
from pendopo.procurement.services import village_plan as plan
from pendopo.procurement.villaging import VillageValues

SEATS = ("CHAIR", "SECRETARY", "MEMBER")
# Account of the row, title, kind, way, ceiling, volume, specification, place.
SAMPLES: tuple[tuple[str, str, str, str, int, str, str, str], ...] = (
    ("5.3.5", "Rabat beton jalan permukiman RT 03", "WORKS", "SELF_MANAGED", 120_000_000, "320 meter",
     "Lebar 2,5 meter, tebal 12 sentimeter, beton K-200, dikerjakan warga RT 03 dan RT 04.", "RT 03 RW 01"),
    ("5.3.5", "Semen dan pasir rabat beton RT 05", "GOODS", "QUOTATION", 90_000_000, "900 sak dan 60 meter kubik",
     "Semen 40 kg dan pasir Serayu, diantar sampai lokasi.", "RT 05 RW 01"),
    ("5.2.7", "Makanan tambahan posyandu triwulan IV", "GOODS", "DIRECT", 9_600_000, "12 pos, 240 porsi sebulan",
     "Menu lokal: telur, kacang hijau, sayur, buah.", "Semua posyandu"),
    ("5.3.7", "Saluran air kotor RW 02", "WORKS", "QUOTATION", 150_000_000, "210 meter",
     "Saluran U-ditch 40 x 40 dengan tutup.", "RW 02"),
    ("5.2.2", "Peralatan pos keamanan desa", "GOODS", "DIRECT", 8_000_000, "4 pos",
     "Lampu, kentongan, senter isi ulang, papan jaga.", "Empat dusun"),
)  # fmt: skip


@transaction.atomic
def seed_village(*, year: int, actor: Actor, now: dt.datetime) -> int:
    """Packages of the village that has a team of three; gives how many. Nothing where there are any."""
    require(actor, "procurement.seed_demo")
    village, team = _village_with_team()
    if village is None or VillagePackage.objects.exists():
        return 0
    rows = {one.account: one for one in village_lines_to_buy_from(actor, village.pk, year, limit=30)}
    steps = (_work_under_way, _asked, _bought_and_settled, _team_only, None)
    made = 0
    for sample, step in zip(SAMPLES, steps, strict=True):
        line = rows.get(sample[0])
        if line is None or line.free_amount < sample[4]:
            continue
        package = _draft(village, line.id, sample, now)
        if step is not None:
            step(package, team, now)
        made += 1
    return made


def _village_with_team() -> tuple[Unit | None, list[Any]]:
    """The village of the demo's TPK accounts, and the three people."""
    held = Appointment.objects.filter(role="tpk", ended_at__isnull=True, unit__kind="VILLAGE", user__isnull=False)
    found = list(held.select_related("unit", "user").order_by("pk")[: len(SEATS)])
    full = len(found) == len(SEATS)
    return (found[0].unit, [one.user for one in found]) if full else (None, [])


def _draft(village: Unit, line_id: int, sample: tuple[Any, ...], now: dt.datetime) -> VillagePackage:
    _account, title, kind, way, ceiling, volume, specification, place = sample
    works = kind == "WORKS"
    values = VillageValues(
        title=title, kind=kind, way=way, ceiling_amount=ceiling, volume=volume, specification=specification,
        place_note=place, cash_for_work=way == "SELF_MANAGED",
        way_reason="Perlu alat berat dan U-ditch pabrikan." if works and way != "SELF_MANAGED" else "",
    )  # fmt: skip
    return plan.compose_village_package(
        unit_id=village.pk, line_id=line_id, values=values, actor=SYSTEM, now=now - dt.timedelta(days=30), demo=True
    )


def _team_only(package: VillagePackage, team: list[Any], now: dt.datetime) -> None:
    at = now - dt.timedelta(days=29)
    seats = {one.pk: seat for one, seat in zip(team, SEATS, strict=True)}
    day = at.date()
    plan.name_activity_team(
        package_id=package.pk, number="141/7/2026 (contoh)", date=day, seats=seats, actor=SYSTEM, now=at
    )
    for one in team:
        plan.declare_team_interest(package_id=package.pk, interest="", actor=one, now=at)
    plan.announce_village_package(package_id=package.pk, actor=SYSTEM, now=at)


def _work_under_way(package: VillagePackage, team: list[Any], now: dt.datetime) -> None:
    _team_only(package, team, now)
    at = now - dt.timedelta(days=20)
    ending.begin_village_work(
        package_id=package.pk, number="600/12/2026 (contoh)", date=at.date(), due_date=(now + dt.timedelta(10)).date(),
        actor=SYSTEM, now=at,
    )  # fmt: skip
    _pay(package, "KW-01 (contoh)", 42_000_000, "Upah minggu pertama dan material", now - dt.timedelta(days=12))


def _pay(package: VillagePackage, number: str, amount: int, note: str, at: dt.datetime) -> None:
    values = ending.PaymentValues(number, at.date(), Decimal(amount), note)
    ending.pay_village_package(package_id=package.pk, values=values, actor=SYSTEM, now=at)


def _sellers(package: VillagePackage, names: Any, at: dt.datetime) -> list[Any]:
    return [
        buying.add_village_seller(
            package_id=package.pk, values=buying.SellerValues(name=name, nearness=where, **more), actor=SYSTEM, now=at
        )
        for name, where, more in names
    ]


def _asked(package: VillagePackage, team: list[Any], now: dt.datetime) -> None:
    """Asked, and waiting for the deadline."""
    _team_only(package, team, now)
    names: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("TB Berkah Lereng (contoh)", "OWN", {}), ("UD Sumber Batu (contoh)", "NEIGHBOUR", {}),
        ("CV Mitra Beton (contoh)", "OTHER", {}),
    )  # fmt: skip
    _sellers(package, names, now - dt.timedelta(days=2))
    deadline = now + dt.timedelta(days=2)
    buying.ask_village_sellers(package_id=package.pk, deadline=deadline, actor=SYSTEM, now=now - dt.timedelta(days=1))


def _bought_and_settled(package: VillagePackage, team: list[Any], now: dt.datetime) -> None:
    """Bought directly from the cheaper of two, accepted, paid and closed."""
    _team_only(package, team, now)
    at = now - dt.timedelta(days=15)
    looks = [
        (name, where, {"look_amount": Decimal(price), "look_date": at.date()})
        for name, where, price in (
            ("Warung Bu Tarmi (contoh)", "OWN", 9_120_000), ("Toko Segar Jaya (contoh)", "NEIGHBOUR", 9_450_000),
        )
    ]  # fmt: skip
    first, _second = _sellers(package, looks, at)
    buying.negotiate_village_offer(
        seller_id=first.pk, amount=Decimal(9_000_000), note="Antar ke setiap pos tanpa ongkos", actor=SYSTEM, now=at
    )
    buying.decide_village_seller(seller_id=first.pk, reason="", actor=SYSTEM, now=at)
    own: dict[str, Any] = {"package_id": package.pk, "actor": SYSTEM}
    ending.agree_village_package(
        **own, number="NOTA-118 (contoh)", date=at.date(), due_date=None, receipt=_receipt(package, at), now=at
    )
    done = now - dt.timedelta(days=6)
    report = ending.ReportValues("Dua belas pos menerima 240 porsi, daftar hadir lengkap.")
    ending.report_village_package(**own, values=report, now=done)
    ending.accept_village_package(**own, now=done + dt.timedelta(hours=3))
    _pay(package, "KW-07 (contoh)", 9_000_000, "Lunas", done + dt.timedelta(days=1))
    ending.settle_village_package(**own, now=done + dt.timedelta(days=2))


def _receipt(package: VillagePackage, at: dt.datetime) -> tuple[str, bytes]:
    """A picture of a receipt, blank but for its size: a sample has no real paper."""
    import io

    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (640, 900), (250, 248, 240)).save(data, "JPEG")
    return f"nota-{package.code}-{at:%Y%m%d}.jpg", data.getvalue()
