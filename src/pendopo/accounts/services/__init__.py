"""Every act on accounts."""

from pendopo.accounts.services.appointing import (
    AlreadyAppointed,
    AlreadyEnded,
    DatesRefused,
    appoint,
    delegate,
    end_appointment,
)
from pendopo.accounts.services.citizens import NikRefused, register_nik
from pendopo.accounts.services.inviting import InvitationRefused, accept_invitation, invite
from pendopo.accounts.services.opening import EmailTaken, deactivate, open_account

__all__ = [
    "AlreadyAppointed",
    "AlreadyEnded",
    "DatesRefused",
    "EmailTaken",
    "InvitationRefused",
    "NikRefused",
    "accept_invitation",
    "appoint",
    "deactivate",
    "delegate",
    "end_appointment",
    "invite",
    "open_account",
    "register_nik",
]
