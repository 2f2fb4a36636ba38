"""Canaries: personal data and secrets that are sown, then looked for everywhere else. Zero hits."""

import datetime as dt
import pickle

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection

from pendopo.accounts import services
from pendopo.accounts.tests import factories
from pendopo.files.models import Document
from pendopo.kernel.access import ANONYMOUS
from tests.security.crawl import walk

MORNING = dt.datetime(2026, 11, 24, 1, 5, tzinfo=dt.UTC)
NIK, PHONE, EMAIL, NAME = "3303019999999999", "+6281299988877", "kenari@rahasia.example", "Kenari Rahasia"
WRONG = "sandi kenari yang salah"
LABEL = "Surat kenari yang tertutup"
PERSONAL = [NIK, PHONE, PHONE.removeprefix("+62"), "0812-9998-8877", EMAIL, "kenari%40rahasia", NAME, LABEL]
# The tables whose purpose is to hold the value; the number is nowhere in plain.
AT_HOME = {
    PHONE: {"accounts_user", "notices_notice"},
    EMAIL: {"accounts_user", "account_emailaddress", "notices_notice"},
}


@pytest.fixture
def canary(db):
    """A resident whose data must stay with her: signed up, proven, with a private document."""
    person = factories.person(EMAIL, NAME)
    services.register_nik(user_id=person.pk, nik=NIK, actor=person, now=MORNING)
    services.verify_phone(user_id=person.pk, phone=PHONE, actor=ANONYMOUS, now=MORNING)
    services.send_code(phone=PHONE, code="123456", actor=ANONYMOUS, now=MORNING)
    Document.objects.create(
        code="KENARI1", sha256="0" * 64, size=1, kind="PDF", media_type="application/pdf", file_name="x",
        label=LABEL, owner_pk=str(person.pk), public=False, scanner="NONE", created_at=MORNING,
    )  # fmt: skip
    return person


def sign_in_once_wrong_and_once_right(client) -> None:
    """What somebody typed, too, is kept out of logs and cache."""
    answers = [client.post("/masuk/", {"login": EMAIL, "password": word}) for word in (WRONG, factories.PASSWORD)]
    assert [answer.status_code for answer in answers] == [200, 302]
    client.get("/cari/", {"q": "tidak ada"})
    client.logout()


def kept_in_cache() -> str:
    """Keys and values of the cache as text."""
    values = [pickle.loads(value) for value in getattr(cache, "_cache", {}).values()]
    return repr(list(getattr(cache, "_cache", {}))) + repr(values)


def hits(text: str, words: list[str]) -> list[str]:
    return [word for word in words if word in text]


@pytest.mark.django_db
@pytest.mark.usefixtures("canary")
@pytest.mark.parametrize("role", [None, "resident"])
def test_nothing_personal_of_somebody_else_is_anywhere(request, client, standing_budget, caplog, role):
    caplog.set_level("INFO")
    sign_in_once_wrong_and_once_right(client)
    if role:
        client.force_login(request.getfixturevalue(role))
    pages = dict(walk(client, standing_budget)) | {"/d/": client.get("/d/KENARI1/").content.decode()}
    assert len(pages) > 80
    assert {path: hits(text, PERSONAL) for path, text in pages.items() if hits(text, PERSONAL)} == {}
    assert hits(caplog.text, [*PERSONAL, factories.PASSWORD, WRONG]) == []
    assert hits(kept_in_cache(), PERSONAL) == []
    assert [letter.to for letter in mail.outbox if hits(letter.body + letter.subject, [NIK, PHONE])] == []


@pytest.mark.django_db
def test_an_administrator_finds_the_person_but_no_number_and_no_secret(client, standing_budget, canary, administrator):
    files = [path for path in (settings.VAR / "secrets").rglob("*") if path.is_file()]
    keys = [path.read_text("utf-8", "replace").strip() for path in files]
    secrets = [word for word in [settings.SECRET_KEY, *keys] if len(word) > 20]
    client.force_login(administrator)
    pages = dict(walk(client, standing_budget))
    assert [path for path, text in pages.items() if hits(text, [EMAIL])] != []  # the walk does see what is shown
    assert {path: hits(text, [NIK, *secrets]) for path, text in pages.items() if hits(text, [NIK, *secrets])} == {}


@pytest.mark.django_db
def test_the_number_is_in_no_table_and_the_rest_only_at_home(canary):
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        places = {word: set() for word in (NIK, PHONE, EMAIL)}
        for table in tables:
            for word in places:
                cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text LIKE %s', [f"%{word}%"])
                places[word] |= {table} if cursor.fetchone()[0] else set()
    assert places[NIK] == set()
    assert {word: places[word] - home for word, home in AT_HOME.items()} == {PHONE: set(), EMAIL: set()}
