"""The import of LKPP's feeds on the real data of one regency: the exact numbers of the handbook."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.models import Count, F, Sum
from django.test.utils import CaptureQueriesContext

from pendopo.budget import services as budget
from pendopo.budget import sources
from pendopo.budget.models import FundsBalance, FundsHold, LedgerEntry, Pagu
from pendopo.kernel.access import SYSTEM
from pendopo.organisations.models import Supplier
from pendopo.procurement import ocds, queries, services
from pendopo.procurement.isb import feeds
from pendopo.procurement.isb.checks import paid_by_contract
from pendopo.procurement.isb.maks import maks_of
from pendopo.procurement.isb.reading import read_isb
from pendopo.procurement.models import (
    Addendum,
    BudgetShare,
    Contract,
    ContractShare,
    IsbFact,
    IsbProblem,
    Package,
    Participant,
    ProcurementFlag,
    Spmk,
    Sppbj,
    Tender,
    TenderStep,
)

pytestmark = [pytest.mark.shared, pytest.mark.django_db]
NOON = dt.datetime(2025, 10, 3, 5, 0, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(days=1)
TABLES = (
    *(Package, Tender, TenderStep, Participant, Sppbj, Contract, Spmk, Addendum, BudgetShare, ContractShare),
    *(IsbFact, IsbProblem, LedgerEntry, FundsHold, FundsBalance, Supplier),
)


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    """One transaction around the module: the feeds are imported once for all of its tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def read(shared):
    return read_isb(shared / "data" / "procurement" / "id-bandung-2025-isb")


@pytest.fixture(scope="module")
def imported(standing, read, shared):
    """The budget of the same year, then the feeds; with the number of queries of the latter."""
    files = sources.read_path(shared / "data" / "budget")
    budget.import_ceilings(files=files, year=2025, source="LKPP", actor=SYSTEM, now=NOON)
    with CaptureQueriesContext(connection) as queried:
        result = services.import_isb(files=read, actor=SYSTEM, now=NOON)
    return result, len(queried)


def found(code, feed=None):
    rows = IsbProblem.objects.filter(code=code)
    return rows.filter(feed=feed.name).count() if feed else rows.count()


def state():
    """A sum over every row of every table that the import writes."""
    with connection.cursor() as cursor:
        for model in TABLES:
            table = model._meta.db_table
            cursor.execute(f"SELECT '{table}', count(*), md5(string_agg(t::text, '|' ORDER BY t.id)) FROM {table} t")
            yield cursor.fetchone()


def test_all_runs_and_offers_are_taken_over(imported):
    runs = Counter(Tender.objects.values_list("method", flat=True))
    assert runs["TENDER"] + runs["SELECTION"] == 92
    assert runs["DIRECT"] + runs["DIRECT_APPOINTMENT"] == 2_386
    assert (runs["RECORDED"], runs["SELF_MANAGED"]) == (383, 209)
    competitive = Participant.objects.filter(tender__method__in=["TENDER", "SELECTION"])
    assert (competitive.count(), competitive.filter(price_amount__isnull=False).count()) == (4_224, 175)
    assert competitive.filter(supplier=None).count() == 2
    assert TenderStep.objects.values("tender").annotate(steps=Count("pk")).count() == 92
    assert TenderStep.objects.count() == 1_428
    assert not TenderStep.objects.filter(code__startswith="akt_").exists()
    reruns = Counter(Tender.objects.filter(version__gt=1, previous=None).values_list("method", flat=True))
    assert Tender.objects.filter(version__gt=1).exclude(previous=None).count() + reruns.total() == 158


def test_all_contracts_are_joined_to_their_run_and_package(imported, read):
    assert len(read[feeds.DIRECT_CONTRACTS]) == 1_047
    assert {row.record for row in read[feeds.DIRECT_CONTRACTS]} <= {row.record for row in read[feeds.DIRECT]}
    direct = Contract.objects.filter(tender__method__in=["DIRECT", "DIRECT_APPOINTMENT"])
    assert (direct.count(), Addendum.objects.count(), found("REPEATED", feeds.DIRECT_CONTRACTS)) == (1_032, 7, 8)
    assert direct.count() + Addendum.objects.count() + 8 == 1_047
    assert Contract.objects.filter(tender__method__in=["TENDER", "SELECTION"]).count() == 52
    assert not Contract.objects.filter(package=None).exists()
    orders = Contract.objects.filter(method="CATALOGUE")
    assert (orders.count(), orders.aggregate(sum=Sum("amount"))["sum"]) == (606, Decimal(189_677_834_789))
    assert Sppbj.objects.count() == 1_295 + 47
    assert Spmk.objects.count() == 964 + 45


