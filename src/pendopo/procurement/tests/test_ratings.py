"""Ratings after a contract: four aspects by the rule, once, with a reply; the mean on the supplier's page."""

from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import SYSTEM
from pendopo.procurement import queries, services
from pendopo.procurement.models import Contract, SupplierAccount
from pendopo.procurement.tests import factories as f
from pendopo.procurement.tests.test_contracts import TODAY, draft, supplier

MARKS = {"quality": 3, "cost": 2, "time": 1, "service": 3}


@pytest.fixture
def package(lines, opd):
    return f.announced(opd, {lines[0]: 120_000_000})


@pytest.fixture
def firm(db):
    return supplier()


def ended(package, line, firm, status="FINISHED"):
    contract = draft(package, line, "1000000", whom=firm, actor=SYSTEM)
    Contract.objects.filter(pk=contract.pk).update(status=status)
    return contract


def rate(contract, actor, **marks):
    given = {"contract_id": contract.pk, "marks": MARKS | marks, "note": "Selesai tepat mutu"}
    return services.rate_supplier(**given, actor=actor, now=f.NOON)


def test_the_score_weighs_four_aspects_and_the_mean_stands_on_the_suppliers_page(package, lines, ppk, firm):
    # 0.3 x 3 + 0.2 x 2 + 0.3 x 1 + 0.2 x 3
    assert rate(ended(package, lines[0], firm), ppk).score == D("2.20")
    assert rate(ended(package, lines[0], firm), ppk, time=3, cost=3).score == D("3.00")
    summary = queries.rating_of(firm, TODAY)
    assert (summary.number, summary.score, summary.word) == (2, D("2.60"), "GOOD")
    assert summary.aspects["time"] == D("2.00")
    assert queries.rating_of(supplier("1234567890124"), TODAY) is None


def test_only_the_ppk_rates_and_only_what_has_ended_and_once(package, lines, ppk, pa, firm):
    running = draft(package, lines[0], "1000000", whom=firm)
    with pytest.raises(services.RatingRefused, match="running"):
        rate(running, ppk)
    contract = ended(package, lines[0], firm)
    with pytest.raises(PermissionDenied):
        rate(contract, pa)
    for wrong in ({"time": 4}, {"time": 0}, {"luck": 3}):
        with pytest.raises(services.RatingRefused, match="marks"):
            rate(contract, ppk, **wrong)
    rate(contract, ppk)
    with pytest.raises(services.RatingRefused, match="twice"):
        rate(contract, ppk)


def test_a_terminated_contract_counts_zero(package, lines, ppk, firm):
    made = rate(ended(package, lines[0], firm, "TERMINATED"), ppk)
    assert (made.score, made.quality, made.service) == (D("0.00"), 0, 0)
    assert queries.rating_of(firm, TODAY).word == "POOR"


def test_the_supplier_replies_once_and_nobody_else_does(package, lines, ppk, firm):
    owner, other = people.person("sari@contoh.id", "Sari"), people.person("lain@contoh.id", "Lain")
    SupplierAccount.objects.create(supplier=firm, user=owner, named_at=f.NOON)
    made = rate(ended(package, lines[0], firm), ppk)
    given = {"rating_id": made.pk, "reply": "Terlambat karena hujan", "now": f.NOON}
    with pytest.raises(PermissionDenied):
        services.reply_to_rating(**given, actor=other)
    assert services.reply_to_rating(**given, actor=owner).reply == "Terlambat karena hujan"
    with pytest.raises(services.RatingRefused, match="replied"):
        services.reply_to_rating(**given, actor=owner)
