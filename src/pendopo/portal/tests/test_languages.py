"""Languages in the address."""

import pytest

from pendopo.kernel.languages import in_language, language_of


@pytest.mark.parametrize(
    ("path", "code"), [("/", "id"), ("/desa/", "id"), ("/en/", "en"), ("/jv/desa/", "jv-banyumas"), ("/jvx/", "id")]
)
def test_the_address_names_the_language(path, code):
    assert language_of(path) == code


@pytest.mark.parametrize(
    ("path", "code", "wanted"),
    [
        ("/", "en", "/en/"),
        ("/en/cari/", "id", "/cari/"),
        ("/jv/", "en", "/en/"),
        ("/desa/", "jv-banyumas", "/jv/desa/"),
    ],
)
def test_the_same_page_in_another_language(path, code, wanted):
    assert in_language(path, code) == wanted


@pytest.mark.django_db
def test_banyumas_javanese_speaks_and_marks_itself(client):
    text = client.get("/jv/").content.decode()
    assert '<html lang="jv">' in text
    assert "Rika butuh apa dina kiye?" in text


@pytest.mark.django_db
def test_a_string_that_banyumas_lacks_falls_back_to_indonesian(client):
    assert "Cara memeriksanya" in client.get("/jv/aksesibilitas/").content.decode()
