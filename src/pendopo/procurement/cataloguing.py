"""What the acts on the catalogue share: the values of an item, and why one is refused."""

from dataclasses import dataclass
from decimal import Decimal


class ItemRefused(Exception):
    """The item breaks a rule; `code` says which: supplier (not verified), twice (same name and measure), price."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class ItemValues:
    """What a supplier says of an item; whole rupiah, VAT included."""

    name: str
    category: str
    measure: str
    price_amount: int
    kind: str = "GOODS"
    description: str = ""
    tkdn_percent: Decimal | None = None
    is_pdn: bool = False
    stock: int | None = None
    least_order: int = 1
    delivery_days: int = 7
    kecamatan_id: str | None = None
