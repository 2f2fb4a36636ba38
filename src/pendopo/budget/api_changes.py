"""What changed between two public stages, for machines: nodes of any level, and the rows themselves."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate

from pendopo.budget import queries
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.paging import PageNumberPagination

router = Router(tags=["budget"])
CODE = r"^(\d{1,2}(\.\d{1,4}){0,5})?$"
Level = Literal[
    "unit", "urusan", "bidang", "program", "kegiatan", "sub-kegiatan",
    "akun", "kelompok", "jenis", "objek", "rincian-objek", "sub-rincian-objek",
]  # fmt: skip
Change = Literal["", "added", "removed", "changed", "price", "volume", "unit", "tax", "text", "funding"]
MOST = 2**53


class PairAsked(Schema):
    """Two public stages of a year by their numbers; codes narrow by their beginnings, `least` is whole rupiah."""

    year: int = Field(ge=1900, le=9999)
    before: int = Field(ge=1, le=9999)
    after: int = Field(ge=1, le=9999)
    unit: str = Field("", max_length=40)
    activity: str = Field("", pattern=CODE)
    account: str = Field("", pattern=CODE)
    least: int = Field(0, ge=0, le=MOST)


class LevelAsked(PairAsked):
    """Which level of the trees of units, activities or accounts."""

    level: Level = "unit"


class RowsAsked(PairAsked):
    """Which kind of change; all by default."""

    kind: Change = ""


class NodeChangeOut(Schema):
    """A unit, activity or account in both stages, whole rupiah."""

    code: str
    name: str
    before_amount: int
    after_amount: int
    change_amount: int


class RowChangeOut(Schema):
    """A row that differs: `mark` is added, removed or changed, `fields` what differs in it; whole rupiah."""

    mark: str
    fields: list[str]
    unit_code: str
    activity_code: str
    account_code: str
    component: str
    specification: str
    before_price: int | None
    after_price: int | None
    before_amount: int
    after_amount: int
    change_amount: int


def _pair(asked: PairAsked) -> tuple[Any, Any]:
    found = queries.stage_pair_visible_to(ANONYMOUS, asked.year, asked.before, asked.after)
    if found is None:
        raise HttpError(404, "Not found")
    return found


def _question(asked: PairAsked, kind: str = "") -> queries.DiffAsked:
    return queries.DiffAsked(
        unit=asked.unit, activity=asked.activity, account=asked.account, least=asked.least, kind=kind, order="code"
    )


@router.get("/changes", response=list[NodeChangeOut], summary="Two stages side by side at a level")
@paginate(PageNumberPagination, page_size=100)
def changes(request: HttpRequest, asked: Query[LevelAsked]) -> object:
    """The nodes of the level in both stages, by code, those that stay included."""
    found = queries.level_changes(*_pair(asked), asked.level, _question(asked))
    return [
        NodeChangeOut(
            code=row.code,
            name=row.official_name,
            before_amount=row.before_amount,
            after_amount=row.after_amount,
            change_amount=row.change_amount,
        )
        for row in found
    ]


class ChangedRows(queries.DiffList):
    """The rows that differ, each page as the answer shows it."""

    def __getitem__(self, place: Any) -> Any:
        found = super().__getitem__(place)
        return [_row(row) for row in found] if isinstance(place, slice) else _row(found)


@router.get("/changed-rows", response=list[RowChangeOut], summary="Rows that differ between two stages")
@paginate(PageNumberPagination, page_size=100)
def changed_rows(request: HttpRequest, asked: Query[RowsAsked]) -> object:
    """The component rows that differ, by code."""
    pair, question = _pair(asked), _question(asked, asked.kind)
    return ChangedRows(*pair, question, queries.diff_summary(*pair, question).rows)


def _row(row: queries.DiffRow) -> RowChangeOut:
    return RowChangeOut(
        mark=row.mark,
        fields=list(row.fields),
        unit_code=row.unit_code,
        activity_code=row.activity_code,
        account_code=row.account_code,
        component=row.now.component,
        specification=row.now.specification,
        before_price=row.before.unit_price_amount if row.before else None,
        after_price=row.after.unit_price_amount if row.after else None,
        before_amount=row.before_amount,
        after_amount=row.after_amount,
        change_amount=row.change_amount,
    )
