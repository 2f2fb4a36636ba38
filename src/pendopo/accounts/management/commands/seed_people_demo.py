"""Standard units for any regency and one demo account for each kind of person."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from pendopo.accounts import queries, services
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.organisations import queries as organisations
from pendopo.organisations.rules import UnitValues
from pendopo.organisations.services import import_units
from pendopo.regions import queries as regions

PASSWORD = "pendopo-demo-2026"  # noqa: S105
UNITS = Path(__file__).resolve().parents[2] / "demo" / "units.csv"
PUPR = "1.03.0.00.0.00.01.0000"
VILLAGE, KECAMATAN = "village", "kecamatan"
"""Stand for the first village of the regency, and the kecamatan that it lies in."""
PEOPLE: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("admin@contoh.id", "Admin Contoh", [("admin", "")]),
    ("bupati@contoh.id", "Bupati Contoh", [("bupati", "")]),
    ("kepala.dpupr@contoh.id", "Sri Wahyuni (contoh)", [("pa", PUPR), ("head", PUPR)]),
    ("staf.dpupr@contoh.id", "Budi Santoso (contoh)", [("pptk", PUPR), ("staff", PUPR)]),
    ("sekda@contoh.id", "Sekda Contoh", [("sekda", "")]),
    ("tapd@contoh.id", "Wulan Pratiwi (contoh)", [("tapd", "")]),
    ("ppkd@contoh.id", "Hadi Susilo (contoh)", [("ppkd", "")]),
    ("inspektur@contoh.id", "Tri Hartono (contoh)", [("apip", "")]),
    ("ppk.dpupr@contoh.id", "Dewi Anggraini (contoh)", [("ppk", PUPR)]),
    ("pejabat.pengadaan@contoh.id", "Agus Riyanto (contoh)", [("pejabat_pengadaan", "")]),
    ("ukpbj@contoh.id", "Endah Lestari (contoh)", [("ukpbj", "")]),
    ("pokja1@contoh.id", "Bambang Setiawan (contoh)", [("pokja", "")]),
    ("pokja2@contoh.id", "Nur Hidayah (contoh)", [("pokja", "")]),
    ("pokja3@contoh.id", "Slamet Raharjo (contoh)", [("pokja", "")]),
    ("pengawas@contoh.id", "Joko Purnomo (contoh)", [("pengawas", PUPR)]),
    ("bendahara.dpupr@contoh.id", "Siti Aminah (contoh)", [("bendahara", PUPR)]),
    ("ppk.skpd.dpupr@contoh.id", "Teguh Prasetyo (contoh)", [("ppk_skpd", PUPR)]),
    ("kuasa.bud@contoh.id", "Ratna Wulandari (contoh)", [("kuasa_bud", "")]),
    ("pembangunan@contoh.id", "Arif Rahman (contoh)", [("pembangunan", "")]),
    ("bappeda@contoh.id", "Lina Marlina (contoh)", [("bappeda", "")]),
    ("kaur.desa@contoh.id", "Kaur Keuangan Desa (contoh)", [("kaur_keuangan", VILLAGE)]),
    ("sekdes@contoh.id", "Sekretaris Desa (contoh)", [("sekdes", VILLAGE)]),
    ("kades@contoh.id", "Kepala Desa (contoh)", [("kades", VILLAGE)]),
    ("tpk1@contoh.id", "Suparno (contoh)", [("tpk", VILLAGE)]),
    ("tpk2@contoh.id", "Siti Aminah (contoh)", [("tpk", VILLAGE)]),
    ("tpk3@contoh.id", "Karsono (contoh)", [("tpk", VILLAGE)]),
    ("camat@contoh.id", "Camat Contoh", [("camat", KECAMATAN)]),
    ("warga@contoh.id", "Warga Contoh", []),
    ("pemasok@contoh.id", "Rini Astuti (contoh)", []),
]


class Command(BaseCommand):
    """Safe to run again: what exists stays."""

    help = "Demo units and demo accounts (any regency)."

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        import_units(rows=[*_standard_units(), *_kecamatan_units(), *_village_unit()], actor=SYSTEM, now=now)
        for email, name, roles in PEOPLE:
            if queries.user_by_email(email) is None:
                self._open(email, name, roles, now)
        self.stdout.write(f"Demo accounts, password {PASSWORD}:")
        for email, name, _roles in PEOPLE:
            self.stdout.write(f"  {email}  {name}")

    def _open(self, email: str, name: str, roles: list[tuple[str, str]], now: dt.datetime) -> None:
        user = services.open_account(email=email, name=name, password=PASSWORD, actor=SYSTEM, now=now)
        for role, code in roles:
            unit = organisations.unit_by_code(_place(code)) if code else None
            if code and unit is None:
                continue  # no villages are loaded: nobody gets a village's duty for the whole regency
            services.appoint(
                actor=SYSTEM,
                now=now,
                role=role,
                unit_id=unit.pk if unit else None,
                user_id=user.pk,
                from_date=dt.date(clock.today().year, 1, 1),
                decree_number="800/1/2026",
            )


def _standard_units() -> list[UnitValues]:
    with UNITS.open(encoding="utf-8") as file:
        return [UnitValues(number=number, **row) for number, row in enumerate(csv.DictReader(file), 2)]


def _kecamatan_units() -> list[UnitValues]:
    return [
        UnitValues(
            code=f"7.01.0.00.0.00.{area.code[-2:]}.0000",
            name=f"Kecamatan {area.name}",
            short_name=area.name,
            kind="KECAMATAN",
        )
        for area in regions.kecamatan_of(regions.region_code())
    ]


def _first_village() -> str:
    """The code of the first desa, or nothing where no villages are loaded."""
    found = regions.desa_of(regions.region_code()).filter(kind="DESA").order_by("code").first()
    return found.code if found else ""


def _kecamatan_code(village: str) -> str:
    return f"7.01.0.00.0.00.{village[6:8]}.0000"


def _place(code: str) -> str:
    """The code of the unit that an appointment of PEOPLE is for."""
    if code not in (VILLAGE, KECAMATAN):
        return code
    village = _first_village()
    return village if code == VILLAGE else _kecamatan_code(village)


def _village_unit() -> list[UnitValues]:
    place = regions.desa_of(regions.region_code()).filter(code=_first_village()).first()
    if place is None:
        return []
    parent = _kecamatan_code(place.code)
    return [UnitValues(code=place.code, name=f"Desa {place.name}", kind="VILLAGE", parent_code=parent)]
