"""Packages of the plan: composed from lines, approved by rule, announced with their money, revised, cancelled."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from pendopo.audit.models import Entry
from pendopo.budget import services as budget
from pendopo.budget.models import FundsBalance
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import queries, services
from pendopo.procurement.models import Package
from pendopo.procurement.tests import factories as f
from pendopo.search.models import PublicDocument


def act(name, package, actor=SYSTEM, **more):
    return getattr(services, f"{name}_package")(package_id=package.pk, actor=actor, now=f.NOON, **more)


def reserved(line):
    row = FundsBalance.objects.filter(line=line).first()
    return row.reserved_amount if row else 0


def test_a_package_goes_from_lines_to_the_public_plan_with_its_money(lines, opd, ppk, pa):
    package = f.draft(opd, {lines[0]: 120_000_000}, ppk)
    assert (package.ceiling_amount, package.code) == (120_000_000, f"RUP-2027-{package.pk:06d}")
    assert not queries.packages_visible_to(ANONYMOUS).exists()
    act("approve", package, pa)
    act("announce", package, pa)
    assert reserved(lines[0]) == 120_000_000
    shown = queries.packages_visible_to(ANONYMOUS).get()
    assert (shown.status, shown.version) == ("ANNOUNCED", 1)
    assert queries.versions_of(shown)[0].data["shares"][0]["amount"] == 120_000_000
    assert PublicDocument.objects.get(kind="procurement").url == f"/pengadaan/paket/{package.code}/"
    assert Entry.objects.filter(event="procurement.package.announced").count() == 1


def test_two_packages_never_reserve_more_than_the_line(lines, opd):
    f.announced(opd, {lines[0]: 100_000_000})
    late = f.draft(opd, {lines[0]: 50_000_001})
    act("approve", late)
    with pytest.raises(budget.FundsExceeded) as refusal:
        act("announce", late)
    assert refusal.value.free_amount == 50_000_000
    late.refresh_from_db()
    assert (late.status, reserved(lines[0])) == ("REVIEWED", 100_000_000)


def test_what_is_not_filled_in_or_against_the_law_is_not_approved(lines, opd, pa):
    bare = f.draft(opd, {}, volume="", contract_to_date=None, contract_from_date=None)
    with pytest.raises(services.PackageUnfinished) as refusal:
        act("approve", bare, pa)
    assert refusal.value.missing == ["volume", "contract_from_date", "contract_to_date", "shares"]
    large = f.draft(opd, {lines[1]: 250_000_000})
    with pytest.raises(services.PackageUnfinished) as refusal:
        act("approve", large, pa)
    assert refusal.value.missing == ["method"]
    works = f.draft(opd, {lines[1]: 250_000_000}, kind="WORKS")
    assert act("approve", works, pa).status == "REVIEWED"
    stated = f.draft(opd, {lines[1]: 300_000_000}, method="DIRECT_APPOINTMENT", circumstance="Penyedia tunggal")
    assert act("approve", stated, pa).status == "REVIEWED"


@pytest.mark.parametrize(
    ("day", "kind", "amount", "first"),
    [
        (dt.date(2025, 4, 29), "WORKS", 200_000_000, "DIRECT"),
        (dt.date(2025, 4, 29), "WORKS", 200_000_001, "TENDER"),
        (dt.date(2025, 4, 30), "WORKS", 400_000_000, "DIRECT"),
        (dt.date(2025, 4, 30), "WORKS", 400_000_001, "TENDER"),
        (dt.date(2026, 1, 1), "GOODS", 200_000_000, "DIRECT"),
        (dt.date(2026, 1, 1), "GOODS", 200_000_001, "TENDER"),
        (dt.date(2026, 1, 1), "CONSULTANCY", 100_000_000, "DIRECT"),
        (dt.date(2026, 1, 1), "CONSULTANCY", 100_000_001, "SELECTION"),
    ],
)
def test_the_method_follows_the_law_of_the_day(db, day, kind, amount, first):
    found = queries.proposals_for(kind=kind, amount=amount, day=day)
    assert (found[0].method, bool(found[0].source)) == (first, True)


def test_a_revision_replaces_the_reservation_and_the_public_sees_the_old_until_then(lines, opd):
    package = f.announced(opd, {lines[0]: 100_000_000})
    act("revise", package, reason="Volume bertambah")
    values = f.values(title="Belanja kertas, revisi")
    act("change", package, values=values, shares={lines[0].pk: 60_000_000, lines[1].pk: 5_000_000})
    shown = queries.packages_visible_to(ANONYMOUS).get()
    assert (shown.title, shown.ceiling_amount, reserved(lines[0])) == (
        "Belanja kertas dan alat tulis", 100_000_000, 100_000_000,
    )  # fmt: skip
    act("approve", package)
    act("announce", package)
    shown = queries.packages_visible_to(ANONYMOUS).get()
    assert (shown.title, shown.ceiling_amount, shown.version) == ("Belanja kertas, revisi", 65_000_000, 2)
    assert (reserved(lines[0]), reserved(lines[1])) == (60_000_000, 5_000_000)
    assert [(version.number, version.reason) for version in queries.versions_of(shown)] == [
        (2, "Volume bertambah"), (1, ""),
    ]  # fmt: skip


def test_a_cancelled_package_gives_its_money_back_and_says_why(lines, opd):
    package = f.announced(opd, {lines[0]: 100_000_000})
    with pytest.raises(services.ReasonMissing):
        act("cancel", package, reason=" ")
    act("cancel", package, reason="Digabung dengan paket lain")
    assert (reserved(lines[0]), Package.objects.get().cancel_reason) == (0, "Digabung dengan paket lain")
    with pytest.raises(MoveRefused):
        act("revise", package, reason="Lagi")


def test_a_draft_is_split_and_merged_without_losing_a_rupiah(lines, opd):
    package = f.draft(opd, {lines[0]: 100, lines[1]: 40})
    part = act("split", package, title="Bagian dua", amounts={lines[0].pk: 30, lines[1].pk: 40})
    package.refresh_from_db()
    assert (queries.read_shares(package), queries.read_shares(part)) == (
        {lines[0].pk: 70}, {lines[0].pk: 30, lines[1].pk: 40},
    )  # fmt: skip
    services.merge_packages(package_id=package.pk, other_id=part.pk, actor=SYSTEM, now=f.NOON)
    package.refresh_from_db()
    part.refresh_from_db()
    assert (package.ceiling_amount, part.status, part.ceiling_amount) == (140, "CANCELLED", 0)
    with pytest.raises(services.ShareRefused):
        act("split", package, title="Semua", amounts={lines[0].pk: 100, lines[1].pk: 40})


def test_shares_of_another_unit_or_of_nothing_are_refused(lines, opd, other_opd):
    for unit, amount in ((other_opd, 10), (opd, 0), (opd, -5)):
        with pytest.raises(services.ShareRefused):
            f.draft(unit, {lines[0]: amount})
    assert not Package.objects.exists()


def test_who_read_an_older_package_is_told(lines, opd, ppk):
    package = f.draft(opd, {lines[0]: 100}, ppk)
    seen = queries.read_values(package)
    act("change", package, ppk, values=f.values(title="Judul lain"), shares={lines[0].pk: 100}, seen=seen)
    with pytest.raises(services.PackageChanged):
        act("change", package, ppk, values=f.values(), shares={lines[0].pk: 100}, seen=seen)


@pytest.mark.parametrize("name", ["approve", "announce", "change", "cancel", "revise"])
def test_a_stranger_is_refused_and_nothing_moves(lines, opd, name):
    package = f.draft(opd, {lines[0]: 100})
    before = Entry.objects.count()
    more = {"change": {"values": f.values(), "shares": {}}, "cancel": {"reason": "x"}, "revise": {"reason": "x"}}
    with pytest.raises(PermissionDenied):
        act(name, package, ANONYMOUS, **more.get(name, {}))
    assert (Package.objects.get().status, Entry.objects.count()) == ("DRAFT", before)


@pytest.mark.django_db(transaction=True)
def test_two_announcements_at_once_reserve_once(lines, opd):
    package = f.draft(opd, {lines[0]: 100_000_000})
    act("approve", package)
    gate, said = threading.Barrier(2), []

    def announce(_number):
        gate.wait()
        try:
            act("announce", package)
            said.append("announced")
        except MoveRefused:
            said.append("refused")
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(announce, range(2)))
    assert (sorted(said), reserved(lines[0])) == (["announced", "refused"], 100_000_000)


def test_the_sample_plan_is_announced_once_and_within_its_lines(lines, opd):
    assert services.seed_packages_demo(year=f.YEAR, actor=SYSTEM, now=f.NOON) == 2
    assert services.seed_packages_demo(year=f.YEAR, actor=SYSTEM, now=f.NOON) == 0
    assert set(Package.objects.values_list("demo", "status")) == {(True, "DRAFT")}
