"""How ceiling rows become tables: the common part of the import and of the demo, in the caller's transaction."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable

from pendopo.budget import rules
from pendopo.budget.models import ActivityNode, CodeList, DeclaredTotal, Pagu, Stage
from pendopo.budget.nomenclature import OFFICIAL_NAMES
from pendopo.budget.sources import CeilingFiles, SourceRow
from pendopo.kernel.access import Actor
from pendopo.organisations.models import Unit
from pendopo.organisations.queries import codes_known
from pendopo.organisations.rules import UnitValues
from pendopo.organisations.services import import_units

Progress = Callable[[str, int], None]
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


def _nodes(code_list: CodeList, names: dict[str, str]) -> dict[str, ActivityNode]:
    codes = {above for code in names for above in (*rules.ancestors(code), code)}
    found: dict[str, ActivityNode] = {node.code: node for node in ActivityNode.objects.filter(code_list=code_list)}
    for level, width in rules.WIDTHS.items():
        fresh = [
            ActivityNode(
                code_list=code_list,
                level=level,
                code=code,
                name=names.get(code, OFFICIAL_NAMES.get(code, "")),
                parent=found[rules.ancestors(code)[-1]] if width > 1 else None,
            )
            for code in sorted(codes)
            if len(code) == width and code not in found
        ]
        found |= {node.code: node for node in ActivityNode.objects.bulk_create(fresh, batch_size=BATCH)}
    return found


def _units(files: CeilingFiles, kinds: dict[str, str], actor: Actor, now: dt.datetime) -> dict[str, Unit]:
    """The units of the rows by code; those still unknown are added by the act of organisations."""
    names = {row["kd_satker"]: row["nama_satker"] for row in files.program}
    known = codes_known(names)
    fresh = [
        UnitValues(kind=kinds.get(code) or _kind_of(name), code=code, name=name)
        for code, name in names.items()
        if code not in known
    ]
    if fresh:
        import_units(rows=fresh, actor=actor, now=now)
    return {unit.code: unit for unit in Unit.objects.filter(code__in=names)}


def _kind_of(name: str) -> str:
    beginnings = {"KECAMATAN": "KECAMATAN", "KELURAHAN": "KELURAHAN", "PUSKESMAS": "UPTD", "RUMAH SAKIT": "UPTD"}
    return next((kind for word, kind in beginnings.items() if name.upper().startswith(word)), "OPD")


def _declared(
    stage: Stage,
    level: str,
    rows: Iterable[SourceRow],
    places: tuple[dict[str, Unit], dict[str, ActivityNode]],
    parents: dict[str, DeclaredTotal],
) -> dict[str, DeclaredTotal]:
    units, nodes = places
    fresh = [
        DeclaredTotal(
            stage=stage,
            level=level,
            unit=units[row["kd_satker"]],
            activity=nodes[row[f"kode_{level.lower()}"]],
            parent=parents.get(row.texts.get("kd_program", "")),
            source_id=row[f"kd_{level.lower()}"],
            amount=row.pagu,
        )
        for row in rows
    ]
    return {total.source_id: total for total in DeclaredTotal.objects.bulk_create(fresh, batch_size=BATCH)}


def _structure(stage: Stage, rows: Iterable[SourceRow], units: dict[str, Unit]) -> None:
    DeclaredTotal.objects.bulk_create(
        DeclaredTotal(
            stage=stage,
            level="UNIT",
            unit=units[row["kd_satker"]],
            source_id=row["kd_satker"],
            amount=row.money["total_belanja"],
            breakdown={**row.money, "kode_opd": row["kd_satker_str"]},
        )
        for row in rows
    )


def store_ceilings(
    *,
    stage: Stage,
    files: CeilingFiles,
    kinds: dict[str, str],
    actor: Actor,
    now: dt.datetime,
    progress: Progress,
) -> None:
    """Write units, code list, stated totals and ceilings of the rows into the stage. Amounts in whole rupiah."""
    units = _units(files, kinds, actor, now)
    nodes = _nodes(stage.code_list, _first_names(files))
    places = (units, nodes)
    programs = _declared(stage, "PROGRAM", files.program, places, {})
    progress("program", len(files.program))
    activities = _declared(stage, "KEGIATAN", files.kegiatan, places, programs)
    progress("kegiatan", len(files.kegiatan))
    _structure(stage, files.structure, units)
    numbers: Counter[tuple[str, str]] = Counter()
    batch: list[Pagu] = []
    for row in files.sub_kegiatan:
        place = row["kd_satker"], row["kode_sub_kegiatan"]
        numbers[place] += 1
        batch.append(
            Pagu(
                stage=stage,
                unit=units[place[0]],
                activity=nodes[place[1]],
                sequence=numbers[place],
                source_id=row["kd_subkegiatan"],
                stated_name=row["nama_sub_kegiatan"],
                declared=activities[row["kd_kegiatan"]],
                amount=row.pagu,
            )
        )
    for start in range(0, len(batch), BATCH):
        part = batch[start : start + BATCH]
        Pagu.objects.bulk_create(part)
        progress("sub_kegiatan", len(part))
