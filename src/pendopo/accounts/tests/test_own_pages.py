"""One's own account: the number (NIK), delegation, closing an account by its pages."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from pendopo.accounts.models import Appointment, Citizen, Delegation, User
from pendopo.accounts.tests import factories
from pendopo.audit.models import Entry
from pendopo.kernel import clock

pytestmark = pytest.mark.django_db
NIK = "3303019999999999"


def typed(name, day):
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def test_the_number_is_typed_with_spaces_and_shown_masked(client, resident):
    where = reverse("accounts:nik")
    page = factories.sign_in(client, resident).get(where).content.decode()
    assert 'inputmode="numeric"' in page
    assert "Untuk apa" in page
    assert client.post(where, {"nik": "3303 0199 9999 9999"})["Location"] == reverse("accounts:account")
    account = client.get(reverse("accounts:account")).content.decode()
    assert "•••• •••• •••• 9999" in account
    assert NIK not in account + client.get(where).content.decode()
    assert Citizen.objects.get().user == resident


@pytest.mark.parametrize("number", ["123", "33030199999999ab", ""])
def test_a_number_of_another_shape_is_refused_at_the_field(client, resident, number):
    page = factories.sign_in(client, resident).post(reverse("accounts:nik"), {"nik": number})
    assert list(page.context["form"].errors) == ["nik"]
    assert (Citizen.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_number_of_another_account_is_refused_without_saying_whose(client, resident, staff):
    factories.sign_in(client, staff).post(reverse("accounts:nik"), {"nik": NIK})
    page = factories.sign_in(client, resident).post(reverse("accounts:nik"), {"nik": NIK})
    assert "tidak dapat disimpan" in page.content.decode()
    assert Citizen.objects.count() == 1


def test_a_role_is_delegated_confirmed_and_taken_back(client, head, staff, opd):
    today = clock.today()
    appointment = Appointment.objects.get(user=head, role="pa")
    where = reverse("accounts:delegate", args=[appointment.pk])
    values = {"email": staff.email, **typed("from_date", today), **typed("to_date", today + dt.timedelta(days=3))}
    asked = factories.sign_in(client, head).post(where, values)
    assert ("Budi Santoso" in asked.content.decode(), Delegation.objects.count()) == (True, 0)
    assert client.post(where, {**values, "sure": "1"})["Location"] == reverse("accounts:my_appointments")
    assert User.objects.get(pk=staff.pk).holds("pa", opd)
    mine = client.get(reverse("accounts:my_appointments")).content.decode()
    back = reverse("accounts:end_delegation", args=[Delegation.objects.get().pk])
    assert back in mine
    client.post(back)
    assert not User.objects.get(pk=staff.pk).holds("pa", opd)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "tidak.ada@contoh.id"}, "email"),
        ({"to_date_year": "2019"}, "to_date"),
        ({"from_date_day": "32"}, "from_date"),
        ({"email": "kepala@contoh.id"}, "email"),
    ],
)
def test_what_is_wrong_with_a_delegation_stands_at_its_field(client, head, staff, changes, field):
    where = reverse("accounts:delegate", args=[Appointment.objects.get(user=head, role="pa").pk])
    values = {"email": staff.email, **typed("from_date", clock.today()), **typed("to_date", clock.today())}
    page = factories.sign_in(client, head).post(where, {**values, **changes, "sure": "1"})
    assert list(page.context["form"].errors) == [field]
    assert not Delegation.objects.exists()


def test_the_appointment_of_another_is_not_found(client, staff, head):
    where = reverse("accounts:delegate", args=[Appointment.objects.get(user=head, role="pa").pk])
    assert factories.sign_in(client, staff).get(where).status_code == 404


def test_closing_an_account_asks_and_then_ends_its_sessions(client, administrator, head):
    factories.sign_in(client, head).get(reverse("accounts:account"))
    theirs = client.session.session_key
    where = reverse("accounts:deactivate", args=[head.pk])
    client.cookies.clear()
    page = factories.sign_in(client, administrator).get(where).content.decode()
    assert "Pengguna anggaran" in page
    assert User.objects.get(pk=head.pk).is_active
    client.post(where)
    assert not User.objects.get(pk=head.pk).is_active
    assert not Session.objects.filter(session_key=theirs).exists()
    assert client.get(where).status_code == 404


def test_the_last_day_is_changed_by_its_page(client, administrator, head):
    appointment = Appointment.objects.get(user=head, role="pa")
    where = reverse("accounts:change_last_day", args=[appointment.pk])
    later = clock.today() + dt.timedelta(days=30)
    page = factories.sign_in(client, administrator).post(where, {**typed("to_date", later)})
    assert list(page.context["form"].errors) == ["decree_number"]
    client.post(where, {**typed("to_date", later), "decree_number": "800/1"})
    assert Appointment.objects.get(pk=appointment.pk).to_date == later
    page = client.post(where, {**typed("to_date", dt.date(2021, 1, 1)), "decree_number": "800/2"})
    assert list(page.context["form"].errors) == ["to_date"]


def test_lists_cost_the_same_for_two_and_for_twenty(client, head, staff, django_assert_max_num_queries):
    appointment = Appointment.objects.get(user=head, role="pa")
    factories.sign_in(client, head)
    counts = []
    for many in (2, 18):
        for number in range(many):
            day = dt.date(2030, 1, 1) + dt.timedelta(days=number + 100 * many)
            Delegation.objects.create(appointment=appointment, to_user=staff, from_date=day, to_date=day)
        client.get(reverse("accounts:my_appointments"))
        with django_assert_max_num_queries(40) as asked:
            client.get(reverse("accounts:my_appointments"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
