"""What must happen is heard of, or missed."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from pendopo.audit import queries, services
from pendopo.audit.beating import beating
from pendopo.audit.beats import BEATS
from pendopo.audit.models import Entry, Heartbeat
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
    assert services.expect(actor=SYSTEM, now=NOON + MINUTE) == services.Changes()
    assert services.expect(actor=SYSTEM, now=NOON + MINUTE * 1.5) == services.Changes()
    assert Heartbeat.objects.get().status == "LATE"
    assert [late.name for late in services.expect(actor=SYSTEM, now=NOON + MINUTE * 3).silent] == ["backup"]
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


@pytest.mark.django_db
def test_silence_and_return_are_told_once_each_and_stand_in_the_log():
    beat()
    late = NOON + MINUTE * 3
    told = [services.expect(actor=SYSTEM, now=late + MINUTE * number) for number in range(2)]
    assert [[one.name for one in changes.silent] for changes in told] == [["backup"], []]
    beat(now=late + MINUTE * 2)
    told = [services.expect(actor=SYSTEM, now=late + MINUTE * 2) for _again in range(2)]
    assert [[one.name for one in changes.back] for changes in told] == [["backup"], []]
    assert list(Entry.objects.values_list("event", flat=True)) == ["audit.heartbeat.missed", "audit.heartbeat.resumed"]


@pytest.mark.django_db
def test_what_was_announced_and_never_ran_has_a_row_and_is_not_called_silent():
    changes = services.expect(actor=SYSTEM, now=NOON, announced={"nightly": (MINUTE, MINUTE)})
    assert (changes, Heartbeat.objects.get().status) == (services.Changes(), "NEW")
    assert [(pulse.name, pulse.works) for pulse in queries.pulses(NOON)] == [("nightly", False)]


@pytest.mark.django_db
def test_a_page_reckons_by_itself_when_nobody_marks_the_rows():
    beat()
    statuses = [queries.pulses(NOON + MINUTE * wait)[0].status for wait in (1, 1.5, 3)]
    assert (statuses, Heartbeat.objects.get().status) == (["UP", "LATE", "DOWN"], "UP")


@pytest.mark.django_db
def test_a_job_is_heard_after_each_run_and_as_failed_when_it_raises():
    runs = []

    @beating("audit.sample_job", "Sample", period=MINUTE, grace=MINUTE)
    def job(timestamp):
        runs.append(timestamp)
        1 / timestamp

    try:
        job(1)
        assert Heartbeat.objects.get().status == "UP"
        with pytest.raises(ZeroDivisionError):
            job(0)
    finally:
        BEATS._items.pop("audit.sample_job")
    assert (Heartbeat.objects.get().status, runs) == ("DOWN", [1, 0])


@pytest.mark.django_db
def test_the_outside_reports_by_a_secret_address(client, capsys):
    call_command("audit_watch", "pg_receivewal", "--period", "6h", "--owner", "Dinkominfo")
    watched = Heartbeat.objects.get()
    assert (watched.period, watched.grace) == (dt.timedelta(hours=6), dt.timedelta(hours=1))
    address = f"/ping/{watched.key}/"
    assert address in capsys.readouterr().out
    statuses = []
    for outcome in ("start/", "", "fail/", "0/", "3/", "nonsense/"):
        code = client.get(address + outcome).status_code
        statuses.append((code, Heartbeat.objects.get().status))
    assert statuses == [(200, "NEW"), (200, "UP"), (200, "DOWN"), (200, "UP"), (200, "DOWN"), (404, "DOWN")]
    assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_only_an_administrator_sets_a_watch(staff):
    with pytest.raises(PermissionDenied):
        services.watch_heartbeat(actor=staff, name="x", period=MINUTE, grace=MINUTE, owner="", now=NOON)
    assert (Heartbeat.objects.count(), Entry.objects.count()) == (0, 0)
