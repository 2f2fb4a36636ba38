"""Sample rows written by hand: a road form as people leave it at half past eight, and the revenue that pays for all."""

from collections.abc import Iterator
from decimal import Decimal

from pendopo.budget.items import ItemValues

ROAD_UNIT = "1.03.0.00.0.00.01.0000"
ROAD_CODE = "1.03.10.2.01.0034"
ROAD_NAME = "Pemeliharaan Berkala Jalan"


def _row(component: str, price: int, pairs: str, specification: str = "", package: str = "") -> ItemValues:
    parts = (part.split(" ", 1) for part in pairs.split(" x "))
    coefficients = tuple((Decimal(volume), unit) for volume, unit in parts)
    return ItemValues(component, price, coefficients, specification=specification, package_label=package)


ROAD = "Pemeliharaan berkala ruas Padamara-Kutasari"
ROAD_ROWS: tuple[tuple[str, ItemValues], ...] = (
    ("5.1.02.01.01.0025", _row("Kertas HVS A4 70 gram", 54_000, "120 rim", "80 rim per dus")),
    ("5.1.02.01.01.0029", _row("Tinta printer hitam 70 ml", 98_000, "24 botol")),
    ("5.1.02.01.01.0052", _row("Nasi kotak rapat koordinasi", 42_000, "25 orang x 12 kali")),
    ("5.1.02.04.01.0001", _row("Perjalanan ke Semarang golongan III", 370_000, "3 orang x 2 hari x 4 kali")),
    ("5.1.02.02.08.0019", _row("Pengawas lapangan jalan", 9_800_000, "3 orang x 6 bulan", "Pengalaman 5 tahun")),
    ("5.2.04.01.01.0003", _row("Lapis aus AC-WC", 1_485_000, "620 ton", "Ruas Padamara-Kutasari", ROAD)),
    ("5.2.04.01.01.0003", _row("Marka termoplastik", 215_000, "850 m2", "Ruas Padamara-Kutasari", ROAD)),
    ("5.2.04.01.01.0003", _row("Pemeliharaan ruas Bobotsari-Karanganyar", 4_900_000_000, "1 paket")),
)

REVENUE = (
    ("4.1.01.15.01.0001", "Pajak bumi dan bangunan perdesaan dan perkotaan", 21),
    ("4.1.01.16.01.0001", "Bea perolehan hak atas tanah dan bangunan", 19),
    ("4.1.02.01.01.0001", "Retribusi pelayanan kesehatan", 9),
    ("4.1.04.16.01.0001", "Pendapatan rumah sakit dan puskesmas BLUD", 118),
    ("4.2.01.01.01.0004", "Bagi hasil cukai hasil tembakau", 12),
    ("4.2.01.01.03.0034", "DAK fisik jalan", 38),
    ("4.2.01.01.04.0001", "DAK nonfisik bantuan operasional sekolah", 96),
    ("4.2.01.01.04.0004", "DAK nonfisik tunjangan profesi guru", 182),
    ("4.2.01.01.04.0011", "DAK nonfisik bantuan operasional kesehatan", 24),
)
LEFT_OVER, CAPITAL = 54_649_248_000, 5_000_000_000


def balancing_rows(spending: int) -> Iterator[tuple[str, str, ItemValues]]:
    """(side, account code, row): revenue + financing in - financing out equals the spending, in whole rupiah."""
    revenue = spending - LEFT_OVER + CAPITAL
    left = revenue
    for code, name, permille in REVENUE:
        amount = revenue * permille // 1000
        left -= amount
        yield "REVENUE", code, _row(name, amount, "1 tahun")
    yield "REVENUE", "4.2.01.01.02.0001", _row("Dana alokasi umum", left, "1 tahun")
    yield "FINANCING", "6.1.01.08.01.0001", _row("Sisa lebih perhitungan anggaran tahun lalu", LEFT_OVER, "1 tahun")
    yield "FINANCING", "6.2.02.02.01.0001", _row("Penyertaan modal pada BUMD", CAPITAL, "1 tahun")
