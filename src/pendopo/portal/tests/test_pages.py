"""The portal's own pages."""

import datetime as dt

import pytest

from pendopo.instance.models import Instance
from pendopo.kernel.access import SYSTEM
from pendopo.notices.models import Channel, Notice
from pendopo.search.services import DocumentValues, put_documents

NOON = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def test_the_home_asks_what_the_resident_needs(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Apa yang Anda perlukan hari ini?" in answer.content.decode()


def test_the_home_speaks_english_at_its_own_address(client):
    assert "What do you need today?" in client.get("/en/").content.decode()


def test_a_public_page_sets_no_cookie_and_may_be_cached(client):
    answer = client.get("/")
    assert not answer.cookies
    assert answer.headers["Cache-Control"].startswith("public")
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_search_for_nothing_asks_what_to_look_for(client):
    assert "Apa yang Anda cari?" in client.get("/cari/").content.decode()


def test_what_was_searched_is_shown_escaped(client):
    text = client.get("/cari/", {"q": "<script>x"}).content.decode()
    assert "&lt;script&gt;x" in text
    assert "<script>x" not in text


def test_the_status_page_says_that_the_database_works(client):
    text = client.get("/status/").content.decode()
    assert "Basis data" in text
    assert "Tidak bekerja" not in text


def test_machines_find_robots_sitemap_and_security(client):
    assert "Sitemap: http://localhost:8000/sitemap.xml" in client.get("/robots.txt").content.decode()
    assert "<loc>http://localhost:8000/</loc>" in client.get("/sitemap-wilayah-1.xml").content.decode()
    assert client.get("/.well-known/security.txt").content.decode().startswith("Contact: ")


@pytest.fixture
def world_name() -> str:
    """The name of the regency that is set up."""
    Instance.objects.create(pk=1, region_code="33.03", name="Kabupaten Purbalingga", kind="KABUPATEN", updated_at=NOON)
    return "Kabupaten Purbalingga"


def put(title: str) -> None:
    put_documents(documents=[DocumentValues("desa", title, title, "", "", f"/desa/{title.lower()}/")], actor=SYSTEM)


def test_the_search_finds_a_page_and_links_to_it(client):
    put("Kalikajar")
    text = client.get("/cari/", {"q": "kalikajar"}).content.decode()
    assert "1 hasil untuk" in text
    assert '<a href="/desa/kalikajar/">Kalikajar</a>' in text


def test_a_typing_mistake_still_finds_the_page_and_says_so(client):
    put("Purbalingga")
    text = client.get("/cari/", {"q": "pubalingga"}).content.decode()
    assert "Purbalingga</a>" in text
    assert "mirip" in text


def test_an_unreadable_page_number_is_the_first_page(client):
    put("Kalikajar")
    assert client.get("/cari/", {"q": "kalikajar", "halaman": "dua"}).status_code == 200


def test_the_workspace_sends_a_stranger_to_the_sign_in(client):
    answer = client.get("/workspace/")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("?next=/workspace/")


def test_the_sign_in_page_carries_the_name_of_the_regency(client, world_name):
    assert world_name in client.get("/masuk/").content.decode()


def test_the_workspace_offers_only_what_the_person_may_open(client, staff, administrator):
    client.force_login(staff)
    text = client.get("/workspace/").content.decode()
    assert "/workspace/kotak-masuk/" in text
    assert "/workspace/pengaturan/orang/" not in text
    client.force_login(administrator)
    assert "/workspace/pengaturan/orang/" in client.get("/workspace/").content.decode()


def test_a_page_that_is_not_here_offers_only_doors_that_exist(client):
    answer = client.get("/nihil/")
    assert answer.status_code == 404
    text = answer.content.decode()
    assert 'href="/desa/"' in text
    assert 'href="/layanan/"' not in text
    assert 'href="/lapor/"' not in text


def test_results_are_offered_by_kind_and_without_the_code_twice(client):
    documents = [
        DocumentValues("desa", "1", "Desa Jalan", "Kecamatan Kota", "", "/desa/jalan/"),
        DocumentValues("budget", "2", "Pembangunan Jalan", "1.03 · 2026", "1.03", "/anggaran/2026/urusan/1.03/"),
    ]
    put_documents(documents=documents, actor=SYSTEM)
    text = client.get("/cari/?q=jalan").content.decode()
    assert "jenis=desa" in text
    assert "Anggaran</span> · 1.03 · 2026</p>" in text
    assert "Pembangunan Jalan" not in client.get("/cari/?q=jalan&jenis=desa").content.decode()


def test_a_desk_without_messages_says_so(client, staff):
    client.force_login(staff)
    assert "Meja Anda bersih" in client.get("/workspace/").content.decode()


def test_the_desk_names_the_office_and_the_duties(client, head, opd):
    client.force_login(head)
    text = client.get("/workspace/").content.decode()
    assert f'<p class="p-unit">{opd.name}</p>' in text
    assert "Pengguna anggaran (PA)" in text


def test_the_desk_shows_unread_messages_first(client, staff):
    client.force_login(staff)
    values = {"recipient_id": staff.pk, "channel": Channel.INBOX, "subject": "RKA menunggu paraf"}
    Notice.objects.create(**values, created_at=NOON, next_attempt_at=NOON)
    text = client.get("/workspace/").content.decode()
    assert "1 pesan menunggu Anda" in text
    assert '<a href="/workspace/kotak-masuk/">RKA menunggu paraf</a>' in text
