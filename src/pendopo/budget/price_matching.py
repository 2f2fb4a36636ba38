"""Which items of the price standards a new book prices again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pendopo.budget.models import PriceEdition, PriceItem
from pendopo.budget.price_rows import PriceRow

Key = tuple[str, str, str]


class KnownItems:
    """The items that exist: by lasting code, and by name with the unit that each was last priced in."""

    def __init__(self, base: PriceEdition | None) -> None:
        last = dict(base.revisions.values_list("item_id", "measure")) if base else {}
        self.by_code: dict[str, int] = {}
        self.by_key: dict[Key, list[tuple[int, str]]] = defaultdict(list)
        self.occurrences: dict[Key, int] = defaultdict(int)
        rows = PriceItem.objects.order_by("occurrence").values_list(
            "pk", "code", "kind", "name", "specification", "occurrence"
        )
        for pk, code, *key, occurrence in rows:
            self.by_code[code] = pk
            self.by_key[tuple(key)].append((pk, last.get(pk, "")))  # type: ignore[index]
            self.occurrences[tuple(key)] = occurrence  # type: ignore[index]

    def matched(self, key: Key, rows: Sequence[PriceRow], taken: set[int]) -> dict[int, int]:
        """Place of a row -> item: first those of one unit of measure, then the rest, each item once."""
        found: dict[int, int] = {row.place: self.by_code[row.code] for row in rows if row.code in self.by_code}
        free = [(pk, measure) for pk, measure in self.by_key.get(key, ()) if pk not in taken | set(found.values())]
        open_rows = [row for row in rows if row.place not in found and not row.code]
        for same_unit in (True, False):
            for row in [row for row in open_rows if row.place not in found]:
                fits = next((one for one in free if not same_unit or one[1] == row.measure), None)
                if fits:
                    found[row.place] = fits[0]
                    free.remove(fits)
        return found


def _grouped(rows: Iterable[PriceRow]) -> dict[Key, list[PriceRow]]:
    groups: dict[Key, list[PriceRow]] = defaultdict(list)
    for row in rows:
        groups[row.key].append(row)
    return groups


def match_rows(rows: Sequence[PriceRow], known: KnownItems) -> dict[int, int]:
    """Place of each row -> id of the item that it prices again; rows of new items are missing."""
    taken = {known.by_code[row.code] for row in rows if row.code in known.by_code}
    found: dict[int, int] = {}
    for key, group in _grouped(rows).items():
        found |= known.matched(key, group, taken)
    return found


def match_items(rows: Sequence[PriceRow], base: PriceEdition | None) -> dict[int, int]:
    """As match_rows, with the items as they are now. Two queries."""
    return match_rows(rows, KnownItems(base))
