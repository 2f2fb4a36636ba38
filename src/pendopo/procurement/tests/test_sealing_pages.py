"""The pages of sealed bids without their script: they say what is needed and lead on."""

import pytest
from django.test import Client

from pendopo.procurement.tests import ceremony_factories as c

pytestmark = pytest.mark.django_db


def page(user, path):
    """A page as its person reads it."""
    client = Client()
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_trustee_and_bidder_find_their_way_and_the_offline_program(opd):
    tender = c.tender_of(opd)
    held = c.trustees()
    plan = c.publish(tender, held)
    _participant, bidder = c.bidder(tender)
    run = f"/workspace/pengadaan/tender/{tender.code}"
    key = page(held["committee", 0][0], "/workspace/pengadaan/kunci/")
    assert f'href="{run}/pembukaan/single/"' in key
    told = page(held["committee", 0][0], f"{run}/rencana-sampul/")
    assert plan.plan_hash in told
    assert held["committee", 0][2].recipient[-8:] in told
    assert plan.plan_hash in page(bidder, f"{run}/sampul/")
    file = page(bidder, f"{run}/rencana-sampul/rencana.json")
    assert f'"tender_id":"{tender.code}"' in file


def test_a_stranger_to_the_run_sees_neither_envelopes_nor_opening(opd):
    tender = c.tender_of(opd)
    c.publish(tender, c.trustees())
    client = Client()
    client.force_login(c.bidder(c.tender_of(opd, code="T-2"))[1])
    for part in ("sampul/", "sampul/single/", "pembukaan/single/"):
        assert client.get(f"/workspace/pengadaan/tender/{tender.code}/{part}").status_code == 404
