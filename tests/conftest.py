"""A small regency for the tests of the whole: doors, journeys, browser."""

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from pendopo.instance.models import Instance
from pendopo.kernel.access import SYSTEM
from pendopo.regions.services import load_regions
from pendopo.search.services import DocumentValues, put_documents

MORNING = dt.datetime(2026, 11, 24, 1, 5, tzinfo=dt.UTC)


@pytest.fixture
def world(db) -> dict:
    """The regency's rows; returns the tokens that the doors table may name, and the public pages."""
    return made_world()


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A transaction around the tests of one module: what a module fixture writes in it stands for all of them.

    Each test's own transaction nests in it as a savepoint. Only for modules whose tests all use `db` (not
    `transaction=True`), and before any fixture that uses it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def settle() -> None:
    """Let the deferred triggers of what stands run now, not again at the end of each test."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture(scope="module")
def standing_world(standing) -> dict:
    """The world of `world`, made once for a module."""
    tokens = made_world()
    settle()
    return tokens


@pytest.fixture(scope="module")
def standing_budget(standing_world) -> dict:
    """The world with the sample budget, made once for a module; the tokens of the world."""
    call_command("seed_budget_demo", stdout=io.StringIO())
    settle()
    return standing_world


def made_world() -> dict:
    """Write the rows of a small regency; the tokens and the public pages."""
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
