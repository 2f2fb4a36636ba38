"""The sample's price standards: what its rows cost, and a few composed items. None of these prices is real."""

from decimal import Decimal

from pendopo.budget.demo_lines import templates
from pendopo.budget.price_rows import PriceRow

PARTS = (
    ("Semen Portland", "371", 1_500, "kg", "Bahan bangunan"),
    ("Pasir beton", "0.4986", 250_000, "m3", "Bahan bangunan"),
    ("Kerikil", "0.7756", 300_000, "m3", "Bahan bangunan"),
    ("Pekerja", "1.65", 100_000, "orang hari", "Upah"),
    ("Tukang batu", "0.275", 120_000, "orang hari", "Upah"),
    ("Mandor", "0.083", 150_000, "orang hari", "Upah"),
)
"""Handbook 4.3: a cubic metre of concrete."""
CONCRETE, TRAINING = "Beton mutu f'c 19,3 MPa", "Penyelenggaraan pelatihan"
TRAINING_COST = (2_500_000, 185_000, ("orang", "hari"))
PART_COEFFICIENTS = {name: Decimal(coefficient) for name, coefficient, *_rest in PARTS}
GROUPS = {
    "5.1.02.01": "Barang habis pakai",
    "5.1.02.02": "Jasa dan honorarium",
    "5.1.02.03": "Pemeliharaan",
    "5.1.02.04": "Perjalanan dinas",
    "5.2": "Belanja modal",
}
NO_STANDARD = ("5.1.01", "5.1.05", "5.3", "5.4")
"""Accounts whose rows are pay, grants and transfers: no price book holds them."""
FEES = ("5.1.02.02.01", "5.1.02.04")


def _group(account: str) -> str:
    return next((name for start, name in GROUPS.items() if account.startswith(start)), "Lainnya")


def _price(price: int, percent: int) -> int:
    """Raised by whole percents, up to the next hundred."""
    return -(-price * (100 + percent) // 10_000) * 100 if percent else price


def price_rows(percent: int) -> list[PriceRow]:
    """One row for each component of the sample and each part, prices raised by whole percents."""
    found: dict[tuple[str, str], PriceRow] = {}
    for row in (row for rows in templates().values() for row in rows if not row["account"].startswith(NO_STANDARD)):
        key = row["component"], row["specification"]
        units = " ".join(part.split(" ", 1)[1] for part in row["pairs"].split(" x "))
        account = row["account"][:12]
        if key in found:  # a row may count more than its price does, never less
            units = min(units, found[key].measure, key=len)
        accounts = {account, *(found[key].accounts if key in found else ())}
        found[key] = PriceRow(
            len(found) + 2,
            *key,
            units,
            _price(int(row["price"]), percent),
            kind="SBU" if account.startswith(FEES) else "SSH",
            ceiling="HARD" if account.startswith(FEES) else "ESTIMATE",
            group=_group(account),
            accounts=tuple(sorted(accounts)),
        )
    more = [
        PriceRow(0, name, "", measure, _price(price, percent), group=group, accounts=("5.2",))
        for name, _coefficient, price, measure, group in PARTS
    ]
    own = [
        PriceRow(0, CONCRETE, "", "m3", 0, kind="HSPK", group="Pekerjaan beton", accounts=("5.2",)),
        PriceRow(0, TRAINING, "", "orang hari", 0, kind="ASB", group="Pelatihan"),
    ]
    rows = [*found.values(), *more, *own]
    return [PriceRow(**{**vars(row), "place": place}) for place, row in enumerate(rows, start=2)]


SELLERS = (
    ("Toko Sumber Rejeki (contoh)", "Purbalingga", 75, 98),
    ("CV Mitra Sejahtera (contoh)", "Bobotsari", 71, 102),
    ("Katalog elektronik (contoh)", "", 68, 101),
)
"""Whom the sample price team asked: seller, place, days before the edition, percent of the price."""
