"""Boundaries and the village index as formats of the workspace's imports."""

import json
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.files.formats import MOST_SHOWN, Findings, ImportFormat, Progress, SampleColumn, Shown, Source
from pendopo.files.tabular import read_text
from pendopo.kernel.access import Actor
from pendopo.kernel.display import number
from pendopo.regions import indices, queries, services, shapes
from pendopo.regions.boundaries import BoundariesReport, names_of, places_of
from pendopo.regions.models import IndexScore


class SourceForm(forms.Form):
    """Who drew the boundaries."""

    source = forms.CharField(
        label=_("Who drew the boundaries"), max_length=200, help_text=_("It stands below the maps.")
    )


def check_boundaries(source: Source, *, actor: Actor) -> Findings:
    """What the file holds, and which places have no shape in it. Raises TableRefused."""
    found = shapes.read_shapes(read_text(source.path, limit=None))
    report = places_of(found, queries.region_code()).report
    names = names_of(list(found))
    rows = [
        Shown(row, "new", [names.get(code, code), code, f"{number(round(shapes.area_km2(shape), 2))} km2"])
        for row, (code, shape) in enumerate(list(found.items())[:MOST_SHOWN], start=1)
    ]
    return Findings(_shapes(report), [_("Place"), _("Region code"), _("Area")], rows, report.defects)


def apply_boundaries(source: Source, *, actor: Actor, now: datetime, progress: Progress) -> Findings:
    """Replace the regency's boundaries. Raises TableRefused, PermissionDenied."""
    found = shapes.read_shapes(read_text(source.path, limit=None))
    report = services.import_boundaries(
        found=found, regency_code=queries.region_code(), actor=actor, now=now, source=source.options["source"]
    )
    return Findings(_shapes(report), defects=report.defects)


def _shapes(report: BoundariesReport) -> dict[str, int]:
    return {"desa": report.desa, "kecamatan": report.kecamatan, "defects": len(report.without_shape)}


def check_indices(source: Source, *, actor: Actor) -> Findings:
    """The year, the rows and the standings that do not follow from the score. Raises TableRefused."""
    year, rows = _rows(source)
    indices.refuse_unknown(rows, queries.region_code())
    names = names_of([row.code for row in rows[:MOST_SHOWN]])
    shown = [
        Shown(
            row.number, "new", [names.get(row.code, row.code), row.code, number(row.score, 4), _standing(row.standing)]
        )
        for row in rows[:MOST_SHOWN]
    ]
    report = indices.IndicesReport(year, len(rows), indices.contradictions(rows))
    return Findings(_indices(report), [_("Place"), _("Region code"), _("Score"), _("Standing")], shown, report.defects)


def apply_indices(source: Source, *, actor: Actor, now: datetime, progress: Progress) -> Findings:
    """Replace the index of the file's year. Raises TableRefused, PermissionDenied."""
    year, rows = _rows(source)
    report = services.import_indices(year=year, rows=rows, regency_code=queries.region_code(), actor=actor, now=now)
    return Findings(_indices(report), defects=report.defects)


def _rows(source: Source) -> Any:
    return indices.read_indices(source.path, name=source.name, limit=None)


def _standing(word: str) -> str:
    return str(IndexScore.Standing(word).label)


def _indices(report: indices.IndicesReport) -> dict[str, int]:
    return {"year": report.year, "desa": report.rows, "defects": len(report.contradictions)}


def _sample() -> bytes:
    """Two squares: they show the form of the file and are no boundaries."""
    square = [[[109.30, -7.40], [109.31, -7.40], [109.31, -7.39], [109.30, -7.39], [109.30, -7.40]]]
    shape = {"type": "Polygon", "coordinates": square}
    features = [
        {"type": "Feature", "id": code, "properties": {}, "geometry": shape}
        for code in ("33.03.01.2001", "33.03.01.2002")
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, indent=1).encode()


BOUNDARIES = ImportFormat(
    key=services.BOUNDARIES,
    title=_("Boundaries of kecamatan and villages"),
    text=_("A GeoJSON or TopoJSON file; each shape has the region code as its id or as the property kode."),
    permission="regions.import_boundaries",
    columns=[
        SampleColumn("kode", _("region code"), ["33.03.01.2001", "33.03.01.2002"]),
        SampleColumn("geometry", _("polygon or multipolygon, WGS 84"), ["Polygon", "MultiPolygon"]),
    ],
    check=check_boundaries,
    apply=apply_boundaries,
    accept=(".geojson", ".json", ".topojson"),
    sample=("contoh-batas.geojson", _sample),
    form=SourceForm,
    done_page="regions:desa_list",
    command="pendopo import boundaries FILE",
)
INDICES = ImportFormat(
    key=services.INDICES,
    title=_("Village index of a year"),
    text=_("The year stands in the name of the score's column: idm_2024. An index of the same year is replaced."),
    permission="regions.import_indices",
    columns=[
        SampleColumn("kode_kemendagri", _("region code of the village"), ["33.03.01.2001", "33.03.01.2002"]),
        SampleColumn("idm_2024", _("score from 0 to 1, with a dot"), ["0.7816", "0.8422"]),
        SampleColumn("iks", _("social, from 0 to 1"), ["0.8114", "0.8800"]),
        SampleColumn("ike", _("economic, from 0 to 1"), ["0.6667", "0.7133"]),
        SampleColumn("ikl", _("environmental, from 0 to 1"), ["0.8667", "0.9333"]),
        SampleColumn("status", _("standing, as published"), ["Maju", "Mandiri"]),
    ],
    check=check_indices,
    apply=apply_indices,
    done_page="regions:desa_list",
    command="pendopo import indices FILE",
)
