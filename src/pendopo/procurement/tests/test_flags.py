"""Flags of competitive runs by small examples, the quartile rule, answers and who may give and judge them."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.audit.models import Entry
from pendopo.kernel.access import SYSTEM
from pendopo.kernel.states import MoveRefused
from pendopo.notices.models import Notice
from pendopo.organisations import services as organisations
from pendopo.organisations.models import Supplier
from pendopo.procurement import indicators, services
from pendopo.procurement.models import Participant, ProcurementFlag, Tender
from pendopo.procurement.tests.factories import NOON

DAY = dt.timedelta(days=1)
YEAR = 2026


def supplier(number, **more):
    values = organisations.OrganisationValues(name=f"CV Contoh {number}", form="CV", nib=f"{number:013d}", **more)
    return organisations.register_supplier(values=values, scale="SMALL", actor=SYSTEM, now=NOON)


def run(unit, offers=(), **more):
    """A decided tender; `offers` are (supplier, price, status, wins)."""
    own = {
        "code": f"T-{Tender.objects.count() + 1}", "year": YEAR, "kind": "WORKS",
        "title": "Pembangunan gedung serbaguna desa",
        "method": "TENDER", "status": "DECIDED", "ceiling_amount": 2_000_000_000, "hps_amount": 1_900_000_000,
        "created_at": NOON, "announced_at": NOON, "deadline_at": NOON + 7 * DAY, "decided_at": NOON + 14 * DAY,
    }  # fmt: skip
    made = Tender.objects.create(unit=unit, **own | more)
    for who, price, status, wins in offers:
        Participant.objects.create(
            tender=made, supplier=who, price_amount=price, status=status, is_winner=wins, submitted_at=NOON + 6 * DAY
        )
    return made


def count(now=NOON):
    services.count_flags(year=YEAR, actor=SYSTEM, now=now)


def found(code):
    rows = ProcurementFlag.objects.filter(code=code, gone_at=None)
    return sorted(rows.values_list("tender__code", flat=True))


def test_the_quartile_rule_is_that_of_the_standard(db):
    for values in ([3.0], [1, 2], [7, 1, 5, 5, 2, 9], [0.1, 0.2, 0.35, 4.0, 2.5]):
        with connection.cursor() as cursor:
            cursor.execute("SELECT procurement_quantile(%s::float8[], 0.25), procurement_quantile(%s::float8[], 0.75)",
                           [values, values])  # fmt: skip
            assert cursor.fetchone() == pytest.approx(
                tuple(np.quantile(values, [0.25, 0.75], method="median_unbiased"))
            )


def test_the_time_for_offers_is_counted_in_whole_days_by_method(opd):
    run(opd, deadline_at=NOON + 5 * DAY)
    short = run(opd, deadline_at=NOON + 5 * DAY - dt.timedelta(seconds=1))
    selection = run(opd, method="SELECTION", deadline_at=NOON + 6 * DAY)
    run(opd, deadline_at=NOON + 2 * DAY, status="CANCELLED")
    run(opd, deadline_at=NOON + DAY, practice=True)
    count()
    assert found("R003") == [short.code, selection.code]


def test_offers_beside_each_other_ask_their_questions(opd):
    one, two, three = (supplier(number) for number in (1, 2, 3))
    single = run(opd, [(one, 900, "VALID", True), (two, None, "INVITED", False)])
    dear = run(opd, [(one, 950, "VALID", True), (two, 900, "VALID", False)])
    run(opd, [(one, 950, "VALID", True), (two, 900, "VALID", False)], method="SELECTION", evaluation="QUALITY_COST")
    same = run(opd, [(one, 900, "VALID", True), (two, 970, "VALID", False), (three, 970, "VALID", False)])
    out = run(opd, [(one, 950, "VALID", True), (two, 900, "DISQUALIFIED", False)])
    late = run(opd, [(one, 900, "VALID", True), (two, 930, "VALID", False)], deadline_at=NOON + 5 * DAY)
    run(opd, [(one, 900, "VALID", True)], status="FAILED")
    count()
    assert found("R018") == [single.code]
    assert found("ID-NOTLOWEST") == [dear.code]
    assert found("R028") == [same.code]
    assert (found("R035"), found("R036")) == ([out.code], [out.code])
    assert found("R030") == [late.code]


def test_far_and_near_second_offers_are_outliers_among_all_runs(opd):
    one, two = supplier(1), supplier(2)
    prices = [100 + step for step in (10, 11, 12, 13, 14, 15, 16)] + [190]
    runs = [run(opd, [(one, 100, "VALID", True), (two, price, "VALID", False)]) for price in prices]
    near = run(opd, [(one, 1_000, "VALID", True), (two, 1_001, "VALID", False)])
    count()
    assert (found("R058"), found("R024")) == ([runs[-1].code], [near.code])
    gaps = [price / 100 - 1 for price in prices] + [0.001]
    low, high = indicators.quartiles(gaps)
    flag = ProcurementFlag.objects.get(code="R058")
    assert (flag.figure, flag.limit) == pytest.approx((0.9, high + 1.5 * (high - low)))


def test_bidders_that_share_an_address_are_named_without_it(opd):
    one, two = (supplier(number, address="Jl. Jend. Sudirman No. 7") for number in (1, 2))
    three = supplier(3, address="Jl. Pemuda 12")
    shared = run(opd, [(one, 90, "VALID", True), (two, 95, "VALID", False), (three, 97, "VALID", False)])
    run(opd, [(one, 90, "VALID", True), (two, 95, "VALID", False)], status="OPEN")
    count()
    flag = ProcurementFlag.objects.get(code="ID-RELATED")
    assert (flag.tender, flag.inputs) == (shared, {"mark": "address", "suppliers": sorted([one.pk, two.pk])})
    assert "Sudirman" not in Client().get(reverse("procurement:public_flag", kwargs={"flag": flag.pk})).text


def test_four_signs_together_make_a_score(opd):
    one = supplier(1)
    offers = [(one, 1_895_000_000, "VALID", True)]
    run(opd, offers)
    high = run(opd, offers, title="Pagar SD", decided_at=NOON + 50 * DAY)
    count()
    flag = ProcurementFlag.objects.get(code="ID-PFA")
    scores = [flag.inputs[name] for name in ("for_days", "for_gap", "for_value", "for_title")]
    assert (flag.tender, flag.figure, scores) == (high, 17, [4, 5, 3, 5])


def test_many_knocked_out_and_many_lost_are_seen_against_others(opd, other_opd):
    firms = [supplier(number) for number in range(1, 9)]
    for turn in range(2):
        for firm in firms[1:]:
            run(other_opd, [(firm, 100 + turn, "VALID", True)])
    for _turn in range(3):
        run(opd, [(firms[0], 90, "DISQUALIFIED", False), (firms[1], 99, "VALID", True)])
    count()
    out = ProcurementFlag.objects.filter(code="R038").values_list("key", "inputs__bids", "inputs__out")
    assert sorted(out) == [(f"supplier:{firms[0].pk}", 3, 3)]
    assert not ProcurementFlag.objects.filter(code="R025").exists()
    for _turn in range(4):
        run(other_opd, [(firms[2], 90, "VALID", True), (firms[7], 99, "VALID", False)])
    count()
    assert ProcurementFlag.objects.get(code="R025", gone_at=None).supplier == firms[7]


@pytest.fixture
def flag(opd):
    run(opd, [(supplier(1), 950, "VALID", True), (supplier(2), 900, "VALID", False)])
    count()
    return ProcurementFlag.objects.get(code="ID-NOTLOWEST")


@pytest.fixture
def auditor(db):
    return people.person("apip@contoh.id", "Tim APIP", roles=["apip"])


def test_the_buyer_explains_and_the_auditor_judges(flag, ppk, auditor):
    services.answer_flag(flag_id=flag.pk, text="Harga timpang.", actor=ppk, now=NOON)
    services.reject_flag_answer(flag_id=flag.pk, text="Lampirkan klarifikasi.", actor=auditor, now=NOON)
    assert Notice.objects.filter(recipient=ppk, event="procurement.flag.judged").exists()
    services.answer_flag(flag_id=flag.pk, text="Terlampir.", actor=ppk, now=NOON)
    services.accept_flag_answer(flag_id=flag.pk, text="", actor=auditor, now=NOON)
    count(NOON + DAY)
    flag.refresh_from_db()
    assert (flag.status, flag.moves.count()) == ("ACCEPTED", 4)
    page = Client().get(reverse("procurement:public_flag", kwargs={"flag": flag.pk})).text
    assert ("Harga timpang." in page, "bukan bukti" in page) == (True, True)


def test_what_grew_after_it_was_explained_asks_again(flag, ppk):
    services.answer_flag(flag_id=flag.pk, text="Harga timpang.", actor=ppk, now=NOON)
    Participant.objects.filter(price_amount=950).update(price_amount=Decimal(960))
    count()
    flag.refresh_from_db()
    assert flag.status == "ANSWERED"  # 1.056 became 1.067: less than five percent worse
    Participant.objects.filter(price_amount=960).update(price_amount=Decimal(1_200))
    count()
    flag.refresh_from_db()
    assert (flag.status, flag.moves.last().action) == ("REOPENED", "reopen")
    Participant.objects.filter(price_amount=1_200).update(price_amount=Decimal(800))
    count()
    flag.refresh_from_db()
    assert flag.gone_at is not None
    with pytest.raises(MoveRefused):
        services.answer_flag(flag_id=flag.pk, text="Terlambat", actor=ppk, now=NOON)


def test_a_stranger_is_refused_and_nothing_moves(flag, stranger, ppk, auditor):
    before = Entry.objects.count()
    for act, who in (
        (services.answer_flag, stranger), (services.accept_flag_answer, ppk), (services.answer_flag, auditor),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            act(flag_id=flag.pk, text="x", actor=who, now=NOON)
    with pytest.raises(services.ReasonMissing):
        services.answer_flag(flag_id=flag.pk, text="  ", actor=ppk, now=NOON)
    flag.refresh_from_db()
    assert (flag.status, Entry.objects.count()) == ("OPEN", before)


def test_buyers_hear_once_of_new_flags(opd, ppk):
    run(opd, [(supplier(1), 950, "VALID", True), (supplier(2), 900, "VALID", False)])
    count()
    count()
    notice = Notice.objects.get(recipient=ppk, event="procurement.flags.found", channel="INBOX")
    assert "1 tanda baru tahun 2026" in notice.body


def test_a_flag_is_explained_by_its_pages(flag, ppk, auditor):
    for who, action, text in ((ppk, "answer", "Harga timpang."), (auditor, "accept", "")):
        client = Client()
        client.force_login(who)
        assert flag.code in client.get(reverse("procurement:flag", kwargs={"flag": flag.pk})).text
        step = reverse("procurement:flag_step", kwargs={"flag": flag.pk, "action": action})
        assert client.get(step).status_code == 200
        assert client.post(step, {"text": text}).status_code == 302
    flag.refresh_from_db()
    assert flag.status == "ACCEPTED"


def test_a_list_costs_the_same_for_two_and_for_twenty(opd, auditor, django_assert_max_num_queries):
    one, two = supplier(1), supplier(2)
    client = Client()
    client.force_login(auditor)
    client.get(reverse("procurement:flags", kwargs={"year": YEAR}))
    counts = []
    for number in (2, 18):
        for _turn in range(number):
            run(opd, [(one, 950, "VALID", True), (two, 900, "VALID", False)])
        count()
        for where in (reverse("procurement:flags", kwargs={"year": YEAR}),
                      reverse("procurement:public_flags_year", kwargs={"year": YEAR})):  # fmt: skip
            with django_assert_max_num_queries(30) as seen:
                assert "Pemenang bukan harga terendah" in client.get(where, {"baru": number}).text
            counts.append(len(seen))
    assert counts[:2] == counts[2:]
    assert Supplier.objects.count() == 2


def test_the_demo_explains_a_few_flags_once(opd):
    for _turn in range(2):
        run(opd, [(Supplier.objects.first() or supplier(1), 950, "VALID", True)])
        services.seed_flags(year=YEAR, actor=SYSTEM, now=NOON)
    statuses = sorted(ProcurementFlag.objects.filter(code="R018").values_list("status", flat=True))
    assert statuses == ["ACCEPTED", "OPEN"]
