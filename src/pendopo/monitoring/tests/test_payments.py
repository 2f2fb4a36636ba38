"""Payments on their way: four people, every hard stop in its act, totals that are kept, nothing twice."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.budget.models import FundsBalance
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.monitoring import services
from pendopo.monitoring.models import Payment, PaymentBook, PaymentLine, Project, Sp2d, SpdBalance
from pendopo.monitoring.services import PaymentRefused, PaymentStopped
from pendopo.monitoring.tests import factories as f
from pendopo.monitoring.tests import payment_factories as p


@pytest.fixture
def paid_work(project):
    """A work of a hundred million with terms, in a unit to which ninety million are released."""
    p.terms(project)
    p.spd(project.unit, 90_000_000)
    p.worked(project, 100)
    return project


def numbers(stopped):
    return [one.number for one in stopped.value.checks]


def test_an_advance_and_a_term_go_all_the_way_and_every_total_follows(paid_work, lines):
    p.issued(paid_work, "ADVANCE")
    payment = p.issued(paid_work, percent="40")
    assert (payment.gross_amount, payment.charged_amount) == (40_000_000, 26_000_000)
    taken = dict(payment.deductions.values_list("kind", "amount"))
    # 26 million with 11 percent VAT inside are 23,423,423 without it.
    assert taken == {"ADVANCE": 12_000_000, "RETENTION": 2_000_000, "PPN": 2_576_577, "PPH22": 351_351}
    assert payment.net_amount == 26_000_000 - 2_576_577 - 351_351
    paid_work.refresh_from_db()
    book, spd = PaymentBook.objects.get(), SpdBalance.objects.get()
    assert paid_work.paid_amount == book.paid_amount == spd.issued_amount == 56_000_000
    assert (book.recovered_amount, book.retained_amount, book.ordered_amount) == (12_000_000, 2_000_000, 0)
    assert FundsBalance.objects.get(line=lines[0]).spent_amount == 56_000_000
    assert Sp2d.objects.count() == Entry.objects.filter(event="monitoring.sp2d.issued").count() == 2


def test_four_people_take_the_four_steps_and_nobody_else_may(paid_work, opd, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: p.NEW_YEAR)
    roles = {"draft": "bendahara", "submit_spp": "bendahara", "complete_spp": "ppk_skpd", "sign_spm": "pa"}
    roles |= {"issue_sp2d": "kuasa_bud"}
    who = {
        role: people.person(f"{role}@contoh.id", role, roles=[role], unit=None if role == "kuasa_bud" else opd)
        for role in set(roles.values())
    }
    with pytest.raises(PermissionDenied):
        p.drafted(paid_work, "ADVANCE", actor=who["pa"])
    payment = p.drafted(paid_work, "ADVANCE", actor=who["bendahara"])
    for name in ("submit_spp", "complete_spp", "sign_spm", "issue_sp2d"):
        for role, other in who.items():
            if role != roles[name]:
                with pytest.raises(PermissionDenied):
                    p.act(name, payment, actor=other)
        p.act(name, payment, actor=who[roles[name]])
    assert Sp2d.objects.get().issued_label == "kuasa_bud"


def test_who_holds_two_duties_of_one_payment_is_refused_by_h7(paid_work, opd, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: p.NEW_YEAR)
    both = people.person("dua@contoh.id", "Dua Tugas", roles=["bendahara", "ppk_skpd", "pa"], unit=opd)
    officer = people.person("ppk@contoh.id", "Dewi", roles=["ppk", "bendahara"], unit=opd)
    payment = p.drafted(paid_work, "ADVANCE", actor=both)
    with pytest.raises(PaymentStopped) as stopped:
        p.act("submit_spp", payment, actor=officer)
    assert (numbers(stopped), stopped.value.checks[0].code) == (["H7"], "bendahara-ppk")
    p.act("submit_spp", payment, actor=both)
    with pytest.raises(PaymentStopped) as stopped:
        p.act("complete_spp", payment, actor=both)
    assert stopped.value.checks[0].code == "bendahara-ppk_skpd"
    p.act("complete_spp", payment)
    with pytest.raises(PaymentStopped) as stopped:
        p.act("sign_spm", payment, actor=both)
    assert stopped.value.checks[0].code == "bendahara-pa"


def test_the_released_funds_stop_what_line_and_contract_would_bear(paid_work):
    p.issued(paid_work, "ADVANCE")
    p.issued(paid_work, percent="70")
    payment = p.drafted(paid_work, percent="100")
    with pytest.raises(PaymentStopped) as stopped:
        p.act("submit_spp", payment)
    first = stopped.value.checks[0]
    assert (numbers(stopped), first.wanted, first.limit) == (["H2"], D(95_000_000), D(90_000_000))
    p.spd(paid_work.unit, 10_000_000, number="SPD/2")
    for name in ("submit_spp", "complete_spp", "sign_spm", "issue_sp2d"):
        p.act(name, payment)
    book = PaymentBook.objects.get()
    assert (book.claimed_amount, book.recovered_amount, book.retained_amount) == (100_000_000, 30_000_000, 5_000_000)


def test_no_money_before_work_and_no_retained_money_before_the_final_handover(paid_work):
    p.worked(paid_work, "39.99")
    payment = p.drafted(paid_work, percent="40")
    with pytest.raises(PaymentStopped) as stopped:
        p.act("submit_spp", payment)
    assert numbers(stopped) == ["H5"]
    p.worked(paid_work, "40")
    for name in ("submit_spp", "complete_spp", "sign_spm", "issue_sp2d"):
        p.act(name, payment)
    release = p.drafted(paid_work, "RETENTION")
    with pytest.raises(PaymentStopped) as stopped:
        p.act("submit_spp", release)
    assert numbers(stopped) == ["H6"]
    paid_work.execution.status = "FHO"
    paid_work.execution.save()
    p.act("submit_spp", release)
    assert release.charged_amount == 2_000_000


def test_another_account_than_ordered_or_another_year_is_refused(paid_work):
    payment = p.signed(paid_work, "ADVANCE")
    PaymentBook.objects.update(account_number="9-999-999999-9")
    with pytest.raises(PaymentStopped) as stopped:
        p.act("issue_sp2d", payment)
    assert (numbers(stopped), stopped.value.checks[0].code) == (["H8"], "account")
    PaymentBook.objects.update(account_number=p.ACCOUNT["account_number"])
    with pytest.raises(PaymentStopped) as stopped:
        p.act("issue_sp2d", payment, now=p.NEW_YEAR + dt.timedelta(days=365))
    assert numbers(stopped) == ["H9"]


def test_a_refused_order_goes_back_frees_its_money_and_is_asked_for_again(paid_work):
    payment = p.drafted(paid_work, "ADVANCE")
    p.act("submit_spp", payment)
    with pytest.raises(PaymentRefused, match="reason"):
        p.act("return_spp", payment, reason=" ")
    p.act("return_spp", payment, reason="Kuitansi belum ada")
    p.act("submit_spp", payment)
    p.act("complete_spp", payment)
    assert SpdBalance.objects.get().ordered_amount == 30_000_000
    p.act("refuse_spm", payment, reason="Rekening keliru")
    assert (SpdBalance.objects.get().ordered_amount, PaymentBook.objects.get().ordered_amount) == (0, 0)
    p.act("submit_spp", payment)
    p.act("complete_spp", payment)
    with pytest.raises(PaymentRefused, match="not_signed"):
        p.act("issue_sp2d", payment)
    p.act("sign_spm", payment)
    p.act("refuse_sp2d", payment, reason="Nomor SPD keliru")
    for name in ("submit_spp", "complete_spp", "sign_spm", "issue_sp2d"):
        p.act(name, payment)
    with pytest.raises(MoveRefused):
        p.act("issue_sp2d", payment)
    with pytest.raises(PaymentRefused, match="bank_date"):
        p.act("confirm_sp2d", payment, bank_date=dt.date(2027, 1, 6))
    p.act("confirm_sp2d", payment, bank_date=dt.date(2027, 1, 5))
    assert Sp2d.objects.get().status == "PAID"
    assert PaymentBook.objects.get().paid_amount == 30_000_000


def test_one_payment_at_a_time_and_the_advance_once(paid_work):
    payment = p.drafted(paid_work, "ADVANCE")
    for act in (lambda: p.drafted(paid_work, percent="40"), lambda: p.terms(paid_work)):
        with pytest.raises(PaymentRefused, match="under_way"):
            act()
    p.act("withdraw_spp", payment, reason="Salah pilih")
    p.issued(paid_work, "ADVANCE")
    with pytest.raises(PaymentRefused, match="advance_paid"):
        p.drafted(paid_work, "ADVANCE")
    with pytest.raises(PaymentRefused, match="percent"):
        p.drafted(paid_work, percent="41")


@pytest.mark.parametrize("percents", [(), ("50",), ("70", "40", "100"), ("50", "50", "100"), ("50", "101")])
def test_terms_rise_to_the_whole(project, percents):
    with pytest.raises(PaymentRefused, match="terms"):
        p.terms(project, percents=percents)


def test_funds_are_released_within_the_budget_by_two_people(opd, lines, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: p.NEW_YEAR)
    both = people.person("bud@contoh.id", "Bud", roles=["kuasa_bud", "ppkd"])
    values = services.SpdValues("SPD/9", 1, 3, D(1_050_000_001))
    own = {"unit_id": opd.pk, "year": 2027, "actor": both, "now": p.NEW_YEAR}
    with pytest.raises(PaymentRefused, match="spd_room") as refused:
        services.draft_spd(values=values, **own)
    assert refused.value.limit == 1_050_000_000
    made = services.draft_spd(values=services.SpdValues("SPD/9", 1, 3, D(1_050_000_000)), **own)
    with pytest.raises(PaymentRefused, match="own_spd"):
        services.sign_spd(spd_id=made.pk, actor=both, now=p.NEW_YEAR)
    assert SpdBalance.objects.get().released_amount == 0


STEPS = ["advance", "term", "submit_spp", "complete_spp", "sign_spm", "issue_sp2d", "return_spp", "refuse_spm"]
STEPS += ["refuse_sp2d", "withdraw_spp"]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(["40", "70", "100"])), max_size=24))
def test_no_sequence_of_acts_pays_more_than_contract_released_funds_or_line(paid_work, lines, acts):
    with transaction.atomic():
        for name, percent in acts:
            _try(paid_work, name, percent)
        book, spd = PaymentBook.objects.get(), SpdBalance.objects.get()
        done, opened = (_sum("ISSUED"), _sum("ORDERED"))
        assert (book.paid_amount, book.ordered_amount) == (spd.issued_amount, spd.ordered_amount) == (done, opened)
        assert done + opened <= min(book.execution.contract.value_amount, spd.released_amount)
        assert FundsBalance.objects.get(line=lines[0]).spent_amount == done == Project.objects.get().paid_amount
        transaction.set_rollback(True)


def _sum(status):
    return sum(PaymentLine.objects.filter(payment__status=status).values_list("amount", flat=True), D(0))


def _try(project, name, percent):
    payment = Payment.objects.filter(project=project).order_by("-pk").first()
    try:
        with transaction.atomic():
            if name in {"advance", "term"}:
                p.drafted(project, "ADVANCE" if name == "advance" else "TERM", percent)
            elif payment is not None:
                p.act(
                    name, payment, **({"reason": "x"} if name.split("_")[0] in {"return", "refuse", "withdraw"} else {})
                )
    except (PaymentRefused, PaymentStopped, MoveRefused):
        pass


@pytest.mark.django_db(transaction=True)
def test_two_orders_at_once_never_both_take_what_is_released_for_one(opd):
    lines = f.packages.lines_in_force(opd)
    for place in (1, 2):
        f.started(f.contract(opd, lines[1], number=f"027/{place}"))
    services.take_up_contracts(actor=SYSTEM, now=f.NOON)
    p.spd(opd, 50_000_000)
    payments = []
    for project in Project.objects.order_by("pk"):
        p.terms(project)
        payments.append(p.drafted(project, "ADVANCE"))
        p.act("submit_spp", payments[-1])
    gate, outcomes = threading.Barrier(2), []

    def order(payment):
        gate.wait()
        try:
            p.act("complete_spp", payment)
            outcomes.append("ordered")
        except PaymentStopped as stopped:
            outcomes.append(stopped.number)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(order, payments))
    assert sorted(outcomes) == ["H2", "ordered"]
    assert SpdBalance.objects.get().ordered_amount == 30_000_000


@pytest.mark.django_db(transaction=True)
def test_the_same_order_disbursed_twice_at_once_is_paid_once(opd):
    lines = f.packages.lines_in_force(opd)
    f.started(f.contract(opd, lines[0]))
    services.take_up_contracts(actor=SYSTEM, now=f.NOON)
    project = Project.objects.get()
    p.terms(project)
    p.spd(opd, 90_000_000)
    payment = p.signed(project, "ADVANCE")
    gate, outcomes = threading.Barrier(2), []

    def issue(_worker):
        gate.wait()
        try:
            p.act("issue_sp2d", payment)
            outcomes.append("issued")
        except MoveRefused:
            outcomes.append("refused")
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(issue, range(2)))
    assert sorted(outcomes) == ["issued", "refused"]
    assert FundsBalance.objects.get().spent_amount == Project.objects.get().paid_amount == 30_000_000
