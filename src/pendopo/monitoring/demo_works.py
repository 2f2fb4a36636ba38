"""Sample works of the demo regency: roads, water and a bridge, each some weeks on its way."""

from dataclasses import dataclass
from decimal import Decimal

Item = tuple[str, str, int, int, int, int]
"""Name, measure, quantity, share of the value in percent, first and last week of the plan in percent of the time."""

ROAD: tuple[Item, ...] = (
    ("Persiapan dan mobilisasi", "ls", 1, 5, 0, 15),
    ("Galian dan perataan tanah", "m3", 840, 15, 5, 40),
    ("Lapis fondasi agregat kelas A", "m3", 620, 30, 25, 65),
    ("Lapis aspal AC-WC", "ton", 480, 40, 50, 95),
    ("Marka dan rambu", "m2", 260, 10, 85, 100),
)
WATER: tuple[Item, ...] = (
    ("Persiapan dan pengukuran", "ls", 1, 6, 0, 15),
    ("Galian saluran", "m3", 1_120, 24, 5, 50),
    ("Pasangan batu kali", "m3", 540, 50, 25, 90),
    ("Pintu air dan pekerjaan akhir", "unit", 4, 20, 75, 100),
)
BRIDGE: tuple[Item, ...] = (
    ("Persiapan dan mobilisasi", "ls", 1, 6, 0, 10),
    ("Fondasi dan kepala jembatan", "m3", 310, 34, 5, 50),
    ("Gelagar dan lantai beton", "m3", 190, 45, 40, 90),
    ("Sandaran dan pengecatan", "m", 84, 15, 85, 100),
)


@dataclass(frozen=True)
class SampleWork:
    """A sample work: which lines pay (start of the account, words of the sub kegiatan), value, weeks planned and gone.

    `pace` is how much of the planned weekly progress is really done, in percent; no pace: the plan is only proposed.
    """

    title: str
    desa: str
    account: str
    words: str
    amount: int
    weeks: int
    gone: int
    pace: int | None
    items: tuple[Item, ...]


WORKS = (
    SampleWork(
        "Rekonstruksi Jalan Bukateja–Kejobong",
        "Bukateja",
        "5.2.04",
        "Rekonstruksi Jalan",
        1_248_500_000,
        16,
        13,
        88,
        ROAD,
    ),
    SampleWork(
        "Pembangunan Jalan Karangreja–Karangjambu",
        "Karangreja",
        "5.2.04",
        "Pembangunan Jalan",
        2_396_000_000,
        20,
        9,
        104,
        ROAD,
    ),
    SampleWork("Rehabilitasi Irigasi Slinga", "Slinga", "5.2.04", "Irigasi", 786_400_000, 12, 7, 94, WATER),
    SampleWork(
        "Rehabilitasi Jembatan Kali Klawing", "Toyareka", "5.2.04", "Jembatan", 3_185_000_000, 18, 8, 65, BRIDGE
    ),
    SampleWork(
        "Drainase Jalan Jenderal Sudirman", "Purbalingga Lor", "5.2.04", "Drainase", 418_750_000, 8, 8, 100, WATER
    ),
    SampleWork(
        "Pemeliharaan Jalan Kemangkon", "Kemangkon", "5.2.04", "Pemeliharaan Rutin Jalan", 189_900_000, 6, 2, None, ROAD
    ),
)


def planned_percent(item: Item, week: int, weeks: int) -> Decimal:
    """How much of an item is planned by the end of a week: evenly from its first to its last week."""
    first, last = item[4] * weeks / 100, item[5] * weeks / 100
    if week >= weeks:
        return Decimal(100)
    done = min(max((week - first) / max(last - first, 0.5), 0), 1)
    return Decimal(round(done * 100))
