"""Reading documents and import runs."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from pendopo.files.models import Document, ImportRun, Rendition
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


def imports_visible_to(actor: Actor) -> QuerySet[ImportRun]:
    """Import runs, newest first: all for those who may import, one's own for others, none for strangers."""
    runs = ImportRun.objects.order_by("-started_at", "-pk")
    if permits(actor, "files.open_import"):
        return runs
    return runs.filter(actor_pk=str(actor.pk)) if actor.pk is not None else runs.none()


def problems_of(run: ImportRun) -> list[Problem]:
    """What stopped the run, then what it only reported."""
    kept: list[dict[str, Any]] = [*run.problems, *run.defects]
    return [
        Problem(item["row"], item["column"], item["value"], item["message"], item.get("source", "")) for item in kept
    ]
