"""The portal's own pages."""

import pytest

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
    assert "<loc>http://localhost:8000/</loc>" in client.get("/sitemap.xml").content.decode()
    assert client.get("/.well-known/security.txt").content.decode().startswith("Contact: ")
