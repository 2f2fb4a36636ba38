"""What people read of code lists: editions, their codes, where a code stands, what it was before and became."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from pendopo.budget.models import AccountNode, ActivityNode, CodeList, CodeMove, FunctionNode, FundingSource
from pendopo.kernel.access import Actor, permits

NODES: dict[str, Any] = {
    CodeList.Kind.ACTIVITY: ActivityNode,
    CodeList.Kind.ACCOUNT: AccountNode,
    CodeList.Kind.FUNCTION: FunctionNode,
    CodeList.Kind.FUNDING: FundingSource,
}
"""Kind of list -> the table of its codes."""


def lists_with_code(code: str, own: CodeList) -> list[CodeList]:
    """The other lists of the same kind in which this code stands, newest first. One query."""
    holding = NODES[own.kind].objects.filter(code=code).values("code_list_id")
    found = CodeList.objects.filter(kind=own.kind, pk__in=holding).exclude(pk=own.pk)
    return list(found.order_by("-valid_from_date", "-pk"))


def lists_with_account(code: str, own: CodeList) -> list[CodeList]:
    """Other lists of accounts in which this code stands, newest first; none where the own list has it. Two queries."""
    if AccountNode.objects.filter(code_list=own, code=code).exists():
        return []
    return lists_with_code(code, own)


def codes_after(code: str, own: CodeList) -> list[str]:
    """What the crosswalk calls a code of an earlier edition in this one. One query."""
    found = CodeMove.objects.filter(old_code=code, new_list=own).order_by("new_code")
    return list(found.values_list("new_code", flat=True).distinct()[:5])


def code_lists_visible_to(actor: Actor) -> QuerySet[CodeList]:
    """All editions that pages show, by kind and newest first, with how many stages use them; for officials."""
    if not permits(actor, "budget.see_rka"):
        return CodeList.objects.none()
    found = CodeList.objects.filter(kind__in=NODES).annotate(used=Count("stages"))
    return found.order_by("kind", "-valid_from_date", "-pk")


def newest_list(kind: str) -> CodeList | None:
    """The edition of that kind which is valid last. One query."""
    return CodeList.objects.filter(kind=kind).order_by("-valid_from_date", "-pk").first()


def names_in(code_list: CodeList | None) -> dict[str, str]:
    """Code -> name of an edition; empty without one. One query."""
    if code_list is None:
        return {}
    return dict(NODES[code_list.kind].objects.filter(code_list=code_list).values_list("code", "name"))


def codes_of(code_list: CodeList, *, text: str = "", under: str = "") -> QuerySet[Any, dict[str, Any]]:
    """The codes of an edition as dicts of code and name, by code: matching a text, below a code. One query."""
    found = NODES[code_list.kind].objects.filter(code_list=code_list)
    if text:
        words = Q()
        for word in text.split():
            words &= Q(name__icontains=word)
        found = found.filter(Q(code__startswith=text) | words)
    if under:
        found = found.filter(code__startswith=f"{under}.")
    return found.order_by("code").values("code", "name")


@dataclass(frozen=True)
class CodeEdition:
    """A code as it stood in one edition."""

    code_list: CodeList
    code: str
    name: str


@dataclass(frozen=True)
class CodeStory:
    """One code of an edition: the way down to it, how many lie below, its other editions, what it was and became."""

    code: str
    name: str
    path: list[dict[str, Any]]
    below: int
    editions: list[CodeEdition]
    came: list[CodeMove]
    became: list[CodeMove]


def story_of(code_list: CodeList, code: str) -> CodeStory | None:
    """What is known of a code of the edition. Six queries."""
    table = NODES[code_list.kind].objects
    node = table.filter(code_list=code_list, code=code).first()
    if node is None:
        return None
    above = [code[:width] for width in range(1, len(code)) if code[width] == "."]
    path = table.filter(code_list=code_list, code__in=above).order_by("code").values("code", "name")
    others = (
        table.filter(code=code).select_related("code_list").order_by("-code_list__valid_from_date", "-code_list_id")
    )
    moves = CodeMove.objects.select_related("old_list", "new_list")
    return CodeStory(
        code,
        node.name,
        list(path),
        table.filter(code_list=code_list, code__startswith=f"{code}.").count(),
        [CodeEdition(other.code_list, other.code, other.name) for other in others],
        list(moves.filter(new_code=code, new_list=code_list)),
        list(moves.filter(old_code=code, old_list=code_list)),
    )


def crosswalk_of(code_list: CodeList) -> QuerySet[CodeMove]:
    """The codes that moved into this edition, by their old code. One query."""
    return CodeMove.objects.filter(new_list=code_list).select_related("old_list").order_by("old_code")


def has_edition(kind: str, code: str) -> bool:
    """Whether an edition of that kind has the short code."""
    return CodeList.objects.filter(kind=kind, code=code).exists()
