"""The acts on papers of appointments and contracts: printed under their code, signed by the supplier and by the PPK."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.audit.services import record
from pendopo.budget.queries.papers import regency_name, signer_title
from pendopo.files.naming import new_code
from pendopo.files.printing import paper_name, print_pdf
from pendopo.files.services import issue_document, release_document, sign_document, withdraw_document
from pendopo.kernel import topics
from pendopo.kernel.access import SYSTEM, Actor, require
from pendopo.notices.services import notify
from pendopo.procurement import contract_papering as papering
from pendopo.procurement.contracting import ContractRefused
from pendopo.procurement.models import (
    Addendum,
    Contract,
    ContractClause,
    ContractPaper,
    ContractPaperKind,
    Spmk,
    Sppbj,
    SupplierAccount,
)
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.services.contracts import amend_contract, sign_contract
from pendopo.procurement.states import CONTRACT_PAPER, ContractPaperStatus, ContractStatus

ALONE = (ContractPaperKind.SPPBJ, ContractPaperKind.SPMK)
"""Papers that the PPK signs alone; the others bind both sides, and the supplier signs first."""


@transaction.atomic
def change_clauses(*, contract_id: int, clauses: Sequence[tuple[str, str]], actor: Actor, now: dt.datetime) -> Contract:
    """Write the clauses of a draft anew, (title, text) each in order. Raises ContractRefused, PermissionDenied."""
    contract = Contract.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=contract_id)
    require(actor, "procurement.change_clauses", contract.unit)
    if contract.status != ContractStatus.DRAFT or _standing(ContractPaperKind.CONTRACT, contract):
        raise ContractRefused("clauses_fixed")
    kept = [(title.strip()[:200], text.strip()[:8000]) for title, text in clauses if title.strip() and text.strip()]
    contract.clauses.all().delete()
    ContractClause.objects.bulk_create(
        ContractClause(contract=contract, sequence=number, title=title, text=text)
        for number, (title, text) in enumerate(kept, start=1)
    )
    data = {"number": contract.number}
    event = "procurement.contract_clauses.changed"
    record(actor=actor, event=event, subject=contract, unit=contract.unit, now=now, data=data)
    return contract


@transaction.atomic
def draw_contract_paper(*, kind: str, subject_id: int, actor: Actor, now: dt.datetime) -> ContractPaper:
    """Print the paper of an appointment, contract, order or amendment, for its signatures.

    Raises ContractRefused when it stands already or its form has no paper, PermissionDenied.
    """
    subject = _subject(kind, subject_id)
    require(actor, "procurement.draw_contract_paper", _owner(subject))
    if _standing(kind, subject):
        raise ContractRefused("paper_stands")
    if isinstance(subject, Contract) and (subject.form not in papering.TITLES or subject.status != "DRAFT"):
        raise ContractRefused("paper_form")
    if isinstance(subject, Sppbj) and subject.withdrawn_at is not None:
        raise ContractRefused("sppbj_withdrawn")
    code, title = new_code(), papering.title_of(kind, subject)
    data = papering.paper_data(kind, subject, ppk=actor.label, code=code)
    document = issue_document(
        code=code, data=print_pdf(papering.template_of(kind), data, at=now), file_name=paper_name(title), label=title,
        unit=_unit(subject).name, actor=actor, now=now,
    )  # fmt: skip
    paper = ContractPaper.objects.create(kind=kind, document=document, made_at=now, **_keys(subject))
    type(subject).objects.filter(pk=subject.pk).update(document=document)
    _tell(paper, "drawn", actor, now)
    if kind not in ALONE:
        _ask_supplier(paper, now)
    return paper


@transaction.atomic
def amend_and_print(*, contract_id: int, actor: Actor, now: dt.datetime, **given: Any) -> ContractPaper:
    """Amend a contract and print the amendment for its signatures, in one act: none counts without its paper.

    Takes what `amend_contract` takes and raises what it and `draw_contract_paper` raise.
    """
    contract = Contract.objects.select_related("unit").get(pk=contract_id)
    require(actor, "procurement.sign_contract", contract.unit)
    made = amend_contract(contract_id=contract_id, actor=actor, now=now, **given)
    return draw_contract_paper(kind=ContractPaperKind.ADDENDUM, subject_id=made.pk, actor=actor, now=now)


def _ask_supplier(paper: ContractPaper, now: dt.datetime) -> None:
    """Tell the accounts of the supplier that a paper waits for their signature."""
    named = SupplierAccount.objects.filter(supplier=_owner_of(paper).supplier, closed_at__isnull=True)
    people = [one.user for one in named.select_related("user")]
    url = reverse("procurement:paper_step", kwargs={"paper": paper.pk, "action": "sign_as_supplier"})
    title = format_lazy("{told}: {title}", told=_("A paper waits for your signature"), title=paper.document.label)
    context = {"title": paper.document.label, "unit": _unit_of(paper), "url": url}
    event = "procurement.contract_paper.drawn"
    notify(actor=SYSTEM, event=event, recipients=people, subject=title, context=context, now=now)


@transaction.atomic
def sign_for_supplier(*, paper_id: int, actor: Actor, now: dt.datetime) -> ContractPaper:
    """The supplier signs a paper that binds both sides, before the PPK does.

    Raises ContractRefused for an official of the unit, SigningUnavailable, MoveRefused, PermissionDenied.
    """
    paper = _locked(paper_id)
    require(actor, "procurement.sign_for_supplier", _owner_of(paper))
    CONTRACT_PAPER.move(paper, "sign_as_supplier")
    if actor.holds("ppk", _unit_of(paper)):
        raise ContractRefused("duties")
    _sign(paper, f"Penyedia, {_owner_of(paper).supplier.organisation.name}", actor, now)
    _tell(paper, "agreed", actor, now)
    return paper


@transaction.atomic
def sign_contract_paper(*, paper_id: int, actor: Actor, now: dt.datetime) -> ContractPaper:
    """The PPK signs. With this signature a contract is signed: its money is bound. Everybody may read the paper.

    Raises ContractRefused, FundsExceeded, SigningUnavailable, MoveRefused, PermissionDenied.
    """
    paper = _locked(paper_id)
    require(actor, "procurement.sign_contract_paper", _owner_of(paper))
    CONTRACT_PAPER.move(paper, "sign_alone" if paper.kind in ALONE else "sign_as_ppk")
    if paper.document.signatures.filter(signer__actor_pk=str(actor.pk or "")).exists():
        raise ContractRefused("duties")
    if paper.kind == ContractPaperKind.CONTRACT and paper.contract and paper.contract.status == ContractStatus.DRAFT:
        sign_contract(contract_id=paper.contract.pk, actor=actor, now=now)
    _sign(paper, signer_title("ppk", _unit_of(paper)), actor, now)
    release_document(document_id=paper.document_id, actor=actor, now=now)
    _tell(paper, "signed", actor, now)
    topics.touch("procurement")
    return paper


@transaction.atomic
def withdraw_contract_paper(*, paper_id: int, reason: str, actor: Actor, now: dt.datetime) -> ContractPaper:
    """Take back a paper that is not signed by both, to print it anew. Raises ReasonMissing, PermissionDenied."""
    paper = _locked(paper_id)
    require(actor, "procurement.draw_contract_paper", _owner_of(paper))
    if not reason.strip():
        raise ReasonMissing
    CONTRACT_PAPER.move(paper, "withdraw")
    paper.save(update_fields=["status"])
    withdraw_document(
        document_id=paper.document_id, position=signer_title("ppk", _unit_of(paper)), reason=reason.strip(),
        actor=actor, now=now,
    )  # fmt: skip
    _tell(paper, "withdrawn", actor, now, reason=reason.strip()[:500])
    return paper


def _sign(paper: ContractPaper, position: str, actor: Actor, now: dt.datetime) -> None:
    label = paper.document.label
    sign_document(
        document_id=paper.document_id, position=position, organisation=regency_name(), reason=label, actor=actor,
        now=now,
    )  # fmt: skip
    paper.save(update_fields=["status"])


def _locked(paper_id: int) -> ContractPaper:
    found = ContractPaper.objects.select_for_update(of=("self",), no_key=True)
    ways = ("contract__unit", "contract__tender__unit", "contract__supplier__organisation", "sppbj__tender__unit")
    return found.select_related("document", "sppbj__supplier__organisation", *ways).get(pk=paper_id)


def _subject(kind: str, pk: int) -> papering.Subject:
    if kind == ContractPaperKind.SPPBJ:
        return Sppbj.objects.select_related("tender__unit", "supplier__organisation").get(pk=pk)
    if kind == ContractPaperKind.CONTRACT:
        found = Contract.objects.select_for_update(of=("self",), no_key=True)
        return found.select_related("unit", "supplier__organisation", "tender", "sppbj", "package").get(pk=pk)
    table: Any = Spmk if kind == ContractPaperKind.SPMK else Addendum
    made: papering.Subject = table.objects.select_related("contract__unit", "contract__supplier__organisation").get(
        pk=pk
    )
    return made


def _keys(subject: papering.Subject) -> dict[str, Any]:
    """The keys of a paper's row: what it is of, and the contract that it belongs to."""
    if isinstance(subject, Sppbj):
        return {"sppbj": subject}
    if isinstance(subject, Contract):
        return {"contract": subject}
    name = "spmk" if isinstance(subject, Spmk) else "addendum"
    return {name: subject, "contract": subject.contract}


def _standing(kind: str, subject: papering.Subject) -> bool:
    alive = ContractPaper.objects.filter(kind=kind, **_keys(subject))
    return alive.exclude(status=ContractPaperStatus.WITHDRAWN).exists()


def _owner(subject: papering.Subject) -> Any:
    """What permissions are asked for: the contract, or the appointment (both have a run and a supplier)."""
    return subject.contract if isinstance(subject, Spmk | Addendum) else subject


def _unit(subject: papering.Subject) -> Any:
    owner = _owner(subject)
    return owner.tender.unit if isinstance(owner, Sppbj) else owner.unit


def _owner_of(paper: ContractPaper) -> Any:
    return paper.contract or paper.sppbj


def _unit_of(paper: ContractPaper) -> Any:
    return _unit(_owner_of(paper))


def _tell(paper: ContractPaper, what: str, actor: Actor, now: dt.datetime, **more: str) -> None:
    supplier = _owner_of(paper).supplier.organisation.name
    data = {"title": paper.document.label, "code": paper.document.code, "supplier": supplier} | more
    event = f"procurement.contract_paper.{what}"
    record(actor=actor, event=event, subject=paper, unit=_unit_of(paper), now=now, data=data)
