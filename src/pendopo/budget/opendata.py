"""A stage as a Fiscal Data Package: the columns of its table, and the descriptor that explains them.

https://specs.frictionlessdata.io/fiscal-data-package/ names the column types; amounts are whole rupiah.
"""

from typing import Any

TABLE = "anggaran.csv"
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
HEADS = tuple(name for name, *_rest in COLUMNS)
DIRECTIONS = {"SPENDING": "expenditure", "REVENUE": "revenue", "FINANCING": "financing"}
REQUIRED = ("id", "tahun", "tahap", "arah", "unit", "rekening", "jumlah")


def descriptor(*, name: str, title: str, source: str, homepage: str, sample: bool) -> dict[str, Any]:
    """The datapackage.json of one stage. `name` has small letters, digits and hyphens only."""
    fields = [
        {
            "name": column,
            "type": kind,
            "columnType": meaning,
            "description": words,
            **({"constraints": {"required": True}} if column in REQUIRED else {}),
        }
        for column, kind, meaning, words in COLUMNS
    ]
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
            {
                "name": "anggaran",
                "profile": "tabular-data-resource",
                "path": TABLE,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields, "primaryKey": ["id"], "missingValues": [""]},
            }
        ],
    }