def test_budget_codes_without_a_sub_activity_are_listed(imported, read):
    rows = [*read[feeds.DIRECT], *read[feeds.TENDERS_DONE]]
    assert (len(rows), sum(len(maks_of(row.text("mak"))) for row in rows)) == (2_454, 3_203)
    assert (found("MAK_UNKNOWN", feeds.DIRECT), found("MAK_UNKNOWN", feeds.TENDERS_DONE)) == (127, 1)
    assert IsbProblem.objects.get(code="MAK_UNKNOWN", feed=feeds.TENDERS_DONE.name).value == "-"
    parts = IsbProblem.objects.filter(code="MAK_UNKNOWN").exclude(feed=feeds.ORDERS.name)
    assert (parts.count(), parts.values("feed", "row").distinct().count()) == (128, 128)
    assert sum(len(maks_of(row.text("mak"))) for row in read[feeds.ORDERS]) == 1_002
    assert found("MAK_UNKNOWN", feeds.ORDERS) == 31
    known = {row.text("kd_subkegiatan_str") for row in read[feeds.SUB_ACTIVITIES]}
    direct = [mak for row in read[feeds.DIRECT] for mak in maks_of(row.text("mak"))]
    assert (len(known), sum(mak.sub_activity in known for mak in direct)) == (2_035, 3_007)
    assert found("ACCOUNT_MALFORMED", feeds.DIRECT) == 2
    assert found("MAK_SEVERAL", feeds.DIRECT) == 112


def test_packages_know_their_rup_numbers(imported):
    several = {feeds.DIRECT: 31, feeds.TENDERS: 2, feeds.RECORDED: 22}
    assert {feed: found("RUP_SEVERAL", feed) for feed in several} == several
    assert found("RUP_SEVERAL") == 55
    assert Package.objects.filter(external_codes__contains=["53613638"]).count() == 1
    one = Package.objects.get(code=Tender.objects.get(code="NTD-10080687000").packages.get().package.code)
    assert (one.ceiling_amount, len(one.external_codes), one.status, one.version) == (128_520_000, 1, "ANNOUNCED", 1)


def test_rows_that_come_twice_are_stored_once(imported, read):
    repeats = {feeds.DIRECT_BAP: 440, feeds.DIRECT_CONTRACTS: 8, feeds.RECORDED_SPENT: 3, feeds.SELF_MANAGED_SPENT: 1}
    assert {feed: found("REPEATED", feed) for feed in repeats} == repeats
    assert found("REPEATED") == 452
    facts = IsbFact.objects.filter(feed=feeds.DIRECT_BAP.name)
    assert (len(read[feeds.DIRECT_BAP]), facts.count()) == (863, 423)
    assert facts.aggregate(sum=Sum("repeats"))["sum"] == 863


def test_payments_are_held_against_their_contracts(imported, read):
    paid = paid_by_contract(read).values()
    sides = Counter((amount > row["nilai_kontrak"]) - (amount < row["nilai_kontrak"]) for row, amount in paid)
    assert (len(paid), sides[1], sides[0], sides[-1]) == (304, 4, 286, 14)
    assert found("PAYMENT_ABOVE") == 4
    assert found("PROGRESS_BLANK") == 185
    finished = Contract.objects.filter(method="DIRECT", status="FINISHED").count()
    assert (found("FINISHED_NO_BAP"), finished) == (63, 295)


def test_the_contract_with_a_shifted_digit_stands_above_estimate_and_ceiling(imported):
    for code, other in (("CONTRACT_ABOVE_HPS", "128488000.00"), ("CONTRACT_ABOVE_CEILING", "128520000.00")):
        one = IsbProblem.objects.get(code=code)
        assert one.key.startswith("10080687000 ")
        assert (one.column, one.value, one.other) == ("nilai_kontrak", "1277304500", other)


def test_dates_out_of_order_are_listed(imported, read):
    assert found("SPPBJ_AFTER_CONTRACT", feeds.DIRECT_CONTRACTS) == 25
    assert found("SPMK_BEFORE_CONTRACT", feeds.DIRECT_SPMK) == 4
    assert found("BAP_BEFORE_BAST") == 8
    assert (found("DATES_REPEATED"), len(read[feeds.TENDER_CONTRACTS])) == (52, 52)
    tenders = Contract.objects.filter(method__in=["TENDER", "SELECTION"])
    assert tenders.filter(starts_date=F("ends_date")).count() == 0


def test_recorded_and_self_managed_spending(imported, read):
    assert (found("REALISATION_DIFFERS", feeds.RECORDED), len(read[feeds.RECORDED])) == (40, 383)
    assert (found("TYPE_MISSING"), len(read[feeds.SELF_MANAGED])) == (183, 209)
    own = Package.objects.filter(method="SELF_MANAGED")
    assert own.filter(status="CANCELLED").count() == 97
    assert own.exclude(self_managed_type="").count() == 26


