"""The pages of the administrator of accounts."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.accounts.models import Appointment, User
from pendopo.accounts.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client, administrator):
    return factories.sign_in(client, administrator)


def test_people_and_units_are_listed_and_searched(admin_client, head, opd, other_opd):
    page = admin_client.get(reverse("accounts:people"), {"cari": "Wahyuni"})
    assert [person.name for person in page.context["page"]] == ["Sri Wahyuni"]
    page = admin_client.get(reverse("organisations:units"), {"cari": "kesehatan"})
    assert [unit.code for unit in page.context["page"]] == ["1.02"]


def test_the_list_of_people_costs_the_same_for_two_and_twenty(admin_client):
    admin_client.get(reverse("accounts:people"))
    counts = []
    for start, stop in ((0, 2), (2, 20)):
        for number in range(start, stop):
            factories.person(f"p{number}@contoh.id", f"Orang {number}")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            admin_client.get(reverse("accounts:people"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def typed(name, day):
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def test_an_appointment_is_made_shown_and_ended(admin_client, resident, opd):
    new = reverse("accounts:new_appointment", args=[resident.pk])
    assert admin_client.get(new).status_code == 200
    first = dt.date(2026, 1, 5)
    values = {"role": "ppk", "unit": opd.pk, "decree_number": "800/7/2026", **typed("from_date", first)}
    asked = admin_client.post(new, values)
    assert (asked.status_code, Appointment.objects.filter(user=resident).count()) == (200, 0)
    assert asked.context["sure"] is not None
    assert "5 Januari 2026" in asked.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert admin_client.post(new, {**values, "sure": "1"}).status_code == 302
    appointment = Appointment.objects.get(user=resident)
    page = admin_client.get(reverse("accounts:person", args=[resident.pk]))
    assert "800/7/2026" in page.content.decode()
    end = reverse("accounts:end_appointment", args=[appointment.pk])
    assert admin_client.get(end).status_code == 200
    assert Appointment.objects.get(user=resident).ended_at is None
    admin_client.post(end)
    assert User.objects.get(pk=resident.pk).holds("ppk", opd) is False


def test_dates_in_the_wrong_order_show_the_form_again(admin_client, resident, opd):
    values = {"role": "ppk", "decree_number": "800/7/2026"}
    values |= typed("from_date", dt.date(2026, 1, 5)) | typed("to_date", dt.date(2026, 1, 1))
    page = admin_client.post(reverse("accounts:new_appointment", args=[resident.pk]), values)
    assert page.status_code == 200
    assert "800/7/2026" in page.content.decode()
    assert not Appointment.objects.filter(user=resident).exists()


def test_an_invitation_leads_to_an_open_account(admin_client, opd, client):
    values = {"email": "baru@contoh.id", "name": "Orang Baru", "role": "ppk", "unit": opd.pk, "decree_number": "1"}
    assert admin_client.post(reverse("accounts:invite"), values).status_code == 302
    assert mail.outbox == []
    factories.deliver_all()
    token = next(line for line in mail.outbox[0].body.splitlines() if "/undangan/" in line).rstrip("/").split("/")[-1]
    client.logout()
    where = reverse("accounts:accept_invitation", args=[token])
    assert client.get(where).status_code == 200
    assert client.post(where, {"password": "pendek"}).status_code == 200
    assert client.post(where, {"password": "kuda hijau makan batu"})["Location"] == "/masuk/"
    assert User.objects.get(email="baru@contoh.id").holds("ppk", opd)
