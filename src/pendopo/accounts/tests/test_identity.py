"""Signing in through a national identity (OpenID Connect), against a provider on this machine."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.urls import reverse

from pendopo.accounts import nik
from pendopo.accounts.models import Citizen, User
from pendopo.accounts.tests import factories
from pendopo.accounts.tests.identity_stub import RunningProvider
from pendopo.audit.models import Entry

pytestmark = pytest.mark.django_db
NIK = "3303019999999999"
LOGIN, BACK = ("openid_connect_login", "openid_connect_callback")
SITI = {"sub": "abc-1", "name": "Siti Warga", "email": "siti@contoh.id", "email_verified": True}


@pytest.fixture
def provider(settings):
    with RunningProvider() as running:
        app = {"provider_id": "identitas", "name": "Identitas Contoh", "client_id": "pendopo", "secret": "rahasia"}
        app["settings"] = {"server_url": running.url}
        settings.PENDOPO_OIDC_URL = running.url
        settings.PENDOPO_OIDC_NIK_CLAIM = "nik"
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        running.claims.update(SITI)
        yield running


def leave(client, query=""):
    """Press the button; the query of the address at the provider."""
    answer = client.post(reverse(LOGIN, args=["identitas"]) + query)
    assert answer.status_code == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}


def come_back(client, state, code="kode-benar"):
    return client.get(reverse(BACK, args=["identitas"]), {"state": state, "code": code})


def test_the_button_stands_on_the_page_only_when_an_identity_is_set_up(client, settings):
    assert "Identitas" not in client.get("/masuk/").content.decode()
    assert client.get(reverse(LOGIN, args=["identitas"])).status_code == 404
    with RunningProvider() as running:
        app = {"provider_id": "identitas", "name": "Identitas Contoh", "client_id": "x", "secret": ""}
        app["settings"] = {"server_url": running.url}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        assert "Masuk dengan Identitas Contoh" in client.get("/masuk/").content.decode()


def test_the_person_is_sent_with_a_proof_key_and_only_the_needed_scopes(client, provider):
    asked = leave(client)
    assert (asked["client_id"], asked["response_type"]) == ("pendopo", "code")
    assert sorted(asked["scope"].split()) == ["email", "openid", "profile"]
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"].endswith("/akun/masuk-dengan/identitas/kembali/")


def test_a_first_visit_opens_an_account_with_the_vouched_name(client, provider):
    assert come_back(client, leave(client)["state"])["Location"] == "/"
    person = User.objects.get()
    assert (person.name, person.email, person.has_usable_password()) == ("Siti Warga", "siti@contoh.id", False)
    assert client.session["_auth_user_id"] == str(person.pk)
    assert "code_verifier" in provider.asked[0]


def test_the_second_visit_finds_the_same_account(client, provider):
    come_back(client, leave(client)["state"])
    client.logout()
    come_back(client, leave(client)["state"])
    assert (User.objects.count(), client.session["_auth_user_id"]) == (1, str(User.objects.get().pk))


def test_the_number_goes_encrypted_into_its_place_and_nowhere_else(client, provider):
    provider.claims["nik"] = NIK
    come_back(client, leave(client)["state"])
    citizen = Citizen.objects.get()
    assert nik.decrypt(citizen.nik_cipher) == NIK
    kept = f"{list(SocialAccount.objects.values())} {list(SocialToken.objects.values())} {list(Entry.objects.values())}"
    assert NIK not in kept + str(dict(client.session))
    assert list(SocialAccount.objects.values_list("extra_data", flat=True)) == [
        {"userinfo": {"sub": "abc-1", "name": "Siti Warga"}}
    ]


def test_an_address_that_is_taken_opens_no_second_account_and_enters_no_other(client, provider, resident):
    provider.claims["email"] = resident.email
    answer = come_back(client, leave(client)["state"])
    assert "_auth_user_id" not in client.session
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)
    assert client.get(answer["Location"]).status_code == 200


def test_without_an_address_the_person_is_asked_for_one(client, provider):
    del provider.claims["email"]
    answer = come_back(client, leave(client)["state"])
    page = client.get(answer["Location"])
    assert sorted(page.context["form"].fields) == ["email", "name"]
    client.post(answer["Location"], {"email": "siti@contoh.id", "name": "Siti"})
    assert User.objects.get().email == "siti@contoh.id"


@pytest.mark.parametrize(("state", "code"), [("lain", "kode-benar"), (None, "salah")])
def test_a_false_state_or_code_shows_our_page_and_signs_nobody_in(client, provider, state, code):
    given = leave(client)["state"]
    page = come_back(client, state or given, code)
    assert page.status_code in {401, 403}
    assert "Layanan identitas tidak menjawab dengan benar" in page.content.decode()
    assert ("_auth_user_id" in client.session, User.objects.count()) == (False, 0)


def test_who_breaks_off_comes_back_to_our_page(client, provider):
    state = leave(client)["state"]
    answer = client.get(reverse(BACK, args=["identitas"]), {"state": state, "error": "access_denied"}, follow=True)
    assert "Proses masuk dihentikan" in answer.content.decode()


def test_an_account_is_joined_to_the_identity_and_separated_again(client, provider, resident):
    factories.sign_in(client, resident)
    provider.claims["email"] = "lain@contoh.id"
    come_back(client, leave(client, "?process=connect")["state"])
    joined = SocialAccount.objects.get(user=resident)
    page = client.get(reverse("socialaccount_connections")).content.decode()
    assert "Lepaskan" in page
    client.post(reverse("socialaccount_connections"), {"account": joined.pk})
    assert not SocialAccount.objects.exists()
