"""The describing part of a form, and which forms work in a village."""

from django.db.models import QuerySet

from pendopo.budget.models import RkaSheet, SheetDetail, Stage
from pendopo.regions.models import Desa


def detail_of(stage: Stage, sheet_id: int) -> SheetDetail | None:
    """What the form says in that stage, with indicators and places. Three queries."""
    found = SheetDetail.objects.filter(sheet_id=sheet_id, stages__contains=stage.seq)
    return found.prefetch_related("indicators", "places__desa__kecamatan").first()


def sheets_in_desa(stage: Stage, desa_code: str) -> QuerySet[RkaSheet]:
    """The forms whose money works in the village in that stage, by unit and code."""
    found = RkaSheet.objects.filter(
        year=stage.year,
        owner=stage.owner_id,
        details__stages__contains=stage.seq,
        details__places__desa_id=desa_code,
    )
    return found.select_related("unit", "activity").order_by("unit__code", "activity__code")


def places_to_choose(region_code: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """(kecamatan, [(code, name)]) of all villages of the regency, by name. One query."""
    groups: dict[str, list[tuple[str, str]]] = {}
    found = Desa.objects.filter(regency_id=region_code).order_by("kecamatan__name", "name")
    for code, name, kecamatan in found.values_list("code", "name", "kecamatan__name"):
        groups.setdefault(kecamatan, []).append((code, name))
    return list(groups.items())
