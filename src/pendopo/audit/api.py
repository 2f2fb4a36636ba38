"""The log over the API: pages by the index of the leaf."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from pendopo.audit import queries, services
from pendopo.kernel import clock, events
from pendopo.kernel.access import ANONYMOUS

router = Router(tags=["audit"])
PAGE = 100


class EntryOut(Schema):
    """One public act."""

    index: int
    event: str
    subject: str
    unit: str
    at: dt.datetime
    data: dict[str, Any]
    sentence: str


class EntriesOut(Schema):
    """At most 100 acts, oldest first; `after` of the next request is the last index."""

    entries: list[EntryOut]
    size: int


class EventOut(Schema):
    """One kind of act."""

    event: str
    sentence: str
    public: bool


@router.get("/entries", response=EntriesOut, summary="Public acts in the signed log")
def entries(request: HttpRequest, unit: str = "", after: int = -1) -> dict[str, Any]:
    """Public acts of a unit (or of all) after an index."""
    leaves = queries.public_leaves_visible_to(ANONYMOUS, unit).filter(index__gt=after).order_by("index")[:PAGE]
    found = [
        {
            "index": leaf.index,
            "event": leaf.entry.event,
            "subject": leaf.entry.subject,
            "unit": leaf.entry.unit,
            "at": leaf.entry.at,
            "data": leaf.entry.data,
            "sentence": queries.sentence(leaf.entry),
        }
        for leaf in leaves
    ]
    return {"entries": found, "size": queries.signed_size()}


@router.get("/catalogue", response=list[EventOut], summary="Kinds of acts")
def catalogue(request: HttpRequest) -> list[dict[str, Any]]:
    """Every kind of act with its sentence, and whether its data stand open."""
    return [
        {"event": name, "sentence": str(event.sentence), "public": event.public}
        for name, event in sorted(events.catalogue().items())
    ]


class CosignaturesIn(Schema):
    """Cosignature lines (C2SP cosignature v1) on the checkpoint of a size."""

    size: int
    lines: list[str]


class CosignaturesOut(Schema):
    """The witnesses whose lines were right."""

    witnesses: list[str]


@router.post("/cosignatures", response=CosignaturesOut, summary="A witness cosigns a head of the log")
def cosignatures(request: HttpRequest, values: CosignaturesIn) -> dict[str, Any]:
    """Keep the cosignatures of known witnesses; the signature is the permission, so a wrong one is 403."""
    try:
        kept = services.accept_cosignatures(actor=ANONYMOUS, size=values.size, lines=values.lines, now=clock.now())
    except services.CosignatureRefused as refusal:
        raise HttpError(403, "no line is a known witness's cosignature of that checkpoint") from refusal
    return {"witnesses": [one.witness.name for one in kept]}
