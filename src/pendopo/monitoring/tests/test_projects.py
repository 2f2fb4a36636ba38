"""Contracts are taken up as works, and everybody finds them."""

from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import SYSTEM
from pendopo.monitoring import queries, services
from pendopo.monitoring.models import ContractExecution, Project
from pendopo.monitoring.tests import factories as f
from pendopo.procurement import services as procurement


def take_up():
    return services.take_up_contracts(actor=SYSTEM, now=f.NOON)


def text(answer):
    """The page with plain spaces."""
    return answer.content.decode().replace("\xa0", " ")


def test_a_signed_contract_is_taken_up_once_and_follows_its_contract(lines, opd):
    made = f.contract(opd, lines[0])
    assert (take_up(), take_up()) == (1, 0)
    project = Project.objects.get()
    assert (project.title, project.unit, project.carried_out_by) == (made.title, opd, "CV Karya 027/1")
    assert (project.code, project.phase, project.starts_date) == (f"P-2027-{project.pk:06d}", "PLANNED", None)
    f.started(made)
    assert take_up() == 0
    project.refresh_from_db()
    assert (project.phase, project.starts_date, project.ends_date) == ("RUNNING", f.STARTS, f.ENDS)
    assert ContractExecution.objects.get(project=project).status == "RUNNING"
    procurement.amend_contract(
        contract_id=made.pk, number="A/1", date=f.SIGNED, reason="Volume berkurang", actor=SYSTEM, now=f.NOON,
        shares={lines[0].pk: D(90_000_000)},
    )  # fmt: skip
    take_up()
    project.refresh_from_db()
    assert project.value_amount == 90_000_000


def test_a_draft_is_nobodys_work_and_only_the_clock_takes_up(lines, opd):
    package = f.packages.announced(opd, {lines[0]: 1_000_000})
    values = procurement.ContractValues(title="Kertas", number="1", date=f.SIGNED, amount=D(1_000_000))
    procurement.draft_contract(
        package_id=package.pk, supplier_id=f.awards.supplier("8700000000009", "CV Draf").pk, values=values,
        shares={lines[0].pk: D(1_000_000)}, actor=SYSTEM, now=f.NOON,
    )  # fmt: skip
    assert take_up() == 0
    with pytest.raises(PermissionDenied):
        services.take_up_contracts(actor=people.person("bukan@contoh.id", "Bukan Siapa"), now=f.NOON)


def test_everybody_finds_works_by_words_with_their_sums_and_few_questions(client, lines, opd):
    for number in range(1, 4):
        f.contract(opd, lines[0], number=f"027/{number}", amount=10_000_000 * number)
    take_up()
    with CaptureQueriesContext(connection) as few:
        shown = text(client.get(reverse("monitoring:projects") + "?q=jalan"))
    assert "3 pekerjaan" in shown
    assert "Rp60.000.000" in shown
    f.contract(opd, lines[0], number="027/4", title="Pagar sekolah", amount=5_000_000)
    take_up()
    with CaptureQueriesContext(connection) as many:
        shown = text(client.get(reverse("monitoring:projects") + "?q=pagar&urut=nama"))
    assert len(many) == len(few)
    assert "Pagar sekolah" in shown
    assert "jalan desa" not in shown
    assert "Pekerjaan tidak ditemukan" in text(client.get(reverse("monitoring:projects") + "?q=zzz"))


def test_one_work_shows_where_it_stands_and_leads_to_its_contract(client, project, contract):
    shown = text(client.get(reverse("monitoring:project", args=[project.code])))
    assert "Belum ada jadwal disepakati" in shown
    assert reverse("procurement:contract_public", args=[contract.key]) in shown
    assert queries.contract_of(project) == contract
    data = client.get(f"/api/v1/monitoring/projects/{project.code}").json()
    assert (data["code"], data["value_amount"], data["phase"]) == (project.code, "100000000.00", "RUNNING")
    assert client.get("/api/v1/monitoring/projects?q=jalan").json()["count"] == 1
