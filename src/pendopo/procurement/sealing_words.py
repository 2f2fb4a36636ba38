"""What the refusals of sealed bids say to people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "closed": _("The run does not take envelopes now."),
    "late": _("The time is over."),
    "shortlist": _("Only firms on the short list of the prequalification may bid."),
    "plan": _("There is no seal plan, or it is another version now."),
    "unconfirmed": _("Not every trustee has confirmed the seal plan yet."),
    "twice": _("Another participant has handed in this very header."),
    "committed": _("The seal plan stands: there are envelopes for it."),
    "ended": _("The envelope is at its end; it cannot be changed any more."),
    "supersedes": _("Name the envelope that this one replaces, and no other."),
    "share": _("This is not the key share that the header names."),
    "offset": _("The part does not begin where the last one ended."),
    "checksum": _("The part was damaged on its way. Send it again."),
    "long": _("The part is too long."),
    "hash": _("The parts together are not the ciphertext of the header. Send it again from the start."),
    "participant": _("Say for which participant you bid."),
    "registered": _("You have a key already. Revoke it first if it is lost."),
    "revoked": _("This key was revoked."),
    "reason": _("Say why."),
    "over": _("The time for this answer is over, or it was answered. Begin again."),
    "wrong": _("This is not the secret that was asked for."),
    "role": _("This person may not hold a key for that side."),
    "unknown": _("There is no such trustee."),
    "unproven": _("This trustee has not shown to hold the key."),
    "unrehearsed": _("This trustee has not rehearsed with the key file lately."),
    "member": _("This trustee is not of the committee of this run, or has an interest."),
    "not_rehearsed": _("These trustees have not opened an envelope together yet."),
    "seat": _("You have no seat here."),
    "deadline": _("The run has no last moment for bids yet."),
    "early": _("Bidding has not ended."),
    "stage": _("The run has no such envelopes."),
    "technical": _("The technical result is not announced."),
    "step": _("This step is not due."),
    "absent": _("The chair has not found this seat present."),
    "memory": _("What was handed in is gone: the machine was restarted. Hand in once more."),
    "no_memory": _(
        "This server has no folder in memory for the keys of an opening. Nothing is lost: its operator names one "
        "(PENDOPO_MEMORY), then the chair goes on here."
    ),
    "fallback": _("Bidders may still present their own keys."),
    "key": _("This is not the key of the envelope."),
    "recovered": _("The key of this envelope is recovered already."),
    "minutes": _("The minutes are not drawn up."),
    "forbidden": _("You may not do this."),
}


def words_for(code: str) -> Any:
    """The sentence for a refusal's code."""
    return WORDS.get(code, code)
