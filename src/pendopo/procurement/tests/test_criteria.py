"""Criteria of a run: set before the announcement, weights whole, the technical share within the law."""

from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.procurement.services import CriterionValues, EvaluationRefused, PlanValues
from pendopo.procurement.tests import evaluation_factories as e

NIB = CriterionValues("ADMINISTRATION", "NIB")


def scored(*weights):
    return [CriterionValues("TECHNICAL", f"K{number}", "", D(weight)) for number, weight in enumerate(weights)]


@pytest.fixture
def tender(opd):
    return e.run(opd, status="PREPARED", evaluation="QUALITY_COST", kind="CONSULTANCY", method="SELECTION")


@pytest.fixture
def chair(tender):
    return e.committee(tender)[0]


@pytest.mark.parametrize(("criteria", "weight", "code"), [
    ([], "0.8", "no_criteria"),
    ([NIB], "0.8", "no_weights"),
    (scored(60, "39.9"), "0.8", "weight_sum"),
    ([CriterionValues("QUALIFICATION", "SBU", "", D(100))], "0.8", "weight_part"),
    (scored(60, 40), "0.59", "technical_weight"),
    (scored(60, 40), None, "technical_weight"),
])  # fmt: skip
def test_what_does_not_fit_is_refused(tender, chair, criteria, weight, code):
    values = PlanValues(technical_weight=D(weight) if weight else None)
    with pytest.raises(EvaluationRefused) as refusal:
        e.act("set_criteria", tender, chair, values=values, criteria=criteria)
    assert (refusal.value.code, tender.criteria.count()) == (code, 0)


def test_criteria_are_replaced_until_the_announcement(tender, chair, head):
    values = PlanValues(technical_weight=D("0.6"), least_technical_score=D(70))
    with pytest.raises(PermissionDenied):
        e.act("set_criteria", tender, head, values=values, criteria=scored(100))
    for rows in (scored(100), [NIB, *scored(60, 40)]):
        e.act("set_criteria", tender, chair, values=values, criteria=rows)
    assert list(tender.criteria.values_list("name", "weight")) == [("NIB", None), ("K0", D(60)), ("K1", D(40))]
    type(tender).objects.update(status="ANNOUNCED")
    with pytest.raises(EvaluationRefused, match="announced"):
        e.act("set_criteria", tender, chair, values=values, criteria=[NIB])
