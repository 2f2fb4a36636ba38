"""Setting up: once is enough, twice changes nothing, another regency is refused, a request reads settings once."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.audit.models import Entry
from pendopo.instance import queries
from pendopo.instance.holidays import rest_days
from pendopo.instance.models import Holiday, Instance, ModuleSwitch
from pendopo.instance.services import OtherRegency, RegencyIdentity, set_up_instance
from pendopo.kernel.access import ANONYMOUS, SYSTEM

NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
PURBALINGGA = RegencyIdentity("33.03", "Kabupaten Purbalingga", "KABUPATEN", "Asia/Jakarta")

pytestmark = pytest.mark.django_db


def test_twice_is_the_same_as_once_and_keeps_what_officials_changed():
    set_up_instance(regency=PURBALINGGA, actor=SYSTEM, now=NOW)
    ModuleSwitch.objects.filter(module="budget").update(is_on=False)
    Instance.objects.update(tagline="Rumah warga")
    set_up_instance(regency=PURBALINGGA, actor=SYSTEM, now=NOW + dt.timedelta(days=1))
    instance = Instance.objects.get()
    assert (instance.name, instance.tagline, instance.updated_at) == ("Kabupaten Purbalingga", "Rumah warga", NOW)
    assert "budget" not in queries.modules_on()
    entries = Entry.objects.filter(event="instance.regency.established")
    assert entries.count() == 1


def test_another_regency_is_refused():
    set_up_instance(regency=PURBALINGGA, actor=SYSTEM, now=NOW)
    with pytest.raises(OtherRegency):
        set_up_instance(
            regency=RegencyIdentity("35.78", "Kota Surabaya", "KOTA", "Asia/Jakarta"), actor=SYSTEM, now=NOW
        )
    assert Instance.objects.get().region_code == "33.03"


def test_a_stranger_sets_up_nothing():
    with pytest.raises(PermissionDenied):
        set_up_instance(regency=PURBALINGGA, actor=ANONYMOUS, now=NOW)
    assert not Instance.objects.exists()


def test_holidays_know_their_kind_and_whether_they_are_certain():
    days = {one.day: one for one in rest_days([2026, 2027])}
    assert days[dt.date(2026, 8, 17)].kind == Holiday.Kind.PUBLIC
    assert days[dt.date(2026, 12, 24)].kind == Holiday.Kind.JOINT_LEAVE
    assert days[dt.date(2027, 3, 10)].certain is False
    assert days[dt.date(2027, 3, 10)].name == "Hari Raya Idul Fitri"


def test_a_request_reads_the_settings_once_and_nothing_is_kept_after_it(django_assert_num_queries):
    with django_assert_num_queries(2), queries.remembering():
        for _ in range(3):
            queries.current()
            queries.modules_on()
    with django_assert_num_queries(2):
        queries.current()
        queries.current()
