"""Papers of contracts as pages show them: who signed, what may be done, which can be printed now."""

from typing import Any

from django.http import HttpRequest

from pendopo.budget.views.rka import actor_of
from pendopo.kernel.access import permits
from pendopo.kernel.display import full_date
from pendopo.procurement import queries


def papers_at_work(request: HttpRequest, contract: Any) -> dict[str, Any]:
    """The papers of the contract, and which can be printed now."""
    actor, papers = actor_of(request), queries.papers_of_contract(contract)
    return {
        "papers": shown(request, papers),
        "draws": queries.may_draw(actor, contract, papers),
        "undrawn": queries.undrawn_of(actor, contract, papers),
        "unsigned": [one.addendum.number for one in papers if one.addendum and one.status in {"DRAWN", "HALF"}],
        "clauses": contract.clauses.all(),
        "changes_clauses": queries.may_change_clauses(actor, contract, papers),
        "keeps": permits(actor, "procurement.record_guarantee", contract.unit),
    }


def shown(request: HttpRequest, papers: list[Any]) -> list[dict[str, Any]]:
    """Papers with who signed them and what the person may do, for pages of the workspace."""
    actor = actor_of(request)
    return [{"row": one, "signed": signed_by(one), "actions": queries.paper_actions(actor, one)} for one in papers]


def signed_by(paper: Any) -> list[str]:
    """`Joko Direktur, Penyedia, CV Karya, 24 November 2026` for each signature."""
    rows = sorted(paper.document.signatures.all(), key=lambda one: one.number)
    return [f"{one.signer.name}, {one.signer.position}, {full_date(one.signed_at)}" for one in rows]
