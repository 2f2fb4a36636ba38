"""The trace: each page of the chain leads to the others, both ways, and says where it is stuck."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.audit import services as audit
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.links import trace_url
from pendopo.monitoring import services
from pendopo.monitoring.models import Project
from pendopo.monitoring.tests import factories as f
from pendopo.procurement.models import Package


def text(answer):
    """The page with plain spaces."""
    return answer.content.decode().replace("\xa0", " ")


@pytest.fixture
def lines(db, opd):
    return f.packages.lines_in_force(opd)


@pytest.fixture
def contract(lines, opd):
    return f.started(f.contract(opd, lines[0]))


@pytest.fixture
def project(contract, monkeypatch):
    services.take_up_contracts(actor=SYSTEM, now=f.NOON)
    monkeypatch.setattr(clock, "now", lambda: f.week_end(2))
    return Project.objects.get()


def test_a_contract_walks_from_the_line_to_the_payment_and_back(client, contract, project, lines):
    f.agreed(project)
    f.accepted(project, 1, ["45", "0", "0"])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # leaves are appended when a transaction ends
    audit.sign_checkpoint(actor=SYSTEM, now=f.week_end(1))
    url = trace_url("contract", contract.key)
    shown = text(client.get(url))
    assert "Pekerjaan tertinggal 11 poin dari jadwal: kontrak kritis." in shown
    for said in ("Rp150.000.000", "Rp100.000.000", "9,00%", "Rencana 20,00%", "Belum ada yang dibayar"):
        assert said in shown
    package = Package.objects.get()
    to_line = reverse("oversight:trace_line", args=[lines[0].pk])
    for link in (to_line, reverse("procurement:package", args=[package.code]), f"/proyek/{project.code}/"):
        assert link in shown
    assert "tercatat dalam log terbuka" in shown
    assert "Pekerjaan tertinggal" in text(client.get(trace_url("package", package.code)))
    back = text(client.get(to_line))
    assert url in back
    assert trace_url("package", package.code) in back
    assert "Rp50.000.000" in back
    assert url in text(client.get(f"/proyek/{project.code}/"))


def test_a_package_without_a_contract_says_what_it_waits_for(client, lines, opd, monkeypatch):
    package = f.packages.announced(opd, {lines[0]: 1_000_000})
    monkeypatch.setattr(clock, "now", lambda: f.NOON)
    assert "Pemilihan penyedia belum dimulai." in text(client.get(trace_url("package", package.code)))
    late = package.selection_to_date
    monkeypatch.setattr(clock, "now", lambda: f.NOON.replace(year=late.year, month=late.month, day=late.day + 3))
    assert "3 hari lalu" in text(client.get(trace_url("package", package.code)))


def test_the_chain_asks_the_same_however_long_it_is(client, contract, project):
    f.agreed(project)
    url = trace_url("contract", contract.key)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    f.accepted(project, 1, ["45", "0", "0"])
    f.accepted(project, 2, ["100", "20", "0"])
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
    assert client.get(trace_url("contract", "11111111-2222-3333-4444-555555555555")).status_code == 404
