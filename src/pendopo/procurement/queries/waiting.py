"""What waits for a person in procurement, in the order of the road; a number of queries that does not grow."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.kernel.access import Actor, permits
from pendopo.kernel.flags import UNSETTLED
from pendopo.kernel.tasks import Task
from pendopo.organisations.models import Supplier
from pendopo.organisations.states import SupplierStatus
from pendopo.procurement.models import CommitteeMember, Package, Sanggah, TrusteeSeat
from pendopo.procurement.queries.evaluation import runs_to_evaluate
from pendopo.procurement.queries.flags import flags_visible_to
from pendopo.procurement.queries.guarantees import guarantees_visible_to
from pendopo.procurement.queries.packages import units_at_work
from pendopo.procurement.queries.waiting_market import market_tasks
from pendopo.procurement.queries.waiting_village import village_tasks
from pendopo.procurement.states import PackageStatus, SanggahStatus, TenderStatus

SOON = dt.timedelta(days=14)
MOST = 5
"""So many things of one kind are named one by one."""
UNDER_EVALUATION = (TenderStatus.OPENED, TenderStatus.EVALUATED, TenderStatus.DECIDED)


def waiting_for(actor: Actor, now: dt.datetime) -> list[Task]:
    """The actor's tasks."""
    if actor.pk is None:
        return []
    return [
        *_packages(actor),
        *_committees(actor),
        *_keys(actor),
        *_runs(actor),
        *_objections(actor),
        *_suppliers(actor),
        *_flags(actor, now),
        *_guarantees(actor, now),
        *market_tasks(actor, now),
        *village_tasks(actor, now),
    ]


def _packages(actor: Actor) -> Iterator[Task]:
    """Packages of the person's units to approve, then to announce; one task for each."""
    steps = {
        PackageStatus.DRAFT: ("procurement.approve_package", _("Packages to approve")),
        PackageStatus.REVIEWED: ("procurement.announce_package", _("Packages to announce")),
    }
    own = [unit for unit in units_at_work(actor) if permits(actor, "procurement.approve_package", unit)]
    found = Package.objects.filter(unit__in=own, status__in=steps).order_by()
    counts = dict(found.values_list("status").annotate(Count("pk"))) if own else {}
    for status, (_permission, words) in steps.items():
        if counts.get(status):
            url = f"{reverse('procurement:packages_work')}?status={status}"
            about = ngettext("%(number)s package", "%(number)s packages", counts[status]) % {"number": counts[status]}
            yield Task(words, url, about=about)


def _committees(actor: Actor) -> Iterator[Task]:
    """Seats in committees whose declaration is missing."""
    seats = CommitteeMember.objects.filter(user_id=actor.pk, declared_at=None, tender__status=TenderStatus.PREPARED)
    for seat in seats.select_related("tender__unit").order_by("appointed_at")[:MOST]:
        url = reverse("procurement:run", kwargs={"code": seat.tender.code})
        about, source = seat.tender.title, seat.tender.unit.name
        yield Task(
            _("Declare that you have no conflict of interest"), url, about=about, source=source, since=seat.appointed_at
        )


def _keys(actor: Actor) -> Iterator[Task]:
    """Seats of a seal plan that the person has not confirmed."""
    seats = TrusteeSeat.objects.filter(trustee__user_id=actor.pk, confirmed_at=None, trustee__revoked_at=None)
    running = seats.filter(plan__tender__status=TenderStatus.PREPARED).select_related("plan__tender__unit")
    for seat in running.order_by("pk")[:MOST]:
        tender = seat.plan.tender
        url = reverse("procurement:trustee_key")
        yield Task(_("Confirm your key in the seal plan"), url, about=tender.title, source=tender.unit.name)


def _runs(actor: Actor) -> Iterator[Task]:
    words = {
        TenderStatus.OPENED: _("Evaluate the offers"),
        TenderStatus.EVALUATED: _("Decide the winner"),
        TenderStatus.DECIDED: _("Announce the winner"),
    }
    for run in [run for run in runs_to_evaluate(actor) if run.status in UNDER_EVALUATION][:MOST]:
        url = reverse("procurement:evaluation", kwargs={"code": run.code})
        yield Task(words[TenderStatus(run.status)], url, about=run.title, source=run.unit.name)


def _objections(actor: Actor) -> Iterator[Task]:
    filed = Sanggah.objects.filter(status=SanggahStatus.FILED, tender__committee__user_id=actor.pk)
    for one in filed.select_related("tender__unit").order_by("answer_due_date")[:MOST]:
        url = reverse("procurement:answer_sanggah", kwargs={"sanggah": one.pk})
        yield Task(
            _("Answer the objection"),
            url,
            about=one.tender.title,
            source=one.tender.unit.name,
            due=_end_of(one.answer_due_date),
        )


def _end_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59)))


def _suppliers(actor: Actor) -> Iterable[Task]:
    if not permits(actor, "organisations.verify_supplier"):
        return []
    number = Supplier.objects.filter(status=SupplierStatus.SUBMITTED).count()
    about = ngettext("%(number)s firm", "%(number)s firms", number) % {"number": number}
    return [Task(_("Suppliers to verify"), reverse("procurement:suppliers"), about=about)] if number else []


def _flags(actor: Actor, now: dt.datetime) -> Iterable[Task]:
    if not permits(actor, "procurement.answer_flag"):
        return []
    year = timezone.localdate(now).year
    number = flags_visible_to(actor, year).filter(status__in=UNSETTLED, gone_at=None).count()
    about = ngettext("%(number)s flag", "%(number)s flags", number) % {"number": number}
    return (
        [Task(_("Red flags to explain"), reverse("procurement:flags", kwargs={"year": year}), about=about)]
        if number
        else []
    )


def _guarantees(actor: Actor, now: dt.datetime) -> Iterator[Task]:
    soon = guarantees_visible_to(actor).filter(until_date__lte=timezone.localdate(now + SOON))
    for one in soon[:MOST]:
        title = _("A guarantee ends soon: have it prolonged or give it back")
        yield Task(
            title,
            reverse("procurement:guarantees"),
            about=str(one.supplier),
            source=one.unit.name,
            due=_end_of(one.until_date),
        )
