"""The plan over the API: packages composed, changed, split, merged, and their steps; direct purchases; flags answered.

The same acts and refusals as on the pages.
"""

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from pendopo.audit.once import once
from pendopo.procurement import queries, services
from pendopo.procurement.api_acts import ActIn, Ids, SaidIn, by, refusing
from pendopo.procurement.api_answers import CODE, acting
from pendopo.procurement.kinds import Kind, Method
from pendopo.procurement.views.award_steps import AWARD_REFUSED
from pendopo.procurement.views.award_words import refusal_text as direct_refusal
from pendopo.procurement.views.flag_cards import refused_step
from pendopo.procurement.views.flags import REFUSED as FLAG_REFUSED
from pendopo.procurement.views.package_words import refusal_text
from pendopo.procurement.views.packages import REFUSED

plan_router = Router(tags=["procurement plan"], auth=django_auth)
refusing_packages = refusing(REFUSED, refusal_text)
refusing_direct = refusing(AWARD_REFUSED, direct_refusal)
refusing_flags = refusing(FLAG_REFUSED, refused_step)
Money = Field(gt=0, lt=10**15, max_digits=20, decimal_places=2)


class TakenIn(ActIn):
    """What a package takes of a budget line, whole rupiah."""

    line: Ids
    amount: int = Field(gt=0, lt=10**15)


class PackageIn(ActIn):
    """What is said of a package; `desa` are codes of villages."""

    title: str = Field(min_length=1, max_length=300)
    kind: Kind | Literal[""] = ""
    method: Method | Literal[""] = ""
    method_reason: str = Field("", max_length=500)
    volume: str = Field("", max_length=100)
    description: str = Field("", max_length=2000)
    place_note: str = Field("", max_length=300)
    is_umk: bool = False
    is_pdn: bool = False
    selection_from_date: dt.date | None = None
    selection_to_date: dt.date | None = None
    contract_from_date: dt.date | None = None
    contract_to_date: dt.date | None = None
    shares: list[TakenIn] = Field(min_length=1, max_length=200)


class SplitIn(ActIn):
    """The name of the new package, and what it takes over of each line."""

    title: str = Field(min_length=1, max_length=300)
    shares: list[TakenIn] = Field(min_length=1, max_length=200)


class OtherIn(ActIn):
    """The package that goes into this one."""

    package: str = Field(min_length=1, max_length=40)


class StepReasonIn(ActIn):
    """Why, where the step asks for it."""

    reason: str = Field("", max_length=500)


class OwnPackageOut(Schema):
    """A package as its office sees it; `shares` is line -> whole rupiah, `actions` what the caller may do now."""

    code: str
    title: str
    status: str
    version: int
    kind: str
    method: str
    ceiling_amount: int
    shares: dict[int, int]
    actions: list[str]


class EstimateIn(ActIn):
    """The owner's estimate (HPS), rupiah."""

    hps_amount: Decimal = Money


class InvitedIn(ActIn):
    """Whom to invite."""

    supplier: Ids


class TalkIn(ActIn):
    """One turn of the talks with an invited supplier."""

    kind: Literal["OFFER", "CLARIFICATION", "COUNTER", "AGREEMENT"]
    amount: Decimal | None = Field(None, gt=0, lt=10**15, max_digits=20, decimal_places=2)
    note: str = Field("", max_length=500)


class PurchaseOut(Schema):
    """A direct purchase and who was invited."""

    code: str
    status: str
    hps_amount: Decimal
    invited: list[dict[str, Any]]


def _package(request: HttpRequest, code: str) -> Any:
    found = queries.package_at(acting(request), code)
    if found is None or not queries.sees_work_on(acting(request), found):
        raise HttpError(404, "Not found")
    return found


def _shown(request: HttpRequest, code: str) -> dict[str, Any]:
    found = _package(request, code)
    shares = {line.id: amount for line, amount in queries.lines_of(acting(request), found)}
    own = {name: getattr(found, name) for name in ("code", "title", "status", "version", "kind", "method")}
    actions = [one.removesuffix("_revision") for one in queries.actions_of(acting(request), found)]
    return own | {"ceiling_amount": found.ceiling_amount, "shares": shares, "actions": actions}


def _values(given: PackageIn) -> dict[str, Any]:
    """Values and shares for the acts that take a whole package."""
    values = services.PackageValues(**given.dict(exclude={"shares"}))
    return {"values": values, "shares": _shares(given.shares)}


def _shares(given: list[TakenIn]) -> dict[int, int]:
    return {one.line: one.amount for one in given}


@plan_router.get("/own-packages/{code}", response=OwnPackageOut, summary="A package as its office sees it")
def own_package(request: HttpRequest, code: str = CODE) -> Any:
    """Drafts and revisions too."""
    return _shown(request, code)


@plan_router.post("/units/{unit}/{year}/packages", response={201: OwnPackageOut}, summary="Begin a package")
@once
@refusing_packages
def compose(request: HttpRequest, year: int, values: PackageIn, unit: str = CODE) -> Any:
    """From budget lines of the unit."""
    office = queries.unit_at_work(acting(request), unit)
    if office is None or not 2000 <= year <= 2099:
        raise HttpError(404, "Not found")
    made = services.compose_package(unit_id=office.pk, year=year, **_values(values), **by(request))
    return 201, _shown(request, made.code)


