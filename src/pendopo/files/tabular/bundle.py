"""Several tables that belong together: a folder of files, a ZIP of them, or one workbook with a sheet for each."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext_lazy as _

from pendopo.files.tabular.model import WEB_LIMIT, Part, Problem, TableRefused, refuse
from pendopo.files.tabular.read import bytes_of
from pendopo.files.tabular.sheets import check_archive

ENDINGS = (".csv", ".tsv", ".xlsx", ".ods")


def parts_of_folder(folder: Path, names: Sequence[str], *, prefix: str = "") -> dict[str, Part | TableRefused]:
    """Each named table of a folder: `<prefix>_<name>.csv` or `<name>.csv` (TSV, XLSX, ODS too), or what is missing."""
    found: dict[str, Part | TableRefused] = {}
    for name in names:
        stems = [f"{prefix}_{name}", name] if prefix else [name]
        paths = [folder / f"{stem}{ending}" for stem in stems for ending in ENDINGS]
        path = next((path for path in paths if path.is_file()), None)
        found[name] = Part(path.read_bytes(), path.name) if path else _missing(paths[0].name)
    return found


def parts_of_file(
    path_or_file: str | Path | IO[bytes], names: Sequence[str], *, name: str = "", limit: int | None = WEB_LIMIT
) -> dict[str, Part | TableRefused]:
    """Each named table of a workbook (sheets) or a ZIP (files). Raises TableRefused for a file that is neither."""
    data, name = bytes_of(path_or_file, name, limit)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_archive(archive)
            members = archive.namelist()
            if "[Content_Types].xml" in members or "content.xml" in members:
                return _sheets(data, name, names)
            wanted = _matches({PurePosixPath(member).stem: member for member in members}, names)
            return {one: _member(archive, wanted[one]) if one in wanted else _missing(one) for one in names}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        message = _("Send one workbook with a sheet for each table, or one ZIP with a CSV file for each.")
        raise refuse(message, value=name) from error


def _member(archive: zipfile.ZipFile, path: str) -> Part:
    return Part(archive.read(path), PurePosixPath(path).name)


def _sheets(data: bytes, name: str, names: Sequence[str]) -> dict[str, Part | TableRefused]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        titles = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    except (CalamineError, OSError) as error:
        raise refuse(_("The workbook cannot be opened: save it again as XLSX or CSV."), value=name) from error
    wanted = _matches({title: title for title in titles}, names)
    return {
        one: Part(data, f"{name}: {wanted[one]}", wanted[one]) if one in wanted else _missing(f"{name}: {one}")
        for one in names
    }


def _matches(stems: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    """The stem of each name: the name itself or `<something>_<name>`, where no longer name fits better."""
    found: dict[str, str] = {}
    for stem, value in stems.items():
        key = stem.strip().casefold()
        fitting = [name for name in names if key == name or key.endswith(f"_{name}")]
        if fitting:
            found.setdefault(max(fitting, key=len), value)
    return found


def _missing(label: str) -> TableRefused:
    return TableRefused([Problem(None, "", "", _("The file or sheet is missing."), label)])
