"""Evaluation as those at work on it may see it: the board, one's own sheet, the merged scores, prices, minutes."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from pendopo.files import storage
from pendopo.kernel import clock
from pendopo.kernel.access import Actor, permits
from pendopo.procurement import evaluating, evaluation_rules
from pendopo.procurement.access_evaluation import SOLE_OFFICERS
from pendopo.procurement.committees import Evaluator, evaluators_of
from pendopo.procurement.evaluating import CriterionValues, PlanValues
from pendopo.procurement.models import (
    Criterion,
    EvaluationPlan,
    EvaluationSheet,
    KnockOut,
    Minutes,
    Participant,
    Scheme,
    SheetScore,
    Tender,
)
from pendopo.procurement.states import OfferStatus, TenderStatus

MOST = 100
PRICED = (TenderStatus.OPENED, TenderStatus.EVALUATED, TenderStatus.DECIDED, TenderStatus.STANDSTILL)


@dataclass(frozen=True)
class BoardRow:
    """One participant on the board. `own` is the actor's sheet (none, begun, handed); `out` the part it failed in."""

    participant: Participant
    name: str
    own: str
    handed: int
    out: str
    price: Decimal | None
    is_low: bool
    clarified: bool | None
    knock_outs: tuple[KnockOut, ...] = ()

    @property
    def passed_parts(self) -> bool:
        """Whether no criterion keeps the offer out."""
        return not self.out or self.out == "PRICE"


@dataclass(frozen=True)
class Board:
    """A run at its evaluation."""

    tender: Tender
    plan: EvaluationPlan | None
    criteria: list[Criterion]
    people: list[Evaluator]
    rows: list[BoardRow]
    priced: bool
    evaluates: bool

    @property
    def concluded(self) -> bool:
        """Whether the sheets are merged."""
        return self.plan is not None and self.plan.concluded_at is not None

    @property
    def scored(self) -> bool:
        """Whether some criteria are scored and not only passed."""
        return any(one.weight is not None for one in self.criteria)

    @property
    def needed(self) -> int:
        """How many sheets each participant needs."""
        return len(self.people) or 1

    @property
    def has_prices(self) -> bool:
        """Whether the offers that are not out have prices; one whose price envelope held none is judged as such."""
        left = [row for row in self.rows if not row.out]
        return not left or any(row.price is not None for row in left)

    @property
    def complete(self) -> bool:
        """Whether every sheet is handed in."""
        return bool(self.rows) and all(row.handed >= self.needed for row in self.rows)


def runs_to_evaluate(actor: Actor) -> list[Tender]:
    """The runs that the actor evaluates, alone or in a committee, the latest first. Few queries."""
    if actor.pk is None:
        return []
    member = Q(committee__user_id=actor.pk, committee__declared_at__isnull=False, committee__interest="")
    alone = Q(method__in=SOLE_OFFICERS, committee__isnull=True)
    found = Tender.objects.filter(member | alone, origin="OWN").exclude(status="CANCELLED").select_related("unit")
    rows = found.distinct().order_by("-pk")[: 2 * MOST]
    held = SOLE_OFFICERS.get
    mine = [one for one in rows if one.committee.exists() or actor.holds(held(one.method, ""), one.unit, clock.today())]
    return mine[:MOST]


def run_to_evaluate(actor: Actor, code: str) -> Tender | None:
    """The run for those who may see its evaluation; None for others."""
    found = Tender.objects.select_related("unit", "previous").filter(code=code).first()
    return found if found is not None and permits(actor, "procurement.see_evaluation", found) else None


def board_of(actor: Actor, tender: Tender) -> Board:
    """The board of a run. A number of queries that does not grow with its participants."""
    plan = EvaluationPlan.objects.filter(tender=tender).first()
    people = evaluators_of(tender)
    evaluates = permits(actor, "procurement.fill_sheet", tender)
    offers = list(evaluating.in_play(tender).select_related("clarification")[:300])
    handed, own = _sheets_of(tender, actor, {one.user for one in people})
    outs = _knock_outs(tender)
    low = evaluating.law_of(tender, "LOW_PRICE")
    priced = prices_shown(tender, plan)
    rows = []
    for one in offers:
        price = evaluating.price_of(one) if priced and one.price_amount is not None else None
        rows.append(
            BoardRow(
                participant=one,
                name=str(one.supplier or "–"),
                own=own.get(one.pk, "none"),
                handed=handed[one.pk],
                out=_part(outs[one.pk]),
                price=price,
                is_low=price is not None and evaluation_rules.is_unusually_low(low, price, hps=tender.hps_amount),
                clarified=one.clarification.is_accepted if hasattr(one, "clarification") else None,
                knock_outs=tuple(outs[one.pk]),
            )
        )
    return Board(tender, plan, criteria_of(actor, tender), people, rows, priced, evaluates)


