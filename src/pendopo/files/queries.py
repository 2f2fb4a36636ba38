"""Reading documents and import runs."""

from typing import Any, cast

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.urls import reverse

from pendopo.files.formats import FORMATS, ImportFormat
from pendopo.files.models import Document, ImportRun, Rendition, Upload
from pendopo.files.states import ImportStatus
from pendopo.files.tabular import Problem
from pendopo.kernel.access import Actor, permits


def documents_visible_to(actor: Actor) -> QuerySet[Document]:
    """Public documents, the actor's own, and all for those who may read what is private."""
    if permits(actor, "files.read_private"):
        return Document.objects.all()
    visible = Q(public=True)
    if actor.pk is not None:
        visible |= Q(owner_pk=str(actor.pk))
    return Document.objects.filter(visible)


def rendition_of(document: Document, name: str) -> Rendition | None:
    """The rendition of that name (`640.webp`), or None."""
    return document.renditions.filter(name=name).first()


def document_url(document: Document, rendition: str = "") -> str:
    """The address of the document, or of one rendition of a photo (`640.webp`)."""
    if rendition:
        return reverse("files:rendition", args=[document.code, rendition])
    return reverse("files:document", args=[document.code])


def uploads_visible_to(actor: Actor) -> QuerySet[Upload]:
    """Uploads under way are their owner's alone."""
    return Upload.objects.none() if actor.pk is None else Upload.objects.filter(owner_pk=str(actor.pk))


def formats_open_to(actor: Actor) -> list[ImportFormat]:
    """The formats that the actor may import, by title."""
    found = [FORMATS[key] for key in FORMATS if permits(actor, FORMATS[key].permission)]
    return sorted(found, key=lambda each: str(each.title))


def format_open_to(actor: Actor, key: str) -> ImportFormat | None:
    """The format of that key when the actor may import it."""
    return next((each for each in formats_open_to(actor) if each.key == key), None)


def format_of(run: ImportRun) -> ImportFormat | None:
    """The format of a run; None for what only a command imports."""
    return FORMATS.get(run.format)


def imports_visible_to(actor: Actor) -> QuerySet[ImportRun]:
    """Import runs, newest first: one's own, those of formats one may import, all for auditors and administrators."""
    runs = ImportRun.objects.order_by("-started_at", "-pk")
    if permits(actor, "files.read_imports"):
        return runs
    if actor.pk is None:
        return runs.none()
    keys = [each.key for each in formats_open_to(actor)]
    return runs.filter(Q(actor_pk=str(actor.pk)) | Q(format__in=keys))


def running_import(format_key: str) -> ImportRun | None:
    """The run of the format that is at work now."""
    return ImportRun.objects.filter(format=format_key, status=ImportStatus.RUNNING).first()


def problems_of(run: ImportRun) -> list[Problem]:
    """What stopped the run, then what it only reported."""
    kept: list[dict[str, Any]] = [*run.problems, *run.defects]
    return [
        Problem(
            item["row"],
            item["column"],
            item["value"],
            item["message"],
            source=item.get("source", ""),
            advice=item.get("advice", ""),
        )
        for item in kept
    ]


def sender_of(run_id: int) -> Actor | None:
    """The person who sent the file of a run; None when the account is gone."""
    run = ImportRun.objects.get(pk=run_id)
    user = get_user_model()._default_manager.filter(pk=int(run.actor_pk or 0), is_active=True).first()
    return cast(Actor, user) if user else None
