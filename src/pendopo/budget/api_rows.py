"""Rows of an Rka over the API: read, added, changed, taken out; the same acts and refusals as in the grid."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from pendopo.audit.once import once
from pendopo.budget import queries, services
from pendopo.budget.api_places import acting, form_at, writable_form_at
from pendopo.budget.items import ItemProblem, ItemValues
from pendopo.budget.problems import sentence
from pendopo.budget.views.refusals import refusal_text
from pendopo.kernel import clock

router = Router(tags=["budget at work"], auth=django_auth)
ROWS = "/work/stages/{int:stage}/forms/{int:form}/rows"


class CoefficientIn(Schema):
    """One of up to four numbers with their units."""

    volume: Decimal = Field(ge=0, max_digits=18, decimal_places=4)
    unit: str = Field(min_length=1, max_length=30)


class RowIn(Schema):
    """A component row; the price is whole rupiah. `revision` is that of the row as it was read, for a change."""

    account: str = Field(max_length=30)
    component: str = Field(min_length=1, max_length=500)
    coefficients: list[CoefficientIn] = Field(min_length=1, max_length=4)
    unit_price_amount: int = Field(ge=0, lt=2**62)
    specification: str = Field(default="", max_length=1_000)
    tax_percent: Decimal = Field(default=Decimal(0), ge=0, le=100, decimal_places=2)
    provisional: bool = False
    package_label: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=500)
    funding: str = Field(default="", max_length=30, description="Code of the source of funds")
    price: int | None = Field(default=None, description="Id of a price standard in force", lt=2**62)
    revision: int | None = Field(default=None, lt=2**31)


class RowOut(Schema):
    """A component row as it stands; amounts are whole rupiah."""

    id: int
    revision: int
    account: str
    component: str
    specification: str
    coefficients: list[tuple[str, str]]
    unit_price_amount: int
    tax_percent: Decimal
    amount: int
    provisional: bool
    package_label: str
    note: str


def _shown(row: dict[str, Any]) -> RowOut:
    same = {name: row[name] for name in RowOut.model_fields if name in row}
    return RowOut(**same, id=row["pk"], account=row["code"], provisional=row["kind"] == "PLACEHOLDER")


def _values(stage: Any, row: RowIn) -> ItemValues:
    fundings = {code: pk for pk, code, _name in queries.funding_choices(stage)}
    if row.funding and row.funding not in fundings:
        raise HttpError(422, f"funding: {row.funding}")
    return ItemValues(
        row.component,
        row.unit_price_amount,
        tuple((one.volume, one.unit) for one in row.coefficients),
        specification=row.specification,
        tax_percent=row.tax_percent,
        kind="PLACEHOLDER" if row.provisional else "NORMAL",
        package_label=row.package_label,
        note=row.note,
        funding_id=fundings.get(row.funding),
        price_id=row.price,
    )


def _account(stage: Any, form: Any, code: str) -> int:
    found = queries.leaf_accounts(stage, form.side, code) if "\x00" not in code else []
    if not code or not found:
        raise HttpError(422, sentence("account", "unknown"))
    return found[0][0]


def _put(request: HttpRequest, place: tuple[Any, Any], row: RowIn, number: int | None) -> RowOut:
    stage, form = place
    account, values = _account(stage, form, row.account), _values(stage, row)
    ids: dict[str, Any] = {"stage_id": stage.pk, "sheet_id": form.pk, "account_id": account, "number": number}
    try:
        item = services.put_item(**ids, values=values, revision=row.revision, actor=acting(request), now=clock.now())
    except ItemProblem as problem:
        raise HttpError(422, sentence(problem.field, problem.code)) from problem
    except services.CHANGE_REFUSED as refusal:
        raise HttpError(422, refusal_text(refusal)) from refusal
    return _shown(queries.rows_of(stage, form.pk).get(pk=item.pk))


def _row(place: tuple[Any, Any], row: int) -> dict[str, Any]:
    stage, form = place
    found = queries.rows_of(stage, form.pk).filter(pk=row).first() if row < 2**62 else None
    if found is None:
        raise HttpError(404, "no such row")
    return found


@router.get(ROWS, response=list[RowOut], summary="The rows of a form")
def rows(request: HttpRequest, stage: int, form: int) -> list[RowOut]:
    """All rows, by account and number."""
    place, found = form_at(request, stage, form)
    return [_shown(row) for row in queries.rows_of(place, found.pk)]


@router.post(ROWS, response={201: RowOut}, summary="Add a row")
@once
def add_row(request: HttpRequest, stage: int, form: int, values: RowIn) -> tuple[int, RowOut]:
    """Add a component; every total is carried on at once."""
    return 201, _put(request, writable_form_at(request, stage, form), values, None)


@router.put(f"{ROWS}/{{int:row}}", response=RowOut, summary="Change a row")
@once
def change_row(request: HttpRequest, stage: int, form: int, row: int, values: RowIn) -> RowOut:
    """Write the row anew, as it was read at `revision`; refused where somebody changed it since."""
    place = writable_form_at(request, stage, form)
    found = _row(place, row)
    if values.account != found["code"]:
        raise HttpError(422, sentence("account", "unknown"))
    if values.revision is None:
        raise HttpError(422, "revision")
    return _put(request, place, values, found["number"])


@router.delete(f"{ROWS}/{{int:row}}", response={204: None}, summary="Take a row out")
def take_row_out(request: HttpRequest, stage: int, form: int, row: int, revision: int) -> tuple[int, None]:
    """Out of this stage and of those after it; earlier stages keep it."""
    _row(writable_form_at(request, stage, form), row)
    try:
        services.remove_item(
            stage_id=stage, sheet_id=form, item_id=row, revision=revision, actor=acting(request), now=clock.now()
        )
    except services.CHANGE_REFUSED as refusal:
        raise HttpError(422, refusal_text(refusal)) from refusal
    return 204, None
