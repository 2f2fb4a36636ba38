"""Rows of sample village budgets: the handbook's example, larger and smaller."""

SIZES = (100, 84, 131, 112)
"""Percent of the example, one village each."""
ROWS = (
    ("4.1.2", "", "Hasil sewa tanah kas desa", 75_000_000),
    ("4.2.1", "", "Dana Desa", 889_478_000),
    ("4.2.3", "", "Alokasi Dana Desa", 318_397_000),
    ("4.2.2", "", "Bagi hasil pajak dan retribusi", 26_128_187),
    ("4.2.4", "", "Bantuan keuangan provinsi", 25_000_000),
    ("4.2.5", "", "Bantuan keuangan kabupaten", 13_500_000),
    ("5.1.1", "01.01.01", "Penghasilan tetap kepala desa", 62_000_000),
    ("5.1.2", "01.01.02", "Penghasilan tetap perangkat desa", 296_000_000),
    ("5.2.5", "01.01.04", "Operasional kantor", 94_000_000),
    ("5.3.5", "02.03.10", "Rabat beton jalan permukiman, 640 meter", 318_000_000),
    ("5.2.7", "02.02.02", "Makanan tambahan posyandu", 92_000_000),
    ("5.3.7", "02.04.16", "Saluran air kotor RW 02", 200_000_000),
    ("5.2.2", "03.01.01", "Pos keamanan desa", 35_000_000),
    ("5.2.1", "03.02.03", "Pagelaran seni dan hari besar", 60_000_000),
    ("5.2.1", "04.01.01", "Bibit ikan dan kolam", 85_503_187),
    ("5.2.2", "04.04.01", "Pelatihan usaha kelompok perempuan", 80_000_000),
    ("5.4.1", "05.03.01", "Keadaan mendesak", 60_000_000),
    ("6.1.1", "", "SiLPA tahun lalu", 85_000_000),
    ("6.2.2", "", "Penyertaan modal BUM Desa", 50_000_000),
)
LAST = "5.4.1"
"""Takes what rounding leaves, so that the sides meet."""


def sample_rows(size: int) -> list[tuple[str, str, str, int]]:
    """The example at that percentage: (account, kegiatan, words, rupiah), balanced to the rupiah."""
    signs = {"4": 1, "5": -1, "6.1": 1, "6.2": -1}
    rows = [(account, kegiatan, words, amount * size // 100) for account, kegiatan, words, amount in ROWS]
    gap = sum((signs.get(row[0][:1]) or signs[row[0][:3]]) * row[3] for row in rows)
    return [(*row[:3], row[3] + gap) if row[0] == LAST else row for row in rows]


def source_code(account: str, kegiatan: str) -> str:
    """The source that pays for a sample row: pay and office costs from the ADD, the rest from Dana Desa."""
    if account[0] == "6":
        return "DD" if account == "6.1.1" else "PAD"
    return "ADD" if kegiatan.startswith("01") else "DD"
