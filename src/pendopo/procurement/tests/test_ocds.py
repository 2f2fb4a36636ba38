"""Packages as open contracting data: the standard's own judge finds nothing to complain of."""

import datetime as dt
import json
import zipfile
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.kernel.access import SYSTEM
from pendopo.procurement import ocds, queries, services
from pendopo.procurement.models import Participant, Tender, TenderPackage
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_contracts import act, amend, draft, supplier

JUDGED = ("validation_errors", "additional_fields", "additional_closed_codelist_values", "additional_checks")
SCHEMAS = "conformance/ocds/standard-1__1__5-schema-all-extensions.zip"


@pytest.fixture
def whole(lines, opd):
    """A package with a run of three bids, one of them out, and a contract that was started and amended."""
    package = f.announced(opd, {lines[0]: 120_000_000}, method_reason="Nilai di bawah batas")
    firms = [supplier(f"123456789012{number}") for number in range(3)]
    contract = draft(package, lines[0], 100_000_000, whom=firms[0])
    act("sign_contract", contract)
    day = f.NOON.date()
    act("issue_spmk", contract, number="S/1", date=day, starts_date=day, ends_date=day + dt.timedelta(30))
    amend(contract, lines[0], 105_000_000)
    tender = Tender.objects.create(
        code="T-1", unit=opd, year=f.YEAR, title=package.title, kind="GOODS", method="DIRECT", status="CONTRACTED",
        hps_amount=D("119500000.50"), created_at=f.NOON, announced_at=f.NOON, deadline_at=f.NOON + dt.timedelta(7),
    )  # fmt: skip
    TenderPackage.objects.create(tender=tender, package=package)
    for firm, status, price in zip(firms, ("VALID", "DISQUALIFIED", "INVITED"), (D(110), D("99.5"), None), strict=True):
        Participant.objects.create(tender=tender, supplier=firm, status=status, price_amount=price, submitted_at=f.NOON)
    return package


def with_winner(package, opd):
    """A run for the package whose winner is announced and may still be objected to."""
    tender = Tender.objects.create(
        code="T-2", unit=opd, year=f.YEAR, title=package.title, kind="GOODS", method="TENDER", status="STANDSTILL",
        created_at=f.NOON, announced_at=f.NOON, decided_at=f.NOON,
    )  # fmt: skip
    TenderPackage.objects.create(tender=tender, package=package)
    Participant.objects.create(
        tender=tender, supplier=supplier("1234567890190"), status="VALID", price_amount=D(9), rank=1, is_winner=True
    )


def released(prefix="ocds-000000"):
    return [ocds.release_of(one, prefix=prefix) for one in queries.processes()]


def test_a_release_tells_the_chain_from_the_budget_line_to_the_contract(whole, lines):
    (release,) = released()
    assert release["ocid"] == f"ocds-000000-{whole.code}"
    assert release["planning"]["budget"]["budgetBreakdown"][0]["id"] == str(lines[0].pk)
    assert release["tender"]["value"] == {"amount": 119500000.5, "currency": "IDR"}
    assert [bid["status"] for bid in release["bids"]["details"]] == ["valid", "disqualified"]
    assert release["contracts"][0]["value"]["amount"] == 105_000_000
    assert release["contracts"][0]["amendments"][0]["id"] == "A/1"
    roles = sorted(role for party in release["parties"] for role in party["roles"])
    assert roles == ["buyer", "procuringEntity", "supplier", "tenderer", "tenderer"]


def test_bids_are_not_told_before_the_opening(whole):
    Tender.objects.update(status="OPEN")
    (release,) = released()
    assert ("bids" in release, "tenderers" in release["tender"]) == (False, False)


def test_drafts_are_not_told(lines, opd):
    f.draft(opd, {lines[0]: 10})
    assert released() == []


def test_many_packages_cost_the_same_number_of_queries(whole, lines, opd):
    counts = []
    for number in (1, 12):
        for _turn in range(number):
            f.announced(opd, {lines[1]: 10})
        with CaptureQueriesContext(
            connection,
        ) as seen:
            released()
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.shared
def test_the_judge_of_the_standard_finds_nothing(whole, lines, opd, shared, tmp_path):
    from libcoveocds import api, config  # slow to import

    cancelled = f.announced(opd, {lines[1]: 10_000})
    services.cancel_package(package_id=cancelled.pk, reason="Digabung", actor=SYSTEM, now=f.NOON)
    with_winner(f.announced(opd, {lines[1]: 20_000}), opd)
    assert [one.get("awards", [{}])[0].get("status") for one in released()] == ["active", None, "pending"]
    package = ocds.package_of(released(), uri="https://contoh.id/data", publisher="Contoh", published_at=f.NOON)
    settings = config.LibCoveOCDSConfig()
    settings.config.update(standard_zip=f"file://{(shared / SCHEMAS).resolve()}", context="api")

    def judged(data):
        found = api.ocds_json_output(json_data=data, lib_cove_ocds_config=settings)
        return [
            found[name] for name in ("validation_errors", "additional_fields", "additional_closed_codelist_values")
        ] + [found["additional_checks"]]

    assert judged(package) == [[], [], {}, {}]
    wrong = json.loads(json.dumps(package))
    wrong["releases"][0]["tender"]["status"] = "berjalan"
    del wrong["releases"][0]["ocid"]
    errors, _fields, codes, _checks = judged(wrong)
    assert (bool(errors), bool(codes)) == (True, True)


@pytest.mark.shared
def test_the_merge_of_the_standard_takes_our_releases(whole, shared):
    from ocdsmerge import Merger

    with zipfile.ZipFile(shared / SCHEMAS) as archive:
        schema = json.loads(archive.read("standard-1__1__5/schema/release-schema.json"))
    (release,) = released()
    compiled = Merger(schema).create_compiled_release([release])
    left_out = {"id", "tag", "date", "language"}
    assert {key: value for key, value in compiled.items() if key not in left_out} == {
        key: value for key, value in release.items() if key not in left_out
    }
