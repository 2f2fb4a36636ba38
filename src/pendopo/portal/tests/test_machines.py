"""The site map in parts with all languages, robots, security.txt, the way to a new password."""

import datetime as dt
from xml.etree import ElementTree

from tests.conftest import world  # noqa: F401

from pendopo.instance.models import Instance, ModuleSwitch
from pendopo.kernel import clock

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def addresses(client, path: str) -> list[str]:
    tree = ElementTree.fromstring(client.get(path).content)
    return [one.text.removeprefix("http://localhost:8000") for one in tree.iter(f"{MAP}loc")]


def test_the_parts_hold_every_village_and_each_address_its_languages(client, world):  # noqa: F811
    parts = addresses(client, "/sitemap.xml")
    assert parts[:2] == ["/sitemap-halaman-1.xml", "/sitemap-wilayah-1.xml"]
    places = addresses(client, "/sitemap-wilayah-1.xml")
    assert len([path for path in places if path.startswith("/desa/") and path != "/desa/"]) == 239
    tree = ElementTree.fromstring(client.get("/sitemap-wilayah-1.xml").content)
    first = next(tree.iter(f"{MAP}url"))
    assert [(one.get("hreflang"), one.get("href")) for one in first.iter(LINK)] == [
        ("id", "http://localhost:8000/"),
        ("en", "http://localhost:8000/en/"),
        ("jv", "http://localhost:8000/jv/"),
    ]


def test_a_part_that_is_not_there_is_not_found(client, world):  # noqa: F811
    for path in ("/sitemap-wilayah-9.xml", "/sitemap-rahasia-1.xml", "/sitemap-wilayah-0.xml"):
        assert client.get(path).status_code == 404


def test_a_portal_that_is_off_is_not_offered_to_search_engines(client, world):  # noqa: F811
    assert "Disallow: /workspace/" in client.get("/robots.txt").content.decode()
    ModuleSwitch.objects.create(module="portal", is_on=False)
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
    assert "/sitemap-wilayah-1.xml" not in addresses(client, "/sitemap.xml")


def test_security_txt_names_the_office_and_expires_between_five_and_seven_months_ahead(client, world):  # noqa: F811
    Instance.objects.update(contact_email="kominfo@contoh.id")
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    assert lines["Contact"] == "mailto:kominfo@contoh.id"
    left = dt.date.fromisoformat(lines["Expires"][:10]) - clock.today()
    assert dt.timedelta(days=150) < left < dt.timedelta(days=214)


def test_password_managers_find_the_way(client, world):  # noqa: F811
    assert client.get("/.well-known/change-password").headers["Location"] == "/akun/sandi/"
