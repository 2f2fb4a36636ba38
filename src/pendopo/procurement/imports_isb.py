"""LKPP's feeds as a format of the workspace's imports: what the ZIP holds first, then take it over."""

import datetime as dt
import io
import json
import zipfile
from typing import Any

from django.utils.translation import gettext_lazy as _

from pendopo.files.formats import MOST_SHOWN, Findings, ImportFormat, Progress, SampleColumn, Shown, Source
from pendopo.files.tabular import Problem
from pendopo.kernel.access import Actor
from pendopo.kernel.display import number
from pendopo.procurement import queries, services
from pendopo.procurement.isb.checks import find_strange
from pendopo.procurement.isb.limits import direct_limits
from pendopo.procurement.isb.reading import IsbFiles, read_isb
from pendopo.procurement.models import IsbCode

LABELS = dict(IsbCode.choices)


def check(source: Source, *, actor: Actor) -> Findings:
    """The feeds with their rows, and what can be seen to be strange in them. Raises TableRefused."""
    files = read_isb(source.path)
    found = find_strange(files, direct_limits())
    defects = [Problem(one.row or None, one.column, one.value, LABELS[one.code], f"{one.feed}.json") for one in found]
    return Findings(
        counts={"rows": sum(len(rows) for rows in files.rows.values()), "defects": len(defects)},
        heads=[_("Feed"), _("Rows of the feed")],
        rows=[*_shown(files)],
        defects=defects,
    )


def _shown(files: IsbFiles) -> list[Shown]:
    rows = enumerate(files.rows.items(), start=1)
    return [Shown(place, "new", [name, number(len(found))]) for place, (name, found) in rows][:MOST_SHOWN]


def apply(source: Source, *, actor: Actor, now: dt.datetime, progress: Progress) -> Findings:
    """Bring packages, runs and contracts to what the feeds say. Raises TableRefused, PermissionDenied."""
    files = read_isb(source.path)
    result = services.import_isb(files=files, actor=actor, now=now, progress=progress)
    return Findings(
        counts={**result.counts, "new": result.new, "changed": result.changed, "defects": len(result.problems)},
        defects=queries.isb_as_problems(actor, result.year),
    )


SAMPLE: dict[str, list[dict[str, Any]]] = {
    "rup_satker_master": [
        {
            "tahun_anggaran": 2001,
            "kd_klpd": "D999",
            "kd_satker": 10,
            "kd_satker_str": "1.03.0.00.0.00.01.0000",
            "nama_satker": "DINAS CONTOH",
        }
    ],
    "spse_nontender_pengumuman": [
        {
            "tahun_anggaran": 2001,
            "kd_klpd": "D999",
            "kd_satker_str": "1.03.0.00.0.00.01.0000",
            "kd_nontender": 900001,
            "kd_pkt_dce": 800001,
            "kd_rup": "700001;700002",
            "nama_paket": "Pemeliharaan Jalan Contoh",
            "pagu": 150000000,
            "hps": 149500000.5,
            "mak": "1.03.10.2.01.0003.5.1.02.03.04.0001.",
            "jenis_pengadaan": "Pekerjaan Konstruksi",
            "mtd_pemilihan": "Pengadaan Langsung",
            "status_nontender": "Selesai",
            "versi_nontender": 1,
            "tgl_buat_paket": "2001-03-01 08:00:00",
            "tgl_pengumuman_nontender": "2001-03-02 09:00:00.000000Z",
        }
    ],
}


def _sample() -> bytes:
    """A ZIP with two feeds and one record each, which are no real ones."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in SAMPLE.items():
            archive.writestr(f"{name}.json", json.dumps({"_const": {}, "rows": rows}, indent=1))
    return target.getvalue()


ISB = ImportFormat(
    key=services.ISB,
    title=_("Packages and contracts of LKPP (ISB)"),
    text=_(
        "A ZIP with the JSON files of LKPP's feeds. Packages, selection runs, participants and contracts are brought to"
        " what they say; what is strange is imported and listed."
    ),
    permission="procurement.import_isb",
    columns=[
        SampleColumn("rup_satker_master.json", _("units of LKPP and their codes"), []),
        SampleColumn("rup_subkegiatan_master.json", _("sub-activities to match budget codes with"), [], required=False),
        SampleColumn("spse_tender_*.json", _("tenders: announced, finished, contracts"), [], required=False),
        SampleColumn("spse_nontender_*.json", _("direct procurement, its contracts and payments"), [], required=False),
        SampleColumn("spse_pencatatan_*.json", _("recorded and self-managed spending"), [], required=False),
        SampleColumn("ecat_paket_epurchasing_v6.json", _("orders in the catalogue"), [], required=False),
    ],
    check=check,
    apply=apply,
    accept=(".zip",),
    sample=("contoh-isb.zip", _sample),
    done_page="procurement:isb",
    command="pendopo import isb FOLDER",
)
