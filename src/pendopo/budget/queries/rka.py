"""What people at work read of an Rka: stages in the making, units, forms, rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from pendopo.budget.models import AccountNode, ItemEdit, LineAmount, LineItem, Pagu, Rka, RkaSheet, Stage
from pendopo.budget.states import EDITABLE, RKA_EDITABLE
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Unit


def stages_at_work(actor: Actor) -> QuerySet[Stage]:
    """The regency's stages for officials who may see an Rka, newest first; none for others."""
    if not permits(actor, "budget.see_rka"):
        return Stage.objects.none()
    return Stage.objects.filter(owner=None).select_related("base").order_by("-year", "-seq")


def latest_stages(actor: Actor) -> list[Stage]:
    """The latest stage of each of the last five years, newest year first. One query."""
    return list(stages_at_work(actor).order_by("-year", "-seq").distinct("year")[:5])


@dataclass(frozen=True)
class UnitRka:
    """The Rka of one unit: ceilings, what its forms hold, and how many forms there are; whole rupiah."""

    unit: Unit
    status: str
    status_label: str
    ceiling_amount: int
    used_amount: int
    sheets: int

    @property
    def rest_amount(self) -> int:
        return self.ceiling_amount - self.used_amount


def rka_visible_to(actor: Actor, stage: Stage) -> list[UnitRka]:
    """The Rka of all units with a ceiling that the actor may see, by code. Four queries."""
    ceilings = Pagu.objects.filter(stage=stage).values("unit_id").annotate(total=Sum("amount"), number=Count("pk"))
    found = {row["unit_id"]: row for row in ceilings}
    top = Q(account__level=1, account__code="5", activity=None)
    used = dict(stage.totals.filter(top, unit__isnull=False).values_list("unit_id", "amount"))
    documents = {rka.unit_id: rka for rka in Rka.objects.filter(stage=stage)}
    units = Unit.objects.filter(pk__in=found).order_by("code")
    return [
        UnitRka(
            unit,
            documents[unit.pk].status if unit.pk in documents else "DRAFT",
            documents[unit.pk].get_status_display() if unit.pk in documents else "",
            found[unit.pk]["total"],
            used.get(unit.pk, 0),
            found[unit.pk]["number"],
        )
        for unit in units
        if permits(actor, "budget.see_rka", unit)
    ]


def rka_unit_visible_to(actor: Actor, code: str) -> Unit | None:
    """The unit of that code if the actor may see its Rka."""
    unit = Unit.objects.filter(code=code).first()
    return unit if unit is not None and permits(actor, "budget.see_rka", unit) else None


@dataclass(frozen=True)
class SheetRow:
    """A form in the list of a unit: its ceiling (none for revenue and financing) and what it holds, whole rupiah."""

    sheet_id: int | None
    activity_id: int | None
    code: str
    name: str
    side: str
    sequence: int
    ceiling_amount: int | None
    used_amount: int
    rows: int

    @property
    def rest_amount(self) -> int:
        return (self.ceiling_amount or 0) - self.used_amount


def sheets_of(stage: Stage, unit: Unit) -> list[SheetRow]:
    """All forms of the unit in the stage, also those with a ceiling that nobody has begun; by code. Three queries."""
    at = Q(lines__items__stages__contains=stage.seq)
    own = RkaSheet.objects.filter(year=stage.year, owner=stage.owner, unit=unit).annotate(
        used=Sum("lines__items__amount", filter=at, default=0), rows=Count("lines__items", filter=at)
    )
    sheets = {(s.activity_id, s.sequence, s.side): s for s in own.select_related("activity")}
    found = []
    for pagu in Pagu.objects.filter(stage=stage, unit=unit).select_related("activity"):
        sheet = sheets.pop((pagu.activity_id, pagu.sequence, "SPENDING"), None)
        found.append(
            SheetRow(
                sheet.pk if sheet else None,
                pagu.activity_id,
                pagu.activity.code,
                pagu.stated_name or pagu.activity.name,
                "SPENDING",
                pagu.sequence,
                pagu.amount,
                sheet.used if sheet else 0,
                sheet.rows if sheet else 0,
            )
        )
    for sheet in sheets.values():
        code, name = (sheet.activity.code, sheet.title or sheet.activity.name) if sheet.activity else ("", "")
        found.append(SheetRow(sheet.pk, None, code, name, sheet.side, sheet.sequence, None, sheet.used, sheet.rows))
    order = {"REVENUE": 0, "SPENDING": 1, "FINANCING": 2}
    return sorted(found, key=lambda row: (order[row.side], row.code, row.sequence))


