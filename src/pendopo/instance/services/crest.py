"""The regency's crest: taken in as a small picture without anything the camera or the drawing program wrote."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pendopo.audit.services import record
from pendopo.files.inspection import FileRefused, inspect
from pendopo.files.models import DocumentKind
from pendopo.files.pictures import small_png
from pendopo.files.services import store_document
from pendopo.instance.models import Instance
from pendopo.instance.row import locked_instance, put
from pendopo.kernel.access import Actor, require

SIDE = 256
CrestRefused = FileRefused


@transaction.atomic
def put_crest(*, data: bytes, actor: Actor, now: dt.datetime) -> Instance:
    """Show this picture (PNG, JPEG or WebP) as the crest on every page. Raises CrestRefused, PermissionDenied."""
    require(actor, "instance.change_identity")
    kind, _media_type = inspect(data)
    if kind != DocumentKind.PHOTO:
        raise CrestRefused(_("The crest must be a picture: PNG, JPEG or WebP."))
    instance = locked_instance()
    crest = store_document(
        data=small_png(data, SIDE), file_name="lambang.png", label=instance.name, actor=actor, now=now, public=True
    )
    put(instance, {"crest": crest}, now)
    record(actor=actor, event="instance.crest.changed", subject=instance, now=now, data={"sha256": crest.sha256})
    return instance


@transaction.atomic
def remove_crest(*, actor: Actor, now: dt.datetime) -> Instance:
    """Go back to the drawn stand-in. Raises PermissionDenied."""
    require(actor, "instance.change_identity")
    instance = locked_instance()
    if put(instance, {"crest": None}, now):
        record(actor=actor, event="instance.crest.removed", subject=instance, now=now)
    return instance
