"""A budget from its first row to the public page, by hand in a browser, each duty its own account."""

import re

import pytest
from django.test import Client

from pendopo.accounts.tests import factories as people
from pendopo.budget.models import RkaSheet, Stage
from pendopo.budget.tests import factories as f

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEAM = {"tapd": "Anggota TAPD", "ppkd": "Kepala BKD", "sekda": "Sekretaris Daerah", "bupati": "Bupati"}
SIGNERS = ("Sri Wahyuni", "Kepala BKD", "Sekretaris Daerah")


class Journey:
    """One browser, in which one person after another signs in."""

    def __init__(self, page, base, stage, unit):
        self.page, self.base, self.stage, self.unit = page, base, stage, unit
        self.people = {}

    def as_(self, person):
        client = Client()
        client.force_login(self.people[person])
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.base}
        self.page.context.add_cookies([cookie])
        return self

    @property
    def rka(self):
        return f"{self.base}/workspace/anggaran/{self.stage}/rka/{self.unit.code}/"

    @property
    def work(self):
        return f"{self.base}/workspace/anggaran/{self.stage}/"

    def step(self, page, link, button, said, **fields):
        """Follow the link on the page, fill in what is asked, press the button, and read what is said."""
        self.page.goto(page)
        self.page.get_by_role("link", name=link, exact=True).click()
        for name, value in fields.items():
            self.page.locator(f"[name={name}]").fill(value)
        self.page.locator("main").get_by_role("button", name=button, exact=True).click()
        self.page.get_by_text(said).first.wait_for()

    def paper(self, page, link, button, said):
        """A step that needs the number and the date of its paper."""
        day = {"instrument_date_day": "24", "instrument_date_month": "11", "instrument_date_year": "2026"}
        self.step(page, link, button, said, instrument="Perda 9/2026", **day)

    def write(self, foot, component, coefficients, price, account=""):
        """Write a row at a foot of the grid and send it with Enter."""
        foot = self.page.locator(foot).first
        foot.locator("[name=component]").fill(component)
        if account:
            foot.locator("[name=account]").fill(account)
        foot.locator("[name=coefficients]").fill(coefficients)
        foot.locator("[name=price]").fill(price)
        foot.locator("[name=price]").press("Enter")

    def sign(self, person, task, button, said):
        """The person goes to the paper of the office and puts a signature under it."""
        page = self.as_(person).page
        page.goto(f"{self.work}dokumen/unit/{self.unit.code}/")
        page.get_by_role("link", name="DPA").first.click()
        self.step(page.url, task, button, said)

    def compare(self, data):
        """Anybody sends a file to be compared; the page that answers."""
        self.page.goto(f"{self.base}/periksa/")
        self.page.locator("[name=berkas]").set_input_files(
            {"name": "dpa.pdf", "mimeType": "application/pdf", "buffer": data}
        )
        self.page.get_by_role("button", name="Bandingkan berkas").click()
        return self.page.get_by_role("region", name="Hasil")

    def submit(self, said):
        """The head hands the Rka in."""
        self.as_("pa").step(self.rka, "Ajukan RKA ke TAPD", "Ajukan ke TAPD", said)


@pytest.fixture
def team(world, staff, head, auditor):
    """Everybody who has a duty in the way of a budget."""
    more = {code: people.person(f"{code}@contoh.id", name, roles=[code]) for code, name in TEAM.items()}
    return {"pptk": staff, "pa": head, "apip": auditor} | more


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    """Files and signing keys of these tests lie apart."""
    settings.VAR = tmp_path


@pytest.fixture
def journey(browser, live_server, opd, other_opd, team):
    stage = f.draft_stage()
    f.sheet(stage, opd, ceiling=1_000_000)
    f.sheet(stage, other_opd, code="1.02.02.2.01.0003", ceiling=0)
    RkaSheet.objects.all().delete()
    context = browser.new_context(locale="id-ID", viewport={"width": 1280, "height": 900})
    made = Journey(context.new_page(), live_server.url, stage.pk, opd)
    made.people = team
    yield made
    made.page.goto("about:blank")
    context.close()


