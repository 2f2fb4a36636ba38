"""Rows of sample village budgets: the handbook's example, larger and smaller."""

SIZES = (100, 84, 131, 112)
"""Percent of the example, one village each."""
ROWS = (
    ("4.1.2", "", "Hasil sewa tanah kas desa", 75_000_000, "PAD"),
    ("4.2.1", "", "Dana Desa", 889_478_000, "DD"),
    ("4.2.3", "", "Alokasi Dana Desa", 318_397_000, "ADD"),
    ("4.2.2", "", "Bagi hasil pajak dan retribusi", 26_128_187, "BHPR"),
    ("4.2.4", "", "Bantuan keuangan provinsi", 25_000_000, "BKP"),
    ("4.2.5", "", "Bantuan keuangan kabupaten", 13_500_000, "BKK"),
    ("5.1.1", "01.01.01", "Penghasilan tetap kepala desa", 62_000_000, "ADD"),
    ("5.1.2", "01.01.02", "Penghasilan tetap perangkat desa", 256_397_000, "ADD"),
    ("5.1.2", "01.01.02", "Tunjangan perangkat desa dari tanah kas desa", 25_000_000, "PAD"),
    ("5.1.2", "01.01.02", "Tunjangan perangkat desa", 14_603_000, "BHPR"),
    ("5.2.5", "01.01.04", "Operasional kantor", 43_974_813, "ADD"),
    ("5.2.5", "01.01.04", "Listrik, air, dan internet", 11_525_187, "BHPR"),
    ("5.2.5", "01.01.04", "Alat tulis dan cetak", 25_000_000, "BKP"),
    ("5.2.5", "01.01.04", "Perjalanan dinas dalam kabupaten", 13_500_000, "BKK"),
    ("5.3.5", "02.03.10", "Rabat beton jalan permukiman, 640 meter", 318_000_000, "DD"),
    ("5.2.7", "02.02.02", "Makanan tambahan posyandu", 92_000_000, "DD"),
    ("5.3.7", "02.04.16", "Saluran air kotor RW 02", 200_000_000, "DD"),
    ("5.2.2", "03.01.01", "Pos keamanan desa", 35_000_000, "DD"),
    ("5.2.1", "03.02.03", "Pagelaran seni dan hari besar", 60_000_000, "DD"),
    ("5.2.1", "04.01.01", "Bibit ikan dan kolam", 85_503_187, "DD"),
    ("5.2.2", "04.04.01", "Pelatihan usaha kelompok perempuan", 80_000_000, "DD"),
    ("5.4.1", "05.03.01", "Keadaan mendesak", 60_000_000, "DD"),
    ("6.1.1", "", "SiLPA Dana Desa tahun lalu", 41_025_187, "DD"),
    ("6.1.1", "", "SiLPA Alokasi Dana Desa tahun lalu", 43_974_813, "ADD"),
    ("6.2.2", "", "Penyertaan modal BUM Desa", 50_000_000, "PAD"),
)
"""Account, kegiatan, words, rupiah, source: each source pays for no more than it brings."""
LAST = "5.4.1"
"""Takes what rounding leaves, so that the sides meet."""


def sample_rows(size: int) -> list[tuple[str, str, str, int, str]]:
    """The example at that percentage: (account, kegiatan, words, rupiah, source), balanced to the rupiah."""
    signs = {"4": 1, "5": -1, "6.1": 1, "6.2": -1}
    rows = [
        (account, kegiatan, words, amount * size // 100, source) for account, kegiatan, words, amount, source in ROWS
    ]
    gap = sum((signs.get(row[0][:1]) or signs[row[0][:3]]) * row[3] for row in rows)
    return [(*row[:3], row[3] + gap, row[4]) if row[0] == LAST else row for row in rows]
