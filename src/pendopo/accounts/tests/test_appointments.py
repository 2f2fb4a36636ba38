"""Rights come from appointments: dates, units above, delegation, ending."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts import services
from pendopo.accounts.models import Appointment, User
from pendopo.accounts.tests import factories
from pendopo.audit.models import Entry

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 24)
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_a_right_for_a_unit_reaches_the_units_below_and_no_other(head, opd, other_opd):
    child = factories.unit("1.03.01", "UPTD Jalan", parent=opd, kind="UPTD")
    assert [head.holds("pa", where, TODAY) for where in (opd, child, other_opd, None)] == [True, True, False, True]
    assert head.holds("ppk", opd, TODAY) is False


def test_a_right_for_the_regency_reaches_every_unit(auditor, opd):
    assert auditor.holds("apip", opd, TODAY)


def test_all_questions_of_one_request_cost_one_query(head, opd, django_assert_num_queries):
    user = fresh(head)
    with django_assert_num_queries(1):
        assert [user.holds(role, opd, TODAY) for role in ("pa", "ppk", "head")] == [True, False, True]


def test_an_appointment_holds_on_its_first_and_last_day_and_not_outside(resident, opd, administrator):
    services.appoint(
        actor=administrator, now=NOW, role="ppk", unit_id=opd.pk, user_id=resident.pk, from_date=TODAY, to_date=TODAY
    )
    user = fresh(resident)
    assert [user.holds("ppk", opd, day) for day in (YESTERDAY, TODAY, TOMORROW)] == [False, True, False]


def test_appointing_twice_for_the_same_time_is_refused(head, opd, administrator):
    with pytest.raises(services.AlreadyAppointed):
        services.appoint(actor=administrator, now=NOW, role="pa", unit_id=opd.pk, user_id=head.pk, from_date=TODAY)


def test_dates_in_the_wrong_order_are_refused(head, administrator):
    with pytest.raises(services.DatesRefused):
        services.appoint(actor=administrator, now=NOW, role="ppk", user_id=head.pk, from_date=TODAY, to_date=YESTERDAY)


@pytest.mark.parametrize("who", ["stranger", "resident", "staff", "head", "auditor"])
def test_who_is_not_an_administrator_is_refused_and_nothing_moves(who, request, other_opd, head):
    actor = request.getfixturevalue(who)
    before = Appointment.objects.count()
    with pytest.raises(PermissionDenied):
        services.appoint(actor=actor, now=NOW, role="ppk", unit_id=other_opd.pk, user_id=head.pk, from_date=TODAY)
    assert (Appointment.objects.count(), Entry.objects.count()) == (before, 0)


def test_an_administrator_of_one_unit_cannot_appoint_for_the_regency(resident, opd, other_opd):
    admin = factories.person("admin.dpupr@contoh.id", "Admin", roles=["admin"], unit=opd)
    services.appoint(actor=admin, now=NOW, role="ppk", unit_id=opd.pk, user_id=resident.pk, from_date=TODAY)
    for where in (None, other_opd.pk):
        with pytest.raises(PermissionDenied):
            services.appoint(actor=admin, now=NOW, role="ppk", unit_id=where, user_id=resident.pk, from_date=TODAY)


def test_ending_takes_the_right_away_on_that_very_day(head, opd, administrator):
    appointment = Appointment.objects.get(user=head, role="pa")
    services.end_appointment(appointment_id=appointment.pk, actor=administrator, now=NOW)
    user = fresh(head)
    assert [user.holds("pa", opd, day) for day in (YESTERDAY, TODAY)] == [True, False]
    assert [entry.event for entry in Entry.objects.all()] == ["accounts.appointment.ended"]
    with pytest.raises(services.AlreadyEnded):
        services.end_appointment(appointment_id=appointment.pk, actor=administrator, now=NOW)


def test_a_stranger_cannot_end_an_appointment(head, stranger):
    appointment = Appointment.objects.get(user=head, role="pa")
    with pytest.raises(PermissionDenied):
        services.end_appointment(appointment_id=appointment.pk, actor=stranger, now=NOW)
    appointment.refresh_from_db()
    assert (appointment.ended_at, Entry.objects.count()) == (None, 0)


def test_a_delegation_gives_the_role_while_the_holder_is_away_and_no_longer(head, staff, opd):
    appointment = Appointment.objects.get(user=head, role="pa")
    services.delegate(
        appointment_id=appointment.pk, to_user_id=staff.pk, from_date=TODAY, to_date=TODAY, actor=head, now=NOW
    )
    user = fresh(staff)
    assert [user.holds("pa", opd, day) for day in (YESTERDAY, TODAY, TOMORROW)] == [False, True, False]
    assert fresh(head).holds("pa", opd, TODAY)


def test_what_is_not_ones_own_cannot_be_delegated(head, staff, other_official):
    appointment = Appointment.objects.get(user=head, role="pa")
    with pytest.raises(PermissionDenied):
        services.delegate(
            appointment_id=appointment.pk,
            to_user_id=other_official.pk,
            from_date=TODAY,
            to_date=TODAY,
            actor=staff,
            now=NOW,
        )
    assert Entry.objects.count() == 0
