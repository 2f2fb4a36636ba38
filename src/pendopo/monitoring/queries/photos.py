"""Evidence photos: of a report, of a work, and the one that looks the same."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from pendopo.monitoring.models import EvidencePhoto, ProgressReport, Project
from pendopo.monitoring.states import ReportStatus
from pendopo.monitoring.states_photos import PhotoStatus

SHOWN = 120
"""Most photos on a page."""


def photos_of(report: ProgressReport) -> list[EvidencePhoto]:
    """The photos of a report, as they came. One query."""
    found = report.photos.select_related("item", "document", "twin__report__project")
    return list(found.order_by("pk")[:SHOWN])


def photo_of(project: Project, pk: int) -> EvidencePhoto | None:
    """One photo of a work. One query."""
    return _whole().filter(report__project=project, pk=pk).first()


def photos_accepted(project: Project) -> list[EvidencePhoto]:
    """What everybody may see of a work: accepted photos of accepted reports, first to last. One query."""
    found = _whole().filter(report__project=project, status=PhotoStatus.ACCEPTED, report__status=ReportStatus.ACCEPTED)
    return list(found.order_by("report__period", "pk")[:SHOWN])


def _whole() -> QuerySet[EvidencePhoto]:
    return EvidencePhoto.objects.select_related("report__project__unit", "item", "document", "twin__report__project")


def items_with_photo(report: ProgressReport) -> set[int | None]:
    """The items of a report that have an accepted photo (None: the whole work). One query."""
    found = report.photos.filter(status=PhotoStatus.ACCEPTED)
    return set(found.values_list("item_id", flat=True))


def twin_of(hashes: Iterable[int], report: ProgressReport, item_id: int | None, most: int) -> tuple[int, int] | None:
    """The nearest photo of another work, or of another week of the same item: its id and how many bits differ.

    Each photo is compared with the eight orientations of the new one. One query over the hashes.
    """
    sql = """
        SELECT photo.id, min(bit_count((photo.phash # turned.phash)::bit(64))) AS bits
        FROM monitoring_evidencephoto photo
        JOIN monitoring_progressreport report ON report.id = photo.report_id
        CROSS JOIN unnest(%s::bigint[]) AS turned(phash)
        WHERE report.project_id <> %s OR (report.period <> %s AND photo.item_id IS NOT DISTINCT FROM %s)
        GROUP BY photo.id
        HAVING min(bit_count((photo.phash # turned.phash)::bit(64))) <= %s
        ORDER BY bits, photo.id LIMIT 1
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(hashes), report.project_id, report.period, item_id, most])
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None
