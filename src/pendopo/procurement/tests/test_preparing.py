"""Preparing a run: packages, owner's estimate with its sources, committee without conflicts."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.procurement import services
from pendopo.procurement.models import Tender
from pendopo.procurement.services import TenderRefused
from pendopo.procurement.tests import run_factories as r

pytestmark = pytest.mark.django_db


@pytest.fixture
def tender(lines, opd):
    return r.prepared(r.package(opd, lines))


def refused(act, **given):
    with pytest.raises(TenderRefused) as caught:
        act(**r.BY | given)
    return caught.value


def test_a_run_follows_the_row_of_its_method(tender):
    assert (tender.template, tender.evaluation, tender.sealed) == ("tender_pasca_satu_file", "LOWEST_PRICE", True)
    assert (tender.ceiling_amount, tender.code) == (D(900_000_000), f"T-2027-{tender.pk:06d}")


@pytest.mark.parametrize(
    ("more", "code"),
    [({"scheme": "TWO_FILE", "evaluation": "NEGOTIATED"}, "evaluation"), ({"time_factor": 1440}, "factor")],
)
def test_what_the_row_does_not_allow_is_refused(lines, opd, more, code):
    with pytest.raises(TenderRefused) as caught:
        r.prepared(r.package(opd, lines), **more)
    assert (caught.value.code, Tender.objects.count()) == (code, 0)


def test_a_package_is_in_one_run_at_a_time_and_practice_does_not_count(tender):
    package = tender.packages.get().package
    with pytest.raises(TenderRefused) as caught:
        r.prepared(package)
    assert caught.value.code == "in_use"
    assert r.prepared(package, practice=True, time_factor=1440).code.startswith("LATIHAN-2027-")


def test_a_stranger_prepares_nothing(lines, opd):
    package, before = r.package(opd, lines), Entry.objects.count()
    with pytest.raises(PermissionDenied):
        r.prepared(package, actor=people.person("tamu@contoh.id", "Tamu"))
    assert (Tender.objects.count(), Entry.objects.count()) == (0, before)


def test_the_estimate_adds_vat_and_fixes_the_value_of_the_run(tender):
    lines = [r.estimate(D("1000.50"), volume=D("3.5")), r.estimate(D(500))]
    hps = services.set_hps(tender_id=tender.pk, lines=lines, note="", **r.BY)
    assert (hps.lines_amount, hps.vat_amount, hps.total_amount) == (D("4001.75"), D("440.19"), D("4441.94"))
    services.decide_hps(tender_id=tender.pk, **r.BY)
    tender.refresh_from_db()
    assert tender.hps_amount == D("4441.94")


def test_an_estimate_needs_a_source_for_each_price_and_room_in_the_ceiling(tender):
    given = {"tender_id": tender.pk}
    assert refused(services.decide_hps, **given).code == "no_draft"
    services.set_hps(lines=[r.estimate(), r.estimate(reference="")], note="", **given, **r.BY)
    missing = refused(services.decide_hps, **given)
    assert (missing.code, missing.detail) == ("no_source", {"line": 2})
    services.set_hps(lines=[r.estimate(D(810_810_811))], note="", **given, **r.BY)
    assert refused(services.decide_hps, **given).code == "above_ceiling"
    services.set_hps(lines=[r.estimate(D(810_810_810))], note="", **given, **r.BY)
    assert services.decide_hps(**given, **r.BY).total_amount == D("899999999.10")
    assert refused(services.set_hps, lines=[r.estimate(price_item="X-0")], note="", **given).code == "price_item"


def test_a_later_version_supersedes_the_first(tender):
    for price in (D(100), D(200)):
        services.set_hps(tender_id=tender.pk, lines=[r.estimate(price)], note="", **r.BY)
        services.decide_hps(tender_id=tender.pk, **r.BY)
    found = list(tender.hps_versions.values_list("version", "status", "total_amount"))
    assert found == [(2, "DECIDED", D(222)), (1, "SUPERSEDED", D(111))]


def test_whoever_sets_the_estimate_has_no_seat(tender, opd, ppk):
    people.Appointment.objects.create(
        user=ppk, holder_name=ppk.name, role="pokja", unit=opd, from_date=people.FIRST_DAY
    )
    others = [people.person(f"{name}@contoh.id", name, roles=["pokja"], unit=opd) for name in "ab"]
    seats = {ppk.pk: "CHAIR", others[0].pk: "MEMBER", others[1].pk: "MEMBER"}
    refusal = refused(services.appoint_committee, tender_id=tender.pk, seats=seats)
    assert (refusal.code, refusal.detail, tender.committee.count()) == ("conflict", {"names": "Dewi PPK"}, 0)


def test_a_committee_is_odd_has_a_chair_and_its_members_are_of_pokja(tender, opd):
    found = r.committee(tender, opd, declare=False)
    seats = {found[0].pk: "CHAIR", found[1].pk: "MEMBER"}
    assert refused(services.appoint_committee, tender_id=tender.pk, seats=seats).code == "committee_size"
    stranger = people.person("warga@contoh.id", "Warga")
    refusal = refused(services.appoint_committee, tender_id=tender.pk, seats=seats | {stranger.pk: "MEMBER"})
    assert (refusal.code, refusal.detail) == ("no_pokja", {"names": "Warga"})


def test_who_states_an_interest_does_not_count_and_who_stays_keeps_the_declaration(tender, opd):
    found = r.committee(tender, opd)
    services.declare_interest(tender_id=tender.pk, interest="Adik saya direktur", actor=found[2], now=r.NOW)
    assert [one.counts for one in tender.committee.all()] == [True, True, False]
    new = people.person("baru@contoh.id", "Baru", roles=["pokja"], unit=opd)
    seats = {found[1].pk: "CHAIR", found[0].pk: "SECRETARY", new.pk: "MEMBER"}
    services.appoint_committee(tender_id=tender.pk, seats=seats, **r.BY)
    rows = {one.user_id: (one.seat, one.counts) for one in tender.committee.all()}
    assert rows == {found[1].pk: ("CHAIR", True), found[0].pk: ("SECRETARY", True), new.pk: ("MEMBER", False)}


def test_only_members_declare(tender, opd, ppk):
    r.committee(tender, opd, declare=False)
    with pytest.raises(PermissionDenied):
        services.declare_interest(tender_id=tender.pk, interest="", actor=ppk, now=r.NOW)
    assert not tender.committee.exclude(declared_at=None).exists()


def test_nothing_is_prepared_any_more_once_a_run_is_announced(lines, opd):
    tender, _members = r.ready(opd, lines)
    services.announce_tender(tender_id=tender.pk, **r.BY)
    given = {"tender_id": tender.pk}
    start = r.NOW + dt.timedelta(days=1)
    assert refused(services.set_hps, lines=[], note="", **given).code == "announced"
    assert refused(services.set_kak, values={}, **given).code == "announced"
    assert refused(services.propose_schedule, start=start, **given).code == "announced"
