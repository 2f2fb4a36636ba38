"""Components: each is shown on the style page, says its arguments, and keeps to the rules of the templates."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from conftest import ROOT
from pendopo.kernel.display.icons import DOORS, ICONS
from pendopo.portal.views.style import PARTS

TEMPLATES = ROOT / "src/pendopo/templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
PAGES = [path for path in (ROOT / "src/pendopo").rglob("*.html") if "/templates/" in path.as_posix()]
BANNED = ["Submit", "Klik di sini", "input tidak valid", "Input tidak valid", "silakan", "Silakan"]


@pytest.fixture
def shown(client: Client, world, staff) -> set[str]:
    """The names of all templates that the parts of the style page use."""
    client.force_login(staff)
    names: set[str] = set()
    for part in PARTS:
        response = client.get(f"/workspace/gaya/{part}/")
        assert response.status_code == 200
        names |= {template.name for template in response.templates if template.name}
    return names


@pytest.mark.django_db
def test_every_component_is_shown_on_the_style_page(shown):
    used_elsewhere = {"print"}
    missing = {path.stem for path in COMPONENTS} - {name.split("/")[-1].removesuffix(".html") for name in shown}
    assert missing - used_elsewhere == set()


@pytest.mark.django_db
def test_the_style_page_in_english_and_banyumasan(client, world, staff):
    client.force_login(staff)
    for prefix in ("/en", "/jv"):
        assert client.get(f"{prefix}/workspace/gaya/tombol/").status_code == 200


@pytest.mark.django_db
def test_an_unknown_part_is_not_there(client, world, staff):
    client.force_login(staff)
    assert client.get("/workspace/gaya/lain/").status_code == 404


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_begins_with_its_arguments(path):
    assert path.read_text(encoding="utf-8").startswith("{# ")


def test_the_guide_names_every_component():
    guide = (ROOT / "docs/components.md").read_text(encoding="utf-8")
    assert [path.stem for path in COMPONENTS if f"`{path.stem}`" not in guide] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT / "src/pendopo").as_posix())
def test_a_template_is_short_and_brings_no_style_or_inline_script(path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 150
    assert not re.search(r"\sstyle=|<style|javascript:|\son[a-z]+=|url\(data:|src=\"data:", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")[^>]*>", source)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT / "src/pendopo").as_posix())
def test_a_template_uses_no_banned_word(path):
    source = path.read_text(encoding="utf-8")
    assert [word for word in BANNED if word in source] == []


@pytest.mark.parametrize("catalogue", sorted((ROOT / "src/pendopo").rglob("*.po")), ids=lambda path: path.as_posix())
def test_translations_are_calm(catalogue):
    words = [line for line in catalogue.read_text(encoding="utf-8").splitlines() if line.startswith("msgstr")]
    assert [line for line in words if "!" in line or any(word in line for word in BANNED)] == []


@pytest.mark.parametrize("name", [*ICONS, *(f"door-{name}" for name in DOORS)])
def test_an_icon_without_a_name_is_decoration(name):
    html = render_to_string("components/icon.html", {"name": name})
    assert 'aria-hidden="true"' in html


def test_an_icon_that_stands_alone_has_a_name():
    html = render_to_string("components/icon.html", {"name": "download", "label": "Unduh"})
    assert 'role="img" aria-label="Unduh"' in html
