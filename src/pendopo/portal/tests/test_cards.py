"""Pictures beside shared links: size, type, the regency's colours, kept with the pages, nothing about persons."""

import io

import pytest
from PIL import Image
from tests.conftest import MORNING, world  # noqa: F401

from pendopo.instance.models import Instance
from pendopo.portal import drawing

LONG = "Peningkatan kapasitas kelembagaan dan koordinasi penyelenggaraan jalan kabupaten di seluruh wilayah daerah"


def opened(response) -> Image.Image:
    return Image.open(io.BytesIO(response.content))


@pytest.mark.parametrize("path", ["/kartu/beranda.png", "/kartu/desa/serang.png", "/kartu/kecamatan/karangreja.png"])
def test_a_picture_is_a_png_of_1200_by_630_that_may_be_kept(path, client, world):  # noqa: F811
    response = client.get(path)
    picture = opened(response)
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Pendopo-Topics"].startswith("site,")
    assert len(response.content) < 80_000


@pytest.mark.parametrize("path", ["/kartu/desa/tidak-ada.png", "/kartu/kecamatan/x.png", "/kartu/anggaran/1999.png"])
def test_what_is_not_there_has_no_picture(path, client, world):  # noqa: F811
    assert client.get(path).status_code == 404


def test_the_band_has_the_colour_of_the_regency(client, world):  # noqa: F811
    Instance.objects.update(brand_colour="#123A5E")
    assert opened(client.get("/kartu/beranda.png")).convert("RGB").getpixel((1190, 10)) == (0x12, 0x3A, 0x5E)


def test_a_village_names_its_picture_title_and_place(client, world):  # noqa: F811
    page = client.get("/desa/serang/").content.decode()
    for words in (
        'property="og:image" content="http://localhost:8000/kartu/desa/serang.png"',
        'property="og:title" content="Desa Serang"',
        'property="og:description" content="Karangreja, Kabupaten Purbalingga"',
        'name="twitter:card" content="summary_large_image"',
    ):
        assert words in page


def test_the_workspace_has_no_picture(client, world, administrator):  # noqa: F811
    client.force_login(administrator)
    assert "og:image" not in client.get("/workspace/").content.decode()


def test_a_title_of_any_length_fits():
    card = drawing.Card("Anggaran 2026", LONG * 3, "Rp1,25 miliar", "APBD", "Kabupaten", "#6E3710", "#FFC947")
    assert Image.open(io.BytesIO(drawing.draw(card))).size == (1200, 630)