def compose(journey):
    """She is stopped by the ceiling at the cell, then begins with one provisional sum for all."""
    page = journey.as_("pptk").page
    page.goto(journey.rka)
    page.get_by_role("button", name="Mulai isi").click()
    journey.write("#kaki-lain", "Kegiatan rutin", "1 paket", "1.000.001", account=f.ATK)
    page.get_by_text("melewati pagu Rp1.000.000 sebesar Rp1").wait_for()
    assert page.locator("#kaki-lain [name=component]").input_value() == "Kegiatan rutin"
    journey.write("#kaki-lain", "Kegiatan rutin", "1 paket", "1.000.000", account=f.ATK)
    page.locator("textarea[name=component]").wait_for()


def detail(journey):
    """She details the sum into components."""
    page = journey.as_("pptk").page
    page.goto(f"{journey.work}lembar/{RkaSheet.objects.get(side='SPENDING').pk}/")
    for label, text in (("Uraian", "Kertas HVS"), ("Koefisien", "10 rim"), ("Harga", "45.000")):
        page.get_by_label(f"{label}, baris 1").fill(text)
    page.get_by_label("Harga, baris 1").press("Tab")
    page.get_by_text("Rp450.000").first.wait_for()
    journey.write("[data-newrow]", "Tinta", "5 botol", "50.000")
    page.get_by_text("Rp700.000").first.wait_for()


def cover(journey):
    """The money for it: a revenue form of the same office."""
    page = journey.as_("pptk").page
    page.goto(journey.rka)
    page.get_by_role("button", name="Mulai formulir pendapatan").click()
    journey.write("#kaki-lain", "Retribusi", "1 tahun", "700.000", account=f.TAX)
    page.locator("textarea[name=component]").wait_for()


def pass_gates(journey):
    """Each office passes the Rka, then the budget team verifies it."""
    for person, office in (("tapd", "Bappeda"), ("ppkd", "BPKAD"), ("apip", "Inspektorat")):
        journey.as_(person).step(journey.rka, f"Loloskan dari {office}", "Loloskan", "RKA lolos pemeriksaan ini.")
    journey.as_("tapd").step(journey.rka, "Verifikasi RKA", "Verifikasi", "RKA terverifikasi.")


def carry(journey):
    """The stage is submitted, reviewed and agreed."""
    journey.as_("ppkd").step(journey.work, "Ajukan tahap ini", "Ajukan tahap", "Tahap sudah diajukan.")
    journey.as_("apip").step(journey.work, "Reviu Inspektorat", "Simpan reviu", "Reviu tersimpan.", reason="Baik")
    journey.as_("sekda").paper(journey.work, "Catat persetujuan", "Simpan persetujuan", "Persetujuan tersimpan.")


def open_next(journey, kind):
    """The finance office opens the stage that follows."""
    page = journey.as_("ppkd").page
    page.goto(journey.work)
    page.get_by_role("link", name="Buka tahap berikutnya").click()
    page.locator(f"[name=kind][value={kind}]").check()
    page.get_by_role("button", name="Buka tahap").click()
    page.get_by_text("Tahap sudah dibuka.").wait_for()
    journey.stage = Stage.objects.latest("seq").pk


def draw_up(journey):
    """The technical officer has the DPA drawn up from the budget that holds; three people sign it in turn."""
    page = journey.as_("pptk").page
    page.goto(journey.rka)
    page.get_by_role("link", name="Dokumen perangkat daerah ini").click()
    page.get_by_role("button", name="Buat DPA").click()
    page.get_by_text("Dokumen sudah dibuat. Tinggal ditandatangani.").wait_for()
    journey.sign("pa", "Tanda tangani dokumen", "Tanda tangani", "Dokumen sudah ditandatangani.")
    journey.sign("ppkd", "Sahkan dokumen", "Sahkan dan tanda tangani", "Dokumen sudah disahkan.")
    journey.sign("sekda", "Setujui dokumen", "Setujui dan tanda tangani", "Dokumen sudah disetujui.")
    return f"{journey.base}/d/{page.locator('code', has_text=re.compile('^[0-9a-z]{12}$')).first.inner_text()}/"


