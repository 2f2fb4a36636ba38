"""How a run of a method goes: pure functions over the rule row `RUN_<METHOD>` that is passed in.

The row says who leads the run (`by`), whether bids are sealed (none: the preparer chooses), which papers it needs, and
its `forms`: per scheme and value the template of its steps and the ways to evaluate. A form may say otherwise than the
row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

COMMITTEE, OFFICER = "COMMITTEE", "OFFICER"


class FormUnknown(Exception):
    """The method has no run, or none with that scheme."""


@dataclass(frozen=True)
class RunForm:
    """What a run has to follow. `sealed` none leaves the choice; `needs` names papers: hps, kak, contract."""

    scheme: str
    template: str
    evaluations: tuple[str, ...]
    by: str
    sealed: bool | None
    needs: tuple[str, ...]


def run_form(value: Mapping[str, Any], *, scheme: str, amount: Decimal) -> RunForm:
    """The first form of the row for the scheme and value (rupiah). Raises FormUnknown."""
    for form in forms_of(value, amount=amount):
        if form.scheme == scheme:
            return form
    raise FormUnknown(scheme)


def forms_of(value: Mapping[str, Any], *, amount: Decimal) -> list[RunForm]:
    """The forms that a run of the value (rupiah) may have, one for each scheme."""
    found: dict[str, RunForm] = {}
    for one in value["forms"]:
        most = one.get("most_amount")
        if one["scheme"] not in found and (most is None or amount <= most):
            found[one["scheme"]] = _form({**value, **one})
    return list(found.values())


def _form(merged: Mapping[str, Any]) -> RunForm:
    return RunForm(
        scheme=merged["scheme"],
        template=merged["template"],
        evaluations=tuple(merged["evaluations"]),
        by=merged["by"],
        sealed=merged["sealed"],
        needs=tuple(merged["needs"]),
    )


def needs_hps(value: Mapping[str, Any], *, method: str, ceiling: Decimal) -> bool:
    """Whether a run of the method and ceiling (rupiah) needs an owner's estimate, by a row HPS_NEEDED."""
    if method in value["not_for"] or ceiling <= value["above_amount"]:
        return False
    catalogue = value.get("catalogue_above_amount")
    in_catalogue = method in ("CATALOGUE", "MINI_COMPETITION")
    return not (in_catalogue and catalogue is not None and ceiling <= catalogue)
