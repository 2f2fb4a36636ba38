"""A small regency for the tests of the whole: doors, journeys, browser."""

import datetime as dt

import pytest

from pendopo.instance.models import Instance
from pendopo.kernel.access import SYSTEM
from pendopo.regions.services import load_regions
from pendopo.search.services import DocumentValues, put_documents

MORNING = dt.datetime(2026, 11, 24, 1, 5, tzinfo=dt.UTC)


@pytest.fixture
def world(db) -> dict:
    """The regency's rows; returns the tokens that the doors table may name, and the public pages."""
    Instance.objects.create(
        pk=1,
        region_code="33.03",
        name="Kabupaten Purbalingga",
        kind="KABUPATEN",
        tagline="Pendopo, rumah terbuka warga",
        demo=True,
        updated_at=MORNING,
    )
    load_regions(actor=SYSTEM, now=MORNING, within="33.03")
    places = [DocumentValues("desa", "33.03.10.2001", "Desa Serang", "Karangreja", "", "/desa/serang/")]
    put_documents(documents=places, actor=SYSTEM)
    return {
        "desa_name": "Serang",
        "public_paths": [
            "/",
            "/cari/",
            "/cari/?q=purbalingga",
            "/status/",
            "/aksesibilitas/",
            "/privasi/",
            "/en/",
            "/transparansi/log/",
            "/desa/",
            "/desa/?q=serang",
            "/desa/serang/",
            "/kecamatan/karangreja/",
        ],
    }
