"""Blacklist: proposed, heard, imposed by the PA alone for the law's period; whoever is on it gets no contract."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.notices.models import Notice
from pendopo.procurement import queries, services
from pendopo.procurement.models import SupplierAccount, SupplierSanction
from pendopo.procurement.rules_suppliers import last_day_of_sanction
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_contracts import TODAY, draft, supplier

DAY = dt.timedelta(days=1)


@pytest.fixture
def firm(db):
    return supplier()


@pytest.fixture
def owner(firm):
    person = people.person("sari@contoh.id", "Sari")
    SupplierAccount.objects.create(supplier=firm, user=person, named_at=f.NOON)
    return person


def propose(firm, opd, actor, kind="ABANDONMENT", **more):
    given = {"supplier_id": firm.pk, "unit_id": opd.pk, "kind": kind, "basis": "Meninggalkan pekerjaan"} | more
    return services.propose_sanction(**given, actor=actor, now=f.NOON)


def impose(sanction, actor, first=TODAY, now=f.NOON):
    decree = {"decree_number": "600/12/2026", "decree_date": TODAY, "from_date": first}
    return services.impose_sanction(sanction_id=sanction.pk, **decree, actor=actor, now=now)


def answered(firm, opd, ppk, owner, **more):
    sanction = propose(firm, opd, ppk, **more)
    return services.answer_sanction(sanction_id=sanction.pk, statement="Ada banjir", actor=owner, now=f.NOON)


def test_a_sanction_is_proposed_answered_and_imposed_for_the_years_of_the_rule(firm, opd, ppk, pa, owner):
    sanction = propose(firm, opd, ppk)
    # Five working days after Tuesday 24 November 2026.
    assert (sanction.status, sanction.answer_until_date) == ("PROPOSED", dt.date(2026, 12, 1))
    assert Notice.objects.filter(recipient=owner, event="procurement.sanction.proposed").exists()
    services.answer_sanction(sanction_id=sanction.pk, statement=" Ada banjir ", actor=owner, now=f.NOON)
    sanction = impose(sanction, pa)
    assert (sanction.status, sanction.statement) == ("RUNNING", "Ada banjir")
    assert (sanction.from_date, sanction.to_date) == (TODAY, dt.date(2027, 11, 23))
    assert "LKPP 4/2021" in sanction.rule_source
    told = Entry.objects.get(event="procurement.sanction.imposed").data
    assert (told["from"], told["to"], told["decree"]) == ("2026-11-24", "2027-11-23", "600/12/2026")
    assert [one.pk for one in queries.blacklist(TODAY)] == [sanction.pk]


def test_false_documents_cost_two_years_and_a_year_from_leap_day_ends_on_the_28th(firm, opd, ppk, pa, owner):
    sanction = impose(answered(firm, opd, ppk, owner, kind="FALSE_DOCUMENTS"), pa)
    assert sanction.to_date == dt.date(2028, 11, 23)
    assert last_day_of_sanction(dt.date(2028, 2, 29), years=1) == dt.date(2029, 2, 28)
    assert last_day_of_sanction(dt.date(2027, 3, 1), years=1) == dt.date(2028, 2, 29)


def test_only_the_pa_of_the_unit_imposes(firm, opd, ppk, owner):
    sanction = answered(firm, opd, ppk, owner)
    elsewhere = people.unit("1.02", "Dinas Kesehatan")
    others = people.person("pa.lain@contoh.id", "PA Lain", roles=["pa"], unit=elsewhere)
    for person in (ppk, owner, others):
        with pytest.raises(PermissionDenied):
            impose(sanction, person)
    sanction.refresh_from_db()
    assert (sanction.status, sanction.to_date) == ("HEARD", None)


def test_the_supplier_has_the_word_before_the_office_notes_that_it_was_heard(firm, opd, ppk, pa):
    sanction = propose(firm, opd, ppk)
    with pytest.raises(MoveRefused):
        impose(sanction, pa)
    hear = {"sanction_id": sanction.pk, "note": "Tidak menjawab", "actor": ppk}
    with pytest.raises(services.SanctionRefused) as refusal:
        services.hear_sanction(**hear, now=f.NOON + 7 * DAY)
    assert (refusal.value.code, refusal.value.limit) == ("early", dt.date(2026, 12, 1))
    assert services.hear_sanction(**hear, now=f.NOON + 8 * DAY).status == "HEARD"


def test_another_supplier_cannot_answer_and_the_same_matter_is_proposed_once(firm, opd, ppk):
    sanction = propose(firm, opd, ppk)
    stranger = people.person("lain@contoh.id", "Lain")
    SupplierAccount.objects.create(supplier=supplier("1234567890124"), user=stranger, named_at=f.NOON)
    with pytest.raises(PermissionDenied):
        services.answer_sanction(sanction_id=sanction.pk, statement="x", actor=stranger, now=f.NOON)
    with pytest.raises(services.SanctionRefused, match="twice"):
        propose(firm, opd, ppk)


def test_who_is_blocked_follows_from_the_dates_alone_and_a_lifting_frees_at_once(firm, opd, ppk, pa, owner):
    first = TODAY + 10 * DAY
    sanction = impose(answered(firm, opd, ppk, owner), pa, first)
    last = sanction.to_date
    assert sanction.status == "IMPOSED"
    days = (first - DAY, first, last, last + DAY)
    assert [queries.blocked_on(firm, day) is not None for day in days] == [False, True, True, False]
    assert queries.blocked_among([firm.pk, 0], first) == {firm.pk}
    lifted = f.NOON + 20 * DAY
    services.move_sanctions(actor=SYSTEM, now=lifted)
    services.lift_sanction(sanction_id=sanction.pk, reason="Banding diterima", actor=pa, now=lifted)
    days = (TODAY + 19 * DAY, TODAY + 20 * DAY, last)
    assert [queries.blocked_on(firm, day) is not None for day in days] == [True, False, False]


def test_the_job_names_what_begins_and_what_is_over_once(firm, opd, ppk, pa, owner):
    sanction = impose(answered(firm, opd, ppk, owner), pa, TODAY + DAY)
    steps = [(0, "IMPOSED", 0), (1, "RUNNING", 1), (1, "RUNNING", 0), (365, "RUNNING", 0), (366, "EXPIRED", 1)]
    for days, status, moved in steps:
        assert services.move_sanctions(actor=SYSTEM, now=f.NOON + days * DAY) == moved
        sanction.refresh_from_db()
        assert sanction.status == status
    with pytest.raises(PermissionDenied):
        services.move_sanctions(actor=pa, now=f.NOON)


def test_a_blacklisted_supplier_gets_no_contract(lines, opd, firm):
    package = f.announced(opd, {lines[0]: 120_000_000})
    sanction = propose(firm, opd, SYSTEM)
    services.hear_sanction(sanction_id=sanction.pk, note="Diam", actor=SYSTEM, now=f.NOON + 8 * DAY)
    impose(sanction, SYSTEM)
    with pytest.raises(services.ContractRefused) as refusal:
        draft(package, lines[0], "1000000", whom=firm)
    assert (refusal.value.code, refusal.value.limit) == ("blacklisted", dt.date(2027, 11, 23))


def test_a_proposal_can_end_without_a_sanction(firm, opd, ppk, pa):
    sanction = propose(firm, opd, ppk)
    with pytest.raises(services.ReasonMissing):
        services.dismiss_sanction(sanction_id=sanction.pk, reason=" ", actor=pa, now=f.NOON)
    services.dismiss_sanction(sanction_id=sanction.pk, reason="Terbukti keadaan kahar", actor=pa, now=f.NOON)
    assert SupplierSanction.objects.get().status == "DISMISSED"
    assert not queries.sanctions_of(firm).exists()
