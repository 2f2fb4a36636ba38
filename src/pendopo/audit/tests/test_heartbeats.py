"""What must happen is heard of, or missed."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.audit import services
from pendopo.audit.models import Heartbeat
from pendopo.kernel.access import ANONYMOUS, SYSTEM

NOON = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def beat(**changes):
    return services.hear(
        **{"actor": SYSTEM, "name": "backup", "period": MINUTE, "grace": MINUTE, "now": NOON} | changes
    )


@pytest.mark.django_db
def test_it_is_late_after_its_period_and_silent_after_its_grace():
    assert beat().status == "UP"
    assert services.expect(actor=SYSTEM, now=NOON + MINUTE) == []
    assert services.expect(actor=SYSTEM, now=NOON + MINUTE * 1.5) == []
    assert Heartbeat.objects.get().status == "LATE"
    assert [late.name for late in services.expect(actor=SYSTEM, now=NOON + MINUTE * 3)] == ["backup"]
    assert Heartbeat.objects.get().status == "DOWN"
    assert beat().status == "UP"


@pytest.mark.django_db
def test_a_failure_is_down_at_once():
    assert beat(failed=True).status == "DOWN"


@pytest.mark.django_db
def test_a_stranger_is_not_heard():
    with pytest.raises(PermissionDenied):
        beat(actor=ANONYMOUS)
    assert not Heartbeat.objects.exists()
