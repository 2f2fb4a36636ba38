"""Regions for machines."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from pendopo.regions import queries

router = Router(tags=["regions"])


class KecamatanOut(Schema):
    """A kecamatan."""

    code: str
    name: str
    slug: str


class DesaOut(Schema):
    """A desa or kelurahan."""

    code: str
    name: str
    slug: str
    kind: str
    postcode: str
    kecamatan_code: str

    @staticmethod
    def resolve_kecamatan_code(place: Any) -> str:
        return place.kecamatan_id


class DesaPage(Schema):
    """A page of villages."""

    count: int
    page: int
    pages: int
    items: list[DesaOut]


@router.get("/kecamatan", response=list[KecamatanOut])
def list_kecamatan(request: HttpRequest) -> Any:
    """The kecamatan of this regency by name (a few dozen at most: one answer)."""
    return queries.kecamatan_of(queries.region_code())


@router.get("/desa", response=DesaPage)
def list_desa(
    request: HttpRequest,
    q: str = Query("", max_length=80),
    kecamatan: str = Query("", max_length=100, description="slug of a kecamatan"),
    page: int = Query(1, ge=1),
) -> Any:
    """The desa and kelurahan of this regency by name, 25 a page."""
    found = queries.find_desa(q, page, kecamatan)
    return {
        "count": found.paginator.count,
        "page": found.number,
        "pages": found.paginator.num_pages,
        "items": list(found),
    }
