"""What the script of sealed bids says: its sentences in the reader's language, handed over as data of the page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

import pendopo
from pendopo.procurement.states import EnvelopeStatus


def common_words() -> dict[str, str]:
    """What every page of it may have to say."""
    return {
        "cut": _("There is no connection. What was typed is still here; try again."),
        "denied": _("The server refused ({status}). Load the page again."),
        "refused": _("Stopped: {field} is not right ({reason}). Nothing was sent."),
        "failed": _("This did not work: {problem}"),
        "key_passphrase": _("The passphrase does not fit this file. Look at each word."),
        "key_file": _("This is not a key file."),
        "key_memory": _("This device has too little memory to open the file. Use a computer."),
        "choose_key": _("Choose the key file."),
        "type_passphrase": _("Type the passphrase."),
        "opening_key": _("The key file is being opened; this takes some seconds."),
        "other_key": _("This file holds another key, ending in {ending}. Choose the file of your registered key."),
        "saved": _("Downloaded: {name}. Look whether it is in your folder of downloads."),
    }


def key_words() -> dict[str, str]:
    """Of the pages about a trustee's key."""
    return common_words() | {
        "making": _("The key is being made on this device; this takes some seconds."),
        "registering": _("The public half is being registered, and the key proves itself."),
        "answering": _("The server's secret is being opened with your key."),
        "dummy_opened": _("opened together; the rehearsal has succeeded"),
        "dummy_answered": _("your share is handed in; {n} have answered"),
        "dummy_bad": _("the share does not open ({problem})"),
    }


def plan_words() -> dict[str, str]:
    """Of the page of a seal plan."""
    return common_words() | {
        "plan_proven": _("Checked here: the plan is number {index} in the signed public log of {size} entries."),
    }


def bid_words() -> dict[str, str]:
    """Of the page on which an envelope is sealed."""
    return plan_words() | {
        "choose_files": _("Choose at least one file of your bid."),
        "line_faults": _("Some price lines are not complete. They are marked; correct them."),
        "no_lines": _("Write at least one price line."),
        "same_name": _("Give your file another name: {name} is the file of the price lines."),
        "step_read": _("Reading the files: {percent}%"),
        "step_encrypt": _("Sealing: {percent}%"),
        "step_split": _("Splitting the key and checking that it opens again"),
        "step_key": _("Locking your own key file"),
        "step_send": _("Sending: {percent}%"),
        "waiting": _("The connection is cut. It goes on by itself as soon as it is back; leave this page open."),
        "bound": _("Your bid is bound: the commitment stands in the log. Now the envelope is sent."),
        "sending": _("The envelope is being sent. Leave this page open."),
        "not_stored": _("The server does not have everything yet. Load the page again and go on."),
        "receipt_proven": _("Receipt checked: number {index} in the signed log of {size} entries."),
        "folder_incomplete": _("The folder is not complete, or a file in it was changed."),
        "folder_other": _("The folder was sealed for another plan or another envelope."),
    }


def opening_words() -> dict[str, str]:
    """Of the page of an opening."""
    return common_words() | opening_states() | {
        "doing_closing": _("The bidding is being closed and counted."),
        "done_closing": _("The bidding is closed; the numbers stand in the log."),
        "doing_seats": _("The trustees are being noted."),
        "done_seats": _("The trustees are noted."),
        "doing_recovery": _("The keys are being put together."),
        "done_recovery": _("The keys were put together; see each envelope."),
        "doing_reveal": _("All bids are being opened."),
        "done_reveal": _("All bids are shown."),
        "doing_minutes": _("The minutes are being drawn up."),
        "done_minutes": _("The opening is over."),
        "opening_shares": _("Opening shares: {done} of {all}"),
        "shares_all": _("{accepted} shares are handed in."),
        "shares_some": _("{accepted} shares are handed in; {refused} do not open. The others count."),
        "key_presented": _("Your key is accepted."),
        "side_committee": _("committee, seat {n}"),
        "side_inspectorate": _("inspectorate, seat {n}"),
        "need_committee": _("Needed: {k} of {n} of the committee,"),
        "need_inspectorate": _("and {k} of {n} of the inspectorate."),
        "envelope_n": _("Envelope {n}"),
        "damaged": _("damaged"),
        "log_at": _("{size} entries, root {root}"),
    }  # fmt: skip


def sending_words() -> dict[str, str]:
    """Of a bidder that sends a damaged envelope once more."""
    return {
        "choose_copy": _("Choose the copy of your envelope."),
        "other_copy": _("This is another envelope. Choose the file of the commitment that is named above."),
        "copy_accepted": _("The envelope is whole again. It is opened with the others."),
        "step_send": _("Sending: {percent}%"),
        "waiting": _("The connection is cut. It goes on by itself as soon as it is back; leave this page open."),
    }


def opening_states() -> dict[str, str]:
    """How far an opening, a seat or an envelope is."""
    return {
        "status_NONE": _("The bidding is not closed yet."),
        "status_STOPPED": _("Stopped: the clocks of server and database disagree."),
        "status_CLOSED": _("Waiting for enough trustees of both sides."),
        "status_SEATED": _("The trustees open their shares."),
        "status_RECOVERED": _("Keys are put together; no content is shown yet."),
        "status_REVEALED": _("All bids are shown."),
        "status_FINISHED": _("The opening is over."),
        "status_VOID": _("Void: the numbers do not agree. No evaluation may follow."),
        "seat_revoked": _("key revoked"),
        "seat_answered": _("handed in {n}"),
        "seat_present": _("present"),
        "seat_absent": _("not here"),
        "seat_problems": _("{n} do not open"),
        **{f"envelope_{status.value}": str(status.label) for status in EnvelopeStatus},
        **{f"count_{status.value.lower()}": str(status.label) for status in EnvelopeStatus},
        **{f"reason_{code}": words for code, words in reasons().items()},
    }


def reasons() -> dict[str, str]:
    """Why an envelope was not opened."""
    return {
        "never_arrived": _("did not arrive completely in time"),
        "ciphertext_lost": _("damaged, and not sent again"),
        "bidder_shares_bad": _("the bidder's key shares do not open it"),
        "trustee_keys_lost": _("too few trustees have their key"),
        "bad_payload": _("the content is not what was committed to"),
    }


def envelope_name(kind: str) -> str:
    """An envelope as people call it."""
    names = {"single": _("Envelope"), "file1": _("File I: administration and technique"), "file2": _("File II: price")}
    return names[kind]


def screen_of(request: HttpRequest, words: dict[str, str], **facts: Any) -> dict[str, Any]:
    """The data of a page for its script."""
    return {"words": words, "version": pendopo.__version__, "account": str(request.user)[:150], **facts}
