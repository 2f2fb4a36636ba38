"""A paper is taken back by who spoke last on it; its page says so to everybody, and the next version replaces it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pendopo.audit.models import Entry
from pendopo.budget import queries, services
from pendopo.budget.models import BudgetPaper, Stage
from pendopo.budget.names import readable
from pendopo.budget.tests import factories as f
from pendopo.budget.tests.test_papers import at, finance, go, keys, make, paper, secretary, stage  # noqa: F401
from pendopo.files import services as files
from pendopo.files import storage
from pendopo.files.models import Document
from pendopo.files.signing.reading import code_in

pytestmark = pytest.mark.django_db
WHY = "Nama bendahara salah"
ENDED = "Dokumen ini telah dicabut dan tidak berlaku lagi"


def withdraw(paper, actor, reason=WHY):  # noqa: F811
    return services.withdraw_paper(paper_id=paper.pk, reason=reason, actor=actor, now=f.NOON)


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


DUTIES = {
    "pptk": "staff",
    "pa": "head",
    "ppkd": "finance",
    "sekda": "secretary",
    "apip": "auditor",
    "other": "other_official",
    "resident": "resident",
}


@pytest.fixture
def team(request):
    """Everybody who might want to take a paper back."""
    return {duty: request.getfixturevalue(name) for duty, name in DUTIES.items()}


WAY = [("sign", "pa"), ("validate", "ppkd"), ("approve", "sekda")]


@pytest.mark.parametrize(
    ("steps", "those"),
    [(0, {"pptk", "pa", "ppkd"}), (1, {"pa"}), (2, {"ppkd"}), (3, {"sekda"})],
)
def test_who_spoke_last_takes_it_back_and_nobody_else(paper, team, steps, those):  # noqa: F811
    go(paper, *[(step, team[who]) for step, who in WAY[:steps]])
    before, entries = BudgetPaper.objects.get().status, Entry.objects.count()
    for who in team.keys() - those:
        with pytest.raises(PermissionDenied):
            withdraw(paper, team[who])
        assert not queries.may_withdraw(team[who], BudgetPaper.objects.get())
    assert (BudgetPaper.objects.get().status, Entry.objects.count()) == (before, entries)
    assert all(queries.may_withdraw(team[who], BudgetPaper.objects.get()) for who in those)
    withdraw(paper, team[sorted(those)[0]])
    assert BudgetPaper.objects.get().status == "WITHDRAWN"


def test_the_document_keeps_when_which_post_and_why(paper, head):  # noqa: F811
    go(paper, ("sign", head))
    withdraw(paper, head, f"  {WHY} ")
    kept = Document.objects.get(issued=True)
    assert (kept.withdrawn_at, kept.withdrawn_reason, kept.replaced_by) == (f.NOON, WHY, None)
    assert kept.withdrawn_by == f"Pengguna anggaran (PA), {readable(paper.unit.name, title=True)}"
    events = Entry.objects.filter(event__endswith=".withdrawn").order_by("pk").values_list("event", flat=True)
    assert list(events) == ["files.document.withdrawn", "budget.paper.withdrawn"]


def test_a_withdrawn_paper_is_neither_signed_nor_withdrawn_again(paper, head, staff):  # noqa: F811
    withdraw(paper, staff)
    with pytest.raises(services.MoveRefused):
        withdraw(paper, staff)
    with pytest.raises(services.MoveRefused):
        go(paper, ("sign", head))
    common = {"document_id": paper.document_id, "actor": head, "now": f.NOON}
    with pytest.raises(files.DocumentWithdrawn):
        files.sign_document(position="PA", organisation="", reason="", **common)
    with pytest.raises(files.DocumentWithdrawn):
        files.withdraw_document(position="PA", reason=WHY, **common)
    assert Document.objects.get(pk=paper.document_id).signatures.count() == 0


def test_without_a_reason_it_stays(paper, staff):  # noqa: F811
    with pytest.raises(services.ReasonMissing):
        withdraw(paper, staff, "  ")
    assert BudgetPaper.objects.get().status == "MADE"


def test_the_next_version_names_the_one_before_and_every_page_leads_to_it(stage, opd, staff, paper):  # noqa: F811
    withdraw(paper, staff)
    second = make(stage, opd, staff)
    withdraw(second, staff)
    third = make(stage, opd, staff)
    assert [one.version for one in (second, third)] == [2, 3]
    assert third.document.label == f"{paper.document.label} (versi 3)"
    pairs = Document.objects.filter(issued=True).order_by("pk").values_list("pk", "replaced_by")
    last = third.document_id
    assert list(pairs) == [(paper.document_id, last), (second.document_id, last), (last, None)]
    assert code_in(storage.path_of(third.document.sha256).read_bytes()) == third.document.code
    with pytest.raises(services.PaperExists):
        make(stage, opd, staff)


def test_the_data_of_a_new_version_says_which_it_is(stage, opd):  # noqa: F811
    place = queries.PaperPlace(stage, "DPA", opd, version=2, replaces="7k2mq9x4wbhd")
    _template, data = queries.paper_data(place, on=f.NOON.date(), code="8k2mq9x4wbhd")
    assert (data["version"], data["replaces"]) == ("2", "7k2mq9x4wbhd")
    assert data["number"] == f"DPA/{opd.code}/{stage.year}-{stage.seq}/2"


def compared(client, document):
    data = storage.path_of(document.sha256).read_bytes()
    return text(client.post(reverse("files:check"), {"berkas": SimpleUploadedFile("dpa.pdf", data)}))


def test_everybody_reads_that_it_does_not_hold_and_what_does(client, stage, team, paper):  # noqa: F811
    go(paper, ("sign", team["pa"]))
    withdraw(paper, team["pa"])
    old = Document.objects.get(pk=paper.document_id)
    page = reverse("files:document", args=[old.code])
    for answer in (text(client.get(page)), compared(client, old)):
        assert [answer.count(said) for said in (ENDED, WHY, "Belum ada penggantinya")] == [1, 1, 1]
        assert "Dokumen ini asli dan tidak berubah" not in answer
    new = make(stage, paper.unit, team["pptk"]).document
    for answer in (text(client.get(page)), compared(client, old)):
        assert reverse("files:document", args=[new.code]) in answer
    assert ENDED not in text(client.get(reverse("files:document", args=[new.code])))


def test_a_changed_copy_of_a_withdrawn_paper_is_called_changed(client, paper, staff):  # noqa: F811
    withdraw(paper, staff)
    data = storage.path_of(paper.document.sha256).read_bytes() + b" "
    answer = text(client.post(reverse("files:check"), {"berkas": SimpleUploadedFile("dpa.pdf", data)}))
    assert "Berkas ini sudah diubah" in answer
    assert WHY in answer


def test_a_public_paper_leaves_the_list_of_its_unit(client, paper, team):  # noqa: F811
    Stage.objects.update(status="PUBLISHED")
    go(paper, *[(step, team[who]) for step, who in WAY])
    unit = reverse("budget:unit", args=[f.YEAR, paper.unit.code])
    assert paper.document.label in text(client.get(unit))
    withdraw(paper, team["sekda"])
    assert paper.document.label not in text(client.get(unit))


def test_the_page_asks_for_the_reason_and_keeps_what_was_written(client, paper, staff, head):  # noqa: F811
    client.force_login(staff)
    address, back = reverse("budget:paper_withdraw", args=[paper.pk]), reverse("budget:paper", args=[paper.pk])
    assert address in text(client.get(back))
    assert "Tulis alasan dokumen ini dicabut" in text(client.post(address, {"reason": " "}))
    long = "x" * 501
    assert long in text(client.post(address, {"reason": long}))
    assert BudgetPaper.objects.get().status == "MADE"
    assert client.post(address, {"reason": WHY}).headers["Location"] == back
    page = text(client.get(back))
    assert [address in page, ENDED in page, WHY in page] == [False, True, True]
    assert client.get(address).status_code == 404
    assert "Buat DPA" in text(client.get(reverse("budget:unit_papers", args=[paper.stage_id, paper.unit.code])))


def test_the_regency_takes_its_summary_back(stage, finance):  # noqa: F811
    summary = make(stage, None, finance, "SUMMARY")
    withdraw(summary, finance)
    assert "SUMMARY" in queries.kinds_to_make(finance, stage, None)
    assert make(stage, None, finance, "SUMMARY").version == 2
