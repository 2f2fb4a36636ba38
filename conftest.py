"""What all tests share: a database server of their own, the skip reasons, the path of ../shared."""

import os
from pathlib import Path
from typing import Any

import pytest

from pendopo.cli.cluster import Cluster
from pendopo.kernel import postgres

ROOT = Path(__file__).parent
SHARED = ROOT.parent / "shared"
REQUIRED = set(os.environ.get("PENDOPO_REQUIRE", "").split(",")) - {""}
CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)


def pytest_configure(config: pytest.Config) -> None:
    """Start the tests' own server once, before xdist's workers and Django need it."""
    if not os.environ.get("PENDOPO_DATABASE_URL") and not hasattr(config, "workerinput"):
        cluster = Cluster(postgres.data_directory(Path(os.environ["PENDOPO_VAR"])), durable=False)
        cluster.start()
        cluster.prepare()


LASTING: list[tuple[Any, list[Any]]] = []
"""What migrations wrote into the tables: rules of law, units of measure, tags, the lists of villages."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The database of the tests, and a memory of what its migrations wrote."""
    from django.apps import apps

    with django_db_blocker.unblock():
        own = [model for model in apps.get_models() if model.__module__.startswith("pendopo.")]
        found = [(model, list(model._base_manager.all())) for model in own]
    LASTING[:] = [(model, rows) for model, rows in found if rows]


@pytest.fixture(autouse=True)
def _lasting(request: pytest.FixtureRequest) -> None:
    """A test with real transactions empties all tables at its end; the next one gets back what migrations wrote."""
    if "transactional_db" not in request.fixturenames and not _is_transactional(request.node):
        return
    request.getfixturevalue("transactional_db")
    from django.db import transaction

    with transaction.atomic():
        for model, rows in LASTING:
            if not model._base_manager.exists():
                model._base_manager.bulk_create(rows)


def _is_transactional(node: pytest.Item) -> bool:
    marker = node.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))


def missing(what: str, reason: str) -> None:
    """Skip with a reason, or fail where CI demands that nothing of this kind is skipped."""
    if what in REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data beside the project."""
    if not SHARED.is_dir():
        missing("shared", "the reference data (../shared) is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's Chromium."""
    if CHROMIUM is None:
        missing("browser", "no system Chromium; on Debian: apt-get install chromium")
    return str(CHROMIUM)


@pytest.fixture
def opd(db):
    """The Opd of the six persons (Public Works)."""
    from pendopo.accounts.tests import factories

    return factories.unit("1.03", "Dinas Pekerjaan Umum dan Penataan Ruang", "DPUPR")


@pytest.fixture
def other_opd(db):
    """An Opd of somebody else (Health)."""
    from pendopo.accounts.tests import factories

    return factories.unit("1.02", "Dinas Kesehatan", "DINKES")


@pytest.fixture
def head(opd):
    """The head of the Opd: budget user (PA)."""
    from pendopo.accounts.tests import factories

    return factories.person("kepala@contoh.id", "Sri Wahyuni", roles=["pa", "head"], unit=opd)


@pytest.fixture
def staff(opd):
    """Her staff: technical officer (PPTK)."""
    from pendopo.accounts.tests import factories

    return factories.person("staf@contoh.id", "Budi Santoso", roles=["pptk", "staff"], unit=opd)


@pytest.fixture
def auditor(db):
    """The internal auditor of the whole regency (APIP)."""
    from pendopo.accounts.tests import factories

    return factories.person("inspektur@contoh.id", "Tri Hartono", roles=["apip"])


@pytest.fixture
def other_official(other_opd):
    """The head of another Opd."""
    from pendopo.accounts.tests import factories

    return factories.person("kepala.dinkes@contoh.id", "Rina Lestari", roles=["pa", "head"], unit=other_opd)


@pytest.fixture
def administrator(db):
    """The administrator of accounts."""
    from pendopo.accounts.tests import factories

    return factories.person("admin@contoh.id", "Dewi Admin", roles=["admin"])


@pytest.fixture
def resident(db):
    """A resident with an account and no post."""
    from pendopo.accounts.tests import factories

    return factories.person("warga@contoh.id", "Siti Warga")


@pytest.fixture
def stranger():
    """Somebody who has not signed in."""
    from pendopo.kernel.access import ANONYMOUS

    return ANONYMOUS
