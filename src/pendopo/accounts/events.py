"""One sentence for each act on accounts. None is public: they name persons."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS = {
    "accounts.account.opened": Event(_("{actor} opened the account of {subject}.")),
    "accounts.appointment.made": Event(_("{actor} made the appointment {subject}.")),
    "accounts.appointment.ended": Event(_("{actor} ended the appointment {subject}.")),
    "accounts.appointment.delegated": Event(_("{actor} delegated {subject}.")),
    "accounts.appointment.last_day_changed": Event(_("{actor} changed the last day of the appointment {subject}.")),
    "accounts.delegation.ended": Event(_("{actor} ended the delegation of {subject}.")),
    "accounts.phone.verified": Event(_("{actor} verified a telephone number.")),
    "accounts.person.invited": Event(_("{actor} invited {subject}.")),
    "accounts.invitation.accepted": Event(_("{subject} accepted the invitation.")),
    "accounts.account.deactivated": Event(_("{actor} closed the account of {subject}.")),
    "accounts.nik.registered": Event(_("{actor} registered an identity number.")),
}
