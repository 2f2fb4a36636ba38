"""Rights come from appointments: dates, units above, delegation, ending."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from pendopo.accounts import services
from pendopo.accounts.models import Appointment, Delegation, User
from pendopo.accounts.tests import factories
from pendopo.audit.models import Entry
from pendopo.notices.models import Notice

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


def last_day(appointment, day, actor):
    return services.change_last_day(
        appointment_id=appointment.pk, to_date=day, decree_number="800/9/2026", actor=actor, now=NOW
    )


def test_an_appointment_is_extended_and_shortened_by_a_decree(head, opd, administrator):
    appointment = Appointment.objects.get(user=head, role="pa")
    last_day(appointment, TODAY, administrator)
    assert [fresh(head).holds("pa", opd, day) for day in (TODAY, TOMORROW)] == [True, False]
    last_day(appointment, TOMORROW, administrator)
    assert fresh(head).holds("pa", opd, TOMORROW)
    entry = Entry.objects.order_by("pk").last()
    assert entry.event == "accounts.appointment.last_day_changed"
    assert entry.data == {"before": "2026-11-24", "after": "2026-11-25", "decree": "800/9/2026"}


def test_a_last_day_in_the_past_is_refused(head, administrator):
    appointment = Appointment.objects.get(user=head, role="pa")
    with pytest.raises(services.DatesRefused):
        last_day(appointment, YESTERDAY, administrator)
    assert (Appointment.objects.get(pk=appointment.pk).to_date, Entry.objects.count()) == (None, 0)


def test_an_extension_into_the_next_appointment_is_refused(head, opd, administrator):
    appointment = Appointment.objects.get(user=head, role="pa")
    last_day(appointment, TODAY, administrator)
    services.appoint(actor=administrator, now=NOW, role="pa", unit_id=opd.pk, user_id=head.pk, from_date=TOMORROW)
    with pytest.raises(services.AlreadyAppointed):
        last_day(appointment, None, administrator)
    assert Appointment.objects.get(pk=appointment.pk).to_date == TODAY


def test_who_is_no_administrator_changes_no_last_day(head):
    appointment = Appointment.objects.get(user=head, role="pa")
    with pytest.raises(PermissionDenied):
        last_day(appointment, TOMORROW, head)
    assert (Appointment.objects.get(pk=appointment.pk).to_date, Entry.objects.count()) == (None, 0)


def test_the_database_itself_refuses_overlapping_appointments(head, opd):
    with pytest.raises(IntegrityError, match="appointment_overlap"):
        Appointment.objects.create(user=head, holder_name="Sri", role="pa", unit=opd, from_date=TODAY)


def test_the_day_after_the_last_one_does_not_overlap(resident, opd):
    values = {"user": resident, "holder_name": "Siti", "role": "ppk", "unit": opd}
    Appointment.objects.create(from_date=YESTERDAY, to_date=TODAY, **values)
    Appointment.objects.create(from_date=TOMORROW, **values)
    with pytest.raises(IntegrityError, match="appointment_overlap"):
        Appointment.objects.create(from_date=TODAY, to_date=TODAY, **values)


def delegated(head, staff, actor):
    appointment = Appointment.objects.get(user=head, role="pa")
    return services.delegate(
        appointment_id=appointment.pk, to_user_id=staff.pk, from_date=TODAY, to_date=TOMORROW, actor=actor, now=NOW
    )


def test_a_delegation_is_told_to_the_other_person_and_taken_back_at_once(head, staff, opd):
    delegation = delegated(head, staff, head)
    assert [notice.recipient_id for notice in Notice.objects.filter(channel="INBOX")] == [staff.pk]
    services.end_delegation(delegation_id=delegation.pk, actor=head, now=NOW)
    assert fresh(staff).holds("pa", opd, TODAY) is False
    with pytest.raises(services.AlreadyEnded):
        services.end_delegation(delegation_id=delegation.pk, actor=head, now=NOW)


def test_the_receiver_cannot_end_a_delegation(head, staff):
    delegation = delegated(head, staff, head)
    with pytest.raises(PermissionDenied):
        services.end_delegation(delegation_id=delegation.pk, actor=staff, now=NOW)
    delegation.refresh_from_db()
    assert delegation.ended_at is None


def test_a_role_is_not_delegated_to_oneself(head):
    with pytest.raises(services.ReceiverRefused):
        delegated(head, head, head)
    assert (Delegation.objects.count(), Entry.objects.count()) == (0, 0)


def test_when_the_holder_leaves_the_delegation_ends_too(head, staff, opd, administrator):
    delegated(head, staff, head)
    services.deactivate(user_id=head.pk, actor=administrator, now=NOW)
    assert fresh(staff).holds("pa", opd, TODAY) is False
    assert Delegation.objects.get().ended_at == NOW
