"""Proposals: asked with their origin, taken up or not, tied to the line that pays, and seen by everybody."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import queries, services
from pendopo.budget.models import Line, Proposal
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Rabat beton RW 02", "origin": "MUSRENBANG", "behind": "Musrenbang Kecamatan Uji", "volume": "640 meter",
    "estimate_amount": "318.000.000", "reason": "Jalan rusak", "desa": "",
}  # fmt: skip


@pytest.fixture
def tapd(db):
    return people.person("tapd@contoh.id", "Anggota TAPD", roles=["tapd"])


@pytest.fixture
def line(opd):
    stage = f.draft_stage()
    sheet = f.sheet(stage, opd)
    place = {"stage_id": stage.pk, "sheet_id": sheet.pk, "account_id": f.account_id(stage)}
    services.put_item(**place, values=f.row(), actor=SYSTEM, now=f.NOON)
    return Line.objects.get()


def proposal(unit, **more):
    values = services.ProposalValues("Rabat beton RW 02", "MUSRENBANG", 318_000_000, **more)
    return services.propose(year=2027, unit_id=unit.pk, values=values, actor=SYSTEM, now=f.NOON)


def step(client, who, found, action, **given):
    client.force_login(who)
    key = {"year": found.year, "code": found.code, "action": action}
    return client.post(reverse("budget:proposal_step", kwargs=key), given)


def test_from_the_meeting_to_the_line_that_pays(client, tapd, staff, opd, line):
    client.force_login(tapd)
    client.post(reverse("budget:new_proposal", kwargs={"year": 2027}), TYPED | {"unit": opd.code})
    found = Proposal.objects.get()
    assert (found.estimate_amount, found.unit, found.status) == (318_000_000, opd, "PROPOSED")
    assert step(client, tapd, found, "accept", answer="Masuk prioritas").status_code == 302
    assert "Pilih baris yang membiayainya" in step(client, staff, found, "fund", line="").content.decode()
    assert step(client, staff, found, "fund", line=line.pk).status_code == 302
    found.refresh_from_db()
    assert (found.status, found.line) == ("FUNDED", line)
    client.logout()
    text = client.get(reverse("budget:proposal", kwargs={"year": 2027, "code": found.code})).content.decode()
    assert "Masuk prioritas" in text
    assert line.account.name in text
    assert "318.000.000" in client.get(reverse("budget:proposals", kwargs={"year": 2027})).content.decode()
    events = list(Entry.objects.filter(event__startswith="budget.proposal").values_list("event", flat=True))
    assert events == [f"budget.proposal.{name}" for name in ("made", "accepted", "funded")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"), ({"unit": "tidak ada"}, "unit"), ({"origin": "LAIN"}, "origin"),
        ({"estimate_amount": "0"}, "estimate_amount"), ({"estimate_amount": "x"}, "estimate_amount"),
        ({"desa": "99.99.99.9999 Entah"}, "desa"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_at_its_field(client, tapd, opd, changes, field):
    client.force_login(tapd)
    answer = client.post(reverse("budget:new_proposal", kwargs={"year": 2027}), TYPED | {"unit": opd.code} | changes)
    assert list(answer.context["form"].errors) == [field]
    assert not Proposal.objects.exists()


def test_no_answer_without_a_reason_and_no_line_of_another_unit(client, tapd, staff, opd, line):
    found = proposal(opd)
    assert step(client, tapd, found, "refuse", answer=" ").status_code == 200
    with pytest.raises(MoveRefused):
        services.fund_proposal(proposal_id=found.pk, line_id=line.pk, actor=SYSTEM, now=f.NOON)
    services.accept_proposal(proposal_id=found.pk, actor=SYSTEM, now=f.NOON)
    Proposal.objects.update(year=2026)
    with pytest.raises(services.ProposalProblem):
        services.fund_proposal(proposal_id=found.pk, line_id=line.pk, actor=SYSTEM, now=f.NOON)
    assert Proposal.objects.get().status == "ACCEPTED"


def test_only_the_budget_team_judges_and_only_the_own_office_ties(opd, staff, other_official, tapd, auditor, line):  # noqa: PLR0917
    found = proposal(opd)
    for who in (staff, auditor):
        with pytest.raises(PermissionDenied):
            services.accept_proposal(proposal_id=found.pk, actor=who, now=f.NOON)
    services.accept_proposal(proposal_id=found.pk, actor=tapd, now=f.NOON)
    for who in (other_official, tapd):
        with pytest.raises(PermissionDenied):
            services.fund_proposal(proposal_id=found.pk, line_id=line.pk, actor=who, now=f.NOON)
    assert queries.proposal_actions(staff, Proposal.objects.get()) == ["fund"]
    services.fund_proposal(proposal_id=found.pk, line_id=line.pk, actor=staff, now=f.NOON)
    services.unfund_proposal(proposal_id=found.pk, actor=staff, now=f.NOON)
    services.refuse_proposal(proposal_id=found.pk, answer="Bukan kewenangan", actor=tapd, now=f.NOON)
    services.look_again(proposal_id=found.pk, actor=tapd, now=f.NOON)
    found.refresh_from_db()
    assert (found.status, found.answer, found.line) == ("PROPOSED", "", None)


def test_the_list_is_narrowed_summed_and_downloaded(client, opd, django_assert_max_num_queries):
    for number in range(30):
        proposal(opd, volume=str(number))
    services.refuse_proposal(proposal_id=Proposal.objects.first().pk, answer="Ganda", actor=SYSTEM, now=f.NOON)
    address = reverse("budget:proposals", kwargs={"year": 2027})
    with django_assert_max_num_queries(14):
        page = client.get(address)
    assert page.context["page"].paginator.count == 30
    assert client.get(f"{address}?status=REFUSED").context["page"].paginator.count == 1
    assert client.get(f"{address}?asal=DESA").context["page"].paginator.count == 0
    assert {one.status: one.number for one in queries.proposal_sums(2027)} == {
        "PROPOSED": 29, "ACCEPTED": 0, "FUNDED": 0, "REFUSED": 1,
    }  # fmt: skip
    assert client.get(f"{address}unduh.csv?status=REFUSED").content.decode("utf-8-sig").count("\n") == 2
