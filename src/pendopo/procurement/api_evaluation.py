"""Evaluation over the API: results for everybody, the acts for those who evaluate."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from ninja import Field, Path, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from pendopo.budget.views.rka import actor_of
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.states import MoveRefused
from pendopo.procurement import queries, services
from pendopo.procurement.views.evaluation import ACTS
from pendopo.procurement.views.evaluation_words import refusal_text

evaluation_router = Router(tags=["procurement"])
evaluation_acts = Router(tags=["procurement"], auth=django_auth)
CODE = Path(..., pattern=r"^[A-Za-z0-9.-]{1,40}$")


class CriterionOut(Schema):
    """A criterion: scored from 0 to 100 with its weight in percent, or passed or not."""

    part: str
    name: str
    requirement: str
    weight: Decimal | None


class EvaluatedOfferOut(Schema):
    """An offer as far as it is announced; `result`: winner, valid, out, or empty; rupiah with two places."""

    supplier: str
    result: str
    reason: str
    technical_score: Decimal | None
    price_amount: Decimal | None
    corrected_amount: Decimal | None
    evaluated_amount: Decimal | None
    final_score: Decimal | None
    rank: int | None


class MinutesOut(Schema):
    """Public minutes; `code` leads to the paper at /d/<code>/."""

    kind: str
    number: str
    held_at: dt.datetime
    code: str = Field(alias="paper.code")


class EvaluationOut(Schema):
    """An evaluation as everybody may know it now; `standstill_until` ends the window for objections."""

    tender: str
    status: str
    announced: bool
    standstill_until: dt.datetime | None
    criteria: list[CriterionOut]
    offers: list[EvaluatedOfferOut]
    minutes: list[MinutesOut]


class StatusOut(Schema):
    """Where the run stands after an act."""

    tender: str
    status: str


class PaperOfferIn(Schema):
    """An offer on paper; no price while prices stay shut."""

    participant: int = Field(..., ge=1, le=2**63 - 1)
    price: Decimal | None = Field(None, ge=0, max_digits=20, decimal_places=2)
    tkdn_percent: Decimal | None = Field(None, ge=0, le=100)


class PaperOffersIn(Schema):
    """Offers on paper, with the reason why they are typed in."""

    offers: list[PaperOfferIn] = Field(..., max_length=300)
    reason: str = Field(..., max_length=500)


class ScoreIn(Schema):
    """What a sheet says of the criterion of that number."""

    number: int = Field(..., ge=1, le=1000)
    passed: bool | None = None
    score: Decimal | None = Field(None, ge=0, le=100, max_digits=6, decimal_places=3)
    note: str = Field("", max_length=1000)


class SheetIn(Schema):
    """A sheet on a participant; with `hand_in` it is signed."""

    scores: list[ScoreIn] = Field(..., max_length=100)
    hand_in: bool = False


class SheetOut(Schema):
    """The own sheet."""

    saved_at: dt.datetime
    handed_at: dt.datetime | None


class StepIn(Schema):
    """Why; needed to give sheets back and to declare a run failed."""

    reason: str = Field("", max_length=500)


def _answering(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """Refusals of acts as JSON: 403 who may not, 409 what does not fit now."""

    @wraps(endpoint)
    def answered(*arguments: Any, **named: Any) -> Any:
        try:
            return endpoint(*arguments, **named)
        except PermissionDenied as refusal:
            raise HttpError(403, "Not allowed") from refusal
        except (services.EvaluationRefused, services.ReasonMissing, MoveRefused) as refusal:
            code = getattr(refusal, "code", "reason" if isinstance(refusal, services.ReasonMissing) else "status")
            return JsonResponse({"detail": refusal_text(refusal), "code": code}, status=409)

    return answered


def _run(request: HttpRequest, code: str) -> Any:
    found = queries.run_to_evaluate(actor_of(request), code)
    if found is None:
        raise HttpError(404, "Not found")
    return found


@evaluation_router.get(
    "/tenders/{code}/evaluation", response=EvaluationOut, summary="What is announced of an evaluation"
)
def evaluation(request: HttpRequest, code: str = CODE) -> object:
    """Criteria from the announcement of the run on; winner, ranks, reasons and minutes once they are announced."""
    found = queries.tender_at(ANONYMOUS, code)
    if found is None:
        raise HttpError(404, "Not found")
    result = queries.result_for_everybody(found)
    return {
        "tender": found.code, "status": found.status, "announced": result.announced, "criteria": result.criteria,
        "standstill_until": result.plan.standstill_until if result.plan and result.announced else None,
        "offers": [_offer(row, result) for row in result.offers], "minutes": result.minutes,
    }  # fmt: skip


def _offer(row: Any, result: Any) -> dict[str, Any]:
    one, names = row.participant, ("corrected_amount", "evaluated_amount", "final_score", "rank")
    shown = {name: getattr(one, name) if result.announced else None for name in names}
    score = one.technical_score if result.scored else None
    return shown | {
        "supplier": str(one.supplier or ""), "result": row.result, "reason": row.reason, "technical_score": score,
        "price_amount": one.price_amount,
    }  # fmt: skip


@evaluation_acts.post("/tenders/{code}/offers", response=StatusOut, summary="Record offers on paper")
@_answering
def record_offers(request: HttpRequest, body: PaperOffersIn, code: str = CODE) -> object:
    """For a run without sealed bids, after its deadline; minutes of the opening are drawn up."""
    offers = [services.PaperOffer(one.participant, one.price, one.tkdn_percent) for one in body.offers]
    found = services.record_offers(
        tender_id=_run(request, code).pk, offers=offers, reason=body.reason, actor=actor_of(request), now=clock.now()
    )
    return {"tender": found.code, "status": found.status}


@evaluation_acts.put(
    "/tenders/{code}/sheets/{int:participant}", response=SheetOut, summary="Save or hand in one's sheet"
)
@_answering
def put_sheet(request: HttpRequest, participant: int, body: SheetIn, code: str = CODE) -> object:
    """Criteria that are not named stay as they are; a sheet that is handed in does not change any more."""
    offer = queries.offer_to_evaluate(actor_of(request), _run(request, code), participant)
    if offer is None:
        raise HttpError(404, "Not found")
    scores = {one.number: services.ScoreValue(one.passed, one.score, one.note) for one in body.scores}
    where: Any = {"participant_id": offer.pk, "actor": actor_of(request), "now": clock.now()}
    sheet = services.save_sheet(scores=scores, **where)
    return services.hand_in_sheet(**where) if body.hand_in else sheet


@evaluation_acts.post("/tenders/{code}/evaluation/{step}", response=StatusOut, summary="Take a step of an evaluation")
@_answering
def take_step(
    request: HttpRequest,
    body: StepIn,
    step: Literal["conclude", "reopen", "rank", "decide", "announce", "fail", "rerun"],
    code: str = CODE,
) -> object:
    """Merge the sheets, give them back, rank, decide and announce the winner, declare failed, repeat."""
    why = {"reason": body.reason} if step in {"reopen", "fail"} else {}
    found = ACTS[step](tender_id=_run(request, code).pk, actor=actor_of(request), now=clock.now(), **why)
    return {"tender": found.code, "status": found.status}
