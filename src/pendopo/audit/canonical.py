"""The bytes that a leaf hashes: canonical JSON (sorted keys, no spaces, UTF-8, no floats)."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder

if TYPE_CHECKING:
    from pendopo.audit.models import Entry

VERSION = 1
LONGEST_LEAF = 65_535


class LeafTooLong(Exception):
    """The public data of one act is more than the tiles can carry (65,535 bytes)."""


def plain(data: Mapping[str, Any] | None) -> dict[str, Any]:
    """JSON values only; dates and decimals become text, and so do floats: the database would write them otherwise."""
    return json.loads(json.dumps(dict(data or {}), cls=DjangoJSONEncoder), parse_float=str, parse_constant=str)


def canonical(value: Any) -> bytes:
    """The one way to write a JSON value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def moment(at: dt.datetime) -> str:
    """UTC with microseconds: `2026-11-24T06:00:00.000000Z`."""
    return f"{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def open_leaf(entry: "Entry") -> bytes:
    """The leaf of a public act: its public data, without who did it. Raises LeafTooLong."""
    leaf = canonical(
        {
            "v": VERSION,
            "event": entry.event,
            "subject": entry.subject,
            "unit": entry.unit,
            "at": moment(entry.at),
            "data": entry.data,
        }
    )
    if len(leaf) > LONGEST_LEAF:
        raise LeafTooLong(len(leaf))
    return leaf


def whole_entry(entry: "Entry") -> bytes:
    """Everything an entry says, in canonical JSON: what a sealed leaf commits to."""
    return canonical(
        {
            "v": VERSION,
            "actor_pk": entry.actor_pk,
            "actor_label": entry.actor_label,
            "post": entry.post,
            "unit": entry.unit,
            "event": entry.event,
            "subject_table": entry.subject_table,
            "subject_pk": entry.subject_pk,
            "subject": entry.subject,
            "request_id": entry.request_id,
            "at": moment(entry.at),
            "data": entry.data,
        }
    )


def sealed_leaf(entry: "Entry", salt: bytes) -> bytes:
    """The leaf of a private act: a salted hash and nothing else."""
    return canonical({"v": VERSION, "c": hashlib.sha256(salt + whole_entry(entry)).hexdigest()})


def is_commitment(data: bytes) -> bool:
    """Whether a leaf is a sealed one: all that can be said when its salt is gone."""
    return re.fullmatch(rb'\{"c":"[0-9a-f]{64}","v":1\}', data) is not None
