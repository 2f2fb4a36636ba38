"""Who acts for a supplier."""

import pytest

from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import ANONYMOUS, SYSTEM, permits
from pendopo.procurement import queries
from pendopo.procurement.models import SupplierAccount
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_contracts import supplier

ACT = "procurement.act_for_supplier"


@pytest.fixture
def owner(db):
    return people.person("sari@contoh.id", "Sari")


def test_an_account_acts_for_its_own_supplier_alone_and_no_longer_once_closed(owner):
    own, other = supplier(), supplier("1234567890124")
    account = SupplierAccount.objects.create(supplier=own, user=owner, named_at=f.NOON)
    assert permits(owner, ACT, own)
    assert not permits(owner, ACT, other)
    assert not permits(owner, ACT)
    assert not permits(ANONYMOUS, ACT, own)
    assert not permits(SYSTEM, ACT, own)
    assert list(queries.suppliers_of(owner)) == [own]
    account.closed_at = f.NOON
    account.save()
    assert not permits(owner, ACT, own)
    assert list(queries.suppliers_of(owner)) == []
    assert list(queries.suppliers_of(ANONYMOUS)) == []
