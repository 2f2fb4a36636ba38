"""Every act on accounts."""

from pendopo.accounts.services.appointing import (
    AlreadyAppointed,
    AlreadyEnded,
    DatesRefused,
    PostUnknown,
    appoint,
    change_last_day,
    end_appointment,
)
from pendopo.accounts.services.citizens import NikRefused, register_nik
from pendopo.accounts.services.delegating import ReceiverRefused, delegate, end_delegation
from pendopo.accounts.services.inviting import InvitationRefused, accept_invitation, invite
from pendopo.accounts.services.opening import EmailTaken, OwnAccount, deactivate, open_account
from pendopo.accounts.services.phones import PhoneTaken, claim_phone, send_code, verify_phone, warn_of_known_phone
from pendopo.accounts.services.watching import tell_of_heartbeats

__all__ = [
    "AlreadyAppointed",
    "AlreadyEnded",
    "DatesRefused",
    "EmailTaken",
    "InvitationRefused",
    "NikRefused",
    "OwnAccount",
    "PhoneTaken",
    "PostUnknown",
    "ReceiverRefused",
    "accept_invitation",
    "appoint",
    "change_last_day",
    "claim_phone",
    "deactivate",
    "delegate",
    "end_appointment",
    "end_delegation",
    "invite",
    "open_account",
    "register_nik",
    "send_code",
    "tell_of_heartbeats",
    "verify_phone",
    "warn_of_known_phone",
]
