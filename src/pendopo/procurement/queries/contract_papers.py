"""Papers of appointments and contracts, what may be done with them, and the public side of contracts."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from pendopo.files import storage
from pendopo.kernel.access import ANONYMOUS, Actor, permits
from pendopo.organisations.models import Unit
from pendopo.procurement.contract_papering import TITLES
from pendopo.procurement.models import Contract, ContractPaper, ContractPaperKind, Sppbj
from pendopo.procurement.queries.contracts import contract_lines
from pendopo.procurement.states import CONTRACT_OPEN, CONTRACT_PAPER, ContractPaperStatus, ContractStatus

DRAW = "procurement.draw_contract_paper"
ALONE = (ContractPaperKind.SPPBJ, ContractPaperKind.SPMK)
PERMISSIONS = {
    "sign_alone": "procurement.sign_contract_paper",
    "sign_as_ppk": "procurement.sign_contract_paper",
    "sign_as_supplier": "procurement.sign_for_supplier",
    "withdraw": DRAW,
}
ORDERS = {"": ("-date", "-pk"), "nilai": ("-value_amount", "pk"), "nama": ("title", "pk")}


@dataclass(frozen=True)
class ContractQuestion:
    """What a list of contracts is asked for; empty parts ask for everything."""

    text: str = ""
    year: int | None = None
    unit: str = ""
    form: str = ""
    status: str = ""
    sort: str = ""


def papers_of_contract(contract: Contract) -> list[ContractPaper]:
    """All papers of a contract, its orders and amendments, oldest first. Two queries."""
    found = ContractPaper.objects.filter(contract=contract).select_related("document", "spmk", "addendum")
    return list(found.prefetch_related("document__signatures__signer")[:100])


def papers_of_sppbj(sppbj: Sppbj) -> list[ContractPaper]:
    """The papers of an appointment, oldest first. Two queries."""
    found = ContractPaper.objects.filter(sppbj=sppbj).select_related("document")
    return list(found.prefetch_related("document__signatures__signer")[:20])


def paper_at(actor: Actor, pk: int) -> ContractPaper | None:
    """One paper, for somebody of its unit or of its supplier."""
    ways = ("contract__unit", "contract__tender__unit", "contract__supplier__organisation", "sppbj__tender__unit")
    found = ContractPaper.objects.select_related("document", "sppbj__supplier__organisation", *ways).filter(pk=pk)
    paper = found.first()
    if paper is None:
        return None
    of = owner_of(paper)
    unit = of.tender.unit if isinstance(of, Sppbj) else of.unit
    sees = permits(actor, "procurement.see_packages", unit) or permits(actor, "procurement.sign_for_supplier", of)
    return paper if sees else None


def owner_of(paper: ContractPaper) -> Any:
    """The contract or the appointment that the paper is of."""
    return paper.contract or paper.sppbj


def paper_actions(actor: Actor, paper: ContractPaper) -> list[str]:
    """What the person may do with the paper now."""
    mine = {"sign_alone", "withdraw"} if paper.kind in ALONE else {"sign_as_supplier", "sign_as_ppk", "withdraw"}
    of = owner_of(paper)
    return CONTRACT_PAPER.actions_from(
        paper.status, lambda one: one in mine and permits(actor, PERMISSIONS[one], of)
    )  # fmt: skip


def paper_bytes(paper: ContractPaper) -> tuple[str, bytes]:
    """The paper's file name and content."""
    return paper.document.file_name, storage.path_of(paper.document.sha256).read_bytes()


def may_draw(actor: Actor, subject: Contract | Sppbj, papers: list[ContractPaper]) -> bool:
    """Whether the person may print the paper of a contract or appointment: none stands, and its form has one."""
    kind = ContractPaperKind.CONTRACT if isinstance(subject, Contract) else ContractPaperKind.SPPBJ
    stands = any(one.kind == kind and one.status != ContractPaperStatus.WITHDRAWN for one in papers)
    if isinstance(subject, Contract):
        possible = subject.form in TITLES and subject.status == ContractStatus.DRAFT
    else:
        possible = subject.withdrawn_at is None
    return possible and not stands and permits(actor, DRAW, subject)


def undrawn_of(actor: Actor, contract: Contract, papers: list[ContractPaper]) -> list[tuple[str, int, str]]:
    """(kind, id, number) of orders and amendments whose paper the person may print."""
    if not permits(actor, DRAW, contract):
        return []
    alive = [one for one in papers if one.status != ContractPaperStatus.WITHDRAWN]
    done = {one.spmk_id for one in alive if one.spmk_id}, {one.addendum_id for one in alive if one.addendum_id}
    orders = [("SPMK", one.pk, one.number) for one in contract.spmk.all() if one.pk not in done[0]]
    return orders + [("ADDENDUM", one.pk, one.number) for one in contract.addenda.all() if one.pk not in done[1]]


def may_change_clauses(actor: Actor, contract: Contract, papers: list[ContractPaper]) -> bool:
    """Whether the clauses of the draft may still be changed by the person."""
    stands = any(one.kind == "CONTRACT" and one.status != ContractPaperStatus.WITHDRAWN for one in papers)
    draft = contract.status == ContractStatus.DRAFT and not stands
    return draft and permits(actor, "procurement.change_clauses", contract.unit)


def contract_public(key: str) -> Contract | None:
    """One signed contract with what it came from; None where there is none. One query."""
    ways = ("supplier__organisation", "unit", "package", "tender", "sppbj")
    found = Contract.objects.select_related(*ways).filter(key=key, status__in=CONTRACT_OPEN)
    return found.exclude(tender__practice=True).first()


def find_contracts(asked: ContractQuestion) -> QuerySet[Contract]:
    """Signed contracts that answer the question, in its order."""
    found = Contract.objects.filter(status__in=CONTRACT_OPEN).exclude(tender__practice=True)
    plain = {"year": asked.year, "unit__code": asked.unit, "form": asked.form, "status": asked.status}
    found = found.filter(**{key: value for key, value in plain.items() if value})
    for word in asked.text.split():
        name = Q(supplier__organisation__name__icontains=word)
        found = found.filter(Q(title__icontains=word) | Q(number__icontains=word) | name)
    found = found.select_related("supplier__organisation", "unit")
    return found.order_by(*ORDERS.get(asked.sort, ORDERS[""]))


def contract_years() -> list[int]:
    """The years that have signed contracts, latest first. One query."""
    found = Contract.objects.filter(status__in=CONTRACT_OPEN).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def units_with_contracts() -> list[tuple[str, str]]:
    """(code, name) of units that have signed contracts, by name. One query."""
    theirs = Contract.objects.filter(status__in=CONTRACT_OPEN).values("unit_id")
    return list(Unit.objects.filter(pk__in=theirs).order_by("name").values_list("code", "name"))


def public_lines_of(contract: Contract) -> list[Any]:
    """The budget lines of a contract with what it binds of each; public. Two queries."""
    return contract_lines(ANONYMOUS, contract)