def test_estimates_above_the_limit_of_the_day(imported):
    rows = IsbProblem.objects.filter(code="HPS_ABOVE_LIMIT").values_list("value", "other")
    assert sorted(rows) == [("390049353", "200000000"), ("499712100", "400000000")]
    assert Tender.objects.get(code="NTD-10400238000").method == "DIRECT_APPOINTMENT"


def test_every_form_of_a_date_is_read(read):
    order = next(
        row for row in read[feeds.DIRECT_SPMK] if row.plain["tgl_mulai_pekerjaan"] == "Jul 3, 2025, 12:00:00AM"
    )
    assert str(order["tgl_mulai_pekerjaan"]) == "2025-07-03 00:00:00+07:00"
    forms = Counter(type(value) for rows in read.rows.values() for row in rows for value in row.typed.values())
    assert set(forms) == {str, Decimal, dt.datetime}
    step = read[feeds.STEPS][0]
    assert step["tgl_awal"].utcoffset() == dt.timedelta(hours=7)


def test_nothing_personal_is_kept(imported):
    columns = {column for data in IsbFact.objects.values_list("data", flat=True) for column in data}
    personal = ("nip", "npwp", "alamat", "telepon", "rek_bank", "ppk", "pokja", "wakil", "ket_realisasi")
    assert not [column for column in columns if any(word in column for word in personal)]
    assert Supplier.objects.exclude(status="VERIFIED").count() == 0


def test_contracts_are_bound_where_the_ceiling_bears_them(imported):
    exceeded = found("FUNDS_EXCEEDED")
    bound = LedgerEntry.objects.filter(step="COMMIT").values("holder").distinct().count()
    assert exceeded > 0
    assert bound + exceeded == ContractShare.objects.values("contract").distinct().count()
    held = FundsBalance.objects.values("line__sheet").annotate(held=Sum("committed_amount"))
    places = {(row.unit_id, row.activity_id, row.sequence): row.amount for row in Pagu.objects.filter(stage__year=2025)}
    rows = held.values_list("line__sheet__unit", "line__sheet__activity", "line__sheet__sequence", "held")
    assert all(amount <= places[unit, activity, sequence] for unit, activity, sequence, amount in rows)
    total = ContractShare.objects.filter(contract__key__isnull=False).aggregate(sum=Sum("amount"))["sum"]
    assert FundsBalance.objects.aggregate(sum=Sum("committed_amount"))["sum"] < total


def test_shares_of_a_package_come_to_its_ceiling_unless_a_code_has_no_line(imported):
    sums = dict(BudgetShare.objects.values_list("package").annotate(sum=Sum("amount")))
    packages = dict(Package.objects.filter(pk__in=sums).values_list("pk", "ceiling_amount"))
    short = [pk for pk, amount in sums.items() if amount != packages[pk]]
    assert all(sums[pk] < packages[pk] for pk in short)
    assert (len(sums), len(short)) == (2_659, 4)


def test_the_same_delivery_again_changes_nothing(imported, read):
    result, queried = imported
    assert queried < 300
    before = [*state()]
    with CaptureQueriesContext(connection) as again:
        repeated = services.import_isb(files=read, actor=SYSTEM, now=LATER)
    assert (repeated.new, repeated.changed, repeated.counts) == (0, 0, result.counts)
    assert len(again) < 120
    assert [*state()] == before


def test_groups_have_numbers_and_meanings(imported):
    groups = {group.code: group for group in queries.isb_groups(SYSTEM, 2025)}
    assert groups["MAK_UNKNOWN"].number == 159
    assert all(group.meaning and group.label for group in groups.values())
    assert queries.isb_years(SYSTEM) == [2025]


