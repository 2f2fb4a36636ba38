"""Which places a regency has: names, codes, how many, in which order."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse

from pendopo.instance.queries import current
from pendopo.kernel.sql import read
from pendopo.regions.models import Desa, Kecamatan, Regency

PER_PAGE = 25

COUNTS_SQL = """
SELECT count(DISTINCT kecamatan_id) AS kecamatan, count(*) AS places,
    count(*) FILTER (WHERE kind = 'KELURAHAN') AS kelurahan, count(*) FILTER (WHERE kind <> 'KELURAHAN') AS desa
FROM regions_desa WHERE regency_id = %(code)s
"""


def address_of(name: str) -> Callable[[str], str]:
    """Gives the address of a page by its slug; resolves the name once for a whole list."""
    start, end = reverse(name, kwargs={"slug": "slug"}).split("slug")
    return lambda slug: f"{start}{slug}{end}"


def regency(code: str) -> Regency | None:
    """The regency or city of that code, with its province."""
    return Regency.objects.select_related("province").filter(code=code).first()


def regencies_beside(one: Regency) -> list[str]:
    """The names of the other regencies and cities of its province."""
    beside = Regency.objects.filter(province_id=one.province_id).exclude(pk=one.pk)
    return list(beside.order_by("name").values_list("name", flat=True))


def region_code() -> str:
    """The code of this instance's regency; empty before `pendopo init`."""
    instance = current()
    return instance.region_code if instance else ""


def counts(code: str) -> dict[str, Any]:
    """How many kecamatan, desa and kelurahan a regency has."""
    return read(COUNTS_SQL, code=code)[0]


def kecamatan_of(code: str) -> QuerySet[Kecamatan]:
    """The kecamatan of a regency by name."""
    return Kecamatan.objects.filter(regency_id=code).order_by("name")


def desa_of(code: str) -> QuerySet[Desa]:
    """The desa and kelurahan of a regency by name, with their kecamatan."""
    return Desa.objects.filter(regency_id=code).select_related("kecamatan").order_by("name", "code")


def find_desa(text: str, page: str | int = 1, kecamatan: str = "") -> Page:
    """The desa and kelurahan of this regency whose name, code or postcode begins or holds the text, 25 a page."""
    found = desa_of(region_code())
    if kecamatan:
        found = found.filter(kecamatan__slug=kecamatan)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(postcode=text) | Q(code__startswith=text))
    return Paginator(found, PER_PAGE).get_page(page)


def place_paths() -> list[str]:
    """The pages of this regency's kecamatan, desa and kelurahan, for the site map."""
    code = region_code()
    kecamatan, desa = address_of("regions:kecamatan"), address_of("regions:desa")
    return [
        *(kecamatan(slug) for slug in Kecamatan.objects.filter(regency_id=code).values_list("slug", flat=True)),
        *(desa(slug) for slug in Desa.objects.filter(regency_id=code).values_list("slug", flat=True)),
    ]
