"""How ceiling rows become tables: the common part of the import and of the demo, in the caller's transaction."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from psycopg.types.json import Jsonb

from pendopo.budget import rules
from pendopo.budget.models import ActivityNode, CodeList, DeclaredTotal, Pagu, Stage
from pendopo.budget.nomenclature import OFFICIAL_NAMES
from pendopo.budget.sources import CeilingFiles, SourceRow
from pendopo.files.tabular import Problem, TableRefused
from pendopo.kernel.access import Actor, permits
from pendopo.kernel.copying import copy_rows
from pendopo.organisations.models import Unit
from pendopo.organisations.queries import codes_known
from pendopo.organisations.rules import UnitValues
from pendopo.organisations.services import import_units

Progress = Callable[[str, int], None]
Places = tuple[dict[str, int], dict[str, int]]
DeclaredRow = tuple[int, int | None, int | None, str, int, Jsonb]
BATCH = 2_000


def _first_names(files: CeilingFiles) -> dict[str, str]:
    """The most frequent spelling of every code; the first one where two are as frequent."""
    spellings: dict[str, Counter[str]] = {}
    levels: tuple[tuple[str, list[SourceRow]], ...] = (
        ("program", files.program),
        ("kegiatan", files.kegiatan),
        ("sub_kegiatan", files.sub_kegiatan),
    )
    for level, rows in levels:
        for row in rows:
            spellings.setdefault(row[f"kode_{level}"], Counter())[row[f"nama_{level}"]] += 1
    return {code: names.most_common(1)[0][0] for code, names in spellings.items()}


def _nodes(code_list: CodeList, names: dict[str, str]) -> dict[str, int]:
    """The key of each code of the list; codes it does not hold yet are added, level by level."""
    codes = {above for code in names for above in (*rules.ancestors(code), code)}
    found = dict(ActivityNode.objects.filter(code_list=code_list).values_list("code", "pk"))
    for level, width in rules.WIDTHS.items():
        fresh = (
            (
                code_list.pk,
                level,
                code,
                names.get(code, OFFICIAL_NAMES.get(code, "")),
                found[rules.ancestors(code)[-1]] if width > 1 else None,
            )
            for code in sorted(codes)
            if len(code) == width and code not in found
        )
        if copy_rows(ActivityNode, ("code_list_id", "level", "code", "name", "parent_id"), fresh):
            found |= dict(ActivityNode.objects.filter(code_list=code_list, level=level).values_list("code", "pk"))
    return found


def _units(files: CeilingFiles, kinds: dict[str, str], actor: Actor, now: dt.datetime) -> dict[str, int]:
    """The key of each unit of the rows by its code; those still unknown are added by the act of organisations."""
    names = {row["kd_satker"]: row["nama_satker"] for row in files.program}
    known = codes_known(names)
    fresh = [
        UnitValues(kind=kinds.get(code) or _kind_of(name), code=code, name=name)
        for code, name in names.items()
        if code not in known
    ]
    if fresh:
        import_units(rows=fresh, actor=actor, now=now)
    return dict(Unit.objects.filter(code__in=names).values_list("code", "pk"))


def refuse_unknown_units(files: CeilingFiles, actor: Actor) -> None:
    """Raise TableRefused where units are not known here and the actor may not add any. One query."""
    if permits(actor, "organisations.import_units"):
        return
    known = codes_known({row["kd_satker"] for row in files.program})
    message = _("This unit is not known here: the administrator imports the units first.")
    first = {row["kd_satker"]: row for row in reversed(files.program) if row["kd_satker"] not in known}
    problems = [
        Problem(row.number, "kd_satker", code, message, files.names.get("program", "")) for code, row in first.items()
    ]
    if problems:
        raise TableRefused(sorted(problems, key=lambda problem: problem.row or 0))


def _kind_of(name: str) -> str:
    beginnings = {"KECAMATAN": "KECAMATAN", "KELURAHAN": "KELURAHAN", "PUSKESMAS": "UPTD", "RUMAH SAKIT": "UPTD"}
    return next((kind for word, kind in beginnings.items() if name.upper().startswith(word)), "OPD")


def _declared(stage: Stage, level: str, rows: Iterable[DeclaredRow]) -> dict[str, int]:
    """Add totals that the files state; gives the key of each by its source id."""
    columns = ("stage_id", "level", "unit_id", "activity_id", "parent_id", "source_id", "amount", "breakdown")
    copy_rows(DeclaredTotal, columns, ((stage.pk, level, *row) for row in rows))
    return dict(DeclaredTotal.objects.filter(stage=stage, level=level).values_list("source_id", "pk"))


def _structure(rows: Iterable[SourceRow], units: dict[str, int]) -> Iterator[DeclaredRow]:
    for row in rows:
        breakdown = Jsonb({**row.money, "kode_opd": row["kd_satker_str"]})
        yield units[row["kd_satker"]], None, None, row["kd_satker"], row.money["total_belanja"], breakdown


def _ceilings(
    stage: Stage, rows: Sequence[SourceRow], places: Places, activities: dict[str, int], progress: Progress
) -> Iterator[tuple[Any, ...]]:
    units, nodes = places
    numbers: Counter[tuple[str, str]] = Counter()
    for done, row in enumerate(rows, start=1):
        place = row["kd_satker"], row["kode_sub_kegiatan"]
        numbers[place] += 1
        yield (
            stage.pk,
            units[place[0]],
            nodes[place[1]],
            numbers[place],
            row["kd_subkegiatan"],
            row["nama_sub_kegiatan"],
            activities[row["kd_kegiatan"]],
            row.pagu,
        )
        if done % BATCH == 0 or done == len(rows):
            progress("sub_kegiatan", done % BATCH or BATCH)


def store_ceilings(
    *,
    stage: Stage,
    files: CeilingFiles,
    kinds: dict[str, str],
    actor: Actor,
    now: dt.datetime,
    progress: Progress,
) -> None:
    """Write units, code list, stated totals and ceilings of the rows into the stage by COPY. Whole rupiah."""
    units = _units(files, kinds, actor, now)
    nodes = _nodes(stage.code_list, _first_names(files))
    empty = Jsonb({})
    programs = _declared(
        stage,
        "PROGRAM",
        (
            (units[row["kd_satker"]], nodes[row["kode_program"]], None, row["kd_program"], row.pagu, empty)
            for row in files.program
        ),
    )
    progress("program", len(files.program))
    activities = _declared(
        stage,
        "KEGIATAN",
        (
            (
                units[row["kd_satker"]],
                nodes[row["kode_kegiatan"]],
                programs[row["kd_program"]],
                row["kd_kegiatan"],
                row.pagu,
                empty,
            )
            for row in files.kegiatan
        ),
    )
    progress("kegiatan", len(files.kegiatan))
    _declared(stage, "UNIT", _structure(files.structure, units))
    columns = (
        "stage_id",
        "unit_id",
        "activity_id",
        "sequence",
        "source_id",
        "stated_name",
        "declared_id",
        "amount",
    )
    copy_rows(Pagu, columns, _ceilings(stage, files.sub_kegiatan, (units, nodes), activities, progress))