def test_the_judge_of_open_contracting_finds_nothing_in_the_real_processes(imported, shared):
    from libcoveocds import api, config  # slow to import

    told = [one for one in queries.processes() if one.deals or one.run]
    sample = [ocds.release_of(one, prefix="ocds-000000") for one in told[:: len(told) // 150]]
    package = ocds.package_of(sample, uri="https://contoh.id/data", publisher="Contoh", published_at=NOON)
    settings = config.LibCoveOCDSConfig()
    schema = shared / "conformance" / "ocds" / "standard-1__1__5-schema-all-extensions.zip"
    settings.config.update(standard_zip=f"file://{schema.resolve()}", context="api")
    judged = api.ocds_json_output(json_data=package, lib_cove_ocds_config=settings)
    names = ("validation_errors", "additional_fields", "additional_closed_codelist_values", "additional_checks")
    assert [judged[name] for name in names] == [[], [], {}, {}]


@pytest.fixture(scope="module")
def flagged(imported):
    """All rules over the real year on 14 August 2025: code -> what was found."""
    counted = services.count_flags(year=2025, actor=SYSTEM, now=dt.datetime(2025, 8, 14, 5, tzinfo=dt.UTC))
    return {one.code: one.found for one in counted}


def flags(code, **more):
    return ProcurementFlag.objects.filter(code=code, gone_at=None, **more)


def test_every_rule_is_counted_over_the_real_year(flagged):
    assert len(flagged) == 24


def test_flags_of_estimates_are_those_of_the_handbook(flagged):
    direct = flags("ID-HPS-PAGU", method__in=["DIRECT", "DIRECT_APPOINTMENT"])
    assert (direct.count(), direct.filter(inputs__equal=True).count()) == (1_595, 292)
    contracts = Contract.objects.filter(method="DIRECT").exclude(tender__status="FAILED")
    assert contracts.filter(amount__lte=F("tender__hps_amount")).count() == 1_027
    assert flags("ID-WIN-HPS", method="DIRECT").count() == 863
    assert flags("ID-WIN-HPS", inputs__low=True).count() == 0


def test_purchases_beside_their_limit_are_those_of_the_handbook(flagged):
    consultancy = queries.just_below(2025, "CONSULTANCY", 100_000_000, 5_000_000)
    assert consultancy == {"by_ceiling": 334, "by_hps": 328, "at_limit": 332, "number": 748}
    works = queries.just_below(2025, "WORKS", 200_000_000, 5_000_000)
    assert works == {"by_ceiling": 215, "by_hps": 206, "at_limit": 107, "number": 1_139}
    edges = Counter(flags("ID-EDGE").values_list("inputs__kind", flat=True))
    # The limit of works rose to 400 million on 30 April 2025: what was made later beside 200 million is no edge.
    assert edges == {"CONSULTANCY": 328, "WORKS": 16, "GOODS": 21, "SERVICES": 8}
    assert sum(queries.spread_below_limit(2025, "Asia/Jakarta")[19:20]) == 373


def test_only_direct_procurement_has_a_limit(flagged):
    over = flags("ID-OVERLIMIT").values_list("inputs__hps", flat=True)
    assert sorted(over) == [390_049_353, 499_712_100]
    assert not flags("ID-OVERLIMIT", tender__code="NTD-10400238000").exists()


def test_splits_and_repeated_winners_are_those_of_the_handbook(flagged):
    assert flags("ID-SPLIT").count() == 43
    largest = flags("ID-SPLIT").latest("inputs__number").inputs
    assert (largest["number"], largest["amount"]) == (212, 26_200_156_720)
    assert largest["packages"] == 209  # three of the announcements repeat one that failed
    pairs = flags("ID-REPEAT")
    assert (pairs.count(), max(pairs.values_list("inputs__packages", flat=True))) == (68, 17)


def test_competition_is_that_of_the_handbook(flagged):
    found = flagged
    single = flags("R018", tender__evaluation="LOWEST_PRICE")
    assert (single.count(), found["R018"]) == (26, 27)
    assert (found["ID-NOTLOWEST"], flags("ID-NOTLOWEST").get().inputs["valid"] > 1) == (1, True)
    assert flags("R028").get().method == "SELECTION"
    assert [found[code] for code in ("R003", "R030", "R035", "R036", "R038", "ID-RELATED")] == [0] * 6


def test_ceilings_links_gaps_and_dates_are_those_of_the_handbook(flagged):
    above = flags("ID-OVERCEILING", key__startswith="contract").get()
    assert (above.tender.code, above.inputs["contract"]) == ("NTD-10080687000", 1_277_304_500)
    assert flags("ID-OVERCEILING", key__startswith="paid").count() == 4
    assert (flags("ID-NOLINK", contract=None).count(), flags("ID-NOLINK", method="CATALOGUE").count()) == (128, 31)
    gaps = Counter(flags("ID-GAP", method__startswith="DIRECT").values_list("inputs__what", flat=True))
    assert gaps == {"sppbj": 120, "contract": 206, "bast": 63, "progress": 121}
    dates = Counter(flags("ID-BACKDATE").values_list("inputs__what", flat=True))
    # 25, 4 and 8 rows of the feeds: twelve of the 25 are amendments that repeat the appointment at a later moment.
    assert dates == {"sppbj": 13, "spmk": 4, "bap": 4}


def test_counting_again_changes_nothing_and_keeps_answers(flagged):
    one = flags("ID-NOTLOWEST").get()
    services.answer_flag(flag_id=one.pk, text="Harga terendah tidak wajar.", actor=SYSTEM, now=LATER)
    again = services.count_flags(year=2025, actor=SYSTEM, now=dt.datetime(2025, 8, 14, 6, tzinfo=dt.UTC))
    assert sum(one.kept + one.gone for one in again) == 0
    one.refresh_from_db()
    assert one.status == "ANSWERED"
