"""What all tests share: a database server of their own, the skip reasons, the path of ../shared."""

import os
from pathlib import Path

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
