"""The budget in the making for machines of people who are signed in: stages, units, forms, and their steps.

Whoever may do something on a page may do it here, with the same acts and the same refusals; a refusal is 422 with a
sentence in the reader's language.
"""

import datetime as dt
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from pendopo.audit.once import once
from pendopo.budget import queries, services
from pendopo.budget.api_findings import FindingOut, shown_finding
from pendopo.budget.api_places import acting, rka_at, stage_at, unit_at
from pendopo.budget.views.agreement_words import refused
from pendopo.budget.views.finding_steps import refused_step
from pendopo.budget.views.steps import take_finding_step, take_rka_step, take_stage_step

router = Router(tags=["budget at work"], auth=django_auth)
MOST_FINDINGS = 500


class WorkStageOut(Schema):
    """A stage; `actions` are the steps that the caller may take now."""

    id: int
    year: int
    seq: int
    kind: str
    status: str
    actions: list[str]


class UnitRkaOut(Schema):
    """The Rka of a unit, whole rupiah."""

    unit: str
    name: str
    status: str
    ceiling: int
    used: int
    forms: int


class FormOut(Schema):
    """A form of a unit; `form` is none where nobody began it, `ceiling` none for revenue and financing."""

    form: int | None
    side: str
    code: str
    name: str
    sequence: int
    ceiling: int | None
    used: int
    rows: int


class WorkUnitOut(Schema):
    """One unit's Rka with its forms and the steps that the caller may take now."""

    unit: str
    name: str
    status: str
    actions: list[str]
    forms: list[FormOut]


class RkaStepIn(Schema):
    """A step of an Rka; a return needs a reason, at a gate it is a note."""

    action: Literal["submit", "pass-bappeda", "pass-bpkad", "pass-apip", "verify", "return"]
    reason: str = Field(default="", max_length=2_000)


class StageStepIn(Schema):
    """A step of a stage; what becomes law needs the number and the date of the paper."""

    action: Literal["submit", "review", "agree", "return", "answer", "set", "publish"]
    reason: str = Field(default="", max_length=2_000)
    instrument: str = Field(default="", max_length=200)
    instrument_date: dt.date | None = None


class FindingStepIn(Schema):
    """An answer to a finding, or a judgement of it."""

    action: Literal["answer", "accept", "reject", "override"]
    text: str = Field(default="", max_length=2_000)


def _shown(request: HttpRequest, stage: Any) -> WorkStageOut:
    actions = queries.stage_actions(acting(request), stage)
    return WorkStageOut(
        id=stage.pk, year=stage.year, seq=stage.seq, kind=stage.kind, status=stage.status, actions=actions
    )


@router.get("/work/stages", response=list[WorkStageOut], summary="Stages in the making")
def work_stages(request: HttpRequest) -> Any:
    """The latest stage of each of the last five years, newest first; none for who sees no Rka."""
    return [_shown(request, stage) for stage in queries.latest_stages(acting(request))]


@router.post("/work/stages/{int:stage}/steps", response=WorkStageOut, summary="Take a step with a stage")
@once
def step_stage(request: HttpRequest, stage: int, values: StageStepIn) -> WorkStageOut:
    """Hand in, review, agree, return, answer, set or publish."""
    found = stage_at(request, stage)
    if values.action not in queries.stage_actions(acting(request), found):
        raise HttpError(404, "no such step now")
    given: dict[str, Any] = {"reason": values.reason}
    if values.action in ("agree", "set"):
        given |= {"instrument": values.instrument, "instrument_date": values.instrument_date}
    try:
        take_stage_step(values.action, stage, acting(request), given)
    except services.AGREEMENT_REFUSED as refusal:
        raise HttpError(422, refused(refusal)) from refusal
    return _shown(request, stage_at(request, stage))


@router.get("/work/stages/{int:stage}/units", response=list[UnitRkaOut], summary="Units with a ceiling")
def work_units(request: HttpRequest, stage: int) -> Any:
    """The units whose Rka the caller may see, by code."""
    return [
        UnitRkaOut(unit=row.unit.code, name=row.unit.name, status=row.status, ceiling=row.ceiling_amount,
                   used=row.used_amount, forms=row.sheets)
        for row in queries.rka_visible_to(acting(request), stage_at(request, stage))
    ]  # fmt: skip


@router.get("/work/stages/{int:stage}/units/{unit}", response=WorkUnitOut, summary="The forms of a unit")
def work_unit(request: HttpRequest, stage: int, unit: str) -> WorkUnitOut:
    """All forms of the unit, also those that nobody has begun."""
    found, office = stage_at(request, stage), unit_at(request, unit)
    rka = queries.rka_of(found, office)
    forms = [
        FormOut(form=row.sheet_id, side=row.side, code=row.code, name=row.name, sequence=row.sequence,
                ceiling=row.ceiling_amount, used=row.used_amount, rows=row.rows)
        for row in queries.sheets_of(found, office)
    ]  # fmt: skip
    status, actions = (rka.status if rka else "DRAFT"), queries.rka_actions(acting(request), rka)
    return WorkUnitOut(unit=office.code, name=office.name, status=status, actions=actions, forms=forms)


@router.post("/work/stages/{int:stage}/units/{unit}/steps", response=WorkUnitOut, summary="Take a step with an Rka")
@once
def step_rka(request: HttpRequest, stage: int, unit: str, values: RkaStepIn) -> WorkUnitOut:
    """Submit, pass a gate, verify or return."""
    rka = rka_at(request, stage, unit)
    if values.action not in queries.rka_actions(acting(request), rka):
        raise HttpError(404, "no such step now")
    try:
        take_rka_step(values.action, rka.pk, acting(request), values.reason)
    except services.AGREEMENT_REFUSED as refusal:
        raise HttpError(422, refused(refusal)) from refusal
    return work_unit(request, stage, unit)


@router.get("/work/stages/{int:stage}/findings", response=list[FindingOut], summary="Findings of a stage in the making")
def work_findings(request: HttpRequest, stage: int, unit: str = "") -> Any:
    """What the checks find in the units that the caller may see, at most 500, what waits first."""
    rows = queries.findings_visible_to(acting(request), stage_at(request, stage))
    page = queries.asked_of(rows, queries.FindingsAsked(unit=unit))[:MOST_FINDINGS]
    moves = queries.moves_of_all(page)
    return [shown_finding(finding, moves[finding.pk]) for finding in page]


@router.post(
    "/work/stages/{int:stage}/findings/{int:finding}/steps", response=FindingOut, summary="Answer or judge a finding"
)
@once
def step_finding(request: HttpRequest, stage: int, finding: int, values: FindingStepIn) -> FindingOut:
    """The office answers; the budget team and the inspectorate judge."""
    place = stage_at(request, stage)
    found = queries.finding_visible_to(acting(request), place, finding)
    if found is None or values.action not in queries.finding_actions(acting(request), found):
        raise HttpError(404, "no such step now")
    try:
        take_finding_step(values.action, finding, acting(request), values.text)
    except services.FINDING_REFUSED as refusal:
        raise HttpError(422, refused_step(refusal)) from refusal
    after = queries.finding_visible_to(acting(request), place, finding)
    return shown_finding(after, queries.moves_of(after) if after else [])
