"""Acts that change rights ask once more who sits there: the second step, at most ten minutes ago."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from pendopo.accounts.models import Appointment, Citizen, Delegation, User
from pendopo.accounts.tests import factories
from pendopo.audit.models import Entry

pytestmark = pytest.mark.django_db
NIK = "3303019999999999"


def with_second_step(user):
    TOTP.activate(user, generate_totp_secret())
    return RecoveryCodes.activate(user)


@pytest.fixture
def doors(administrator, head, staff):
    """The addresses that ask, each with the person who may."""
    appointment = Appointment.objects.get(user=head, role="pa")
    delegation = Delegation.objects.create(
        appointment=appointment, to_user=staff, from_date=factories.FIRST_DAY, to_date=factories.FIRST_DAY
    )
    return {
        reverse("accounts:new_appointment", args=[staff.pk]): administrator,
        reverse("accounts:change_last_day", args=[appointment.pk]): administrator,
        reverse("accounts:end_appointment", args=[appointment.pk]): administrator,
        reverse("accounts:deactivate", args=[staff.pk]): administrator,
        reverse("accounts:invite"): administrator,
        reverse("accounts:delegate", args=[appointment.pk]): head,
        reverse("accounts:end_delegation", args=[delegation.pk]): head,
        reverse("accounts:nik"): head,
    }


def test_the_password_of_a_moment_ago_is_enough_only_without_a_second_step(client, doors):
    for where, person in doors.items():
        assert factories.sign_in(client, person, "password").get(where).status_code == 200, where
    for person in set(doors.values()):
        with_second_step(person)
    for where, person in doors.items():
        answer = factories.sign_in(client, person, "password").get(where)
        assert answer["Location"].startswith(reverse("mfa_reauthenticate")), where
        assert factories.sign_in(client, person, "mfa").get(where).status_code == 200, where


def test_after_ten_minutes_it_is_asked_again(client, doors):
    for where, person in doors.items():
        assert factories.sign_in(client, person, minutes_ago=9).get(where).status_code == 200
        assert factories.sign_in(client, person, minutes_ago=11).get(where).status_code == 302


def test_what_was_sent_too_late_changes_nothing_and_goes_on_after_the_second_step(client, administrator, staff):
    codes = with_second_step(administrator)
    where = reverse("accounts:deactivate", args=[staff.pk])
    answer = factories.sign_in(client, administrator, "mfa", minutes_ago=11).post(where)
    assert User.objects.get(pk=staff.pk).is_active
    client.post(answer["Location"], {"code": codes.get_unused_codes()[0]})
    assert not User.objects.get(pk=staff.pk).is_active


def test_a_number_sent_too_late_is_not_kept_in_the_session(client, resident):
    factories.sign_in(client, resident, minutes_ago=11).post(reverse("accounts:nik"), {"nik": NIK})
    assert NIK not in str(dict(client.session))
    assert not Citizen.objects.exists()


def test_who_may_not_act_is_refused_before_being_asked(client, staff, head):
    factories.sign_in(client, staff, minutes_ago=11)
    for name, pk in (("deactivate", head.pk), ("new_appointment", head.pk), ("end_appointment", 1)):
        assert client.get(reverse(f"accounts:{name}", args=[pk])).status_code == 403
    assert not Entry.objects.exists()
