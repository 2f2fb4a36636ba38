"""Runs at work for machines: the list, one with what it lacks; begun, prepared, announced, called off."""

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate
from ninja.security import django_auth

from pendopo.audit.once import once
from pendopo.files.services import FileRefused
from pendopo.kernel import clock
from pendopo.kernel.paging import PageNumberPagination
from pendopo.procurement import queries, services
from pendopo.procurement.api_acts import ActIn, WhyIn, by, refusing
from pendopo.procurement.api_answers import CODE, acting
from pendopo.procurement.queries.tenders import TenderQuestion
from pendopo.procurement.views import run_words
from pendopo.procurement.views.packages import package_of
from pendopo.procurement.views.runs import REFUSED, allowed, run_of

runs_router = Router(tags=["runs at work"], auth=django_auth)


def _more(refusal: Any) -> dict[str, Any]:
    """What is missing, or wrong with which step."""
    if isinstance(refusal, services.TenderUnready):
        missing = [{"code": one, "text": str(run_words.CONDITIONS[one][0])} for one in refusal.missing]
        return {"code": "unready", "missing": missing}
    if isinstance(refusal, services.ScheduleWrong):
        return {"code": "schedule", "steps": run_words.wrong_texts(refusal.wrongs, {})}
    return {}


refusing_runs = refusing((*REFUSED, FileRefused), run_words.refusal_text, _more)
"""Decorates endpoints on runs."""


class RunOut(Schema):
    """A run at work; rupiah with two places."""

    code: str
    title: str
    unit: str = Field(alias="unit.code")
    year: int
    kind: str
    method: str
    scheme: str
    evaluation: str
    status: str
    practice: bool
    sealed: bool
    ceiling_amount: Decimal | None
    hps_amount: Decimal | None
    deadline_at: dt.datetime | None


class ConditionOut(Schema):
    """One thing that a run needs before it is announced."""

    code: str
    text: str
    met: bool


class RunStepOut(Schema):
    """A step of the schedule."""

    code: str
    name: str
    starts_at: dt.datetime
    ends_at: dt.datetime


class RunMemberOut(Schema):
    """A member of the committee; `counts` once no interest was declared."""

    person: int = Field(alias="user_id")
    name: str = Field(alias="user.label")
    seat: str
    declared_at: dt.datetime | None
    counts: bool


class RunFileOut(Schema):
    """A file of the run; its paper stands at `/d/<code>/`."""

    id: int
    kind: str
    title: str
    sha256: str = Field(alias="document.sha256")
    code: str = Field(alias="document.code")


class RunAmendmentOut(Schema):
    """A numbered amendment, with the deadline before and after."""

    number: int
    summary: str
    deadline_before_at: dt.datetime
    deadline_at: dt.datetime
    made_at: dt.datetime


class RunQuestionOut(Schema):
    """A question on the documents; who asked is not said."""

    number: int
    text: str
    asked_at: dt.datetime
    answer: str
    answered_at: dt.datetime | None


class RunDetailOut(Schema):
    """A run with everything that belongs to it; `actions` are what the caller may do now."""

    run: RunOut
    actions: list[str]
    conditions: list[ConditionOut]
    packages: list[str]
    steps: list[RunStepOut]
    committee: list[RunMemberOut]
    documents: list[RunFileOut]
    amendments: list[RunAmendmentOut]
    questions: list[RunQuestionOut]
    invited: list[str]


class RunIn(ActIn):
    """A run to begin; `packages` are codes of others that go with the first. A practice run may have a fast clock."""

    title: str = Field(min_length=1, max_length=300)
    packages: list[str] = Field(default_factory=list, max_length=50)
    scheme: Literal["ONE_FILE", "TWO_FILE"] = "ONE_FILE"
    evaluation: str = Field("", max_length=40)
    sealed: bool = False
    place_note: str = Field("", max_length=300)
    payment_kind: str = Field("", max_length=60)
    practice: bool = False
    time_factor: Literal[1, 24, 1440] = 1


class HpsLineIn(ActIn):
    """A line of the estimate without VAT; its price rests on an item of the standards or on a reference."""

    name: str = Field(min_length=1, max_length=300)
    volume: Decimal = Field(gt=0, lt=10**11, max_digits=18, decimal_places=4)
    measure: str = Field(min_length=1, max_length=60)
    price_amount: Decimal = Field(gt=0, lt=10**15, max_digits=20, decimal_places=2)
    price_item: str = Field("", max_length=20)
    reference: str = Field("", max_length=500)


class HpsIn(ActIn):
    """All lines of the owner's estimate; with `decide` it holds from now on."""

    lines: list[HpsLineIn] = Field(max_length=1000)
    note: str = Field("", max_length=1000)
    decide: bool = False


class HpsOut(Schema):
    """The owner's estimate as it was written; rupiah with two places."""

    version: int
    status: str
    lines_amount: Decimal
    vat_percent: Decimal
    vat_amount: Decimal
    total_amount: Decimal


class KakIn(ActIn):
    """The terms of reference; with `decide` they hold from now on."""

    background: str = Field(min_length=1, max_length=8000)
    objective: str = Field(min_length=1, max_length=4000)
    scope: str = Field(min_length=1, max_length=8000)
    output: str = Field(min_length=1, max_length=4000)
    requirements: str = Field("", max_length=8000)
    duration_days: int = Field(ge=1, le=3660)
    decide: bool = False