def sheet_visible_to(actor: Actor, stage: Stage, sheet_id: int) -> RkaSheet | None:
    """The form with its unit and activity if it belongs to the stage's budget and the actor may see it."""
    sheet = (
        RkaSheet.objects.filter(year=stage.year, owner=stage.owner, pk=sheet_id)
        .select_related("unit", "activity__parent")
        .first()
    )
    return sheet if sheet is not None and permits(actor, "budget.see_rka", sheet.unit) else None


@dataclass
class AccountGroup:
    """The rows of one account on a form, with their sum in whole rupiah."""

    account_id: int
    code: str
    name: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    amount: int = 0


ROW_COLUMNS = (
    "pk",
    "number",
    "revision",
    "kind",
    "component",
    "specification",
    "coefficients",
    "unit_price_amount",
    "tax_percent",
    "amount",
    "package_label",
    "note",
    "price_id",
)


def rows_of(stage: Stage, sheet_id: int) -> QuerySet[LineItem, dict[str, Any]]:
    """The rows of a form in a stage, by account and number, as dicts. One query."""
    return (
        LineItem.objects.filter(line__sheet_id=sheet_id, stages__contains=stage.seq)
        .order_by("line__account__code", "number")
        .values(
            *ROW_COLUMNS,
            "funding_id",
            funding_name=F("funding__name"),
            account_id=F("line__account_id"),
            code=F("line__account__code"),
            name=F("line__account__name"),
        )
    )


def grouped(rows: Iterable[dict[str, Any]], amounts: dict[int, int]) -> list[AccountGroup]:
    """Rows in order, gathered by account; `amounts` are the whole sums by account id."""
    groups: list[AccountGroup] = []
    for row in rows:
        if not groups or groups[-1].account_id != row["account_id"]:
            account = row["account_id"]
            groups.append(AccountGroup(account, row["code"], row["name"], amount=amounts.get(account, 0)))
        groups[-1].rows.append(row)
    return groups


def account_amounts(stage: Stage, sheet_id: int) -> dict[int, int]:
    """Account id -> what the form's line holds in the stage, whole rupiah. One query."""
    found = LineAmount.objects.filter(line__sheet_id=sheet_id, stages__contains=stage.seq)
    return dict(found.values_list("line__account_id", "amount"))


def ceiling_of(stage: Stage, sheet: RkaSheet) -> int | None:
    """The ceiling of the form in the stage, whole rupiah; none for revenue and financing."""
    if sheet.activity_id is None:
        return None
    found = Pagu.objects.filter(
        stage=stage, unit_id=sheet.unit_id, activity_id=sheet.activity_id, sequence=sheet.sequence
    )
    return found.values_list("amount", flat=True).first()


def leaf_accounts(stage: Stage, side: str, code: str = "") -> list[tuple[int, str, str]]:
    """(id, code, name) of the accounts that rows of that side may use, or of the one with that code. One query."""
    first = {"REVENUE": "4", "SPENDING": "5", "FINANCING": "6"}[side]
    found = AccountNode.objects.filter(code_list_id=stage.account_list_id, code__startswith=first, children=None)
    if code:
        found = found.filter(code=code)
    return list(found.order_by("code").values_list("pk", "code", "name"))


def rka_editable(actor: Actor, stage: Stage, unit: Unit) -> bool:
    """Whether the actor may change the unit's rows in the stage now. At most one query."""
    if stage.status not in EDITABLE or not permits(actor, "budget.compose_rka", unit):
        return False
    status = Rka.objects.filter(stage=stage, unit=unit).values_list("status", flat=True).first()
    return status is None or status in RKA_EDITABLE


def closed_by(actor: Actor, stage: Stage, unit: Unit) -> str:
    """What keeps the actor from changing the unit's rows: STAGE, RKA (submitted), RIGHT, else TIME. One query."""
    if stage.status not in EDITABLE:
        return "STAGE"
    if not permits(actor, "budget.compose_rka", unit):
        return "RIGHT"
    shut = Rka.objects.filter(stage=stage, unit=unit).exclude(status__in=RKA_EDITABLE).exists()
    return "RKA" if shut else "TIME"


def newest_edits(stage: Stage, sheet_id: int, number: int = 20) -> list[ItemEdit]:
    """The latest changes of the form in the stage, newest first."""
    edits = ItemEdit.objects.filter(stage=stage, sheet_id=sheet_id).select_related("line__account")
    return list(edits.order_by("-id")[:number])
