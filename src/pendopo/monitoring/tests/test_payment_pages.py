"""Payments as people meet them: terms, a request, its checks, three desks, and the public table."""

import pytest
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.kernel import clock
from pendopo.monitoring import services
from pendopo.monitoring.models import Payment, PaymentBook, Project, Spd
from pendopo.monitoring.tests import payment_factories as p


@pytest.fixture
def enter(client, opd, monkeypatch):
    """Signs in as somebody with a role, on a working day of the year."""
    monkeypatch.setattr(clock, "now", lambda: p.NEW_YEAR)
    known = {}

    def entered(role):
        unit = None if role in {"kuasa_bud", "ppkd"} else opd
        known.setdefault(role, None)
        known[role] = known[role] or people.person(f"{role}@contoh.id", role, roles=[role], unit=unit)
        people.sign_in(client, known[role])
        return client

    return entered


def text(answer):
    """The page with plain spaces."""
    return answer.content.decode().replace("\xa0", " ")


def page(name, project, **more):
    return reverse(f"monitoring:{name}", kwargs={"code": project.code, **more})


TERMS = {
    "advance_percent": "30", "retention_percent": "5", "percents": "40; 70; 100", "bank": "Bank Jateng",
    "account_number": "3-012", "account_holder": "CV Karya",
}  # fmt: skip


def test_terms_and_a_request_are_written_and_wrong_ones_stay_in_the_form(enter, project):
    client = enter("ppk")
    shown = text(client.post(page("payment_terms", project), TERMS | {"percents": "40; 70"}))
    assert "Persen termin harus naik dan yang terakhir 100" in shown
    assert 'value="40; 70"' in shown
    assert "desimal dengan koma" in text(client.post(page("payment_terms", project), TERMS | {"advance_percent": "x"}))
    client.post(page("payment_terms", project), TERMS)
    assert [float(one.percent) for one in PaymentBook.objects.get().terms.all()] == [40, 70, 100]
    assert client.get(page("new_payment", project)).status_code == 403
    client = enter("bendahara")
    assert "Pilih yang diminta" in text(client.post(page("new_payment", project), {"days_late": ""}))
    client.post(page("new_payment", project), {"asked": "ADVANCE"})
    assert Payment.objects.get().charged_amount == 30_000_000
    assert "Masih ada pembayaran kontrak ini" in text(
        client.post(page("new_payment", project), {"asked": "TERM:40.00"})
    )


def test_a_payment_goes_over_three_desks_and_everybody_reads_what_was_paid(enter, project):
    p.terms(project)
    p.worked(project, 45)
    p.spd(project.unit, 50_000_000)
    p.drafted(project, "TERM", "40")
    desks = {"lengkap": "ppk_skpd", "tandatangani": "pa", "cairkan": "kuasa_bud"}
    enter("bendahara").post(page("payment_step", project, sequence=1, step="ajukan"))
    for step, role in desks.items():
        client = enter(role)
        desk = text(client.get(reverse("monitoring:payments_desk")))
        assert "Termin sampai 40,00% pekerjaan" in desk
        assert ("6 Jan 2027" if step == "lengkap" else "7 Jan 2027") in desk
        shown = text(client.get(page("payment_step", project, sequence=1, step=step)))
        assert "Rp38.000.000 dari paling banyak Rp50.000.000" in shown
        assert client.post(page("payment_step", project, sequence=1, step=step)).status_code == 302
        assert "Tidak ada pembayaran yang menunggu Anda" in text(client.get(reverse("monitoring:payments_desk")))
    project.refresh_from_db()
    assert project.paid_amount == 38_000_000
    client.logout()
    public = text(client.get(page("project", project)))
    assert "38,00% nilai kontrak sudah dibayar" in public
    assert "Termin sampai 40,00% pekerjaan" in public
    assert p.ACCOUNT["account_number"] not in public


def test_a_refusal_shows_the_number_of_its_rule_and_offers_no_button(enter, project):
    p.terms(project)
    p.drafted(project, "ADVANCE")
    client = enter("bendahara")
    there = page("payment_step", project, sequence=1, step="ajukan")
    shown = text(client.get(there))
    assert "Rp30.000.000 dari paling banyak Rp0" in shown
    assert "Satu pemeriksaan menolak langkah ini" in shown
    assert "H2: Pembayaran dan SPM terbuka perangkat daerah" in text(client.post(there))
    assert client.get(page("payment_step", project, sequence=1, step="cairkan")).status_code == 404
    p.spd(project.unit, 90_000_000)
    client.post(there)
    client = enter("ppk_skpd")
    back = page("payment_step", project, sequence=1, step="kembalikan")
    assert "Tulis apa yang harus diubah" in text(client.post(back, {"reason": ""}))
    client.post(back, {"reason": "Kuitansi belum ada"})
    assert "Kuitansi belum ada" in text(client.get(page("payment", project, sequence=1)))


def test_funds_are_released_on_the_page_of_the_unit(enter, lines, opd):
    there = reverse("monitoring:spd", kwargs={"unit": opd.code, "year": 2027})
    client = enter("kuasa_bud")
    own = {"number": "900/1", "from_month": 1, "to_month": 3, "amount": "2.000.000.000"}
    assert "Sisa anggaran yang dapat disediakan Rp1.050.000.000" in text(client.post(there, own))
    client.post(there, own | {"amount": "400.000.000"})
    client = enter("ppkd")
    for step in ("tandatangani", "berlakukan"):
        client.post(reverse("monitoring:spd_step", kwargs={"pk": Spd.objects.get().pk, "step": step}))
    assert "Rp400.000.000" in text(client.get(there))
    assert enter("bendahara").post(there, own).status_code == 403


def test_pages_ask_a_constant_number_of_questions(enter, project, django_assert_max_num_queries):
    p.terms(project)
    p.spd(project.unit, 90_000_000)
    p.worked(project, 100)
    p.issued(project, "ADVANCE")
    p.issued(project, percent="40")
    p.drafted(project, percent="70")
    client = enter("bendahara")
    with django_assert_max_num_queries(45):
        assert client.get(page("payments", project)).status_code == 200
    with django_assert_max_num_queries(60):
        assert client.get(page("payment", project, sequence=3)).status_code == 200


def test_the_sample_works_are_paid_once(project, monkeypatch):
    p.worked(project, 60)
    Project.objects.update(demo=True)
    assert services.seed_payments(actor=p.SYSTEM, now=p.NEW_YEAR) == 2
    assert services.seed_payments(actor=p.SYSTEM, now=p.NEW_YEAR) == 0
    project.refresh_from_db()
    # 20 of 100 million in advance; of the first half 50, without 10 of the advance and 2.5 retained.
    assert project.paid_amount == 57_500_000
