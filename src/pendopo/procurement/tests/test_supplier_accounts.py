"""Who acts for a supplier."""

import pytest

from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import ANONYMOUS, SYSTEM, permits
from pendopo.procurement import queries, services
from pendopo.procurement.models import SupplierAccount
from pendopo.procurement.tests import ceremony_factories as c
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


def test_a_closed_account_bids_no_more_and_whoever_remains_takes_its_place(opd):
    tender = c.tender_of(opd)
    participant, left = c.bidder(tender)
    firm, heir = participant.supplier, people.person("sari@contoh.id", "Sari")
    for user in (heir, left):
        SupplierAccount.objects.create(supplier=firm, user=user, named_at=f.NOON)
    assert [list(queries.participants_of(one, tender)) for one in (left, heir)] == [[participant], []]
    account = SupplierAccount.objects.get(user=left)
    services.close_account(supplier_id=firm.pk, account_id=account.pk, actor=heir, now=f.NOON)
    seal = "procurement.commit_envelope"
    assert (permits(left, seal, participant), permits(heir, seal, participant)) == (False, True)
    assert [list(queries.participants_of(one, tender)) for one in (left, heir)] == [[], [participant]]
    # The row stays for the flags on related bidders; whoever is let in again bids again, on the same row.
    assert participant.bidders.get(user=left).ended_at == f.NOON
    services.name_bidder(participant_id=participant.pk, user_id=left.pk, actor=SYSTEM, now=f.NOON)
    assert list(queries.participants_of(left, tender)) == [participant]
