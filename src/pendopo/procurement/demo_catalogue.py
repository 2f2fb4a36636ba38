"""Sample items of the catalogue: businesses of a regency as they could be, the same every time."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pendopo.organisations.services import OrganisationValues
from pendopo.procurement.cataloguing import ItemValues

SELLERS = {
    "knalpot": ("UD Knalpot Braling Jaya (contoh)", "UD", "MICRO"),
    "sapu": ("Koperasi Sapu Glagah Makmur (contoh)", "COOPERATIVE", "SMALL"),
    "gula": ("Koperasi Nira Sejahtera (contoh)", "COOPERATIVE", "SMALL"),
    "boga": ("Katering Bu Warsiti (contoh)", "PERSON", "MICRO"),
    "cetak": ("CV Aksara Grafika (contoh)", "CV", "SMALL"),
    "tani": ("BUM Desa Lereng Slamet (contoh)", "BUMDES", "SMALL"),
    "mebel": ("CV Jati Karya Mebel (contoh)", "CV", "SMALL"),
    "batik": ("UD Batik Kembang Serayu (contoh)", "UD", "MICRO"),
    "material": ("CV Batu Klawing Abadi (contoh)", "CV", "MEDIUM"),
    "komputer": ("PT Serayu Komputindo (contoh)", "PT", "MEDIUM"),
    "sewa": ("UD Sewa Tenda Rukun (contoh)", "UD", "MICRO"),
    "dapur": ("Dapur Bu Narti (contoh)", "PERSON", "MICRO"),
    "sehat": ("CV Sehat Sentosa Medika (contoh)", "CV", "SMALL"),
}
ROWS = Path(__file__).with_name("catalogue_samples.csv")
SERVICES = {"SERVICES"}


@dataclass(frozen=True)
class SampleItem:
    """A sample item of a seller (key of SELLERS)."""

    seller: str
    values: ItemValues


def sample_seller(key: str, number: int) -> tuple[OrganisationValues, str]:
    """The seller's record, with a business number that nobody has, and its scale."""
    name, form, scale = SELLERS[key]
    return OrganisationValues(name=name, form=form, nib=f"99000000000{number:02}"), scale


def sample_items(kecamatan: list[str]) -> list[SampleItem]:
    """All sample items; sellers stand in the kecamatan (codes) in turn."""
    places = {key: kecamatan[number % len(kecamatan)] if kecamatan else None for number, key in enumerate(SELLERS)}
    with ROWS.open(encoding="utf-8", newline="") as file:
        return [_sample(row, places) for row in csv.DictReader(file)]


def _sample(row: dict[str, str], places: dict[str, str | None]) -> SampleItem:
    content, stock = row["tkdn"], row["stock"]
    return SampleItem(
        row["seller"],
        ItemValues(
            name=row["name"],
            category=row["category"],
            measure=row["measure"],
            price_amount=int(row["price"]),
            description=row["text"],
            kind="SERVICES" if row["category"] in SERVICES else "GOODS",
            is_pdn=bool(content),
            tkdn_percent=Decimal(content) if content else None,
            stock=int(stock) if stock else None,
            least_order=int(row["least"]),
            delivery_days=int(row["days"]),
            kecamatan_id=places[row["seller"]],
        ),
    )
