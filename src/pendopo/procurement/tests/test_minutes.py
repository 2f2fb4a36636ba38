"""Minutes of a run: a numbered paper, signed by those who may, each once; opened to everybody on demand."""

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.files import storage
from pendopo.procurement import services
from pendopo.procurement.models import Minutes, Tender
from pendopo.procurement.tests import factories as f


@pytest.fixture
def officer(opd):
    return people.person("pp@contoh.id", "Agus Pengadaan", roles=["pejabat_pengadaan"], unit=opd)


@pytest.fixture
def run(opd):
    return Tender.objects.create(
        code="T-9", unit=opd, year=f.YEAR, title="Belanja kertas & alat tulis #1", kind="GOODS", method="DIRECT",
        status="OPENED", created_at=f.NOON,
    )  # fmt: skip


FACTS = {"sections": [{"title": "Penawaran", "heads": ["Peserta", "Harga"], "rows": [["CV Karya", "Rp1"]]}]}


def drawn(run, actor, kind="OPENING"):
    return services.draw_minutes(
        tender_id=run.pk, kind=kind, facts=FACTS, held_at=f.NOON, actor=actor, now=f.NOON
    )  # fmt: skip


def test_minutes_are_a_numbered_paper_that_its_maker_signs_once(run, officer):
    first, second = drawn(run, officer), drawn(run, officer)
    assert [first.number, second.number] == ["01/BA-PEMBUKAAN/T-9/2027", "02/BA-PEMBUKAAN/T-9/2027"]
    assert storage.path_of(first.paper.sha256).read_bytes()[:5] == b"%PDF-"
    services.sign_minutes(minutes_id=first.pk, actor=officer, now=f.NOON)
    with pytest.raises(services.SignedAlready):
        services.sign_minutes(minutes_id=first.pk, actor=officer, now=f.NOON)
    assert [one.signer.name for one in first.paper.signatures.all()] == ["Agus Pengadaan"]
    services.release_minutes(minutes_id=first.pk, actor=officer, now=f.NOON)
    first.paper.refresh_from_db()
    assert first.paper.public


def test_an_outsider_neither_draws_nor_signs(run, officer, other_official):
    made = drawn(run, officer)
    before = Entry.objects.count()
    for act in (lambda: drawn(run, other_official), lambda: sign(made, other_official)):
        with pytest.raises(PermissionDenied):
            act()
    assert (Minutes.objects.count(), Entry.objects.count()) == (1, before)


def sign(made, actor):
    return services.sign_minutes(minutes_id=made.pk, actor=actor, now=f.NOON)
