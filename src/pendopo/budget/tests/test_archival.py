"""Every kind of paper is PDF/A-2a, before and after its signatures; the judge finds what is taken away."""

import io

import pikepdf
import pytest

from pendopo.budget import queries, services
from pendopo.budget.models import RkaSheet, Stage
from pendopo.budget.queries.papers import PaperPlace, paper_data
from pendopo.budget.tests import factories as f
from pendopo.budget.tests.test_papers import at, finance, go, keys, make, paper, put, secretary, stage  # noqa: F401
from pendopo.files import storage
from pendopo.files.models import Document
from pendopo.files.printing import print_pdf
from pendopo.files.tests.archival import faults
from pendopo.kernel.access import SYSTEM

pytestmark = pytest.mark.django_db


def changed(stage):  # noqa: F811
    """An amended budget that holds, with one more row."""
    at(stage, "PUBLISHED")
    later = services.open_stage(year=f.YEAR, kind="APBD_P", actor=SYSTEM, now=f.NOON)
    put(later, RkaSheet.objects.get(), f.row(5_000))
    at(stage, "SUPERSEDED")
    return at(later, "SET")


def of_unit(kind):
    return lambda closed, unit: PaperPlace(closed, kind, unit)


PLACES = {
    "RKA": of_unit("RKA"),
    "DPA": of_unit("DPA"),
    "DPPA": lambda closed, unit: PaperPlace(changed(closed), "DPPA", unit),
    "SUMMARY": lambda closed, unit: PaperPlace(closed, "SUMMARY"),
    "ANNEX": lambda closed, unit: PaperPlace(closed, "ANNEX", activity_id=queries.affairs_of(closed).get().pk),
}


def printed(place, code="7k2mq9x4wbhd"):
    template, data = paper_data(place, on=f.NOON.date(), code=code)
    return print_pdf(template, data, at=f.NOON)


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("code", ["", "7k2mq9x4wbhd"])
def test_each_kind_of_paper_can_be_kept_for_good(stage, opd, kind, code):  # noqa: F811
    assert faults(printed(PLACES[kind](stage, opd), code)) == []


def test_three_signatures_leave_it_so(paper, head, finance, secretary):  # noqa: F811
    go(paper, ("sign", head), ("validate", finance), ("approve", secretary))
    data = storage.path_of(Document.objects.get(pk=paper.document_id).sha256).read_bytes()
    assert faults(data) == []


def without_font(pdf):
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            del one["/FontFile2" if "/FontFile2" in one else "/FontFile3"]
            return


def without_intent(pdf):
    del pdf.Root["/OutputIntents"]


def with_script(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def other_level(pdf):
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        told["pdfaid:conformance"] = "B"


SPOILT = {
    "is not in the file": without_font,
    "0 output intents": without_intent,
    "an act /JavaScript": with_script,
    "XMP says": other_level,
}


@pytest.mark.parametrize("said", SPOILT)
def test_the_judge_finds_what_is_spoilt(stage, said):  # noqa: F811
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed(PaperPlace(stage, "SUMMARY")))) as pdf:
        SPOILT[said](pdf)
        pdf.save(target)
    assert len([fault for fault in faults(target.getvalue()) if said in fault]) == 1


def test_the_judge_finds_a_lock_and_a_plain_pdf(stage):  # noqa: F811
    locked, plain = io.BytesIO(), pikepdf.new()
    with pikepdf.open(io.BytesIO(printed(PaperPlace(stage, "SUMMARY")))) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="x", user=""))
    assert "encrypted" in faults(locked.getvalue())
    bare = io.BytesIO()
    plain.add_blank_page()
    plain.save(bare)
    assert {"no XMP", "0 output intents", "not tagged", "no font at all"} <= set(faults(bare.getvalue()))


def test_the_first_page_of_a_changed_budget_tells_the_whole(stage, opd):  # noqa: F811
    later = changed(stage)
    data = paper_data(PaperPlace(later, "DPPA", opd), on=f.NOON.date())[1]
    told = "450.000", "500.000", "50.000"
    assert [row[0] for row in data["overview"]] == ["5", "5.1", "5.1.02"]
    assert {tuple(row[2:]) for row in data["overview"]} == {told}
    assert data["closing"] == [("SPENDING", *told)]
    assert data["sheets"][0]["levels"][-1][0] == "1.03.10.2.01.0003"
    assert Stage.objects.get(pk=later.pk).base_id == stage.pk
