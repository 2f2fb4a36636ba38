"""Officials must have a second step after the grace of the dated rule; until then they are reminded."""

import datetime as dt
import importlib

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from pendopo.accounts import queries
from pendopo.accounts.models import AccountRule, Delegation, User
from pendopo.accounts.tests import factories
from pendopo.kernel import clock

pytestmark = pytest.mark.django_db
OPENED = dt.datetime(2026, 11, 10, 5, tzinfo=dt.UTC)


@pytest.fixture
def late(head, settings):
    """An official whose grace is long over."""
    settings.PENDOPO_MFA_DUTY = True
    return head


@pytest.fixture
def rule():
    AccountRule.objects.all().delete()
    values = {"code": "mfa_grace_days", "source": "uji", "certainty": "TO_CONFIRM"}
    AccountRule.objects.create(value=14, valid_from=dt.date(2020, 1, 1), valid_to=dt.date(2026, 11, 30), **values)
    AccountRule.objects.create(value=3, valid_from=dt.date(2026, 12, 1), **values)


@pytest.mark.parametrize(
    ("on", "days"), [(dt.date(2026, 11, 30), 14), (dt.date(2026, 12, 1), 3), (dt.date(2019, 1, 1), 14)]
)
def test_the_rule_in_force_on_the_day_decides(rule, on, days):
    assert queries.mfa_grace(on) == dt.timedelta(days=days)


def test_the_shipped_rule_says_fourteen_days():
    text = (importlib.resources.files("pendopo.accounts") / "rules.csv").read_text(encoding="utf-8")
    assert "mfa_grace_days,14,2020-01-01,," in text


def test_a_number_in_the_settings_is_stronger_than_the_rule(rule, settings):
    settings.PENDOPO_MFA_GRACE_DAYS = 3650
    assert queries.mfa_grace(dt.date(2026, 12, 1)) == dt.timedelta(days=3650)


def test_the_day_counts_from_the_later_of_account_and_first_right(rule, head, resident):
    head.created_at = OPENED
    assert queries.mfa_due_date(head, dt.date(2026, 11, 24)) == dt.date(2026, 11, 24)
    assert queries.mfa_due_date(resident, dt.date(2026, 11, 24)) is None


def test_who_holds_a_role_for_another_has_the_duty_too(rule, head, resident):
    appointment = queries.appointments_visible_to(head).first()
    today = dt.date(2026, 11, 24)
    Delegation.objects.create(appointment=appointment, to_user=resident, from_date=today, to_date=today)
    assert queries.mfa_due_date(User.objects.get(pk=resident.pk), today) == dt.date(2026, 12, 8)


def test_past_the_grace_the_workspace_leads_to_the_page_that_explains(client, late):
    factories.sign_in(client, late)
    answer = client.get(reverse("accounts:my_appointments"))
    assert answer["Location"] == reverse("mfa_index")
    assert "Masa tenggang Anda sudah lewat" in client.get(answer["Location"]).content.decode()


def test_past_the_grace_nothing_is_sent_anywhere_but_to_the_own_account(client, late):
    factories.sign_in(client, late)
    answer = client.post(reverse("notices:read_all"))
    assert answer["Location"] == reverse("mfa_index")
    answer = client.post("/cari/")
    assert answer["Location"] == reverse("mfa_index")
    assert client.post(reverse("account_email"), {"action_send": "", "email": late.email}).status_code == 302


def test_with_the_second_step_the_workspace_opens_again(client, late):
    Authenticator.objects.create(user=late, type="totp", data={})
    assert factories.sign_in(client, late, "mfa").get(reverse("accounts:my_appointments")).status_code == 200


def test_within_the_grace_the_page_names_the_last_day(client, late):
    User.objects.filter(pk=late.pk).update(created_at=clock.now())
    factories.sign_in(client, late)
    assert client.get(reverse("accounts:my_appointments")).status_code == 200
    assert "Nyalakan paling lambat" in client.get(reverse("mfa_index")).content.decode()


def test_a_resident_sees_no_duty(client, resident, settings):
    settings.PENDOPO_MFA_DUTY = True
    page = factories.sign_in(client, resident).get(reverse("mfa_index")).content.decode()
    assert "Nyalakan paling lambat" not in page


def test_demo_officials_stay_within_the_grace_and_production_keeps_the_rule():
    source = importlib.resources.files("pendopo.config.settings")
    assert "PENDOPO_MFA_GRACE_DAYS = 3650" in (source / "local.py").read_text(encoding="utf-8")
    assert "PENDOPO_MFA_" not in (source / "production.py").read_text(encoding="utf-8")
