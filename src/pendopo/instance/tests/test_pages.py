"""The administrator's pages: what is typed is kept, refusals say what to do, every list is bounded."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pendopo.instance.models import Holiday, Instance
from pendopo.instance.tests.test_settings import picture

NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
IDENTITY = {
    "name": "Kabupaten Purbalingga",
    "tagline": "Rumah warga",
    "time_zone": "Asia/Jayapura",
    "brand_colour": "#123A5E",
    "action_colour": "#0B5A48",
    "accent_colour": "#FFC947",
}


@pytest.fixture
def admin(db, administrator, client):
    """The administrator's browser in a regency."""
    Instance.objects.create(pk=1, region_code="33.03", name="Kabupaten Purbalingga", kind="KABUPATEN", updated_at=NOW)
    client.force_login(administrator)
    return client


def post(client, name: str, data: dict, **kwargs):
    return client.post(reverse(f"instance:{name}", kwargs=kwargs), data)


def test_the_overview_shows_every_group(admin):
    page = admin.get(reverse("instance:settings")).content.decode()
    for words in ("Nama dan tampilan", "Kontak", "Penduduk", "Modul", "hari libur pada"):
        assert words in page


def test_new_colours_are_on_every_page_at_once(admin):
    assert post(admin, "identity", IDENTITY).status_code == 302
    address = "/merek.css?v=123A5E-0B5A48-FFC947"
    assert address in admin.get("/").content.decode()
    sheet = admin.get(address)
    assert sheet.headers["Content-Type"] == "text/css; charset=utf-8"
    assert sheet.content.decode().strip() == ":root{--p-brand:#123A5E;--p-action:#0B5A48;--p-accent:#FFC947}"


def test_pendopos_own_colours_need_no_sheet(admin):
    assert "merek.css" not in admin.get("/").content.decode()


def test_a_pale_colour_is_shown_again_with_what_to_do(admin):
    page = post(admin, "identity", IDENTITY | {"brand_colour": "#E0A030"}).content.decode()
    assert "Tulisan putih tidak terbaca di atas warna ini: kontras 2,1, paling sedikit 4,5" in page
    assert 'value="#E0A030"' in page
    assert 'value="Rumah warga"' in page
    assert Instance.objects.get().tagline == ""


def test_times_are_those_of_the_regency(admin):
    post(admin, "identity", IDENTITY)
    assert "\u00a0WIT<" in admin.get("/").content.decode()


def test_contacts_stand_in_the_footer(admin):
    data = {
        "contact_address": "Jalan Onje 1B",
        "contact_phone": "081234567890",
        "contact_hours": "Senin sampai Jumat",
        "contact_email": "kominfo@contoh.id",
        "social_links": "https://www.instagram.com/contoh\nhttps://www.youtube.com/@contoh",
    }
    assert post(admin, "contacts", data).status_code == 302
    footer = admin.get("/").content.decode().split("<footer")[1]
    for words in ("Jalan Onje 1B", "0812-3456-7890", "kominfo@contoh.id", "Instagram", "YouTube"):
        assert words in footer


def test_an_address_that_is_no_address_is_refused(admin):
    page = post(admin, "contacts", {"social_links": "javascript:alert(1)"}).content.decode()
    assert "Tulis alamat lengkap yang diawali https://" in page
    assert Instance.objects.get().social_links == []


def test_the_crest_stands_beside_the_name(admin):
    upload = SimpleUploadedFile("lambang.png", picture(), content_type="image/png")
    assert post(admin, "crest", {"crest": upload}).status_code == 302
    code = Instance.objects.get().crest.code
    assert f'src="/d/{code}/320.webp"' in admin.get("/").content.decode()
    shown = admin.get(f"/d/{code}/320.webp")
    shown.close()
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/webp")


def test_a_population_makes_per_resident_figures_possible(admin):
    data = {
        "population": "1.046.920",
        "source": "Dindukcapil",
        "on_date_day": "30",
        "on_date_month": "6",
        "on_date_year": "2026",
    }
    assert post(admin, "population", data).status_code == 302
    assert Instance.objects.get().population == 1_046_920
    page = post(admin, "population", {"population": "1.046.920"}).content.decode()
    assert "Tulis dari mana angka ini berasal" in page
    assert "Tulis tanggal angka ini" in page


def holiday(day: int, certain: str = "yes") -> dict:
    return {
        "day_date_day": str(day),
        "day_date_month": "3",
        "day_date_year": "2027",
        "name": "Idul Fitri",
        "kind": "PUBLIC",
        "source": "SKB",
        "certain": certain,
    }


def test_an_estimated_day_is_marked_until_it_is_decreed(admin):
    assert post(admin, "add_holiday", holiday(10, "no")).status_code == 302
    page = admin.get("/workspace/pengaturan/hari-libur/?tahun=2027").content.decode()
    assert "1 tanggal tahun ini masih perkiraan." in page
    assert post(admin, "holiday", holiday(11), day="2027-03-10").status_code == 302
    page = admin.get("/workspace/pengaturan/hari-libur/?tahun=2027").content.decode()
    assert "masih perkiraan." not in page
    assert "Kamis, 11\u00a0Maret\u00a02027" in page


def test_a_taken_day_is_told_and_a_removed_one_is_gone(admin):
    post(admin, "add_holiday", holiday(10))
    assert "Tanggal ini sudah ada di tabel" in post(admin, "add_holiday", holiday(10)).content.decode()
    assert post(admin, "remove_holiday", {}, day="2027-03-10").status_code == 302
    assert not Holiday.objects.exists()
    assert admin.get("/workspace/pengaturan/hari-libur/2027-03-10/").status_code == 404


def queries_of(client, django_assert_max_num_queries, many: int) -> int:
    Holiday.objects.bulk_create(
        Holiday(day_date=dt.date(2027, 1, 1) + dt.timedelta(days=one), name="x", kind="LOCAL", source="x")
        for one in range(many)
    )
    with django_assert_max_num_queries(30) as captured:
        client.get("/workspace/pengaturan/hari-libur/?tahun=2027")
    Holiday.objects.all().delete()
    return len(captured)


def test_the_table_asks_as_often_for_2_days_as_for_60(admin, django_assert_max_num_queries):
    admin.get("/workspace/pengaturan/hari-libur/")
    first = queries_of(admin, django_assert_max_num_queries, 2)
    assert queries_of(admin, django_assert_max_num_queries, 60) == first


def test_a_switch_asks_first(admin):
    page = admin.get(reverse("instance:module", args=["budget"])).content.decode()
    assert "Halaman anggaran, angkanya di beranda, dan API-nya hilang" in page
    assert admin.get("/anggaran/").status_code == 200
    assert post(admin, "module", {"on": "no"}, module="budget").status_code == 302
    assert admin.get("/anggaran/").status_code == 404
    assert post(admin, "module", {"on": "yes"}, module="budget").status_code == 302
    assert admin.get("/anggaran/").status_code == 200


def test_what_is_not_built_says_so_and_has_no_switch(admin):
    page = admin.get(reverse("instance:modules")).content.decode()
    assert page.count("Belum ada</span>") >= 1
    assert admin.get(reverse("instance:module", args=["training"])).status_code == 404
