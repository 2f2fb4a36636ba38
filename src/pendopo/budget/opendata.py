"""A stage as a Fiscal Data Package: the columns of its table, and the descriptor that explains them.

https://specs.frictionlessdata.io/fiscal-data-package/ names the column types; amounts are whole rupiah.
"""

from typing import Any

COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    ("id", "string", "transaction-id:code", "Nomor baris, tetap di semua tahap"),
    ("tahun", "year", "date:fiscal-year", "Tahun anggaran"),
    ("tahap", "integer", "phase:id", "Nomor tahap dalam tahun itu"),
    ("jenis_tahap", "string", "phase:label", "Jenis tahap"),
    ("arah", "string", "direction", "expenditure, revenue, atau financing"),
    ("unit", "string", "administrative-classification:generic:code:full", "Kode perangkat daerah"),
    ("nama_unit", "string", "administrative-classification:generic:label", "Nama perangkat daerah"),
    ("sub_kegiatan", "string", "activity:generic:code:full", "Kode sub kegiatan"),
    ("nama_sub_kegiatan", "string", "activity:generic:label", "Nama sub kegiatan"),
    (
        "urutan",
        "integer",
        "activity:generic:subproject:code",
        "Urutan bila satu unit memuat sub kegiatan ini lebih dari sekali",
    ),
    ("rekening", "string", "economic-classification:generic:code:full", "Kode rekening"),
    ("nama_rekening", "string", "economic-classification:generic:label", "Nama rekening"),
    ("uraian", "string", "description", "Barang, jasa, atau pekerjaan"),
    ("spesifikasi", "string", "description:specification", "Spesifikasi"),
    ("volume", "number", "quantity", "Hasil kali semua koefisien"),
    ("satuan", "string", "quantity:unit", "Satuan"),
    ("harga_satuan", "integer", "value:unit-price", "Rupiah"),
    ("pajak_persen", "number", "value:tax-percent", "Persen"),
    ("jumlah", "integer", "value", "Rupiah bulat"),
)
TAG_COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    ("tanda", "string", "activity:generic:theme:code", "Kode prioritas atau tema"),
    ("unit", "string", "administrative-classification:generic:code:full", "Kode perangkat daerah"),
    ("sub_kegiatan", "string", "activity:generic:code:full", "Kode sub kegiatan"),
    ("persen", "number", "value:share-percent", "Bagian belanja sub kegiatan untuk prioritas itu"),
    ("jumlah_tertimbang", "integer", "value:weighted", "Rupiah bulat: belanja kali persen"),
)
PLAN_COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    ("program", "string", "activity:generic:program:code", "Kode program anggaran"),
    ("nama_program", "string", "activity:generic:program:label", "Nama program anggaran"),
    ("kode_rpjmd", "string", "activity:generic:plan:code", "Kode program RPJMD; kosong bila di luar rencana"),
    ("program_rpjmd", "string", "activity:generic:plan:label", "Program RPJMD"),
    ("misi", "string", "activity:generic:mission:label", "Misi RPJMD"),
    ("jumlah", "integer", "value", "Pagu program, rupiah bulat"),
)
FINDING_COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    (
        "baris",
        "string",
        "transaction-id:code",
        "Nomor baris dalam anggaran.csv; kosong bila tentang formulir atau unit",
    ),
    ("pemeriksaan", "string", "finding:check:code", "Kode pemeriksaan"),
    ("unit", "string", "administrative-classification:generic:code:full", "Kode perangkat daerah"),
    ("sub_kegiatan", "string", "activity:generic:code:full", "Kode sub kegiatan"),
    ("rekening", "string", "economic-classification:generic:code:full", "Kode rekening"),
    ("bobot", "string", "finding:severity", "BLOCK harus diselesaikan, ANSWER harus dijawab, INFO catatan"),
    ("angka", "number", "finding:figure", "Yang dihitung"),
    ("batas", "number", "finding:limit", "Batas yang dilampaui"),
    ("dasar", "string", "finding:basis", "Dasar aturan"),
    ("status", "string", "finding:status", "OPEN, ANSWERED, ACCEPTED, REJECTED, atau REOPENED"),
    ("jawaban", "string", "finding:answer", "Jawaban terakhir perangkat daerah"),
    ("penilaian", "string", "finding:judgement", "Penilaian terakhir atas jawaban"),
)
EXTRA = {"prioritas": TAG_COLUMNS, "rpjmd": PLAN_COLUMNS, "pemeriksaan": FINDING_COLUMNS}
"""Further tables of the package by name, each `<name>.csv` beside the first."""
HEADS = tuple(name for name, *_rest in COLUMNS)
DIRECTIONS = {"SPENDING": "expenditure", "REVENUE": "revenue", "FINANCING": "financing"}
REQUIRED = ("id", "tahun", "tahap", "arah", "unit", "rekening", "jumlah")


def descriptor(*, name: str, title: str, source: str, homepage: str, sample: bool) -> dict[str, Any]:
    """The datapackage.json of one stage. `name` has small letters, digits and hyphens only."""
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "description": "Data contoh: angkanya tidak nyata." if sample else "",
        "homepage": homepage,
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "sources": [{"title": source or title}],
        "countryCode": "ID",
        "granularity": "transactional",
        "resources": [
            _resource("anggaran", COLUMNS, key=["id"]),
            *(_resource(name, columns) for name, columns in EXTRA.items()),
        ],
    }


def _resource(
    name: str, columns: tuple[tuple[str, str, str, str], ...], key: list[str] | None = None
) -> dict[str, Any]:
    fields = [
        {
            "name": column,
            "type": kind,
            "columnType": meaning,
            "description": words,
            **({"constraints": {"required": True}} if key and column in REQUIRED else {}),
        }
        for column, kind, meaning, words in columns
    ]
    return {
        "name": name,
        "profile": "tabular-data-resource",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""], **({"primaryKey": key} if key else {})},
    }
