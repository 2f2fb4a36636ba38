"""What people read of code lists: where a code stands."""

from pendopo.budget.models import ActivityNode, CodeList


def lists_with_code(code: str, own: CodeList) -> list[CodeList]:
    """The other lists of the same kind in which this activity code stands, newest first. One query."""
    holding = ActivityNode.objects.filter(code=code).values("code_list_id")
    found = CodeList.objects.filter(kind=own.kind, pk__in=holding).exclude(pk=own.pk)
    return list(found.order_by("-valid_from_date", "-pk"))
