"""Keeping the index. Both acts run inside the transaction of the act that changed the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require
from pendopo.search.models import PublicDocument

BATCH = 1000
LONGEST_TITLE = 300
LONGEST_BODY = 100_000
# What marks a hit in a snippet may not stand in the text itself; PostgreSQL takes no NUL.
_UNWANTED = {ord("\x00"): " ", 0xE000: None, 0xE001: None}


@dataclass(frozen=True)
class DocumentValues:
    """One public page. `kind` and `key` name it; `url` carries no language; a larger `weight` ranks it higher."""

    kind: str
    key: str
    title: str
    summary: str
    body: str
    url: str
    region_code: str = ""
    weight: float = 1.0


def _row(values: DocumentValues) -> PublicDocument:
    return PublicDocument(
        kind=values.kind,
        key=values.key,
        title=values.title.translate(_UNWANTED)[:LONGEST_TITLE],
        summary=values.summary.translate(_UNWANTED)[:LONGEST_BODY],
        body=values.body.translate(_UNWANTED)[:LONGEST_BODY],
        url=values.url,
        region_code=values.region_code,
        weight=values.weight,
    )


@transaction.atomic
def put_documents(*, documents: Iterable[DocumentValues], actor: Actor) -> int:
    """Add the documents or replace those of the same kind and key; gives their number. Raises PermissionDenied."""
    require(actor, "search.put")
    rows = {(values.kind, values.key): _row(values) for values in documents}
    # In one order, so that two acts that write the same documents wait for each other instead of locking up.
    PublicDocument.objects.bulk_create(
        [rows[name] for name in sorted(rows)],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["title", "summary", "body", "url", "region_code", "weight"],
    )
    topics.touch("search")
    return len(rows)


@transaction.atomic
def remove_documents(*, kind: str, actor: Actor, keys: Iterable[str] | None = None) -> int:
    """Take documents out of the search, all of the kind when `keys` is None; gives their number."""
    require(actor, "search.put")
    found = PublicDocument.objects.filter(kind=kind)
    if keys is not None:
        found = found.filter(key__in=list(keys))
    removed, _ = found.delete()
    topics.touch("search")
    return removed
