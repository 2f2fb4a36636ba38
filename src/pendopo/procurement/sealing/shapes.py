"""Strict reading of messages: every field named, none unknown, each of one kind."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from pendopo.procurement.sealing.identities import demand_recipient
from pendopo.procurement.sealing.refusals import SealRefused

Check = Callable[[Any, str], Any]
VERSION, SUITE = 1, "pendopo-seal-1"
MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def fields(value: Any, path: str, wanted: Mapping[str, Check], maybe: Mapping[str, Check] | None = None) -> Any:
    """The checked fields of an object. Raises SealRefused for a missing, unknown or wrong one."""
    if not isinstance(value, dict):
        raise SealRefused(path, "not an object")
    checks = {**wanted, **(maybe or {})}
    for name in value:
        if name not in checks:
            raise SealRefused(f"{path}.{name}", "unknown field")
    for name in wanted:
        if name not in value:
            raise SealRefused(f"{path}.{name}", "missing")
    return {name: checks[name](inner, f"{path}.{name}") for name, inner in value.items()}


def message(value: Any, kind: str, wanted: Mapping[str, Check], maybe: Mapping[str, Check] | None = None) -> Any:
    """The fields of a whole message of this kind, version and suite."""
    frame = {"v": exactly(VERSION), "suite": exactly(SUITE), "type": exactly(kind)}
    return fields(value, kind, {**frame, **wanted}, maybe)


def frame(kind: str) -> dict[str, Any]:
    """What every message says first."""
    return {"v": VERSION, "suite": SUITE, "type": kind}


def exactly(*wanted: Any) -> Check:
    """One of these values and of their kind (True is not 1)."""

    def check(value: Any, path: str) -> Any:
        if not any(type(value) is type(one) and value == one for one in wanted):
            raise SealRefused(path, f"not {' or '.join(map(str, wanted))}")
        return value

    return check


def whole(least: int, most: int) -> Check:
    """A whole number within bounds."""

    def check(value: Any, path: str) -> int:
        if type(value) is not int or not least <= value <= most:
            raise SealRefused(path, f"not a whole number from {least} to {most}")
        return value

    return check


def matching(pattern: str, says: str) -> Check:
    """Text of one form."""

    def check(value: Any, path: str) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise SealRefused(path, f"not {says}")
        return value

    return check


def each(check: Check, least: int, most: int) -> Check:
    """A list of these."""

    def check_all(value: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise SealRefused(path, f"not a list of {least} to {most}")
        return tuple(check(inner, f"{path}[{number}]") for number, inner in enumerate(value))

    return check_all


def moment(value: Any, path: str) -> dt.datetime:
    """A time in UTC to the second, in the one form that there is."""
    try:
        at = dt.datetime.strptime(value, MOMENT).replace(tzinfo=dt.UTC)
    except (TypeError, ValueError):
        raise SealRefused(path, "not a time") from None
    if written(at) != value:
        raise SealRefused(path, "not a time")
    return at


def written(at: dt.datetime) -> str:
    """A time as messages write it."""
    return at.astimezone(dt.UTC).strftime(MOMENT)


def recipient(value: Any, path: str) -> str:
    """A recipient of age."""
    if not isinstance(value, str):
        raise SealRefused(path, "not a recipient")
    demand_recipient(value, path)
    return value


HEX256 = matching(r"[0-9a-f]{64}", "a SHA-256 in lower-case hex")
HEX128 = matching(r"[0-9a-f]{32}", "128 bits in lower-case hex")
LINE = matching(r"[^\x00-\x1f\x7f]{1,200}", "one line of text")
SIZE = whole(0, 2**40)
ENVELOPE = exactly("single", "file1", "file2")
ROLE = exactly("committee", "inspectorate")
MEMBER = whole(0, 15)
