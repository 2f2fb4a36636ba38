"""What another system states of a work."""

from django.db.models import F

from pendopo.monitoring.models import Project, StatedPayment

MOST = 100


def stated_of(project: Project) -> list[StatedPayment]:
    """The payments and handovers that another system states of a work, latest first; at most a hundred. One query."""
    rows = StatedPayment.objects.filter(project=project, current=True)
    return list(rows.order_by(F("paid_date").desc(nulls_last=True), "-pk")[:MOST])
