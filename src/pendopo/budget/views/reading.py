"""What the pages and the downloads share: the place of an address, its rows in the asked order."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.budget import queries
from pendopo.budget.states import StageStatus
from pendopo.instance.queries import current as instance_now
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.display import percent

SORTS = {
    "jumlah": (lambda row: (row.amount, row.code), False),
    "-jumlah": (lambda row: (row.amount, row.code), True),
    "nama": (lambda row: row.name.lower(), False),
    "-nama": (lambda row: row.name.lower(), True),
    "kode": (lambda row: row.code, False),
    "-kode": (lambda row: row.code, True),
}


MOST_DIGITS = 5
SUPERSEDED = StageStatus.SUPERSEDED


def topic(**kwargs: Any) -> str:
    """The topic of a page of one year."""
    return f"budget:{kwargs['year']}"


def find_place(request: HttpRequest, year: int, unit: str = "", code: str = "") -> queries.Place:
    """The place of the address, in the stage in force or in the public one of `?tahap=`. Raises Http404."""
    number = request.GET.get("tahap", "")
    numbered = number.isdecimal() and len(number) < MOST_DIGITS
    stage = queries.open_stage_of(ANONYMOUS, year, int(number)) if numbered else queries.stage_of(ANONYMOUS, year)
    by_unit = request.GET.get("menurut") == "unit"
    place = queries.place_at(stage, by_unit=by_unit, unit_code=unit, code=code) if stage else None
    if place is None:
        raise Http404
    return place


def find_rows(request: HttpRequest, place: queries.Place) -> list[queries.Row]:
    """The rows of the page, searched and sorted as the address says; the largest first by default."""
    text = request.GET.get("q", "").strip()
    rows = queries.search_below(place, text) if text else queries.rows_below(place)
    key, descending = SORTS.get(request.GET.get("urut", ""), SORTS["-jumlah"])
    return sorted(rows, key=key, reverse=descending)


def _reverse(prefix: str, place: queries.Place, **extra: Any) -> str:
    kwargs: dict[str, Any] = {"year": place.stage.year, **extra}
    if place.unit:
        kwargs["unit"] = place.unit.code
    if place.node:
        kwargs["code"] = place.node.code
    ending = (
        "unit" if place.unit and not place.node else "unit_node" if place.unit else "node" if place.node else "year"
    )
    return reverse(f"{prefix}{ending}", kwargs=kwargs)


def address(place: queries.Place, name: str = "", **extra: Any) -> str:
    """The address of a place, or with `name="file"` of its download."""
    found = _reverse(f"budget:{name}_" if name else "budget:", place, **extra)
    return found if name else in_stage(found, place.stage)


def in_stage(url: str, stage: Any) -> str:
    """The address within a stage that is not in force any more; of the one in force as it is."""
    if stage.status != SUPERSEDED:
        return url
    return f"{url}{'&' if '?' in url else '?'}tahap={stage.seq}"


def stages(place: queries.Place) -> list[dict[str, Any]]:
    """The public stages of the year with this place's address in each, oldest first; nothing where there is one."""
    found = sorted(queries.stages_visible_to(ANONYMOUS).filter(year=place.stage.year), key=lambda one: one.seq)
    return [
        {
            "label": f"{one.seq}. {one.get_kind_display()}",
            "url": address(queries.Place(one, place.by_unit, place.unit, place.node))
            + ("" if not place.by_unit or place.unit else f"{'&' if one.status == SUPERSEDED else '?'}menurut=unit"),
            "current": one.pk == place.stage.pk,
            "in_force": one.status != SUPERSEDED,
        }
        for one in (found if len(found) > 1 else [])
    ]


def card_address(place: queries.Place) -> str:
    """The address of the picture that the portal draws for the place."""
    return _reverse("card-budget-", place)


def tabs(stage: Any, current: str, unit: Any = None) -> list[dict[str, Any]]:
    """The ways to look at a year or at a unit; `current` is activity, unit, accounts or compare."""
    if unit:
        place = queries.Place(stage, unit=unit)
        kwargs = {"year": stage.year, "unit": unit.code}
        items = [
            ("activity", _("By programme"), address(place)),
            ("accounts", _("By account"), reverse("budget:unit_accounts", kwargs=kwargs)),
            ("compare", _("Compare units"), f"{reverse('budget:compare', args=[stage.year])}?unit={unit.code}"),
            ("changes", _("What changed"), f"{reverse('budget:changes', args=[stage.year])}?unit={unit.code}"),
        ]
    else:
        year = reverse("budget:year", args=[stage.year])
        items = [
            ("activity", _("By government affair"), in_stage(year, stage)),
            ("unit", _("By unit"), in_stage(f"{year}?menurut=unit", stage)),
            ("accounts", _("By account"), reverse("budget:accounts", args=[stage.year])),
            ("compare", _("Compare units"), reverse("budget:compare", args=[stage.year])),
            ("changes", _("What changed"), reverse("budget:changes", args=[stage.year])),
        ]
    return [{"label": label, "url": url, "current": key == current} for key, label, url in items]


def population() -> Any:
    """The instance, where a population with its source and date was entered, or None."""
    instance = instance_now()
    complete = instance and instance.population and instance.population_source and instance.population_date
    return instance if complete else None


def share_text(amount: int, total: int) -> str:
    """The share in percent; a share that would be rounded to nothing says so."""
    share = amount * 100 / total if total else 0
    return f"<\u00a0{percent(0.1)}" if 0 < share < 0.05 else percent(share)


def row_address(place: queries.Place, row: queries.Row) -> str:
    """Where a row leads, or nothing beneath a single ceiling."""
    return in_stage(found, place.stage) if (found := _row_address(place, row)) else ""


def _row_address(place: queries.Place, row: queries.Row) -> str:
    year = place.stage.year
    if row.level == "PAGU":
        return ""
    if row.level == "UNIT":
        if place.node:
            return reverse("budget:unit_node", kwargs={"year": year, "unit": row.code, "code": place.node.code})
        return reverse("budget:unit", kwargs={"year": year, "unit": row.code})
    if place.unit:
        return reverse("budget:unit_node", kwargs={"year": year, "unit": place.unit.code, "code": row.code})
    return reverse("budget:node", kwargs={"year": year, "code": row.code})


def files_of(request: HttpRequest, place: queries.Place) -> dict[str, str]:
    """The addresses of the downloads of what the page shows, by format."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return {kind: address(place, "file", kind=kind) + query for kind in ("csv", "xlsx", "parquet")}