def prices_shown(tender: Tender, plan: EvaluationPlan | None) -> bool:
    """Whether prices may be looked at: never before the technical result of a two-file run."""
    return tender.scheme != Scheme.TWO_FILE or (plan is not None and plan.concluded_at is not None)


def technical_result_announced(tender: Tender) -> bool:
    """Whether the second envelopes of a two-file run may be opened."""
    return EvaluationPlan.objects.filter(tender=tender, concluded_at__isnull=False).exists()


def _sheets_of(tender: Tender, actor: Actor, people: set[int]) -> tuple[dict[int, int], dict[int, str]]:
    """Participant -> how many counting sheets are handed in; participant -> how far the actor's own is."""
    handed: dict[int, int] = defaultdict(int)
    own: dict[int, str] = {}
    for sheet in EvaluationSheet.objects.filter(participant__tender=tender):
        if sheet.handed_at and (not people or sheet.user_id in people):
            handed[sheet.participant_id] += 1
        if sheet.user_id == actor.pk:
            own[sheet.participant_id] = "handed" if sheet.handed_at else "begun"
    return handed, own


def _knock_outs(tender: Tender) -> dict[int, list[KnockOut]]:
    found: dict[int, list[KnockOut]] = defaultdict(list)
    rows = KnockOut.objects.filter(participant__tender=tender, lifted_at__isnull=True).select_related("criterion")
    for one in rows.order_by("pk"):
        found[one.participant_id].append(one)
    return found


def _part(outs: list[KnockOut]) -> str:
    """The part of the evaluation in which the offer went out first."""
    if not outs:
        return ""
    first = outs[0]
    return first.criterion.part if first.criterion else ("TECHNICAL" if first.ground == "THRESHOLD" else "PRICE")


def criteria_of(actor: Actor, tender: Tender) -> list[Criterion]:
    """The run's criteria; where nobody set any, those of the standard document (not stored). One query."""
    found = list(tender.criteria.all())
    standard = evaluating.standard_criteria(tender.kind, tender.evaluation) if not found else []
    return found or [Criterion(tender=tender, sequence=number, **vars(one)) for number, one in enumerate(standard, 1)]


def goes_by_stages(criteria: list[Criterion]) -> bool:
    """Whether a no ends a sheet with its stage."""
    return evaluation_rules.goes_by_stages(criteria)


def plan_values_of(actor: Actor, tender: Tender) -> PlanValues:
    """How the run is evaluated; where nobody said, as the standard document does. One query."""
    plan = EvaluationPlan.objects.filter(tender=tender).first()
    if plan is None:
        return evaluating.standard_plan(tender.evaluation)
    return PlanValues(plan.technical_weight, plan.least_technical_score, plan.tie_rule, plan.unit_prices)


def criterion_values_of(actor: Actor, tender: Tender) -> list[CriterionValues]:
    """The run's criteria as plain values."""
    return [CriterionValues(one.part, one.name, one.requirement, one.weight) for one in criteria_of(actor, tender)]


def offer_to_evaluate(actor: Actor, tender: Tender, participant_id: int) -> Participant | None:
    """One offer of the run that stands."""
    found = evaluating.in_play(tender).select_related("clarification")
    return found.filter(pk=participant_id).first()


def own_sheet(actor: Actor, participant: Participant) -> tuple[EvaluationSheet | None, dict[int, SheetScore]]:
    """The actor's own sheet on the participant, and number of a criterion -> what it says. Two queries."""
    sheet = EvaluationSheet.objects.filter(participant=participant, user_id=actor.pk).first()
    return sheet, {one.criterion.sequence: one for one in sheet.scores.select_related("criterion")} if sheet else {}


