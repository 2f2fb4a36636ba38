"""The pages of papers: made by a button, signed on a page of its own, read by those who may."""

import pytest
from django.urls import reverse

from pendopo.budget.models import BudgetPaper, Stage
from pendopo.budget.queries import waiting_for
from pendopo.budget.tests import factories as f
from pendopo.budget.tests.test_papers import finance, go, keys, make, paper, secretary, stage  # noqa: F401

pytestmark = pytest.mark.django_db


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_technical_officer_makes_the_dpa_with_one_button(client, stage, opd, staff):  # noqa: F811
    client.force_login(staff)
    page = reverse("budget:unit_papers", args=[stage.pk, opd.code])
    assert "Buat DPA" in text(client.get(page))
    answer = client.post(reverse("budget:make_unit_paper", args=[stage.pk, opd.code]), {"kind": "DPA"})
    assert answer.headers["Location"] == reverse("budget:paper", args=[BudgetPaper.objects.get().pk])
    assert "Buat DPA" not in text(client.get(page))
    again = client.post(reverse("budget:make_unit_paper", args=[stage.pk, opd.code]), {"kind": "DPA"}, follow=True)
    assert "sudah dibuat" in text(again)
    assert BudgetPaper.objects.count() == 1


def test_the_head_signs_on_a_page_that_asks(client, paper, head):  # noqa: F811
    client.force_login(head)
    address = reverse("budget:paper_step", args=[paper.pk, "sign"])
    assert address in text(client.get(reverse("budget:paper", args=[paper.pk])))
    assert paper.document.sha256 in text(client.get(address))
    assert client.post(address).status_code == 302
    assert BudgetPaper.objects.get().status == "SIGNED"
    page = text(client.get(reverse("budget:paper", args=[paper.pk])))
    assert "Sri Wahyuni" in page
    assert address not in page
    assert client.get(address).status_code == 404


def test_the_page_says_why_a_signature_is_refused(client, paper, head, settings):  # noqa: F811
    settings.PENDOPO_SIGNATURES = "NONE"
    client.force_login(head)
    answer = client.post(reverse("budget:paper_step", args=[paper.pk, "sign"]))
    assert "penyedianya belum diatur" in text(answer)
    assert BudgetPaper.objects.get().status == "MADE"


def test_the_file_is_for_those_who_may_see_the_rka(client, paper, staff, other_official, resident):  # noqa: F811
    address = reverse("budget:paper_pdf", args=[paper.pk])
    client.force_login(staff)
    assert b"".join(client.get(address).streaming_content).startswith(b"%PDF-")
    for actor in (other_official, resident):
        client.force_login(actor)
        assert client.get(address).status_code == 404


@pytest.fixture
def three(head, finance, secretary):  # noqa: F811
    """Who signs a DPA, step by step."""
    return ("sign", head), ("validate", finance), ("approve", secretary)


def test_the_public_page_of_the_unit_names_the_finished_dpa(client, paper, three, opd):  # noqa: F811
    Stage.objects.update(status="PUBLISHED")
    unit = reverse("budget:unit", args=[f.YEAR, opd.code])
    assert paper.document.label not in text(client.get(unit))
    go(paper, *three)
    assert paper.document.label in text(client.get(unit))
    assert "Unduh PDF" in text(client.get(reverse("files:document", args=[paper.document.code])))


def test_the_stage_lists_units_and_the_papers_of_the_regency(client, stage, opd, finance):  # noqa: F811
    client.force_login(finance)
    page = text(client.get(reverse("budget:stage_papers", args=[stage.pk])))
    assert opd.name in page
    assert "Buat Ringkasan APBD" in page
    assert "Buat Lampiran menurut urusan 1" in page
    made = client.post(reverse("budget:make_paper", args=[stage.pk]), {"kind": "SUMMARY"})
    assert made.headers["Location"] == reverse("budget:paper", args=[BudgetPaper.objects.get().pk])
    assert client.post(reverse("budget:make_paper", args=[stage.pk]), {"kind": "X"}).status_code == 404


def test_a_draft_has_no_papers_and_says_so(client, opd, staff):
    draft = f.draft_stage()
    f.sheet(draft, opd)
    client.force_login(staff)
    assert "tahap yang sudah ditutup" in text(client.get(reverse("budget:unit_papers", args=[draft.pk, opd.code])))


def test_a_paper_waits_for_the_next_signer_alone(paper, head, finance, secretary, staff):  # noqa: F811
    def waiting(actor):
        return [task.title for task in waiting_for(actor, f.NOON) if task.about == paper.document.label]

    assert [waiting(actor) for actor in (head, finance, secretary, staff)] == [["Tanda tangani dokumen"], [], [], []]
    go(paper, ("sign", head))
    assert [waiting(actor) for actor in (head, finance, secretary)] == [[], ["Sahkan dokumen"], []]
