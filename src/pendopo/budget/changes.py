"""What a sent table changes in a form: rows are matched by number, by what they say, then by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from pendopo.budget.items import row_of
from pendopo.budget.sipd import SentRow

COMPARED = (
    "kind",
    "component",
    "specification",
    "coefficients",
    "unit_price_amount",
    "tax_percent",
    "package_label",
    "note",
    "funding_id",
)


class Standing(Protocol):
    """A row as it stands in the draft."""

    number: int
    revision: int


@dataclass
class Changes:
    """What becomes of the rows of one form."""

    added: list[SentRow] = field(default_factory=list)
    changed: list[tuple[Any, SentRow]] = field(default_factory=list)
    removed: list[Any] = field(default_factory=list)
    same: int = 0
    stale: list[tuple[Any, SentRow]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def _plain(name: str, value: Any) -> Any:
    if name == "coefficients":
        return tuple((format(Decimal(volume).normalize(), "f"), unit) for volume, unit in value)
    if name == "tax_percent":
        return format(Decimal(value).normalize(), "f")
    return " ".join(value.split()) if isinstance(value, str) else value


def content_of(columns: dict[str, Any]) -> tuple[Any, ...]:
    """What a row says, so that two rows can be compared; the spaces between words do not matter."""
    return tuple(_plain(name, columns[name]) for name in COMPARED)


def standing_content(item: Any) -> tuple[Any, ...]:
    """The same of a row in the draft."""
    return content_of({name: getattr(item, name) for name in COMPARED})


def changes_of(standing: Iterable[Any], sent: Sequence[SentRow]) -> Changes:
    """Compare the rows of one form; `standing` have account_id, number, revision and the columns of a row.

    A row that was changed here after the file was made, and differently, is stale.
    """
    found = Changes()
    left = {(item.line.account_id, item.number): item for item in standing}
    contents = {key: standing_content(item) for key, item in left.items()}
    unmatched = [row for row in sent if not _by_number(row, left, contents, found)]
    for row in _by_content(unmatched, left, contents, found):
        _by_name(row, left, found)
    found.removed = list(left.values())
    return found


def _by_number(row: SentRow, left: dict[Any, Any], contents: dict[Any, Any], found: Changes) -> bool:
    key = (row.account_id, row.number)
    if row.number is None or key not in left:
        return False
    item = left.pop(key)
    if content_of(row_of(row.values)) == contents[key]:
        found.same += 1
    elif row.revision is not None and row.revision != item.revision:
        found.stale.append((item, row))
    else:
        found.changed.append((item, row))
    return True


def _by_content(rows: list[SentRow], left: dict[Any, Any], contents: dict[Any, Any], found: Changes) -> list[SentRow]:
    places: dict[Any, list[Any]] = {}
    for key in left:
        places.setdefault((key[0], contents[key]), []).append(key)
    rest = []
    for row in rows:
        keys = places.get((row.account_id, content_of(row_of(row.values))))
        if row.number is None and keys:
            del left[keys.pop(0)]
            found.same += 1
        else:
            rest.append(row)
    return rest


def _by_name(row: SentRow, left: dict[Any, Any], found: Changes) -> None:
    wanted = " ".join(row.values.component.lower().split())
    keys = [key for key, item in left.items() if key[0] == row.account_id and _name(item) == wanted]
    if row.number is None and keys:
        found.changed.append((left.pop(keys[0]), row))
    else:
        found.added.append(row)


def _name(item: Any) -> str:
    return " ".join(item.component.lower().split())