def check(journey, address):
    """Without an account: its page proves three signatures, the PDF is the one kept, one turned bit is found.

    Gives the bytes.
    """
    page = journey.page
    page.context.clear_cookies()
    page.goto(address)
    page.get_by_text("Dokumen ini asli dan tidak berubah").wait_for()
    assert page.get_by_text("Tanda tangan di dalam berkas sah.").count() == len(SIGNERS)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh PDF").click()
    data = download.value.path().read_bytes()
    journey.compare(data).get_by_text("Dokumen ini asli dan tidak berubah").wait_for()
    assert page.locator("main li b").all_inner_texts() == list(SIGNERS)
    inside = data.index(b"stream\n") + 40
    turned = data[:inside] + bytes([data[inside] ^ 1]) + data[inside + 1 :]
    journey.compare(turned).get_by_text("Berkas ini sudah diubah").wait_for()
    assert page.get_by_text("Tanda tangan di dalam berkas sah.").count() == 0
    assert page.get_by_text("tidak cocok").count() == len(SIGNERS)
    return data


def withdraw(journey, address, data):
    """Who approved the DPA takes it back; its page and its file say so at once, and lead to the one made anew."""
    ended = "Dokumen ini telah dicabut dan tidak berlaku lagi"
    page = journey.as_("sekda").page
    page.goto(f"{journey.work}dokumen/unit/{journey.unit.code}/")
    page.get_by_role("link", name="DPA").first.click()
    journey.step(page.url, "Cabut dokumen", "Cabut dokumen", "Dokumen sudah dicabut.", reason="Salah tanggal")
    page.context.clear_cookies()
    page.goto(address)
    page.get_by_text(ended).wait_for()
    journey.compare(data).get_by_text("Salah tanggal").wait_for()
    journey.as_("pptk").page.goto(f"{journey.work}dokumen/unit/{journey.unit.code}/")
    page.get_by_role("button", name="Buat DPA").click()
    page.get_by_text("Dokumen sudah dibuat. Tinggal ditandatangani.").wait_for()
    page.context.clear_cookies()
    page.goto(address)
    page.locator("main").get_by_role("link", name="(versi 2)").click()
    page.get_by_text("belum ada yang menandatangani").wait_for()
    assert page.get_by_text(ended).count() == 0


def test_a_budget_from_its_first_row_to_the_public_page(journey):
    compose(journey)
    journey.submit("temuan harus selesai sebelum diajukan")
    detail(journey)
    cover(journey)
    journey.submit("RKA sudah diajukan ke TAPD.")
    reason = "Jelaskan jumlah tinta"
    journey.as_("tapd").step(journey.rka, "Kembalikan RKA", "Kembalikan", "RKA dikembalikan", reason=reason)
    page = journey.as_("pptk").page
    page.goto(journey.rka)
    page.get_by_text(reason).first.wait_for()
    journey.submit("RKA sudah diajukan ke TAPD.")
    pass_gates(journey)
    carry(journey)
    for kind in ("RAPBD", "APBD"):
        open_next(journey, kind)
        carry(journey)
    journey.as_("bupati").paper(journey.work, "Tetapkan anggaran ini", "Tetapkan anggaran", "Anggaran berlaku.")
    journey.as_("ppkd").step(journey.work, "Umumkan anggaran ini", "Umumkan", "Anggaran terbuka untuk semua orang.")
    assert list(Stage.objects.order_by("seq").values_list("kind", "status")) == [
        ("RKA", "AGREED"),
        ("RAPBD", "AGREED"),
        ("APBD", "PUBLISHED"),
    ]
    page.context.clear_cookies()
    page.goto(f"{journey.base}/anggaran/2027/rekening/")
    page.get_by_text("700.000").first.wait_for()
    address = draw_up(journey)
    withdraw(journey, address, check(journey, address))
