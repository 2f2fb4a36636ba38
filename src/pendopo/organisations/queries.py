"""What others may read of units and posts."""

from typing import Any

from django.db.models import Q, QuerySet

from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import PersonRole, Position, PositionKind, SupplierPaper, Unit, UnitKind
from pendopo.organisations.rules import UnitValues


def units(*, kind: str = "", text: str = "") -> QuerySet[Unit]:
    """All units by code, of one kind or whose code or name holds the text. Units are public facts."""
    found = Unit.objects.select_related("parent").order_by("code")
    if kind:
        found = found.filter(kind=kind)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(short_name__icontains=text) | Q(code__startswith=text))
    return found


def units_visible_to(actor: Actor, *, kind: str = "", text: str = "") -> QuerySet[Unit]:
    """The units that the actor may administer; none for others."""
    return units(kind=kind, text=text) if permits(actor, "organisations.import_units") else Unit.objects.none()


def active_units() -> QuerySet[Unit]:
    """Units still in being, by code."""
    return units().filter(is_active=True)


def unit_by_code(code: str) -> Unit | None:
    """The unit of that code, if any."""
    return Unit.objects.filter(code=code).first()


def unit_ids_below(unit: Unit) -> QuerySet[Unit, int]:
    """The primary keys of the unit and of all units below it."""
    return Unit.objects.filter(path__startswith=unit.path).values_list("pk", flat=True)


def codes_known(codes: Any) -> set[str]:
    """Those of the codes that a unit has."""
    return set(Unit.objects.filter(code__in=list(codes)).values_list("code", flat=True))


def positions_of(unit: Unit) -> QuerySet[Position]:
    """The posts of the unit, by title."""
    return Position.objects.filter(unit=unit).order_by("title")


def unit_visible_to(actor: Actor, pk: int) -> Unit | None:
    """The unit, for those who may administer it."""
    return units_visible_to(actor).filter(pk=pk).first()


def position_visible_to(actor: Actor, pk: int) -> Position | None:
    """The post, for those who may administer its unit."""
    return Position.objects.select_related("unit").filter(pk=pk, unit__in=units_visible_to(actor)).first()


def units_directly_below(unit: Unit) -> QuerySet[Unit]:
    """The units whose parent it is, by code."""
    return Unit.objects.filter(parent=unit).order_by("code")


def values_by_code() -> dict[str, UnitValues]:
    """What every unit is called, its kind and its parent, by code."""
    rows = Unit.objects.values_list("code", "name", "kind", "short_name", "parent__code")
    return {code: UnitValues(code, name, kind, short, parent or "") for code, name, kind, short, parent in rows}


def kind_label(kind: str) -> Any:
    """The kind in words."""
    return UnitKind(kind).label


def position_kinds() -> list[tuple[str, Any]]:
    """The kinds of posts with their labels, for choices."""
    return list(PositionKind.choices)


def kinds() -> list[tuple[str, Any]]:
    """The kinds of units with their labels, for choices."""
    return list(UnitKind.choices)


def paper_kinds() -> list[tuple[str, Any]]:
    """The kinds of suppliers' documents with their labels, for choices."""
    return list(SupplierPaper.choices)


def paper_label(kind: str) -> Any:
    """A kind of suppliers' documents in words."""
    return SupplierPaper(kind).label


def person_roles() -> list[tuple[str, Any]]:
    """What a person is in a supplier, with labels, for choices."""
    return list(PersonRole.choices)
