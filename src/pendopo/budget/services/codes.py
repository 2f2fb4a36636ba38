"""The act that takes over a new edition of a code list. Editions are never overwritten."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from pendopo.audit.services import record
from pendopo.budget.code_rows import CodeChange, CodeRow, compare, depth_of, parent_of, with_parents
from pendopo.budget.models import CodeList, CodeMove, MoveBasis
from pendopo.budget.queries.codes import NODES, names_in, newest_list
from pendopo.budget.rules import ORDER
from pendopo.kernel.access import Actor, require


class ListExists(Exception):
    """An edition of this kind has that short code already."""


@transaction.atomic
def import_codes(
    *,
    kind: str,
    code: str,
    name: str,
    legal_act: str,
    valid_from_date: dt.date | None,
    rows: Sequence[CodeRow],
    actor: Actor,
    now: dt.datetime,
) -> CodeList:
    """Store a new edition with all its codes and the crosswalk from the newest edition of its kind.

    A parent that the rows lack is stored without a name. Raises ListExists, PermissionDenied.
    """
    require(actor, "budget.import_codes")
    before = newest_list(kind)
    values = {"name": name, "legal_act": legal_act, "valid_from_date": valid_from_date}
    edition, new = CodeList.objects.get_or_create(kind=kind, code=code, defaults=values)
    if not new:
        raise ListExists(code)
    whole, _orphans = with_parents(kind, rows)
    _store(edition, whole)
    changes = compare(kind, whole, names_in(before))
    _keep_moves(before, edition, changes)
    data = {"kind": kind, "name": name, "rows": len(whole), "moved": sum(one.mark == "moved" for one in changes)}
    record(actor=actor, event="budget.code_list.imported", subject=edition, now=now, data=data)
    return edition


def _store(edition: CodeList, rows: Sequence[CodeRow]) -> None:
    """Level by level, so that each row finds its parent."""
    table = NODES[edition.kind]
    ids: dict[str, int] = {}
    by_depth: dict[int, list[CodeRow]] = {}
    for row in rows:
        by_depth.setdefault(depth_of(edition.kind, row.code), []).append(row)
    for depth, level in sorted(by_depth.items()):
        extra: dict[str, Any] = {} if edition.kind == CodeList.Kind.FUNDING else {"level": depth}
        if edition.kind == CodeList.Kind.ACTIVITY:
            extra = {"level": ORDER[depth - 1]}
        made = table.objects.bulk_create(
            table(
                code_list=edition,
                code=row.code,
                name=row.name,
                parent_id=ids.get(parent_of(edition.kind, row.code)),
                **extra,
            )
            for row in level
        )
        ids |= {node.code: node.pk for node in made}


def _keep_moves(before: CodeList | None, edition: CodeList, changes: Sequence[CodeChange]) -> None:
    if before is None:
        return
    CodeMove.objects.bulk_create(
        CodeMove(
            old_list=before,
            new_list=edition,
            old_code=change.old_code,
            new_code=change.code,
            basis=MoveBasis.NAME if change.by_name else MoveBasis.FILE,
        )
        for change in changes
        if change.mark == "moved"
    )
