"""The government's catalogue as everybody, suppliers and the procurement unit see it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from pendopo.kernel import clock
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.choices import CompanyForm, Scale
from pendopo.organisations.models import Supplier
from pendopo.organisations.states import SupplierStatus
from pendopo.procurement.blocking import blocked_suppliers
from pendopo.procurement.models import CatalogueItem
from pendopo.procurement.queries.suppliers import suppliers_of
from pendopo.procurement.states import CATALOGUE_ITEM, ITEM_EDITABLE, ItemStatus
from pendopo.regions.models import Kecamatan

ITEM_ORDERS = {
    "": ("-listed_at", "pk"),
    "harga": ("price_amount", "pk"),
    "-harga": ("-price_amount", "pk"),
    "nama": ("name", "pk"),
}
UMK = Q(supplier__scale__in=[Scale.MICRO, Scale.SMALL]) | Q(supplier__organisation__form=CompanyForm.COOPERATIVE)
ITEM_PERMISSIONS = {
    "submit": "procurement.offer_item",
    "list": "procurement.review_item",
    "return": "procurement.review_item",
    "withdraw": "procurement.withdraw_item",
    "suspend": "procurement.suspend_item",
}


@dataclass(frozen=True)
class ItemQuestion:
    """What the catalogue is asked for; empty parts ask for everything. Whole rupiah."""

    text: str = ""
    category: str = ""
    kecamatan: str = ""
    mark: str = ""
    """pdn (domestic product), tkdn (at least 40 % domestic content), umk (micro, small, cooperative)."""
    least_amount: int | None = None
    most_amount: int | None = None
    supplier: int | None = None
    sort: str = ""


MARKS = {"pdn": Q(is_pdn=True), "tkdn": Q(tkdn_percent__gte=Decimal(40)), "umk": UMK}


def items_visible_to(actor: Actor) -> QuerySet[CatalogueItem]:
    """Listed items of verified suppliers that are not on the blacklist today: open to everybody."""
    found = CatalogueItem.objects.filter(status=ItemStatus.LISTED, supplier__status=SupplierStatus.VERIFIED)
    found = found.exclude(supplier__in=blocked_suppliers(clock.today()))
    return found.select_related("supplier__organisation", "kecamatan")


def find_items(found: QuerySet[CatalogueItem], asked: ItemQuestion) -> QuerySet[CatalogueItem]:
    """The items that answer the question, in its order."""
    plain = {
        "category": asked.category, "kecamatan_id": asked.kecamatan, "price_amount__gte": asked.least_amount,
        "price_amount__lte": asked.most_amount, "supplier_id": asked.supplier,
    }  # fmt: skip
    found = found.filter(**{key: value for key, value in plain.items() if value})
    found = found.filter(MARKS[asked.mark]) if asked.mark in MARKS else found
    for word in asked.text.split():
        found = found.filter(
            Q(name__icontains=word) | Q(description__icontains=word) | Q(supplier__organisation__name__icontains=word)
        )
    return found.order_by(*ITEM_ORDERS.get(asked.sort, ITEM_ORDERS[""]))


def categories_of(found: QuerySet[CatalogueItem]) -> dict[str, int]:
    """How many of the items stand in each category. One query."""
    rows = found.order_by().values_list("category").annotate(number=Count("pk"))
    return dict(rows)


def item_at(actor: Actor, item: int) -> CatalogueItem | None:
    """One listed item; None where there is none."""
    return items_visible_to(actor).filter(pk=item).first()


def items_beside(actor: Actor, item: CatalogueItem, *, limit: int = 6) -> list[CatalogueItem]:
    """Others of its category that cost nearly the same per measure, the cheapest first. One query."""
    near = items_visible_to(actor).filter(category=item.category).exclude(pk=item.pk)
    alike = near.filter(price_amount__gte=item.price_amount // 4, price_amount__lte=item.price_amount * 4)
    return list(alike.order_by("price_amount", "pk")[:limit])


def kecamatan_with_items(actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of the kecamatan that listed items come from, by name. One query."""
    theirs = items_visible_to(actor).filter(kecamatan=OuterRef("pk"))
    return list(Kecamatan.objects.filter(Exists(theirs)).order_by("name").values_list("code", "name"))


def kecamatan_to_choose(regency: str) -> list[tuple[str, str]]:
    """(code, name) of the regency's kecamatan, by name. One query."""
    return list(Kecamatan.objects.filter(regency_id=regency).order_by("name").values_list("code", "name"))


def keeps_catalogue(actor: Actor) -> bool:
    """Whether the person looks after the catalogue."""
    return permits(actor, "procurement.suspend_item")


def items_at_work(actor: Actor) -> QuerySet[CatalogueItem]:
    """All items for whoever looks after the catalogue, one's own for a supplier; what waits comes first."""
    found = CatalogueItem.objects.select_related("supplier__organisation", "kecamatan")
    if not keeps_catalogue(actor):
        found = found.filter(supplier__in=suppliers_of(actor).order_by().values("pk"))
    return found.order_by("-changed_at", "-pk")


def item_at_work(actor: Actor, item: int) -> CatalogueItem | None:
    """One item for its supplier or whoever looks after the catalogue; None for others."""
    return items_at_work(actor).filter(pk=item).first()


def suppliers_offering(actor: Actor) -> list[Supplier]:
    """The suppliers that the person may write items for."""
    return list(suppliers_of(actor)[:50])


def item_actions(actor: Actor, item: CatalogueItem) -> list[str]:
    """The steps that the person may do with the item now."""
    found = CATALOGUE_ITEM.actions_from(
        item.status, lambda one: one in ITEM_PERMISSIONS and permits(actor, ITEM_PERMISSIONS[one], item.supplier)
    )
    edits = item.status in ITEM_EDITABLE and permits(actor, "procurement.offer_item", item.supplier)
    return [*(["edit"] if edits else []), *found]
