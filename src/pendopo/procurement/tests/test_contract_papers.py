"""Papers of a contract: clauses by form, printed with values in words, signed by the supplier, then by the PPK."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.models import Appointment
from pendopo.accounts.tests import factories as people
from pendopo.files import storage
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import contract_papering, ocds, queries, services
from pendopo.procurement.models import Contract, SupplierAccount
from pendopo.procurement.tests import award_factories as a
from pendopo.procurement.tests import factories as f
from pendopo.procurement.wording import in_words

DAY = dt.date(2026, 11, 24)
DATES = {"date": DAY, "starts_date": DAY, "ends_date": dt.date(2026, 12, 23)}


@pytest.fixture
def contract(lines, opd, ppk):
    package = f.announced(opd, {lines[0]: 120_000_000})
    amount = D("110000000.50")
    values = services.ContractValues(
        title="Kertas & #tinta *A4*", number="027/1", amount=amount, payment_kind="Lumsum", **DATES
    )
    who = a.supplier("1234567890123", "CV Karya Mandiri")
    return services.draft_contract(
        package_id=package.pk, supplier_id=who.pk, values=values, shares={lines[0].pk: amount}, actor=ppk, now=f.NOON
    )


@pytest.fixture
def director(contract):
    user = people.person("direktur@contoh.id", "Joko Direktur")
    SupplierAccount.objects.create(supplier=contract.supplier, user=user, named_at=f.NOON)
    return user


def draw(kind, subject, actor):
    return services.draw_contract_paper(kind=kind, subject_id=subject.pk, actor=actor, now=f.NOON)


def act(name, paper, actor, **more):
    return getattr(services, name)(paper_id=paper.pk, actor=actor, now=f.NOON, **more)


def test_an_spk_has_its_clauses_with_value_days_and_fine(contract):
    assert contract.form == "SPK"
    texts = {one.title: one.text for one in contract.clauses.all()}
    assert "Rp110.000.000,50 (seratus sepuluh juta rupiah lima puluh sen)" in texts["Nilai dan pembayaran"]
    assert "selama 30 hari kalender" in texts["Masa pelaksanaan"]
    assert "sebesar 1/1000" in texts["Denda keterlambatan"]
    assert "Keadaan kahar" not in texts
    assert in_words(D(1000)) == "seribu rupiah"


def test_the_paper_says_who_what_and_how_much(contract, lines, ppk):
    data = contract_papering.paper_data("CONTRACT", contract, ppk=ppk.label, code="ABCD")
    assert (data["title"], data["number"]) == ("Surat Perintah Kerja (SPK)", "027/1")
    assert (data["words"], data["days"]) == ("seratus sepuluh juta rupiah lima puluh sen", 30)
    assert data["fine"] == "Rp110.000"
    assert [row[2] for row in data["lines"]] == ["Rp110.000.000,50"]
    assert data["lines"][0][0].count(".") >= 10


def test_the_supplier_signs_first_and_with_the_ppk_the_money_is_bound(contract, director, ppk):
    paper = draw("CONTRACT", contract, ppk)
    assert storage.path_of(paper.document.sha256).read_bytes()[:5] == b"%PDF-"
    with pytest.raises(MoveRefused):
        act("sign_contract_paper", paper, ppk)
    act("sign_for_supplier", paper, director)
    contract.refresh_from_db()
    assert contract.status == "DRAFT"
    done = act("sign_contract_paper", paper, ppk)
    contract.refresh_from_db()
    done.document.refresh_from_db()
    assert (contract.status, done.status, done.document.public) == ("SIGNED", "SIGNED", True)
    names = list(done.document.signatures.order_by("number").values_list("signer__name", "signer__position"))
    assert [name for name, _post in names] == ["Joko Direktur", "Dewi PPK"]
    assert names[0][1] == "Penyedia, CV Karya Mandiri"
    (release,) = [ocds.release_of(one, prefix="ocds-000000") for one in queries.processes()]
    (document,) = release["contracts"][0]["documents"]
    assert (document["documentType"], document["id"]) == ("contractSigned", done.document.code)


def test_a_stranger_and_an_official_do_not_sign_for_the_supplier(contract, director, ppk, opd, other_official):
    paper = draw("CONTRACT", contract, ppk)
    for actor in (other_official, ppk):
        with pytest.raises(PermissionDenied):
            act("sign_for_supplier", paper, actor)
    Appointment.objects.create(user=director, holder_name="J", role="ppk", unit=opd, from_date=people.FIRST_DAY)
    with pytest.raises(services.ContractRefused) as refusal:
        act("sign_for_supplier", paper, director)
    assert refusal.value.code == "duties"
    with pytest.raises(PermissionDenied):
        act("sign_contract_paper", paper, director)


def test_a_drawn_paper_fixes_the_clauses_until_it_is_withdrawn(contract, ppk):
    paper = draw("CONTRACT", contract, ppk)
    change = {"contract_id": contract.pk, "clauses": [("Satu", "Isi")], "actor": ppk, "now": f.NOON}
    for call, code in ((lambda: services.change_clauses(**change), "clauses_fixed"),
                       (lambda: draw("CONTRACT", contract, ppk), "paper_stands")):  # fmt: skip
        with pytest.raises(services.ContractRefused) as refusal:
            call()
        assert refusal.value.code == code
    act("withdraw_contract_paper", paper, ppk, reason="Salah ketik")
    services.change_clauses(**change)
    assert list(contract.clauses.values_list("title", "text")) == [("Satu", "Isi")]
    assert draw("CONTRACT", contract, ppk).pk != paper.pk


def test_orders_and_amendments_show_before_and_after(contract, director, lines, ppk):
    services.sign_contract(contract_id=contract.pk, actor=ppk, now=f.NOON)
    spmk = services.issue_spmk(contract_id=contract.pk, number="S/1", actor=ppk, now=f.NOON, **DATES)
    alone = draw("SPMK", spmk, ppk)
    assert act("sign_contract_paper", alone, ppk).status == "SIGNED"
    paper = services.amend_and_print(
        contract_id=contract.pk, number="A/1", date=DAY, reason="Volume bertambah", actor=ppk, now=f.NOON,
        shares={lines[0].pk: D("115500000.52")}, ends_date=dt.date(2026, 12, 30),
    )  # fmt: skip
    added = paper.addendum
    data = contract_papering.paper_data("ADDENDUM", added, ppk=ppk.label, code="ABCD")
    assert (data["before"], data["after"], data["percent"]) == ("Rp110.000.000,50", "Rp115.500.000,52", "+5,00%")
    assert (data["before_ends"], data["after_ends"]) == ([23, 12, 2026], [30, 12, 2026])
    act("sign_for_supplier", paper, director)
    assert act("sign_contract_paper", paper, ppk).status == "SIGNED"
    assert Contract.objects.get().status == "EFFECTIVE"
