"""A phone number signs up and in; it counts once its code came back, and stands in no log and no address."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError
from django.urls import reverse

from pendopo.accounts import services
from pendopo.accounts.models import User
from pendopo.accounts.tests import factories
from pendopo.audit.models import Entry
from pendopo.config.settings.signin import phone_settings
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.display.phones import e164
from pendopo.notices.channels import CARRIERS, Message, NotDelivered
from pendopo.notices.models import Notice

pytestmark = pytest.mark.django_db
NUMBER = "+6281234567890"
NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
TYPED = {"name": "Siti Warga", "phone": "0812-3456 7890", "password1": factories.PASSWORD}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0812 3456 7890", NUMBER),
        ("+62 812-3456-7890", NUMBER),
        ("6281234567890", NUMBER),
        ("(0812) 3456.7890", NUMBER),
        ("+14155550123", "+14155550123"),
        ("12", None),
        ("0812x", None),
        ("siti@contoh.id", None),
    ],
)
def test_a_number_is_read_as_people_write_it(typed, kept):
    assert e164(typed) == kept


def code():
    """The code of the last text message."""
    factories.deliver_all()
    return re.search(r"Kode Anda (\S+)\.", mail.outbox[-1].body)[1]


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), {**TYPED, **changes})


def test_a_resident_opens_an_account_with_a_number_alone(client):
    assert sign_up(client)["Location"] == reverse("account_verify_phone")
    waiting = User.objects.get()
    assert (waiting.email, waiting.phone, waiting.phone_verified_at) == (None, NUMBER, None)
    assert "_auth_user_id" not in client.session
    answer = client.post(reverse("account_verify_phone"), {"code": code()})
    assert (answer["Location"], User.objects.get().phone_verified_at is None) == ("/", False)
    assert "_auth_user_id" in client.session
    assert mail.outbox[-1].to == ["6281234567890@sms.localhost"]


@pytest.mark.parametrize("written", ["081234567890", "+62 812 3456 7890", "62812-3456-7890"])
def test_one_signs_in_with_the_number_in_any_form(client, resident, written):
    User.objects.filter(pk=resident.pk).update(phone=NUMBER, phone_verified_at=NOW)
    answer = client.post("/masuk/", {"login": written, "password": factories.PASSWORD})
    assert answer["Location"] == "/"


def test_a_wrong_code_opens_nothing(client):
    sign_up(client)
    page = client.post(reverse("account_verify_phone"), {"code": "salah"})
    assert "Kode ini tidak cocok" in page.content.decode()
    assert User.objects.get().phone_verified_at is None


def test_neither_address_nor_number_is_refused_at_the_field(client):
    page = sign_up(client, phone="")
    assert page.context["form"].errors["email"] == ["Tulis alamat e-mail atau nomor telepon."]
    assert not User.objects.exists()


def test_a_number_that_somebody_only_typed_can_still_be_taken_by_its_owner(client):
    sign_up(client, name="Bukan Pemilik")
    client.logout()
    assert sign_up(client).status_code == 429
    User.objects.filter(name="Siti Warga").delete()
    cache.clear()
    sign_up(client)
    client.post(reverse("account_verify_phone"), {"code": code()})
    assert User.objects.get(phone=NUMBER).name == "Siti Warga"
    assert User.objects.get(name="Bukan Pemilik").phone == ""


def test_a_known_number_is_not_told_to_the_page_but_to_its_owner(client, resident):
    User.objects.filter(pk=resident.pk).update(phone=NUMBER, phone_verified_at=NOW)
    assert sign_up(client)["Location"] == reverse("account_verify_phone")
    factories.deliver_all()
    assert "sudah punya akun" in mail.outbox[-1].body
    assert User.objects.count() == 1


def test_a_proven_number_belongs_to_one_account(resident, staff):
    services.verify_phone(user_id=resident.pk, phone=NUMBER, actor=resident, now=NOW)
    with pytest.raises(services.PhoneTaken):
        services.verify_phone(user_id=staff.pk, phone=NUMBER, actor=staff, now=NOW)
    with pytest.raises(IntegrityError):
        User.objects.filter(pk=staff.pk).update(phone=NUMBER, phone_verified_at=NOW)


def test_one_signs_in_with_a_code_and_without_the_password(client, resident):
    User.objects.filter(pk=resident.pk).update(phone=NUMBER, phone_verified_at=NOW)
    client.post(reverse("account_request_login_code"), {"phone": "0812 3456 7890"})
    client.post(reverse("account_confirm_login_code"), {"code": code()})
    assert client.session["_auth_user_id"] == str(resident.pk)


def test_a_signed_in_person_changes_the_number(client, resident):
    factories.sign_in(client, resident)
    client.post(reverse("account_change_phone"), {"phone": "0812 3456 7890"})
    assert User.objects.get(pk=resident.pk).phone == ""
    client.post(reverse("account_verify_phone"), {"code": code()})
    assert User.objects.get(pk=resident.pk).phone == NUMBER


def test_number_and_code_leave_no_trace_in_log_outbox_or_addresses(client, caplog):
    answer = sign_up(client)
    sent = code()
    client.post(reverse("account_verify_phone"), {"code": sent})
    assert "812" not in answer["Location"]
    kept = f"{list(Entry.objects.values())} {list(Notice.objects.values())} {caplog.text}"
    assert [text for text in (NUMBER, "0812", sent) if text in kept] == []


def test_without_a_gateway_phones_are_nowhere(client, resident, settings):
    settings.PENDOPO_SMS_URL = ""
    for name, value in phone_settings("").items():
        setattr(settings, name, value)
    assert "phone" not in client.get(reverse("account_signup")).context["form"].fields
    login = client.get(reverse("account_login")).content.decode()
    assert ("telepon" in login, "SMS" in login) == (False, False)
    assert client.get(reverse("account_request_login_code")).status_code == 404
    factories.sign_in(client, resident)
    assert client.get(reverse("account_change_phone")).status_code == 404
    assert "Nomor telepon" not in client.get(reverse("accounts:account")).content.decode()


def test_the_gateway_gets_the_number_in_its_address(settings, monkeypatch):
    settings.PENDOPO_SMS_URL = "json://gerbang.example/?to={phone}"
    seen = []
    monkeypatch.setattr("apprise.Apprise.add", lambda self, url: seen.append(url))
    monkeypatch.setattr("apprise.Apprise.notify", lambda self, **values: seen.append(values) or True)
    CARRIERS["SMS"].send(Message(NUMBER, "Kode", "Kode Anda 1"))
    assert seen == ["json://gerbang.example/?to=6281234567890", {"title": "", "body": "Kode Anda 1"}]
    monkeypatch.setattr("apprise.Apprise.notify", lambda self, **values: False)
    with pytest.raises(NotDelivered):
        CARRIERS["SMS"].send(Message(NUMBER, "Kode", "Kode Anda 1"))


def test_a_person_without_address_gets_notices_in_the_inbox_only():
    from pendopo.notices.services import notify

    person = User.objects.create_user(None, name="Siti", phone=NUMBER, phone_verified_at=NOW, created_at=NOW)
    notify(actor=ANONYMOUS, event="a.b.c", recipients=[person], subject="Kabar", context={}, now=NOW)
    assert list(Notice.objects.values_list("channel", flat=True)) == ["INBOX"]
