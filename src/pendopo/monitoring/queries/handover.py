"""Handovers, defects and assets."""

from pendopo.kernel.access import Actor
from pendopo.monitoring.models import Asset, Bast, Defect, Project


def handovers_of(project: Project) -> list[Bast]:
    """Both handovers of a work with defects and assets, the first first. Three queries."""
    return list(Bast.objects.filter(project=project).prefetch_related("defects", "assets").order_by("date", "pk"))


def open_defect(project: Project, pk: int) -> Defect | None:
    """A defect of a work that is not mended. One query."""
    return Defect.objects.filter(bast__project=project, pk=pk, mended_at__isnull=True).first()


def asset_of(project: Project, pk: int) -> Asset | None:
    """An asset of a work. One query."""
    return Asset.objects.filter(bast__project=project, pk=pk).first()


def asset_public(actor: Actor, code: str) -> Asset | None:
    """An asset by its public number, for everybody. One query."""
    return Asset.objects.select_related("bast__project__unit", "desa").filter(code=code).first()
