"""An evaluation as plain data for its minutes: scores of each member, knock-outs, HEA, ranking."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model

from pendopo.kernel.display import number, terbilang
from pendopo.procurement import evaluating
from pendopo.procurement.minuting import written
from pendopo.procurement.models import Criterion, EvaluationSheet, KnockOut, Participant, SheetScore, Tender

Facts = dict[str, Any]
AFTER_PARTS = {"THRESHOLD": "TECHNICAL", "SANCTIONED": "QUALIFICATION", "RELATED": "QUALIFICATION"}
"""Ground of a knock-out without a criterion -> its stage; other grounds are of the price."""


def name_of(participant: Participant) -> str:
    """The supplier's name."""
    return participant.supplier.organisation.name if participant.supplier else "–"


def evaluation_facts(tender: Tender) -> Facts:
    """What the minutes of the evaluation say. A number of queries that does not grow with the offers."""
    plan, criteria = evaluating.plan_for(tender), list(tender.criteria.all())
    offers = list(evaluating.in_play(tender).select_related("clarification"))
    people, said = _sheets(tender)
    law = evaluating.comparison_of(tender, plan)
    return {
        "criteria": [[str(one.part), one.name, one.requirement, _weight(one.weight)] for one in criteria],
        "tie_rule": str(plan.tie_rule),
        "technical_weight": _share(plan.technical_weight),
        "least_score": "" if plan.least_technical_score is None else number(plan.least_technical_score),
        "members": list(people.values()),
        "offers": [_offer(one) for one in offers],
        "scores": [_scores(one, criteria, people, said) for one in offers],
        "clarified": [_clarified(one) for one in offers if hasattr(one, "clarification")],
        "knock_outs": _knock_outs(tender),
        "preferred": law.hps is not None and law.hps > law.preference["above_amount"],
        "hea": [_hea(one) for one in _ranked(offers)],
        "quality_cost": tender.evaluation == "QUALITY_COST",
        "ranking": [_rank(one) for one in _ranked(offers)],
    }


def decision_facts(tender: Tender, winner: Participant, by: str) -> Facts:
    """What the minutes of the decision say; `by` is COMMITTEE, OFFICER or PA."""
    offers = list(evaluating.in_play(tender))
    price = evaluating.contract_price_of(winner)
    return {
        "by": by,
        "winner": name_of(winner),
        "nib": winner.supplier.organisation.nib if winner.supplier else "",
        "address": winner.supplier.organisation.address if winner.supplier else "",
        "price": written(price),
        "price_words": terbilang(int(price)),
        "evaluated": written(winner.evaluated_amount),
        "ranking": [_rank(one) for one in _ranked(offers)],
        "knock_outs": _knock_outs(tender),
    }


def _weight(value: Decimal | None) -> str:
    return "" if value is None else number(value)


def _share(value: Decimal | None) -> list[str]:
    return [] if value is None else [number(value * 100), number((1 - value) * 100)]


def _percent(value: Decimal | None) -> str:
    return "" if value is None else number(value)


def _offer(one: Participant) -> list[str]:
    return [name_of(one), written(one.price_amount), written(one.corrected_amount), _percent(one.tkdn_percent)]


def _sheets(tender: Tender) -> tuple[dict[int, str], dict[tuple[int, int], dict[int, SheetScore]]]:
    """Names of those who handed in, and (participant, user) -> criterion -> what was said. Three queries."""
    sheets = EvaluationSheet.objects.filter(participant__tender=tender, handed_at__isnull=False).order_by("user_id")
    of = {one.pk: (one.participant_id, one.user_id) for one in sheets}
    users = get_user_model().objects.filter(pk__in={user for _one, user in of.values()})
    named = {user.pk: str(getattr(user, "label", user)) for user in users}
    said: dict[tuple[int, int], dict[int, SheetScore]] = defaultdict(dict)
    for score in SheetScore.objects.filter(sheet__in=list(of)):
        said[of[score.sheet_id]][score.criterion_id] = score
    return dict(sorted(named.items())), said


def _scores(
    one: Participant, criteria: list[Criterion], people: dict[int, str], said: dict[tuple[int, int], dict[int, Any]]
) -> Facts:
    rows = [
        [criterion.name, [_said(said[one.pk, user].get(criterion.pk)) for user in people]] for criterion in criteria
    ]
    score = "" if one.technical_score is None else number(one.technical_score)
    return {"participant": name_of(one), "rows": rows, "technical": score}


def _said(score: SheetScore | None) -> Any:
    """A score as text, true or false for passed or not, nothing where nothing was said."""
    if score is None or (score.score is None and score.passed is None):
        return ""
    return number(score.score) if score.score is not None else score.passed


def _clarified(one: Participant) -> list[Any]:
    return [name_of(one), one.clarification.explanation, one.clarification.is_accepted]


def _knock_outs(tender: Tender) -> list[list[str]]:
    found = KnockOut.objects.filter(participant__tender=tender, lifted_at__isnull=True).select_related(
        "participant__supplier__organisation", "criterion"
    )
    named = [(one, one.criterion.name if one.criterion else "") for one in found]
    return [[name_of(one.participant), str(one.ground), name, one.note, _stage(one)] for one, name in named]


def _stage(one: KnockOut) -> str:
    """At which stage the offer went out: a part of the evaluation, its price, or who stands behind it."""
    if one.criterion:
        return str(one.criterion.part)
    return AFTER_PARTS.get(one.ground, "PRICE")


def _ranked(offers: list[Participant]) -> list[Participant]:
    return sorted((one for one in offers if one.rank), key=lambda one: one.rank or 0)


def _hea(one: Participant) -> list[str]:
    price = evaluating.price_of(one)
    evaluated = price if one.evaluated_amount is None else one.evaluated_amount
    preference = (1 - evaluated / price) * 100 if price else Decimal(0)
    return [name_of(one), written(price), _percent(one.tkdn_percent), number(preference), written(evaluated)]


def _rank(one: Participant) -> list[str]:
    technical = "" if one.technical_score is None else number(one.technical_score)
    final = "" if one.final_score is None else number(one.final_score)
    prices = [written(evaluating.price_of(one)), written(one.evaluated_amount), written(one.negotiated_amount)]
    return [str(one.rank), name_of(one), *prices, technical, final]
