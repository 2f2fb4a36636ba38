"""What a file of boundaries means for a regency: its kecamatan and desa, and what is missing. Reads, writes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from shapely.geometry.base import BaseGeometry

from pendopo.files.tabular import Problem, TableRefused
from pendopo.regions import shapes
from pendopo.regions.models import Desa, Kecamatan


@dataclass(frozen=True)
class BoundariesReport:
    """What an import of boundaries found."""

    desa: int
    kecamatan: int
    area_km2: Decimal
    without_shape: list[str]

    @property
    def defects(self) -> list[Problem]:
        """The places without a shape, as the list of imports keeps them."""
        return [Problem(None, "kode", code, _("The file holds no shape of this place.")) for code in self.without_shape]


@dataclass(frozen=True)
class Places:
    """The shapes by code: desa as in the file, kecamatan dissolved from them where the file has none."""

    desa: dict[str, BaseGeometry]
    kecamatan: dict[str, BaseGeometry]
    report: BoundariesReport


def places_of(found: Mapping[str, BaseGeometry], regency_code: str) -> Places:
    """Sort the shapes of a file out. Raises TableRefused for a code of another regency, or without any place."""
    known = set(Desa.objects.filter(regency_id=regency_code).values_list("code", flat=True))
    known_kecamatan = set(Kecamatan.objects.filter(regency_id=regency_code).values_list("code", flat=True))
    _refuse_unknown(found, known | known_kecamatan | {regency_code})
    desa = {code: geometry for code, geometry in found.items() if code in known}
    kecamatan = shapes.dissolve(desa) | {code: one for code, one in found.items() if code in known_kecamatan}
    if not kecamatan:
        raise TableRefused([Problem(None, "kode", "", _("The file holds neither kecamatan nor desa."))])
    missing = sorted((known - set(desa) if desa else set()) | (known_kecamatan - set(kecamatan)))
    area = Decimal(str(sum(shapes.area_km2(one) for one in (desa or kecamatan).values()))).quantize(Decimal("0.01"))
    return Places(desa, kecamatan, BoundariesReport(len(desa), len(kecamatan), area, missing))


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The names of kecamatan and desa by code. Two queries."""
    wanted = list(codes)
    kecamatan = Kecamatan.objects.filter(code__in=wanted).values_list("code", "name")
    return {**dict(kecamatan), **dict(Desa.objects.filter(code__in=wanted).values_list("code", "name"))}


def _refuse_unknown(found: Mapping[str, BaseGeometry], known: set[str]) -> None:
    problems = [
        Problem(row, "kode", code, _("The code is not one of this regency."))
        for row, code in enumerate(found, start=1)
        if code not in known
    ]
    if problems:
        raise TableRefused(problems)
