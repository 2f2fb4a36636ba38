"""Two real connections: one appointment, one account."""

import datetime as dt
import threading

import pytest
from django.core import mail
from django.db import connection

from pendopo.accounts import services
from pendopo.accounts.models import Appointment, User
from pendopo.accounts.tests import factories
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = dt.date(2026, 11, 24)


def at_once(act, refusals, times=4):
    """Run the act in threads that start together; what each gave: "done" or the refusal's name."""
    barrier, answers = threading.Barrier(times), []

    def work():
        try:
            barrier.wait(20)
            act()
            answers.append("done")
        except refusals as refusal:
            answers.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(answers)


def test_of_four_who_appoint_at_once_one_does(administrator, resident, opd):
    def act():
        services.appoint(
            actor=User.objects.get(pk=administrator.pk),
            now=clock.now(),
            role="ppk",
            unit_id=opd.pk,
            user_id=resident.pk,
            from_date=TODAY,
        )

    assert at_once(act, services.AlreadyAppointed) == ["AlreadyAppointed"] * 3 + ["done"]
    assert Appointment.objects.filter(user=resident).count() == 1


def test_of_four_who_accept_one_invitation_at_once_one_gets_the_account(administrator):
    services.invite(email="baru@contoh.id", name="Orang Baru", role="ppk", actor=administrator, now=clock.now())
    factories.deliver_all()
    token = next(line for line in mail.outbox[-1].body.splitlines() if "/undangan/" in line).rstrip("/").split("/")[-1]

    def act():
        services.accept_invitation(token=token, password="sandi panjang sekali 1", actor=ANONYMOUS, now=clock.now())

    assert at_once(act, services.InvitationRefused) == ["InvitationRefused"] * 3 + ["done"]
    assert User.objects.filter(email="baru@contoh.id").count() == 1
    assert Appointment.objects.filter(role="ppk").count() == 1
