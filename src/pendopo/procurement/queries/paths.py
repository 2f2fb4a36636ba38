"""Public addresses of procurement, for the sitemap."""

from django.urls import reverse

from pendopo.kernel.access import ANONYMOUS
from pendopo.procurement.queries.catalogue import items_visible_to

HOMES = ("home", "packages", "tenders", "catalogue", "public_suppliers", "blacklist", "public_flags", "public_targets")
MOST_ITEMS = 20_000


def place_paths() -> list[str]:
    """The first page of each part, and every listed item of the catalogue. One query."""
    items = items_visible_to(ANONYMOUS).order_by("pk").values_list("pk", flat=True)[:MOST_ITEMS]
    homes = [reverse(f"procurement:{name}") for name in HOMES]
    return homes + [reverse("procurement:item", kwargs={"item": pk}) for pk in items]
