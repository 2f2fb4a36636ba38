"""The table of holidays: added, moved, removed; deadlines in working days follow."""

import datetime as dt
import threading
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from pendopo.audit.models import Entry
from pendopo.instance import queries, services
from pendopo.instance.models import Holiday
from pendopo.instance.services import HolidayValues, RegencyIdentity, set_up_instance
from pendopo.kernel.access import SYSTEM

NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
BIRTHDAY = HolidayValues(dt.date(2026, 12, 18), "Hari Jadi Kabupaten", "LOCAL", "Keputusan Bupati 400/12/2026", True)
FEAST = HolidayValues(dt.date(2027, 3, 10), "Idul Fitri", "PUBLIC", "perkiraan", False)


@pytest.mark.django_db
def test_an_added_day_is_no_working_day(administrator):
    friday = dt.date(2026, 12, 18)
    assert queries.working_calendar().is_working(friday)
    services.add_holiday(values=BIRTHDAY, actor=administrator, now=NOW)
    assert not queries.working_calendar().is_working(friday)
    assert Entry.objects.get().data == {"date": "2026-12-18", "name": "Hari Jadi Kabupaten", "certain": True}


@pytest.mark.django_db
def test_an_estimate_becomes_certain_on_another_day(administrator):
    services.add_holiday(values=FEAST, actor=administrator, now=NOW)
    decreed = replace(FEAST, day_date=dt.date(2027, 3, 11), source="SKB Tiga Menteri 2027", certain=True)
    services.change_holiday(day=FEAST.day_date, values=decreed, actor=administrator, now=NOW)
    assert list(Holiday.objects.values_list("day_date", "certain")) == [(dt.date(2027, 3, 11), True)]
    assert Entry.objects.latest("pk").data["before"] == "2027-03-10"


@pytest.mark.django_db
def test_two_holidays_never_share_a_day(administrator):
    services.add_holiday(values=BIRTHDAY, actor=administrator, now=NOW)
    services.add_holiday(values=FEAST, actor=administrator, now=NOW)
    with pytest.raises(services.DayTaken):
        services.add_holiday(values=BIRTHDAY, actor=administrator, now=NOW)
    moved = replace(FEAST, day_date=BIRTHDAY.day_date)
    with pytest.raises(services.DayTaken):
        services.change_holiday(day=FEAST.day_date, values=moved, actor=administrator, now=NOW)
    assert list(Holiday.objects.values_list("name", flat=True)) == ["Hari Jadi Kabupaten", "Idul Fitri"]
    assert Entry.objects.count() == 2


@pytest.mark.django_db
def test_a_removed_day_does_not_come_back_with_the_next_set_up(administrator):
    regency = RegencyIdentity("33.03", "Kabupaten Purbalingga", "KABUPATEN", "Asia/Jakarta")
    set_up_instance(regency=regency, actor=SYSTEM, now=NOW)
    services.remove_holiday(day=dt.date(2026, 12, 24), actor=administrator, now=NOW)
    set_up_instance(regency=regency, actor=SYSTEM, now=NOW)
    assert queries.holiday_on("2026-12-24") is None
    assert queries.holiday_on("2026-12-25").name
    assert queries.holiday_on("besok") is None


@pytest.mark.django_db
def test_the_same_values_again_write_nothing(administrator):
    services.add_holiday(values=BIRTHDAY, actor=administrator, now=NOW)
    services.change_holiday(day=BIRTHDAY.day_date, values=BIRTHDAY, actor=administrator, now=NOW)
    assert Entry.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["head", "staff", "auditor", "other_official", "resident", "stranger"])
def test_others_change_no_day(who, request):
    actor = request.getfixturevalue(who)
    Holiday.objects.create(day_date=FEAST.day_date, name="x", kind="PUBLIC", source="x")
    acts = [
        lambda: services.add_holiday(values=BIRTHDAY, actor=actor, now=NOW),
        lambda: services.change_holiday(day=FEAST.day_date, values=FEAST, actor=actor, now=NOW),
        lambda: services.remove_holiday(day=FEAST.day_date, actor=actor, now=NOW),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert list(Holiday.objects.values_list("day_date", "name")) == [(FEAST.day_date, "x")]
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_the_same_day_at_once_one_is_told():
    ready, answers = threading.Barrier(2), []

    def add() -> None:
        ready.wait()
        try:
            services.add_holiday(values=BIRTHDAY, actor=SYSTEM, now=NOW)
            answers.append("added")
        except services.DayTaken:
            answers.append("taken")
        finally:
            connection.close()

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["added", "taken"]
    assert (Holiday.objects.count(), Entry.objects.filter(event="instance.holiday.added").count()) == (1, 1)
