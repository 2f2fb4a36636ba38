"""The one way to write a message: RFC 8785 narrowed to objects, lists, text, whole numbers and truth values."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, NoReturn

from pendopo.procurement.sealing.refusals import SealRefused

# What JavaScript holds exactly: a larger number would be read differently in the browser.
LARGEST = 2**53 - 1


def canonical(value: Any) -> bytes:
    """Sorted keys, no spaces, UTF-8. Raises SealRefused for what has no single form (floats, nulls, huge numbers)."""
    _demand_plain(value, "")
    try:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise SealRefused("", "half a character") from None


def digest(value: Any) -> str:
    """Lower-case hex SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def read(data: bytes) -> Any:
    """The value of a message that is written canonically, byte for byte. Raises SealRefused."""
    try:
        value = json.loads(data.decode(), object_pairs_hook=_once, parse_float=_never, parse_constant=_never)
    except (ValueError, RecursionError):
        raise SealRefused("", "not JSON") from None
    if canonical(value) != data:
        raise SealRefused("", "not canonical")
    return value


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise SealRefused("", "a field stands twice")
    return found


def _never(_text: str) -> NoReturn:
    raise SealRefused("", "only whole numbers")


def _demand_plain(value: Any, path: str) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise SealRefused(path, "a field name is not ASCII")
            _demand_plain(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _demand_plain(inner, f"{path}[{number}]")
    elif isinstance(value, bool | str):
        return
    elif not isinstance(value, int) or abs(value) > LARGEST:
        raise SealRefused(path, "neither text, whole number, list nor object")
