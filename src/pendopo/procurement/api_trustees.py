"""Trustees over the API: own key, rehearsals, the seats of a run."""

import base64
import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from pendopo.kernel import clock
from pendopo.procurement import queries, services
from pendopo.procurement.api_answers import CODE, PlaceOut, acting, answering, plan_out, run_of
from pendopo.procurement.api_envelopes import PlanOut
from pendopo.procurement.api_envelopes import router as plans

router = Router(tags=["sealed bids"], auth=django_auth)


class TrusteeKeyIn(Schema):
    """The public half of a trustee's key; `role` is `committee` or `inspectorate`."""

    role: str
    recipient: str


class AnswerIn(Schema):
    """The opened secret, 64 hex digits."""

    answer: str


class ReasonIn(Schema):
    """Why."""

    reason: str


class HashIn(Schema):
    """Which plan."""

    plan_hash: str


class MnemonicIn(Schema):
    """33 words."""

    mnemonic: str


class SeatingIn(Schema):
    """Trustees of each side in the order of their seats, and how many of them are needed."""

    committee: list[int]
    k: int
    inspectorate: list[int]
    m: int
    opening_at: dt.datetime


class PlanIn(Schema):
    """Who is to sit where."""

    seating: SeatingIn


class TrusteeSeatOut(Schema):
    """A seat of one's own key; `rehearsal` names a group rehearsal that waits for it."""

    tender: str
    title: str
    group: str
    member: int
    plan_hash: str
    deadline: dt.datetime | None
    confirmed_at: dt.datetime | None
    rehearsal: int | None


class TrusteeOut(Schema):
    """A trustee's key; `valid_until` is when its last rehearsal is too old."""

    id: int
    name: str
    role: str
    recipient: str
    registered_at: dt.datetime
    proven_at: dt.datetime | None
    rehearsed_at: dt.datetime | None
    valid_until: dt.datetime | None
    revoked_at: dt.datetime | None
    seats: list[TrusteeSeatOut]


class ChallengeOut(Schema):
    """A secret encrypted to the key (base64)."""

    id: int
    ciphertext: str
    expires_at: dt.datetime


class RegisteredOut(Schema):
    """The key, and the secret that proves that it is held."""

    trustee: TrusteeOut
    challenge: ChallengeOut


class TrusteesOut(Schema):
    """Keys that may take a seat, and the usual numbers."""

    trustees: list[TrusteeOut]
    k: int
    n: int
    rehearsal_days: int


class RehearsalOut(Schema):
    """A dummy envelope and who has answered for it."""

    id: int
    tender: str
    seating: dict[str, Any]
    plan: dict[str, Any]
    header: dict[str, Any]
    made_at: dt.datetime
    succeeded_at: dt.datetime | None
    answered: list[PlaceOut]


class DummyShareOut(Schema):
    """One's own share of the dummy (base64), with what is needed to check it."""

    plan: dict[str, Any]
    header: dict[str, Any]
    header_hash: str
    group: str
    member: int
    ciphertext: str


def _trustee(trustee: Any, *, seats: bool = True) -> dict[str, Any]:
    days = dt.timedelta(days=queries.seal_rule()["rehearsal_days"])
    rows = [
        {
            "tender": seat.plan.tender.code,
            "title": seat.plan.tender.title,
            "group": seat.group,
            "member": seat.member,
            "plan_hash": seat.plan.plan_hash,
            "deadline": seat.plan.tender.deadline_at,
            "confirmed_at": seat.confirmed_at,
            "rehearsal": None,
        }
        for seat in (queries.seats_of(trustee) if seats else ())
    ]
    names = ("role", "recipient", "registered_at", "proven_at", "rehearsed_at", "revoked_at")
    plain = {name: getattr(trustee, name) for name in names}
    until = trustee.rehearsed_at + days if trustee.rehearsed_at else None
    waiting = _waiting(trustee) if seats else []
    return {"id": trustee.pk, "name": trustee.user.label, **plain, "valid_until": until, "seats": [*waiting, *rows]}


def _waiting(trustee: Any) -> list[dict[str, Any]]:
    """Seats that are only rehearsed for yet."""
    found = []
    for rehearsal in queries.rehearsals_waiting(trustee):
        side = rehearsal.seating[trustee.role]
        found.append(
            {
                "tender": rehearsal.tender.code,
                "title": rehearsal.tender.title,
                "group": trustee.role,
                "member": side.index(trustee.pk),
                "plan_hash": "",
                "deadline": rehearsal.tender.deadline_at,
                "confirmed_at": None,
                "rehearsal": rehearsal.pk,
            }
        )
    return found


def _own(request: HttpRequest) -> Any:
    found = queries.own_trustee(acting(request))
    if found is None:
        raise HttpError(404, "You have registered no key")
    return found


def _challenge(made: services.Challenge) -> dict[str, Any]:
    text = base64.b64encode(made.ciphertext).decode()
    return {"id": made.rehearsal.pk, "ciphertext": text, "expires_at": made.expires_at}


def _rehearsal(rehearsal: Any) -> dict[str, Any]:
    places = [text.split("/") for text in sorted(rehearsal.answers)]
    return {
        "id": rehearsal.pk,
        "tender": rehearsal.tender.code,
        "answered": [{"group": group, "member": int(member)} for group, member in places],
        **{name: getattr(rehearsal, name) for name in ("seating", "plan", "header", "made_at", "succeeded_at")},
    }


def _seating(values: PlanIn) -> services.Seating:
    return services.Seating(**values.seating.dict())


@router.get("/trustee-keys/own", response=TrusteeOut, summary="One's own key as trustee")
def own_key(request: HttpRequest) -> Any:
    """With its seats."""
    return _trustee(_own(request))


