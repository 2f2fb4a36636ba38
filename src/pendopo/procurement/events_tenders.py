"""One sentence for each act that prepares a run and carries it to its deadline."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

TENDERS: dict[str, Event] = {
    "procurement.tender.prepared": Event(_("{actor} began the selection run “{title}” ({tender}).")),
    "procurement.hps.drafted": Event(_("{actor} wrote the owner's estimate of “{title}” ({tender}).")),
    "procurement.hps.decided": Event(
        _("{actor} decided the owner's estimate of “{title}” ({tender}): {total} rupiah, version {version}.")
    ),
    "procurement.kak.drafted": Event(_("{actor} wrote the terms of reference of “{title}” ({tender}).")),
    "procurement.kak.decided": Event(_("{actor} decided the terms of reference of “{title}” ({tender}).")),
    "procurement.contract_draft.drafted": Event(_("{actor} wrote the draft contract of “{title}” ({tender}).")),
    "procurement.contract_draft.decided": Event(_("{actor} decided the draft contract of “{title}” ({tender}).")),
    "procurement.committee.appointed": Event(
        _("{actor} appointed the committee of “{title}” ({tender}): {members}."), public=True
    ),
    "procurement.committee.declared": Event(_("{actor} declared to have no interest in “{title}” ({tender}).")),
    "procurement.committee.interest_stated": Event(_("{actor} stated an interest in “{title}” ({tender}).")),
    "procurement.tender.scheduled": Event(_("{actor} proposed the schedule of “{title}” ({tender}).")),
    "procurement.tender.rescheduled": Event(
        _("{actor} moved steps of “{title}” ({tender}): {steps}. {reason}"), public=True
    ),
    "procurement.tender.announced": Event(
        _("{actor} announced the selection run “{title}” ({tender}); bids until {deadline}."), public=True
    ),
    "procurement.bidding.opened": Event(
        _("The run “{title}” ({tender}) opened for bids until {deadline}."), public=True
    ),
    "procurement.tender.closed": Event(
        _("The run “{title}” ({tender}) closed at its deadline {deadline}."), public=True
    ),
    "procurement.tender.cancelled": Event(_("{actor} called off the run “{title}” ({tender}): {reason}"), public=True),
    "procurement.tender_document.added": Event(_("{actor} added “{document}” to the run “{title}” ({tender}).")),
    "procurement.tender_document.removed": Event(_("{actor} took “{document}” out of the run “{title}” ({tender}).")),
    "procurement.documents.amended": Event(
        _("{actor} amended the documents of “{title}” ({tender}), number {number}; bids until {deadline}."), public=True
    ),
    "procurement.question.asked": Event(_("A question ({number}) was asked about “{title}” ({tender}).")),
    "procurement.question.answered": Event(
        _("{actor} answered question {number} about “{title}” ({tender})."), public=True
    ),
    "procurement.qualification.handed_in": Event(
        _("{actor} handed in “{paper}” of the qualification of {supplier} for “{title}” ({tender}).")
    ),
    "procurement.qualification.taken_back": Event(
        _("{actor} took back “{paper}” of the qualification of {supplier} for “{title}” ({tender}).")
    ),
    "procurement.qualifications.judged": Event(_("{actor} judged {number} qualifications for “{title}” ({tender}).")),
    "procurement.shortlist.announced": Event(
        _("{actor} announced the short list of “{title}” ({tender}): {listed} of {number} firms."), public=True
    ),
    "procurement.shortlist.objected": Event(
        _("{supplier} objected to the short list of “{title}” ({tender})."), public=True
    ),
    "procurement.shortlist_objection.accepted": Event(
        _("{actor} accepted the objection of {supplier} to the short list of “{title}” ({tender}): judged again."),
        public=True,
    ),
    "procurement.shortlist_objection.rejected": Event(
        _("{actor} refused the objection of {supplier} to the short list of “{title}” ({tender})."), public=True
    ),
    "procurement.participant.registered": Event(_("{actor} registered {supplier} for “{title}” ({tender}).")),
}
