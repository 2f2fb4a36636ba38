"""The audit events of files."""

from django.utils.translation import gettext_lazy as _

from pendopo.kernel.events import Event

EVENTS = {
    "files.document.stored": Event(_("{actor} stored document {subject}")),
    "files.document.issued": Event(_("{actor} printed document {subject}")),
    "files.document.signed": Event(_("{actor} signed document {subject} as {position}")),
    "files.document.released": Event(_("{actor} made document {subject} public"), public=True),
    "files.document.withdrawn": Event(_("{actor} withdrew document {subject} as {position}: {reason}"), public=True),
    "files.document.replaced": Event(_("{actor} replaced document {subject} by {by}"), public=True),
    "files.storage.swept": Event(_("{actor} removed {count} stored files that nothing named")),
    "files.upload.begun": Event(_("{actor} began to send the file {subject} in parts")),
    "files.upload.completed": Event(_("{actor} sent the last part of the file {subject}")),
    "files.upload.cancelled": Event(_("{actor} gave up sending the file {subject}")),
    "files.upload.expired": Event(_("{actor} removed {count} files that were not sent to their end in time")),
    "files.import.received": Event(_("{actor} sent the file {subject} for an import")),
    "files.import.cancelled": Event(_("{actor} cancelled the import {subject}")),
    "files.import.finished": Event(_("{actor} finished the import {subject}")),
    "files.import.refused": Event(_("The import {subject} of {actor} was refused")),
}
