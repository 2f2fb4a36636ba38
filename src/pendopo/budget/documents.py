"""What the portal's search knows of the budget: a document for each unit and activity of an effective stage."""

from collections.abc import Iterator

from pendopo.budget.models import ActivityNode, Pagu, Stage
from pendopo.budget.names import readable
from pendopo.search.services import DocumentValues

KIND = "budget"


def documents_of(stage: Stage) -> Iterator[DocumentValues]:
    """One document for each bidang urusan, program, kegiatan, sub kegiatan and unit. Two queries."""
    for node in ActivityNode.objects.filter(code_list_id=stage.code_list_id).exclude(level="URUSAN"):
        yield DocumentValues(
            kind=KIND,
            key=f"{stage.year}/{node.code}",
            title=readable(node.name or node.code),
            summary=f"{node.code} · {stage.year}",
            body=node.code,
            url=f"/anggaran/{stage.year}/urusan/{node.code}/",
            weight=0.8 if node.level == "SUB_KEGIATAN" else 0.9,
        )
    units = Pagu.objects.filter(stage=stage).values_list("unit__code", "unit__name").distinct().order_by("unit__code")
    for code, name in units:
        yield DocumentValues(
            kind=KIND,
            key=f"{stage.year}/unit/{code}",
            title=readable(name, title=True),
            summary=f"{code} · {stage.year}",
            body=code,
            url=f"/anggaran/{stage.year}/unit/{code}/",
        )
