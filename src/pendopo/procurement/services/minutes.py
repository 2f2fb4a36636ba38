"""The acts on minutes: drawn from the facts of a step, signed by those who were there, opened to everybody."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max

from pendopo.audit.services import record
from pendopo.budget.queries.papers import regency_name
from pendopo.files.naming import new_code
from pendopo.files.printing import paper_name, print_pdf
from pendopo.files.services import issue_document, release_document, sign_document
from pendopo.kernel.access import Actor, require
from pendopo.procurement import minuting
from pendopo.procurement.committees import post_of, signers_of
from pendopo.procurement.models import Minutes, Tender


class SignedAlready(Exception):
    """The actor has signed these minutes."""


@transaction.atomic
def draw_minutes(
    *,
    tender_id: int,
    kind: str,
    facts: dict[str, Any],
    held_at: dt.datetime,
    actor: Actor,
    now: dt.datetime,
    number: str = "",
) -> Minutes:
    """Set the minutes of a step as a paper under its code; nobody has signed it yet, and nobody else sees it.

    `facts` is plain data (JSON) for the template of the kind, `minutes/<kind>.typ`. Without a number they get the next
    of their kind. Raises PermissionDenied.
    """
    found = Tender.objects.select_for_update(of=("self",), no_key=True).select_related("unit")
    tender = found.get(pk=tender_id)
    require(actor, "procurement.draw_minutes", tender)
    last = tender.minutes.filter(kind=kind).aggregate(last=Max("sequence"))["last"] or 0
    minutes = Minutes(
        tender=tender, kind=kind, sequence=last + 1, facts=facts, held_at=held_at, made_at=now,
        number=number or minuting.number_of(tender, kind, last + 1),
    )  # fmt: skip
    minutes.paper = _printed(minutes, actor, now)
    minutes.save()
    _tell(minutes, "drawn", actor, now)
    return minutes


def _printed(minutes: Minutes, actor: Actor, now: dt.datetime) -> Any:
    code, title = new_code(), minuting.title_of(minutes)
    data = minuting.paper_data(minutes, signers=signers_of(minutes.tender, actor), code=code)
    return issue_document(
        code=code,
        data=print_pdf(minuting.template_of(minutes.kind), data, at=now),
        file_name=paper_name(title),
        label=title,
        unit=minutes.tender.unit.name,
        actor=actor,
        now=now,
    )


@transaction.atomic
def sign_minutes(*, minutes_id: int, actor: Actor, now: dt.datetime) -> Minutes:
    """One of those who were there signs. Raises SignedAlready, SigningUnavailable, PermissionDenied."""
    minutes = _locked(minutes_id)
    require(actor, "procurement.sign_minutes", minutes)
    assert minutes.paper is not None
    if minutes.paper.signatures.filter(signer__actor_pk=str(actor.pk or "")).exists():
        raise SignedAlready
    sign_document(
        document_id=minutes.paper.pk,
        position=post_of(actor, minutes.tender),
        organisation=regency_name(),
        reason=minutes.paper.label,
        actor=actor,
        now=now,
    )
    _tell(minutes, "signed", actor, now)
    return minutes


@transaction.atomic
def release_minutes(*, minutes_id: int, actor: Actor, now: dt.datetime) -> Minutes:
    """Everybody may read the minutes from now on. Raises PermissionDenied."""
    minutes = _locked(minutes_id)
    require(actor, "procurement.draw_minutes", minutes.tender)
    if minutes.paper and not minutes.paper.public:
        release_document(document_id=minutes.paper.pk, actor=actor, now=now)
    return minutes


def _locked(minutes_id: int) -> Minutes:
    found = Minutes.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("tender__unit", "paper").get(pk=minutes_id)


def _tell(minutes: Minutes, what: str, actor: Actor, now: dt.datetime) -> None:
    data = {"title": minutes.tender.title, "tender": minutes.tender.code, "number": minutes.number}
    event = f"procurement.minutes.{what}"
    record(actor=actor, event=event, subject=minutes, unit=minutes.tender.unit, now=now, data=data)
