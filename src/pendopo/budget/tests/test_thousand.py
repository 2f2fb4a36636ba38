"""The way of a thousand rupiah: shares add up to 1,000, ceilings alone are enough, each field leads on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.budget import services
from pendopo.budget.views.thousand import thousandths
from pendopo.kernel.access import SYSTEM


@given(st.lists(st.integers(0, 10**13), min_size=1, max_size=40).filter(sum))
def test_shares_are_exactly_a_thousand_and_near_the_truth(amounts):
    shares = thousandths(amounts)
    assert sum(shares) == 1000
    assert all(abs(share - amount * 1000 / sum(amounts)) < 1 for share, amount in zip(shares, amounts, strict=True))


def test_nothing_has_no_share():
    assert thousandths([0, 0]) == [0, 0]


def test_both_sides_of_the_sample_are_a_thousand_and_the_same_sum(client, db, now):
    services.seed_demo(year=2026, actor=SYSTEM, now=now)
    page = client.get("/anggaran/2026/seribu/")
    income, uses = page.context["income"], page.context["uses"]
    assert (sum(part["value"] for part in income), sum(part["value"] for part in uses)) == (1000, 1000)
    assert sum(part["amount"] for part in income) == sum(part["amount"] for part in uses) == page.context["total"]
    assert page.context["finding"].startswith("Dari setiap Rp1.000: Rp355 untuk pendidikan, Rp203 untuk kesehatan, ")
    assert client.get(uses[0]["url"]).status_code == 200


def test_ceilings_alone_show_where_it_goes(client, stage):
    page = client.get("/anggaran/2025/seribu/")
    assert [(part["text"], part["amount"]) for part in page.context["uses"]] == [("Rp857", 300), ("Rp143", 50)]
    assert page.context["income"] == []


@pytest.mark.django_db
def test_a_year_without_a_budget_has_no_page(client):
    assert client.get("/anggaran/2001/seribu/").status_code == 404