@dataclass(frozen=True)
class MergedRow:
    """One criterion over all sheets: what each one says, and for scores the mean and how far they are apart."""

    criterion: Criterion
    said: list[SheetScore | None]
    mean: Decimal | None
    spread: Decimal | None
    failed: bool

    @property
    def judged(self) -> bool:
        """Whether anybody judged it: what comes after the stage that an offer is out at stays empty."""
        return any(one is not None and (one.passed is not None or one.score is not None) for one in self.said)


@dataclass(frozen=True)
class Merged:
    """All sheets on a participant that the actor may read; `names` are those who filled them."""

    names: list[str] = field(default_factory=list)
    rows: list[MergedRow] = field(default_factory=list)
    missing: int = 0


def merged_scores(actor: Actor, tender: Tender, participant: Participant) -> Merged | None:
    """What all who evaluate say of a participant; None to whoever may not read it yet.

    Somebody who evaluates reads the others' sheets after handing in the own one; everybody else after all sheets were
    merged. A fixed number of queries.
    """
    sheets = list(participant.sheets.filter(handed_at__isnull=False).order_by("pk"))
    mine = any(sheet.user_id == actor.pk for sheet in sheets)
    plan = EvaluationPlan.objects.filter(tender=tender).first()
    if not mine and (plan is None or plan.concluded_at is None):
        return None
    users = {user.pk: str(getattr(user, "label", user)) for user in _users(sheets)}
    said: dict[int, dict[int, SheetScore]] = defaultdict(dict)
    for one in SheetScore.objects.filter(sheet__in=sheets):
        said[one.criterion_id][one.sheet_id] = one
    rows = [_merged(criterion, sheets, said[criterion.pk]) for criterion in tender.criteria.all()]
    missing = max(0, (len(evaluators_of(tender)) or 1) - len(sheets))
    return Merged([users[sheet.user_id] for sheet in sheets], rows, missing)


def _users(sheets: list[EvaluationSheet]) -> QuerySet[Any]:
    return get_user_model().objects.filter(pk__in=[sheet.user_id for sheet in sheets])


def _merged(criterion: Criterion, sheets: list[EvaluationSheet], said: dict[int, SheetScore]) -> MergedRow:
    own = [said.get(sheet.pk) for sheet in sheets]
    scores = [one.score for one in own if one is not None and one.score is not None]
    votes = [bool(one.passed) for one in own if one is not None and one.passed is not None]
    return MergedRow(
        criterion=criterion,
        said=own,
        mean=evaluation_rules.mean(scores) if scores else None,
        spread=evaluation_rules.spread(scores) if scores else None,
        failed=bool(votes) and evaluation_rules.fails(votes),
    )


def registered_for(actor: Actor, tender: Tender) -> list[Participant]:
    """Who may have handed in an offer on paper: the registered; of opened two-file runs those who passed."""
    wanted = OfferStatus.VALID if tender.status == TenderStatus.OPENED else OfferStatus.INVITED
    found = tender.participants.filter(status=wanted).select_related("supplier__organisation")
    return list(found.order_by("pk")[:300])


def minutes_bytes(tender: Tender, minutes_id: int) -> tuple[str, bytes] | None:
    """(file name, PDF) of minutes of the run."""
    found = tender.minutes.select_related("paper").filter(pk=minutes_id, paper__isnull=False).first()
    if found is None or found.paper is None:
        return None
    return found.paper.file_name, storage.path_of(found.paper.sha256).read_bytes()


def minutes_of(actor: Actor, tender: Tender) -> list[tuple[Minutes, list[str], bool]]:
    """Minutes of the run with who has signed, and whether the actor still may. Few queries for each."""
    found = []
    for one in tender.minutes.select_related("paper").order_by("made_at", "pk")[:50]:
        one.tender = tender
        signed = list(one.paper.signatures.select_related("signer")) if one.paper else []
        mine = any(signature.signer.actor_pk == str(actor.pk) for signature in signed)
        may = one.paper is not None and not mine and permits(actor, "procurement.sign_minutes", one)
        found.append((one, [signature.signer.name for signature in signed], may))
    return found
