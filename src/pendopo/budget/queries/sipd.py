"""The rows of a stage in the columns of SIPD, and what the codes of a sent file may stand for."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F

from pendopo.budget.changes import Changes, changes_of
from pendopo.budget.models import AccountNode, ActivityNode, FundingSource, LineItem, Pagu, Rka, RkaSheet, Stage
from pendopo.budget.queries.prices import measures
from pendopo.budget.sipd import FormKey, Known, SentRow
from pendopo.budget.states import EDITABLE, RKA_EDITABLE
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Unit

ROW = (
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
)
NAMES = {
    "kode_skpd": F("line__sheet__unit__code"),
    "nama_skpd": F("line__sheet__unit__name"),
    "kode_sub_giat": F("line__sheet__activity__code"),
    "nama_sub_giat": F("line__sheet__activity__name"),
    "urutan": F("line__sheet__sequence"),
    "kode_akun": F("line__account__code"),
    "nama_akun": F("line__account__name"),
    "kode_dana": F("funding__code"),
    "nama_dana": F("funding__name"),
}
ORDER = ("line__sheet__unit__code", "line__sheet__activity__code", "line__sheet__sequence", "line__account__code")


def sipd_units_visible_to(actor: Actor, stage: Stage) -> list[Unit]:
    """The units whose rows in the stage the actor may see. One query."""
    own = RkaSheet.objects.filter(year=stage.year, owner=stage.owner_id).values("unit")
    return [unit for unit in Unit.objects.filter(pk__in=own) if permits(actor, "budget.see_rka", unit)]


def sipd_rows(stage: Stage, units: Iterable[int]) -> Iterator[dict[str, Any]]:
    """All rows of these units in the stage, by unit, sub kegiatan, account and number. One query, read in parts."""
    rows = LineItem.objects.filter(
        stages__contains=stage.seq,
        line__sheet__year=stage.year,
        line__sheet__owner=stage.owner_id,
        line__sheet__unit__in=list(units),
    )
    return rows.order_by(*ORDER, "number").values(*ROW, **NAMES).iterator(chunk_size=2_000)


def draft_stages() -> list[tuple[int, str]]:
    """(id, name) of the regency's stages that take changes now, newest first."""
    found = Stage.objects.filter(owner=None, status__in=EDITABLE).order_by("-year", "-seq")
    return [(stage.pk, f"{stage.get_kind_display()} {stage.year}") for stage in found]


def draft_stage_of(stage_id: int) -> Stage | None:
    """The regency's stage of that id, if it takes changes now."""
    return Stage.objects.filter(owner=None, status__in=EDITABLE, pk=stage_id).first()


def known_codes(stage: Stage, rows: Collection[Mapping[str, Any]], actor: Actor) -> Known:
    """What the codes of the file stand for in the stage. Ten queries, however long the file is."""
    codes = {name: {row[name] for row in rows} - {""} for name in ("kode_skpd", "kode_sub_giat", "kode_akun")}
    units = [u for u in Unit.objects.filter(code__in=codes["kode_skpd"]) if permits(actor, "budget.compose_rka", u)]
    closed = Rka.objects.filter(stage=stage, unit__in=units).exclude(status__in=RKA_EDITABLE)
    activities = ActivityNode.objects.filter(code_list=stage.code_list_id, level="SUB_KEGIATAN")
    accounts = AccountNode.objects.filter(code_list=stage.account_list_id, children=None)
    known_activities = dict(activities.filter(code__in=codes["kode_sub_giat"]).values_list("code", "pk"))
    known_accounts = dict(accounts.filter(code__in=codes["kode_akun"]).values_list("code", "pk"))
    spelt = measures()
    return Known(
        year=stage.year,
        units={unit.code: unit.pk for unit in units},
        closed_units=frozenset(closed.values_list("unit__code", flat=True)),
        activities=known_activities,
        accounts=known_accounts,
        elsewhere=_elsewhere(codes["kode_sub_giat"] - set(known_activities), codes["kode_akun"] - set(known_accounts)),
        fundings=dict(FundingSource.objects.order_by("pk").values_list("code", "pk")),
        ceilings=_ceilings(stage, units),
        begun=_begun(stage, units),
        measure_known=lambda text: spelt.find(text) is not None,
    )


def _elsewhere(activities: set[str], accounts: set[str]) -> dict[str, str]:
    """Code -> name of another list that holds it as the stage's list does not."""
    found = ActivityNode.objects.filter(code__in=activities, level="SUB_KEGIATAN").values_list(
        "code", "code_list__name"
    )
    more = AccountNode.objects.filter(code__in=accounts, children=None).values_list("code", "code_list__name")
    return dict(found) | dict(more)


def _ceilings(stage: Stage, units: list[Unit]) -> dict[FormKey, int]:
    found = Pagu.objects.filter(stage=stage, unit__in=units).values_list("unit", "activity", "sequence", "amount")
    return {FormKey(unit, "SPENDING", activity, sequence): amount for unit, activity, sequence, amount in found}


def _begun(stage: Stage, units: list[Unit]) -> dict[FormKey, int]:
    found = RkaSheet.objects.filter(year=stage.year, owner=stage.owner_id, unit__in=units)
    rows = found.values_list("unit", "side", "activity", "sequence", "pk")
    return {FormKey(unit, side, activity, sequence): pk for unit, side, activity, sequence, pk in rows}


def changes_by_form(stage: Stage, known: Known, forms: Mapping[FormKey, list[SentRow]]) -> dict[FormKey, Changes]:
    """What the file would change in each form that it names; nothing in all others. One query."""
    sheets = {known.begun[key]: key for key in forms if key in known.begun}
    standing: dict[FormKey, list[LineItem]] = {key: [] for key in forms}
    items = LineItem.objects.filter(line__sheet__in=sheets, stages__contains=stage.seq).select_related("line")
    for item in items.order_by("line__account__code", "number"):
        standing[sheets[item.line.sheet_id]].append(item)
    return {key: changes_of(standing[key], rows) for key, rows in forms.items()}
