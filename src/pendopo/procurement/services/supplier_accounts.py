"""The acts on who acts for a supplier: its own registration, claims on a record, invitations, closing."""

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM, Actor, require
from pendopo.notices.services import notify, send_letter
from pendopo.organisations import services as organisations
from pendopo.organisations.models import Organisation, Supplier
from pendopo.procurement.models import SupplierAccount, SupplierClaim, SupplierInvitation
from pendopo.procurement.planning import ReasonMissing
from pendopo.procurement.states_suppliers import CLAIM
from pendopo.procurement.supplying import end_bidding, held_supplier, tell_of, tell_unit

VALID_FOR = dt.timedelta(days=7)
MOST_ACCOUNTS = 20


class AccountRefused(Exception):
    """The act on accounts is not possible; `code` says why: last, full, link, waiting, nib."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _named(supplier: Supplier, user_id: Any, actor: Actor, now: dt.datetime) -> SupplierAccount:
    account, new = SupplierAccount.objects.get_or_create(
        supplier=supplier, user_id=user_id, closed_at=None, defaults={"named_at": now}
    )
    if new:
        tell_of("supplier_account.named", supplier, actor, now)
    return account


@transaction.atomic
def open_supplier(*, values: organisations.SupplierValues, actor: Actor, now: dt.datetime) -> Supplier:
    """Begin the record of one's own firm; the account that began it acts for it.

    Raises organisations.SupplierKnown (its record exists: claim it), TaxNumberKnown, SupplierRefused.
    """
    require(actor, "procurement.open_supplier")
    supplier = organisations.register_own_supplier(values=values, actor=actor, now=now)
    _named(supplier, actor.pk, actor, now)
    return supplier


@transaction.atomic
def name_account(*, supplier_id: int, user_id: int, actor: Actor, now: dt.datetime) -> SupplierAccount:
    """Name an account for a supplier without a claim: for jobs and sample data."""
    require(actor, "procurement.name_account")
    return _named(held_supplier(supplier_id), user_id, actor, now)


@transaction.atomic
def claim_supplier(*, supplier_id: int, nib: str, statement: str, actor: Actor, now: dt.datetime) -> SupplierClaim:
    """Say that an existing record is one's own; the procurement unit is told and decides.

    Raises AccountRefused (waiting, or nib: not that of the record), ReasonMissing, PermissionDenied.
    """
    require(actor, "procurement.claim_supplier")
    supplier = held_supplier(supplier_id)
    known = supplier.organisation.nib
    if len(nib) != 13 or not nib.isdigit() or (known and known != nib):
        raise AccountRefused("nib")
    if not statement.strip():
        raise ReasonMissing
    claim = SupplierClaim(
        supplier=supplier, user_id=actor.pk, nib=nib, statement=statement.strip()[:1000], claimed_at=now
    )
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError:
        raise AccountRefused("waiting") from None
    tell_of("supplier_claim.filed", supplier, actor, now)
    told = {"claim": claim, "supplier": supplier}
    tell_unit("procurement.supplier_claim.filed", _("Somebody claims the record of a supplier"), told, now)
    return claim


@transaction.atomic
def decide_claim(*, claim_id: int, confirm: bool, reason: str, actor: Actor, now: dt.datetime) -> SupplierClaim:
    """Confirm a claim (the account then acts for the supplier), or refuse it with a reason.

    Raises ReasonMissing, AccountRefused (nib: another record has it), MoveRefused, PermissionDenied.
    """
    require(actor, "procurement.decide_claim")
    claim = SupplierClaim.objects.select_for_update(of=("self",), no_key=True).select_related("user").get(pk=claim_id)
    supplier = held_supplier(claim.supplier_id)
    CLAIM.move(claim, "confirm" if confirm else "refuse")
    if not confirm and not reason.strip():
        raise ReasonMissing
    claim.reason, claim.decided_at = reason.strip()[:500], now
    claim.save(update_fields=["status", "reason", "decided_at"])
    what = "confirmed" if confirm else "refused"
    tell_of(f"supplier_claim.{what}", supplier, actor, now, reason=claim.reason)
    if confirm:
        _give_nib(supplier.organisation, claim.nib)
        _named(supplier, claim.user_id, actor, now)
    event, url = f"procurement.supplier_claim.{what}", reverse("procurement:own")
    told = {"claim": claim, "supplier": supplier, "url": url}
    subject = _("Your claim was confirmed") if confirm else _("Your claim was refused")
    notify(actor=SYSTEM, event=event, recipients=[claim.user], subject=subject, context=told, now=now)
    return claim


def _give_nib(organisation: Organisation, nib: str) -> None:
    if organisation.nib:
        return
    if Organisation.objects.filter(nib=nib).exists():
        raise AccountRefused("nib")
    organisation.nib = nib
    organisation.save(update_fields=["nib"])


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_account(*, supplier_id: int, email: str, actor: Actor, now: dt.datetime) -> SupplierInvitation:
    """Send somebody a link that lets their account act for the supplier. Raises AccountRefused, PermissionDenied."""
    supplier = held_supplier(supplier_id)
    require(actor, "procurement.act_for_supplier", supplier)
    waiting = SupplierInvitation.objects.filter(supplier=supplier, accepted_at=None, expires_at__gt=now)
    if SupplierAccount.objects.filter(supplier=supplier, closed_at=None).count() + waiting.count() >= MOST_ACCOUNTS:
        raise AccountRefused("full")
    token = secrets.token_urlsafe(32)
    invitation = SupplierInvitation.objects.create(
        supplier=supplier, email=email.lower(), token_hash=_hash(token), invited_at=now, expires_at=now + VALID_FOR
    )
    tell_of("supplier_account.invited", supplier, actor, now)
    url = settings.SITE_URL.rstrip("/") + reverse("procurement:join_supplier", kwargs={"token": token})
    send_letter(
        actor=SYSTEM, event="procurement.supplier_account.invited", channel="EMAIL", address=invitation.email,
        subject=_("Act for a supplier"), context={"supplier": supplier, "link": url}, now=now,
    )  # fmt: skip
    return invitation


@transaction.atomic
def join_supplier(*, token: str, actor: Actor, now: dt.datetime) -> Supplier:
    """Take an invitation with one's own account. Raises AccountRefused for a link that is used, unknown or too old."""
    require(actor, "procurement.join_supplier")
    found = SupplierInvitation.objects.select_for_update(of=("self",), no_key=True).filter(token_hash=_hash(token))
    invitation = found.first()
    # The clock is read after the lock: whoever waited past the end is refused.
    if invitation is None or invitation.accepted_at or invitation.expires_at <= clock.locked_now():
        raise AccountRefused("link")
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    supplier = held_supplier(invitation.supplier_id)
    _named(supplier, actor.pk, actor, now)
    return supplier


@transaction.atomic
def close_account(*, supplier_id: int, account_id: int, actor: Actor, now: dt.datetime) -> SupplierAccount:
    """The account acts for the supplier no more, nor bids for it in any run.

    Raises AccountRefused for the last one, SupplierAccount.DoesNotExist.

    Invitations that it may have sent stay good only for whoever holds their letters; the supplier sees the accounts.
    """
    supplier = held_supplier(supplier_id)
    require(actor, "procurement.act_for_supplier", supplier)
    opened = SupplierAccount.objects.filter(supplier=supplier, closed_at=None)
    account = opened.get(pk=account_id)
    if opened.count() == 1:
        raise AccountRefused("last")
    account.closed_at = now
    account.save(update_fields=["closed_at"])
    end_bidding(supplier_id, account.user_id, opened.values_list("user_id", flat=True), now)
    tell_of("supplier_account.closed", supplier, actor, now)
    return account
