"""Funds of lines: reserved, bound, paid and given back; nothing above the line, whoever comes at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget import queries, services
from pendopo.budget.models import FundsBalance, FundsHold, LedgerEntry, Line, Stage
from pendopo.budget.tests import factories as f
from pendopo.kernel.access import SYSTEM


def effective_line(unit, amount=1_000_000):
    """A line of the amount in a stage that is in force."""
    stage = f.draft_stage()
    sheet = f.sheet(stage, unit)
    row = f.row(price=amount, volume="1")
    services.put_item(
        stage_id=stage.pk, sheet_id=sheet.pk, account_id=f.account_id(stage), values=row, actor=SYSTEM, now=f.NOON
    )
    Stage.objects.filter(pk=stage.pk).update(status="SET", kind="APBD")
    return Line.objects.get()


@pytest.fixture
def line(db, opd):
    return effective_line(opd)


def reserve(line, amount, source="procurement.package:1", actor=SYSTEM):
    services.reserve_funds(amounts={line.pk: D(amount)}, source=source, actor=actor, now=f.NOON)


def commit(line, amount, source="procurement.contract:1", actor=SYSTEM, **more):
    services.commit_funds(amounts={line.pk: D(amount)}, source=source, actor=actor, now=f.NOON, **more)


def spend(line, amount, source="monitoring.payment:1", against="procurement.contract:1"):
    services.spend_funds(amounts={line.pk: D(amount)}, source=source, against=against, actor=SYSTEM, now=f.NOON)


def release(holder, **more):
    return services.release_funds(holder=holder, source=f"{holder}#end", actor=SYSTEM, now=f.NOON, **more)


def sums(line):
    row = FundsBalance.objects.get(line=line)
    return row.reserved_amount, row.committed_amount, row.spent_amount


def test_a_package_reserves_a_contract_binds_a_payment_spends_and_the_rest_goes_back(line):
    reserve(line, 900_000)
    commit(line, "850000.50", against="procurement.package:1")
    assert sums(line) == (D("49999.50"), D("850000.50"), 0)
    spend(line, "400000.25")
    assert release("procurement.package:1") == {line.pk: D("49999.50")}
    assert release("procurement.contract:1") == {line.pk: D("450000.25")}
    assert sums(line) == (0, D("400000.25"), D("400000.25"))
    (seen,) = queries.funds_of_lines(SYSTEM, [line.pk])
    assert seen.free_amount == D("599999.75")
    assert [entry.step for entry in queries.ledger_of_line(SYSTEM, line.pk)] == [
        "RELEASE", "RELEASE", "SPEND", "COMMIT", "RESERVE",
    ]  # fmt: skip


def test_what_exceeds_the_line_is_refused_and_nothing_moves(line):
    reserve(line, 600_000)
    with pytest.raises(services.FundsExceeded) as refusal:
        reserve(line, "400000.01", source="procurement.package:2")
    assert (refusal.value.free_amount, refusal.value.code) == (400_000, f"1.03.10.2.01.0003.{f.ATK}")
    with pytest.raises(services.FundsExceeded):
        commit(line, 1_000_001, against="procurement.package:1")
    assert sums(line) == (600_000, 0, 0)
    commit(line, 1_000_000, against="procurement.package:1")
    assert sums(line) == (0, 1_000_000, 0)


def test_an_amendment_adds_to_its_contract_and_no_payment_exceeds_it(line):
    commit(line, 500_000)
    commit(line, 50_000, source="procurement.addendum:1", holder="procurement.contract:1")
    with pytest.raises(services.HoldMissing) as refusal:
        spend(line, 550_001)
    assert refusal.value.left_amount == 550_000
    spend(line, 550_000)
    with pytest.raises(services.HoldMissing):
        spend(line, "0.01", source="monitoring.payment:2")


def test_the_same_source_counts_once_and_never_with_another_amount(line):
    reserve(line, 300_000)
    reserve(line, 300_000)
    assert (sums(line), LedgerEntry.objects.count()) == ((300_000, 0, 0), 1)
    with pytest.raises(services.SourceDiffers):
        reserve(line, 300_001)
    assert Entry.objects.filter(event="budget.funds.reserved").count() == 1


@pytest.mark.parametrize("amounts", [{}, {1: D(0)}, {1: D(-5)}, {1: D("0.001")}, {999_999: D(1)}])
def test_amounts_that_are_none_are_refused(line, amounts):
    own = {line.pk if key == 1 else key: value for key, value in amounts.items()}
    with pytest.raises(services.FundsRefused):
        services.reserve_funds(amounts=own, source="x", actor=SYSTEM, now=f.NOON)


def test_who_has_no_duty_for_the_unit_is_refused_and_nothing_moves(line, other_opd):
    for actor in (
        people.person("a@contoh.id", "Orang", roles=["pa"], unit=other_opd),
        people.person("b@contoh.id", "B"),
    ):
        with pytest.raises(PermissionDenied):
            reserve(line, 1, actor=actor)
    assert not LedgerEntry.objects.exists()


def test_without_an_effective_stage_only_an_agreed_one_bears_a_reservation(line):
    Stage.objects.update(status="AGREED")
    reserve(line, 10)
    with pytest.raises(services.FundsExceeded):
        commit(line, 10, against="procurement.package:1")
    Stage.objects.update(status="DRAFT")
    with pytest.raises(services.FundsExceeded):
        reserve(line, 10, source="procurement.package:2")


def test_a_later_stage_cannot_take_what_is_bound(line):
    commit(line, 700_000)
    stage = Stage.objects.get()
    later = Stage.objects.create(
        year=stage.year, seq=2, kind="SHIFT", status="AGREED", code_list=stage.code_list,
        account_list=stage.account_list, base=stage, opened_at=f.NOON,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE budget_lineamount SET stages = '[1,2)'")
        cursor.execute("SET session_replication_role = origin")
    with pytest.raises(services.BelowFunds) as refusal:
        services.set_stage(
            stage_id=later.pk, instrument="Perkada 1", instrument_date=f.NOON.date(), actor=SYSTEM, now=f.NOON
        )
    assert refusal.value.lines == [(f"1.03.10.2.01.0003.{f.ATK}", 0, 700_000)]


def test_the_ledger_only_grows(line):
    reserve(line, 10)
    for act in (lambda: LedgerEntry.objects.update(amount=1), lambda: LedgerEntry.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_imported_lines_share_the_ceiling_of_their_sub_kegiatan(db, opd):
    stage = f.draft_stage()
    f.sheet(stage, opd, ceiling=1_000)
    Stage.objects.update(status="PUBLISHED")
    maks = [(opd.pk, "1.03.10.2.01.0003", f.ATK), (opd.pk, "1.03.10.2.01.0003", "5.1.02.02.02.0002")]
    unknown = (opd.pk, "1.03.10.2.01.9999", f.ATK)
    lines = services.open_imported_lines(year=f.YEAR, maks=[*maks, unknown], actor=SYSTEM)
    assert lines == services.open_imported_lines(year=f.YEAR, maks=maks, actor=SYSTEM)
    assert set(lines) == set(maks)
    assert set(Line.objects.values_list("imported", "account__code")) == {(True, maks[0][2]), (True, maks[1][2])}
    commit(Line.objects.get(pk=lines[maks[0]]), 600)
    with pytest.raises(services.FundsExceeded) as refusal:
        commit(Line.objects.get(pk=lines[maks[1]]), 401, source="procurement.contract:2")
    assert refusal.value.free_amount == 400
    commit(Line.objects.get(pk=lines[maks[1]]), 400, source="procurement.contract:2")


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["reserve", "commit", "free", "spend", "release"]), st.integers(1, 4), st.integers(1, 900)
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_no_sequence_of_acts_holds_more_than_the_line(db, opd, acts):
    with transaction.atomic():
        line = effective_line(opd, 1_000)
        for number, (act, who, amount) in enumerate(acts):
            _try(act, line, who, amount, number)
        holds = FundsHold.objects.filter(line=line)
        bound = sum(h.amount for h in holds if h.step == "COMMIT")
        kept = sum(h.amount - h.used_amount for h in holds if h.step == "RESERVE")
        paid = sum(h.used_amount for h in holds if h.step == "COMMIT")
        assert kept + bound <= 1_000
        if FundsBalance.objects.exists():
            assert sums(line) == (kept, bound, paid)
        transaction.set_rollback(True)


def _try(act, line, who, amount, number):
    package, contract = f"p:{who}", f"c:{who}"
    try:
        with transaction.atomic():
            if act == "reserve":
                reserve(line, amount, source=f"{package}")
            elif act == "commit":
                commit(line, amount, source=f"s:{number}", holder=contract, against=package)
            elif act == "free":
                commit(line, amount, source=f"s:{number}", holder=contract)
            elif act == "spend":
                spend(line, amount, source=f"s:{number}", against=contract)
            else:
                services.release_funds(holder=package, source=f"s:{number}", actor=SYSTEM, now=f.NOON)
    except (services.FundsExceeded, services.HoldMissing, services.SourceDiffers):
        pass


@pytest.mark.django_db(transaction=True)
def test_sixty_four_writers_never_bind_more_than_the_line(opd):
    line = effective_line(opd, 1_000)
    gate, outcomes = threading.Barrier(8), []

    def writer(worker):
        gate.wait()
        for turn in range(8):
            try:
                commit(line, 30, source=f"procurement.contract:{worker}-{turn}")
                outcomes.append("bound")
            except services.FundsExceeded:
                outcomes.append("refused")
        connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(writer, range(8)))
    assert (outcomes.count("bound"), outcomes.count("refused")) == (33, 31)
    assert sums(line) == (0, 990, 0)
