"""Administrators are told of silence and of return."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts import services
from pendopo.audit.models import Entry
from pendopo.audit.services import hear
from pendopo.kernel.access import SYSTEM
from pendopo.notices.models import Notice

NOON = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
pytestmark = pytest.mark.django_db


def beat(now=NOON):
    hear(actor=SYSTEM, name="audit.sign_checkpoint", period=MINUTE, grace=MINUTE, now=now)


def tell(minutes):
    return services.tell_of_heartbeats(actor=SYSTEM, now=NOON + MINUTE * minutes)


def inbox():
    return list(
        Notice.objects.filter(channel="INBOX").order_by("pk").values_list("recipient__email", "subject", "body")
    )


def test_the_administrators_alone_are_told_when_something_stays_away_and_when_it_is_back(administrator, staff):
    beat()
    tell(1)
    assert inbox() == []
    tell(5)
    tell(6)
    assert [(who, subject) for who, subject, _body in inbox()] == [
        ("admin@contoh.id", "Tidak berjalan: Penandatanganan log")
    ]
    assert "Terakhir terdengar Selasa, 24\xa0November\xa02026, 12.00\xa0WIB." in inbox()[0][2]
    beat(NOON + MINUTE * 7)
    tell(7)
    assert inbox()[1][1] == "Kembali berjalan: Penandatanganan log"


def test_nobody_but_the_system_tells(administrator):
    beat()
    with pytest.raises(PermissionDenied):
        services.tell_of_heartbeats(actor=administrator, now=NOON + MINUTE * 5)
    assert (inbox(), Entry.objects.count()) == ([], 0)
