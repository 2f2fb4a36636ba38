"""Signing in and up, the second step, and the rules for officials."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from pendopo.accounts.middleware import ABSOLUTE, BEGAN, IDLE, SEEN, expired, grace_is_over
from pendopo.accounts.models import User
from pendopo.accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"],
)
def test_the_doors_for_strangers_open_in_our_layout(name, client):
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert page.content.count(b"<h1") == 1
    assert b"data:image" not in page.content
    assert b"style=" not in page.content


def test_an_official_signs_in_with_the_password_and_goes_to_the_workspace(head, client):
    answer = client.post("/masuk/", {"login": head.email, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/workspace/")


def test_a_resident_signs_in_and_goes_home(resident, client):
    answer = client.post("/masuk/", {"login": resident.email, "password": PASSWORD})
    assert answer["Location"] == "/"


def test_a_wrong_password_shows_the_form_again_with_the_address(head, client):
    page = client.post("/masuk/", {"login": head.email, "password": "salah sekali"})
    assert page.status_code == 200
    assert head.email in page.content.decode()
    assert "govuk-error-summary" in page.content.decode()


def test_signing_up_keeps_the_name_and_asks_to_confirm_the_address(client):
    values = {"email": "baru@contoh.id", "name": "Orang Baru", "password1": "kuda hijau makan batu"}
    answer = client.post("/daftar/", values)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert User.objects.get(email="baru@contoh.id").name == "Orang Baru"
    assert len(mail.outbox) == 1


def test_a_short_password_shows_the_sign_up_again_with_what_was_typed(client):
    page = client.post("/daftar/", {"email": "baru@contoh.id", "name": "Orang Baru", "password1": "pendek"})
    assert page.status_code == 200
    assert "Orang Baru" in page.content.decode()
    assert not User.objects.exists()


def signed_in(client, user):
    client.post("/masuk/", {"login": user.email, "password": PASSWORD})
    return client


def test_the_app_is_offered_as_inline_picture_and_as_text(head, client):
    where = reverse("mfa_activate_totp")
    signed_in(client, head).post(f"{reverse('account_reauthenticate')}?next={where}", {"password": PASSWORD})
    page = client.get(where)
    assert page.status_code == 200
    assert "<svg" in page.content.decode()
    assert page.context["form"].spaced_secret in page.content.decode()
    assert "data:image" not in page.content.decode()


def test_the_security_pages_open(head, client):
    signed_in(client, head)
    for name in ("mfa_index", "account_email", "account_change_password", "usersessions_list", "account_logout"):
        assert client.get(reverse(name)).status_code == 200, name


def test_an_official_without_second_step_sees_only_its_page_after_the_grace(head, client, settings):
    settings.PENDOPO_MFA_DUTY = True
    signed_in(client, head)
    assert client.get("/workspace/x/")["Location"] == reverse("mfa_index")
    Authenticator.objects.create(user=head, type="totp", data={})
    assert client.get("/workspace/x/").status_code == 404


def test_the_grace_counts_from_the_first_right_and_not_before_the_account(head):
    head.created_at = dt.datetime(2026, 11, 10, 5, tzinfo=dt.UTC)
    assert [grace_is_over(head, dt.date(2026, 11, day)) for day in (24, 25)] == [False, True]


def test_a_resident_has_no_duty(resident):
    assert grace_is_over(resident, dt.date(2030, 1, 1)) is False


def test_a_session_ends_after_half_an_hour_idle_and_after_twelve_hours():
    session = {BEGAN: 0.0, SEEN: float(ABSOLUTE - 10)}
    assert [expired(session, float(now)) for now in (ABSOLUTE - 1, ABSOLUTE + 1)] == [False, True]
    assert [expired({BEGAN: 0.0, SEEN: 0.0}, float(now)) for now in (IDLE, IDLE + 1)] == [False, True]


def test_an_idle_official_is_signed_out(head, client):
    client.force_login(head)
    session = client.session
    session[BEGAN] = session[SEEN] = 1.0
    session.save()
    answer = client.get("/workspace/x/")
    assert (answer.status_code, answer["Location"]) == (302, "/masuk/?next=/workspace/x/")
    assert "_auth_user_id" not in client.session
