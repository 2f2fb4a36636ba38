"""What imports of LKPP's feeds found: kinds of findings with their numbers, and the findings one by one."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from pendopo.files.tabular import Problem
from pendopo.kernel.access import Actor, permits
from pendopo.procurement.isb.meanings import meaning_of
from pendopo.procurement.models import IsbCode, IsbFact, IsbProblem

SEE_ISB = "procurement.see_isb"
MOST_REPORTED = 5_000


@dataclass(frozen=True)
class IsbGroup:
    """All findings of one kind in a year: how many, and what such a finding means."""

    code: str
    label: str
    meaning: str
    number: int


def isb_problems_visible_to(actor: Actor, year: int, code: str = "", feed: str = "") -> QuerySet[IsbProblem]:
    """The findings of a year, of one kind or feed if named; none for those who may not look."""
    if not permits(actor, SEE_ISB):
        return IsbProblem.objects.none()
    found = IsbProblem.objects.filter(year=year)
    plain = {"code": code, "feed": feed}
    return found.filter(**{key: value for key, value in plain.items() if value})


def isb_groups(actor: Actor, year: int) -> list[IsbGroup]:
    """One group for each kind that occurs, in the order of IsbCode. One query."""
    rows = isb_problems_visible_to(actor, year).order_by().values_list("code").annotate(number=Count("pk"))
    numbers = dict(rows)
    return [
        IsbGroup(str(code), str(code.label), str(meaning_of(code)), numbers[code])
        for code in IsbCode
        if code in numbers
    ]


def isb_years(actor: Actor) -> list[int]:
    """Years that were imported, latest first. One query."""
    if not permits(actor, SEE_ISB):
        return []
    facts = IsbFact.objects.order_by().values_list("year", flat=True)
    return sorted(facts.union(IsbProblem.objects.order_by().values_list("year", flat=True)), reverse=True)


def isb_as_problems(actor: Actor, year: int) -> list[Problem]:
    """The findings as the list of imports keeps them: file, row, column, value, what is strange. One query."""
    rows = isb_problems_visible_to(actor, year)[:MOST_REPORTED]
    return [Problem(row.row or None, row.column, row.value, row.get_code_display(), f"{row.feed}.json") for row in rows]
