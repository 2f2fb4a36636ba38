"""What every answer promises to the browser, and what sessions, passwords and forms promise to people."""

import pytest
from django.conf import settings
from django.test import Client

from pendopo.accounts.tests import factories

pytestmark = pytest.mark.django_db
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
POLICY = ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]


@pytest.mark.parametrize("path", ["/", "/masuk/", "/anggaran/", "/api/v1/regions/kecamatan", "/tidak-ada/"])
def test_every_answer_carries_the_protecting_headers(client, world, path):
    answer = client.get(path)
    assert {name: answer.get(name) for name in HEADERS} == HEADERS
    assert [rule for rule in POLICY if rule not in answer["Content-Security-Policy"]] == []
    assert "Access-Control-Allow-Origin" not in answer
    assert "charset=utf-8" in answer["Content-Type"]


@pytest.mark.parametrize("path", ["/.git/config", "/.env", "/static/../pyproject.toml", "/src/", "/static/"])
def test_nothing_of_the_source_and_no_listing_is_served(client, world, path):
    assert client.get(path).status_code in {400, 404}


def test_pages_of_one_person_are_kept_by_no_browser(client, world, staff):
    client.force_login(staff)
    kept = [client.get(path)["Cache-Control"] for path in ("/workspace/", "/workspace/kotak-masuk/", "/akun/sesi/")]
    assert ["no-store" in words for words in kept] == [True] * 3


def test_a_form_without_its_token_is_refused(world, staff):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff)
    assert client.post("/workspace/kotak-masuk/terbaca/").status_code == 403
    assert client.post("/masuk/", {"login": "a@contoh.id", "password": "x"}).status_code == 403


def sign_in(client: Client, password: str) -> int:
    return client.post("/masuk/", {"login": "kata@contoh.id", "password": password}).status_code


def test_a_session_is_new_at_sign_in_and_worthless_after_sign_out(client, world):
    factories.person("kata@contoh.id", "Kata")
    client.get("/masuk/")
    session = client.session
    session["before"] = "x"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    assert sign_in(client, factories.PASSWORD) == 302
    during = client.cookies["sessionid"].value
    assert (during != before, len(during) >= 32) == (True, True)
    client.post("/keluar/")
    client.cookies["sessionid"] = during
    assert client.get("/workspace/").status_code == 302


def test_a_password_is_compared_exactly_as_typed(client, world):
    person = factories.person("kata@contoh.id", "Kata")
    long = "sebuah kalimat yang sangat panjang, lebih dari enam puluh empat huruf, dengan spasi  ganda"
    person.set_password(long)
    person.save()
    wrong = [long[:64], long.upper(), long + "x", long.replace("  ", " ")]
    assert [sign_in(client, word) for word in wrong] == [200] * 4
    assert sign_in(client, long) == 302


def test_the_production_profile_sets_strict_cookies():
    from pendopo.config.settings import production

    assert (production.SESSION_COOKIE_NAME, production.CSRF_COOKIE_NAME) == ("__Host-sessionid", "__Host-csrftoken")
    assert production.SESSION_COOKIE_SECURE
    assert production.CSRF_COOKIE_SECURE
    assert production.SECURE_SSL_REDIRECT
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")


def test_a_short_or_common_password_is_refused_and_no_mix_is_forced():
    from django.contrib.auth.password_validation import get_default_password_validators

    names = {type(one).__name__: vars(one).get("min_length") for one in get_default_password_validators()}
    assert names["MinimumLengthValidator"] == 12
    assert "CommonPasswordValidator" in names
    assert "NumericPasswordValidator" not in names