@plan_router.put("/own-packages/{code}", response=OwnPackageOut, summary="Change a draft or a revision")
@once
@refusing_packages
def change(request: HttpRequest, values: PackageIn, code: str = CODE) -> Any:
    """All of it: what is not sent is emptied."""
    found = _package(request, code)
    services.change_package(package_id=found.pk, **_values(values), **by(request))
    return _shown(request, code)


Step = Literal["approve", "return", "announce", "revise", "cancel"]
STEPS: dict[str, Any] = {
    "approve": services.approve_package,
    "return": services.return_package,
    "announce": services.announce_package,
    "revise": services.revise_package,
    "cancel": services.cancel_package,
}


@plan_router.post("/own-packages/{code}/steps/{step}", response=OwnPackageOut, summary="The next step of a package")
@once
@refusing_packages
def take_step(request: HttpRequest, step: Step, said: StepReasonIn, code: str = CODE) -> Any:
    """To return, revise and cancel need a reason."""
    found = _package(request, code)
    why = {"reason": said.reason} if step in ("return", "revise", "cancel") else {}
    STEPS[step](package_id=found.pk, **why, **by(request))
    return _shown(request, code)


@plan_router.post("/own-packages/{code}/split", response={201: OwnPackageOut}, summary="Split a draft")
@once
@refusing_packages
def split(request: HttpRequest, values: SplitIn, code: str = CODE) -> Any:
    """Part of its lines goes into a new draft."""
    found = _package(request, code)
    made = services.split_package(
        package_id=found.pk, title=values.title, amounts=_shares(values.shares), **by(request)
    )  # fmt: skip
    return 201, _shown(request, made.code)


@plan_router.post("/own-packages/{code}/merge", response=OwnPackageOut, summary="Merge another draft into this one")
@once
@refusing_packages
def merge(request: HttpRequest, values: OtherIn, code: str = CODE) -> Any:
    """Of the same unit and year; the other is cancelled."""
    found, other = _package(request, code), _package(request, values.package)
    services.merge_packages(package_id=found.pk, other_id=other.pk, **by(request))
    return _shown(request, code)


def _purchase(request: HttpRequest, code: str) -> Any:
    found = queries.direct_at_work(acting(request), code)
    if found is None:
        raise HttpError(404, "Not found")
    return found


def _bought(request: HttpRequest, code: str) -> dict[str, Any]:
    found = _purchase(request, code)
    rows = found.participants.select_related("supplier__organisation").order_by("pk")[:200]
    invited = [
        {"participant": one.pk, "supplier": one.supplier.organisation.name, "status": one.status} for one in rows
    ]
    return {"code": found.code, "status": found.status, "hps_amount": found.hps_amount, "invited": invited}


@plan_router.post("/own-packages/{code}/direct", response={201: PurchaseOut}, summary="Begin a direct purchase")
@once
@refusing_direct
def begin_direct(request: HttpRequest, values: EstimateIn, code: str = CODE) -> Any:
    """With the owner's estimate."""
    made = services.begin_direct(
        package_id=_package(request, code).pk, hps_amount=values.hps_amount, **by(request)
    )  # fmt: skip
    return 201, _bought(request, made.code)


@plan_router.post("/direct/{code}/invitations", response=PurchaseOut, summary="Invite a supplier")
@once
@refusing_direct
def invite(request: HttpRequest, values: InvitedIn, code: str = CODE) -> Any:
    """A verified one, once."""
    if not queries.may_be_chosen(values.supplier):
        raise HttpError(404, "Not found")
    services.invite_direct(tender_id=_purchase(request, code).pk, supplier_id=values.supplier, **by(request))
    return _bought(request, code)


def _invited(request: HttpRequest, code: str, participant: int) -> int:
    if not _purchase(request, code).participants.filter(pk=participant).exists():
        raise HttpError(404, "Not found")
    return participant


@plan_router.post("/direct/{code}/invited/{participant}/talks", response=PurchaseOut, summary="Note a turn of talks")
@once
@refusing_direct
def talk(request: HttpRequest, participant: Ids, values: TalkIn, code: str = CODE) -> Any:
    """An offer, a question, a counter-offer, an agreement."""
    services.note_round(participant_id=_invited(request, code, participant), **values.dict(), **by(request))
    return _bought(request, code)


@plan_router.post("/direct/{code}/invited/{participant}/decision", response=PurchaseOut, summary="Choose a supplier")
@once
@refusing_direct
def decide(request: HttpRequest, participant: Ids, said: StepReasonIn, code: str = CODE) -> Any:
    """Whose agreed price is taken, and why."""
    services.decide_direct(participant_id=_invited(request, code, participant), reason=said.reason, **by(request))
    return _bought(request, code)


FLAG_STEPS: dict[str, Any] = {
    "answer": services.answer_flag,
    "accept": services.accept_flag_answer,
    "reject": services.reject_flag_answer,
    "reopen": services.reopen_flag,
}


class AnsweredOut(Schema):
    """Where the flag stands."""

    key: str
    status: str


@plan_router.post("/flags/{flag}/{step}", response=AnsweredOut, summary="Answer a flag, or judge the answer")
@once
@refusing_flags
def answer(request: HttpRequest, flag: Ids, step: Literal["answer", "accept", "reject", "reopen"], said: SaidIn) -> Any:
    """The buyer explains; the auditor judges."""
    found = queries.flag_visible_to(acting(request), flag)
    if found is None:
        raise HttpError(404, "Not found")
    return FLAG_STEPS[step](flag_id=found.pk, text=said.text, **by(request))
