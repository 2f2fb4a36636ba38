"""The sample runs of the demo: one waits for declarations, one is announced; made once."""

import pytest

from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import services
from pendopo.procurement.models import Package, SupplierAccount, Tender, TenderQuestion
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests import run_factories as r
from pendopo.procurement.tests.test_contracts import supplier

pytestmark = pytest.mark.django_db


def test_two_runs_are_made_once(lines, opd):
    for amount in (420_000_000, 450_000_000):
        f.announced(opd, {lines[1]: amount}, kind="WORKS", method="TENDER")
    Package.objects.update(demo=True)
    for number in (1, 2, 3):
        people.person(f"pokja{number}@contoh.id", f"Anggota {number}", roles=["pokja"], unit=opd)
    user = people.person("pemasok@contoh.id", "Pemasok")
    SupplierAccount.objects.create(supplier=supplier(), user=user, named_at=r.NOW)
    made = [services.seed_runs(year=f.YEAR, actor=SYSTEM, now=r.NOW) for _turn in range(2)]
    assert made == [2, 0]
    assert list(Tender.objects.order_by("pk").values_list("status", flat=True)) == ["PREPARED", "ANNOUNCED"]
    assert TenderQuestion.objects.get().answer.startswith("Tidak.")