@router.post("/trustee-keys", response={201: RegisteredOut}, summary="Register the public half of a key")
@answering
def register(request: HttpRequest, values: TrusteeKeyIn) -> Any:
    """It counts once the secret given back is opened with it."""
    made = services.register_trustee(**values.dict(), actor=acting(request), now=clock.now())
    return 201, {"trustee": _trustee(made.rehearsal.trustee), "challenge": _challenge(made)}


@router.post("/trustee-keys/own/rehearsals", response={201: ChallengeOut}, summary="Begin a rehearsal")
@answering
def rehearse(request: HttpRequest) -> Any:
    """A secret to open with the key file."""
    made = services.begin_rehearsal(trustee_id=_own(request).pk, actor=acting(request), now=clock.now())
    return 201, _challenge(made)


@router.post("/trustee-keys/own/rehearsals/{int:rehearsal_id}", response=TrusteeOut, summary="Answer a rehearsal")
@answering
def answer(request: HttpRequest, rehearsal_id: int, values: AnswerIn) -> Any:
    """The opened secret."""
    if not _own(request).rehearsals.filter(pk=rehearsal_id).exists():
        raise HttpError(404, "Not found")
    return _trustee(
        services.answer_rehearsal(
            rehearsal_id=rehearsal_id, answer=values.answer, actor=acting(request), now=clock.now()
        )
    )


@router.post("/trustee-keys/own/revocation", response=TrusteeOut, summary="Revoke a key that is lost or stolen")
@answering
def revoke(request: HttpRequest, values: ReasonIn) -> Any:
    """It takes no share any more; register another."""
    own = _own(request)
    return _trustee(
        services.revoke_trustee(trustee_id=own.pk, reason=values.reason, actor=acting(request), now=clock.now())
    )


@router.get("/tenders/{code}/trustees", response=TrusteesOut, summary="Who may take a seat")
def trustees(request: HttpRequest, code: str = CODE) -> Any:
    """For who makes the plan of the run."""
    rule = queries.seal_rule()
    found = [_trustee(one, seats=False) for one in queries.trustees_for(acting(request), run_of(request, code))]
    numbers = {"k": rule["committee_k"], "n": rule["committee_n"], "rehearsal_days": rule["rehearsal_days"]}
    return {"trustees": found, **numbers}


@router.post("/tenders/{code}/group-rehearsals", response={201: RehearsalOut}, summary="Begin a group rehearsal")
@answering
def begin_group(request: HttpRequest, values: PlanIn, code: str = CODE) -> Any:
    """A dummy envelope is sealed to these seats."""
    run = run_of(request, code)
    made = services.begin_group_rehearsal(
        tender_id=run.pk, seating=_seating(values), actor=acting(request), now=clock.now()
    )
    return 201, _rehearsal(made)


def _group(request: HttpRequest, code: str, rehearsal_id: int) -> Any:
    found = queries.rehearsals_for(acting(request), run_of(request, code)).filter(pk=rehearsal_id).first()
    if found is None:
        raise HttpError(404, "Not found")
    return found


@router.get("/tenders/{code}/group-rehearsals/{int:rehearsal_id}", response=RehearsalOut, summary="A group rehearsal")
def group(request: HttpRequest, rehearsal_id: int, code: str = CODE) -> Any:
    """Who has answered."""
    return _rehearsal(_group(request, code, rehearsal_id))


@router.post(
    "/tenders/{code}/group-rehearsals/{int:rehearsal_id}/share",
    response=DummyShareOut,
    summary="One's own share of the dummy",
)
@answering
def dummy_share(request: HttpRequest, rehearsal_id: int, code: str = CODE) -> Any:
    """To open with the key file."""
    rehearsal = _group(request, code, rehearsal_id)
    return queries.dummy_share(acting(request), rehearsal)


@router.post(
    "/tenders/{code}/group-rehearsals/{int:rehearsal_id}/mnemonic",
    response=RehearsalOut,
    summary="Hand in one's own share of the dummy",
)
@answering
def dummy_mnemonic(request: HttpRequest, rehearsal_id: int, values: MnemonicIn, code: str = CODE) -> Any:
    """It has succeeded once a quorum opened the dummy."""
    found = _group(request, code, rehearsal_id)
    return _rehearsal(
        services.answer_group_rehearsal(
            rehearsal_id=found.pk, mnemonic=values.mnemonic, actor=acting(request), now=clock.now()
        )
    )


# The same address answers GET to everybody: its operations stand in one router.
@plans.post("/tenders/{code}/seal-plan", response={201: PlanOut}, auth=django_auth, summary="Publish a seal plan")
@answering
def publish(request: HttpRequest, values: PlanIn, code: str = CODE) -> Any:
    """The seats that rehearsed together; it stands in the public log from now on."""
    run = run_of(request, code)
    made = services.publish_seal_plan(
        tender_id=run.pk, seating=_seating(values), actor=acting(request), now=clock.now()
    )
    return 201, plan_out(made)


@router.post("/tenders/{code}/seal-plan/confirmation", response=PlanOut, summary="Confirm one's own key in the plan")
@answering
def confirm(request: HttpRequest, values: HashIn, code: str = CODE) -> Any:
    """By a trustee who checked the plan in the log."""
    plans = queries.seal_plans_of(run_of(request, code))
    if not plans:
        raise HttpError(404, "Not found")
    services.confirm_seat(plan_id=plans[0].pk, plan_hash=values.plan_hash, actor=acting(request), now=clock.now())
    return plan_out(queries.seal_plans_of(run_of(request, code))[0])
