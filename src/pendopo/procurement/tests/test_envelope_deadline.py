"""Several connections at the deadline: who waited for the lock past it is late, by the database's clock."""

import dataclasses
import datetime as dt
import threading
import time

import pytest
from django.db import connections, transaction

from pendopo.audit import queries as log
from pendopo.audit.models import Entry
from pendopo.kernel import clock
from pendopo.procurement import services
from pendopo.procurement.models import BidEnvelope, Tender
from pendopo.procurement.tests import ceremony_factories as c
from pendopo.procurement.tests import sealing_factories as s

pytestmark = pytest.mark.django_db(transaction=True)


def scene(opd, seconds):
    """A run that closes in so many whole seconds or a little less, its plan and one bidder."""
    deadline = (clock.locked_now() + dt.timedelta(seconds=seconds)).replace(microsecond=0)
    tender = c.tender_of(opd, deadline_at=deadline)
    plan = c.publish(tender, c.trustees(), opening_at=deadline)
    participant, user = c.bidder(tender)
    return tender, plan, participant, user


def at_once(*works):
    """Run these, each on its own connection; what each said, in order."""
    said = [None] * len(works)

    def run(number):
        try:
            works[number]()
            said[number] = "kept"
        except services.EnvelopeRefused as refused:
            said[number] = refused.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_who_waited_for_the_lock_past_the_deadline_is_late(opd):
    tender, plan, participant, user = scene(opd, 4)
    first, second = s.sealed(plan).header, s.sealed(plan).header
    services.commit_envelope(participant_id=participant.pk, message=first.message(), actor=user)
    held, asked = threading.Event(), []

    def hold():
        with transaction.atomic():
            Tender.objects.select_for_update().get(pk=tender.pk)
            held.set()
            while clock.locked_now() < tender.deadline_at:
                time.sleep(0.05)

    def commit():
        held.wait(10)
        asked.append(clock.locked_now())
        message = dataclasses.replace(second, supersedes=first.header_hash).message()
        services.commit_envelope(participant_id=participant.pk, message=message, actor=user)

    assert at_once(hold, commit) == ["kept", "late"]
    assert asked[0] < tender.deadline_at
    assert BidEnvelope.objects.get().header_hash == first.header_hash
    assert Entry.objects.filter(event="procurement.envelope.committed").count() == 1


def test_of_two_envelopes_at_once_one_is_kept(opd):
    tender, plan, participant, user = scene(opd, 60)
    gate = threading.Barrier(2)
    headers = [s.sealed(plan).header.message() for _number in range(2)]

    def committing(message):
        def commit():
            gate.wait()
            services.commit_envelope(participant_id=participant.pk, message=message, actor=user)

        return commit

    assert sorted(at_once(*map(committing, headers))) == ["kept", "supersedes"]
    assert tender.seal_plans.get().envelopes.count() == 1
    assert list(log.problems()) == []