class ContractDraftIn(ActIn):
    """The contract that bidders accept; with `decide` it holds from now on."""

    form: Literal["RECEIPT", "KUITANSI", "SPK", "AGREEMENT", "ORDER"]
    payment_terms: str = Field(min_length=1, max_length=4000)
    terms: str = Field(min_length=1, max_length=40000)
    warranty_days: int | None = Field(None, ge=0, le=3660)
    decide: bool = False


class PreparedOut(Schema):
    """The version of a paper, and whether it holds."""

    version: int
    status: str


def detail_of(request: HttpRequest, code: str) -> dict[str, Any]:
    """The run as it stands now, for the caller."""
    run, actor = run_of(request, code), acting(request)
    conditions = queries.checklist_of(run, clock.now())
    return {
        "run": run,
        "actions": queries.run_actions(actor, run),
        "conditions": [
            {"code": one.code, "text": str(run_words.CONDITIONS[one.code][0]), "met": one.met} for one in conditions
        ],
        "packages": [one.code for one in queries.packages_of(run)],
        "steps": queries.steps_of(run),
        "committee": queries.committee_of(run),
        "documents": queries.documents_of(run),
        "amendments": queries.amendments_of(run),
        "questions": queries.questions_of(run),
        "invited": [str(one) for one in queries.participants_at_work(actor, run)],
    }


def on(request: HttpRequest, code: str, action: str) -> dict[str, Any]:
    """What an act on the run takes besides its values. Raises Http404, PermissionDenied."""
    return {"tender_id": allowed(request, code, action).pk, **by(request)}


@runs_router.get("/runs", response=list[RunOut], summary="Runs at work")
@paginate(PageNumberPagination, page_size=100)
def runs(request: HttpRequest, q: str = "") -> Any:
    """Runs of the caller's units, and those in whose committee the caller sits; begun last first."""
    return queries.find_runs(acting(request), TenderQuestion(text=q.replace("\x00", "")))


@runs_router.get("/runs/{code}", response=RunDetailOut, summary="One run at work")
def run(request: HttpRequest, code: str = CODE) -> Any:
    """With what it still lacks, its people, papers and what the caller may do now."""
    return detail_of(request, code)


@runs_router.post("/packages/{code}/runs", response={201: RunDetailOut}, summary="Begin a run for a package")
@once
@refusing_runs
def begin_run(request: HttpRequest, values: RunIn, code: str = CODE) -> Any:
    """For an announced package, together with others of its unit, year, kind and method."""
    package, actor = package_of(request, code), acting(request)
    if not queries.may_prepare(actor, package):
        raise HttpError(403, "Not allowed")
    others = {one.code: one.pk for one in queries.packages_to_run(actor, package)}
    if any(one not in others for one in values.packages):
        raise services.TenderRefused("packages")
    own = services.RunValues(**values.dict(exclude={"packages"}))
    ids = [package.pk, *(others[one] for one in dict.fromkeys(values.packages))]
    made = services.prepare_tender(package_ids=ids, values=own, **by(request))
    return 201, detail_of(request, made.code)


@runs_router.put("/runs/{code}/hps", response=HpsOut, summary="Write the owner's estimate, decide it")
@once
@refusing_runs
def put_hps(request: HttpRequest, values: HpsIn, code: str = CODE) -> Any:
    """All lines anew. Deciding needs a source for each price, and a total within the ceiling."""
    own = on(request, code, "hps")
    lines = [services.HpsValues(**one.dict()) for one in values.lines]
    made = services.set_hps(lines=lines, note=values.note, **own)
    return services.decide_hps(**own) if values.decide else made


@runs_router.put("/runs/{code}/kak", response=PreparedOut, summary="Write the terms of reference, decide them")
@once
@refusing_runs
def put_kak(request: HttpRequest, values: KakIn, code: str = CODE) -> Any:
    """All parts anew."""
    own = on(request, code, "kak")
    made = services.set_kak(values=values.dict(exclude={"decide"}), **own)
    return services.decide_kak(**own) if values.decide else made


@runs_router.put("/runs/{code}/contract-draft", response=PreparedOut, summary="Write the draft contract, decide it")
@once
@refusing_runs
def put_contract_draft(request: HttpRequest, values: ContractDraftIn, code: str = CODE) -> Any:
    """All parts anew."""
    own = on(request, code, "contract")
    made = services.set_contract_draft(values=values.dict(exclude={"decide"}), **own)
    return services.decide_contract_draft(**own) if values.decide else made


@runs_router.post("/runs/{code}/announcement", response=RunDetailOut, summary="Announce the run")
@once
@refusing_runs
def announce_run(request: HttpRequest, code: str = CODE) -> Any:
    """Refused with the list of what is missing."""
    services.announce_tender(**on(request, code, "announce"))
    return detail_of(request, code)


@runs_router.post("/runs/{code}/cancellation", response=RunDetailOut, summary="Call the run off")
@once
@refusing_runs
def cancel_run(request: HttpRequest, values: WhyIn, code: str = CODE) -> Any:
    """Its packages are free for another run; everybody reads why."""
    services.cancel_tender(reason=values.reason, **on(request, code, "cancel"))
    return detail_of(request, code)
