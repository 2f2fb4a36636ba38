"""Checks of the published budget for machines: findings with their answers, mandatory spending."""

import datetime as dt
from typing import Any, Literal, cast

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate

from pendopo.budget import queries
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.paging import PageNumberPagination

router = Router(tags=["budget"])


ShareState = Literal["KEPT", "BROKEN", "TRANSITION", "UNKNOWN"]


class AnswerOut(Schema):
    """One answer to a finding, or a judgement of the budget team."""

    action: Literal["answer", "accept", "reject", "override", "reopen"]
    text: str
    by: str
    at: dt.datetime


class FindingOut(Schema):
    """What a check found: `figure` crossed `limit`; `inputs` are the figures that it looked at."""

    id: int
    check: str
    severity: str
    status: str
    unit: str
    activity: str
    account: str
    row: int | None
    figure: float
    limit: float
    inputs: dict[str, Any]
    rule: str
    found_at: dt.datetime
    answers: list[AnswerOut]


class FindingsWanted(Schema):
    """Which year (latest if none), and which findings: by weight, check, status, unit."""

    year: int | None = None
    severity: Literal["", "BLOCK", "ANSWER", "INFO"] = ""
    check: str = ""
    status: Literal["", "OPEN", "ANSWERED", "ACCEPTED", "REJECTED", "REOPENED"] = ""
    unit: str = ""


class PartOut(Schema):
    """One part of a sum, whole rupiah; below zero where it is taken off."""

    label: str
    amount: int


class MandatoryOut(Schema):
    """A share that the law asks for, in percent, with its numerator and denominator in whole rupiah."""

    code: str
    state: ShareState
    operator: str
    threshold: float
    percent: float | None
    numerator: int
    denominator: int
    numerator_parts: list[PartOut]
    denominator_parts: list[PartOut]
    source: str
    certainty: str


def _stage(year: int | None) -> Any:
    """The effective stage of the year, or of the latest one. Raises HttpError."""
    stage = queries.stage_of(ANONYMOUS, year) if year else queries.latest_stage(ANONYMOUS)
    if stage is None:
        raise HttpError(404, "Not found")
    return stage


def shown_finding(finding: Any, moves: list[Any]) -> FindingOut:
    """A finding with all its answers."""
    sheet, line = finding.sheet, finding.line
    return FindingOut(
        id=finding.pk,
        check=finding.code,
        severity=finding.severity,
        status=finding.status,
        unit=finding.unit.code if finding.unit else "",
        activity=sheet.activity.code if sheet and sheet.activity else "",
        account=line.account.code if line else "",
        row=finding.number,
        figure=finding.figure,
        limit=finding.limit,
        inputs=finding.inputs,
        rule=finding.rule.source,
        found_at=finding.found_at,
        answers=[AnswerOut(action=move.action, text=move.text, by=move.actor_label, at=move.at) for move in moves],
    )


@router.get("/findings", response=list[FindingOut], summary="What the checks found in the published budget")
@paginate(PageNumberPagination, page_size=100)
def findings(request: HttpRequest, asked: Query[FindingsWanted]) -> object:
    """Findings of the effective stage of the year (latest if none) with all answers, those that wait first."""
    wanted = queries.FindingsAsked(asked.severity, asked.check, asked.status, asked.unit)
    rows = list(queries.asked_of(queries.open_findings(_stage(asked.year)), wanted))
    moves = queries.moves_of_all(rows)
    return [shown_finding(finding, moves[finding.pk]) for finding in rows]


@router.get("/mandatory", response=list[MandatoryOut], summary="Mandatory spending with numerator and denominator")
def mandatory(request: HttpRequest, year: int | None = None) -> list[MandatoryOut]:
    """What the law asks of the budget of the year (latest if none), counted from its rows."""
    return [
        MandatoryOut(
            code=row.rule.code,
            state=cast(ShareState, row.state),
            operator=row.rule.operator,
            threshold=float(row.share.threshold),
            percent=None if row.share.percent is None else float(row.share.percent),
            numerator=row.share.numerator_amount,
            denominator=row.share.denominator_amount,
            numerator_parts=[PartOut(label=part.label, amount=part.amount) for part in row.numerator],
            denominator_parts=[PartOut(label=part.label, amount=part.amount) for part in row.denominator],
            source=row.rule.source,
            certainty=row.rule.certainty,
        )
        for row in queries.mandatory_of(_stage(year))
    ]
