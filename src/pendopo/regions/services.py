"""Writing regions, their boundaries and their indices."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

import shapely
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation
from shapely.geometry.base import BaseGeometry

from pendopo.audit.services import record
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.kernel.copying import copy_rows
from pendopo.regions import indices, nation, shapes
from pendopo.regions.boundaries import BoundariesReport, places_of
from pendopo.regions.models import Boundary, Desa, IndexScore, Kecamatan, Province, Regency
from pendopo.search.services import DocumentValues, put_documents

WHOLE = (38, 514)
BOUNDARIES, INDICES = "regions.boundaries", "regions.indices"
"""The formats' names in the list of imports."""


@transaction.atomic
def load_regions(*, actor: Actor, now: dt.datetime, within: str = "") -> bool:
    """Load the regions by COPY where there are none yet (`within`: one regency alone); tells whether it loaded.

    Raises ValueError when the list does not hold the nation's 38 provinces and 514 regencies; PermissionDenied.
    """
    require(actor, "regions.load_regions")
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE regions_province IN SHARE ROW EXCLUSIVE MODE")
    if Province.objects.exists():
        return False
    rows = nation.read(within)
    if not within and (len(rows.provinces), len(rows.regencies)) != WHOLE:
        raise ValueError(f"{len(rows.provinces)} provinces and {len(rows.regencies)} regencies instead of 38 and 514")
    copy_rows(Province, ("code", "name"), rows.provinces)
    copy_rows(Regency, ("code", "province_id", "name", "kind"), rows.regencies)
    copy_rows(Kecamatan, ("code", "regency_id", "name", "slug"), rows.kecamatan)
    copy_rows(Desa, ("code", "kecamatan_id", "regency_id", "kind", "name", "slug", "postcode"), rows.desa)
    record(
        actor=actor, event="regions.nation.loaded", now=now,
        data={"kecamatan": len(rows.kecamatan), "desa": len(rows.desa)},
    )  # fmt: skip
    topics.touch("regions")
    return True


@transaction.atomic
def publish_places(*, regency_code: str, actor: Actor) -> int:
    """Put the regency's kecamatan, desa and kelurahan into the public search; gives their number."""
    require(actor, "regions.load_regions")
    with translation.override("id"):
        documents = [
            DocumentValues(
                kind="kecamatan", key=one.code, title=f"Kecamatan {one.name}", summary=one.code, body=one.name,
                url=reverse("regions:kecamatan", kwargs={"slug": one.slug}), region_code=one.code, weight=1.2,
            )
            for one in Kecamatan.objects.filter(regency_id=regency_code)
        ] + [
            DocumentValues(
                kind="desa", key=one.code, title=f"{one.get_kind_display()} {one.name}",
                summary=f"Kecamatan {one.kecamatan.name}, {one.postcode}".rstrip(", "),
                body=f"{one.name} {one.code} {one.postcode}",
                url=reverse("regions:desa", kwargs={"slug": one.slug}), region_code=one.code,
            )
            for one in Desa.objects.filter(regency_id=regency_code).select_related("kecamatan")
        ]  # fmt: skip
    return put_documents(documents=documents, actor=actor)


@transaction.atomic
def import_boundaries(
    *, found: Mapping[str, BaseGeometry], regency_code: str, actor: Actor, now: dt.datetime, source: str = ""
) -> BoundariesReport:
    """Replace the regency's boundaries by the shapes of a file (`shapes.read_shapes`) by code, all or nothing.

    Kecamatan are dissolved from their desa where the file has desa. Raises TableRefused, PermissionDenied.
    """
    require(actor, "regions.import_boundaries")
    places = places_of(found, regency_code)
    desa, kecamatan, report = places.desa, places.kecamatan, places.report
    west, south, east, north = (float(side) for side in shapely.total_bounds(list(kecamatan.values())))
    bounds = (west, south, east, north)
    drawn = {
        Boundary.Level.KECAMATAN: shapes.draw(kecamatan, bounds, 0),
        Boundary.Level.DESA: shapes.draw(desa, bounds, 1) if desa else [],
    }
    Boundary.objects.filter(code__startswith=f"{regency_code}.").delete()
    beside = shapes.neighbours(kecamatan) | shapes.neighbours(desa)
    Boundary.objects.bulk_create(
        _boundary(one, level, source, beside[one.code]) for level, many in drawn.items() for one in many
    )
    record(
        actor=actor, event="regions.boundaries.imported", now=now, subject=regency_code,
        data={"shapes": len(desa) + len(kecamatan), "area": str(report.area_km2)},
    )  # fmt: skip
    topics.touch("regions")
    return report


def _boundary(one: shapes.DrawnShape, level: str, source: str, touches: list[str]) -> Boundary:
    left, top, right, bottom = one.box
    return Boundary(
        code=one.code, level=level, parent_code=one.code.rsplit(".", 1)[0], path=one.path, label_x=one.label[0],
        label_y=one.label[1], left=left, top=top, right=right, bottom=bottom,
        area_km2=Decimal(str(round(one.area_km2, 4))), source=source[:200],
        touches=touches,
    )  # fmt: skip


@transaction.atomic
def import_indices(
    *, year: int, rows: Sequence[indices.IndexRow], regency_code: str, actor: Actor, now: dt.datetime
) -> indices.IndicesReport:
    """Replace the index of the year by rows of a file (`indices.read_indices`), all or nothing.

    Raises TableRefused for a code of another regency; PermissionDenied.
    """
    require(actor, "regions.import_indices")
    indices.refuse_unknown(rows, regency_code)
    IndexScore.objects.filter(regency_code=regency_code, year=year).delete()
    IndexScore.objects.bulk_create(
        IndexScore(
            desa_id=row.code, regency_code=regency_code, year=year, score=row.score, social=row.social,
            economic=row.economic, environmental=row.environmental, standing=row.standing,
        )
        for row in rows
    )  # fmt: skip
    record(
        actor=actor, event="regions.indices.imported", now=now, subject=regency_code,
        data={"year": year, "rows": len(rows)},
    )  # fmt: skip
    topics.touch("regions")
    return indices.IndicesReport(year, len(rows), indices.contradictions(rows))
