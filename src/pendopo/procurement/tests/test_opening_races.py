"""Several connections around the closing: what was being handed in counts or is late, and no step is taken twice."""

import datetime as dt
import threading
import time

import pytest
from django.db import connections, transaction

from pendopo.audit import queries as log
from pendopo.audit.models import Entry
from pendopo.kernel import clock
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import opening_memory, services
from pendopo.procurement.models import BidEnvelope, BidFile
from pendopo.procurement.services import EnvelopeRefused
from pendopo.procurement.tests import ceremony_factories as c
from pendopo.procurement.tests import sealing_factories as s

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bid_folders")]
PLACES = [("committee", 0), ("committee", 2), ("inspectorate", 0)]


def scene(opd, seconds):
    """A run that closes in so many whole seconds or less, with an envelope of which the ciphertext is missing."""
    deadline = (clock.locked_now() + dt.timedelta(seconds=seconds)).replace(microsecond=0)
    tender, held = c.tender_of(opd, deadline_at=deadline), c.trustees()
    plan, bid = c.publish(tender, held, opening_at=deadline), c.bidder(tender)
    sealed = s.sealed(plan)
    envelope = c.commit(bid, sealed.header).envelope
    for place, data in sealed.shares.items():
        services.put_share(envelope_id=envelope.pk, place=place, ciphertext=data, actor=bid[1])
    return tender, held, (bid, envelope, sealed)


def at_once(*works):
    """Run these, each on its own connection; what each said, in order."""
    said = [None] * len(works)

    def run(number):
        try:
            works[number]()
            said[number] = "kept"
        except (EnvelopeRefused, MoveRefused) as refused:
            said[number] = getattr(refused, "code", "step")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def until(moment):
    while clock.locked_now() < moment:
        time.sleep(0.02)


def test_the_closing_waits_for_the_last_part_that_came_in_time(opd):
    tender, held, (bid, envelope, sealed) = scene(opd, 3)
    putting = threading.Event()

    def put():
        with transaction.atomic():
            c.upload(bid, envelope, sealed, shares=False)
            putting.set()
            until(tender.deadline_at + dt.timedelta(seconds=0.5))

    def close():
        putting.wait(10)
        until(tender.deadline_at)
        c.Ceremony(tender, held).close()

    assert at_once(put, close) == ["kept", "kept"]
    assert BidEnvelope.objects.get().status == "STORED"
    assert Entry.objects.get(event="procurement.bidding.closed").data["stored"] == 1
    assert list(log.problems()) == []


def test_a_part_that_waited_past_the_deadline_is_late(opd):
    tender, _held, (bid, envelope, sealed) = scene(opd, 2)
    locked = threading.Event()

    def hold():
        with transaction.atomic():
            BidEnvelope.objects.select_for_update().get(pk=envelope.pk)
            locked.set()
            until(tender.deadline_at)

    def put():
        locked.wait(10)
        c.upload(bid, envelope, sealed, shares=False)

    assert at_once(hold, put) == ["kept", "late"]
    assert BidEnvelope.objects.get().status == "COMMITTED"
    assert not BidEnvelope.objects.get().parts.exists()


def test_of_two_showings_at_once_one_is_done(opd):
    tender, held, (bid, envelope, sealed) = scene(opd, 2)
    c.upload(bid, envelope, sealed, shares=False)
    until(tender.deadline_at)
    ceremony = c.Ceremony(tender, held)
    opening = ceremony.to_the_keys(*PLACES)
    assert sorted(at_once(ceremony.reveal, ceremony.reveal)) == ["kept", "step"]
    assert BidFile.objects.count() == 2
    assert Entry.objects.filter(event="procurement.envelope.opened").count() == 1
    assert not opening_memory._path(opening.pk).exists()
