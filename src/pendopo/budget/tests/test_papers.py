"""The life of a paper: made from a frozen stage, signed by three people, open with its stage."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import queries, services
from pendopo.budget.models import BudgetPaper, RkaSheet, Stage
from pendopo.budget.queries.papers import FOLDER, PaperPlace, paper_data
from pendopo.budget.states import PaperKind
from pendopo.budget.tests import factories as f
from pendopo.files import checks
from pendopo.files.printing import print_pdf
from pendopo.instance.models import Instance
from pendopo.kernel.access import SYSTEM


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def stage(db, opd):
    """A set APBD with one form of 450,000 rupiah."""
    Instance.objects.create(
        pk=1, region_code="33.03", name="Kabupaten Purbalingga", kind="KABUPATEN", updated_at=f.NOON
    )
    found = f.draft_stage(kind="APBD")
    put(found, f.sheet(found, opd), f.row(45_000))
    return at(found, "SET")


@pytest.fixture
def finance(db):
    return people.person("ppkd@contoh.id", "Hadi Keuangan", roles=["ppkd"])


@pytest.fixture
def secretary(db):
    return people.person("sekda@contoh.id", "Ratna Sekda", roles=["sekda"])


@pytest.fixture
def paper(stage, opd, staff):
    return make(stage, opd, staff)


def put(stage, sheet, values):
    common = {"stage_id": stage.pk, "sheet_id": sheet.pk, "actor": SYSTEM, "now": f.NOON}
    return services.put_item(account_id=f.account_id(stage), values=values, **common)


def at(stage, status):
    Stage.objects.filter(pk=stage.pk).update(status=status)
    return Stage.objects.get(pk=stage.pk)


def make(stage, unit, actor, kind="DPA", **more):
    unit_id = unit.pk if unit else None
    return services.make_paper(stage_id=stage.pk, kind=kind, unit_id=unit_id, actor=actor, now=f.NOON, **more)


def go(paper, *steps):
    acts = {"sign": services.sign_paper, "validate": services.validate_paper, "approve": services.approve_paper}
    for step, actor in steps:
        paper = acts[step](paper_id=paper.pk, actor=actor, now=f.NOON)
    return paper


def test_three_people_sign_and_everybody_reads_it_once_the_budget_is_published(stage, paper, head, finance, secretary):
    done = go(paper, ("sign", head), ("validate", finance), ("approve", secretary))
    assert (done.status, BudgetPaper.objects.get().document.public) == ("APPROVED", False)
    services.publish_stage(stage_id=stage.pk, actor=finance, now=f.NOON)
    document = BudgetPaper.objects.get().document
    assert document.public
    assert queries.open_papers(Stage.objects.get(), paper.unit) == [document]
    found = checks.check_code(document.code, f.NOON)
    assert (found.outcome, found.proven) == ("VALID", True)
    assert [(one.signer.name, one.signer.position.split(",")[0]) for one in found.signatures] == [
        ("Sri Wahyuni", "Pengguna anggaran (PA)"),
        ("Hadi Keuangan", "Pejabat pengelola keuangan daerah (PPKD)"),
        ("Ratna Sekda", "Sekretaris daerah"),
    ]


def test_a_paper_finished_after_the_publication_is_open_at_once(stage, paper, head, finance, secretary):
    at(stage, "PUBLISHED")
    go(paper, ("sign", head), ("validate", finance))
    assert not BudgetPaper.objects.get().document.public
    go(paper, ("approve", secretary))
    assert BudgetPaper.objects.get().document.public


def test_every_step_is_in_the_log(paper, head, finance):
    go(paper, ("sign", head), ("validate", finance))
    found = Entry.objects.filter(event__startswith="budget.paper.").order_by("pk").values_list("event", flat=True)
    assert list(found) == ["budget.paper.made", "budget.paper.signed", "budget.paper.validated"]


def test_no_step_is_skipped(paper, finance, secretary):
    for step, actor in (("validate", finance), ("approve", secretary)):
        with pytest.raises(services.MoveRefused):
            go(paper, (step, actor))
    assert (BudgetPaper.objects.get().status, paper.document.signatures.count()) == ("MADE", 0)


def test_who_has_no_right_signs_nothing(paper, staff, other_official, auditor, resident):
    entries = Entry.objects.count()
    for actor in (staff, other_official, auditor, resident):
        with pytest.raises(PermissionDenied):
            go(paper, ("sign", actor))
    assert (paper.document.signatures.count(), Entry.objects.count()) == (0, entries)


def test_one_account_does_not_sign_twice(stage, opd, paper, head):
    both = people.person("dua@contoh.id", "Dua Jabatan", roles=["ppkd", "sekda"])
    go(paper, ("sign", head), ("validate", both))
    with pytest.raises(services.DutiesMixed) as refusal:
        go(paper, ("approve", both))
    assert (refusal.value.first, refusal.value.second) == ("ppkd", "sekda")
    assert (BudgetPaper.objects.get().status, paper.document.signatures.count()) == ("VALIDATED", 2)


def test_the_office_does_not_validate_its_own_paper(paper, opd, head):
    own = people.person("ganda@contoh.id", "Ganda", roles=["kpa", "ppkd"], unit=opd)
    go(paper, ("sign", head))
    with pytest.raises(services.DutiesMixed):
        go(paper, ("validate", own))
    assert BudgetPaper.objects.get().status == "SIGNED"


@pytest.mark.parametrize(("status", "kind"), [("DRAFT", "DPA"), ("AGREED", "DPA"), ("SET", "DPPA"), ("DRAFT", "RKA")])
def test_a_paper_comes_only_from_the_stage_that_has_it(stage, opd, staff, status, kind):
    at(stage, status)
    with pytest.raises(services.PaperTooEarly):
        make(stage, opd, staff, kind)
    assert not BudgetPaper.objects.exists()


def test_a_paper_is_made_once(stage, opd, staff, paper):
    with pytest.raises(services.PaperExists):
        make(stage, opd, staff)
    assert BudgetPaper.objects.count() == 1


def test_without_a_provider_nothing_moves(paper, head, settings):
    settings.PENDOPO_SIGNATURES = "BSRE"
    with pytest.raises(services.SigningUnavailable):
        go(paper, ("sign", head))
    assert BudgetPaper.objects.get().status == "MADE"


def test_the_summary_closes_with_the_official_lines(stage, finance):
    place = PaperPlace(stage, PaperKind.SUMMARY)
    template, data = paper_data(place, on=f.NOON.date(), code="7k2mq9x4wbhd")
    told = {key: data[key] for key in ("revenue", "spending", "surplus", "net", "silpa", "spending_words")}
    assert told == {
        "revenue": "0",
        "spending": "450.000",
        "surplus": "(450.000)",
        "net": "0",
        "silpa": "(450.000)",
        "spending_words": "empat ratus lima puluh ribu",
    }
    assert "<svg" in data["qr"]
    assert print_pdf(template, data, at=f.NOON).startswith(b"%PDF-")


def test_the_annex_adds_up_by_bidang_and_unit(stage, opd, finance):
    urusan = queries.affairs_of(stage).get()
    template, data = paper_data(PaperPlace(stage, PaperKind.ANNEX, activity_id=urusan.pk), on=f.NOON.date())
    zero = ["0", "0", "0"]
    assert [row[:2] + row[3:] for row in data["rows"]] == [
        [depth, code, "450.000", *zero, "450.000"]
        for depth, code in (
            (0, "1.03"),
            (1, "1.03"),
            (2, "1.03.10"),
            (3, "1.03.10.2.01"),
            (4, "1.03.10.2.01.0003"),
        )
    ]
    assert (template, data["total"][-1]) == (f"{FOLDER}/annex.typ", "450.000")
    assert print_pdf(template, data, at=f.NOON).startswith(b"%PDF-")


def test_a_changed_budget_prints_before_after_and_difference(stage, opd, staff):
    at(stage, "PUBLISHED")
    later = services.open_stage(year=f.YEAR, kind="APBD_P", actor=SYSTEM, now=f.NOON)
    put(later, RkaSheet.objects.get(), f.row(5_000, "2", component="Map", coefficients=((Decimal(2), "rim"),)))
    at(stage, "SUPERSEDED")
    later = at(later, "SET")
    template, data = paper_data(PaperPlace(later, PaperKind.DPPA, opd), on=f.NOON.date())
    sheet = data["sheets"][0]
    assert (sheet["before"], sheet["amount"], sheet["change"]) == ("450.000", "460.000", "10.000")
    assert [row[1:] for row in sheet["rows"] if row[0] == "i"] == [
        ["Kertas HVS", "10 rim × 45.000", "450.000", "450.000", "0"],
        ["Map", "– → 2 rim × 5.000", "0", "10.000", "10.000"],
    ]
    assert print_pdf(template, data, at=f.NOON).startswith(b"%PDF-")
