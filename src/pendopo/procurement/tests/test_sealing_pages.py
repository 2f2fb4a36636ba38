"""The pages of sealed bids without their script: they say what is needed and lead on."""

import datetime as dt

import pytest
from django.test import Client

from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import opening_memory, readiness, services
from pendopo.procurement.tests import ceremony_factories as c
from pendopo.procurement.tests import sealing_factories as s
from pendopo.procurement.views import run_words

pytestmark = pytest.mark.django_db


def ask(user, path):
    """What the person gets at an address."""
    client = Client()
    client.force_login(user)
    return client.get(path)


def page(user, path):
    """A page as its person reads it."""
    answer = ask(user, path)
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


def test_an_account_of_several_firms_chooses_one_first(opd):
    tender = c.tender_of(opd, deadline_at=clock.now() + dt.timedelta(hours=1))
    c.publish(tender, c.trustees(at=clock.now()), now=clock.now(), opening_at=tender.deadline_at)
    (first, user), (second, _other) = c.bidder(tender), c.bidder(tender, 1)
    services.name_bidder(participant_id=second.pk, user_id=user.pk, actor=SYSTEM, now=clock.now())
    where = f"/workspace/pengadaan/tender/{tender.code}/sampul/"
    chooser = page(user, where)
    assert f'href="?untuk={first.pk}"' in chooser
    assert f"{where}single/" not in chooser
    assert ask(user, f"{where}single/").status_code == 302
    assert f"{where}single/?untuk={second.pk}" in page(user, f"{where}?untuk={second.pk}")
    sealing = ask(user, f"{where}single/?untuk={second.pk}")
    assert sealing.context["screen"]["participant"] == second.pk
    assert ask(user, f"{where}single/?untuk=999999").status_code == 302


def test_memory_is_what_the_kernel_mounts_as_memory():
    assert opening_memory.in_memory("/dev/shm")
    assert not opening_memory.in_memory("/usr")


@pytest.fixture
def without_memory(forgotten, monkeypatch, tmp_path):
    """A machine on which a folder of the test alone is memory."""
    monkeypatch.setattr(opening_memory, "in_memory", lambda folder: folder == str(tmp_path))
    return str(tmp_path)


def test_a_machine_without_memory_says_so_and_loses_nothing(ceremony, bids, at, settings, without_memory):
    at["now"] = s.DEADLINE
    ceremony.close()
    with pytest.raises(services.EnvelopeRefused, match="no_memory"):
        ceremony.seat()
    here = f"/workspace/pengadaan/tender/{bids[0][0][0].tender.code}/pembukaan/single/"
    assert "PENDOPO_MEMORY" in page(ceremony.chair, here)
    settings.PENDOPO_MEMORY = without_memory
    assert ceremony.seat().status == "SEATED"


def test_every_condition_of_a_sealed_run_has_words_and_a_way(opd):
    tender = c.tender_of(opd, status="PREPARED", sealed=True, deadline_at=clock.now() + dt.timedelta(hours=1))
    c.publish(tender, c.trustees(at=clock.now()), now=clock.now(), opening_at=tender.deadline_at, confirmed=False)
    found = readiness._sealing(tender)
    assert [(one.code, one.met) for one in found][1:] == [("seal_keys", False)]
    rows = run_words.checklist(found, ["seal_plan"])
    assert {row["url"] for row in rows if not row["met"]} == {"procurement:seal_plan"}
    assert not {one.code for one in found} - set(run_words.CONDITIONS)
