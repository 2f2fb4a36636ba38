"""Words of the catalogue as pages show them."""

from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.kernel.display import money, number, percent
from pendopo.procurement import services
from pendopo.procurement.views.package_words import refusal_text as package_refusal

PICTURES = {
    "FOOD": "rice", "OFFICE": "school", "CLEANING": "broom", "MATERIALS": "road", "MOTOR": "market",
    "TECHNOLOGY": "school", "TEXTILE": "person", "FARMING": "strawberry", "HEALTH": "clinic", "FURNITURE": "joglo",
    "SERVICES": "market",
}  # fmt: skip
STEPS = {
    "submit": (
        gettext_lazy("Send for review"),
        gettext_lazy("The procurement unit looks at it. Buyers see it once it is listed."),
    ),
    "list": (gettext_lazy("List the item"), gettext_lazy("Everybody finds it in the catalogue.")),
    "return": (gettext_lazy("Return to the supplier"), gettext_lazy("Write what is to be mended.")),
    "withdraw": (gettext_lazy("Withdraw the item"), gettext_lazy("Buyers do not find it any more.")),
    "suspend": (gettext_lazy("Suspend the item"), gettext_lazy("Buyers do not find it; everybody may read why.")),
}


def picture_of(item: Any) -> str:
    """The drawing that stands in for a photo."""
    return static(f"dist/images/{PICTURES.get(item.category, 'market')}.svg")


def price_of(item: Any) -> str:
    """`Rp25.000 per buah`."""
    return _("%(price)s per %(measure)s") % {"price": money(item.price_amount), "measure": item.measure}


def marks_of(item: Any) -> str:
    """The marks that decide: domestic product, its content, small business."""
    marks = [
        _("PDN") if item.is_pdn else "",
        _("TKDN %(share)s") % {"share": percent(item.tkdn_percent, 0)} if item.tkdn_percent is not None else "",
        _("UMK") if item.supplier.is_umk else "",
    ]
    return " · ".join(mark for mark in marks if mark)


def card_of(item: Any, url: str) -> dict[str, Any]:
    """An item as the component `card` takes it."""
    place = " · ".join(filter(None, [str(item.supplier), item.kecamatan.name if item.kecamatan else ""]))
    return {
        "title": item.name, "url": url, "place": place, "key": price_of(item), "text": item.description[:110],
        "end": marks_of(item),
    }  # fmt: skip


def facts_of(item: Any) -> list[dict[str, str]]:
    """The short facts of an item."""
    content = percent(item.tkdn_percent, 0) if item.tkdn_percent is not None else ""
    stock = _("%(number)s in stock") % {"number": number(item.stock)} if item.stock is not None else _("made to order")
    rows = [
        (_("Sold by"), str(item.supplier)),
        (_("Size of the business"), item.supplier.get_scale_display()),
        (_("Comes from"), item.kecamatan.name if item.kecamatan else ""),
        (_("Category"), item.get_category_display()),
        (_("Domestic product (PDN)"), _("yes") if item.is_pdn else _("no")),
        (_("Domestic content (TKDN)"), content),
        (_("Stock"), stock),
        (_("Least order"), f"{number(item.least_order)} {item.measure}"),
        (_("Delivered within"), _("%(days)s days") % {"days": item.delivery_days}),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def refusal_text(refusal: Exception) -> str:
    """One sentence for a refused act: what, why, what to do."""
    if not isinstance(refusal, services.ItemRefused):
        return package_refusal(refusal)
    said = {
        "supplier": _("The procurement unit has to verify the supplier first."),
        "twice": _("The supplier has an item of this name and measure already."),
        "price": _("The price has to be above zero."),
    }
    return said[refusal.code]
