"""A unit with budget lines, for tests of works."""

import pytest

from pendopo.kernel.access import SYSTEM
from pendopo.monitoring import services
from pendopo.monitoring.models import Project
from pendopo.monitoring.tests import factories as f


@pytest.fixture
def lines(db, opd):
    """Two lines of the office in force: paper of 150 million, a road of 900 million rupiah."""
    return f.packages.lines_in_force(opd)


@pytest.fixture
def contract(lines, opd):
    """A signed contract of a hundred million rupiah that has been ordered to start on 1 December 2026."""
    return f.started(f.contract(opd, lines[0]))


@pytest.fixture
def project(contract):
    """The work of that contract."""
    services.take_up_contracts(actor=SYSTEM, now=f.NOON)
    return Project.objects.get(execution__contract=contract)
