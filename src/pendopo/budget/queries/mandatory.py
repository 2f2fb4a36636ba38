"""Mandatory spending of a stage: each rule in force with its numerator and denominator."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from pendopo.budget.checks.mandatory import Share, Term, share_of
from pendopo.budget.models import AccountNode, ActivityNode, MandatoryRule, Stage
from pendopo.kernel.sql import read

_SUMS = """
    SELECT c.code AS account, coalesce(v.code, '') AS activity, sum(a.amount)::bigint AS amount
    FROM budget_lineamount a
    JOIN budget_line l ON l.id = a.line_id
    JOIN budget_rkasheet h ON h.id = l.sheet_id
    JOIN budget_accountnode c ON c.id = l.account_id
    LEFT JOIN budget_activitynode v ON v.id = h.activity_id
    WHERE a.stages @> %(seq)s AND h.year = %(year)s AND h.owner_id IS NOT DISTINCT FROM %(owner)s
    GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Part:
    """One part of a numerator or denominator in words; `amount` in whole rupiah, below zero where it is taken off."""

    label: str
    amount: int


@dataclass(frozen=True)
class MandatoryRow:
    """A rule of mandatory spending and what the stage gives; `transition` while the law still gives time."""

    rule: MandatoryRule
    share: Share
    numerator: list[Part]
    denominator: list[Part]
    transition: bool

    @property
    def least_amount(self) -> int:
        """What the share has to come to at least, whole rupiah; 0 where the law names a percentage only."""
        whole = self.share.denominator_amount
        brackets = self.rule.value.get("brackets", [])
        return next((row[2] for row in brackets if row[0] is None or whole <= row[0]), 0)

    @property
    def state(self) -> str:
        """KEPT, BROKEN, TRANSITION (broken while the law gives time), or UNKNOWN without a denominator."""
        if self.share.percent is None:
            return "UNKNOWN"
        if self.share.kept:
            return "KEPT"
        return "TRANSITION" if self.transition else "BROKEN"


def _names(stage: Stage) -> dict[str, str]:
    """Code -> "code name" of the upper accounts and fields of activities. Two queries."""
    accounts = AccountNode.objects.filter(code_list=stage.account_list_id).values_list("code", "name")
    activities = ActivityNode.objects.filter(code_list=stage.code_list_id, level="BIDANG_URUSAN")
    found = {code: f"{code} {name}" for code, name in activities.values_list("code", "name")}
    return found | {code: f"{code} {name}" for code, name in accounts}


def _parts(terms: Iterable[Term], names: dict[str, str]) -> list[Part]:
    found = []
    for term in terms:
        accounts = ", ".join(names.get(code, code) for code in term.accounts)
        activities = ", ".join(names.get(code, code) for code in term.activities)
        found.append(Part(f"{accounts} ({activities})" if activities else accounts, term.amount))
    return found


def mandatory_of(stage: Stage) -> list[MandatoryRow]:
    """All rules in force on the first day of the stage's year, in the order of the handbook. Four queries."""
    day = dt.date(stage.year, 1, 1)
    at = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    sums = read(_SUMS, seq=stage.seq, year=stage.year, owner=stage.owner_id)
    rows = [(row["account"], row["activity"], row["amount"]) for row in sums]
    names = _names(stage)
    found = []
    for rule in MandatoryRule.objects.filter(at).order_by("pk"):
        share = share_of(rule.value, rule.numerator, rule.denominator, rule.operator, rows)
        above, below = _parts(share.numerator, names), _parts(share.denominator, names)
        found.append(MandatoryRow(rule, share, above, below, stage.year < rule.value.get("full_from", 0)))
    return found
